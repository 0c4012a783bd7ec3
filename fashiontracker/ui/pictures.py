"""Icons on widgets: the small buttons that are only an icon, and icons that stand by themselves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QToolButton, QWidget

from fashiontracker.ui.icons import draw, icon
from fashiontracker.ui.style import look


def put_icon(button: QAbstractButton, name: str, ink: str = "text", size: int = 16) -> None:
    """Put an icon on a button, as large as the zoom asks."""
    button.setIcon(icon(name, ink))
    button.setIconSize(QSize(look().px(size), look().px(size)))


def icon_button(name: str, words: str, act: Callable[[], object] | None = None, *, ink: str = "muted") -> QToolButton:
    """A button that is only an icon: ``words`` are its tooltip and its name for those who cannot see it."""
    button = QToolButton()
    put_icon(button, name, ink)
    button.setToolTip(words)
    button.setAccessibleName(words)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if act is not None:
        button.clicked.connect(lambda _checked=False: act())
    return button


class Picture(QWidget):
    """An icon by itself; it follows the theme."""

    def __init__(self, name: str, ink: str = "text", size: int = 16) -> None:
        super().__init__()
        self.setFixedSize(look().px(size), look().px(size))
        self.show_icon(name, ink)

    def show_icon(self, name: str, ink: str) -> None:
        """Show another icon; an empty name hides it."""
        self._name, self._ink = name, ink
        if not (name and self.isWindow()):  # what is shown before it has a place is a window of its own for a moment
            self.setVisible(bool(name))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._name:
            draw(QPainter(self), QRectF(self.rect()), self._name, self._ink)
