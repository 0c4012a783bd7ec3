"""What an import has done, and where to go from there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fashiontracker.text import _
from fashiontracker.ui.pages.importing.fates import MARKS
from fashiontracker.ui.pictures import Picture, put_icon
from fashiontracker.ui.style import give_role, look


class Finished(QWidget):
    """Counts of what was written and what was not, with the ways on."""

    again = Signal()
    undo = Signal()
    rejects = Signal()
    go = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        card = QFrame()
        give_role(card, "card")
        self._picture = Picture("done", "good_mark", 40)
        self.heading = QLabel()
        give_role(self.heading, "heading")
        self._counts = QLabel()
        self._note = QLabel()
        self._note.setWordWrap(True)
        self._note.setFixedWidth(look().px(520))
        self._note.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        give_role(self._note, "muted")
        self.buttons = {
            "rejects": self._button(_("另存退回的行…"), "save", self.rejects.emit),
            "undo": self._button(_("撤销这次导入"), "undo", self.undo.emit),
            "history": self._button(_("看变更记录"), "history", lambda: self.go.emit("history")),
            "again": self._button(_("再导入一个文件"), "import", self.again.emit),
        }
        give_role(self.buttons["again"], "primary")
        put_icon(self.buttons["again"], "import", "on_accent")
        row = QHBoxLayout()
        row.setSpacing(look().px(8))
        for button in self.buttons.values():
            row.addWidget(button)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(look().px(40), look().px(32), look().px(40), look().px(32))
        inside.setSpacing(look().px(12))
        for widget in (self._picture, self.heading, self._counts, self._note):
            inside.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addLayout(row)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def show_result(self, files: str, counts: Mapping[str, int], *, changed: bool) -> None:
        """Say what was written; ``changed`` is False where the database held everything already."""
        left = counts.get("conflict", 0) + counts.get("rejected", 0)
        said = _("已导入 {files}") if changed else _("{files} 的内容库中都已有，没有改动")
        self.heading.setText(said.format(files=files))
        self._counts.setText(
            " · ".join(f"{MARKS[fate].word} {counts[fate]:,}" for fate in MARKS if counts.get(fate, 0))
        )
        self._note.setText(
            _("有 {count} 行没有导入。可以另存为工作簿，按“退回原因”改好后再导入。").format(count=left)
            if left
            else _("全部行都已处理。这次导入在变更记录中是一条，可以整条撤销。")
        )
        self.buttons["rejects"].setVisible(left > 0)
        self.buttons["undo"].setVisible(changed)

    def show_undone(self) -> None:
        """Say that it was taken back."""
        self.heading.setText(_("这次导入已撤销"))
        self.buttons["undo"].hide()

    @staticmethod
    def _button(words: str, glyph: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        put_icon(button, glyph)
        button.clicked.connect(act)
        return button
