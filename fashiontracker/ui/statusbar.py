"""The status bar: what is counted on the left, long work on the right with progress, time left and cancel."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from fashiontracker.progress import Progress
from fashiontracker.text import _
from fashiontracker.ui.jobs import Job, Jobs
from fashiontracker.ui.style import give_role, look


class StatusBar(QFrame):
    """Counts, and the job area; of several jobs the newest is shown, with how many more there are."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusbar")
        self._jobs = jobs
        self._shown: Job[Any] | None = None
        self.counts = QLabel()
        give_role(self.counts, "muted")
        self.label = QLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(look().px(160))
        self.bar.setAccessibleName(_("进度"))
        self.cancel = QPushButton(_("取消"))
        give_role(self.cancel, "link")
        self.cancel.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(look().px(16), look().px(3), look().px(12), look().px(3))
        row.setSpacing(look().px(12))
        row.addWidget(self.counts)
        row.addStretch(1)
        self._job_area = (self.label, self.bar, self.cancel)
        for widget in self._job_area:
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(look().px(32))
        jobs.started.connect(self._begin)
        jobs.progressed.connect(self._advance)
        jobs.ended.connect(self._end)
        self._show_newest()

    def _begin(self, job: Job[Any]) -> None:
        if not job.quiet:
            self._show(job)

    def _advance(self, job: Job[Any], progress: Progress, left: float) -> None:
        if job is not self._shown:
            return
        self.bar.setRange(0, max(0, progress.total))
        self.bar.setValue(progress.done)
        self.label.setText(_line(job, progress, left, len(self._shown_ones()) - 1))

    def _end(self, job: Job[Any], outcome: str) -> None:
        if job is self._shown:
            self._show_newest()
        if outcome == "cancelled":
            self.counts.setText(_("{title}：已取消").format(title=job.title))

    def _shown_ones(self) -> list[Job[Any]]:
        return [job for job in self._jobs.running() if not job.quiet]

    def _show_newest(self) -> None:
        running = self._shown_ones()
        self._show(running[-1] if running else None)

    def _show(self, job: Job[Any] | None) -> None:
        self._shown = job
        for widget in self._job_area:
            widget.setVisible(job is not None)
        if job is not None:
            self.cancel.setEnabled(True)
            self.label.setText(job.title)
            self.bar.setRange(0, 0)

    def _cancel(self) -> None:
        if self._shown is not None:
            self.cancel.setEnabled(False)
            self.label.setText(_("正在停止……"))
            self._jobs.cancel(self._shown)


def _line(job: Job[Any], progress: Progress, left: float, more: int) -> str:
    """``正在生成名录 62 % · 剩余约 8 秒``."""
    parts = [job.title if not progress.label else f"{job.title} · {progress.label}"]
    if progress.total > 0:
        parts.append(f"{progress.done / progress.total:.0%}")
    if left >= 60:
        parts.append(_("剩余约 {count} 分钟").format(count=round(left / 60)))
    elif left >= 0:
        parts.append(_("剩余约 {count} 秒").format(count=max(1, round(left))))
    if more > 0:
        parts.append(_("另有 {count} 项").format(count=more))
    return " · ".join(parts)
