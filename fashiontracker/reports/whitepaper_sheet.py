"""The numbers of document 5 as data. Revenue and investment in 万元, areas in 平方米, rates as shares (0.05 = 5 %)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fashiontracker.reports.document import MapTile
from fashiontracker.reports.stamp import Stamp
from fashiontracker.tally.honours import YearOfTitles
from fashiontracker.tally.industry import Concentration, Growth, Total


@dataclass(frozen=True, slots=True)
class CountLine:
    """How many of what."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class KnownLine:
    """Of how many records something is known."""

    name: str
    known: int
    total: int


@dataclass(frozen=True, slots=True)
class SectorLine:
    """A sector; a firm of two sectors stands in both. Revenue is that of the year told; rates None where unknown."""

    name: str
    firms: int
    reporting: int
    revenue: float
    growth: Growth | None
    concentration: Concentration | None
    brands: int
    tiers: tuple[int, ...]
    carriers: int
    talents: int
    titles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DistrictLine:
    """A district; ``role`` is the plan's sentence on it, ``by_sector`` its firms in the order of the sectors."""

    name: str
    role: str
    firms: int
    reporting: int
    revenue: float
    carriers: int
    by_sector: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TitleLine:
    """A designation held by someone on the day, by who holds it, and how many of the titles end within a year."""

    name: str
    level: str
    enterprises: int
    brands: int
    carriers: int
    ending: int

    @property
    def total(self) -> int:
        """All holders."""
        return self.enterprises + self.brands + self.carriers


@dataclass(frozen=True, slots=True)
class StageLine:
    """A live stage: candidacies at it now; of those closed that were recorded at it, how many were recognised."""

    name: str
    now: int
    closed: int
    won: int


@dataclass(frozen=True, slots=True)
class CarrierLine:
    """A kind of carriers by state, in the plan's order of states; the last are without one."""

    name: str
    states: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class YearsLine:
    """Something counted year by year."""

    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EditionYear:
    """The exhibitions of a year; sums are over those that say the number, ``areas`` is how many say their area.

    ``foreign`` and ``foreign_base`` are the foreign and all exhibitors of those that say both.
    """

    year: int
    editions: int
    areas: int
    area: float
    exhibitors: int
    foreign: int
    foreign_base: int
    visitors: int
    ufi: int


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A row of the plan, as `status` counts it."""

    key: str
    group: str
    name: str
    kind: str
    unit: str
    least: float | None
    most: float | None
    actual: float | None
    pace: float | None
    status: str
    forecast: float | None
    caption: str


@dataclass(frozen=True, slots=True)
class OutlookLine:
    """The forecast of a row: the number on the period's last day. ``pushes`` raise the probability most, most first."""

    name: str
    unit: str
    least: float
    actual: float | None
    certain: int
    renewals: int
    candidates: int
    expected: float
    probability: float
    pushes: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class RevenuePart:
    """The revenue of all firms; ``year`` is the one that the structure is told from, None without figures."""

    year: int | None
    totals: tuple[Total, ...]
    growths: tuple[Growth, ...]
    bands: tuple[int, ...]
    concentration: Concentration | None


@dataclass(frozen=True, slots=True)
class ResourcePart:
    """Carriers, talents, exhibitions, standards and projects; ``years`` head the counts year by year."""

    years: tuple[int, ...]
    states: tuple[str, ...]
    carriers: tuple[CarrierLine, ...]
    carrier_years: YearsLine
    talents: tuple[YearsLine, ...]
    talent_ways: tuple[CountLine, ...]
    editions: tuple[EditionYear, ...]
    largest: tuple[tuple[str, float], ...]
    standards: YearsLine
    standards_undated: int
    projects: tuple[CountLine, ...]
    investment: float


@dataclass(frozen=True, slots=True)
class WhitePaperSheet:
    """Everything that document 5 prints.

    ``title_years`` are by level of designation, in the order of ``levels``; ``title_starts`` is the day from which the
    first of them counts changes.
    """

    stamp: Stamp
    start: date
    end: date
    firms: int
    brands: int
    sectors: tuple[SectorLine, ...]
    sectorless: int
    several_sectors: int
    sizes: tuple[CountLine, ...]
    listings: tuple[CountLine, ...]
    founded: tuple[CountLine, ...]
    revenue: RevenuePart
    districts: tuple[DistrictLine, ...]
    districtless: int
    overlay: CountLine
    map: tuple[MapTile, ...]
    tiers: tuple[str, ...]
    untiered: int
    regional: tuple[CountLine, ...]
    levels: tuple[str, ...]
    titles: tuple[TitleLine, ...]
    title_starts: date
    title_years: tuple[tuple[YearOfTitles, ...], ...]
    stages: tuple[StageLine, ...]
    resources: ResourcePart
    targets: tuple[TargetLine, ...]
    outlook: tuple[OutlookLine, ...]
    known: tuple[KnownLine, ...]
