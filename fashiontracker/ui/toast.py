"""A passing note at the foot of the window, with a way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from fashiontracker.text import _
from fashiontracker.ui.pictures import icon_button
from fashiontracker.ui.style import give_role, look

SHOWN_FOR = 8000
"""Milliseconds; the clock stands still while the mouse is over the note or a button of it has the focus."""


class Toast(QFrame):
    """Hangs in a window until it is read, closed, or replaced by the next."""

    def __init__(self, window: QWidget, text: str, undo: Callable[[], None] | None = None) -> None:
        super().__init__(window)
        give_role(self, "toast")
        self.setAccessibleName(text)
        self.text = text
        self._undo = undo
        row = QHBoxLayout(self)
        row.setContentsMargins(look().px(16), look().px(8), look().px(8), look().px(8))
        row.setSpacing(look().px(12))
        row.addWidget(QLabel(text))
        if undo is not None:
            self.button = QPushButton(_("撤销"))
            self.button.clicked.connect(self._take_back)
            row.addWidget(self.button)
        row.addWidget(icon_button("close", _("关闭提示"), self.leave, ink="on_tip"))
        self._clock = QTimer(self, interval=SHOWN_FOR, singleShot=True)
        self._clock.timeout.connect(self.leave)
        window.installEventFilter(self)

    def appear(self) -> None:
        """Show above the status bar, in the middle."""
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._clock.start()

    def leave(self) -> None:
        """Go away for good."""
        self.hide()
        self.setParent(None)
        self.deleteLater()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._clock.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        window = self.parentWidget()
        if window is not None:
            self.move((window.width() - self.width()) // 2, window.height() - self.height() - look().px(48))

    def _take_back(self) -> None:
        undo = self._undo
        self.leave()
        if undo is not None:
            undo()
