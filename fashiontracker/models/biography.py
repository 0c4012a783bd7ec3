"""The history of some rows, field by field: which entry of the journal made which value of which."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from fashiontracker.models.bulk import among
from fashiontracker.models.log import JournalChange, JournalEntry

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.papers import Place


class Step(NamedTuple):
    """One row in one entry. ``before`` and ``after`` hold the stored columns that changed; an added row has no
    ``before``, one that is gone no ``after``. ``at`` is UTC ISO, ``kind`` that of the entry.
    """

    entry: int
    at: str
    who: str
    label: str
    kind: str
    table: str
    id: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


def of(session: Session, places: Collection[Place], limit: int) -> list[Step]:
    """The newest steps of these rows, the newest first."""
    e, c = JournalEntry, JournalChange
    tables: dict[str, list[int]] = {}
    for table, key in places:
        tables.setdefault(table, []).append(key)
    found = []
    for table, keys in tables.items():
        query = (
            select(e.id, e.at, e.who, e.label, e.kind, c.record_id, c.before, c.after)
            .join(c, c.entry_id == e.id)
            .where(c.record_table == table, c.record_id.in_(among(keys)))
            .order_by(e.id.desc())
            .limit(limit)
        )
        for number, at, who, label, kind, key, before, after in session.execute(query):
            found.append(Step(number, at, who, label, kind, table, key, _columns(before), _columns(after)))
    return sorted(found, key=lambda step: -step.entry)[:limit]


def _columns(text: str | None) -> Mapping[str, Any] | None:
    return None if text is None else dict(json.loads(text))
