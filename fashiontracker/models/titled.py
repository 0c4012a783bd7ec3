"""Which designations one kind of record has events of, and the events of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from fashiontracker.models.tables import StageEvent

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.facts import Event


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
