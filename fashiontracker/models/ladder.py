"""The brands by tier, and what the journal knows of how they came there."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, or_, select

from fashiontracker.models.log import JournalChange, JournalEntry
from fashiontracker.models.tables import Brand, Enterprise

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class LadderBrand(NamedTuple):
    """A brand; without sectors of its own it has its owner's (rule 6)."""

    id: int
    name: str
    owner: str
    sectors: tuple[str, ...]
    tier: str | None
    regional_brand: str | None


class TierStep(NamedTuple):
    """A brand's tier as one entry of the journal changed it; the day is that of the writing, at this computer."""

    entry: int
    day: date
    label: str
    who: str
    brand: int
    before: str | None
    after: str | None


def brands(session: Session) -> list[LadderBrand]:
    """Every brand that is not in the trash."""
    b, e = Brand, Enterprise
    query = (
        select(b.id, b.name, e.name, b.sectors, e.sectors, b.tier, b.regional_brand)
        .outerjoin(e, e.id == b.owner_id)
        .where(b.trashed_at.is_(None))
        .order_by(b.id)
    )
    return [
        LadderBrand(key, name, owner or "", own or inherited or (), tier, regional)
        for key, name, owner, own, inherited, tier, regional in session.execute(query)
    ]


def tier_steps(session: Session) -> list[TierStep]:
    """Every change of a brand's tier, the oldest first; what stands undone is left out with its undoing."""
    e, c = JournalEntry, JournalChange
    before, after = func.json_extract(c.before, "$.tier"), func.json_extract(c.after, "$.tier")
    told = or_(func.json_type(c.before, "$.tier").is_not(None), func.json_type(c.after, "$.tier").is_not(None))
    query = (
        select(e.id, e.at, e.label, e.who, c.record_id, before, after)
        .join(c, c.entry_id == e.id)
        .where(c.record_table == Brand.__tablename__, told, e.kind.in_(("base", "do")), e.id.not_in(_undone(session)))
        .order_by(e.id, c.id)
    )
    return [
        TierStep(entry, _local(at), label, who, brand, old, new)
        for entry, at, label, who, brand, old, new in session.execute(query)
        if old != new
    ]


def _undone(session: Session) -> list[int]:
    """The entries that stand undone."""
    e = JournalEntry
    last = select(e.target, func.max(e.id), e.kind).where(e.target.is_not(None)).group_by(e.target)
    return [target for target, _, kind in session.execute(last) if kind == "undo" and target is not None]


def _local(at: str) -> date:
    return datetime.fromisoformat(at).astimezone().date()
