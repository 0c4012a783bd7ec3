"""Long work off the UI thread: a generator of progress runs in a thread of its own, its outcome comes back to ours.

The work knows no Qt and opens its own session. Cancelling closes the generator at its next step, so that its
``finally`` blocks tidy up. Work never touches widgets.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Generator
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from fashiontracker.errors import EnvironmentFault
from fashiontracker.progress import Progress

T = TypeVar("T")
Work = Callable[[], Generator[Progress, None, T]]

BETWEEN_REPORTS = 0.05
PATIENCE = 10.0
"""Seconds that closing the window waits for work to reach its next step."""


class Job(Generic[T]):
    """Something long to do: its title for the job area, the work, and what to do on our thread with its result.

    A ``quiet`` one is not shown: nobody asked for it and nobody waits.
    """

    def __init__(
        self, title: str, work: Work[T], done: Callable[[T], None] | None = None, *, quiet: bool = False
    ) -> None:
        self.title = title
        self.work = work
        self.done = done
        self.quiet = quiet


class _Messenger(QObject):
    """Carries news from the worker's thread to ours: its signals are connected queued."""

    progressed = Signal(object, object)
    ended = Signal(object, str, object)


class _Run(threading.Thread):
    """One job under way."""

    def __init__(self, job: Job[Any], messenger: _Messenger) -> None:
        super().__init__(name=job.title, daemon=False)
        self.job = job
        self.stop = threading.Event()
        self.started_at = time.monotonic()
        self._messenger = messenger

    def run(self) -> None:
        try:
            outcome, value = self._finish()
        except Exception as error:  # every failure belongs to the window: it knows which are the user's to mend
            outcome, value = "failed", error
        self._messenger.ended.emit(self, outcome, value)

    def _finish(self) -> tuple[str, object]:
        steps = self.job.work()
        told = 0.0
        try:
            while not self.stop.is_set():
                progress = next(steps)
                now = time.monotonic()
                if now - told >= BETWEEN_REPORTS or progress.done == progress.total:
                    told = now
                    self._messenger.progressed.emit(self, progress)
        except StopIteration as end:
            return "done", end.value
        steps.close()
        return "cancelled", None


class Jobs(QObject):
    """Runs jobs and reports on them, always on the thread that made it.

    While one runs, Python looks for no garbage: it would do so on the job's thread too, and a widget that is found and
    destroyed there takes the program down.
    """

    started = Signal(object)
    progressed = Signal(object, object, float)
    """The job, its `Progress`, and the seconds left (negative where they cannot be told yet)."""
    ended = Signal(object, str)
    """The job and its outcome: ``done``, ``cancelled`` or ``failed``."""
    refused = Signal(object)
    """An `EnvironmentFault`: for the user to mend."""
    broke = Signal(object)
    """Any other exception: a bug, for the crash dialog."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs: dict[Job[Any], _Run] = {}
        self._closed = False
        self._messenger = _Messenger(self)
        queued = Qt.ConnectionType.QueuedConnection
        self._messenger.progressed.connect(self._on_progress, queued)
        self._messenger.ended.connect(self._on_end, queued)

    def start(self, job: Job[Any]) -> None:
        """Run a job at once beside whatever runs; once closed, none."""
        if self._closed:
            return
        run = _Run(job, self._messenger)
        self._runs[job] = run
        self.started.emit(job)
        gc.disable()
        run.start()

    def cancel(self, job: Job[Any]) -> None:
        """Ask a job to stop at its next step; harmless when it has ended."""
        if job in self._runs:
            self._runs[job].stop.set()

    def running(self) -> list[Job[Any]]:
        """The jobs under way, oldest first."""
        return list(self._runs)

    def close(self) -> bool:
        """Cancel everything and wait; False when some work would not stop within `PATIENCE`."""
        self._closed = True
        for run in self._runs.values():
            run.stop.set()
        for run in list(self._runs.values()):
            run.join(PATIENCE)
        left = [run for run in self._runs.values() if run.is_alive()]
        self._runs.clear()
        if not left:
            gc.enable()
        return not left

    def _on_progress(self, run: _Run, progress: Progress) -> None:
        if run.job in self._runs:
            self.progressed.emit(run.job, progress, _seconds_left(run, progress))

    def _on_end(self, run: _Run, outcome: str, value: object) -> None:
        if self._runs.pop(run.job, None) is None:
            return
        run.join()
        if not self._runs:
            gc.enable()
        self.ended.emit(run.job, outcome)
        if outcome == "done" and run.job.done is not None:
            run.job.done(value)
        elif isinstance(value, EnvironmentFault):
            self.refused.emit(value)
        elif outcome == "failed":
            self.broke.emit(value)


def _seconds_left(run: _Run, progress: Progress) -> float:
    """The time the rest will take at the pace so far; negative before anything can be said."""
    spent = time.monotonic() - run.started_at
    if progress.total <= 0 or progress.done <= 0 or spent < 1.0:
        return -1.0
    return spent * (progress.total - progress.done) / progress.done
