"""Backing up the open database: into its folder, with a copy on another disk, and what is wrong with that."""

from __future__ import annotations

import logging
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fashiontracker import paths
from fashiontracker.errors import EnvironmentFault
from fashiontracker.progress import Progress
from fashiontracker.text import _
from fashiontracker.ui import moments

if TYPE_CHECKING:
    from fashiontracker.ui.desk import Desk

BACKUPS: Final = "backup"
"""What pages watch that show the backups; also the page's name, under which its wishes are remembered."""
SECOND: Final = "second"

log = logging.getLogger(__name__)


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
