"""One ruleset against one subject, in three values: met, not met, unknown. Unknown never passes.

All of a path must hold, one path of a group, every group and every criterion without one. What asks for nothing (a tier
that the subject is not in, a criterion not tested on renewal) is not applicable and neither helps nor hinders.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from fashiontracker.models.dossiers import Answer
from fashiontracker.models.judgements import place
from fashiontracker.plan.designations import Condition, Criterion, Designation, Purpose, Ruleset
from fashiontracker.tally.metrics import NOTHING, Missing, Value, Values
from fashiontracker.tally.scores import Score, score, score_metric

Verdict = Literal["met", "not_met", "unknown", "not_applicable"]
Eligible = Literal["eligible", "not_eligible", "unknown"]
Why = Literal[
    "",
    "no_data",
    "no_threshold",
    "not_judged",
    "tier_unknown",
    "outside_tier",
    "not_on_renewal",
    "no_criteria",
]
GateKind = Literal["prerequisite", "excludes", "closed", "sectors", "held", "no_criteria"]

RANK: Final = {"met": 0, "unknown": 1, "not_met": 2, "not_applicable": 3}


@dataclass(frozen=True, slots=True)
class Gate:
    """What the catalogue asks of a title beside the criteria of its rulesets; ``names``: designations or sectors."""

    what: GateKind
    source: str
    names: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Its key beside those of the criteria."""
        return f"{self.what}:{'|'.join(self.names)}" if self.names else self.what


class Finding(NamedTuple):
    """One criterion judged. ``why`` says what kept it from being judged; ``missing`` which figures would do it."""

    criterion: Criterion | Gate
    verdict: Verdict
    why: Why = ""
    value: Value | None = None
    missing: Missing = NOTHING
    score: Score | None = None


class Outcome(NamedTuple):
    """A ruleset judged.

    ``needed``: the keys of what decides, alternatives left aside. Of them ``unmet`` are not met and ``unknown`` are
    unknown: together they say how far the subject is from being ready.
    """

    ruleset: Ruleset | None
    findings: tuple[Finding, ...]
    verdict: Eligible
    needed: frozenset[str]
    unmet: int
    unknown: int

    @property
    def order(self) -> tuple[int, bool, int, int]:
        """The readiest first; those without published criteria after all who are only unknown."""
        rank = ("eligible", "unknown", "not_eligible").index(self.verdict)
        unpublished = self.ruleset is None or not self.ruleset.criteria
        return (rank, unpublished, self.unmet, self.unmet + self.unknown)


def judge(
    designation: Designation, ruleset: Ruleset | None, values: Values, purpose: Purpose, gates: Sequence[Gate]
) -> Outcome:
    """Every criterion of the ruleset and every gate; without criteria the answer is unknown."""
    if ruleset is None or not ruleset.criteria:
        findings = [Finding(Gate("no_criteria", designation.source), "unknown", "no_criteria")]
    else:
        findings = [_criterion(designation, ruleset, one, values, purpose) for one in ruleset.criteria]
    findings.extend(_gate(gate, values) for gate in gates)
    return _weigh(ruleset, tuple(findings))


def gates(
    designation: Designation, ruleset: Ruleset | None, purpose: Purpose, titles: Mapping[str, tuple[str, ...]]
) -> list[Gate]:
    """What the designation asks beside the ruleset's criteria; ``titles``: what each title metric looks for.

    A prerequisite that a criterion of the ruleset asks for anyway is not asked twice. A renewal asks for the title
    itself instead of what led to it.
    """
    found = [] if designation.open_to_city else [Gate("closed", designation.source)]
    if purpose == "renewal":
        found.append(Gate("held", designation.source, (designation.key,)))
    else:
        asked = [titles.get(one.metric, ()) for one in (ruleset.criteria if ruleset else ()) if one.group is None]
        for names in designation.prerequisites:
            if not any(other and set(other) <= set(names) for other in asked):
                found.append(Gate("prerequisite", designation.source, names))
    if designation.excludes:
        found.append(Gate("excludes", designation.source, designation.excludes))
    if designation.sectors:
        found.append(Gate("sectors", designation.source, designation.sectors))
    return found


def _gate(gate: Gate, values: Values) -> Finding:
    if gate.what == "sectors":
        sectors = values.dossier.sectors
        if not sectors:
            return Finding(gate, "unknown", "no_data")
        return Finding(gate, "met" if set(sectors) & set(gate.names) else "not_met")
    if gate.what == "held":
        standings = values.standings(gate.names[0])
        once = any(one.once and not one.revoked for one in standings)
        return Finding(gate, "met" if once else "not_met", value=values.holds(gate.names))
    if gate.what in ("prerequisite", "excludes"):
        held = values.holds(gate.names)
        return Finding(gate, "met" if held.value is (gate.what == "prerequisite") else "not_met", value=held)
    return Finding(gate, "not_met")


def _criterion(
    designation: Designation, ruleset: Ruleset, criterion: Criterion, values: Values, purpose: Purpose
) -> Finding:
    if purpose == "renewal" and criterion.skip_on_renewal:
        return Finding(criterion, "not_applicable", "not_on_renewal")
    if criterion.when is not None:
        tier = values.of(criterion.when.metric)
        if isinstance(tier, Missing):
            return Finding(criterion, "unknown", "tier_unknown", missing=tier)
        if not _within(criterion.when, float(tier.value)):
            return Finding(criterion, "not_applicable", "outside_tier", tier)
    if designation.score_items and criterion.metric == score_metric(designation):
        return _scored(designation, criterion, values)
    answer = _answer(values, place(designation.key, ruleset.key, criterion.key)) if values.dossier.answers else None
    if criterion.comparator == "manual":
        return _answered(criterion, answer, "not_judged")
    value = values.of(criterion.metric)
    if criterion.threshold is None and criterion.comparator not in ("is_true", "is_false"):
        finding = _answered(criterion, answer, "no_threshold")
        return finding if answer or isinstance(value, Missing) else finding._replace(value=value)
    if isinstance(value, Missing):
        if answer is not None and criterion.comparator in ("is_true", "is_false"):
            return _answered(criterion, answer, "no_data")
        return Finding(criterion, "unknown", "no_data", missing=value)
    holds = compares(criterion.comparator, value.value, criterion.threshold or 0)
    return Finding(criterion, _verdict(criterion, holds), value=value)


def _answer(values: Values, where: str) -> Answer | None:
    """The latest answer on the day."""
    answers = values.dossier.answers.get(where, ())
    return next((one for one in reversed(answers) if one.answered_on <= values.as_of), None)


def _answered(criterion: Criterion, answer: Answer | None, why: Why) -> Finding:
    """What people answered: whether the criterion's sentence is so."""
    if answer is None:
        return Finding(criterion, "unknown", why)
    value = Value(answer.answer, answer.answered_on.year, "answer", answer.note, day=answer.answered_on)
    return Finding(criterion, _verdict(criterion, answer.answer), value=value)


def _verdict(criterion: Criterion, holds: bool) -> Verdict:
    return "met" if holds != (criterion.kind == "veto") else "not_met"


def compares(comparator: str, value: float | bool, threshold: float) -> bool:
    """Whether the value is as the comparator asks. A rank of 0 is no rank."""
    match comparator:
        case ">=":
            return value >= threshold
        case "<=":
            return value <= threshold
        case ">":
            return value > threshold
        case "<":
            return value < threshold
        case "rank<=":
            return 0 < value <= threshold
        case "is_true":
            return bool(value)
        case "is_false":
            return not value
        case _:
            raise AssertionError(comparator)


def _within(condition: Condition, value: float) -> bool:
    return (
        (condition.gt is None or value > condition.gt)
        and (condition.gte is None or value >= condition.gte)
        and (condition.lt is None or value < condition.lt)
        and (condition.lte is None or value <= condition.lte)
    )


def _scored(designation: Designation, criterion: Criterion, values: Values) -> Finding:
    """The total against the threshold, each part against its floor; a total that was given still needs the floors."""
    points = score(designation, values)
    given = values.of(criterion.metric)
    if isinstance(given, Value):
        value, low, high = given, float(given.value), float(given.value)
    else:
        low, high = points.low, points.high
        value = Value(low, values.latest, "score", least=low < high)
    threshold = criterion.threshold or 0
    verdicts = [_range(compares(criterion.comparator, low, threshold), compares(criterion.comparator, high, threshold))]
    verdicts.extend(_range(part.low >= part.floor, part.high >= part.floor) for part in points.parts)
    verdict = max(verdicts, key=RANK.__getitem__)
    nothing = isinstance(given, Missing) and all(isinstance(one.value, Missing) for one in points.items)
    wants = points.wants if verdict == "unknown" else ()
    why: Why = "no_data" if verdict == "unknown" else ""
    return Finding(criterion, verdict, why, None if nothing else value, Missing(wants), points)


def _range(low: bool, high: bool) -> Verdict:
    """Whether the least and the most that can be suffice."""
    if low and high:
        return "met"
    return "unknown" if low or high else "not_met"


def _weigh(ruleset: Ruleset | None, findings: tuple[Finding, ...]) -> Outcome:
    groups: dict[str | None, dict[str, list[Finding]]] = {}
    chosen: list[Finding] = []
    for finding in findings:
        criterion = finding.criterion
        if finding.verdict == "not_applicable":
            continue
        if isinstance(criterion, Gate) or criterion.group is None:
            chosen.append(finding)
        else:
            groups.setdefault(criterion.group, {}).setdefault(criterion.path or "", []).append(finding)
    verdicts = {finding.verdict for finding in chosen}
    for paths in groups.values():
        best = min(paths.values(), key=_distance)
        chosen.extend(best)
        verdicts.add(_all(best))
    unmet = sum(finding.verdict == "not_met" for finding in chosen)
    unknown = sum(finding.verdict == "unknown" for finding in chosen)
    verdict: Eligible = "eligible"
    if "not_met" in verdicts:
        verdict = "not_eligible"
    elif "unknown" in verdicts or all(isinstance(one.criterion, Gate) for one in chosen):
        verdict = "unknown"
    return Outcome(ruleset, findings, verdict, frozenset(one.criterion.key for one in chosen), unmet, unknown)


def _all(findings: Iterable[Finding]) -> Verdict:
    return max((finding.verdict for finding in findings), key=RANK.__getitem__)


def _distance(path: Sequence[Finding]) -> tuple[int, int, int]:
    verdicts = [finding.verdict for finding in path]
    return (RANK[_all(path)], verdicts.count("not_met"), verdicts.count("unknown"))
