"""Drafts become one journal entry: new rows in bulk, table by table, then what changed."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any, Final

from fashiontracker.exchange.ledger import TABLES, Draft, Ledger
from fashiontracker.models import tables
from fashiontracker.models.base import Record
from fashiontracker.models.raw import chunks
from fashiontracker.models.recorder import Recorder
from fashiontracker.models.tables import SUBJECTS
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
_PART: Final = 20_000
"""So many rows are laid out at once: those of a hundred thousand enterprises need not lie in memory together."""


def write(session: Recorder, ledger: Ledger) -> Generator[Progress, None, int]:
    """Write every draft that is not as it is stored; the number of rows written."""
    waiting: dict[str, list[Draft]] = {table: [] for table in TABLES}
    for draft in ledger.changed():
        waiting[draft.table].append(draft)
    total = sum(map(len, waiting.values()))
    done = 0
    ids: dict[Draft, int] = {}
    for table in TABLES:
        record = _RECORDS[table]
        for part in chunks((draft for draft in waiting[table] if draft.id is None), _PART):
            made = session.insert_many(record, [_row(draft, ids) for draft in part])
            if table in SUBJECTS:
                ids.update(zip(part, made, strict=True))
            done += len(part)
            yield Progress(done, total, "")
        if old := {draft.id: _row(draft, ids) for draft in waiting[table] if draft.id is not None}:
            session.update_many(record, old)
            done += len(old)
            yield Progress(done, total, "")
    return total


def _row(draft: Draft, ids: Mapping[Draft, int]) -> dict[str, Any]:
    """The draft's values with ids in the place of drafts. A draft itself learns nothing: a write may fail and be tried
    again.
    """
    row = draft.values
    for name in _REFERENCES:
        if isinstance(owner := row.get(name), Draft):
            row = {**row, name: owner.id or ids[owner]}
    return row
