"""Titles over time and candidacies by stage: what was gained, what was lost, what leads to a recognition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from fashiontracker.models.facts import Chain, Subject
from fashiontracker.plan.types import Plan
from fashiontracker.tally.record import record_of
from fashiontracker.tally.terms import standing


class YearOfTitles(NamedTuple):
    """The titles held at the end of a span that began the day after the last one's end, and the changes in it."""

    until: date
    held: int
    gained: int
    lost: int


class StageRecord(NamedTuple):
    """One live stage: who is at it now, and how the closed candidacies ended that were ever recorded at it."""

    stage: str
    now: int
    closed: int
    won: int


class Ending(NamedTuple):
    """A title held on the day that ends within a year."""

    subject: Subject
    designation: str
    valid_until: date


def held(chains: Mapping[Subject, Chain], day: date) -> set[Subject]:
    """Who holds a designation on a day, from its chains."""
    return {subject for subject, chain in chains.items() if (now := standing(chain, day)) and now.held}


def over_years(chains: Iterable[Mapping[Subject, Chain]], ends: Sequence[date]) -> list[YearOfTitles]:
    """Titles of several designations at each of these days, but the first: that is where the changes start from."""
    per_day = [[held(one, day) for day in ends] for one in chains]
    found = []
    for place in range(1, len(ends)):
        spans = [(days[place - 1], days[place]) for days in per_day]
        found.append(
            YearOfTitles(
                ends[place],
                sum(len(now) for _, now in spans),
                sum(len(now - before) for before, now in spans),
                sum(len(before - now) for before, now in spans),
            )
        )
    return found


def pipeline(plan: Plan, chains: Iterable[Mapping[Subject, Chain]], day: date) -> list[StageRecord]:
    """Every live stage, the earliest first, over all these designations."""
    live = [stage.key for stage in plan.stages if stage.live]
    now: Counter[str] = Counter()
    closed: Counter[str] = Counter()
    won: Counter[str] = Counter()
    for one in chains:
        record = record_of(one.values(), day, live)
        closed += record.closed
        won += record.won
        for chain in one.values():
            stands = standing(chain, day)
            if stands and not stands.held and stands.stage in live:
                now[stands.stage] += 1
    return [StageRecord(stage, now[stage], closed[stage], won[stage]) for stage in live]


def ending(chains: Mapping[str, Mapping[Subject, Chain]], wanted: Collection[str], day: date) -> list[Ending]:
    """The titles that end within 365 days after the day, the soonest first."""
    until = day + timedelta(days=365)
    found = [
        Ending(subject, key, stands.valid_until)
        for key, of_one in chains.items()
        if key in wanted
        for subject, chain in of_one.items()
        if (stands := standing(chain, day)) and stands.held and stands.valid_until and stands.valid_until <= until
    ]
    return sorted(found, key=lambda one: (one.valid_until, one.designation, one.subject))
