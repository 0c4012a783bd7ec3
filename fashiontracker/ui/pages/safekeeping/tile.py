"""One matter of safety: its mark, its state in words, its buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from fashiontracker.ui.pictures import Picture, put_icon
from fashiontracker.ui.style import give_role, look


class Tile(QFrame):
    """A card with a heading, a sentence and what can be done."""

    def __init__(self, title: str) -> None:
        super().__init__()
        give_role(self, "card")
        self._picture = Picture("", size=24)
        heading = QLabel(title)
        give_role(heading, "heading")
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.state.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.state.setMinimumHeight(look().px(54))
        self._deeds = QHBoxLayout()
        self._deeds.setSpacing(look().px(8))
        self._deeds.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(look().px(8))
        head.addWidget(self._picture)
        head.addWidget(heading, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(16), look().px(14), look().px(16), look().px(12))
        column.setSpacing(look().px(8))
        column.addLayout(head)
        column.addWidget(self.state, 1)
        column.addLayout(self._deeds)

    def say(self, glyph: str, ink: str, words: str) -> None:
        """How it stands."""
        self._picture.show_icon(glyph, ink)
        self.state.setText(words)

    def add(self, words: str, glyph: str, act: Callable[[], None]) -> QPushButton:
        """Something that can be done about it."""
        button = QPushButton(words)
        put_icon(button, glyph)
        button.clicked.connect(act)
        self._deeds.insertWidget(self._deeds.count() - 1, button)
        give_role(button, "")
        return button
