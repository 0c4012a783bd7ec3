"""What is missing in the records: one query a question, nothing of the trash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, String, func, or_, select, type_coerce
from sqlalchemy.orm import aliased

from fashiontracker.models import tables as t
from fashiontracker.models.facts import Subject

if TYPE_CHECKING:
    from sqlalchemy.orm import InstrumentedAttribute, Session

Owned: TypeAlias = type[t.Brand | t.Carrier | t.Talent | t.Standard]

OWNED: dict[str, Owned] = {"brand": t.Brand, "carrier": t.Carrier, "talent": t.Talent, "standard": t.Standard}
"""What has a sector of its own, or else its owner's."""


class Found(NamedTuple):
    """A record in which something is missing; ``year`` is that of the last figure where one is missing."""

    subject: Subject
    name: str
    year: int | None = None


def without_code(session: Session) -> list[Found]:
    """Enterprises without a 统一社会信用代码."""
    return _enterprises(session, _empty(t.Enterprise.uscc))


def without_district(session: Session) -> list[Found]:
    """Enterprises and carriers without a district; 前海 alone is none."""
    c = t.Carrier
    query = select(c.id, c.name).where(_empty(c.district), c.trashed_at.is_(None)).order_by(c.id)
    carriers = [Found(("carrier", key), name) for key, name in session.execute(query)]
    return [*_enterprises(session, _empty(t.Enterprise.district)), *carriers]


def without_sector(session: Session) -> list[Found]:
    """Enterprises without a sector, and what has none of its own and none by its owner (rule 6)."""
    found = _enterprises(session, type_coerce(t.Enterprise.sectors, String) == "")
    owner = aliased(t.Enterprise)
    for kind, record in OWNED.items():
        query = (
            select(record.id, record.name)
            .outerjoin(owner, (owner.id == record.owner_id) & owner.trashed_at.is_(None))
            .where(
                type_coerce(record.sectors, String) == "",
                func.coalesce(type_coerce(owner.sectors, String), "") == "",
                record.trashed_at.is_(None),
            )
            .order_by(record.id)
        )
        found += [Found((kind, key), name) for key, name in session.execute(query)]
    return found


def built_without_date(session: Session, done: list[str]) -> list[Found]:
    """Carriers in one of the states that mean built, without the day."""
    c = t.Carrier
    query = select(c.id, c.name).where(c.state.in_(done), c.built_on.is_(None), c.trashed_at.is_(None)).order_by(c.id)
    return [Found(("carrier", key), name) for key, name in session.execute(query)]


def without_figure(session: Session, indicator: str, year: int) -> list[Found]:
    """Enterprises without the year's figure, with the last year before it that has one."""
    e, f = t.Enterprise, t.Figure
    latest = (
        select(f.enterprise_id, func.max(f.year).label("year"))
        .where(f.indicator == indicator, f.year <= year, f.trashed_at.is_(None))
        .group_by(f.enterprise_id)
        .subquery()
    )
    query = (
        select(e.id, e.name, latest.c.year)
        .outerjoin(latest, latest.c.enterprise_id == e.id)
        .where(e.trashed_at.is_(None), or_(latest.c.year.is_(None), latest.c.year < year))
        .order_by(e.id)
    )
    return [Found(("enterprise", key), name, last) for key, name, last in session.execute(query)]


def names(session: Session) -> list[tuple[int, str, str]]:
    """Id, name and name key of every enterprise."""
    e = t.Enterprise
    query = select(e.id, e.name, e.name_key).where(e.trashed_at.is_(None)).order_by(e.id)
    return [(key, name, name_key) for key, name, name_key in session.execute(query)]


def declared_distinct(session: Session) -> set[tuple[int, int]]:
    """Pairs of enterprises that the user declared not to be duplicates."""
    p = t.DistinctPair
    query = select(p.left_id, p.right_id).where(p.record_table == "enterprise", p.trashed_at.is_(None))
    return {(left, right) for left, right in session.execute(query)}


def _enterprises(session: Session, condition: ColumnElement[bool]) -> list[Found]:
    e = t.Enterprise
    query = select(e.id, e.name).where(condition, e.trashed_at.is_(None)).order_by(e.id)
    return [Found(("enterprise", key), name) for key, name in session.execute(query)]


def _empty(column: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    return func.coalesce(column, "") == ""
