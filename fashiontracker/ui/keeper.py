"""Keeps the open database backed up by itself, and says so for as long as that does not succeed.

Backups are due a while after the start where the last is stale, every half hour where something changed, and at the
end. A database that is only read is its writer's to back up.
"""

from __future__ import annotations

import logging
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from fashiontracker import paths
from fashiontracker.errors import EnvironmentFault
from fashiontracker.progress import Progress, finish
from fashiontracker.text import _
from fashiontracker.ui import checks, moments
from fashiontracker.ui.jobs import Job

if TYPE_CHECKING:
    from fashiontracker.models.sealing import Key
    from fashiontracker.models.verify import Report
    from fashiontracker.ui.desk import Desk
    from fashiontracker.ui.window import Window

AFTER_START: Final = 20_000
EVERY: Final = 30 * 60_000
"""Milliseconds."""
BACKUPS: Final = "backup"
"""What pages watch that show the backups; also the page's name, under which its wishes are remembered."""
SECOND: Final = "second"

log = logging.getLogger(__name__)


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


def second_folder(desk: Desk) -> Path | None:
    """The folder (on another disk) that takes a copy of every backup of this database, where one was chosen."""
    folders = desk.remembered(BACKUPS).get(SECOND)
    chosen = folders.get(str(desk.path)) if isinstance(folders, dict) else None
    return Path(chosen) if isinstance(chosen, str) and chosen else None


def choose_second_folder(desk: Desk, folder: Path | None) -> None:
    """Choose or give up the second folder."""
    kept = desk.remembered(BACKUPS)
    folders = dict(kept[SECOND]) if isinstance(kept.get(SECOND), dict) else {}
    folders[str(desk.path)] = str(folder or "")
    kept[SECOND] = folders


def is_due(desk: Desk, reason: str) -> bool:
    """Whether it is time for a backup; one that holds nothing but its own creation is none worth having."""
    from fashiontracker.models import keeping

    if desk.read_only:
        return False
    try:
        anchor = desk.app.store.anchor()
        return anchor.entries > 1 and keeping.is_due(paths.backup_folder(desk.path), reason, anchor)
    except EnvironmentFault as fault:
        log.warning("no backup: %s", fault.message)
        return False


def back_up(desk: Desk, reason: str) -> Generator[Progress, None, EnvironmentFault | None]:
    """Back up; a fault is the result, because it is told by `warning` until it is mended."""
    from fashiontracker.models import keeping

    database = desk.path
    folders = paths.backup_folder(database), paths.evidence_folder(database)
    try:
        key = desk.app.store.key
        yield from keeping.back_up(database, folders[0], reason, folders[1], second_folder(desk), key)
    except EnvironmentFault as fault:
        log.warning("backup failed: %s", fault.message)
        return fault
    return None


def is_behind(desk: Desk) -> bool:
    """Whether the second folder's disk is there again, and lacks backups."""
    from fashiontracker.models import keeping

    second = second_folder(desk)
    return second is not None and keeping.is_behind(paths.backup_folder(desk.path), second)


def catch_up(desk: Desk) -> Generator[Progress, None, None]:
    """Copy to the second folder what it lacks; a fault is told by `warning` until it is mended."""
    from fashiontracker.models import keeping

    second = second_folder(desk)
    try:
        if second is not None:
            yield from keeping.catch_up(paths.backup_folder(desk.path), second)
    except EnvironmentFault as fault:
        log.warning("backups not copied: %s", fault.message)


def warning(desk: Desk) -> str:
    """What is wrong with the backups of this database, in words; empty while all is well or nothing was due yet."""
    from fashiontracker.models import keeping

    problem = keeping.warning(paths.backup_folder(desk.path))
    if problem is None or problem.code == "backup_none":
        return ""
    at = problem.params.get("at")
    if isinstance(at, str):
        words = _("自 {at} 起备份没有成功：{reason}")
        return words.format(at=moments.shown(at), reason=problem.params["reason"])
    return problem.text()
