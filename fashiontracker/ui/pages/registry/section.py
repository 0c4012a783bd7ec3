"""A part of the record's panel: a heading, a link beside it, and what stands under it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fashiontracker.ui.elided import ElidedButton
from fashiontracker.ui.style import give_role, look


class Section(QWidget):
    """Fill ``body``."""

    def __init__(self, title: str, link: str = "", act: Callable[[], None] | None = None) -> None:
        super().__init__()
        rule = QFrame()
        give_role(rule, "rule")
        heading = QLabel(title)
        give_role(heading, "section")
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        if link and act is not None:
            self.link = link_button(link, act)
            head.addWidget(self.link)
        self.body = QVBoxLayout()
        self.body.setSpacing(look().px(2))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look().px(8), 0, 0)
        column.setSpacing(look().px(6))
        column.addWidget(rule)
        column.addLayout(head)
        column.addLayout(self.body)

    def say(self, text: str, role: str = "muted") -> QLabel:
        """Add a line of words."""
        label = words(text, role)
        self.body.addWidget(label)
        return label


def words(text: str, role: str) -> QLabel:
    """A wrapped text of a role; never read as rich text, because names come from files."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    give_role(label, role)
    return label


def link_button(text: str, act: Callable[[], None]) -> ElidedButton:
    """A button that looks like a link."""
    button = ElidedButton(text)
    give_role(button, "link")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(lambda _checked=False: act())
    return button
