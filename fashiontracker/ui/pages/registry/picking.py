"""A field for several words of a list: typed with 、 between them, or ticked in its menu."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLineEdit, QMenu

from fashiontracker.text import _
from fashiontracker.ui.fields import Check, Field
from fashiontracker.ui.icons import icon

BETWEEN: Final = re.compile(r"[、，,；;]")


class WordsField(Field):
    """The words stay in the order in which they were chosen: the first is the main one."""

    def __init__(self, words: Sequence[str], check: Check, *, required: bool = False) -> None:
        super().__init__(check, required=required)
        self._words = tuple(words)
        self.action = self.addAction(icon("down", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self.action.setToolTip(_("从列表中选择"))
        self.action.triggered.connect(self._offer)

    def toggle(self, word: str, chosen: bool) -> None:
        """Put a word at the end, or take it out."""
        there = [one for one in self.chosen() if one != word]
        self.setText(_("、").join([*there, word] if chosen else there))

    def chosen(self) -> list[str]:
        """The words that stand in the field."""
        return [part for part in (part.strip() for part in BETWEEN.split(self.text())) if part]

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        chosen = self.chosen()
        for word in self._words:
            action = menu.addAction(word)
            action.setCheckable(True)
            action.setChecked(word in chosen)
            action.toggled.connect(lambda on, word=word: self.toggle(word, on))
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
