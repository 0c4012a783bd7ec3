"""A bar of buttons, one a fate of rows with how many met it; the pressed one filters them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from fashiontracker.text import _
from fashiontracker.ui.chips import FlowLayout
from fashiontracker.ui.marks import Mark
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.style import give_role, look

EVERY: Final = ""
"""The filter that keeps all rows."""


class FateBar(QWidget):
    """``marks`` are the fates as they are shown, in the order of their buttons."""

    chosen = Signal(str)

    def __init__(self, marks: Mapping[str, Mark]) -> None:
        super().__init__()
        flow = FlowLayout(self, look().px(6))
        self._marks = marks
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        for fate in (EVERY, *marks):
            button = self._button(fate)
            self._group.addButton(button)
            flow.addWidget(button)
            self.buttons[fate] = button
        self.show_counts({})
        self.choose(EVERY)

    def _button(self, fate: str) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        give_role(button, "chip")
        if fate:
            put_icon(button, self._marks[fate].shape, self._marks[fate].ink, 14)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(lambda: self.chosen.emit(fate))
        return button

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show other numbers; a fate that no row met is greyed."""
        total = sum(counts.values())
        for fate, button in self.buttons.items():
            number = counts.get(fate, 0) if fate else total
            word = self._marks[fate].word if fate else _("全部")
            button.setText(f"{word} {number:,}")
            button.setEnabled(number > 0 or not fate)

    def choose(self, fate: str) -> None:
        """Press a button, as if the user had."""
        self.buttons[fate].setChecked(True)
