"""The catalogue of designations as read from its file: levels, validity, versioned rulesets with their criteria."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from fashiontracker.plan.types import Kind
from fashiontracker.plan.words import Words

Level = Literal["national", "provincial", "municipal", "other"]
Holder = Literal["enterprise", "brand", "carrier", "exhibition", "talent"]
Confidence = Literal["verified-in-search", "knowledge-high", "knowledge-medium", "unsure"]
Strength = Literal["official", "multi", "single"]
Purpose = Literal["new", "renewal"]
CriterionKind = Literal["hard", "veto", "judgement", "prereq"]
Comparator = Literal[">=", "<=", ">", "<", "rank<=", "is_true", "is_false", "manual"]
MetricType = Literal["number", "rank", "truth", "choice", "title", "statement"]
How = Literal["sum", "mean", "min", "cagr", "growth_mean", "ratio", "ratio_min", "ratio_of_sums", "age"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement of the catalogue was seen."""

    key: str
    title: str
    doc_no: str
    year: int
    seen: str

    @property
    def names(self) -> tuple[str, ...]:
        """Only keys refer to sources."""
        return ()


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a metric follows from yearly figures where it was not given itself.

    ``sum``, ``mean``, ``min`` of ``of`` over the latest ``years`` years; ``cagr`` and ``growth_mean`` in percent over
    them (they need one year more); ``ratio`` = of / by in percent, ``ratio_min`` the least of the years' ratios,
    ``ratio_of_sums`` = the years' sum of one over that of the other; ``age`` = whole years since the founding.
    """

    how: How
    of: str
    by: str | None = None
    years: int = 1


@dataclass(frozen=True, slots=True)
class Metric(Kind):
    """What a criterion looks at. 年度指标 carries it under any of its names, in ``unit``.

    ``indicator``: the plan's indicator that holds the same figure. ``titles``: for type ``title``, holding any of these
    designations is a yes. ``statement``: only people can judge it.
    """

    unit: str | None
    type: MetricType
    indicator: str | None
    titles: tuple[str, ...]
    derive: Derivation | None
    note: str


@dataclass(frozen=True, slots=True)
class Condition:
    """When a tiered criterion applies: bounds on another metric. Outside of them it asks for nothing."""

    metric: str
    gt: float | None = None
    gte: float | None = None
    lt: float | None = None
    lte: float | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One test. Without a ``group`` it is required; in a group, all criteria of a ``path`` are one alternative.

    ``source`` is a source's key and the clause; ``unit`` is the metric's. ``threshold`` None with a comparator that
    needs one, a ``judgement`` or ``manual``: people check it, it is never passed. A ``veto`` that is a yes
    disqualifies.
    """

    key: str
    zh: str
    en: str
    kind: CriterionKind
    metric: str
    comparator: Comparator
    threshold: float | None
    unit: str | None
    period: str
    group: str | None
    path: str | None
    when: Condition | None
    skip_on_renewal: bool
    source: str
    confidence: Confidence
    strength: Strength | None
    note: str


@dataclass(frozen=True, slots=True)
class Ruleset:
    """One version of the criteria and when it is in force; ``renewal_from`` and ``renewal_to`` where these differ.

    ``variant`` says for whom, where one document has several sets (企业工业设计中心, 工业设计企业): any one will do.
    """

    key: str
    doc: str
    variant: str
    effective_from: date | None
    effective_to: date | None
    renewal_from: date | None
    renewal_to: date | None
    applies_to: tuple[Purpose, ...]
    confidence: Confidence
    note: str
    criteria: tuple[Criterion, ...]

    def begins(self, purpose: Purpose) -> date:
        """The first day on which it judges applications of this purpose; the first of all days where none is known."""
        renewal = self.renewal_from if purpose == "renewal" else None
        return renewal or self.effective_from or date.min

    def in_force(self, on: date, purpose: Purpose = "new") -> bool:
        """Whether an application of this purpose made on this day is judged by it."""
        end = (self.renewal_to if purpose == "renewal" else None) or self.effective_to or date.max
        return purpose in self.applies_to and self.begins(purpose) <= on <= end


@dataclass(frozen=True, slots=True)
class Band:
    """Points for a value: ``is_`` equal, ``gte`` at least, ``lte`` at most; the first band that fits wins."""

    points: float
    gte: float | None = None
    lte: float | None = None
    is_: str | bool | None = None


@dataclass(frozen=True, slots=True)
class ScoreItem:
    """One item of a scored evaluation."""

    key: str
    part: str
    zh: str
    en: str
    metric: str
    unit: str | None
    bands: tuple[Band, ...]
    confidence: Confidence
    note: str


@dataclass(frozen=True, slots=True)
class ScoreRule:
    """The least (and the most) points of a part; part ``total`` is the sum."""

    part: str
    min: float
    max: float | None


@dataclass(frozen=True, slots=True)
class Material(Kind):
    """A document that an application takes. ``source`` is a source's key and the clause, empty for the usual ones."""

    required: bool
    source: str


@dataclass(frozen=True, slots=True)
class Preparation(Kind):
    """What has to be done so many ``days`` before an application window closes."""

    days: int


@dataclass(frozen=True, slots=True)
class Designation:
    """A title. ``names[0]`` is written out. ``holders`` are the kinds of records that can hold it.

    ``nomination_cap`` (at most N of this city a batch) and ``batches`` are off unless the association gives them;
    ``nomination_note`` tells what is known. ``publicity_allowed`` is False for what may not be advertised (驰名商标).
    Each of ``prerequisites`` is satisfied by any of its designations. ``materials`` are those that were published;
    empty where none were found.
    """

    key: str
    zh: str
    en: str
    names: tuple[str, ...]
    level: Level
    holders: tuple[Holder, ...]
    awarding_body: str
    sectors: tuple[str, ...]
    validity_years: int | None
    reassessment: str
    application_window: str
    windows: tuple[tuple[date, date], ...]
    local_channel: str
    open_to_city: bool
    nomination_cap: int | None
    nomination_note: str
    batches: tuple[date, ...]
    prerequisites: tuple[tuple[str, ...], ...]
    excludes: tuple[str, ...]
    publicity_allowed: bool
    plan_refs: tuple[str, ...]
    has_published_criteria: bool
    rulesets: tuple[Ruleset, ...]
    score_items: tuple[ScoreItem, ...]
    score_rules: tuple[ScoreRule, ...]
    source: str
    confidence: Confidence
    strength: Strength | None
    notes: str
    materials: tuple[Material, ...] = ()

    @property
    def subject(self) -> Holder:
        """The kind of record that usually holds it."""
        return self.holders[0]

    def rulesets_on(self, on: date, purpose: Purpose = "new") -> tuple[Ruleset, ...]:
        """The rulesets that judge an application made on this day; several are variants, any one will do."""
        return tuple(ruleset for ruleset in self.rulesets if ruleset.in_force(on, purpose))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every designation, metric and source. Each list answers ``.get(key)`` and ``.named(text)``.

    ``materials`` are what most applications take; ``preparations`` what is worked back from a window's last day.
    """

    designations: Words[Designation]
    metrics: Words[Metric]
    sources: Words[Source]
    title: str
    materials: tuple[Material, ...] = ()
    preparations: tuple[Preparation, ...] = ()

    def by_name(self, text: str) -> Designation | None:
        """The designation that the text names, or nothing: a level or a batch it does not state is never guessed."""
        return self.designations.named(text)
