"""Words that stand by themselves: wrapped where there is little room, never read as rich text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from fashiontracker.ui.style import give_role


def wrapped(text: str = "", role: str = "", *, selectable: bool = False) -> QLabel:
    """A label of a role that takes as many lines as it needs; ``selectable`` text can be copied."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        give_role(label, role)
    return label
