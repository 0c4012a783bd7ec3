"""Two databases of ours side by side: the rows that differ, and making one equal the other through the journal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from fashiontracker.models import raw
from fashiontracker.models.raw import Row, Values
from fashiontracker.models.recorder import Recorder


@dataclass(frozen=True, slots=True)
class TableChange:
    """Rows of one table that a restore would bring back, change, or remove."""

    back: int
    changed: int
    removed: int


def differences(mine: Connection, theirs: Connection, table: str) -> Iterator[tuple[Values | None, Values | None]]:
    """Rows that differ, by id: as they are here and as they are in the backup. Whose database it is stays as it is."""
    left, right = raw.stream(mine, table), raw.stream(theirs, table)
    own = raw.columns("setting").index("key") if table == "setting" else -1
    here, there = next(left, None), next(right, None)
    while here is not None or there is not None:
        if there is None or (here is not None and here[0] < there[0]):
            pair: tuple[Values | None, Values | None] = (here, None)
            here = next(left, None)
        elif here is None or there[0] < here[0]:
            pair = (None, there)
            there = next(right, None)
        else:
            pair = (here, there)
            here, there = next(left, None), next(right, None)
        if pair[0] != pair[1] and not (own >= 0 and any(row is not None and row[own] == "identity" for row in pair)):
            yield pair


def count(pairs: Iterator[tuple[Values | None, Values | None]]) -> TableChange:
    """How many rows come back, change and go."""
    back = changed = removed = 0
    for here, there in pairs:
        back += here is None
        removed += there is None
        changed += here is not None and there is not None
    return TableChange(back, changed, removed)


def make_equal(session: Recorder, theirs: Connection, table: str) -> None:
    """Write the differences of one table: rows go before others change, and others change before rows come."""
    names = raw.columns(table)
    gone: dict[int, Values] = {}
    come: list[Values] = []
    present: dict[int, Values] = {}
    changes: dict[int, Row] = {}
    for here, there in differences(session.connection(), theirs, table):
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
