"""Carving what can be read out of a damaged file into a new one, and saying what is missing.

Each row is held against the journal: **verified** rows are what the journal says, **rebuilt** ones were lost and follow
from the journal, **unverified** ones were read whole while a part of the journal that may speak of them is lost. Rows
that can't be sure to be right are left out and listed. The damaged file is only read.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fashiontracker.errors import Damaged, NoRoom, Refused
from fashiontracker.models import header, manifest, rebuild, sealing, unsealing
from fashiontracker.models.carve import Carved, Key, carve
from fashiontracker.models.mend import Mended, mend
from fashiontracker.models.pages import Pages
from fashiontracker.models.raw import Row
from fashiontracker.progress import Progress
from fashiontracker.text import N_


@dataclass(slots=True)
class TableReport:
    """What became of one table: how many rows were verified, rebuilt, unverified, and the ids of those left out."""

    verified: int = 0
    rebuilt: int = 0
    unverified: int = 0
    missing: list[int] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """The rows in the new file."""
        return self.verified + self.rebuilt + self.unverified

    @property
    def spans(self) -> str:
        """The missing ids for a reader, those that follow each other as ``3-7``."""
        spans: list[tuple[int, int]] = []
        for number in self.missing:
            if spans and number == spans[-1][1] + 1:
                spans[-1] = (spans[-1][0], number)
            else:
                spans.append((number, number))
        return "、".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)


@dataclass(slots=True)
class Report:
    """What was salvaged. ``entries`` of ``entries_known`` journal entries live on; the rest became one new entry.

    ``lost_pages`` are blank, ``lost_cells`` could not be decoded, ``unplaced`` rows fit several tables.
    """

    source: Path
    out: Path
    pages: int = 0
    lost_pages: list[int] = field(default_factory=list)
    lost_cells: int = 0
    unplaced: int = 0
    entries: int = 0
    entries_known: int = 0
    lost_changes: int = 0
    tables: dict[str, TableReport] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether nothing is known to be missing."""
        return not any(table.missing for table in self.tables.values()) and self.entries == self.entries_known

    def as_json(self) -> dict[str, Any]:
        """The report as a JSON document."""
        return {
            "source": str(self.source),
            "out": str(self.out),
            "complete": self.complete,
            "pages": self.pages,
            "lost_pages": self.lost_pages,
            "lost_cells": self.lost_cells,
            "unplaced": self.unplaced,
            "entries": self.entries,
            "entries_known": self.entries_known,
            "lost_changes": self.lost_changes,
            "tables": {
                name: {
                    "rows": table.rows,
                    "verified": table.verified,
                    "rebuilt": table.rebuilt,
                    "unverified": table.unverified,
                    "missing": table.missing,
                }
                for name, table in sorted(self.tables.items())
            },
        }


def salvage(
    damaged: Path, out: Path, secret: sealing.Key | str | None = None, backups: Iterable[Path] = ()
) -> Generator[Progress, None, Report]:
    """Write what can be read of a damaged database into a new file ``out``, under the same key where it is encrypted.

    ``backups`` are its own: they have the salt of a file that was encrypted and has lost its first page.

    Raises Refused where ``out`` exists or there is no such file, Newer, Damaged where nothing of ours can be read,
    NoRoom where ``out`` can't be written, and as `sealing.unlock_damaged`; then no ``out`` is left behind.
    """
    if out.exists():
        raise Refused(N_("{path} 已经存在，不会覆盖。请换一个文件名。"), path=out)
    key = sealing.unlock_damaged(damaged, secret, backups)
    content = _read(damaged, key)
    report = Report(damaged, out)
    yield Progress(0, 4, N_("逐页读取损坏的文件"))
    pages = Pages(content, unsealing.RESERVED if key else 0)
    carved = carve(pages)
    report.pages, report.lost_pages, report.lost_cells = pages.count, pages.blank(), pages.unreadable
    report.unplaced = carved.unplaced
    if not carved.rows and not carved.changes:
        raise Damaged(N_("{path} 里没有读到本程序的任何记录。"), path=damaged)
    yield Progress(1, 4, N_("用变更记录核对每一行"))
    known_before = len(carved.entries)
    mended = mend(carved)
    report.entries, report.entries_known = mended.entries, max([known_before, *carved.entries])
    report.lost_changes = sum(gap.count for gap in mended.gaps)
    rows = _judge(carved, mended, report)
    yield Progress(2, 4, N_("写入新文件"))
    left_out = _write(report, key, carved, mended, rows)
    _settle(report, left_out)
    yield Progress(4, 4, N_("抢救完成"))
    return report


def _read(damaged: Path, key: sealing.Key | None) -> bytes:
    """The file's bytes, in plain."""
    try:
        content = damaged.read_bytes()
    except FileNotFoundError as error:
        raise Refused(N_("找不到文件 {path}。"), path=damaged) from error
    except OSError as error:
        raise NoRoom(N_("不能读取 {path}：{reason}。"), path=damaged, reason=error.strerror or error) from error
    if key is not None:
        content = unsealing.unseal(content, key)
    if content.startswith(header.MAGIC) and len(content) >= 100:
        header.check(damaged, content[:100])
    return content


def _judge(carved: Carved, mended: Mended, report: Report) -> dict[Key, Row]:
    """The rows that go into the new file, each counted by how sure it is."""
    rows: dict[Key, Row] = {}
    for key in sorted({*carved.rows, *carved.histories}):
        table = report.tables.setdefault(key[0], TableReport())
        read, told, sure = carved.rows.get(key), carved.told(key), mended.is_sure(key)
        here = (
            None
            if read is None
            else {name: value for name, value in read.items() if value is not None and name != "id"}
        )
        if here is not None and here == told:
            table.verified += 1
            rows[key] = here
        elif told is not None and sure:
            table.rebuilt += 1
            rows[key] = told
        elif here is not None and not (sure and carved.histories.get(key)):
            table.unverified += 1
            rows[key] = here
        elif told is not None or not sure or here is not None:
            table.missing.append(key[1])
    for name, table in report.tables.items():
        seen = {key[1] for key in (*carved.rows, *carved.histories) if key[0] == name}
        table.missing = sorted({*table.missing, *(set(range(1, max(seen, default=0) + 1)) - seen)})
    return rows


def _write(
    report: Report, key: sealing.Key | None, carved: Carved, mended: Mended, rows: dict[Key, Row]
) -> Iterable[Key]:
    out = report.out
    draft = out.with_name(out.name + ".draft")
    try:
        draft.unlink(missing_ok=True)
        os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        left_out = rebuild.rebuild(draft, carved, mended.entries, rows, report.source.name, key)
        draft.replace(out)
        manifest.sync_folder(out.parent)
    except OSError as error:
        raise NoRoom(N_("不能写入 {path}：{reason}。"), path=out, reason=error.strerror or error) from error
    finally:
        draft.unlink(missing_ok=True)
        draft.with_name(draft.name + "-journal").unlink(missing_ok=True)
    return left_out


def _settle(report: Report, left_out: Iterable[Key]) -> None:
    """Rows that could not stand without another that is lost, or beside one that holds the same code."""
    for table, key in left_out:
        counts = report.tables[table]
        counts.missing = sorted({*counts.missing, key})
        if counts.unverified:
            counts.unverified -= 1
        elif counts.rebuilt:
            counts.rebuilt -= 1
        else:
            counts.verified -= 1
