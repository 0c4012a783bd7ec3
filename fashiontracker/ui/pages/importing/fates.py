"""How a row ends, as shape, word and colour; and the bar that counts the rows by their fate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from fashiontracker.text import N_, _
from fashiontracker.ui.chips import FlowLayout
from fashiontracker.ui.marks import Mark
from fashiontracker.ui.pages.importing.session import FATES, SKIPPED
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.style import give_role, look

MARKS: Final = {
    "new": Mark("new", "good", N_("新增")),
    "updated": Mark("edit", "info", N_("更新")),
    "unchanged": Mark("check", "quiet", N_("未变")),
    "conflict": Mark("question", "warn", N_("冲突")),
    "rejected": Mark("missed", "bad", N_("退回")),
    SKIPPED: Mark("no_data", "quiet", N_("跳过")),
}
EVERY = ""
"""The filter that keeps all rows."""


class FateBar(QWidget):
    """One button a fate with its count; the pressed one filters the rows."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        flow = FlowLayout(self, look().px(6))
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        for fate in (EVERY, *FATES):
            button = QToolButton()
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            give_role(button, "chip")
            if fate:
                put_icon(button, MARKS[fate].shape, MARKS[fate].ink, 14)
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.clicked.connect(lambda _checked=False, fate=fate: self.chosen.emit(fate))
            self._group.addButton(button)
            flow.addWidget(button)
            self.buttons[fate] = button
        self.show_counts({})
        self.choose(EVERY)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show other numbers; a fate that no row met is greyed."""
        total = sum(counts.values())
        for fate, button in self.buttons.items():
            number = counts.get(fate, 0) if fate else total
            word = MARKS[fate].word if fate else _("全部")
            button.setText(f"{word} {number:,}")
            button.setEnabled(number > 0 or not fate)

    def choose(self, fate: str) -> None:
        """Press a button, as if the user had."""
        self.buttons[fate].setChecked(True)
