"""Fills document 5's part on carriers, talents, exhibitions, standards and projects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from math import fsum
from typing import Final

from fashiontracker.reports.whitepaper_data import Registry, by_kind
from fashiontracker.reports.whitepaper_sheet import CarrierLine, EditionYear, ResourcePart, YearsLine

LARGEST: Final = 10


def resource_part(registry: Registry) -> ResourcePart:
    """Everything of it as of the registry's day."""
    plan, seen = registry.plan, registry.seen
    editions = edition_years(registry)
    return ResourcePart(
        years=registry.years,
        states=tuple(state.zh for state in plan.carrier_states),
        carriers=carrier_lines(registry),
        carrier_years=per_year(registry, "建成载体平台", [one.built_on for one in seen.carriers]),
        talents=talent_lines(registry),
        talent_ways=by_kind(plan.ways, [one.way for one in seen.talents if _in_years(registry, one.acquired_on)]),
        editions=editions,
        largest=largest(registry, editions[-1].year) if editions else (),
        standards=per_year(registry, "发布标准", [one.published_on for one in seen.standards]),
        standards_undated=sum(one.published_on is None for one in seen.standards),
        projects=by_kind(plan.project_states, [one.state for one in seen.projects]),
        investment=fsum(one.investment or 0 for one in seen.projects),
    )


def _in_years(registry: Registry, day: date | None) -> bool:
    return day is not None and day <= registry.day and day.year in registry.years


def carrier_lines(registry: Registry) -> tuple[CarrierLine, ...]:
    """The kinds of which there are some, by the state recorded; what is built after the day only has none yet."""
    states = list(registry.plan.carrier_states)
    found = []
    for kind in registry.plan.carrier_kinds:
        own = [one for one in registry.seen.carriers if one.kind == kind.key]
        counts = Counter(one.state for one in own if one.built_on is None or one.built_on <= registry.day)
        if own:
            rest = len(own) - sum(counts[state.key] for state in states)
            found.append(CarrierLine(kind.zh, (*(counts[state.key] for state in states), rest)))
    return tuple(found)


def per_year(registry: Registry, name: str, days: Iterable[date | None]) -> YearsLine:
    """How many days fall into each year, up to the day."""
    counts = Counter(day.year for day in days if day is not None and _in_years(registry, day))
    return YearsLine(name, tuple(counts[year] for year in registry.years))


def talent_lines(registry: Registry) -> tuple[YearsLine, ...]:
    """The kinds of which there are some."""
    found = [
        per_year(registry, kind.zh, [one.acquired_on for one in registry.seen.talents if one.kind == kind.key])
        for kind in registry.plan.talent_kinds
    ]
    return tuple(line for line in found if any(line.counts))


def edition_years(registry: Registry) -> tuple[EditionYear, ...]:
    """The years with exhibitions, from the baseline to the day's."""
    found = []
    for year in registry.years:
        own = [one for one in registry.seen.editions if one.year == year]
        both = [one for one in own if one.exhibitors is not None and one.foreign_exhibitors is not None]
        areas = [one.area for one in own if one.area is not None]
        if own:
            found.append(
                EditionYear(
                    year,
                    len(own),
                    len(areas),
                    fsum(areas),
                    sum(one.exhibitors or 0 for one in own),
                    sum(one.foreign_exhibitors or 0 for one in both),
                    sum(one.exhibitors or 0 for one in both),
                    sum(one.visitors or 0 for one in own),
                    sum(bool(one.ufi) for one in own),
                )
            )
    return tuple(found)


def largest(registry: Registry, year: int) -> tuple[tuple[str, float], ...]:
    """The exhibitions of a year with the largest areas."""
    own = [(one.name, one.area) for one in registry.seen.editions if one.year == year and one.area is not None]
    return tuple(sorted(own, key=lambda one: (-one[1], one[0]))[:LARGEST])
