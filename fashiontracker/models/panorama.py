"""The whole registry at a glance, as a white paper looks at it: plain rows of everything that is not in the trash.

Revenue in 万元, areas in 平方米, investments in 万元. A record without sectors of its own has its owner's (rule 6).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Select, select

from fashiontracker.models import tables as t
from fashiontracker.models.base import Trashable
from fashiontracker.models.facts import Chain, Event, Subject, in_order

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.plan.types import Plan

REVENUE = "revenue"


class Firm(NamedTuple):
    """An enterprise; ``revenue`` by year, 年度指标 before a column of 企业 (rule 8)."""

    id: int
    name: str
    uscc: str | None
    sectors: tuple[str, ...]
    district: str | None
    qianhai: bool
    founded_on: date | None
    size: str | None
    listing: str | None
    revenue: Mapping[int, float]


class BrandRow(NamedTuple):
    """A brand; ``owner`` is an enterprise's id."""

    id: int
    sectors: tuple[str, ...]
    tier: str | None
    regional_brand: str | None
    owner: int | None


class CarrierRow(NamedTuple):
    """A carrier; without a district it has none."""

    id: int
    kind: str
    sectors: tuple[str, ...]
    district: str | None
    state: str | None
    built_on: date | None
    qianhai: bool
    owner: int | None


class TalentRow(NamedTuple):
    """A person of one of the plan's kinds."""

    kind: str
    sectors: tuple[str, ...]
    way: str | None
    acquired_on: date | None


class EditionRow(NamedTuple):
    """An exhibition of a year."""

    name: str
    year: int
    area: float | None
    exhibitors: int | None
    foreign_exhibitors: int | None
    visitors: int | None
    ufi: bool | None


class StandardRow(NamedTuple):
    """A standard."""

    level: str | None
    published_on: date | None


class ProjectRow(NamedTuple):
    """A key project."""

    name: str
    state: str | None
    investment: float | None
    progress: float | None


@dataclass(frozen=True, slots=True)
class Panorama:
    """Everything; ``chains`` are by designation and subject, in the order of rule 2."""

    firms: Sequence[Firm]
    brands: Sequence[BrandRow]
    carriers: Sequence[CarrierRow]
    talents: Sequence[TalentRow]
    editions: Sequence[EditionRow]
    standards: Sequence[StandardRow]
    projects: Sequence[ProjectRow]
    chains: Mapping[str, Mapping[Subject, Chain]]
    sectors: Mapping[Subject, tuple[str, ...]]


def survey(session: Session, plan: Plan) -> Panorama:
    """Read it, one query a table."""
    firms = _firms(session)
    of_firm = {firm.id: firm.sectors for firm in firms}
    b, c, p, e, s, j = t.Brand, t.Carrier, t.Talent, t.Exhibition, t.Standard, t.Project

    def own(sectors: tuple[str, ...], owner: int | None) -> tuple[str, ...]:
        return sectors or of_firm.get(owner or 0, ())

    brands = [
        BrandRow(key, own(sectors, owner), tier, regional, owner)
        for key, sectors, owner, tier, regional in _live(
            session, b, select(b.id, b.sectors, b.owner_id, b.tier, b.regional_brand)
        )
    ]
    carriers = [
        CarrierRow(key, kind, own(sectors, owner), district, state, built, qianhai, owner)
        for key, kind, sectors, owner, district, state, built, qianhai in _live(
            session, c, select(c.id, c.kind, c.sectors, c.owner_id, c.district, c.state, c.built_on, c.qianhai)
        )
    ]
    talents = [
        TalentRow(kind, own(sectors, owner), way, day)
        for kind, sectors, owner, way, day in _live(
            session, p, select(p.kind, p.sectors, p.owner_id, p.way, p.acquired_on)
        )
    ]
    editions = _live(session, e, select(e.name, e.year, e.area, e.exhibitors, e.foreign_exhibitors, e.visitors, e.ufi))
    standards = _live(session, s, select(s.level, s.published_on))
    projects = _live(session, j, select(j.name, j.state, j.investment, j.progress))
    sectors: dict[Subject, tuple[str, ...]] = {("enterprise", key): found for key, found in of_firm.items()}
    sectors.update((("brand", one.id), one.sectors) for one in brands)
    sectors.update((("carrier", one.id), one.sectors) for one in carriers)
    return Panorama(
        firms,
        brands,
        carriers,
        talents,
        [EditionRow(*row) for row in editions],
        [StandardRow(*row) for row in standards],
        [ProjectRow(*row) for row in projects],
        _chains(session, plan, sectors),
        sectors,
    )


def _live(session: Session, record: type[Trashable], query: Select[*tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    found = session.execute(query.where(record.trashed_at.is_(None)).order_by(record.id))
    return [tuple(row) for row in found]


def _firms(session: Session) -> list[Firm]:
    e, f = t.Enterprise, t.Figure
    revenue: dict[int, dict[int, float]] = defaultdict(dict)
    query = select(f.enterprise_id, f.year, f.value).where(
        f.subject_kind == "enterprise", f.indicator == REVENUE, f.trashed_at.is_(None)
    )
    for key, year, value in session.execute(query.order_by(f.entered_in.desc(), f.id)):
        if key is not None:
            revenue[key][year] = value
    query_firms = select(
        *(e.id, e.name, e.uscc, e.sectors, e.district, e.qianhai),
        *(e.founded_on, e.size, e.listing),
    )
    return [Firm(*(*row, revenue.get(row[0], {}))) for row in _live(session, e, query_firms)]


def _chains(session: Session, plan: Plan, known: Mapping[Subject, object]) -> dict[str, dict[Subject, Chain]]:
    e = t.StageEvent
    order = {stage.key: stage.order for stage in plan.stages}
    query = select(
        *(e.designation, e.subject_kind, e.subject_id),
        *(e.happened_on, e.stage, e.valid_until, e.id),
    )
    found: dict[str, dict[Subject, list[Event]]] = defaultdict(lambda: defaultdict(list))
    for designation, kind, key, day, stage, until, number in _live(session, e, query):
        if (kind, key) in known:
            found[designation][kind, key].append((day, stage, until, number))
    return {
        designation: {subject: in_order(events, order) for subject, events in of_one.items()}
        for designation, of_one in sorted(found.items())
    }
