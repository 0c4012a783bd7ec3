"""Fills the sheet of document 5: the registry as of a day, and the plan's rows as `status` counts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import Any, Final, TypeVar

from fashiontracker.models.panorama import Firm, Panorama
from fashiontracker.plan.captions import caption
from fashiontracker.plan.designations import Catalogue
from fashiontracker.plan.tilemap import tiles
from fashiontracker.plan.types import Kind, Plan, Quota
from fashiontracker.reports.document import MapTile
from fashiontracker.reports.whitepaper_sheet import (
    CountLine,
    DistrictLine,
    KnownLine,
    RevenuePart,
    SectorLine,
    StageLine,
    TargetLine,
    TitleLine,
)
from fashiontracker.tally import honours, industry
from fashiontracker.tally.annual import year_in_force
from fashiontracker.tally.board import RowResult
from fashiontracker.tally.honours import YearOfTitles

LEVELS: Final = {"national": "国家级", "provincial": "省级", "municipal": "市级", "other": "其他"}
UNKNOWN: Final = "未填"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Registry:
    """The registry as of a day: firms that are not founded yet, and what is not built or published yet, left aside."""

    plan: Plan
    catalogue: Catalogue
    seen: Panorama
    day: date

    @property
    def firms(self) -> list[Firm]:
        """The firms there were."""
        return [firm for firm in self.seen.firms if firm.founded_on is None or firm.founded_on <= self.day]

    @property
    def years(self) -> tuple[int, ...]:
        """The years from the baseline to the day's, or of the period where that is over."""
        return tuple(
            range(self.plan.baseline_year, max(self.plan.baseline_year, min(self.day, self.plan.end).year) + 1)
        )

    def titles(self) -> list[str]:
        """The designations that someone was on the way to and that may be named in public."""
        known = self.catalogue.designations
        return [one.key for one in known if one.publicity_allowed and one.key in self.seen.chains]


# ---- firms -----------------------------------------------------------------------------------------------------


def revenue_of(firms: Iterable[Firm], day: date) -> list[dict[int, float]]:
    """The firms' revenue of the years in force."""
    last = year_in_force(day)
    return [{year: value for year, value in firm.revenue.items() if year <= last} for firm in firms]


def revenue_part(registry: Registry) -> RevenuePart:
    """The revenue of all firms."""
    revenue = revenue_of(registry.firms, registry.day)
    totals = industry.totals(revenue, range(registry.plan.baseline_year, year_in_force(registry.day) + 1))
    year = industry.told_year(totals)
    growths = (industry.growth(revenue, one.year) for one in totals)
    return RevenuePart(
        year,
        tuple(totals),
        tuple(one for one in growths if one is not None),
        tuple(industry.bands(revenue, year)) if year else (),
        industry.concentration(revenue, year) if year else None,
    )


def sector_lines(registry: Registry, year: int | None) -> tuple[SectorLine, ...]:
    """Every sector of the plan."""
    firms, seen, plan = registry.firms, registry.seen, registry.plan
    titles = _holders(registry)
    found = []
    for sector in plan.sectors:
        own = [firm for firm in firms if sector.key in firm.sectors]
        revenue = revenue_of(own, registry.day)
        brands = [brand for brand in seen.brands if sector.key in brand.sectors]
        found.append(
            SectorLine(
                sector.zh,
                len(own),
                sum(year in one for one in revenue),
                fsum(one[year] for one in revenue if year in one) if year else 0.0,
                industry.growth(revenue, year) if year else None,
                industry.concentration(revenue, year) if year else None,
                len(brands),
                tuple(sum(brand.tier == tier.key for brand in brands) for tier in plan.tiers),
                sum(sector.key in one.sectors and _built(registry, one) for one in seen.carriers),
                sum(sector.key in one.sectors and happened(one.acquired_on, registry.day) for one in seen.talents),
                tuple(sum(sector.key in seen.sectors[one] for one in titles[level]) for level in LEVELS),
            )
        )
    return tuple(found)


def _built(registry: Registry, carrier: Any) -> bool:
    done = {state.key for state in registry.plan.carrier_states if state.done}
    return carrier.state in done and happened(carrier.built_on, registry.day)


def happened(day: date | None, until: date) -> bool:
    """Whether something has a day and that has come."""
    return day is not None and day <= until


def _holders(registry: Registry) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {level: [] for level in LEVELS}
    for key in registry.titles():
        level = registry.catalogue.designations.by_key[key].level
        found[level] += honours.held(registry.seen.chains[key], registry.day)
    return found


def district_lines(registry: Registry, year: int | None) -> tuple[DistrictLine, ...]:
    """Every district of the plan."""
    plan, firms = registry.plan, registry.firms
    found = []
    for district in plan.districts:
        own = [firm for firm in firms if firm.district == district.key]
        revenue = revenue_of(own, registry.day)
        found.append(
            DistrictLine(
                district.zh,
                district.role,
                len(own),
                sum(year in one for one in revenue),
                fsum(one[year] for one in revenue if year in one) if year else 0.0,
                sum(one.district == district.key and _built(registry, one) for one in registry.seen.carriers),
                tuple(sum(sector.key in firm.sectors for firm in own) for sector in plan.sectors),
            )
        )
    return tuple(found)


def map_tiles(registry: Registry) -> tuple[MapTile, ...]:
    """The firms of each district, and of what lies over districts, where they stand on the map of tiles."""
    plan, firms = registry.plan, registry.firms
    found = []
    for tile in tiles(plan):
        place = plan.overlays.by_key[tile.key] if tile.overlay else plan.districts.by_key[tile.key]
        count = sum(firm.qianhai if tile.overlay else firm.district == tile.key for firm in firms)
        found.append(MapTile(place.zh, count, tile.x, tile.y, tile.width, tile.height, tile.overlay))
    return tuple(found)


def counted(values: Iterable[str | None]) -> tuple[CountLine, ...]:
    """Texts as they were given, the most frequent first, the unknown last."""
    counts = Counter(value or UNKNOWN for value in values)
    ordered = sorted(counts.items(), key=lambda one: (one[0] == UNKNOWN, -one[1], one[0]))
    return tuple(CountLine(name, count) for name, count in ordered)


def founded(firms: Sequence[Firm]) -> tuple[CountLine, ...]:
    """Firms by the five years in which they were founded."""
    starts = [firm.founded_on.year // 5 * 5 for firm in firms if firm.founded_on]
    if not starts:
        return ()
    counts = Counter(starts)
    return tuple(CountLine(f"{year}–{year + 4}", counts[year]) for year in range(min(starts), max(starts) + 1, 5))


def by_kind(kinds: Iterable[Kind], values: Sequence[str | None]) -> tuple[CountLine, ...]:
    """Keys of a vocabulary, in its order."""
    counts = Counter(values)
    return tuple(CountLine(kind.zh, counts[kind.key]) for kind in kinds)


# ---- titles ----------------------------------------------------------------------------------------------------


def title_lines(registry: Registry) -> tuple[TitleLine, ...]:
    """The designations held by someone, by level and then by number."""
    ending = Counter(one.designation for one in honours.ending(registry.seen.chains, registry.titles(), registry.day))
    found = []
    for key in registry.titles():
        designation = registry.catalogue.designations.by_key[key]
        kinds = Counter(kind for kind, _ in honours.held(registry.seen.chains[key], registry.day))
        if kinds:
            numbers = (kinds["enterprise"], kinds["brand"], kinds["carrier"])
            found.append(TitleLine(designation.zh, LEVELS[designation.level], *numbers, ending[key]))
    order = list(LEVELS.values())
    return tuple(sorted(found, key=lambda one: (order.index(one.level), -one.total, one.name)))


def title_years(registry: Registry) -> tuple[tuple[YearOfTitles, ...], ...]:
    """Level by level the titles at every year's end, the last year's at the day."""
    ends = [date(year, 12, 31) for year in registry.years[:-1]] + [min(registry.day, date(registry.years[-1], 12, 31))]
    per_level = {level: [] for level in LEVELS}  # type: dict[str, list[Any]]
    for key in registry.titles():
        per_level[registry.catalogue.designations.by_key[key].level].append(registry.seen.chains[key])
    return tuple(tuple(honours.over_years(chains, ends)) for chains in per_level.values())


def stage_lines(registry: Registry) -> tuple[StageLine, ...]:
    """The way to the titles that may be named in public."""
    chains = [registry.seen.chains[key] for key in registry.titles()]
    return tuple(
        StageLine(registry.plan.stages.by_key[one.stage].zh, one.now, one.closed, one.won)
        for one in honours.pipeline(registry.plan, chains, registry.day)
    )


# ---- targets ---------------------------------------------------------------------------------------------------


def target_lines(plan: Plan, catalogue: Catalogue, rows: Sequence[RowResult]) -> tuple[TargetLine, ...]:
    """The plan's rows; their 口径 without the names that may not be advertised."""
    groups = {group.key: group.zh for group in plan.groups}
    found = []
    for row in rows:
        planned = plan.row(row.key)
        assert planned is not None
        said = caption(planned, plan, catalogue, publicity=True) if isinstance(planned, Quota) else ""
        found.append(
            TargetLine(
                *(row.key, groups[row.sector_group], planned.zh, row.kind, row.unit or "", row.min, row.max),
                *(row.actual, row.expected_pace, row.status, row.forecast, said),
            )
        )
    return tuple(found)


def known_lines(registry: Registry, year: int | None) -> tuple[KnownLine, ...]:
    """How complete the registry is where the numbers of the paper come from."""
    firms, seen = registry.firms, registry.seen

    def known(name: str, records: Sequence[T], has: Callable[[T], object]) -> KnownLine:
        return KnownLine(name, sum(bool(has(one)) for one in records), len(records))

    return (
        known("企业：统一社会信用代码", firms, lambda one: one.uscc),
        known("企业：行业", firms, lambda one: one.sectors),
        known("企业：所属区", firms, lambda one: one.district),
        known("企业：成立日期", firms, lambda one: one.founded_on),
        known(f"企业：{year}年营业收入" if year else "企业：营业收入", firms, lambda one: year in one.revenue),
        known("品牌：行业（含按所属企业）", seen.brands, lambda one: one.sectors),
        known("品牌：品牌梯队", seen.brands, lambda one: one.tier),
        known("载体平台：状态", seen.carriers, lambda one: one.state),
        known("人才：日期", seen.talents, lambda one: one.acquired_on),
        known("展会：面积", seen.editions, lambda one: one.area is not None),
        known("标准：发布日期", seen.standards, lambda one: one.published_on),
    )
