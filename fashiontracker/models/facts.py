"""Everything the count stands on, in one ordered read of each table: plain tuples, no ORM objects.

Only what is not in the trash is read, events only of subjects that are not, and only what some row of the plan can
count or list. The facts know no date: any as-of date is counted from the same facts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from sqlalchemy import Connection, String, select, type_coerce

from fashiontracker.models import tables as t
from fashiontracker.models import yearly
from fashiontracker.models.base import split_keys
from fashiontracker.models.bulk import Query, among, nothing_is_garbage, stored
from fashiontracker.models.yearly import Edition, Years
from fashiontracker.plan.types import Built, ByDesignation, Indicator, Published, RevenueOver, Rule, TalentKinds

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.plan.types import Plan, Quota

Subject: TypeAlias = tuple[str, int]
"""A record by kind (enterprise, brand, carrier, talent, standard) and id."""

Event: TypeAlias = tuple[date, str, date | None, int]
"""Day, stage, valid until, id of the stage_event."""

Chain: TypeAlias = tuple[Event, ...]
"""The events of one subject × designation, in the order of rule 2."""


class Bearer(NamedTuple):
    """Who is counted or listed; ``sectors`` are its own, ``owner`` is an enterprise's id."""

    name: str
    uscc: str | None
    sectors: tuple[str, ...]
    owner: int | None


class Dated(NamedTuple):
    """A carrier, talent or standard with the day it was built, acquired or published; ``done`` is False until built."""

    subject: Subject
    kind: str
    done: bool
    day: date | None


class Step(NamedTuple):
    """A dated change of a milestone."""

    day: date
    state: str
    id: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What is recorded, as far as the plan's rows can see it.

    ``chains`` are by designation and subject. ``sectors`` are the subject's own, else its owner's (rule 6); empty =
    unknown. ``revenue`` holds, by indicator, the figures of enterprises that were over the lowest threshold in any
    year; ``figures`` the others by (indicator, subject_kind, subject_key). Of two of one year, 年度指标 prevails.
    """

    chains: Mapping[str, Mapping[Subject, Chain]]
    bearers: Mapping[Subject, Bearer]
    sectors: Mapping[Subject, tuple[str, ...]]
    dated: Mapping[str, Sequence[Dated]]
    revenue: Mapping[str, Mapping[int, Years]]
    figures: Mapping[tuple[str, str, str], Years]
    editions: Mapping[int, Sequence[Edition]]
    milestones: Mapping[str, Sequence[Step]]

    def uscc(self, subject: Subject) -> str | None:
        """The subject's code, or its owner's."""
        bearer = self.bearers[subject]
        owner = None if bearer.owner is None else self.bearers.get(("enterprise", bearer.owner))
        return bearer.uscc or (owner.uscc if owner else None)


@nothing_is_garbage()
def load(
    session: Session,
    plan: Plan,
    quotas: Sequence[Quota] | None = None,
    candidacies: bool = True,
    every_title: bool = False,
) -> Facts:
    """Read what the plan's rows need, or some of them; without the ``candidacies`` only what begins or ends a title.

    ``every_title`` adds the chains of designations that no row counts; it changes no number.
    """
    connection = session.connection()
    rules = [quota.rule for quota in (plan.quotas if quotas is None else quotas)]
    designations = {key for rule in rules if isinstance(rule, ByDesignation) for key in rule.keys}
    closing = None if candidacies else [stage.key for stage in plan.stages if not stage.live]
    events = _events(connection, None if every_title else designations, closing)
    bearing: dict[str, set[int]] = {kind: set() for kind in t.SUBJECTS}
    for kind, key, *_ in events:
        bearing[kind].add(key)
    dated, bearers = _dated(connection, plan, rules)
    for kind, record in (("brand", t.Brand), ("carrier", t.Carrier)):
        bearers.update(_owned(connection, kind, record, bearing[kind]))
    revenue = yearly.revenue(connection, [rule for rule in rules if isinstance(rule, RevenueOver)])
    owners = {bearer.owner for bearer in bearers.values() if bearer.owner is not None}
    earners = {key for by_enterprise in revenue.values() for key in by_enterprise}
    bearers.update(_enterprises(connection, bearing["enterprise"] | owners | earners))
    indicators = [rule for rule in rules if isinstance(rule, Indicator)]
    return Facts(
        chains=_chains(events, bearers, {stage.key: stage.order for stage in plan.stages}),
        bearers=bearers,
        sectors=_sectors(bearers),
        dated=dated,
        revenue={
            key: {one: years for one, years in found.items() if ("enterprise", one) in bearers}
            for key, found in revenue.items()
        },
        figures=yearly.figures(connection, {rule.indicator for rule in indicators}),
        editions=yearly.editions(connection) if any(rule.sum_of_exhibitions for rule in indicators) else {},
        milestones=_milestones(connection),
    )


# ---- titles ----------------------------------------------------------------------------------------------------


def _events(
    connection: Connection, designations: Collection[str] | None, stages: Sequence[str] | None
) -> list[tuple[Any, ...]]:
    e = t.StageEvent
    query = select(e.subject_kind, e.subject_id, e.designation, e.happened_on, e.stage, e.valid_until, e.id)
    query = query.where(e.trashed_at.is_(None))
    if designations is not None:
        query = query.where(e.designation.in_(sorted(designations)))
    if stages is not None:
        query = query.where(e.stage.in_(stages))
    return stored(connection, query.order_by(e.subject_kind, e.subject_id, e.designation, e.happened_on))


def _chains(
    events: Iterable[tuple[Any, ...]], live: Mapping[Subject, Bearer], order: Mapping[str, int]
) -> dict[str, dict[Subject, Chain]]:
    """The events by designation and subject; those of one day in the order of their stages."""
    found: dict[str, dict[Subject, Chain]] = defaultdict(dict)
    day_of = date.fromisoformat
    for (kind, key, designation), together in groupby(events, itemgetter(0, 1, 2)):
        subject = (kind, key)
        if subject in live:
            chain: Chain = tuple(
                [
                    (day_of(day), stage, day_of(until) if until else None, number)
                    for _, _, _, day, stage, until, number in together
                ]
            )
            crowded = len(chain) > 1 and len({event[0] for event in chain}) < len(chain)
            found[designation][subject] = in_order(chain, order) if crowded else chain
    return dict(found)


def in_order(events: Iterable[Event], order: Mapping[str, int]) -> Chain:
    """The events in the order of rule 2, ``order`` being that of the plan's stages; never that of their entry."""
    return tuple(sorted(events, key=lambda event: (event[0], order.get(event[1], 0), event[2] or date.max, event[3])))


# ---- subjects --------------------------------------------------------------------------------------------------


def _enterprises(connection: Connection, ids: Collection[int]) -> dict[Subject, Bearer]:
    e = t.Enterprise
    query = select(e.id, e.name, e.uscc, type_coerce(e.sectors, String))
    query = query.where(e.id.in_(among(ids)), e.trashed_at.is_(None))
    split = _Splitter()
    return {
        ("enterprise", key): Bearer(name, uscc, split[sectors], None)
        for key, name, uscc, sectors in stored(connection, query)
    }


def _owned(
    connection: Connection, kind: str, record: type[t.Brand | t.Carrier], ids: Collection[int]
) -> dict[Subject, Bearer]:
    query = select(record.id, record.name, record.owner_id, type_coerce(record.sectors, String))
    query = query.where(record.id.in_(among(ids)), record.trashed_at.is_(None))
    split = _Splitter()
    return {
        (kind, key): Bearer(name, None, split[sectors], owner)
        for key, name, owner, sectors in stored(connection, query)
    }


def _dated(
    connection: Connection, plan: Plan, rules: Sequence[Rule]
) -> tuple[dict[str, list[Dated]], dict[Subject, Bearer]]:
    """Carriers, talents and standards of the kinds that some row counts, and who they are."""
    carrier_kinds = {kind for rule in rules if isinstance(rule, Built) for kind in rule.kinds}
    talent_kinds = {kind for rule in rules if isinstance(rule, TalentKinds) for kind in rule.kinds}
    done = {state.key for state in plan.carrier_states if state.done}
    c, p, s = t.Carrier, t.Talent, t.Standard
    carriers: Query = select(c.id, c.name, c.owner_id, c.sectors, c.kind, c.state, c.built_on)
    talents: Query = select(p.id, p.name, p.owner_id, p.sectors, p.kind, p.way, p.acquired_on)
    standards: Query = select(s.id, s.name, s.owner_id, s.sectors, s.level, s.number, s.published_on)
    queries = {
        "carrier": carriers.where(c.trashed_at.is_(None), c.kind.in_(sorted(carrier_kinds))),
        "talent": talents.where(p.trashed_at.is_(None), p.kind.in_(sorted(talent_kinds))),
    }
    if any(isinstance(rule, Published) for rule in rules):
        queries["standard"] = standards.where(s.trashed_at.is_(None))
    dated: dict[str, list[Dated]] = {}
    bearers: dict[Subject, Bearer] = {}
    for what, query in queries.items():
        of_kind = dated.setdefault(what, [])
        for key, name, owner, sectors, kind, state, day in connection.execute(query):
            subject = (what, key)
            bearers[subject] = Bearer(name, None, sectors, owner)
            of_kind.append(Dated(subject, kind or "", what != "carrier" or state in done, day))
    return dated, bearers


class _Splitter(dict[str | None, tuple[str, ...]]):
    """Stored sectors as tuples; each text is split once."""

    def __missing__(self, stored: str | None) -> tuple[str, ...]:
        self[stored] = keys = split_keys(stored)
        return keys


def _sectors(bearers: Mapping[Subject, Bearer]) -> dict[Subject, tuple[str, ...]]:
    nobody = Bearer("", None, (), None)
    return {
        subject: sectors or bearers.get(("enterprise", owner or 0), nobody).sectors
        for subject, (_, _, sectors, owner) in bearers.items()
    }


def _milestones(connection: Connection) -> dict[str, list[Step]]:
    m = t.MilestoneProgress
    query = select(m.milestone, m.happened_on, m.state, m.id).where(m.trashed_at.is_(None))
    found: dict[str, list[Step]] = defaultdict(list)
    for milestone, day, state, key in connection.execute(query.order_by(m.milestone, m.happened_on, m.id)):
        found[milestone].append(Step(day, state, key))
    return dict(found)
