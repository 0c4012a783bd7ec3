"""Who has ever been on the way to a designation: subjects with events of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from fashiontracker.models.tables import StageEvent

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.facts import Event, Subject


def bearers(session: Session, designation: str) -> list[Subject]:
    """Enterprises, brands and carriers with events of a designation, whatever became of them."""
    query = (
        select(StageEvent.subject_kind, StageEvent.subject_id)
        .where(StageEvent.designation == designation, StageEvent.trashed_at.is_(None))
        .distinct()
        .order_by(StageEvent.subject_kind, StageEvent.subject_id)
    )
    return [(kind, key) for kind, key in session.execute(query)]


def designations(session: Session, kind: str) -> list[str]:
    """The designations of which enterprises, brands or carriers have events."""
    e = StageEvent
    query = select(e.designation).where(e.subject_kind == kind, e.trashed_at.is_(None)).distinct()
    return sorted(session.scalars(query))


def events(session: Session, designation: str, kind: str) -> dict[int, list[Event]]:
    """The events of a designation by the id of their subject, which are all of one kind; in no particular order."""
    e = StageEvent
    query = select(e.subject_id, e.happened_on, e.stage, e.valid_until, e.id)
    query = query.where(e.subject_kind == kind, e.designation == designation, e.trashed_at.is_(None))
    found: dict[int, list[Event]] = {}
    for key, day, stage, until, number in session.execute(query):
        found.setdefault(key, []).append((day, stage, until, number))
    return found
