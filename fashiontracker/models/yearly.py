"""Yearly figures: an enterprise's, a sector's, the city's, and the areas of exhibitions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from sqlalchemy import Connection, select

from fashiontracker.models import tables as t
from fashiontracker.models.bulk import Query, among
from fashiontracker.plan.types import RevenueOver


class Value(NamedTuple):
    """A yearly value and the id of its figure."""

    value: float
    id: int


Years: TypeAlias = Mapping[int, Value]
"""Values by year."""


class Edition(NamedTuple):
    """An exhibition of a year and its area in 平方米."""

    id: int
    name: str
    area: float


def revenue(connection: Connection, rules: Sequence[RevenueOver]) -> dict[str, dict[int, Years]]:
    """Every year's figure of the enterprises that were over the lowest threshold in some year."""
    found: dict[str, dict[int, Years]] = {}
    f = t.Figure
    for indicator in sorted({rule.indicator for rule in rules}):
        lowest = min(rule.threshold for rule in rules if rule.indicator == indicator)
        over = select(f.enterprise_id).where(f.indicator == indicator, f.value > lowest, f.trashed_at.is_(None))
        earners = {key for (key,) in connection.execute(over) if key is not None}
        # all their figures, by the index on enterprises; rosters first, so that 年度指标 prevails
        query = select(f.enterprise_id, f.indicator, f.year, f.value, f.id).where(
            f.enterprise_id.in_(among(earners)), f.trashed_at.is_(None)
        )
        by_enterprise: dict[int, dict[int, Value]] = defaultdict(dict)
        for enterprise, of, year, value, key in connection.execute(query.order_by(f.entered_in.desc(), f.id)):
            if of == indicator and enterprise is not None:
                by_enterprise[enterprise][year] = Value(value, key)
        found[indicator] = dict(by_enterprise)
    return found


def figures(connection: Connection, indicators: Collection[str]) -> dict[tuple[str, str, str], Years]:
    """Figures of the city and of sectors, by (indicator, subject_kind, subject_key)."""
    f = t.Figure
    query = select(f.indicator, f.subject_kind, f.subject_key, f.year, f.value, f.id)
    query = query.where(
        f.indicator.in_(sorted(indicators)), f.subject_kind.in_(("city", "sector")), f.trashed_at.is_(None)
    )
    found: dict[tuple[str, str, str], dict[int, Value]] = defaultdict(dict)
    for indicator, kind, subject, year, value, key in connection.execute(query.order_by(f.entered_in.desc(), f.id)):
        found[indicator, kind, subject][year] = Value(value, key)
    return dict(found)


def editions(connection: Connection) -> dict[int, list[Edition]]:
    """The exhibitions of each year that have an area; a year without any is not among them."""
    e = t.Exhibition
    query: Query = select(e.year, e.id, e.name, e.area)
    query = query.where(e.area.is_not(None), e.trashed_at.is_(None))
    found: dict[int, list[Edition]] = defaultdict(list)
    for year, key, name, area in connection.execute(query.order_by(e.year, e.name, e.id)):
        found[year].append(Edition(key, name, area))
    return dict(found)
