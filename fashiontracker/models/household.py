"""Everything recorded on one enterprise: its row, what belongs to it, its figures and titles, who changed what."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sqlalchemy import select

from fashiontracker.models import tables as t
from fashiontracker.models.base import Trashable
from fashiontracker.models.log import JournalChange, JournalEntry
from fashiontracker.models.raw import chunks

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.papers import Place

Owned = TypeVar("Owned", t.Brand, t.Carrier, t.Talent, t.Standard, t.Project, t.Exhibition)


@dataclass(frozen=True, slots=True)
class Household:
    """Rows that are not in the trash. ``events`` are those of the enterprise, its brands and its carriers."""

    enterprise: t.Enterprise
    former_names: Sequence[t.FormerName]
    brands: Sequence[t.Brand]
    carriers: Sequence[t.Carrier]
    talents: Sequence[t.Talent]
    standards: Sequence[t.Standard]
    projects: Sequence[t.Project]
    exhibitions: Sequence[t.Exhibition]
    figures: Sequence[t.Figure]
    events: Sequence[t.StageEvent]

    @property
    def rows(self) -> Sequence[Trashable]:
        """All of them, the enterprise first."""
        belongings = (self.brands, self.carriers, self.talents, self.standards, self.projects, self.exhibitions)
        more = (row for rows in (self.former_names, *belongings, self.figures, self.events) for row in rows)
        return (self.enterprise, *more)

    @property
    def places(self) -> list[Place]:
        """Table and id of every row."""
        return [(row.__tablename__, row.id) for row in self.rows]


class Change(NamedTuple):
    """A journal entry that touched the household; ``at`` is UTC ISO, ``rows`` how many of which table."""

    at: str
    who: str
    label: str
    rows: tuple[tuple[str, int], ...]


def load(session: Session, enterprise: int) -> Household:
    """The household of an enterprise by id. Raises NoResultFound."""
    home = session.execute(select(t.Enterprise).where(t.Enterprise.id == enterprise)).scalar_one()
    brands, carriers = _owned(session, t.Brand, enterprise), _owned(session, t.Carrier, enterprise)
    former, figure = t.FormerName, t.Figure
    return Household(
        enterprise=home,
        former_names=session.scalars(
            select(former).where(former.enterprise_id == enterprise, former.trashed_at.is_(None)).order_by(former.id)
        ).all(),
        brands=brands,
        carriers=carriers,
        talents=_owned(session, t.Talent, enterprise),
        standards=_owned(session, t.Standard, enterprise),
        projects=_owned(session, t.Project, enterprise),
        exhibitions=_owned(session, t.Exhibition, enterprise),
        figures=session.scalars(
            select(figure)
            .where(figure.enterprise_id == enterprise, figure.trashed_at.is_(None))
            .order_by(figure.indicator, figure.year, figure.entered_in)
        ).all(),
        events=[
            event
            for kind, rows in (("enterprise", [home]), ("brand", brands), ("carrier", carriers))
            for event in _events(session, kind, [row.id for row in rows])
        ],
    )


def _owned(session: Session, record: type[Owned], enterprise: int) -> Sequence[Owned]:
    query = select(record).where(record.owner_id == enterprise, record.trashed_at.is_(None))
    return session.scalars(query.order_by(record.name, record.id)).all()


def _events(session: Session, kind: str, ids: Sequence[int]) -> Sequence[t.StageEvent]:
    e = t.StageEvent
    query = select(e).where(e.subject_kind == kind, e.subject_id.in_(ids), e.trashed_at.is_(None))
    return session.scalars(query.order_by(e.subject_id, e.designation, e.happened_on, e.id)).all() if ids else []


def owner_of(session: Session, subject: tuple[str, int]) -> int | None:
    """The enterprise of a subject by kind and id: itself, or the owner of a brand or carrier, where one is recorded."""
    kind, key = subject
    if kind == "enterprise":
        return key
    record = t.Brand if kind == "brand" else t.Carrier
    return session.scalar(select(record.owner_id).where(record.id == key))


def changes(session: Session, places: Collection[Place], limit: int) -> list[Change]:
    """The newest journal entries that touched any of these rows, the newest first."""
    touched: dict[int, dict[str, int]] = {}
    by_table: dict[str, list[int]] = {}
    for table, key in places:
        by_table.setdefault(table, []).append(key)
    c = JournalChange
    for table, keys in by_table.items():
        for part in chunks(keys, 500):
            query: Any = select(c.entry_id).where(c.record_table == table, c.record_id.in_(part))
            for entry in session.scalars(query):
                counts = touched.setdefault(entry, {})
                counts[table] = counts.get(table, 0) + 1
    newest = sorted(touched, reverse=True)[:limit]
    told = select(JournalEntry.id, JournalEntry.at, JournalEntry.who, JournalEntry.label)
    found = {row.id: row for row in session.execute(told.where(JournalEntry.id.in_(newest)))}
    return [
        Change(found[key].at, found[key].who, found[key].label, tuple(sorted(touched[key].items()))) for key in newest
    ]
