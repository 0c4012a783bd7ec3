"""Rows in memory as the source of a table: lists that are drawn up whole, read and never edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fashiontracker.errors import Problem
from fashiontracker.models.pinyin import sort_key
from fashiontracker.ui.columns import Column, Kind, Sort


class Listed:
    """A `columns.Source` of some rows by id, in the order in which they were given unless the user sorts."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = {column.key: (place, column) for place, column in enumerate(columns)}
        self._rows: Mapping[int, Sequence[object]] = {}

    def show(self, rows: Mapping[int, Sequence[object]]) -> None:
        """Hold other rows."""
        self._rows = rows

    def ids(self, sort: Sort | None) -> Sequence[int]:
        ids = list(self._rows)
        if sort is None:
            return ids
        place, column = self._columns[sort.key]
        filled = [id_ for id_ in ids if self._rows[id_][place] not in (None, "", ())]
        filled.sort(key=lambda id_: _order(column, self._rows[id_][place]), reverse=sort.descending)
        kept = set(filled)
        return [*filled, *(id_ for id_ in ids if id_ not in kept)]

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[object]]:
        return {id_: self._rows[id_] for id_ in ids if id_ in self._rows}

    def write(self, id_: int, key: str, value: object) -> Problem | None:
        raise NotImplementedError("these rows are read, never edited")


def _order(column: Column, value: object) -> Any:
    """Words by their sound, states in the order in which their marks are declared, everything else by itself."""
    if column.kind is Kind.STATUS:
        return list(column.marks).index(str(value))
    if isinstance(value, tuple):
        return tuple(sort_key(str(one)) for one in value)
    return sort_key(value) if isinstance(value, str) else value
