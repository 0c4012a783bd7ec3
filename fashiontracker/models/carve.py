"""Which table each readable row of a damaged file belongs to: our own schema is known, the file's need not be."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Boolean, Column, Date, Float, Integer, Table

from fashiontracker.models import log, raw
from fashiontracker.models.pages import Cell, Pages
from fashiontracker.models.raw import Row
from fashiontracker.models.replay import Change, fold

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_HASH = re.compile(r"[0-9a-f]{64}")
ENTRY: Table = log.JournalEntry.__table__  # type: ignore[assignment]
CHANGE: Table = log.JournalChange.__table__  # type: ignore[assignment]

Key = tuple[str, int]


@dataclass(slots=True)
class Carved:
    """What could be read: the journal's entries and changes by id, and the rows of the other tables by table and id.

    ``located`` says of changes, lost ones too, which record they are about: the journal's index knows. ``ended`` says
    whether the journal's last entries are among those read.
    """

    entries: dict[int, Row] = field(default_factory=dict)
    changes: dict[int, Row] = field(default_factory=dict)
    rows: dict[Key, Row] = field(default_factory=dict)
    unplaced: int = 0
    histories: dict[Key, list[Change]] = field(default_factory=dict)
    located: dict[int, Key] = field(default_factory=dict)
    ended: bool = True

    def told(self, key: Key) -> Row | None:
        """What the readable changes of a record leave behind; None where nothing, or they contradict each other."""
        try:
            return fold(self.histories.get(key, []))
        except (ValueError, TypeError, AttributeError):
            return None


def carve(pages: Pages) -> Carved:
    """Sort the cells of a file into tables; the journal first, since it says what the rows should be."""
    carved = Carved()
    others = []
    leaves: dict[str, set[int]] = {ENTRY.name: set(), CHANGE.name: set()}
    for cells in pages.leaves():
        for table, found in ((ENTRY, carved.entries), (CHANGE, carved.changes)):
            if cells and all(_fits(table, cell) for cell in cells):
                found.update((cell.rowid, _row(table, cell)) for cell in cells)
                leaves[table.name].add(cells[0].page)
                break
        else:
            others.append(cells)
    for _, change in sorted(carved.changes.items()):
        key = (change["record_table"], change["record_id"])
        carved.histories.setdefault(key, []).append((change["before"], change["after"]))
    for cells in others:
        _place(carved, cells)
    for index in pages.index_pages():
        _locate(carved, index)
    carved.ended = all(pages.has_end(found) for found in leaves.values())
    return carved


def _locate(carved: Carved, index: list[tuple[object, ...]]) -> None:
    """Learn from a page of the journal's index by record. Another index looks alike: known changes tell them apart."""
    found: dict[int, Key] = {}
    for entry in index:
        match entry:
            case (str() as table, int() as key, int() as number) if table in raw.JOURNALED:
                found[number] = (table, key)
            case _:
                return
    known = [(found[number], carved.changes[number]) for number in found if number in carved.changes]
    if known and all(key == (change["record_table"], change["record_id"]) for key, change in known):
        carved.located.update(found)


def _place(carved: Carved, cells: list[Cell]) -> None:
    """All cells of a page belong to one table: the one whose journal knows them, or the only one that they fit."""
    votes: Counter[str] = Counter()
    fitting = [name for name, table in raw.JOURNALED.items() if cells and all(_fits(table, cell) for cell in cells)]
    for name in fitting:
        for cell in cells:
            row = raw.filled(_row(raw.JOURNALED[name], cell))
            votes[name] += carved.told((name, cell.rowid)) == row
    if not fitting:
        return
    best = votes.most_common(1)[0]
    if len(fitting) > 1 and (not best[1] or list(votes.values()).count(best[1]) > 1):
        carved.unplaced += len(cells)
        return
    for cell in cells:
        carved.rows[(best[0], cell.rowid)] = _row(raw.JOURNALED[best[0]], cell)


def _row(table: Table, cell: Cell) -> Row:
    """The cell's values by column. SQLite stores 5.0 as 5 and the rowid not at all."""
    row: Row = dict(zip(table.columns.keys(), cell.values, strict=True))
    row["id"] = cell.rowid
    for column in table.columns:
        if isinstance(column.type, Float) and row[column.name] is not None:
            row[column.name] = float(row[column.name])
    return row


def _fits(table: Table, cell: Cell) -> bool:
    if len(cell.values) != len(table.columns):
        return False
    return all(_may_hold(column, value) for column, value in zip(table.columns, cell.values, strict=True))


def _may_hold(column: Column[Any], value: object) -> bool:
    if column.primary_key:
        return value is None
    if value is None:
        return bool(column.nullable)
    if isinstance(column.type, Boolean):
        return value in (0, 1)
    if isinstance(column.type, Integer):
        return isinstance(value, int)
    if isinstance(column.type, Float):
        return isinstance(value, int | float)
    if not isinstance(value, str):
        return False
    if isinstance(column.type, Date):
        return bool(_DATE.fullmatch(value))
    if column.table is ENTRY and column.name in ("hash", "previous"):
        return bool(_HASH.fullmatch(value))
    return column.table is not CHANGE or column.name != "record_table" or value in raw.JOURNALED
