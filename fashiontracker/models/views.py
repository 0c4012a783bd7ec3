"""The registry's tables as they are looked at: columns declared once, for the window, the export of a view and paper.

A view gives ids first (`ids`: filtered and sorted by SQL) and rows on sight (`rows`). Filters bind their values and
name their columns from the view's own list, so that a saved filter can never carry SQL.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, FromClause, SQLColumnExpression, cast, func, not_, or_, select, text
from sqlalchemy import String as SqlString
from sqlalchemy.orm import Session

from fashiontracker.models.base import Trashable, split_keys
from fashiontracker.models.bulk import Query, among, stored
from fashiontracker.models.pinyin import sort_key

ValueKind = Literal["text", "key", "keys", "date", "year", "count", "money", "percent", "yesno", "code"]
Operator = Literal["is", "has", "contains", "at_least", "at_most", "empty", "filled"]


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """A column of a view.

    ``title`` is a msgid; ``vocabulary`` names the plan's word list whose keys the column holds (a text holds others as
    well); ``field`` is the record's attribute that an edit writes, None where the column is derived; ``width`` in
    Chinese characters.
    """

    key: str
    title: str
    kind: ValueKind
    source: SQLColumnExpression[Any]
    vocabulary: str | None = None
    field: str | None = None
    width: int = 8


@dataclass(frozen=True, slots=True)
class View:
    """One registry table. ``shown`` are the columns shown by default, ``searched`` those a quick search looks in."""

    key: str
    title: str
    record: type[Trashable]
    joined: FromClause
    columns: tuple[ViewColumn, ...]
    shown: tuple[str, ...]
    sort: str
    searched: tuple[str, ...]

    def column(self, key: str) -> ViewColumn:
        """The column of this key. Raises KeyError."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Filter:
    """One chip: ``is`` equal, ``has`` a key among keys, ``contains`` a text, bounds, ``empty``, ``filled``."""

    column: str
    operator: Operator
    value: str | float | None = None


@dataclass(frozen=True, slots=True)
class Sort:
    """By which column, and which way."""

    column: str
    descending: bool = False


def ids(
    session: Session,
    view: View,
    filters: Iterable[Filter] = (),
    sort: Sort | None = None,
    search: str = "",
    within: Collection[int] | None = None,
    trashed: bool = False,
) -> list[int]:
    """The ids of the rows, in order. ``within`` keeps only those ids (a quota's list, holders of a title)."""
    query = select(view.record.id).select_from(view.joined)
    query = query.where(view.record.trashed_at.is_not(None) if trashed else view.record.trashed_at.is_(None))
    for one in filters:
        query = query.where(_condition(view.column(one.column), one))
    if search:
        query = query.where(or_(*(_contains(view.column(key).source, search) for key in view.searched)))
    if within is not None:
        query = query.where(view.record.id.in_(among(within)))
    chosen = sort or Sort(view.sort)
    column = view.column(chosen.column)
    if column.kind == "text":
        return _by_pinyin(session, query.add_columns(column.source.label("text")), chosen.descending)
    way = column.source.desc() if chosen.descending else column.source.asc()
    return [row[0] for row in stored(session.connection(), query.order_by(way.nulls_last(), view.record.id))]


def _by_pinyin(session: Session, query: Query, descending: bool) -> list[int]:
    """Ids by a text's pinyin, those without a text last: here, because SQLite would ask for each key through a call.

    They come as two long lists, in half the time of very many rows.
    """
    found = query.subquery()
    lists = session.execute(select(func.json_group_array(found.c.id), func.json_group_array(found.c.text))).one()
    texts = dict(sorted(zip(*map(json.loads, lists), strict=True)))
    keys = {number: sort_key(text) for number, text in texts.items() if text is not None}
    without = [number for number, text in texts.items() if text is None]
    return sorted(keys, key=keys.__getitem__, reverse=descending) + without


def _contains(source: SQLColumnExpression[Any], value: str) -> ColumnElement[bool]:
    escaped = value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return cast(source, SqlString).like(f"%{escaped}%", escape="\\")


def _condition(column: ViewColumn, one: Filter) -> ColumnElement[bool]:
    source = column.source
    match one.operator:
        case "is":
            return source == one.value
        case "has":
            return cast(source, SqlString).like(f"%,{one.value},%")
        case "contains":
            return _contains(source, str(one.value))
        case "at_least":
            return source >= one.value
        case "at_most":
            return source <= one.value
        case "empty":
            return or_(source.is_(None), cast(source, SqlString) == "")
        case "filled":
            return not_(or_(source.is_(None), cast(source, SqlString) == ""))


def rows(session: Session, view: View, wanted: Sequence[int], columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """The values of these columns for these ids, in the ids' order; ids that are gone are left out."""
    found = by_id(session, view, wanted, columns)
    return [found[key] for key in wanted if key in found]


def by_id(session: Session, view: View, wanted: Sequence[int], columns: Sequence[str]) -> Mapping[int, tuple[Any, ...]]:
    """The values of these columns by id; ids that are gone are left out."""
    chosen = [view.column(key) for key in columns]
    query = (
        select(view.record.id, *(column.source for column in chosen))
        .select_from(view.joined)
        .where(view.record.id.in_(text("SELECT value FROM json_each(:wanted)")))
    )
    return {row[0]: tuple(row[1:]) for row in session.execute(query, {"wanted": json.dumps(list(wanted))})}


def values_of(session: Session, view: View, column: str, limit: int) -> list[Any]:
    """The values that a column has outside the trash, the most frequent first."""
    source = view.column(column).source
    query = select(source).select_from(view.joined).where(view.record.trashed_at.is_(None), source.is_not(None))
    return list(session.scalars(query.group_by(source).order_by(func.count().desc(), source).limit(limit)))


def size(session: Session, view: View, trashed: bool = False) -> int:
    """How many records there are, or are in the trash."""
    here = view.record.trashed_at.is_not(None) if trashed else view.record.trashed_at.is_(None)
    return session.scalar(select(func.count()).select_from(view.record).where(here)) or 0


def keys_of(value: Any) -> tuple[str, ...]:
    """The keys in a ``keys`` column's value."""
    return split_keys(value) if isinstance(value, str) or value is None else tuple(value)
