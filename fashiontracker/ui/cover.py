"""What lies over a window that must not be seen: everything in it is hidden and comes back just as it was."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from fashiontracker.text import _
from fashiontracker.ui.pictures import Picture
from fashiontracker.ui.style import give_role


class Cover(QWidget):
    """Covers one window until `lift`: its parts are hidden, not only overlaid, and its title names nothing.

    A dialog stays open underneath, with all that was typed into it.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._title = window.windowTitle()
        self._focus: QWidget | None = window.focusWidget()
        self._hidden: list[QWidget] = []
        for child in window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if child is not self and not child.isHidden() and not child.isWindow():
                self.hide_too(child)
        window.setWindowTitle(_("已锁定"))
        words = QLabel(_("已锁定"))
        give_role(words, "heading")
        column = QVBoxLayout(self)
        column.addStretch(1)
        for widget in (Picture("lock", "quiet_mark", 48), words):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()

    def hide_too(self, part: QWidget) -> None:
        """Hide a part of the window, also one that came after it was covered."""
        self._hidden.append(part)
        part.hide()

    def lift(self) -> None:
        """Show the window again, with the keyboard where it was."""
        self._window.removeEventFilter(self)
        self.hide()
        self._window.setWindowTitle(self._title)
        for part in self._hidden:
            with suppress(RuntimeError):  # it was deleted meanwhile
                part.show()
        if self._focus is not None:
            with suppress(RuntimeError):
                self._focus.setFocus()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)
