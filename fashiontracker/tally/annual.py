"""Yearly figures: which year stands on a day, and the plan's rows whose number is a figure (rules 3 and 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import Final

from fashiontracker.models.facts import Facts
from fashiontracker.models.yearly import Edition, Value
from fashiontracker.plan.types import Indicator, Plan, Quota

AREA_UNIT: Final = "平方米"
"""The unit of exhibitions' recorded areas."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A row's figure in the row's unit. ``source`` is the subject_key of the official figure, and ``figure`` its id;
    a sum has its ``editions`` instead.
    """

    year: int
    value: float
    source: str
    figure: int | None
    editions: Sequence[Edition] = ()


def year_in_force(day: date) -> int:
    """The latest year whose figure stands on the day: a year's figure is in force from its 31 December."""
    return day.year if (day.month, day.day) == (12, 31) else day.year - 1


def reading(facts: Facts, plan: Plan, quota: Quota, rule: Indicator, day: date) -> Reading | None:
    """The figure of the latest year in force that has one; None where there is none."""
    official = _official(facts, plan, quota, rule)
    editions = facts.editions if rule.sum_of_exhibitions else {}
    year = max((year for year in {*official, *editions} if year <= year_in_force(day)), default=None)
    if year is None:
        return None
    if year in official:
        source, given = official[year]
        kind = plan.indicators.get(rule.indicator)
        value = plan.converted(given.value, kind.unit, quota.unit) if kind else None
        return Reading(year, given.value if value is None else value, source, given.id)
    total = fsum(edition.area for edition in editions[year])
    value = plan.converted(total, AREA_UNIT, quota.unit)
    return Reading(year, total if value is None else value, "", None, editions[year])


def turning_days(facts: Facts, plan: Plan, quota: Quota, rule: Indicator) -> list[date]:
    """The days from which another year's figure stands."""
    years = {*_official(facts, plan, quota, rule), *(facts.editions if rule.sum_of_exhibitions else ())}
    return [date(year, 12, 31) for year in sorted(years)]


def _official(facts: Facts, plan: Plan, quota: Quota, rule: Indicator) -> dict[int, tuple[str, Value]]:
    """The official figures by year; the city's prevails over those of the row's sectors (rule 12)."""
    sources = [("sector", sector) for sector in reversed(quota.sectors)]
    sources += [("city", name) for name in (*reversed(plan.city_names), plan.city)]
    found: dict[int, tuple[str, Value]] = {}
    for kind, key in sources:
        for year, value in facts.figures.get((rule.indicator, kind, key), {}).items():
            found[year] = (key, value)
    return found
