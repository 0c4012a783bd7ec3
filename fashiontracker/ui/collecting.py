"""Python looks for garbage between two events of the window, never while something that is seen is being built."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

EVERY: Final = 1000
"""Milliseconds between two looks."""


class Collector(QObject):
    """The window's. Left to itself Python collects at any allocation: on a job's thread, in the middle of a chart.

    A widget that is found and destroyed there takes the program down. While ``is_busy`` answers true nothing is done.
    """

    def __init__(self, parent: QObject, is_busy: Callable[[], object]) -> None:
        super().__init__(parent)
        self._is_busy = is_busy
        self._clock = QTimer(self, interval=EVERY)
        self._clock.timeout.connect(self.look)
        self._clock.start()
        gc.disable()

    def look(self) -> None:
        """Collect what Python itself would by now: the oldest generation that is due, and the younger ones with it."""
        if self._is_busy():
            return
        ages = list(zip(gc.get_count(), gc.get_threshold(), strict=True))
        due = [age for age, (count, limit) in enumerate(ages) if count > limit]
        if due:
            gc.collect(due[-1])

    def release(self) -> None:
        """The window goes: Python looks for itself again."""
        self._clock.stop()
        gc.enable()
