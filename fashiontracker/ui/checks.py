"""The check of the whole database: asked for, or once a week by itself; what it found is remembered and said.

So is a clock that is behind what is recorded already.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from fashiontracker import paths
from fashiontracker.progress import Progress
from fashiontracker.text import _
from fashiontracker.ui import moments
from fashiontracker.ui.backing_up import BACKUPS, second_folder

if TYPE_CHECKING:
    from fashiontracker.models.verify import Report
    from fashiontracker.ui.desk import Desk

CHECKED: Final = "checked"
EVERY: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Checked:
    """The last check: when (UTC ISO), whether all was well, how much was held against each other, what was wrong."""

    at: str
    ok: bool
    entries: int
    rows: int
    problems: int


def last(desk: Desk) -> Checked | None:
    """The last check of this database, where it is remembered."""
    said = _kept(desk).get(str(desk.path))
    try:
        return Checked(**said) if isinstance(said, dict) else None
    except TypeError:  # remembered by another version of the program
        return None


def keep(desk: Desk, report: Report) -> None:
    """Remember what a check found."""
    found = Checked(moments.now(), report.ok, report.entries, report.rows, len(report.problems))
    desk.remembered(BACKUPS)[CHECKED] = {**_kept(desk), str(desk.path): asdict(found)}


def is_due(desk: Desk, now: str) -> bool:
    """Whether the last check is a week old; a database that is only read is its writer's to check."""
    before = last(desk)
    if desk.read_only or desk.app.store.anchor().entries <= 1:
        return False
    return before is None or moments.local(now) - moments.local(before.at) >= EVERY


def check(desk: Desk) -> Generator[Progress, None, Report]:
    """Hold the file, the chain of entries, every row, the evidence and the anchors against each other."""
    from fashiontracker.models import verify

    database, key = desk.path, desk.app.store.key
    folders = [folder for folder in (paths.backup_folder(database), second_folder(desk)) if folder is not None]
    return verify.verify(database, paths.lock_file(database), folders, paths.evidence_folder(database), key)


def warning(desk: Desk) -> str:
    """What the last check found wrong, until another finds nothing; empty while all is well."""
    found = last(desk)
    if found is None or found.ok:
        return ""
    words = _("{at} 的校验发现 {count} 处问题：请到“备份与安全”查看，从完好的备份恢复。")
    return words.format(at=moments.shown(found.at), count=found.problems)


def clock(desk: Desk, now: str) -> str:
    """That this computer's clock is behind the newest entry; empty where it is not."""
    newest = next(iter(desk.app.store.history.entries(limit=1)), None)
    if newest is None or newest.at <= now:
        return ""
    words = _("电脑时钟（{now}）早于最后一条变更记录（{at}），请校准。记录的次序以编号为准。")
    return words.format(now=moments.shown(now), at=moments.shown(newest.at))


def _kept(desk: Desk) -> dict[str, Any]:
    kept = desk.remembered(BACKUPS).get(CHECKED)
    return kept if isinstance(kept, dict) else {}
