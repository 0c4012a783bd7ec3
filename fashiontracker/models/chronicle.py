"""The journal as it is read: entries looked for by what they say and touch, and what one of them did, row by row."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import ColumnElement, func, or_, select

from fashiontracker.errors import Refused
from fashiontracker.models import raw
from fashiontracker.models.bulk import among
from fashiontracker.models.log import JournalChange, JournalEntry
from fashiontracker.models.tables import Brand, Carrier, Enterprise, Exhibition, Project, Standard, Talent
from fashiontracker.text import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.journal import Journal
    from fashiontracker.models.papers import Place

NAMED: Final = (Enterprise, Brand, Carrier, Talent, Exhibition, Standard, Project)
"""Records by whose name entries can be looked for."""
_REFERENCES: Final = {"owner_id": "enterprise", "enterprise_id": "enterprise", "evidence_id": "evidence"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: ``text`` in the label, the writer or a record's name; bounds are UTC ISO, the later excluded."""

    text: str = ""
    origin: str = ""
    since: str = ""
    before: str = ""


class Line(NamedTuple):
    """One entry; ``undone_by`` is the entry that took it back and still stands. ``at`` is UTC ISO."""

    id: int
    at: str
    who: str
    label: str
    origin: str
    kind: str
    target: int | None
    changes: int
    undone_by: int | None


class Changed(NamedTuple):
    """What an entry did to one row: the stored columns it changed; an added row has no ``before``, one gone no
    ``after``. ``row`` is the row as far as it is known: as it is now, with what the entry says of it.
    """

    table: str
    id: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    row: Mapping[str, Any]


def find(session: Session, wanted: Wanted) -> list[int]:
    """The numbers of the entries, the newest first."""
    e = JournalEntry
    conditions: list[ColumnElement[bool]] = []
    if wanted.origin:
        conditions.append(e.origin == wanted.origin)
    if wanted.since:
        conditions.append(e.at >= wanted.since)
    if wanted.before:
        conditions.append(e.at < wanted.before)
    if wanted.text:
        conditions.append(
            or_(_holds(e.label, wanted.text), _holds(e.who, wanted.text), e.id.in_(_about(session, wanted.text)))
        )
    return list(session.scalars(select(e.id).where(*conditions).order_by(e.id.desc())))


def _holds(column: Any, text: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.icontains(text, autoescape=True)
    return found


def _about(session: Session, text: str) -> list[int]:
    """The entries that touched a record of this name."""
    c = JournalChange
    numbers: set[int] = set()
    for record in NAMED:
        ids = session.scalars(select(record.id).where(_holds(record.name, text))).all()
        if ids:
            query = select(c.entry_id).where(c.record_table == record.__tablename__, c.record_id.in_(among(ids)))
            numbers.update(session.scalars(query.distinct()))
    return sorted(numbers)


def origins(session: Session) -> list[str]:
    """Where entries came from so far."""
    return list(session.scalars(select(JournalEntry.origin).distinct().order_by(JournalEntry.origin)))


def lines(session: Session, numbers: Collection[int]) -> dict[int, Line]:
    """These entries by number."""
    e = JournalEntry
    columns = (e.id, e.at, e.who, e.label, e.origin, e.kind, e.target, e.changes)
    query = select(*columns).where(e.id.in_(among(numbers)))
    undone = _undone(session, numbers)
    return {row[0]: Line(*row, undone.get(row[0])) for row in session.execute(query)}


def _undone(session: Session, numbers: Collection[int]) -> dict[int, int]:
    e = JournalEntry
    newest = select(func.max(e.id)).where(e.target.in_(among(numbers))).group_by(e.target)
    query = select(e.target, e.id).where(e.id.in_(newest), e.kind == "undo")
    return {target: number for target, number in session.execute(query) if target is not None}


def changes(session: Session, number: int, limit: int, after: int = 0) -> list[Changed]:
    """What an entry did, in the order in which it was noted; ``after`` skips as many rows."""
    c = JournalChange
    query = select(c.record_table, c.record_id, c.before, c.after).where(c.entry_id == number)
    found = session.execute(query.order_by(c.id).offset(after).limit(limit)).all()
    now = rows(session, [(table, key) for table, key, _before, _after in found])
    told = []
    for table, key, before, later in found:
        old, new = _columns(before), _columns(later)
        whole = {**(old or {}), **now.get((table, key), {}), **(new or {})}
        told.append(Changed(table, key, old, new, whole))
    return told


def _columns(text: str | None) -> Mapping[str, Any] | None:
    return None if text is None else dict(json.loads(text))


def rows(session: Session, places: Iterable[Place]) -> dict[Place, dict[str, Any]]:
    """Rows as they are stored now, by table and id; absent ones are left out."""
    wanted: dict[str, list[int]] = {}
    for table, key in places:
        wanted.setdefault(table, []).append(key)
    found: dict[Place, dict[str, Any]] = {}
    for table, keys in wanted.items():
        if table in raw.JOURNALED:
            names = raw.columns(table)
            for key, row in raw.fetch(session.connection(), table, keys).items():
                found[table, key] = dict(zip(names, row, strict=True))
    return found


def names(session: Session, told: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[Place, str]:
    """The names of the records that these rows (with their tables) refer to; those in the trash have one, too."""
    places: set[Place] = set()
    for _table, row in told:
        for column, target in _REFERENCES.items():
            if row.get(column):
                places.add((target, row[column]))
        for kind, column in (("subject_kind", "subject_id"), ("record_table", "record_id")):
            if row.get(kind) and row.get(column):
                places.add((row[kind], row[column]))
    found = rows(session, places)
    return {place: str(row.get("name") or row.get("number") or "") for place, row in found.items()}


def give_back(journal: Journal, label: str, changed: Changed, column: str) -> None:
    """Set one column of a row to what it was before this change, as an entry of its own.

    Raises Refused where the row is gone, where another row has the value by now, or where it holds it already.
    """
    from sqlalchemy.exc import IntegrityError

    wanted = (changed.before or {}).get(column)
    try:
        with journal.entry(label) as session:
            present = raw.fetch(session.connection(), changed.table, [changed.id])
            if not present:
                raise Refused(N_("这条记录已不在库中，不能恢复单个值。"))
            row = dict(zip(raw.columns(changed.table), present[changed.id], strict=True))
            if row[column] == wanted:
                raise Refused(N_("现在已经是这个值。"))
            session.update_stored(changed.table, present, {changed.id: {column: wanted, **_with(row, column, changed)}})
    except IntegrityError as error:
        raise Refused(N_("这个值现在已被另一条记录使用，不能恢复。")) from error


def _with(row: Mapping[str, Any], column: str, changed: Changed) -> dict[str, Any]:
    """A name goes back together with the key by which it is compared."""
    before = changed.before or {}
    return {"name_key": before["name_key"]} if column == "name" and "name_key" in row and "name_key" in before else {}
