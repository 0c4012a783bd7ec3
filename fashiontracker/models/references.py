"""Which rows point at which: the foreign keys, and the pairs of kind and id that no foreign key can express."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from fashiontracker.models import raw


@dataclass(frozen=True, slots=True)
class Reference:
    """``column`` of ``table`` holds ids of another table: always of ``parent``, or of the one named in ``kind``."""

    table: str
    column: str
    parent: str | None = None
    kind: str | None = None


REFERENCES: Final = (
    *(
        Reference(table.name, key.parent.name, parent=key.column.table.name)
        for table in raw.JOURNALED.values()
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
    ),
    Reference("stage_event", "subject_id", kind="subject_kind"),
    Reference("judgement", "subject_id", kind="subject_kind"),
    Reference("evidence_link", "record_id", kind="record_table"),
    Reference("distinct_pair", "left_id", kind="record_table"),
    Reference("distinct_pair", "right_id", kind="record_table"),
)


def pointing_at(connection: Connection, parent: str, ids: Iterable[int]) -> Iterator[tuple[str, int, int]]:
    """Rows that point at these rows of ``parent``: their table, their id, and the id they point at."""
    conditions = list(raw.runs(ids))
    for reference in REFERENCES:
        if reference.parent not in (parent, None):
            continue
        of_kind, kind = (f" AND {reference.kind}=?", (parent,)) if reference.kind else ("", ())
        select = f"SELECT id, {reference.column} FROM {reference.table} WHERE {reference.column}"
        for condition, values in conditions:
            for key, target in connection.exec_driver_sql(
                f"{select} {condition}{of_kind}", (*values, *kind)
            ).fetchall():
                yield reference.table, key, target
