"""Work of a page that may end when the page is gone: another language or zoom makes it anew."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from fashiontracker.progress import Progress
from fashiontracker.ui.jobs import Job

T = TypeVar("T")


class Running(QObject):
    """Tells of the end of work. It has no parent: the work keeps it, and Qt forgets whoever listened and is gone."""

    came = Signal(object)
    """What to do with what came of it: a function without arguments."""
    over = Signal()
    """It has ended, however it ended."""

    def job(self, title: str, work: Callable[[], Generator[Progress, None, T]], done: Callable[[T], None]) -> Job[Any]:
        """The work as a job that tells here."""

        def watched() -> Generator[Progress, None, T]:
            try:
                return (yield from work())
            finally:
                self.over.emit()

        return Job(title, watched, lambda value: self.came.emit(partial(done, value)))
