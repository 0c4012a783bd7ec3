"""Keeps the open database backed up by itself, and says so for as long as that does not succeed.

Backups are due a while after the start where the last is stale, every half hour where something changed, and at the
end. A database that is only read is its writer's to back up.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from fashiontracker.progress import finish
from fashiontracker.text import _
from fashiontracker.ui import checks, moments
from fashiontracker.ui.backing_up import BACKUPS, back_up, catch_up, is_behind, is_due, warning
from fashiontracker.ui.jobs import Job

if TYPE_CHECKING:
    from fashiontracker.models.sealing import Key
    from fashiontracker.models.verify import Report
    from fashiontracker.ui.window import Window

AFTER_START: Final = 20_000
EVERY: Final = 30 * 60_000
"""Milliseconds."""


class _Closed(NamedTuple):
    """A database that is closed for a job, and what opens it before and after."""

    job: Job[Any]
    database: Path
    before: Key | None
    after: Key | None


class Keeper(QObject):
    """The window's keeper; the desk it watches is the window's."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._said = ""
        self._waiting: _Closed | None = None
        self._closed: _Closed | None = None
        self._first = QTimer(self, interval=AFTER_START, singleShot=True)
        self._first.timeout.connect(lambda: self._look_after("start"))
        self._clock = QTimer(self, interval=EVERY)
        self._clock.timeout.connect(lambda: self._look_after("interval"))
        window.jobs.ended.connect(self._after)
        window.jobs.rested.connect(self._close_and_run)

    def watch(self) -> None:
        """The window has another database."""
        self._said = ""
        self._first.start()
        self._clock.start()
        self.check()

    def leave(self) -> None:
        """The database is about to be closed: back it up where anything changed since the last backup."""
        self._first.stop()
        self._clock.stop()
        desk = self._window.desk
        if desk is None or not is_due(desk, "exit"):
            return
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            finish(back_up(desk, "exit"))
        finally:
            QGuiApplication.restoreOverrideCursor()

    def back_up_if_due(self, reason: str) -> None:
        """Back up in the background, where it is time."""
        desk = self._window.desk
        if desk is None:
            return
        if is_due(desk, reason):
            self._window.run(Job(_("正在自动备份"), lambda: back_up(desk, reason)))
        elif not desk.read_only and is_behind(desk):
            self._window.run(Job(_("正在补复制备份"), lambda: catch_up(desk)))

    def check_if_due(self) -> None:
        """Check the whole database in the background, once a week."""
        desk = self._window.desk
        if desk is not None and checks.is_due(desk, moments.now()):
            self._window.run(Job(_("例行校验"), lambda: checks.check(desk), self._checked, quiet=True))

    def _checked(self, report: Report) -> None:
        if self._window.desk is not None:
            checks.keep(self._window.desk, report)
            self.check()
            self._window.notice_pages(frozenset({BACKUPS}))

    def _look_after(self, reason: str) -> None:
        self.back_up_if_due(reason)
        self.check_if_due()
        self.check()

    def check(self) -> None:
        """Say in the window what is wrong with backups, database or clock, or take back what was said."""
        desk = self._window.desk
        notice = self._window.frame.notice
        said = ""
        if desk is not None and not desk.read_only:
            said = " ".join(filter(None, (warning(desk), checks.warning(desk), checks.clock(desk, moments.now()))))
        if said and notice.text() in ("", self._said):
            notice.tell(said)
        elif not said and self._said and notice.text() == self._said:
            notice.tell("")
        self._said = said

    def run_closed(self, job: Job[Any], key: Key | None = None) -> None:
        """Run work for which nobody may have the database open; it is opened again however the work ends.

        ``key`` opens it once the work is done, where that gives it another.
        """
        window = self._window
        if window.desk is None or not window.may_leave():
            return
        present = window.desk.app.store.key
        self._waiting = _Closed(job, window.desk.path, present, key or present)
        window.jobs.stop_reading()
        self._close_and_run()

    def _close_and_run(self) -> None:
        """Close the database and run what waits for that, once nothing reads it any more."""
        window = self._window
        if self._waiting is None or window.jobs.running():
            return
        self._closed, self._waiting = self._waiting, None
        self._first.stop()
        self._clock.stop()
        window.close_database()
        window.run(self._closed.job)

    def _after(self, job: Job[Any], outcome: str) -> None:
        if self._closed is not None and self._closed.job is job:
            closed, self._closed = self._closed, None
            self._window.open_database(closed.database, closed.after if outcome == "done" else closed.before)
        self.check()
        self._window.notice_pages(frozenset({BACKUPS}))
