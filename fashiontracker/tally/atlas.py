"""Who and what is where: the registry by district and sector, in the measures that the map can show.

The numbers are those of the white paper: firms not founded by the day and carriers not built by it are left aside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple, get_args

from fashiontracker.models.facts import Subject
from fashiontracker.models.panorama import CarrierRow, Panorama
from fashiontracker.plan.types import Plan
from fashiontracker.tally import industry
from fashiontracker.tally.annual import year_in_force
from fashiontracker.tally.honours import held

Measure = Literal["enterprises", "brands", "titles", "revenue", "carriers"]
MEASURES: Final[tuple[Measure, ...]] = get_args(Measure)

UNKNOWN: Final = ""
"""The place of what has no district, and the sector of what has none."""

Cell = tuple[str | None, str | None]
"""A place (a district's or an overlay's key, or `UNKNOWN`) and a sector; None is all of them."""


class Thing(NamedTuple):
    """One thing that a measure adds up: ``amount`` is 1, or a firm's revenue in 万元; ``enterprise`` is behind it."""

    subject: Subject
    enterprise: int | None
    places: tuple[str, ...]
    sectors: tuple[str, ...]
    amount: float


@dataclass(frozen=True, slots=True)
class Atlas:
    """The things of each measure on a day, and their sums. ``year``: that of the revenue; None where there is none.

    ``later``: enterprises on record that were founded after the day.
    """

    day: date
    year: int | None
    things: Mapping[Measure, tuple[Thing, ...]]
    sums: Mapping[Measure, Mapping[Cell, float]]
    later: int

    def amount(self, measure: Measure, place: str | None = None, sector: str | None = None) -> float | None:
        """The sum of a cell. A thing of two sectors is in both, and once in all; no revenue known is None, never 0."""
        return self.sums[measure].get((place, sector), None if measure == "revenue" else 0.0)

    def listed(self, measure: Measure, place: str | None = None, sector: str | None = None) -> list[Thing]:
        """The things behind a sum."""
        return [
            one
            for one in self.things[measure]
            if (place is None or place in one.places) and (sector is None or sector in (one.sectors or (UNKNOWN,)))
        ]


def draw_up(seen: Panorama, plan: Plan, day: date) -> Atlas:
    """The atlas of a day."""
    firms = [firm for firm in seen.firms if firm.founded_on is None or firm.founded_on <= day]
    last = year_in_force(day)
    revenue = [{year: value for year, value in firm.revenue.items() if year <= last} for firm in firms]
    year = industry.told_year(industry.totals(revenue, range(plan.baseline_year, last + 1)))
    overlay = next((one.key for one in plan.overlays), None)
    where = {firm.id: _places(firm.district, overlay if firm.qianhai else None) for firm in firms}
    carriers = {one.id: _places(one.district, overlay if one.qianhai else None) for one in seen.carriers}
    owners = {("brand", one.id): one.owner for one in seen.brands}
    owners.update((("carrier", one.id), one.owner) for one in seen.carriers)

    def thing(subject: Subject, amount: float = 1.0) -> Thing:
        kind, key = subject
        owner = key if kind == "enterprise" else owners.get(subject)
        places = carriers[key] if kind == "carrier" else where.get(owner or 0, (UNKNOWN,))
        return Thing(subject, owner, places, seen.sectors[subject], amount)

    things: dict[Measure, tuple[Thing, ...]] = {
        "enterprises": tuple(thing(("enterprise", firm.id)) for firm in firms),
        "brands": tuple(thing(("brand", brand.id)) for brand in seen.brands),
        "titles": tuple(thing(subject) for chains in seen.chains.values() for subject in sorted(held(chains, day))),
        "revenue": tuple(
            thing(("enterprise", firm.id), firm.revenue[year])
            for firm in firms
            if year is not None and year in firm.revenue
        ),
        "carriers": tuple(thing(("carrier", one.id)) for one in seen.carriers if built(plan, one, day)),
    }
    sums = {measure: _sums(found) for measure, found in things.items()}
    return Atlas(day, year, things, sums, len(seen.firms) - len(firms))


def built(plan: Plan, carrier: CarrierRow, day: date) -> bool:
    """Whether a carrier was built by the day (rule 7)."""
    state = plan.carrier_states.get(carrier.state or "")
    return state is not None and state.done and carrier.built_on is not None and carrier.built_on <= day


def _places(district: str | None, overlay: str | None) -> tuple[str, ...]:
    """An overlay is beside the district, never instead of it."""
    return (district or UNKNOWN, *([overlay] if overlay else []))


def _sums(things: Iterable[Thing]) -> Mapping[Cell, float]:
    found: dict[Cell, float] = defaultdict(float)
    for one in things:
        for place in (None, *one.places):
            for sector in (None, *(one.sectors or (UNKNOWN,))):
                found[place, sector] += one.amount
    return dict(found)
