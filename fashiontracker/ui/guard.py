"""What no slot caught arrives here: the environment's faults are said, our bugs reach the crash dialog."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from fashiontracker.errors import EnvironmentFault
from fashiontracker.ui import messages

log = logging.getLogger(__name__)


class CrashGuard(QObject):
    """Takes over ``sys.excepthook``: what no slot caught is told apart, the environment's faults from our bugs."""

    _seen = Signal(object)

    def __init__(self, parent: QWidget, last_saved: Callable[[], str]) -> None:
        super().__init__(parent)
        self._window = parent
        self._last_saved = last_saved
        self._dialog: QDialog | None = None
        self._before = sys.excepthook
        self._seen.connect(self.show, Qt.ConnectionType.QueuedConnection)
        sys.excepthook = self._hook

    def release(self) -> None:
        """Give ``sys.excepthook`` back."""
        sys.excepthook = self._before

    def show(self, error: BaseException) -> None:
        """Say what stands in the way; for a bug open the dialog, unless one is open already."""
        if isinstance(error, EnvironmentFault):
            messages.fail(self._window, error)
            return
        from fashiontracker.ui.crash import CrashDialog  # loaded when there is a crash to show

        log.error("a fault of the program's own", exc_info=error)
        if self._dialog is None:
            self._dialog = CrashDialog(error, self._last_saved(), self._window)
            self._dialog.finished.connect(self._closed)
            self._dialog.open()

    def _closed(self) -> None:
        self._dialog = None

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, trace)
            return
        self._seen.emit(error)
