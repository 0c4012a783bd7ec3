"""What was noted of the plan's tasks and milestones, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Row, select

from fashiontracker.models.tables import MilestoneProgress, TaskProgress

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Note(NamedTuple):
    """One entry: the day, the state's key, what was written, the row's id."""

    day: date
    state: str
    text: str
    id: int


def of_tasks(session: Session, until: date) -> dict[str, tuple[Note, ...]]:
    """The entries of each task up to a day, the oldest first."""
    p = TaskProgress
    query = select(p.task, p.happened_on, p.state, p.note, p.id).where(p.happened_on <= until, p.trashed_at.is_(None))
    return _by_key(session.execute(query.order_by(p.happened_on, p.id)).all())


def of_milestones(session: Session, until: date) -> dict[str, tuple[Note, ...]]:
    """The entries of each milestone up to a day, the oldest first."""
    p = MilestoneProgress
    query = select(p.milestone, p.happened_on, p.state, p.note, p.id).where(
        p.happened_on <= until, p.trashed_at.is_(None)
    )
    return _by_key(session.execute(query.order_by(p.happened_on, p.id)).all())


def _by_key(found: Sequence[Row[str, date, str, str | None, int]]) -> dict[str, tuple[Note, ...]]:
    notes: dict[str, tuple[Note, ...]] = {}
    for key, day, state, text, number in found:
        notes[key] = (*notes.get(key, ()), Note(day, state, text or "", number))
    return notes
