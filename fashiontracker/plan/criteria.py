"""Rulesets, criteria and scored evaluations of a designation, read from its tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fashiontracker.plan.designations import (
    Band,
    Comparator,
    Condition,
    Confidence,
    Criterion,
    CriterionKind,
    Metric,
    Purpose,
    Ruleset,
    ScoreItem,
    ScoreRule,
    Source,
    Strength,
)
from fashiontracker.plan.table import Table
from fashiontracker.plan.words import Words
from fashiontracker.text import N_

CONFIDENCES: Final[tuple[Confidence, ...]] = ("verified-in-search", "knowledge-high", "knowledge-medium", "unsure")
STRENGTHS: Final[tuple[Strength, ...]] = ("official", "multi", "single")
KINDS: Final[tuple[CriterionKind, ...]] = ("hard", "veto", "judgement", "prereq")
PURPOSES: Final[tuple[Purpose, ...]] = ("new", "renewal")
COMPARATORS: Final[tuple[Comparator, ...]] = (">=", "<=", ">", "<", "rank<=", "is_true", "is_false", "manual")
# What may be asked of a metric of each type.
ASKED: Final = {
    "number": (">=", "<=", ">", "<"),
    "rank": ("rank<=",),
    "truth": ("is_true", "is_false"),
    "title": ("is_true", "is_false"),
    "choice": (),
    "statement": ("manual",),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What a designation may refer to."""

    metrics: Words[Metric]
    sources: Words[Source]
    designations: frozenset[str]


def unit_of(known: Known, key: str) -> str | None:
    """A metric has one unit, and every criterion on it is in that unit."""
    metric = known.metrics.get(key)
    return metric.unit if metric else None


def confidence(table: Table, default: Confidence | None = None) -> Confidence:
    """How sure the catalogue is of a statement."""
    return table.choice("confidence", CONFIDENCES, default)


def strength(table: Table) -> Strength | None:
    """How well a statement is borne out; only what was seen in search has it."""
    return table.choice("strength", STRENGTHS) if "strength" in table.content else None


def read_rulesets(designation: Table, known: Known) -> tuple[Ruleset, ...]:
    """The versions of the criteria, as listed; variants of one document share its dates."""
    found: list[Ruleset] = []
    for table in designation.tables("ruleset"):
        sureness = confidence(table)
        ruleset = Ruleset(
            key=table.text("key"),
            doc=table.text("doc"),
            variant=table.text("variant", default=""),
            effective_from=table.maybe_day("effective_from"),
            effective_to=table.maybe_day("effective_to"),
            renewal_from=table.maybe_day("renewal_from"),
            renewal_to=table.maybe_day("renewal_to"),
            applies_to=table.choices("applies_to", PURPOSES),
            confidence=sureness,
            note=table.text("note", default=""),
            criteria=tuple(_criterion(inner, known, sureness) for inner in table.tables("criterion")),
        )
        table.close()
        _check_ruleset(table, ruleset)
        _check_against(table, ruleset, found)
        found.append(ruleset)
    return tuple(found)


def _check_ruleset(table: Table, ruleset: Ruleset) -> None:
    for first, last in (("effective_from", "effective_to"), ("renewal_from", "renewal_to")):
        start, end = getattr(ruleset, first), getattr(ruleset, last)
        if start and end and end < start:
            table.fault("range", N_("早于 {first}"), last, end, first=first)
    keys: set[str] = set()
    for index, criterion in enumerate(ruleset.criteria):
        if criterion.key in keys:
            table.fault("duplicate", N_("“{value}”重复"), f"criterion[{index}].key", criterion.key)
        keys.add(criterion.key)


def _check_against(table: Table, ruleset: Ruleset, others: list[Ruleset]) -> None:
    """No two rulesets judge the same application, unless they are variants."""
    for other in others:
        if other.key == ruleset.key:
            table.fault("duplicate", N_("“{value}”重复"), "key", ruleset.key)
        if ruleset.variant and other.variant and ruleset.variant != other.variant:
            continue
        for purpose in PURPOSES:
            starts = (one.begins(purpose) for one in (ruleset, other))
            if any(ruleset.in_force(day, purpose) and other.in_force(day, purpose) for day in starts):
                table.fault("range", N_("与 {other} 的施行期间重叠"), "effective_from", other=other.key)
                break


def _criterion(table: Table, known: Known, sureness: Confidence) -> Criterion:
    metric = table.text("metric")
    table.known("metric", metric, known.metrics.by_key, "metric")
    criterion = Criterion(
        key=table.text("key"),
        zh=table.text("zh"),
        en=table.text("en"),
        kind=table.choice("kind", KINDS),
        metric=metric,
        comparator=table.choice("comparator", COMPARATORS),
        threshold=table.maybe_number("threshold"),
        unit=unit_of(known, metric),
        period=table.text("period", default=""),
        group=table.maybe_text("group"),
        path=table.maybe_text("path"),
        when=_condition(table.table("when", required=False), known),
        skip_on_renewal=table.truth("skip_on_renewal", default=False),
        source=table.text("source"),
        confidence=confidence(table, default=sureness),
        strength=strength(table),
        note=table.text("note", default=""),
    )
    table.close()
    _check_criterion(table, criterion, known.metrics.get(metric))
    table.known("source", criterion.source.partition(" ")[0], known.sources.by_key, "source")
    return criterion


def _check_criterion(table: Table, criterion: Criterion, metric: Metric | None) -> None:
    if (criterion.group is None) != (criterion.path is None):
        table.fault("missing", N_("group 与 path 须同时给出"), "group" if criterion.path else "path")
    if criterion.kind == "judgement" and criterion.comparator != "manual":
        table.fault("choice", N_("judgement 只能由人判断：comparator 应为 manual"), "comparator", criterion.comparator)
    if criterion.threshold is not None and criterion.comparator in ("is_true", "is_false", "manual"):
        table.fault("choice", N_("{comparator} 不需要 threshold"), "threshold", comparator=criterion.comparator)
    if metric is None:
        return
    if criterion.comparator not in ASKED[metric.type]:
        message = N_("与指标的类型 {type} 不合")
        table.fault("choice", message, "comparator", criterion.comparator, type=metric.type)


def _condition(table: Table | None, known: Known) -> Condition | None:
    if table is None:
        return None
    condition = Condition(table.text("metric"), *(table.maybe_number(name) for name in ("gt", "gte", "lt", "lte")))
    table.known("metric", condition.metric, known.metrics.by_key, "metric")
    table.close()
    if condition.gt is condition.gte is condition.lt is condition.lte is None:
        table.fault("missing", N_("至少要有 gt、gte、lt、lte 之一"), "gte")
    return condition


def read_scores(designation: Table, known: Known) -> tuple[tuple[ScoreItem, ...], tuple[ScoreRule, ...]]:
    """The items and the least points of a scored evaluation."""
    items = tuple(_score_item(table, known) for table in designation.tables("score_item"))
    rules = []
    for table in designation.tables("score_rule"):
        rules.append(ScoreRule(table.text("part"), table.number("min", 0), table.maybe_number("max", 0)))
        table.close()
    return items, tuple(rules)


def _score_item(table: Table, known: Known) -> ScoreItem:
    metric = table.text("metric")
    table.known("metric", metric, known.metrics.by_key, "metric")
    item = ScoreItem(
        key=table.text("key"),
        part=table.text("part"),
        zh=table.text("zh"),
        en=table.text("en"),
        metric=metric,
        unit=unit_of(known, metric),
        bands=tuple(_band(band) for band in table.tables("bands", required=True)),
        confidence=confidence(table),
        note=table.text("note", default=""),
    )
    table.close()
    return item


def _band(table: Table) -> Band:
    points = table.number("points", 0)
    if isinstance(table.content.get("is"), bool):
        band = Band(points, is_=table.truth("is"))
    else:
        band = Band(points, table.maybe_number("gte"), table.maybe_number("lte"), table.maybe_text("is"))
    table.close()
    return band
