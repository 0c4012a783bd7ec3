"""Taking an entry back or doing it again: its changes, inverted, on rows that still stand as it left them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from fashiontracker.errors import Damaged, Problem
from fashiontracker.models import raw
from fashiontracker.models.raw import Row
from fashiontracker.models.recorder import Recorder
from fashiontracker.models.references import pointing_at
from fashiontracker.text import N_

Step = dict[int, tuple[str | None, str | None]]
"""Rows of one table by id: what must stand there and what it is to become, as the journal's JSON (None = no row)."""


def apply(session: Recorder, number: int, backwards: bool) -> list[Problem]:
    """Write an entry's changes again, or their inverse; the rows that stand in the way are returned.

    The caller rolls back where anything is returned. Rows go before others change, and others change before new ones
    come, so that a value that must be unique is free when it is needed.
    """
    connection = session.connection()
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    entry = _Entry(connection, number, backwards)
    conflicts: list[tuple[str, int]] = []
    gone: dict[str, list[int]] = {}
    for table, step in entry.steps(goes=True):
        conflicts += _delete(session, table, step)
        gone.setdefault(table, []).extend(step)
    for table, step in entry.steps(goes=False, comes=False):
        conflicts += _update(session, table, step)
    for table, step in entry.steps(comes=True):
        conflicts += _insert(session, table, step)
    for table, ids in gone.items():
        conflicts += [(child, key) for child, key, _ in pointing_at(connection, table, ids)]
    session.expire_all()
    return [_conflict(connection, number, table, key) for table, key in dict.fromkeys(conflicts)]


def _delete(session: Recorder, table: str, step: Step) -> list[tuple[str, int]]:
    present, whole = raw.fetch(session.connection(), table, step), raw.row_writer(table)
    changed = [(table, key) for key, (stands, _) in step.items() if key not in present or whole(present[key]) != stands]
    if not changed:
        session.delete_stored(table, present)
    return changed


def _update(session: Recorder, table: str, step: Step) -> list[tuple[str, int]]:
    present, names = raw.fetch(session.connection(), table, step), raw.columns(table)
    wanted: dict[int, Row] = {}
    changed = []
    for key, (stands, becomes) in step.items():
        row = dict(zip(names, present.get(key, ()), strict=False))
        if any(row.get(name, _ABSENT) != value for name, value in _columns(table, stands).items()):
            changed.append((table, key))
        wanted[key] = _columns(table, becomes)
    if not changed:
        session.update_stored(table, present, wanted)
    return changed


def _insert(session: Recorder, table: str, step: Step) -> list[tuple[str, int]]:
    present, names = raw.fetch(session.connection(), table, step), raw.columns(table)
    if not present:
        rows = [({**_columns(table, becomes), "id": key}) for key, (_, becomes) in step.items()]
        session.insert_stored(table, [tuple(map(row.get, names)) for row in rows])
    return [(table, key) for key in present]


_ABSENT = object()


@dataclass(frozen=True, slots=True)
class _Entry:
    """The changes of one entry in the direction in which they are to be written."""

    connection: Connection
    number: int
    backwards: bool

    def steps(self, goes: bool = False, comes: bool = False) -> Iterator[tuple[str, Step]]:
        """Its deletions, its insertions or (neither) its updates, a few thousand rows of one table at a time."""
        stands, becomes = ("after", "before") if self.backwards else ("before", "after")
        last = 0
        while part := self.connection.exec_driver_sql(
            f"SELECT id, record_table, record_id, {stands}, {becomes} FROM journal_change WHERE entry_id=? AND id>? "
            f"AND ({stands} IS NULL)=? AND ({becomes} IS NULL)=? ORDER BY id LIMIT 5000",
            (self.number, last, comes, goes),
        ).fetchall():
            last = part[-1][0]
            by_table: dict[str, Step] = {}
            for _, table, key, old, new in part:
                by_table.setdefault(table, {})[key] = (old, new)
            for table, step in by_table.items():
                if table not in raw.JOURNALED:
                    raise damaged()
                yield table, step


def _columns(table: str, text: str | None) -> Row:
    """Journaled columns. Raises Damaged where they are none of the table's: their names become SQL."""
    try:
        row = json.loads(text or "")
    except ValueError as error:
        raise damaged() from error
    if not isinstance(row, dict) or not row.keys() <= set(raw.columns(table)):
        raise damaged()
    return row


def damaged() -> Damaged:
    """The journal holds what this program never writes."""
    return Damaged(N_("变更记录的内容已损坏，不能撤销。请用 verify 检查。"))


def _conflict(connection: Connection, number: int, table: str, key: int) -> Problem:
    later = connection.exec_driver_sql(
        "SELECT e.id, e.label FROM journal_change c JOIN journal_entry e ON e.id = c.entry_id "
        "WHERE c.record_table=? AND c.record_id=? AND e.id>? ORDER BY e.id DESC LIMIT 1",
        (table, key, number),
    ).one_or_none()
    row = dict(zip(raw.columns(table), raw.fetch(connection, table, [key]).get(key, ()), strict=False))
    return Problem(
        "changed_since",
        N_("“{value}”后来被第 {entry} 条记录“{label}”改过。"),
        place=f"{table} {key}",
        value=str(row.get("name") or f"{table} {key}"),
        params={"entry": later[0] if later else "?", "label": later[1] if later else "?"},
    )
