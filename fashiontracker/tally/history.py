"""The number of a row over many as-of dates, from one read: only what changed between two dates is judged again."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

from fashiontracker.models.facts import Facts, load
from fashiontracker.plan.types import Indicator, Plan, Quota
from fashiontracker.tally.annual import reading
from fashiontracker.tally.pools import pool_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def read_curve(session: Session, plan: Plan, quota: Quota, days: Sequence[date]) -> tuple[float | None, ...]:
    """`curve`, reading no more than this row needs."""
    return curve(load(session, plan, (quota,), candidacies=quota.mode == "cultivate"), plan, quota, days)


def curve(facts: Facts, plan: Plan, quota: Quota, days: Sequence[date]) -> tuple[float | None, ...]:
    """What the row's ``actual`` is on each of the days, which must rise."""
    if isinstance(quota.rule, Indicator):
        return tuple(_figure(facts, plan, quota, quota.rule, day) for day in days)
    pool = pool_of(facts, plan, quota)
    changes = [0] * len(days)
    for member in pool.members:
        if not member.placed:
            continue
        counted = False
        for turn in sorted({0, *(bisect_left(days, day) for day in pool.turning_days(member))}):
            if turn == len(days):
                break
            said = pool.judge(member, days[turn])
            if (said is not None and said.reason is None) is not counted:
                counted = not counted
                changes[turn] += 1 if counted else -1
    return tuple(accumulate(changes))


def reached(facts: Facts, plan: Plan, days: Sequence[date]) -> tuple[int, ...]:
    """How many graded rows had their least number on each of the days, which must rise."""
    graded = [quota for quota in plan.quotas if quota.graded]
    curves = [(quota.min or 0, curve(facts, plan, quota, days)) for quota in graded]
    return tuple(
        sum((values[turn] or 0) >= least for least, values in curves if values[turn] is not None)
        for turn in range(len(days))
    )


def _figure(facts: Facts, plan: Plan, quota: Quota, rule: Indicator, day: date) -> float | None:
    read = reading(facts, plan, quota, rule, day)
    return read.value if read else None


def month_ends(first: date, last: date) -> list[date]:
    """The last day of every month from ``first`` on, up to and including ``last`` whatever day that is."""
    days: list[date] = []
    year, month = first.year, first.month
    while True:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        end = date.fromordinal(date(year, month, 1).toordinal() - 1)
        if end >= last:
            return [*days, last]
        days.append(end)


def quarter_ends(first: date, last: date) -> list[date]:
    """The last day of every quarter from ``first`` on, and ``last`` whatever day that is; none where it is earlier."""
    return [day for day in month_ends(first, last) if day.month % 3 == 0 or day == last] if first <= last else []
