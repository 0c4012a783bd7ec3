"""Candidacies: who has been on the way to a designation, and the one way to record that a stage was reached.

A move is a dated row. Nothing is overwritten: a renewal adds a term, a correction is an undo or an edit of the row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import select

from fashiontracker.errors import Problem, Refused
from fashiontracker.models import tables as t
from fashiontracker.models.bulk import among
from fashiontracker.models.tables import SUBJECTS, StageEvent
from fashiontracker.text import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from fashiontracker.models.facts import Subject
    from fashiontracker.models.recorder import Recorder
    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.plan.types import Plan

REASON_ASKED: Final = frozenset({"failed", "withdrawn"})
"""Stages that are recorded with a reason only: 未通过 and 撤回."""

TERMS: Final = frozenset({"recognised", "renewed"})
"""Stages that open a term and so may carry its last day."""

ENDS: Final = frozenset({"expired", "revoked"})
"""Stages that end a title, so that there must have been one."""


@dataclass(frozen=True, slots=True)
class Step:
    """A stage that a subject reached for a designation on a day; ``reason`` is kept as the event's note.

    ``valid_until`` belongs to 认定 and 复核通过 only and is never filled in from the catalogue (rule 2).
    """

    subject: Subject
    designation: str
    stage: str
    on: date
    reason: str = ""
    valid_until: date | None = None
    certificate_no: str | None = None
    batch: str | None = None


class ChainEvent(NamedTuple):
    """One recorded event of a chain, with everything its row says."""

    id: int
    on: date
    stage: str
    valid_until: date | None
    certificate_no: str | None
    batch: str | None
    note: str | None


class Papers(NamedTuple):
    """What an event's row says beside its stage and its days; empty where it says nothing."""

    batch: str
    certificate_no: str
    note: str


def ways(session: Session, designation: str | None = None) -> list[tuple[Subject, str]]:
    """Every subject × designation with events, or those of one designation, whatever became of them."""
    e = StageEvent
    query = select(e.subject_kind, e.subject_id, e.designation).where(e.trashed_at.is_(None)).distinct()
    if designation is not None:
        query = query.where(e.designation == designation)
    query = query.order_by(e.subject_kind, e.subject_id, e.designation)
    return [((kind, key), title) for kind, key, title in session.execute(query)]


def bearers(session: Session, designation: str) -> list[Subject]:
    """Enterprises, brands and carriers with events of a designation, whatever became of them."""
    return [subject for subject, _ in ways(session, designation)]


def chain(session: Session, plan: Plan, subject: Subject, designation: str) -> list[ChainEvent]:
    """Every event of one subject × designation in the order of rule 2, whatever names the subject bore meanwhile."""
    e = StageEvent
    query = (
        select(e.id, e.happened_on, e.stage, e.valid_until, e.certificate_no, e.batch, e.note)
        .where(e.subject_kind == subject[0], e.subject_id == subject[1], e.designation == designation)
        .where(e.trashed_at.is_(None))
    )
    order = {stage.key: stage.order for stage in plan.stages}
    found = [ChainEvent(*row) for row in session.execute(query)]
    return sorted(found, key=lambda one: (one.on, order.get(one.stage, 0), one.valid_until or date.max, one.id))


def papers(session: Session, events: Collection[int]) -> Mapping[int, Papers]:
    """Batch, document number and note of these events."""
    e = StageEvent
    query = select(e.id, e.batch, e.certificate_no, e.note).where(e.id.in_(among(events)))
    return {key: Papers(batch or "", number or "", note or "") for key, batch, number, note in session.execute(query)}


def problems(session: Session, plan: Plan, catalogue: Catalogue, step: Step) -> list[Problem]:
    """Why the step cannot be recorded; nothing where it can."""
    stage, title = plan.stages.get(step.stage), catalogue.designations.get(step.designation)
    if stage is None:
        return [Problem("unknown_stage", N_("没有“{value}”这个阶段"), "stage", step.stage)]
    if title is None:
        return [Problem("unknown_designation", N_("目录里没有称号“{value}”"), "designation", step.designation)]
    found = []
    if not _alive(session, step.subject):
        found.append(Problem("unknown_subject", N_("这个对象不在名录中，或已移入回收站"), "subject"))
    if step.subject[0] not in title.holders:
        message = N_("“{value}”不由这类对象持有")
        found.append(Problem("holder", message, "designation", title.zh))
    if step.stage in REASON_ASKED and not step.reason.strip():
        found.append(Problem("reason_required", N_("记录“{value}”须写明原因"), "reason", stage.zh))
    if step.valid_until is not None and step.stage not in TERMS:
        found.append(Problem("no_term", N_("“{value}”不带有效期，只有认定和复核通过才有"), "valid_until", stage.zh))
    elif step.valid_until is not None and step.valid_until < step.on:
        message = N_("有效期至 {value} 早于认定日期 {on}")
        found.append(Problem("term_ends_early", message, "valid_until", str(step.valid_until), {"on": step.on}))
    return found or _against_the_chain(chain(session, plan, step.subject, step.designation), step, stage.zh)


def move(session: Recorder, plan: Plan, catalogue: Catalogue, step: Step) -> int:
    """Record one step; the id of the new event. Raises Refused with the problems, and writes nothing then."""
    found = problems(session, plan, catalogue, step)
    if found:
        raise Refused(N_("这一步不能记录。"), tuple(found))
    return session.insert_many(StageEvent, [row_of(step)])[0]


def move_all(session: Recorder, plan: Plan, catalogue: Catalogue, steps: Iterable[Step]) -> Sequence[int]:
    """Record several steps, all or none. Raises Refused with every problem."""
    wanted = list(steps)
    found = [problem for step in wanted for problem in problems(session, plan, catalogue, step)]
    if found:
        raise Refused(N_("这一步不能记录。"), tuple(found))
    return session.insert_many(StageEvent, [row_of(step) for step in wanted])


def row_of(step: Step) -> dict[str, object]:
    """The step as a row of ``stage_event``."""
    return {
        "subject_kind": step.subject[0],
        "subject_id": step.subject[1],
        "designation": step.designation,
        "stage": step.stage,
        "happened_on": step.on,
        "valid_until": step.valid_until,
        "certificate_no": step.certificate_no or None,
        "batch": step.batch or None,
        "note": step.reason.strip() or None,
    }


def _against_the_chain(events: Sequence[ChainEvent], step: Step, stage: str) -> list[Problem]:
    if any(one.on == step.on and one.stage == step.stage for one in events):
        message = N_("{on} 已记有“{value}”，不必再记")
        return [Problem("already", message, "stage", stage, {"on": step.on})]
    if step.stage in ENDS and not any(one.on <= step.on and one.stage in TERMS for one in events):
        message = N_("{on} 之前没有认定或复核通过的记录，不能记“{value}”")
        return [Problem("no_title", message, "stage", stage, {"on": step.on})]
    return []


def _alive(session: Session, subject: Subject) -> bool:
    record = SUBJECTS.get(subject[0])
    if record is None:
        return False
    return session.scalar(select(record.id).where(record.id == subject[1], record.trashed_at.is_(None))) is not None


def former_names(session: Session, enterprise: int) -> list[tuple[str, date | None]]:
    """The names that an enterprise bore before, with the day of each renaming where known, the latest first."""
    f = t.FormerName
    query = select(f.name, f.until).where(f.enterprise_id == enterprise, f.trashed_at.is_(None))
    return [(name, until) for name, until in session.execute(query.order_by(f.until.desc(), f.id.desc()))]


def name_of(session: Session, subject: Subject) -> str:
    """The name of a subject; empty where it is gone."""
    record = SUBJECTS[subject[0]]
    return session.scalar(select(record.name).where(record.id == subject[1])) or ""
