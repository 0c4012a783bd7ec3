"""The session inside a journal entry: whatever is written through it is remembered, before and after.

ORM flushes are watched; bulk work goes through `Recorder.insert_many` and its kin. Statements that would slip past both
are refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, event, update
from sqlalchemy.orm import ORMExecuteState, Session

from fashiontracker.models import raw
from fashiontracker.models.base import Record
from fashiontracker.models.raw import Change, Row, Values


class Recorder(Session):
    """A session that remembers what each row was before it was first touched; what it became is read at the end.

    Only `fashiontracker.models.journal` makes one; everyone else receives it from ``with journal.entry(…)``.
    """

    def __init__(self, connection: Connection) -> None:
        super().__init__(bind=connection, expire_on_commit=False)
        self._befores: dict[str, dict[int, Values | None]] = {}
        self._newcomers: list[Record] = []
        event.listen(self, "before_flush", self._before_flush)
        event.listen(self, "after_flush_postexec", self._after_flush)
        event.listen(self, "do_orm_execute", self._refuse_unseen)

    @staticmethod
    def _refuse_unseen(state: ORMExecuteState) -> None:
        if not state.is_select:
            raise RuntimeError("statements past the journal: use insert_many, update_many or delete_many")

    def _before_flush(self, session: Session, *_: object) -> None:
        self._newcomers = [record for record in session.new if isinstance(record, Record)]
        touched: dict[str, list[int]] = {}
        for record in [*session.dirty, *session.deleted]:
            if isinstance(record, Record):
                touched.setdefault(record.__tablename__, []).append(record.id)
        for table, ids in touched.items():
            self._remember(table, raw.fetch(self.connection(), table, ids))

    def _after_flush(self, session: Session, *_: object) -> None:
        for record in self._newcomers:
            self._remember(record.__tablename__, {record.id: None})
        self._newcomers = []

    def _remember(self, table: str, rows: Mapping[int, Values | None]) -> None:
        """Keep the first before of each row: None = there was no row."""
        befores = self._befores.setdefault(table, {})
        for key, row in rows.items():
            befores.setdefault(key, row)

    def next_id(self, table: str) -> int:
        """The lowest id that this table has never used."""
        self.flush()
        found = self.connection().exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name=?", (table,)).scalar()
        return int(found or 0) + 1

    def insert_many(self, record: type[Record], rows: Sequence[Mapping[str, Any]]) -> range:
        """Insert plain rows (Python values; what a row lacks takes its column's default); their new ids, in order."""
        table = record.__tablename__
        first = self.next_id(table)
        ids = range(first, first + len(rows))
        self._remember(table, dict.fromkeys(ids))
        raw.insert(self.connection(), table, raw.stored(self.connection(), table, ids, rows))
        return ids

    def update_many(self, record: type[Record], changes: Mapping[int, Mapping[str, Any]]) -> None:
        """Set columns (Python values) of rows by id."""
        self.flush()
        table = record.__tablename__
        self._remember(table, raw.fetch(self.connection(), table, list(changes)))
        shapes: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for key, row in changes.items():
            shapes.setdefault(tuple(row), []).append({**row, "id_": key})
        target = raw.JOURNALED[table]
        for names, values in shapes.items():
            if names:
                sets: dict[str, Any] = {name: bindparam(name) for name in names}
                self.connection().execute(update(target).where(target.c.id == bindparam("id_")).values(sets), values)
        self.expire_all()

    def delete_many(self, record: type[Record], ids: Sequence[int]) -> None:
        """Delete rows for good (an emptied trash); the journal keeps what they held."""
        self.flush()
        table = record.__tablename__
        self._remember(table, raw.fetch(self.connection(), table, ids))
        raw.delete(self.connection(), table, ids)
        self.expire_all()

    def insert_stored(self, table: str, rows: Sequence[Values]) -> None:
        """Write whole stored rows under their own ids, as an undo or a restore does."""
        self._remember(table, {row[0]: None for row in rows})
        raw.insert(self.connection(), table, rows)

    def update_stored(self, table: str, present: Mapping[int, Values], changes: Mapping[int, Row]) -> None:
        """Set stored columns of rows whose present state is known.

        Rows that trade a unique value among them would clash half-way: they first go into the trash, out of the unique
        indexes, and come out of it with their new values.
        """
        self._remember(table, present)
        if len(changes) > 1 and any(index.unique for index in raw.JOURNALED[table].indexes):
            trash = raw.columns(table).index("trashed_at")
            changes = {key: {"trashed_at": present[key][trash], **row} for key, row in changes.items()}
            raw.update(self.connection(), table, [(key, {"trashed_at": "-"}) for key in changes])
        raw.update(self.connection(), table, changes.items())

    def delete_stored(self, table: str, present: Mapping[int, Values]) -> None:
        """Delete rows whose present state is known."""
        self._remember(table, present)
        raw.delete(self.connection(), table, present)

    def changes(self) -> Iterator[Change]:
        """Every row that is not as it was, in the order of tables and ids.

        The afters are read back from the database: the journal tells what was stored, not what was meant.
        """
        self.flush()
        for table in sorted(self._befores):
            befores, names, whole = self._befores[table], raw.columns(table), raw.row_writer(table)
            for part in raw.chunks(sorted(befores), 5000):
                present = raw.fetch(self.connection(), table, part)
                for key in part:
                    before, after = befores[key], present.get(key)
                    if before is None and after is not None:
                        yield table, key, None, whole(after)
                    elif before is not None and after is None:
                        yield table, key, whole(before), None
                    elif before is not None and after is not None and before != after:
                        changed = [place for place, name in enumerate(names) if before[place] != after[place]]
                        old, new = ({names[place]: row[place] for place in changed} for row in (before, after))
                        yield table, key, raw.canonical(old), raw.canonical(new)
