"""What a quota counts, as its ``counts`` table says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from fashiontracker.plan.table import Table
from fashiontracker.plan.types import (
    AlsoCounts,
    Built,
    ByDesignation,
    Indicator,
    IndicatorKind,
    Kind,
    Mode,
    Published,
    RevenueOver,
    Rule,
    Subject,
    TalentKinds,
    Unit,
)
from fashiontracker.plan.words import Words
from fashiontracker.text import N_

By = Literal["designation", "built", "talent", "published", "revenue", "indicator"]
ALL_SUBJECTS: Final[tuple[Subject, ...]] = ("enterprise", "brand", "carrier", "talent", "standard", "indicator")
ALL_MODES: Final[tuple[Mode, ...]] = ("stock", "new", "cultivate", "annual")
BY: Final[tuple[By, ...]] = ("designation", "built", "talent", "published", "revenue", "indicator")
SUBJECTS: Final[Mapping[By, tuple[Subject, ...]]] = {
    "designation": ("enterprise", "brand", "carrier"),
    "built": ("carrier",),
    "talent": ("talent",),
    "published": ("standard",),
    "revenue": ("enterprise",),
    "indicator": ("indicator",),
}
MODES: Final[Mapping[By, tuple[Mode, ...]]] = {
    "designation": ("stock", "new", "cultivate"),
    "built": ("stock",),
    "talent": ("new",),
    "published": ("new",),
    "revenue": ("annual",),
    "indicator": ("annual",),
}


@dataclass(frozen=True, slots=True)
class Known:
    """The vocabularies that a rule may refer to."""

    carrier_kinds: Words[Kind]
    talent_kinds: Words[Kind]
    indicators: Words[IndicatorKind]
    units: Words[Unit]
    also: Mapping[str, tuple[AlsoCounts, ...]]


def read_rule(quota: Table, known: Known) -> tuple[Rule, Subject, Mode]:
    """The rule of a quota, with the subject and the mode that go with it."""
    subject = quota.choice("subject", ALL_SUBJECTS)
    mode = quota.choice("mode", ALL_MODES)
    counts = quota.table("counts")
    if counts is None:
        return Published(), subject, mode
    by = counts.choice("by", BY)
    if counts.content.get("by") in BY:
        for name, value, allowed in (("subject", subject, SUBJECTS[by]), ("mode", mode, MODES[by])):
            if value not in allowed:
                message = N_("与 counts.by = {by} 不合，应为：{allowed}")
                quota.fault("choice", message, name, value, by=by, allowed=", ".join(allowed))
    rule = _rule(by, counts, known)
    counts.close()
    return rule, subject, mode


def _rule(by: By, counts: Table, known: Known) -> Rule:
    if by == "designation":
        designations = counts.texts("designations", required=True)
        also = tuple(other for key in designations for other in known.also.get(key, ()))
        return ByDesignation(designations, also, counts.truth("owner_counts", default=False))
    if by == "built":
        return Built(_kinds(counts, known.carrier_kinds, "carrier_kind"))
    if by == "talent":
        return TalentKinds(_kinds(counts, known.talent_kinds, "talent_kind"))
    if by == "published":
        return Published()
    indicator = counts.text("indicator")
    counts.known("indicator", indicator, known.indicators.by_key, "indicator")
    if by == "indicator":
        return Indicator(indicator, counts.truth("sum_of_exhibitions", default=False))
    return RevenueOver(indicator, _threshold(counts, known, indicator))


def _kinds(counts: Table, kinds: Words[Kind], list_name: str) -> tuple[str, ...]:
    found = counts.texts("kinds", required=True)
    counts.known("kinds", found, kinds.by_key, list_name)
    return found


def _threshold(counts: Table, known: Known, indicator: str) -> float:
    """The threshold, which people write in 亿元, in the indicator's own unit."""
    over, name = counts.number("over", low=0), counts.text("unit")
    kind, unit = known.indicators.get(indicator), known.units.named(name)
    own = known.units.named(kind.unit) if kind else None
    if unit is None or own is None:
        counts.known("unit", name, [name] if unit else [], "unit")
        return over
    if unit.dimension != own.dimension:
        counts.fault("choice", N_("与指标的单位 {own} 不能换算"), "unit", name, own=own.zh)
    return over * unit.factor / own.factor
