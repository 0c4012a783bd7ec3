"""Drafts become one journal entry: new rows in bulk, table by table, then what changed."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Final

from fashiontracker.exchange.ledger import TABLES, Draft, Ledger
from fashiontracker.models import tables
from fashiontracker.models.base import Record
from fashiontracker.models.recorder import Recorder
from fashiontracker.progress import Progress

_RECORDS: Final[dict[str, type[Record]]] = {
    record.__tablename__: record
    for record in (
        *(tables.Enterprise, tables.FormerName, tables.Brand, tables.Carrier, tables.Talent, tables.Exhibition),
        *(tables.Standard, tables.Project, tables.StageEvent, tables.Figure),
        *(tables.TaskProgress, tables.MilestoneProgress),
    )
}
_REFERENCES: Final = ("owner_id", "enterprise_id", "subject_id")


def write(session: Recorder, ledger: Ledger) -> Generator[Progress, None, int]:
    """Write every draft that is not as it is stored; the number of rows written."""
    waiting: dict[str, list[Draft]] = {table: [] for table in TABLES}
    for draft in ledger.changed():
        waiting[draft.table].append(draft)
    total = sum(map(len, waiting.values()))
    done = 0
    for table in TABLES:
        new = [draft for draft in waiting[table] if draft.id is None]
        old = [draft for draft in waiting[table] if draft.id is not None]
        if new:
            ids = session.insert_many(_RECORDS[table], [_row(draft) for draft in new])
            for draft, key in zip(new, ids, strict=True):
                draft.id = key
        if old:
            session.update_many(_RECORDS[table], {draft.id or 0: _row(draft) for draft in old})
        done += len(waiting[table])
        yield Progress(done, total, "")
    return total


def _row(draft: Draft) -> dict[str, Any]:
    row = draft.values
    for name in _REFERENCES:
        if isinstance(owner := row.get(name), Draft):
            row = {**row, name: owner.id}
    return row
