"""The journal played again, row by row, and held against the rows that are there."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator
from typing import Final

from sqlalchemy import Connection

from fashiontracker.errors import Problem
from fashiontracker.models import raw
from fashiontracker.models.raw import Row, Values
from fashiontracker.progress import Progress
from fashiontracker.text import N_

_LEAST: Final = -(1 << 63)
_MOST: Final = (1 << 63) - 1
"""The smallest and the greatest id that SQLite knows."""
_PART: Final = 5000
Change = tuple[str | None, str | None]


def compare(connection: Connection, label: str) -> Generator[Progress, None, tuple[list[Problem], int]]:
    """What the journal says and the tables do not, by table and id; and how many rows the tables hold."""
    problems: list[Problem] = []
    total = connection.exec_driver_sql("SELECT count(*) FROM journal_change").scalar_one()
    rows = done = 0
    for table in sorted(raw.JOURNALED):
        here = "SELECT 1 FROM sqlite_master WHERE type='table' AND name=?"
        if not connection.exec_driver_sql(here, (table,)).scalar():
            continue  # the check of the structure has named it
        newest = 0
        for low, high in _ranges(connection, table):
            yield Progress(done, total, label)
            present, told = _present(connection, table, low, high), _told(connection, table, low, high)
            rows, done = rows + len(present), done + sum(map(len, told.values()))
            newest = max(newest, *(ids[-1] for ids in (list(present), list(told)) if ids), 0)
            problems += _compared(table, present, told)
        problems += _sequence(connection, table, newest)
    marks = ",".join("?" * len(raw.JOURNALED))
    unknown = f"SELECT DISTINCT record_table FROM journal_change WHERE record_table NOT IN ({marks})"
    for (table,) in connection.exec_driver_sql(unknown, tuple(raw.JOURNALED)).fetchall():
        problems.append(_problem(str(table), 0, N_("变更记录提到本程序没有的表“{table}”。")))
    return problems, rows


def _ranges(connection: Connection, table: str) -> Iterator[tuple[int, int]]:
    """Spans of ids (from, to) that together hold every id, each with a few thousand changes of the table."""
    sql = (
        "SELECT record_id FROM journal_change WHERE record_table=? AND record_id>=? ORDER BY record_id LIMIT 1 OFFSET ?"
    )
    low = _LEAST
    while low <= _MOST:
        found = raw.read(connection, sql, (table, low, _PART))
        high = found[0][0] if found else _MOST
        yield low, high
        low = high + 1


def _present(connection: Connection, table: str, low: int, high: int) -> dict[int, Values]:
    """The table's rows in a span of ids, in order."""
    sql = f"SELECT {','.join(raw.columns(table))} FROM {table} WHERE id BETWEEN ? AND ? ORDER BY id"
    return {row[0]: row for row in raw.read(connection, sql, (low, high))}


def _told(connection: Connection, table: str, low: int, high: int) -> dict[int, list[Change]]:
    """The changes of each record in a span of ids, in order."""
    sql = (
        "SELECT record_id, before, after FROM journal_change "
        "WHERE record_table=? AND record_id BETWEEN ? AND ? ORDER BY record_id, id"
    )
    told: dict[int, list[Change]] = {}
    for key, *change in raw.read(connection, sql, (table, low, high)):
        told.setdefault(key, []).append((change[0], change[1]))
    return told


def _compared(table: str, present: dict[int, Values], told: dict[int, list[Change]]) -> list[Problem]:
    """What is wrong in a span of ids. Most rows were inserted and never changed: their text is compared as it is."""
    whole = raw.row_writer(table)
    problems: list[Problem] = []
    for key in sorted(present.keys() | told.keys()):
        row, changes = present.get(key), told.get(key, [])
        inserted = len(changes) == 1 and changes[0][0] is None
        if not (inserted and row is not None and _is_written(whole, row, changes[0][1])):
            problems += _differs(table, key, row, changes)
    return problems


def _is_written(whole: Callable[[Values], str], row: Values, told: str | None) -> bool:
    try:
        return whole(row) == told
    except TypeError:  # a blob: nothing of ours stores one
        return False


def fold(told: list[Change]) -> Row | None:
    """What the changes of one record leave behind; None = no row. Raises ValueError where they contradict another."""
    state: Row | None = None
    for old, new in told:
        before = None if old is None else json.loads(old)
        after = None if new is None else json.loads(new)
        if before is None:
            if state is not None or after is None:
                raise ValueError("inserted twice")
            state = after
        elif after is None:
            if state != before:
                raise ValueError("deleted differently")
            state = None
        else:
            if state is None or any(state.get(name) != value for name, value in before.items()):
                raise ValueError("changed differently")
            state = {name: value for name, value in {**state, **after}.items() if value is not None}
    return state


def _differs(table: str, key: int, row: Values | None, told: list[Change]) -> list[Problem]:
    try:
        state = fold(told)
    except (ValueError, AttributeError, TypeError):
        return [_problem(table, key, N_("{table} 第 {key} 行的变更记录前后矛盾。"))]
    if row is None and state is None:
        return []
    if row is None:
        return [_problem(table, key, N_("{table} 第 {key} 行不见了，而变更记录里没有删除它。"))]
    if state is None:
        return [_problem(table, key, N_("{table} 第 {key} 行不是通过本程序录入的：变更记录里没有它。"))]
    names = raw.columns(table)
    wrong = [name for name, value in zip(names[1:], row[1:], strict=True) if not _same(value, state.get(name))]
    wrong += [name for name in state if name not in names]
    if not wrong:
        return []
    return [
        _problem(
            table, key, N_("{table} 第 {key} 行的 {columns} 与变更记录不符：不是通过本程序改的。"), "、".join(wrong)
        )
    ]


def _same(stored: object, told: object) -> bool:
    return stored == told and (stored.__class__ is told.__class__ or not isinstance(stored, str | bytes))


def _sequence(connection: Connection, table: str, newest: int) -> list[Problem]:
    """An id that was used once must never be given to another record."""
    used = connection.exec_driver_sql("SELECT max(seq) FROM sqlite_sequence WHERE name=?", (table,)).scalar() or 0
    return [] if used >= newest else [_problem(table, newest, N_("{table} 的编号计数被调低，旧编号可能被重用。"))]


def _problem(table: str, key: int, message: str, columns: str = "") -> Problem:
    return Problem("replay_differs", message, f"{table} {key}", params={"table": table, "key": key, "columns": columns})
