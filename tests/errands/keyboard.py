"""A user who has no mouse: every key goes to whoever has the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from fashiontracker.ui.window import Window

LONG = 20_000
"""Milliseconds for whatever a key has begun."""
MOST_STOPS = 120


class Keyboard:
    """Presses keys as they are written on the buttons (``Ctrl+K``, ``Return``) and waits until all is at rest."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self._window, self._qtbot = window, qtbot
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

    def holder(self) -> QWidget:
        """Who has the keyboard; that nobody has it is a fault of the window."""
        held = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert held is not None, "nobody has the keyboard"
        return held

    def name(self) -> str:
        """What a screen reader would say of who has the keyboard."""
        held = self.holder()
        return held.accessibleName() or str(getattr(held, "text", str)())

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            QTest.keySequence(self.holder(), QKeySequence(key))
            self.settle()

    def type(self, text: str) -> None:
        """Type: letters by their keys, Chinese as an input method hands it over."""
        if text.isascii():
            QTest.keyClicks(self.holder(), text)
        else:
            commit(self.holder(), text)
        self.settle()

    def reach(self, name: str) -> None:
        """Tab until somebody whose name begins so has the keyboard."""
        for _stop in range(MOST_STOPS):
            if self.name().startswith(name):
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not come to “{name}”")

    def in_dialog(self, fill: Callable[[], None], key: str) -> None:
        """Press a key that opens a dialog, and do there what ``fill`` does: at its end the dialog is to be closed."""
        wrong: list[BaseException] = []

        def run() -> None:
            dialog = QApplication.activeModalWidget()
            try:
                assert isinstance(dialog, QDialog), "no dialog"
                self._qtbot.waitUntil(lambda: dialog.isAncestorOf(self.holder()))
                fill()
                assert not dialog.isVisible(), "the dialog is still open"
            except BaseException as error:  # else the dialog would wait for ever
                wrong.append(error)
                if isinstance(dialog, QDialog):
                    dialog.reject()

        QTimer.singleShot(0, run)
        self.press(key)
        if wrong:
            raise wrong[0]

    def settle(self) -> None:
        """Wait until nothing is under way: no job, no pause after typing, no page to be read."""

        def at_rest() -> bool:
            page = self._window.page
            short = [] if page is None else [one for one in page.findChildren(QTimer) if one.interval() < 500]
            busy = self._window.jobs.running() or (page is not None and page._stale)
            return not busy and not any(timer.isActive() for timer in short)

        QApplication.processEvents()  # what the key has left for the next round of events
        self._qtbot.waitUntil(at_rest, timeout=LONG)


def commit(widget: QWidget, text: str) -> None:
    """What an input method hands over."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def compose(widget: QWidget, letters: str) -> None:
    """What an input method shows while one is still choosing: underlined, and no text yet."""
    QApplication.sendEvent(widget, QInputMethodEvent(letters, []))
