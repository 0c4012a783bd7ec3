"""Reading for a page off its thread: only the newest answer arrives, and none at a page that is gone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from fashiontracker.ui.jobs import Job, Work


class Fetch(QObject):
    """``show`` is a method of a widget: Qt forgets the connection with it, so that no answer reaches what was deleted.

    It has no parent: the job under way keeps it.
    """

    arrived = Signal(object)

    def __init__(self, show: Callable[[Any], None]) -> None:
        super().__init__()
        self._asked = 0
        self.arrived.connect(show)

    def ask(self, title: str, work: Work[Any], run: Callable[[Job[Any]], object]) -> None:
        """Have the work run; what was asked before is outdated."""
        self._asked += 1
        run(Job(title, work, partial(self._answer, self._asked), reads=True))

    def _answer(self, asked: int, found: object) -> None:
        if asked == self._asked:
            self.arrived.emit(found)
