"""Records that look like one another: the same name or number, a former name, a name one character off.

They are offered, never merged by the program; what the user called distinct (不是重复) is not offered again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from sqlalchemy import select

from fashiontracker.models import alike
from fashiontracker.models import tables as t
from fashiontracker.models.names import name_key

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.recorder import Recorder

Why = Literal["same_name", "same_number", "former_name", "alike"]
ORDER: Final[tuple[Why, ...]] = ("same_number", "same_name", "former_name", "alike")
"""The surest first."""


class Pair(NamedTuple):
    """Two records that may be one; ``left`` is the older."""

    left: int
    right: int
    why: Why


class _Row(NamedTuple):
    id: int
    key: str
    owner: int | None
    mark: Any
    """What sets namesakes apart: a firm's code, an exhibition's year, a standard's number."""


_MARKS: Final = {"enterprise": "uscc", "exhibition": "year", "standard": "number"}


def find(session: Session, record: type[Any]) -> list[Pair]:
    """The pairs of a table, the surest first; linear in the number of records."""
    table = record.__tablename__
    rows = {row.id: row for row in _rows(session, record)}
    found: dict[tuple[int, int], Why] = {}
    for left, right, why in (*_numbers(table, rows.values()), *_names(session, table, rows)):
        found.setdefault((min(left, right), max(left, right)), why)
    distinct = _declared(session, table)
    pairs = [Pair(*pair, why) for pair, why in found.items() if pair not in distinct]
    return sorted(pairs, key=lambda pair: (ORDER.index(pair.why), pair.left, pair.right))


def declare_distinct(session: Recorder, record: type[Any], left: int, right: int) -> None:
    """Remember that two records are not one."""
    low, high = sorted((left, right))
    session.insert_many(t.DistinctPair, [{"record_table": record.__tablename__, "left_id": low, "right_id": high}])


def _rows(session: Session, record: type[Any]) -> Iterator[_Row]:
    table = record.__tablename__
    owner = record.owner_id if hasattr(record, "owner_id") else record.trashed_at
    mark = getattr(record, _MARKS[table]) if table in _MARKS else record.trashed_at
    query = select(record.id, record.name_key, owner, mark).where(record.trashed_at.is_(None)).order_by(record.id)
    return (_Row(*row) for row in session.execute(query))


def _numbers(table: str, rows: Iterable[_Row]) -> Iterator[tuple[int, int, Why]]:
    if table != "standard":
        return
    same: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row.mark:
            same[name_key(row.mark)].append(row.id)
    for numbers in same.values():
        yield from ((numbers[0], other, "same_number") for other in numbers[1:])


def _names(session: Session, table: str, rows: dict[int, _Row]) -> Iterator[tuple[int, int, Why]]:
    same: dict[str, list[_Row]] = defaultdict(list)
    for row in rows.values():
        same[row.key].append(row)
    for namesakes in same.values():
        for at, left in enumerate(namesakes):
            for right in namesakes[at + 1 : at + 20]:  # a name that everybody has is no sign of anything
                if _may_be_one(table, left, right):
                    yield left.id, right.id, "same_name"
    if table == "enterprise":
        former = t.FormerName
        query = select(former.enterprise_id, former.name_key).where(former.trashed_at.is_(None))
        for owner, key in session.execute(query):
            yield from (
                (owner, row.id, "former_name") for row in same.get(key, ()) if owner in rows and row.id != owner
            )
    if table == "talent":
        return  # one character off is another person
    for low, high in alike.pairs((row.id, row.key) for row in rows.values()):
        left, right = rows[low], rows[high]
        if left.key != right.key and _may_be_one(table, left, right) and not _two_codes(table, left, right):
            yield low, high, "alike"


def _may_be_one(table: str, left: _Row, right: _Row) -> bool:
    if table == "exhibition":
        return bool(left.mark == right.mark)
    if table == "standard":
        return not (left.mark and right.mark)
    if table == "enterprise":
        return True
    return left.owner == right.owner or left.owner is None or right.owner is None


def _two_codes(table: str, left: _Row, right: _Row) -> bool:
    """Whether two firms whose names are one character apart have codes that tell them apart."""
    both = table == "enterprise" and left.mark and right.mark and left.mark != right.mark
    return bool(both) and alike.shortened(left.key) != alike.shortened(right.key)


def _declared(session: Session, table: str) -> set[tuple[int, int]]:
    pair = t.DistinctPair
    query = select(pair.left_id, pair.right_id).where(pair.record_table == table, pair.trashed_at.is_(None))
    return {(left, right) for left, right in session.execute(query)}
