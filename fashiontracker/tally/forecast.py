"""Rule 11: how likely a row reaches its min on the period's last day, and what would help most."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from typing import NamedTuple, TypeAlias

from fashiontracker.models.facts import Chain, Facts, Subject
from fashiontracker.plan.designations import Catalogue
from fashiontracker.plan.types import ByDesignation, Plan, Quota, Stage
from fashiontracker.tally.chances import Candidacy, distribution
from fashiontracker.tally.record import Record, record_of
from fashiontracker.tally.terms import Standing
from fashiontracker.tally.titles import Title, TitlePool, by_owner
from fashiontracker.tally.verdicts import Member, Pool, verdict

Chances: TypeAlias = tuple[Candidacy, ...]
"""A subject's candidacies."""

TitleKey: TypeAlias = tuple[str, int, str]
"""Subject kind, subject id, designation."""

Assumed: TypeAlias = Mapping[TitleKey, bool]
"""Candidacies and renewals taken to succeed or to fail, for a what-if; nothing of it is stored."""


class Basis(NamedTuple):
    """What a probability rests on: the usual one of the plan file, and the association's own cases: so many of
    ``cases`` that are over were ``won`` (rule 11).
    """

    usual: float
    won: int
    cases: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A live candidacy that can still count. ``chance`` is its probability of success; ``in_time`` is False where the
    stage's lead time ends after the period; ``raises`` is how much the row's probability rises were it certain.
    ``basis`` is what the chance rests on, whatever is assumed.
    """

    subject: Subject
    name: str
    designation: str
    stage: str
    since: date
    chance: float
    in_time: bool
    basis: Basis
    raises: float = 0.0

    @property
    def key(self) -> TitleKey:
        """How a what-if names it."""
        return (*self.subject, self.designation)


@dataclass(frozen=True, slots=True)
class Renewal:
    """A counted title that ends before the period does, and the probability that it is renewed, with its basis."""

    subject: Subject
    name: str
    designation: str
    valid_until: date
    chance: float
    basis: Basis

    @property
    def key(self) -> TitleKey:
        """How a what-if names it."""
        return (*self.subject, self.designation)


@dataclass(frozen=True, slots=True)
class Forecast:
    """The number on the period's last day: ``distribution[n]`` is the probability of exactly n.

    ``candidates`` are in the order of what they would raise, most first; ``certain`` subjects count whatever comes.
    """

    probability: float
    expected: float
    distribution: tuple[float, ...]
    certain: int
    candidates: tuple[Candidate, ...] = ()
    renewals: tuple[Renewal, ...] = ()


@dataclass(frozen=True, slots=True)
class _Outlook:
    """What a row's future is made of; a subject's candidates, or its renewals, stand together."""

    least: int
    certain: int
    candidates: Sequence[Sequence[Candidate]]
    renewals: Sequence[Sequence[Renewal]]
    caps: Mapping[str, int]

    def spread(self, limit: int, instead: tuple[Chances, Chances] | None = None) -> list[float]:
        """The distribution of those not certain; ``instead`` puts one subject's chances in place of another's."""
        subjects = [[("", one.chance) for one in renewals] for renewals in self.renewals]
        chances = [_chances(candidates) for candidates in self.candidates]
        if instead:
            chances[chances.index(instead[0])] = instead[1]
        return distribution([*subjects, *chances], self.caps, limit)

    def probability(self, instead: tuple[Chances, Chances] | None = None) -> float:
        """That the least number is reached."""
        lacking = self.least - self.certain
        if lacking <= 0:
            return 1.0
        spread = self.spread(lacking, instead)
        return min(1.0, spread[lacking]) if len(spread) > lacking else 0.0


def is_forecast(quota: Quota) -> bool:
    """Whether the row has a forecast: graded, stock or new, counted by designation."""
    return quota.min is not None and quota.mode in {"stock", "new"} and isinstance(quota.rule, ByDesignation)


def probability(
    facts: Facts, plan: Plan, catalogue: Catalogue, quota: Quota, pool: Pool, counted: Collection[Member], day: date
) -> float | None:
    """The probability alone, from a pool whose ``counted`` members on the day are known; None without a forecast."""
    if not (is_forecast(quota) and isinstance(pool, TitlePool)):
        return None
    leaving = _leaving(plan, pool, counted, day)
    if len(counted) - len(leaving) >= _least(quota):
        return 1.0
    return _outlook(facts, plan, catalogue, quota, pool, counted, leaving, day, {}).probability()


def forecast(
    facts: Facts, plan: Plan, catalogue: Catalogue, quota: Quota, day: date, assume: Assumed | None = None
) -> Forecast | None:
    """The whole card; None for a row without a forecast. What is assumed is given its probability 1 or 0."""
    if not (is_forecast(quota) and isinstance(quota.rule, ByDesignation)):
        return None
    pool = TitlePool(facts, plan, quota, quota.rule)
    day = min(day, plan.end)
    said = ((member, verdict(pool, member, day)) for member in pool.members)
    counted = {member for member, found in said if found and found.reason is None}
    leaving = _leaving(plan, pool, counted, day)
    outlook = _outlook(facts, plan, catalogue, quota, pool, counted, leaving, day, assume or {})
    base = outlook.probability()
    spread = outlook.spread(len(outlook.candidates) + len(outlook.renewals))
    exact = (*(0.0 for _ in range(outlook.certain)), *spread)
    return Forecast(
        base,
        sum(count * weight for count, weight in enumerate(exact)),
        exact,
        outlook.certain,
        _ranked(outlook, base),
        tuple(one for renewals in outlook.renewals for one in renewals),
    )


# ---- what it is made of ----------------------------------------------------------------------------------------


def _least(quota: Quota) -> int:
    """The smallest whole number that reaches the min."""
    return ceil(quota.min or 0)


def _leaving(plan: Plan, pool: TitlePool, counted: Collection[Member], day: date) -> dict[Member, list[Title]]:
    """The counted members whose counting titles all end before the period, with those titles."""
    found: dict[Member, list[Title]] = {}
    for member in counted:
        titles = [title for title in pool.titles(member, day) if pool.counts(title[1])]
        if all(stands.valid_until is not None and stands.valid_until < plan.end for _, stands in titles):
            found[member] = titles
    return found


def _outlook(
    facts: Facts,
    plan: Plan,
    catalogue: Catalogue,
    quota: Quota,
    pool: TitlePool,
    counted: Collection[Member],
    leaving: Mapping[Member, list[Title]],
    day: date,
    assume: Assumed,
) -> _Outlook:
    """Holders, renewals and candidates on a day of the period; on its last day nothing is open any more."""
    assert isinstance(quota.rule, ByDesignation)
    odds = _Odds(facts, plan, quota.rule, day, assume)
    others = (member for member in pool.members if member.placed and member not in counted) if day < plan.end else ()
    candidates = [live for member in others if (live := odds.candidates(pool, member))]
    renewals = [odds.renewals(pool, member, titles) for member, titles in leaving.items()]
    caps = _caps(catalogue, plan, quota.rule, day)
    return _Outlook(_least(quota), len(counted) - len(leaving), candidates, renewals, caps)


class _Odds:
    """The probabilities of one row's titles on a day: priors corrected by the record."""

    def __init__(self, facts: Facts, plan: Plan, rule: ByDesignation, day: date, assume: Assumed) -> None:
        self._facts, self._plan, self._rule, self._day, self._assume = facts, plan, rule, day, assume
        self._live = {stage.key: stage for stage in plan.stages if stage.live}
        self._records: dict[str, Record] = {}

    def _record(self, designation: str) -> Record:
        if designation not in self._records:
            chains: Mapping[Subject, Chain] = self._facts.chains.get(designation, {})
            if self._rule.owner_counts:
                chains = by_owner(self._facts, self._plan, chains)
            self._records[designation] = record_of(chains.values(), self._day, self._live)
        return self._records[designation]

    def renewals(self, pool: TitlePool, member: Member, titles: Iterable[Title]) -> list[Renewal]:
        """The titles of a leaving member with the probability that each is renewed."""
        return [self._renewal(pool.bearer(member, stands.event), title, stands) for title, stands in titles]

    def _renewal(self, subject: Subject, designation: str, stands: Standing) -> Renewal:
        record, usual = self._record(designation), self._plan.renewal_prior
        chance = self._assumed(subject, designation, record.renewal(usual, self._plan.prior_weight))
        basis = Basis(usual, record.renewed, record.ended)
        assert stands.valid_until is not None
        return Renewal(subject, self._facts.bearers[subject].name, designation, stands.valid_until, chance, basis)

    def candidates(self, pool: TitlePool, member: Member) -> list[Candidate]:
        """The live candidacies of a member that does not count yet and still can."""
        if pool.mode == "new" and pool.held_before(member, self._day):
            return []
        return [
            self._candidate(pool.bearer(member, stands.latest), designation, stands, stage)
            for designation, stands in pool.titles(member, self._day)
            if not stands.held and (stage := self._live.get(stands.stage))
        ]

    def _candidate(self, subject: Subject, designation: str, stands: Standing, stage: Stage) -> Candidate:
        in_time = self._day + timedelta(days=stage.lead_days or 0) <= self._plan.end
        record, usual = self._record(designation), stage.prior or 0.0
        chance = record.chance(stage.key, usual, self._plan.prior_weight) if in_time else 0.0
        chance = self._assumed(subject, designation, chance)
        basis = Basis(usual, record.won[stage.key], record.closed[stage.key])
        name = self._facts.bearers[subject].name
        return Candidate(subject, name, designation, stage.key, stands.since, chance, in_time, basis)

    def _assumed(self, subject: Subject, designation: str, chance: float) -> float:
        assumed = self._assume.get((*subject, designation))
        return chance if assumed is None else float(assumed)


def _caps(catalogue: Catalogue, plan: Plan, rule: ByDesignation, day: date) -> dict[str, int]:
    """How many new successes each capped designation has places for in what is left of the period."""
    found = {}
    for key in rule.keys:
        designation = catalogue.designations.get(key)
        if designation and designation.nomination_cap is not None:
            left = sum(day < batch <= plan.end for batch in designation.batches)
            found[key] = designation.nomination_cap * left
    return found


# ---- what helps most -------------------------------------------------------------------------------------------


def _chances(candidates: Sequence[Candidate]) -> Chances:
    return tuple((one.designation, one.chance) for one in candidates)


def _ranked(outlook: _Outlook, base: float) -> tuple[Candidate, ...]:
    """The candidates with what each would raise; those with the same chances raise the same."""
    known: dict[tuple[Chances, int], float] = {}
    found = []
    for candidates in outlook.candidates:
        chances = _chances(candidates)
        for turn, one in enumerate(candidates):
            if not one.in_time:
                found.append(one)
                continue
            if (chances, turn) not in known:
                sure = (*chances[:turn], (one.designation, 1.0), *chances[turn + 1 :])
                known[chances, turn] = max(0.0, outlook.probability((chances, sure)) - base)
            found.append(replace(one, raises=known[chances, turn]))
    return tuple(sorted(found, key=lambda one: (-one.raises, -one.chance, one.name, one.key)))
