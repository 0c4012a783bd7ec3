"""Rows as they are stored: plain ints, floats and text, the space in which the journal compares and replays.

Reading and writing past the ORM's types keeps before and after exact and a bulk undo as quick as a bulk import.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Table

from fashiontracker.models import tables
from fashiontracker.models.base import Base, Record

Row = dict[str, Any]
T = TypeVar("T")

JOURNALED: dict[str, Table] = {
    mapper.local_table.name: mapper.local_table  # type: ignore[attr-defined,misc]
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, Record) and mapper.class_.__module__ == tables.__name__
}
"""The tables whose every write is journaled, by name."""


def canonical(value: object) -> str:
    """JSON with sorted keys and no blanks: the same value always gives the same text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def columns(table: str) -> list[str]:
    """The table's columns in order."""
    return [column.name for column in JOURNALED[table].columns]


def filled(row: Mapping[str, Any]) -> Row:
    """The row without its empty columns and its id: what an insertion is journaled as."""
    return {key: value for key, value in row.items() if value is not None and key != "id"}


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Row, Row]:
    """The columns that differ, before and after."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most ``size``."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def fetch(connection: Connection, table: str, ids: Sequence[int]) -> dict[int, Row]:
    """The stored rows of these ids; absent ones are left out."""
    names = columns(table)
    found: dict[int, Row] = {}
    for part in chunks(ids, 900):
        marks = ",".join("?" * len(part))
        sql = f"SELECT {','.join(names)} FROM {table} WHERE id IN ({marks})"
        for values in connection.exec_driver_sql(sql, tuple(part)):
            row = dict(zip(names, values, strict=True))
            found[row["id"]] = row
    return found


def fetch_range(connection: Connection, table: str, first: int, last: int) -> Iterator[Row]:
    """The stored rows with ids from ``first`` to ``last``, in order."""
    names = columns(table)
    sql = f"SELECT {','.join(names)} FROM {table} WHERE id BETWEEN ? AND ? ORDER BY id"
    for values in connection.exec_driver_sql(sql, (first, last)):
        yield dict(zip(names, values, strict=True))


def insert(connection: Connection, table: str, rows: Sequence[Row]) -> None:
    """Insert stored rows, ids included."""
    names = columns(table)
    sql = f"INSERT INTO {table} ({','.join(names)}) VALUES ({','.join('?' * len(names))})"
    for part in chunks(rows, 5000):
        connection.exec_driver_sql(sql, [tuple(row.get(name) for name in names) for row in part])


def update(connection: Connection, table: str, changes: Sequence[tuple[int, Row]]) -> None:
    """Set stored columns of rows by id; rows that set the same columns share one statement."""
    shapes: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for key, row in changes:
        names = tuple(sorted(row))
        shapes.setdefault(names, []).append((*(row[name] for name in names), key))
    for names, values in shapes.items():
        if names:
            sets = ",".join(f"{name}=?" for name in names)
            connection.exec_driver_sql(f"UPDATE {table} SET {sets} WHERE id=?", values)


def delete(connection: Connection, table: str, ids: Sequence[int]) -> None:
    """Delete rows by id."""
    if ids:
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE id=?", [(key,) for key in ids])
