"""The journal played again, row by row, and held against the rows that are there."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection

from fashiontracker.errors import Problem
from fashiontracker.models import raw
from fashiontracker.models.raw import Row, Values
from fashiontracker.progress import Progress
from fashiontracker.text import N_

_ENDLESS = 1 << 63
Change = tuple[str | None, str | None]


def compare(connection: Connection, label: str) -> Generator[Progress, None, tuple[list[Problem], int]]:
    """What the journal says and the tables do not, by table and id; and how many rows the tables hold."""
    problems: list[Problem] = []
    rows = 0
    for done, table in enumerate(sorted(raw.JOURNALED)):
        yield Progress(done, len(raw.JOURNALED), label)
        here = "SELECT 1 FROM sqlite_master WHERE type='table' AND name=?"
        if not connection.exec_driver_sql(here, (table,)).scalar():
            continue  # the check of the structure has named it
        whole, newest = raw.row_writer(table), 0
        for newest, row, told in _pairs(connection, table):
            rows += row is not None
            if len(told) == 1 and told[0][0] is None and row is not None and _is_written(whole, row, told[0][1]):
                continue
            problems += _differs(table, newest, row, told)
            if rows % 10000 == 0:
                yield Progress(done, len(raw.JOURNALED), label)
        problems += _sequence(connection, table, newest)
    marks = ",".join("?" * len(raw.JOURNALED))
    unknown = f"SELECT DISTINCT record_table FROM journal_change WHERE record_table NOT IN ({marks})"
    for (table,) in connection.exec_driver_sql(unknown, tuple(raw.JOURNALED)).fetchall():
        problems.append(_problem(str(table), 0, N_("变更记录提到本程序没有的表“{table}”。")))
    return problems, rows


def _pairs(connection: Connection, table: str) -> Iterator[tuple[int, Values | None, list[Change]]]:
    """Every id that the table or the journal knows, in order: its row and its changes."""
    histories = groupby(_changes(connection, table), key=itemgetter(0))
    present = raw.stream(connection, table)
    row, history = next(present, None), next(histories, None)
    while row is not None or history is not None:
        key = min(row[0] if row else _ENDLESS, history[0] if history else _ENDLESS)
        told: list[Change] = []
        if history is not None and history[0] == key:
            told = [(old, new) for _, old, new in history[1]]
            history = next(histories, None)
        if row is not None and row[0] == key:
            yield key, row, told
            row = next(present, None)
        else:
            yield key, None, told


def _is_written(whole: Callable[[Values], str], row: Values, told: str | None) -> bool:
    try:
        return whole(row) == told
    except TypeError:  # a blob: nothing of ours stores one
        return False


def _changes(connection: Connection, table: str) -> Iterator[tuple[int, str | None, str | None]]:
    """The table's changes by record, each record's in order, a few thousand at a time."""
    key, last = -_ENDLESS, -_ENDLESS
    sql = (
        "SELECT record_id, before, after, id FROM journal_change "
        "WHERE record_table=? AND (record_id, id) > (?, ?) ORDER BY record_id, id LIMIT 5000"
    )
    while part := connection.exec_driver_sql(sql, (table, key, last)).fetchall():
        for row in part:
            yield row[:3]
        key, last = part[-1][0], part[-1][3]


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
