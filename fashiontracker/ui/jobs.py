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
"""Seconds that closing waits for work to reach its next step, unless told otherwise."""


class Job(Generic[T]):
    """Something long to do: its title for the job area, the work, and what to do on our thread with its result.

    ``refused`` takes what stands in its way; where it is not given the window says it.

    One that only ``reads`` for what is shown may be stopped unasked: whoever shows it asks again. A ``quiet`` one reads
    too, and is not shown: nobody asked for it and nobody waits.
    """

    def __init__(
        self,
        title: str,
        work: Work[T],
        done: Callable[[T], None] | None = None,
        *,
        refused: Callable[[EnvironmentFault], None] | None = None,
        reads: bool = False,
        quiet: bool = False,
    ) -> None:
        self.title = title
        self.work = work
        self.done = done
        self.refused = refused
        self.reads = reads or quiet
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
            while True:
                progress = next(steps)
                if self.stop.is_set():  # never before the first step: what has not begun has no ``finally`` to run
                    break
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
    failed = Signal(object)
    """What a job ended by, where it has no answer of its own to it: an `EnvironmentFault`, or a bug."""
    rested = Signal()
    """No job is under way any more, and all that came of them is dealt with."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs: dict[Job[Any], _Run] = {}
        self._closed = False
        self._telling = 0
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

    def busy(self) -> list[Job[Any]]:
        """The jobs under way that do more than read: somebody would miss what comes of them."""
        return [job for job in self._runs if not job.reads]

    def stop_reading(self) -> None:
        """Stop the jobs that only read; what they have found by now goes nowhere."""
        for job, run in self._runs.items():
            if job.reads:
                run.stop.set()

    def close(self, patience: float = PATIENCE) -> bool:
        """Cancel everything, wait, and start nothing any more.

        False, with nothing closed, when some work would not stop within ``patience`` seconds: it ends by and by.
        """
        for run in self._runs.values():
            run.stop.set()
        until = time.monotonic() + patience
        for run in self._runs.values():
            run.join(max(0.0, until - time.monotonic()))
        if any(run.is_alive() for run in self._runs.values()):
            return False
        self._closed = True
        self._runs.clear()
        gc.enable()
        return True

    def _on_progress(self, run: _Run, progress: Progress) -> None:
        if run.job in self._runs:
            self.progressed.emit(run.job, progress, _seconds_left(run, progress))

    def _on_end(self, run: _Run, outcome: str, value: object) -> None:
        if self._runs.pop(run.job, None) is None:
            return
        run.join()
        if not self._runs:
            gc.enable()
        if run.job.reads and run.stop.is_set():
            outcome = "cancelled"
        self._telling += 1
        try:
            self._tell(run.job, outcome, value)
        finally:
            self._telling -= 1
            if not self._runs and not self._telling:  # what is told may open a dialog, in which others end
                self.rested.emit()

    def _tell(self, job: Job[Any], outcome: str, value: object) -> None:
        self.ended.emit(job, outcome)
        if outcome == "done" and job.done is not None:
            job.done(value)
        elif outcome == "failed" and isinstance(value, EnvironmentFault) and job.refused is not None:
            job.refused(value)
        elif outcome == "failed":
            self.failed.emit(value)


def _seconds_left(run: _Run, progress: Progress) -> float:
    """The time the rest will take at the pace so far; negative before anything can be said."""
    spent = time.monotonic() - run.started_at
    if progress.total <= 0 or progress.done <= 0 or spent < 1.0:
        return -1.0
    return spent * (progress.total - progress.done) / progress.done
