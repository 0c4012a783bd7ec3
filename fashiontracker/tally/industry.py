"""The structure of an industry from its firms' revenue: totals, growth on one footing, bands, concentration.

Revenue in 万元. A year is told only from the firms that have a figure for it, and growth only from those that have
figures for both years, so that a new return never looks like growth.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from statistics import median
from typing import Final, NamedTuple

Revenue = Sequence[Mapping[int, float]]
"""The revenue of firms by year."""

BANDS: Final = (0.0, 2_000.0, 10_000.0, 50_000.0, 100_000.0, 500_000.0, 1_000_000.0)
"""Lower bounds of the bands in 万元: 2,000 万, 1 亿, 5 亿, 10 亿, 50 亿, 100 亿."""

LEADERS: Final = 4
"""So many firms make CR4."""


class Total(NamedTuple):
    """A year: how many firms have a figure, and its sum."""

    year: int
    firms: int
    revenue: float


class Growth(NamedTuple):
    """A year against the one before, over the firms with figures of both; ``rate`` is a share (0.05 = 5 %).

    ``grown``: how many of them grew; ``middle``: the median of their rates. Rates are None where nothing was before.
    """

    year: int
    firms: int
    rate: float | None
    grown: int
    middle: float | None


class Concentration(NamedTuple):
    """How much the largest firms have of the revenue of a year.

    ``cr4``: the four largest firms' share; ``hhi``: 10,000 × the sum of the squares of all shares (10,000 is one firm).
    """

    firms: int
    cr4: float
    hhi: float


def totals(revenue: Revenue, years: Iterable[int]) -> list[Total]:
    """Every year that has figures."""
    found = []
    for year in years:
        values = [one[year] for one in revenue if year in one]
        if values:
            found.append(Total(year, len(values), fsum(values)))
    return found


def growth(revenue: Revenue, year: int) -> Growth | None:
    """The year against the one before; None where no firm has both."""
    pairs = [(one[year - 1], one[year]) for one in revenue if year in one and year - 1 in one]
    if not pairs:
        return None
    before = fsum(old for old, _ in pairs)
    rates = [new / old - 1 for old, new in pairs if old > 0]
    return Growth(
        year,
        len(pairs),
        fsum(new for _, new in pairs) / before - 1 if before > 0 else None,
        sum(new > old for old, new in pairs),
        median(rates) if rates else None,
    )


def bands(revenue: Revenue, year: int) -> list[int]:
    """How many firms are in each band of `BANDS`: from its lower bound on, up to the next."""
    counts = [0] * len(BANDS)
    for one in revenue:
        if year in one:
            counts[max(place for place, bound in enumerate(BANDS) if one[year] >= bound or place == 0)] += 1
    return counts


def concentration(revenue: Revenue, year: int) -> Concentration | None:
    """None where no revenue was made."""
    values = sorted((one[year] for one in revenue if one.get(year, 0) > 0), reverse=True)
    total = fsum(values)
    if not total:
        return None
    return Concentration(
        len(values),
        fsum(values[:LEADERS]) / total,
        10_000 * fsum((value / total) ** 2 for value in values),
    )


def told_year(found: Sequence[Total]) -> int | None:
    """The year to tell the structure from: the latest that at least half as many firms report as any other year."""
    most = max((one.firms for one in found), default=0)
    return max((one.year for one in found if 2 * one.firms >= most), default=None)
