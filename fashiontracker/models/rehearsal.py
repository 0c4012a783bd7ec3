"""Trying whether a backup would come back whole: it is restored into a folder of its own, checked there, and let go."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path

from fashiontracker import scratch
from fashiontracker.errors import Damaged
from fashiontracker.models import restore, store, verify
from fashiontracker.models.places import Places
from fashiontracker.progress import Progress
from fashiontracker.text import N_


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What came back: entries and rows, held against each other, and evidence files, held against their content."""

    entries: int
    rows: int
    files: int


def rehearse(places: Places, source: Path) -> Generator[Progress, None, Rehearsed]:
    """Restore a backup as if all else were lost, open it and check it. The present database is not touched.

    Raises Damaged where something of it does not come back, and as `restore.restore`.
    """
    with scratch.short_lived() as folder:
        there = replace(
            places,
            database=folder / "restored.db",
            lock=folder / "lock",
            backups=folder / "backups",
            evidence=folder / "files",
        )
        yield from restore.restore(there, source)
        key = there.key_of(source)
        store.open_store(there.database, there.lock, False, there.backups, key).close()
        report = yield from verify.verify(there.database, there.lock, (), there.evidence, key)
        if report.problems:
            raise Damaged(N_("试恢复没有成功：{reason}"), reason=report.problems[0].text())
        files = len(list(there.evidence.iterdir())) if there.evidence.is_dir() else 0
    return Rehearsed(report.entries, report.rows, files)
