"""Where a list is dropped, chosen or pasted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fashiontracker.errors import Problem
from fashiontracker.text import _
from fashiontracker.ui.pictures import Picture, put_icon
from fashiontracker.ui.style import give_role, look

ENDINGS = ("xlsx", "xls", "xlsb", "ods", "csv", "tsv", "txt", "pdf", "docx")


class Start(QWidget):
    """``file`` and ``text`` tell what was given."""

    file = Signal(object)
    text = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        give_role(self.problem, "problem")
        self.problem.hide()
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setPlaceholderText(_("也可以把网页或文件里的名单复制后粘贴到这里，一行一家；从表格复制的会按列识别。"))
        self.box.setAccessibleName(_("粘贴名单"))
        self.box.textChanged.connect(self._enable)
        self.read_button = QPushButton(_("比对粘贴的名单"))
        put_icon(self.read_button, "paste")
        self.read_button.clicked.connect(lambda: self.text.emit(self.box.toPlainText()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(12))
        column.addWidget(self._dropping(), 1)
        column.addWidget(self.problem)
        column.addWidget(self.box, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.read_button)
        column.addLayout(foot)
        self._enable()

    def refuse(self, problems: Sequence[Problem]) -> None:
        """Say why what was given cannot be read; nothing where it can."""
        self.problem.setText("\n".join(one.line() for one in problems))
        self.problem.setVisible(bool(problems))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            self.file.emit(path)
        elif event.mimeData().hasText():
            self.text.emit(event.mimeData().text())
        event.acceptProposedAction()

    def _dropping(self) -> QFrame:
        frame = QFrame()
        give_role(frame, "drop-place")
        heading = QLabel(_("把公示或认定名单拖到这里"))
        give_role(heading, "heading")
        lesson = QLabel(
            _(
                "Excel、CSV、Word（.docx）或带文字的 PDF。名单与名录按信用代码、现用名和曾用名比对，"
                "相近的名称由您选定；分公司、外地同名企业分开列出，公示不会当作认定。采用的结果一步写入、一步撤销，名单本身留作佐证。"
            )
        )
        lesson.setWordWrap(True)
        lesson.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        lesson.setFixedWidth(look().px(560))
        lesson.setMinimumHeight(lesson.heightForWidth(look().px(560)))
        give_role(lesson, "muted")
        self.choose_button = QPushButton(_("选择文件…"))
        put_icon(self.choose_button, "open", "on_accent")
        give_role(self.choose_button, "primary")
        self.choose_button.clicked.connect(self._choose)
        column = QVBoxLayout(frame)
        column.setSpacing(look().px(10))
        column.addStretch(1)
        for widget in (Picture("published", "quiet_mark", 44), heading, lesson, self.choose_button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return frame

    def _choose(self) -> None:
        endings = " ".join(f"*.{ending}" for ending in ENDINGS)
        name, _filter = QFileDialog.getOpenFileName(
            self.window(), _("选择名单"), "", _("名单 ({endings})").format(endings=endings)
        )
        if name:
            self.file.emit(Path(name))

    def _enable(self) -> None:
        self.read_button.setEnabled(bool(self.box.toPlainText().strip()))


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if urls and urls[0].isLocalFile() else None
