"""Reading very many rows at once."""

from __future__ import annotations

import gc
import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from sqlalchemy import Connection, Select, func, select

Query: TypeAlias = "Select[*tuple[Any, ...]]"
"""A query of any columns."""


def stored(connection: Connection, query: Query) -> list[tuple[Any, ...]]:
    """The driver's own tuples, dates as text: at a hundred thousand rows SQLAlchemy's cost as much again."""
    cursor = connection.execute(query).cursor
    assert cursor is not None
    return list(cursor.fetchall())


def among(ids: Collection[int]) -> Query:
    """The ids as a subquery: one bound value however many there are."""
    return select(func.json_each(json.dumps(sorted(ids))).table_valued("value").c.value)


@contextmanager
def nothing_is_garbage() -> Iterator[None]:
    """Spare the garbage collector while very many records are made and kept: looking at each again and again, it takes
    a third of the time of a count over a hundred thousand enterprises, and more with every record.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
