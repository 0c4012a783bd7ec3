"""Two databases of ours side by side: the rows that differ, and making one equal the other through the journal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from fashiontracker.models import raw
from fashiontracker.models.raw import Row, Values
from fashiontracker.models.recorder import Recorder

_ENDLESS: Final = 1 << 63
_PART: Final = 5000


@dataclass(frozen=True, slots=True)
class TableChange:
    """Rows of one table that a restore would bring back, change, or remove."""

    back: int
    changed: int
    removed: int


Pair = tuple[Values | None, Values | None]
"""One row as it is here and as it is in the backup; None = there is no such row."""
Touched = dict[str, list[int]]
"""Ids by table."""


def since(mine: Connection, theirs: Connection) -> Touched | None:
    """What was written since the backup, where it is an earlier state of this very journal; None where it is not.

    Where both are verified no other row can differ, which spares reading all of them.
    """
    number, stamp = theirs.exec_driver_sql("SELECT id, hash FROM journal_entry ORDER BY id DESC LIMIT 1").one()
    if mine.exec_driver_sql("SELECT hash FROM journal_entry WHERE id=?", (number,)).scalar() != stamp:
        return None
    touched: Touched = {}
    sql = "SELECT DISTINCT record_table, record_id FROM journal_change WHERE entry_id>?"
    for table, key in raw.read(mine, sql, (number,)):
        touched.setdefault(table, []).append(key)
    return touched


def differences(mine: Connection, theirs: Connection, table: str, touched: Touched | None) -> Iterator[Pair]:
    """Rows that differ, by id, among all or those ``touched``. Whose database it is stays as it is."""
    own = raw.columns("setting").index("key") if table == "setting" else -1
    for left, right in _all(mine, theirs, table) if touched is None else _these(mine, theirs, table, touched):
        if left == right:
            continue
        here, there = {row[0]: row for row in left}, {row[0]: row for row in right}
        for key in sorted(here.keys() | there.keys()):
            pair = (here.get(key), there.get(key))
            if pair[0] != pair[1] and not (
                own >= 0 and any(row is not None and row[own] == "identity" for row in pair)
            ):
                yield pair


def _these(mine: Connection, theirs: Connection, table: str, touched: Touched) -> Iterator[list[list[Values]]]:
    for ids in raw.chunks(sorted(touched.get(table, ())), _PART):
        yield [list(raw.fetch(connection, table, ids).values()) for connection in (mine, theirs)]


def _all(mine: Connection, theirs: Connection, table: str) -> Iterator[list[list[Values]]]:
    """Both tables side by side, a few thousand rows at a time, cut at the same id."""
    low = -_ENDLESS
    while low < _ENDLESS:
        left, right = (raw.after(connection, table, low, _PART) for connection in (mine, theirs))
        low = min((rows[-1][0] for rows in (left, right) if len(rows) == _PART), default=_ENDLESS)
        yield [[row for row in rows if row[0] <= low] for rows in (left, right)]


def count(pairs: Iterator[Pair]) -> TableChange:
    """How many rows come back, change and go."""
    back = changed = removed = 0
    for here, there in pairs:
        back += here is None
        removed += there is None
        changed += here is not None and there is not None
    return TableChange(back, changed, removed)


def make_equal(session: Recorder, theirs: Connection, table: str, touched: Touched | None) -> None:
    """Write the `differences` of one table: rows go before others change, and others change before rows come."""
    names = raw.columns(table)
    gone: dict[int, Values] = {}
    come: list[Values] = []
    present: dict[int, Values] = {}
    changes: dict[int, Row] = {}
    for here, there in differences(session.connection(), theirs, table, touched):
        apart = here is None or there is None or table == "setting"  # its keys are unique and may trade places
        if not apart and here is not None and there is not None:
            present[here[0]] = here
            changes[here[0]] = {name: new for name, old, new in zip(names, here, there, strict=True) if old != new}
            continue
        if here is not None:
            gone[here[0]] = here
        if there is not None:
            come.append(there)
    session.delete_stored(table, gone)
    session.update_stored(table, present, changes)
    session.insert_stored(table, come)


def identity(connection: Connection) -> str:
    """Which database this is, whatever its file is called."""
    return str(connection.exec_driver_sql("SELECT value FROM setting WHERE key='identity'").scalar() or "")
