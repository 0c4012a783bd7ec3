"""Lines that are typed into by an input method: Enter ends a composition, and does nothing else."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit


class Composing(QObject):
    """Keeps Enter from a line while something is composed in it: some input methods pass on the key that ends it."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._under_way = False
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            self._under_way = bool(event.preeditString())
        elif event.type() == QEvent.Type.FocusOut:
            self._under_way = False
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._under_way and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return False
