"""Rows as they are stored: plain ints, floats and text, the space in which the journal compares and replays.

Reading and writing past the ORM's types keeps before and after exact and a bulk undo as quick as a bulk import.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, islice
from json.encoder import encode_basestring
from math import isfinite
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Table

from fashiontracker.models import tables
from fashiontracker.models.base import Base, Record
from fashiontracker.models.engine import environment_fault
from fashiontracker.models.library import sqlite

Row = dict[str, Any]
Values = tuple[Any, ...]
"""A whole stored row, in the order of `columns`: the id comes first."""
Change = tuple[str, int, str | None, str | None]
"""What the journal keeps of a row: its table and id, before and after as canonical JSON; None = there was no row."""
T = TypeVar("T")
_BOUND: Final = 5000
"""Values in one statement: more of them make it no quicker, and SQLite may take 32,766."""

JOURNALED: dict[str, Table] = {
    mapper.local_table.name: mapper.local_table  # type: ignore[attr-defined,misc]
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, Record) and mapper.class_.__module__ == tables.__name__
}
"""The tables whose every write is journaled, by name."""

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: object) -> str:
    """JSON with sorted keys and no blanks: the same value always gives the same text."""
    return _ENCODER.encode(value)


@cache
def columns(table: str) -> tuple[str, ...]:
    """The table's columns, its id first."""
    return ("id", *(column.name for column in JOURNALED[table].columns if column.name != "id"))


def row_writer(table: str) -> Callable[[Values], str]:
    """What a whole row is journaled as: canonical JSON without its id and its empty columns.

    The same text as `canonical` would give, several times as fast: a bulk import writes one a row.
    """
    keys = sorted((name, place, f'"{name}":') for place, name in enumerate(columns(table)) if name != "id")

    def write(values: Values) -> str:
        parts = []
        for _, place, key in keys:
            value = values[place]
            if value is None:
                continue
            kind = value.__class__
            if kind is str:
                parts.append(key + encode_basestring(value))
            elif kind is int or (kind is float and isfinite(value)):
                parts.append(key + repr(value))
            else:
                parts.append(key + canonical(value))
        return "{" + ",".join(parts) + "}"

    return write


def filled(row: Mapping[str, Any]) -> Row:
    """The row without its empty columns and its id: what a whole row is journaled as."""
    return {key: value for key, value in row.items() if value is not None and key != "id"}


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most ``size``."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def runs(ids: Iterable[int], size: int = 900) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Conditions that together hold for exactly these ids, with their values: few of them where the ids are dense."""
    ordered = sorted(set(ids))
    if ordered and ordered[-1] - ordered[0] + 1 == len(ordered):
        yield "BETWEEN ? AND ?", (ordered[0], ordered[-1])
        return
    for part in chunks(ordered, size):
        yield f"IN ({','.join('?' * len(part))})", tuple(part)


def fetch(connection: Connection, table: str, ids: Iterable[int]) -> dict[int, Values]:
    """The stored rows of these ids; absent ones are left out."""
    select = f"SELECT {','.join(columns(table))} FROM {table} WHERE id"
    found: dict[int, Values] = {}
    for condition, values in runs(ids):
        found.update((row[0], row) for row in read(connection, f"{select} {condition}", values))
    return found


def read(connection: Connection, sql: str, values: Values = ()) -> list[Values]:
    """What a query finds as plain tuples, all at once; for the passes over whole tables, where a row more costs."""
    driver: Any = connection.connection.driver_connection
    try:
        found: list[Values] = driver.execute(sql, values).fetchall()
    except (sqlite.Error, UnicodeDecodeError) as error:
        raise environment_fault(error) or error from error
    return found


def after(connection: Connection, table: str, key: int, limit: int) -> list[Values]:
    """The next stored rows behind an id, in order: a table need not fit into memory."""
    sql = f"SELECT {','.join(columns(table))} FROM {table} WHERE id > ? ORDER BY id LIMIT ?"
    return read(connection, sql, (key, limit))


def stored(
    connection: Connection, table: str, ids: Iterable[int], rows: Iterable[Mapping[str, Any]]
) -> Iterator[Values]:
    """Rows of Python values as they are stored under these ids; what a row lacks takes its column's default.

    Raises KeyError for a name that is no column.
    """
    names = columns(table)
    known = set(names)
    defaults: list[Any] = []
    processors: list[tuple[int, Callable[[Any], Any]]] = []
    for place, name in enumerate(names):
        column = JOURNALED[table].columns[name]
        default = column.default
        defaults.append(default.arg if default is not None and default.is_scalar else None)  # type: ignore[attr-defined]
        processor = column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
        if processor is not None:
            processors.append((place, processor))
    for key, row in zip(ids, rows, strict=True):
        if not row.keys() <= known:
            raise KeyError(*(row.keys() - known))
        values = list(map(row.get, names, defaults))
        for place, process in processors:
            values[place] = process(values[place])
        values[0] = key
        yield tuple(values)


def insert(connection: Connection, table: str, rows: Iterable[Values]) -> None:
    """Insert whole stored rows."""
    insert_into(connection, table, columns(table), rows)


def insert_into(connection: Connection, table: str, names: Sequence[str], rows: Iterable[Values]) -> None:
    """Insert rows of these columns, many in a statement: each statement reads and writes the table's last id."""
    into = f"INSERT INTO {table} ({','.join(names)}) VALUES "
    marks = f"({','.join('?' * len(names))})"
    for part in chunks(rows, _BOUND // len(names)):
        connection.exec_driver_sql(into + ",".join([marks] * len(part)), tuple(chain.from_iterable(part)))


def update(connection: Connection, table: str, changes: Iterable[tuple[int, Row]]) -> None:
    """Set stored columns of rows by id; rows that set the same columns share one statement."""
    shapes: dict[tuple[str, ...], list[Values]] = {}
    for key, row in changes:
        names = tuple(sorted(row))
        shapes.setdefault(names, []).append((*(row[name] for name in names), key))
    for names, values in shapes.items():
        if names:
            sets = ",".join(f"{name}=?" for name in names)
            connection.exec_driver_sql(f"UPDATE {table} SET {sets} WHERE id=?", values)


def delete(connection: Connection, table: str, ids: Iterable[int]) -> None:
    """Delete rows by id."""
    if marks := [(key,) for key in ids]:
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE id=?", marks)
