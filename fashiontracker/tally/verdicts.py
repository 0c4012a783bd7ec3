"""What is said of a subject in a row of the plan, and the reasons of rule 9."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple, Protocol

from fashiontracker.models.facts import Facts, Subject
from fashiontracker.plan.types import Quota

REASONS: Final = (
    *("revoked", "lapsed", "held_before_start", "recognised_before_start"),
    *("no_date", "before_start", "sector_unknown"),
)
"""Why a near miss is none, in the order in which the first is given."""


class Verdict(NamedTuple):
    """What a day says of a subject in a row: counted where there is no ``reason``, else a near miss.

    ``designation``, ``recognised_on`` and ``valid_until`` are those of the title that decides, ``stage`` is its latest;
    ``day`` is when a carrier was built, a talent acquired, a standard published; ``year`` and ``value`` are those of a
    yearly figure, ``stale`` says that it is too old; ``records`` are the rows (table, id) that bear it out.
    """

    subject: Subject
    reason: str | None
    designation: str | None = None
    recognised_on: date | None = None
    valid_until: date | None = None
    day: date | None = None
    year: int | None = None
    value: float | None = None
    stage: str | None = None
    stale: bool = False
    records: tuple[tuple[str, int], ...] = ()


class Member(NamedTuple):
    """Who could count; ``placed`` is False where the row asks for a sector and the subject's is unknown."""

    subject: Subject
    placed: bool


class Pool(Protocol):
    """Everyone who could count in one row, and the law on them.

    A verdict is a function of the day and changes only on the member's turning days.
    """

    @property
    def members(self) -> Sequence[Member]:
        """Those whose sector fits or is unknown."""

    def judge(self, member: Member, day: date) -> Verdict | None:
        """The verdict on a day, an unknown sector aside; None where the member is neither counted nor near."""

    def turning_days(self, member: Member) -> Iterable[date]:
        """The days on which the verdict may change."""


def members_of(facts: Facts, quota: Quota, subjects: Iterable[Subject]) -> list[Member]:
    """The subjects as members, without those whose sector is another one (rule 6)."""
    if not quota.sectors:
        return [Member(subject, True) for subject in subjects]
    wanted = frozenset(quota.sectors)
    of = facts.sectors
    return [
        Member(subject, bool(of[subject]))
        for subject in subjects
        if not of[subject] or not wanted.isdisjoint(of[subject])
    ]


def verdict(pool: Pool, member: Member, day: date) -> Verdict | None:
    """The verdict with the sector: where that is unknown it is the sole obstacle, or nothing is said (rule 12)."""
    found = pool.judge(member, day)
    if member.placed or found is None:
        return found
    return found._replace(reason="sector_unknown") if found.reason is None else None


def verdicts(pool: Pool, day: date) -> list[tuple[Member, Verdict]]:
    """Everyone who counts on the day or nearly does."""
    return [(member, said) for member in pool.members if (said := verdict(pool, member, day))]
