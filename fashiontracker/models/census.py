"""How many records there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from fashiontracker.models.tables import Brand, Enterprise

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Census(NamedTuple):
    """Records that are not in the trash."""

    enterprises: int
    brands: int


def take(session: Session) -> Census:
    """Count them."""
    found = (session.scalar(select(func.count()).where(table.trashed_at.is_(None))) for table in (Enterprise, Brand))
    return Census(*(count or 0 for count in found))
