"""Locks the window on an encrypted database: on a key, or once nobody has touched it for a while.

What is shown is hidden until the passphrase or the recovery key is typed; then everything is as it was, unsaved forms
too. Jobs go on meanwhile. The key stays in memory: the lock keeps out who comes by, not who reads the memory.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QToolTip, QWidget

from fashiontracker.text import _
from fashiontracker.ui import encryption, messages, saving
from fashiontracker.ui.cover import Cover
from fashiontracker.ui.passphrases import UnlockDialog

if TYPE_CHECKING:
    from fashiontracker.models.sealing import Key
    from fashiontracker.ui.window import Window

EVERY: Final = 10_000
"""Milliseconds between two looks at the clock."""
TOUCHES: Final = {
    *(QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel),
    *(QEvent.Type.TouchBegin, QEvent.Type.TabletPress),
}
PASSING: Final = {Qt.WindowType.Popup, Qt.WindowType.ToolTip}
"""Windows that are gone with the next click."""


def seconds() -> float:
    """A clock that no one sets and that goes on while the computer sleeps, where the system has one."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class Lock(QObject):
    """The lock of the window. It watches the keyboard and the mouse only while an encrypted database is open."""

    def __init__(self, window: Window, now: Callable[[], float] = seconds) -> None:
        super().__init__(window)
        self._window = window
        self._now = now
        self._touched = now()
        self._watches = False
        self._covers: dict[QWidget, Cover] = {}
        self.dialog: LockDialog | None = None
        self._clock = QTimer(self, interval=EVERY)
        self._clock.timeout.connect(self.look)
        window.jobs.rested.connect(self.watch)  # every database is opened by a job

    @property
    def is_locked(self) -> bool:
        """Whether the passphrase is waited for."""
        return self.dialog is not None

    def watch(self) -> None:
        """Begin to watch with an encrypted database, and end with it."""
        wanted = self._key() is not None
        if wanted == self._watches:
            return
        self._watches = wanted
        saving.mark_sealed(self._window, wanted)
        application = QApplication.instance()
        assert application is not None
        if wanted:
            self._touched = self._now()
            application.installEventFilter(self)
            self._clock.start()
        else:
            application.removeEventFilter(self)
            self._clock.stop()

    def look(self) -> None:
        """Lock, where nobody has touched the window for as long as the settings say."""
        limit = self._window.settings.lock_after * 60
        due = limit and self._now() - self._touched >= limit
        if due and self._key() is not None:
            self.lock()

    def lock(self) -> None:
        """Hide everything and ask for the passphrase; of a database without one it is said that it can't be locked."""
        key = self._key()
        if self.is_locked:
            return
        if key is None:
            messages.say(self._window, _("只有加密的数据库才能锁定。可以在“备份与安全”里给数据库加密。"))
            return
        self.watch()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        QToolTip.hideText()
        self.dialog = LockDialog(key, self._window)
        self.dialog.accepted.connect(self._unlock)
        for shown in QApplication.topLevelWidgets():
            self._cover(shown)
        self.dialog.show()
        self.dialog.secret.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in TOUCHES:
            self._touched = self._now()
        elif kind == QEvent.Type.Show and self.dialog is not None and isinstance(watched, QWidget):
            self._came(watched)
        return False

    def _key(self) -> Key | None:
        desk = self._window.desk
        return None if desk is None else desk.app.store.key

    def _cover(self, shown: QWidget) -> None:
        passing = shown is self.dialog or shown.windowType() in PASSING
        if shown.isVisible() and shown not in self._covers and not passing:
            self._covers[shown] = Cover(shown)

    def _came(self, shown: QWidget) -> None:
        """Something is shown while the window is locked: a job has ended, or failed."""
        if shown.isWindow():
            self._cover(shown)
            if shown is not self.dialog and shown in self._covers and self.dialog is not None:
                self.dialog.come_forward()
            return
        cover = self._covers.get(shown.window())
        if cover is not None and shown is not cover and shown.parentWidget() is shown.window():
            cover.hide_too(shown)

    def _unlock(self) -> None:
        dialog, self.dialog = self.dialog, None
        covers, self._covers = self._covers, {}
        for cover in covers.values():
            with suppress(RuntimeError):  # its window was closed meanwhile
                cover.lift()
        if dialog is not None:
            dialog.deleteLater()
        self._touched = self._now()


class LockDialog(UnlockDialog):
    """Asks for the passphrase before everything else; there is no way past it."""

    def __init__(self, key: Key, parent: QWidget) -> None:
        lesson = _("窗口已锁定；没有保存的内容都在，正在进行的任务继续进行。")
        super().__init__(_("已锁定"), _("解锁"), lesson, partial(encryption.matching, key), parent)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        for button in self._buttons.buttons():
            if self._buttons.buttonRole(button) == QDialogButtonBox.ButtonRole.RejectRole:
                button.hide()

    def reject(self) -> None:
        """Not without the passphrase."""

    def come_forward(self) -> None:
        """Before a dialog that has just been shown."""
        self.hide()
        self.show()
        self.raise_()
        self.secret.setFocus()
