"""The plan as read from its file: frozen, with the words of the field as data.

``zh`` is what is written out and equals ``names[0]``; ``names`` are all spellings that files may use.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from fashiontracker.plan.counting import AlsoCounts as AlsoCounts
from fashiontracker.plan.counting import Built as Built
from fashiontracker.plan.counting import ByDesignation as ByDesignation
from fashiontracker.plan.counting import Indicator as Indicator
from fashiontracker.plan.counting import Published as Published
from fashiontracker.plan.counting import RevenueOver as RevenueOver
from fashiontracker.plan.counting import Rule as Rule
from fashiontracker.plan.counting import TalentKinds as TalentKinds
from fashiontracker.plan.words import Words, name_key

Mode = Literal["stock", "new", "cultivate", "annual"]
Subject = Literal["enterprise", "brand", "carrier", "talent", "standard", "indicator"]
Bands = Literal["cumulative", "exclusive"]


# ---- words ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kind:
    """A word of some list: kinds of carriers and talents, tiers and regional brands, ways, states."""

    key: str
    zh: str
    en: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class State(Kind):
    """A state; ``done`` is the one that counts (建成, 已完成, 已达成), ``order`` rises with progress."""

    done: bool
    order: int


@dataclass(frozen=True, slots=True)
class Sector(Kind):
    """A sector of the plan; without a ``goal_group`` it counts to the overall rows only."""

    goal_group: str | None


Spot: TypeAlias = tuple[float, float]
"""A place on the map of tiles: to the right and down, in sides of a tile."""


@dataclass(frozen=True, slots=True)
class District(Kind):
    """A district; ``role`` is the plan's sentence on it, empty where it has none; ``code`` is that of GB/T 2260.

    ``tile`` is where it stands on the map of tiles, see `plan.tilemap`.
    """

    code: str | None
    role: str
    tile: Spot | None


@dataclass(frozen=True, slots=True)
class Overlay(Kind):
    """An area laid over parts of districts (前海): a tag beside the district, never instead of it."""

    districts: tuple[str, ...]
    tile: Spot | None


class Place(NamedTuple):
    """Where a cell says something is: ``南山区（前海）`` is a district and an overlay."""

    district: District | None
    overlay: Overlay | None


@dataclass(frozen=True, slots=True)
class Unit(Kind):
    """A unit; a value times ``factor`` is in the base unit of its ``dimension`` (元, 平方米, …)."""

    dimension: str
    factor: float


@dataclass(frozen=True, slots=True)
class IndicatorKind(Kind):
    """A yearly indicator; its figures are kept in ``unit`` (a unit's key)."""

    unit: str


@dataclass(frozen=True, slots=True)
class Stage(Kind):
    """A stage of a candidacy.

    ``live``: 摸底…公示; ``cultivating``: 入库培育…公示 (rule 7); ``prior``: probability of success from here, and
    ``lead_days`` the typical time until then (rule 11), for live stages; ``order``: which of one day's events is first
    (rule 2).
    """

    live: bool
    cultivating: bool
    prior: float | None
    lead_days: int | None
    order: int


# ---- rows and tasks -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Group:
    """A block of the plan's goals (section 二); ``title`` is its heading there, ``rows`` are in its order."""

    key: str
    zh: str
    en: str
    names: tuple[str, ...]
    title: str
    order: int
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quota:
    """A numbered goal. ``zh`` is short, ``clause`` the plan's own words at ``clause_ref``; no ``sectors`` are all."""

    key: str
    group: str
    zh: str
    en: str
    clause: str
    clause_ref: str
    subject: Subject
    sectors: tuple[str, ...]
    rule: Rule
    mode: Mode
    min: float | None
    max: float | None
    unit: str
    baseline: float

    @property
    def names(self) -> tuple[str, ...]:
        """Files name a quota by its key or its short text."""
        return (self.zh,)

    @property
    def graded(self) -> bool:
        """Whether it has a range; otherwise it is tracked, never graded."""
        return self.min is not None or self.max is not None

    @property
    def kind(self) -> Literal["count", "indicator"]:
        """What its number is: a list's length, or a figure."""
        return "indicator" if isinstance(self.rule, Indicator) else "count"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A goal without a number: 未启动, 推进中, 已达成."""

    key: str
    group: str
    zh: str
    en: str
    clause: str
    clause_ref: str

    @property
    def names(self) -> tuple[str, ...]:
        """Files name a milestone by its key or its short text."""
        return (self.zh,)

    @property
    def kind(self) -> Literal["milestone"]:
        """What it is, beside `Quota.kind`."""
        return "milestone"


@dataclass(frozen=True, slots=True)
class Task:
    """A task of sections 三–五 with its full text.

    ``leads`` lead it (牵头), ``responsible`` share the work (按职责分工), each a department as it is written out;
    ``assignment`` is the plan's own wording of both, which leaves out repeated 市.
    """

    key: str
    title: str
    title_en: str
    text: str
    assignment: str
    leads: tuple[str, ...]
    responsible: tuple[str, ...]
    clause_ref: str

    @property
    def names(self) -> tuple[str, ...]:
        """Files name a task by its key or its title."""
        return (self.title,)


@dataclass(frozen=True, slots=True)
class RatingFactor(Kind):
    """A factor of the rating of exhibitions (四（五）2); the weights sum to 1.

    Its points grow from 0 to 100 while its ``measure`` (in words) grows from 0 to ``full``.
    """

    weight: float
    measure: str
    measure_en: str
    full: float


@dataclass(frozen=True, slots=True)
class RatingGrade(Kind):
    """A grade of the rating, given from ``least`` points on; the highest stands first in the file."""

    least: float


# ---- the plan -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan: what it promises and the words it uses. Every list answers ``.get(key)`` and ``.named(text)``."""

    key: str
    title_zh: str
    title_en: str
    document: str
    city: str
    city_names: tuple[str, ...]
    start: date
    end: date
    baseline_year: int
    bands: Bands
    renewal_prior: float
    prior_weight: float
    sectors: Words[Sector]
    districts: Words[District]
    overlays: Words[Overlay]
    groups: Words[Group]
    quotas: Words[Quota]
    milestones: Words[Milestone]
    tasks: Words[Task]
    task_sections: Words[Kind]
    departments: Words[Kind]
    stages: Words[Stage]
    units: Words[Unit]
    indicators: Words[IndicatorKind]
    carrier_kinds: Words[Kind]
    talent_kinds: Words[Kind]
    tiers: Words[Kind]
    regional_brands: Words[Kind]
    ways: Words[Kind]
    enterprise_sizes: Words[Kind]
    listings: Words[Kind]
    standard_levels: Words[Kind]
    carrier_states: Words[State]
    project_states: Words[State]
    task_states: Words[State]
    milestone_states: Words[State]
    exhibition_rating: Words[RatingFactor]
    exhibition_grades: Words[RatingGrade]

    @property
    def rows(self) -> tuple[Quota | Milestone, ...]:
        """All rows, milestones beside their group's quotas, in the order of the plan's text."""
        both: dict[str, Quota | Milestone] = {**self.quotas.by_key, **self.milestones.by_key}
        return tuple(both[key] for group in self.groups for key in group.rows)

    def section_of(self, task: Task) -> Kind | None:
        """The section of the text that a task stands in: the longest whose key its ``clause_ref`` begins with."""
        found = [section for section in self.task_sections if task.clause_ref.startswith(section.key)]
        return max(found, key=lambda section: len(section.key), default=None)

    def row(self, key: str) -> Quota | Milestone | None:
        """The quota or milestone of this key."""
        return self.quotas.get(key) or self.milestones.get(key)

    def place_named(self, text: str) -> Place:
        """The district and the overlay that a cell names; parts nobody knows are nothing."""
        for overlay in self.overlays:
            for name in sorted(overlay.names, key=len, reverse=True):
                rest = name_key(text).replace(name_key(name), "").replace("()", "")
                if rest != name_key(text):
                    return Place(self.districts.named(rest), overlay)
        return Place(self.districts.named(text), None)

    def converted(self, value: float, unit: str, into: str) -> float | None:
        """The value in another unit, or nothing where the two measure different things or one is unknown.

        Exact in decimals: 1.1 万平方米 is 11,000 平方米 and not a hair more.
        """
        given, wanted = self.units.named(unit), self.units.named(into)
        if given is None or wanted is None or given.dimension != wanted.dimension:
            return None
        return float(Decimal(str(value)) * Decimal(given.factor) / Decimal(wanted.factor))
