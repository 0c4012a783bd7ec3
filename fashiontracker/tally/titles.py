"""The rows counted by designation: modes stock, new and cultivate (rules 2, 4, 7 and 9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from fashiontracker.models.facts import Chain, Facts, Subject, in_order
from fashiontracker.plan.types import ByDesignation, Plan, Quota
from fashiontracker.tally.terms import NEXT_DAY, Standing, standing, turning_days
from fashiontracker.tally.verdicts import REASONS, Member, Verdict, members_of

Title = tuple[str, Standing]
"""A counting designation and how the subject stands with it."""


class TitlePool:
    """Subjects with events for a counting designation; where owners count, an owner with all that is recorded on it."""

    def __init__(self, facts: Facts, plan: Plan, quota: Quota, rule: ByDesignation) -> None:
        self.mode = quota.mode
        self._start = plan.start
        self._eve = plan.start - NEXT_DAY
        self._cultivating = {stage.key for stage in plan.stages if stage.cultivating}
        self._bearers: dict[int, Subject] = {}
        self.chains: dict[Subject, list[tuple[str, Chain]]] = {}
        for designation in rule.keys:
            chains = facts.chains.get(designation, {})
            if rule.owner_counts:
                self._bearers.update((event[3], subject) for subject, chain in chains.items() for event in chain)
                chains = by_owner(facts, plan, chains)
            for subject, chain in chains.items():
                if rule.owner_counts or subject[0] == quota.subject:
                    self.chains.setdefault(subject, []).append((designation, chain))
        self.members = members_of(facts, quota, self.chains)

    def titles(self, member: Member, day: date) -> list[Title]:
        """How the member stands with each counting designation, the plan's own first."""
        found = []
        for designation, chain in self.chains[member.subject]:
            stands = standing(chain, day)
            if stands:
                found.append((designation, stands))
        return found

    def counts(self, stands: Standing) -> bool:
        """Whether a title counts by itself, its subject's other titles aside."""
        if self.mode == "cultivate":
            return stands.held or stands.stage in self._cultivating
        return stands.held and not (self.mode == "new" and stands.recognised_before(self._start))

    def held_before(self, member: Member, day: date) -> bool:
        """Whether it held a counting designation on the eve of the period, by what had happened until the day."""
        return any(stands.held for _, stands in self.titles(member, min(day, self._eve)))

    def judge(self, member: Member, day: date) -> Verdict | None:
        """Counted by the first title that counts; else near by the first reason of any title that was once held."""
        titles = self.titles(member, day)
        barred = self.mode == "new" and any(stands.held for _, stands in titles) and self.held_before(member, day)
        near: list[tuple[int, Title]] = []
        for title in titles:
            stands = title[1]
            if self.counts(stands) and not barred:
                return self._verdict(member, title, None)
            reason = self._reason(stands, barred)
            if reason:
                near.append((REASONS.index(reason), title))
        if not near:
            return None
        first, title = min(near, key=lambda one: one[0])
        return self._verdict(member, title, REASONS[first])

    @staticmethod
    def _reason(stands: Standing, barred: bool) -> str | None:
        if stands.held:
            return "held_before_start" if barred else "recognised_before_start"
        if not stands.once:
            return None
        return "revoked" if stands.revoked else "lapsed"

    def _verdict(self, member: Member, title: Title, reason: str | None) -> Verdict:
        designation, stands = title
        event = stands.event or stands.latest
        return Verdict(
            self.bearer(member, event),
            reason,
            designation,
            stands.recognised_on,
            stands.valid_until,
            stage=stands.stage,
            records=(("stage_event", event),),
        )

    def bearer(self, member: Member, event: int) -> Subject:
        """On whom an event is recorded: the member, or the centre or enterprise of the owner that counts."""
        return self._bearers.get(event, member.subject)

    def turning_days(self, member: Member) -> Iterable[date]:
        """Those of every chain."""
        return {day for _, chain in self.chains[member.subject] for day in turning_days(chain)}


def by_owner(facts: Facts, plan: Plan, chains: Mapping[Subject, Chain]) -> dict[Subject, Chain]:
    """The records of one owner's centre as one title (rule 12), under the owner; without one, under the carrier."""
    together: dict[Subject, list[Chain]] = {}
    for subject, chain in chains.items():
        owner = facts.bearers[subject].owner
        known = owner is not None and ("enterprise", owner) in facts.bearers
        together.setdefault(("enterprise", owner) if owner is not None and known else subject, []).append(chain)
    order = {stage.key: stage.order for stage in plan.stages}
    return {
        subject: parts[0] if len(parts) == 1 else in_order((event for part in parts for event in part), order)
        for subject, parts in together.items()
    }
