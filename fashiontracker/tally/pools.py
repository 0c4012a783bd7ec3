"""Which law a row of the plan follows; and the laws on what is built, acquired or published, and on revenue."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from fashiontracker.models.facts import Facts
from fashiontracker.plan.types import Built, ByDesignation, Plan, Published, Quota, RevenueOver, TalentKinds
from fashiontracker.tally.annual import year_in_force
from fashiontracker.tally.titles import TitlePool
from fashiontracker.tally.verdicts import Member, Pool, Verdict, members_of


def pool_of(facts: Facts, plan: Plan, quota: Quota) -> Pool:
    """The pool of a row whose number is a count."""
    match quota.rule:
        case ByDesignation() as rule:
            return TitlePool(facts, plan, quota, rule)
        case Built(kinds=kinds) | TalentKinds(kinds=kinds):
            return DatedPool(facts, plan, quota, kinds)
        case Published():
            return DatedPool(facts, plan, quota, None)
        case RevenueOver() as rule:
            return RevenuePool(facts, plan, quota, rule)
    raise ValueError(f"{quota.key} is no count")


class DatedPool:
    """Carriers built, talents introduced or trained, standards published (rule 7)."""

    def __init__(self, facts: Facts, plan: Plan, quota: Quota, kinds: Collection[str] | None) -> None:
        self._from = plan.start if quota.mode == "new" else date.min
        self._dated = {
            one.subject: one
            for one in facts.dated.get(quota.subject, ())
            if one.done and (kinds is None or one.kind in kinds)
        }
        self.members = members_of(facts, quota, self._dated)

    def judge(self, member: Member, day: date) -> Verdict | None:
        """Counted from its day on; near without a day, or with one before the period where only new ones count."""
        happened = self._dated[member.subject].day
        if happened is not None and happened > day:
            return None
        reason = "no_date" if happened is None else "before_start" if happened < self._from else None
        return Verdict(member.subject, reason, day=happened, records=(member.subject,))

    def turning_days(self, member: Member) -> Iterable[date]:
        """The one day."""
        happened = self._dated[member.subject].day
        return () if happened is None else (happened,)


class RevenuePool:
    """Enterprises whose latest yearly figure in force is over the threshold (rule 3); none is ever a near miss."""

    def __init__(self, facts: Facts, plan: Plan, quota: Quota, rule: RevenueOver) -> None:
        self._figures = facts.revenue.get(rule.indicator, {})
        self._over = rule.threshold
        self._ceiling = _next_band(plan, rule) if plan.bands == "exclusive" else None
        self.members = members_of(facts, quota, (("enterprise", enterprise) for enterprise in self._figures))

    def judge(self, member: Member, day: date) -> Verdict | None:
        """Counted, and stale where the figure is more than one year older than the latest year in force."""
        in_force = year_in_force(day)
        figures = self._figures[member.subject[1]]
        year = max((year for year in figures if year <= in_force), default=None)
        if year is None:
            return None
        value, figure = figures[year]
        if value <= self._over or (self._ceiling is not None and value > self._ceiling):
            return None
        stale = in_force - year > 1
        return Verdict(member.subject, None, year=year, value=value, stale=stale, records=(("figure", figure),))

    def turning_days(self, member: Member) -> Iterable[date]:
        """The last day of every year with a figure."""
        return [date(year, 12, 31) for year in self._figures[member.subject[1]]]


def _next_band(plan: Plan, rule: RevenueOver) -> float | None:
    """The threshold above this one, where bands exclude each other."""
    others = [quota.rule for quota in plan.quotas]
    above = [
        other.threshold
        for other in others
        if isinstance(other, RevenueOver) and other.indicator == rule.indicator and other.threshold > rule.threshold
    ]
    return min(above, default=None)
