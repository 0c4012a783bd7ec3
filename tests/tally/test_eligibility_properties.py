"""Eligibility is monotone where it should be: more never hurts a floor, less never a ceiling, knowing never unsays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from fashiontracker.models.dossiers import Answer, Dossier, Reading
from fashiontracker.models.judgements import place
from fashiontracker.tally.criteria import Outcome
from fashiontracker.tally.examiner import Examiner
from fashiontracker.tally.metrics import stored_under
from tests.tally.firms import DAY, POLICY

Known = dict[tuple[str, int], float]
YEARS = (2022, 2023, 2024, 2025)
METRICS = POLICY.catalogue.metrics.by_key
HELD = (date(2024, 1, 1), "recognised", None, 1)

DESIGNATIONS = [
    one
    for one in POLICY.catalogue.designations
    if {"enterprise", "brand", "carrier"} & set(one.holders) and any(ruleset.criteria for ruleset in one.rulesets)
]


@cache
def examiner_of(key: str) -> Examiner:
    return Examiner(*POLICY, [POLICY.catalogue.designations.by_key[key]], DAY)


@cache
def asked(key: str) -> list[str]:
    """The metrics that figures can give and a designation asks for, with what they are derived from."""
    indicators = examiner_of(key).needs().indicators
    found = [metric.key for metric in POLICY.catalogue.metrics if set(stored_under(metric)) & indicators]
    return [name for name in found if METRICS[name].type in ("number", "rank", "truth")]


def judged(key: str, known: Mapping[tuple[str, int], float]) -> Outcome:
    figures: dict[str, dict[int, Reading]] = {}
    for (metric, year), value in known.items():
        unit = METRICS[metric].unit or ""
        figures.setdefault(metric, {})[year] = Reading(value, unit, "", "indicators")
    held = {one.key: [(HELD,)] for one in POLICY.catalogue.designations if one.key in PREREQUISITES}
    dossier = Dossier(
        subject=("enterprise", 1),
        name="示例",
        uscc=None,
        enterprise=1,
        enterprise_name="示例",
        sectors=("clothing",),
        founded_on=date(2017, 1, 1),
        figures=figures,
        titles=held,
        answers=ANSWERS,
    )
    designation = POLICY.catalogue.designations.by_key[key]
    examiner = examiner_of(key)
    return examiner.best(designation, examiner.values(dossier))


CRITERIA = [one for designation in DESIGNATIONS for ruleset in designation.rulesets for one in ruleset.criteria]
LIMITS: dict[str, set[float]] = {}
for criterion in CRITERIA:
    if criterion.threshold is not None:
        LIMITS.setdefault(criterion.metric, set()).add(float(criterion.threshold))
ANSWERS = {
    place(designation.key, ruleset.key, one.key): [Answer(True, DAY, "")]
    for designation in DESIGNATIONS
    for ruleset in designation.rulesets
    for one in ruleset.criteria
    if one.comparator == "manual"
}
PREREQUISITES = {"provincial_sme", "innovative_sme", "provincial_industrial_design_center", "high_tech_enterprise"}

values = st.one_of(st.integers(0, 12), st.integers(0, 100000)).map(float)


def likely(metric: str) -> st.SearchStrategy[float]:
    """Values of a metric, many of them at its thresholds, so that some firms are eligible."""
    if METRICS[metric].type == "truth":
        return st.sampled_from([0.0, 1.0])
    near = [limit + step for limit in LIMITS.get(metric, ()) for step in (-1, 0, 1) if limit + step >= 0]
    return st.one_of(st.sampled_from(near), values) if near else values


@st.composite
def firms(draw: st.DrawFn) -> tuple[str, Known]:
    """A designation and some of the figures that it asks for."""
    key = draw(st.sampled_from([one.key for one in DESIGNATIONS]))
    metrics = asked(key)
    known: Known = {}
    for metric in metrics:
        for year in YEARS:
            if draw(st.integers(0, 3)):
                known[metric, year] = draw(likely(metric))
    return key, known


@given(firms())
def test_nothing_unknown_is_needed_by_who_is_eligible(firm: tuple[str, Known]) -> None:
    outcome = judged(*firm)
    if outcome.verdict == "eligible":
        assert outcome.unmet == outcome.unknown == 0
        needed = [one for one in outcome.findings if one.criterion.key in outcome.needed]
        assert needed
        assert {one.verdict for one in needed} == {"met"}


@given(firms(), st.data())
def test_forgetting_never_makes_eligible(firm: tuple[str, Known], data: st.DataObject) -> None:
    key, known = firm
    # what can be derived is not forgotten by forgetting the figure itself
    metrics = sorted({metric for metric, _year in known if METRICS[metric].derive is None})
    if metrics and judged(key, known).verdict != "eligible":
        gone = data.draw(st.sampled_from(metrics))
        fewer = {which: value for which, value in known.items() if which[0] != gone}
        assert judged(key, fewer).verdict != "eligible"


def tiers(key: str) -> set[str]:
    """Metrics that decide which tier is asked: more of them may ask for more."""
    rulesets = POLICY.catalogue.designations.by_key[key].rulesets
    return {one.when.metric for ruleset in rulesets for one in ruleset.criteria if one.when}


def feeds_others(metric: str) -> bool:
    """Whether others follow from it, so that more of it may help in one way and hurt in another."""
    return any(one.derive and metric in (one.derive.of, one.derive.by) for one in METRICS.values())


@given(firms(), st.data())
def test_more_of_what_has_a_floor_never_hurts(firm: tuple[str, Known], data: st.DataObject) -> None:
    key, known = firm
    better = _moved(key, known, (">=", ">"), data, 1)
    if better is not None:
        assert _no_worse(judged(key, better), judged(key, known))


@given(firms(), st.data())
def test_less_of_what_has_a_ceiling_never_hurts(firm: tuple[str, Known], data: st.DataObject) -> None:
    key, known = firm
    better = _moved(key, known, ("<=", "<"), data, -1)
    if better is not None:
        assert _no_worse(judged(key, better), judged(key, known))


def _moved(key: str, known: Known, comparators: tuple[str, ...], data: st.DataObject, way: int) -> Known | None:
    """One figure moved the better way; only of metrics asked by these comparators alone, that nothing follows from."""
    asks: dict[str, set[str]] = {}
    for ruleset in POLICY.catalogue.designations.by_key[key].rulesets:
        for one in ruleset.criteria:
            asks.setdefault(one.metric, set()).add(one.comparator)
    fit = [
        which
        for which in sorted(known)
        if which[0] in asks
        and asks[which[0]] <= set(comparators)
        and which[0] not in tiers(key)
        and not feeds_others(which[0])
    ]
    if not fit:
        return None
    moved = data.draw(st.sampled_from(fit))
    return {**known, moved: max(0.0, known[moved] + way * data.draw(values))}


def _no_worse(better: Outcome, worse: Outcome) -> bool:
    order = ("eligible", "unknown", "not_eligible")
    return order.index(better.verdict) <= order.index(worse.verdict)


@given(firms(), st.data())
def test_what_is_decided_is_not_unsaid_by_knowing_more(firm: tuple[str, Known], data: st.DataObject) -> None:
    key, known = firm
    before = judged(key, known)
    wanted = sorted({metric for one in before.findings for metric, _year in one.missing.wants})
    if not wanted:
        return
    added = data.draw(st.sampled_from(wanted))
    value = data.draw(likely(added))
    more = {which: value for which in ((added, 2024), (added, 2025)) if which not in known}
    after = judged(key, {**known, **more})
    assert before.verdict == "unknown" or after.verdict == before.verdict


def test_no_metric_is_derived_from_itself() -> None:
    def depth(key: str, seen: tuple[str, ...] = ()) -> int:
        assert key not in seen
        metric = METRICS.get(key)
        if metric is None or metric.derive is None:
            return 0
        parts = [name for name in (metric.derive.of, metric.derive.by) if name]
        return 1 + max(depth(name, (*seen, key)) for name in parts)

    assert max(depth(key) for key in METRICS) < 4
