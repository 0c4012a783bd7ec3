"""The pipeline: every subject × designation at its stage on a day, how long it has stood there, how long it may."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from fashiontracker.models.facts import Chain, Facts, Subject
from fashiontracker.plan.types import Plan
from fashiontracker.tally.attention import WARNINGS
from fashiontracker.tally.terms import Standing, standing

HOLDING: Final = "holding"
CLOSED: Final = "closed"


class Candidacy(NamedTuple):
    """One subject on its way to one designation, or holding it, on a day.

    ``lane`` is the column of the board: a live stage's key, `HOLDING` or `CLOSED`. ``renewal``: the title is held while
    the way is gone again. ``days`` at ``stage`` since ``since``; ``limit`` is what usually suffices from there (None:
    the stage knows none). ``days_left`` of a term that ends. ``event`` is the id of the latest event. ``begun`` is the
    first day of the way that it is on, None where it is on none.
    """

    subject: Subject
    name: str
    sectors: tuple[str, ...]
    designation: str
    lane: str
    stage: str
    since: date
    days: int
    limit: int | None
    renewal: bool
    held: bool
    recognised_on: date | None
    valid_until: date | None
    days_left: int | None
    event: int
    begun: date | None = None

    @property
    def stagnant(self) -> bool:
        """Whether it has stood still for longer than it usually takes to succeed from here."""
        return self.limit is not None and self.days > self.limit

    @property
    def lapsing(self) -> bool:
        """Whether the title ends within the longest of the warnings."""
        return self.within is not None

    @property
    def within(self) -> int | None:
        """The warning of `WARNINGS` that a title has come to; None for one that lasts longer or is not held."""
        left = self.days_left
        return next((days for days in WARNINGS if left <= days), None) if self.held and left is not None else None


def lanes(plan: Plan) -> tuple[str, ...]:
    """The columns of the board from left to right."""
    return (*(stage.key for stage in plan.stages if stage.live), HOLDING, CLOSED)


def stages_of(plan: Plan, lane: str) -> tuple[str, ...]:
    """The stages that a move into a lane may record, the usual one first."""
    if lane == HOLDING:
        return ("recognised", "renewed")
    if lane == CLOSED:
        return ("failed", "withdrawn", "expired", "revoked")
    return (lane,) if plan.stages.get(lane) else ()


def candidacies(facts: Facts, plan: Plan, as_of: date) -> list[Candidacy]:
    """Everyone with an event by the day, in the order of the lanes, the longest at their stage first.

    ``facts`` are loaded with ``every_title``; a title whose term has run out unrenewed stands among the closed ones.
    """
    place = {lane: number for number, lane in enumerate(lanes(plan))}
    found = [
        _candidacy(facts, plan, designation, subject, stands, as_of)._replace(begun=_begun(plan, chain, as_of))
        for designation, chains in facts.chains.items()
        for subject, chain in chains.items()
        if (stands := standing(chain, as_of)) is not None
    ]
    return sorted(found, key=lambda one: (place[one.lane], _urgency(one), one.name, one.designation))


def by_lane(plan: Plan, found: Iterable[Candidacy]) -> Mapping[str, list[Candidacy]]:
    """The candidacies by lane; every lane is there."""
    sorted_: dict[str, list[Candidacy]] = {lane: [] for lane in lanes(plan)}
    for one in found:
        sorted_[one.lane].append(one)
    return sorted_


def chosen(
    found: Iterable[Candidacy], designation: str | None, sector: str | None, only: Callable[[Candidacy], bool] | None
) -> Iterator[Candidacy]:
    """Those of a designation, of a sector, and of a kind (stagnant, lapsing); None asks for nothing."""
    for one in found:
        if designation is not None and one.designation != designation:
            continue
        if sector is not None and sector not in one.sectors:
            continue
        if only is None or only(one):
            yield one


def _candidacy(
    facts: Facts, plan: Plan, designation: str, subject: Subject, stands: Standing, as_of: date
) -> Candidacy:
    stage = plan.stages.get(stands.stage)
    live = stage is not None and stage.live
    lane = stands.stage if live else HOLDING if stands.held else CLOSED
    return Candidacy(
        subject,
        facts.bearers[subject].name,
        facts.sectors[subject],
        designation,
        lane,
        stands.stage,
        stands.since,
        (as_of - stands.since).days,
        stage.lead_days if stage is not None and live else None,
        live and stands.once,
        stands.held,
        stands.recognised_on,
        stands.valid_until,
        (stands.valid_until - as_of).days if stands.held and stands.valid_until is not None else None,
        stands.latest,
    )


def way(plan: Plan, steps: Iterable[tuple[date, str]], as_of: date) -> tuple[date, bool]:
    """When the latest run of live stages (摸底…公示) began (date.min where none did), and whether it goes on.

    ``steps`` are the days and stages of a chain in their order.
    """
    live = {stage.key for stage in plan.stages if stage.live}
    begun, under_way = date.min, False
    for on, stage in steps:
        if on > as_of:
            break
        if stage in live and not under_way:
            begun = on
        under_way = stage in live
    return begun, under_way


def _begun(plan: Plan, chain: Chain, as_of: date) -> date | None:
    begun, under_way = way(plan, ((on, stage) for on, stage, _until, _event in chain), as_of)
    return begun if under_way else None


def _urgency(one: Candidacy) -> int:
    """Among those who hold a title the one that ends first; among the others the one that waits longest."""
    if one.lane == HOLDING:
        return one.days_left if one.days_left is not None else 1_000_000
    return -one.days if one.lane != CLOSED else one.days


def next_lane(plan: Plan, one: Candidacy, step: int) -> str | None:
    """The lane to the right (1) or to the left (-1); None at the edge."""
    all_lanes = lanes(plan)
    place = all_lanes.index(one.lane) + step
    return all_lanes[place] if 0 <= place < len(all_lanes) else None
