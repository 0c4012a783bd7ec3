"""Closing the window while something is under way: it is finished or stopped first, as the user says.

What only reads for the pages is stopped unasked. The database is never closed under a job, and the window never stands
still: it waits for its jobs as for anything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from fashiontracker.text import _
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.page import EVERYTHING
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.ui.window import Window

SHORT: Final = 1.5
"""Seconds that closing stands still for a page's reading to stop; what takes longer is waited for beside."""
GRACE: Final = 400
"""Milliseconds in which jobs may end by themselves before anything is said."""


class Closing(QObject):
    """The window's way out: asked by its close event, it closes the window itself once nothing is under way."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._wanted = False
        self.box: ClosingBox | None = None
        self._grace = QTimer(self, interval=GRACE, singleShot=True)
        self._grace.timeout.connect(self._say)
        window.jobs.rested.connect(self._go_on)
        window.jobs.ended.connect(self._look)

    def may_close(self) -> bool:
        """Whether the window may close at once; if not it closes later, unless the user wants to stay."""
        jobs = self._window.jobs
        self._finish_editing()
        if not self._wanted and not self._window.gives_up():
            return False
        if not jobs.busy() and jobs.close(SHORT):
            self._leave_box()
            return True
        if not self._wanted:
            self._wanted = True
            self._grace.start()
        return False

    def stay(self) -> None:
        """Stay open after all; what was stopped for the closing is read again."""
        self._wanted = False
        self._grace.stop()
        self._leave_box()
        self._window.notice_pages(EVERYTHING)

    def stop(self) -> None:
        """Stop what is under way: it leaves things as they were, and the window closes."""
        for job in self._window.jobs.running():
            self._window.jobs.cancel(job)

    def _finish_editing(self) -> None:
        """Save the value that is being edited, as on leaving its field."""
        held = self._window.focusWidget()
        if held is not None:
            held.clearFocus()
            if self._window.focusWidget() is None:  # nothing was edited
                held.setFocus()

    def _say(self) -> None:
        self.box = ClosingBox([job.title for job in self._window.jobs.running()], self._window)
        self.box.stop.clicked.connect(self.stop)
        self.box.rejected.connect(self.stay)
        self.box.open()

    def _look(self, _job: Job[Any], outcome: str) -> None:
        if self._wanted and outcome == "failed":
            self.stay()  # the user waited for it: he shall read what stood in its way

    def _go_on(self) -> None:
        if self._wanted:
            self._window.close()

    def _leave_box(self) -> None:
        self._grace.stop()
        box, self.box = self.box, None
        if box is not None:
            box.blockSignals(True)
            box.close()
            box.deleteLater()


class ClosingBox(QDialog):
    """Says what is waited for, and offers to stop it or to stay."""

    def __init__(self, titles: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("关闭窗口"))
        heading = QLabel(_("还有任务没有完成，完成后窗口会自动关闭"))
        heading.setWordWrap(True)
        give_role(heading, "heading")
        self.what = QLabel("\n".join(titles))
        self.what.setWordWrap(True)
        lesson = QLabel(_("停止的任务要么整个完成，要么不留下任何改动。"))
        lesson.setWordWrap(True)
        give_role(lesson, "muted")
        buttons = QDialogButtonBox()
        self.stop = buttons.addButton(_("停止任务并关闭"), QDialogButtonBox.ButtonRole.DestructiveRole)
        self.stay = buttons.addButton(_("不关闭"), QDialogButtonBox.ButtonRole.RejectRole)
        give_role(self.stop, "danger")
        self.stay.setDefault(True)
        self.stop.clicked.connect(self._stopping)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(24), look().px(20), look().px(24), look().px(16))
        column.setSpacing(look().px(12))
        for widget in (heading, self.what, lesson, buttons):
            column.addWidget(widget)
        self.setMinimumWidth(look().px(420))

    def _stopping(self) -> None:
        self.stop.setEnabled(False)
        self.what.setText(_("正在停止……"))
