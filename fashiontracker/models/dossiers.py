"""What is known of subjects that eligibility can ask about: read in bulk, one query a table, for however many.

Figures are an enterprise's; its brands and carriers share them. A dossier knows no date: any as-of date is judged from
the same one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import Select, String, func, or_, select, type_coerce

from fashiontracker.models import tables as t
from fashiontracker.models.base import split_keys
from fashiontracker.models.facts import Chain, Event, Subject

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.plan.types import Plan


class Reading(NamedTuple):
    """A year's figure as recorded; ``entered_in`` says which sheet gave it."""

    value: float
    unit: str
    source: str
    entered_in: str


class Answer(NamedTuple):
    """A person's answer: whether the criterion's sentence is so."""

    answer: bool
    answered_on: date
    note: str


Figures = Mapping[str, Mapping[int, Reading]]
"""Readings by indicator and year."""

Chains = Mapping[str, Sequence[Chain]]
"""Chains of events by designation: the subject's own first, then those that count for it."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """One subject with its enterprise's figures and titles.

    ``uscc``, ``founded_on`` and ``enterprise`` are the owner's where the subject is a brand or a carrier; ``sectors``
    are its own, else the owner's (rule 6), empty = unknown. ``titles`` of an enterprise include those of its brands and
    carriers, those of a brand or carrier its owner's; ``candidacies`` are its own alone. ``founded_year`` and
    ``trademark_no`` are a brand's, ``carrier_kind`` and ``built_on`` a carrier's. ``answers`` by `judgements.place`, in
    the order of their days.
    """

    subject: Subject
    name: str
    uscc: str | None
    enterprise: int | None
    enterprise_name: str
    sectors: tuple[str, ...]
    founded_on: date | None
    figures: Figures
    titles: Chains
    founded_year: int | None = None
    trademark_no: str | None = None
    carrier_kind: str | None = None
    built_on: date | None = None
    candidacies: Mapping[str, Chain] = field(default_factory=dict)
    answers: Mapping[str, Sequence[Answer]] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """enterprise, brand or carrier."""
        return self.subject[0]


def load(
    session: Session,
    plan: Plan,
    indicators: Collection[str],
    designations: Collection[str],
    within: Collection[Subject] | None = None,
) -> list[Dossier]:
    """Dossiers of whole households, an enterprise with its brands and carriers: enterprises first, each kind by id.

    ``indicators`` and ``designations`` name what is read of the figures and the titles. ``within`` keeps the households
    of these subjects; None reads everything that is not in the trash.
    """
    homes = None if within is None else _homes(session, within)
    loose = {} if within is None else {kind: {key for of, key in within if of == kind} for kind in t.SUBJECTS}
    enterprises = _rows(session, t.Enterprise, _ENTERPRISE, homes)
    owned = {
        kind: _owned_rows(session, record, (*_OWNED, *_OWN[kind]), homes, loose.get(kind, set()))
        for kind, record in (("brand", t.Brand), ("carrier", t.Carrier))
    }
    figures = _figures(session, indicators, homes)
    events = _events(session, plan, designations, within is not None, enterprises, owned)
    answers = _answers(session)
    kin = _kin(owned)
    found = [
        _of_enterprise(row, figures.get(row[0], {}), _titles(events, [("enterprise", row[0]), *kin.get(row[0], ())]))
        for row in enterprises
    ]
    homes_by_id = {dossier.enterprise: dossier for dossier in found}
    for kind, rows in owned.items():
        for row in rows:
            home = homes_by_id.get(row[2])
            family = [(kind, row[0]), *([home.subject] if home else [])]
            found.append(_of_owned(kind, row, home, _titles(events, family)))
    known = answers.keys() | events.keys()
    return [
        replace(one, answers=answers.get(one.subject, {}), candidacies=events.get(one.subject, {}))
        if one.subject in known
        else one
        for one in found
    ]


def _of_enterprise(row: Any, figures: Figures, titles: Chains) -> Dossier:
    key, name, uscc, sectors, founded_on = row
    return Dossier(
        subject=("enterprise", key),
        name=name,
        uscc=uscc,
        enterprise=key,
        enterprise_name=name,
        sectors=split_keys(sectors),
        founded_on=founded_on,
        figures=figures,
        titles=titles,
    )


def _of_owned(kind: str, row: Any, home: Dossier | None, titles: Chains) -> Dossier:
    """A brand or a carrier; what it does not say itself its home says."""
    key, name, _owner, sectors, *own = row
    return Dossier(
        subject=(kind, key),
        name=name,
        uscc=home.uscc if home else None,
        enterprise=home.enterprise if home else None,
        enterprise_name=home.name if home else "",
        sectors=split_keys(sectors) or (home.sectors if home else ()),
        founded_on=home.founded_on if home else None,
        figures=home.figures if home else {},
        titles=titles,
        **dict(zip(_KEPT_AS[kind], own, strict=True)),
    )


_ENTERPRISE: Final = ("name", "uscc", "sectors", "founded_on")
_OWNED: Final = ("name", "owner_id", "sectors")
_OWN: Final = {"brand": ("founded_year", "trademark_no"), "carrier": ("kind", "built_on")}
_KEPT_AS: Final = {"brand": ("founded_year", "trademark_no"), "carrier": ("carrier_kind", "built_on")}


def _among(ids: Collection[int]) -> Select[Any]:
    """The ids as a subquery: one bound value however many there are."""
    return select(func.json_each(json.dumps(sorted(ids))).table_valued("value").c.value)


def _homes(session: Session, within: Collection[Subject]) -> set[int]:
    """The enterprises of these subjects."""
    homes = {key for kind, key in within if kind == "enterprise"}
    for kind, record in (("brand", t.Brand), ("carrier", t.Carrier)):
        ids = [key for of, key in within if of == kind]
        owners = session.scalars(select(record.owner_id).where(record.id.in_(_among(ids)))) if ids else ()
        homes.update(owner for owner in owners if owner is not None)
    return homes


def _fields(record: Any, fields: Sequence[str]) -> Select[Any]:
    columns = [type_coerce(record.sectors, String) if name == "sectors" else getattr(record, name) for name in fields]
    return select(record.id, *columns).where(record.trashed_at.is_(None)).order_by(record.id)


def _rows(session: Session, record: Any, fields: Sequence[str], ids: Collection[int] | None) -> list[Any]:
    query = _fields(record, fields)
    return list(session.execute(query if ids is None else query.where(record.id.in_(_among(ids)))))


def _owned_rows(
    session: Session, record: Any, fields: Sequence[str], homes: Collection[int] | None, loose: Collection[int]
) -> list[Any]:
    query = _fields(record, fields)
    if homes is not None:
        query = query.where(or_(record.owner_id.in_(_among(homes)), record.id.in_(_among(loose))))
    return list(session.execute(query))


def _kin(owned: Mapping[str, Iterable[Any]]) -> dict[int, list[Subject]]:
    """The brands and carriers of each enterprise."""
    kin: dict[int, list[Subject]] = defaultdict(list)
    for kind, rows in owned.items():
        for row in rows:
            if row[2] is not None:
                kin[row[2]].append((kind, row[0]))
    return kin


def _figures(
    session: Session, indicators: Collection[str], homes: Collection[int] | None
) -> dict[int, dict[str, dict[int, Reading]]]:
    f = t.Figure
    query = select(f.enterprise_id, f.indicator, f.year, f.value, f.unit, f.source, f.entered_in).where(
        f.subject_kind == "enterprise", f.indicator.in_(sorted(indicators)), f.trashed_at.is_(None)
    )
    if homes is not None:
        query = query.where(f.enterprise_id.in_(_among(homes)))
    found: dict[int, dict[str, dict[int, Reading]]] = {}
    # rosters first, so that 年度指标 prevails (rule 8)
    for key, indicator, year, value, unit, source, sheet in session.execute(query.order_by(f.entered_in.desc())):
        if key is None:
            continue
        years = found.setdefault(key, {}).setdefault(indicator, {})
        years[year] = Reading(value, unit, source or "", sheet)
    return found


def _events(
    session: Session,
    plan: Plan,
    designations: Collection[str],
    narrow: bool,
    enterprises: Iterable[Any],
    owned: Mapping[str, Iterable[Any]],
) -> dict[Subject, dict[str, Chain]]:
    """The chains of each subject, in the order of rule 2."""
    e = t.StageEvent
    query = select(e.subject_kind, e.subject_id, e.designation, e.happened_on, e.stage, e.valid_until, e.id).where(
        e.designation.in_(sorted(designations)), e.trashed_at.is_(None)
    )
    if narrow:
        ids = {"enterprise": [row[0] for row in enterprises]}
        ids.update({kind: [row[0] for row in rows] for kind, rows in owned.items()})
        query = query.where(or_(*((e.subject_kind == kind) & e.subject_id.in_(_among(ids[kind])) for kind in ids)))
    order = {stage.key: stage.order for stage in plan.stages}
    found: dict[Subject, dict[str, list[Event]]] = {}
    for kind, key, designation, day, stage, until, number in session.execute(query):
        found.setdefault((kind, key), {}).setdefault(designation, []).append((day, stage, until, number))
    return {
        subject: {
            designation: tuple(sorted(events, key=lambda one: (one[0], order[one[1]], one[2] or date.max, one[3])))
            for designation, events in chains.items()
        }
        for subject, chains in found.items()
    }


def _titles(events: Mapping[Subject, Mapping[str, Chain]], family: Iterable[Subject]) -> Chains:
    titles: dict[str, list[Chain]] = {}
    for member in family:
        for designation, chain in events.get(member, {}).items():
            titles.setdefault(designation, []).append(chain)
    return titles


def _answers(session: Session) -> dict[Subject, dict[str, list[Answer]]]:
    j = t.Judgement
    query = select(j.subject_kind, j.subject_id, j.criterion, j.answer, j.answered_on, j.note).where(
        j.trashed_at.is_(None)
    )
    found: dict[Subject, dict[str, list[Answer]]] = {}
    for kind, key, criterion, answer, day, note in session.execute(query.order_by(j.answered_on, j.id)):
        found.setdefault((kind, key), {}).setdefault(criterion, []).append(Answer(answer, day, note or ""))
    return found
