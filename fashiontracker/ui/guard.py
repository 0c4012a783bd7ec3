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

    def __init__(self, parent: QWidget, last_saved: Callable[[], str], misses_file: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._window = parent
        self._last_saved = last_saved
        self._misses_file = misses_file
        self._dialog: QDialog | None = None
        self._telling = False
        self._before = sys.excepthook
        self._seen.connect(self.show, Qt.ConnectionType.QueuedConnection)
        sys.excepthook = self._hook

    def release(self) -> None:
        """Give ``sys.excepthook`` back."""
        sys.excepthook = self._before

    def show(self, error: BaseException) -> None:
        """Say what stands in the way; for a bug open the dialog, unless one is open already."""
        if isinstance(error, EnvironmentFault):
            self._tell(error)
            return
        from fashiontracker.ui.crash import CrashDialog  # loaded when there is a crash to show

        log.error("a fault of the program's own", exc_info=error)
        if self._dialog is None:
            self._dialog = CrashDialog(error, self._last_saved(), self._window)
            self._dialog.finished.connect(self._closed)
            self._dialog.open()

    def _tell(self, fault: EnvironmentFault) -> None:
        """One box at a time, for what keeps one from working keeps others too; none while the file itself is away."""
        if self._misses_file():
            messages.toast(self._window, str(fault))
            return
        if self._telling:
            log.warning("a fault beside the one that is being told", exc_info=fault)
            return
        self._telling = True
        try:
            messages.fail(self._window, fault)
        finally:
            self._telling = False

    def _closed(self) -> None:
        self._dialog = None

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, trace)
            return
        self._seen.emit(error)
