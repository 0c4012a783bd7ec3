"""Who has ever been on the way to a designation: subjects with events of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from fashiontracker.models.tables import StageEvent

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.facts import Subject


def bearers(session: Session, designation: str) -> list[Subject]:
    """Enterprises, brands and carriers with events of a designation, whatever became of them."""
    query = (
        select(StageEvent.subject_kind, StageEvent.subject_id)
        .where(StageEvent.designation == designation, StageEvent.trashed_at.is_(None))
        .distinct()
        .order_by(StageEvent.subject_kind, StageEvent.subject_id)
    )
    return [(kind, key) for kind, key in session.execute(query)]
