"""The session inside a journal entry: whatever is written through it is remembered, before and after.

ORM flushes are watched; bulk work goes through `Recorder.insert_many` and its kin. Statements that would slip past both
are refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, event, insert, update
from sqlalchemy.orm import ORMExecuteState, Session

from fashiontracker.models import raw
from fashiontracker.models.base import Record
from fashiontracker.models.raw import Row

Key = tuple[str, int]


class Recorder(Session):
    """A session that remembers each row's first before and last after.

    Only `fashiontracker.models.journal` makes one; everyone else receives it from ``with journal.entry(…)``.
    """

    def __init__(self, connection: Connection) -> None:
        super().__init__(bind=connection, expire_on_commit=False)
        self.befores: dict[Key, Row | None] = {}
        self.afters: dict[Key, Row | None] = {}
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
            self._remember_before(table, raw.fetch(self.connection(), table, ids))

    def _after_flush(self, session: Session, *_: object) -> None:
        for record in self._newcomers:
            key = (record.__tablename__, record.id)
            self.befores.setdefault(key, None)
            self.afters[key] = None
        self._newcomers = []

    def _remember_before(self, table: str, rows: Mapping[int, Row]) -> None:
        for key, row in rows.items():
            self.befores.setdefault((table, key), row)
            self.afters[(table, key)] = None

    def next_id(self, table: str) -> int:
        """The lowest id that this table has never used."""
        self.flush()
        found = self.connection().exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name=?", (table,)).scalar()
        return int(found or 0) + 1

    def insert_many(self, record: type[Record], rows: Sequence[Mapping[str, Any]]) -> range:
        """Insert plain rows (Python values, every row with the same columns); their new ids, in order."""
        table = record.__tablename__
        first = self.next_id(table)
        ids = range(first, first + len(rows))
        for part in raw.chunks(zip(ids, rows, strict=True), 5000):
            self.connection().execute(insert(record.__table__), [{**row, "id": key} for key, row in part])  # type: ignore[arg-type]
        for key in ids:
            self.befores[(table, key)] = None
            self.afters[(table, key)] = None
        return ids

    def update_many(self, record: type[Record], changes: Mapping[int, Mapping[str, Any]]) -> None:
        """Set columns (Python values) of rows by id."""
        self.flush()
        table = record.__tablename__
        self._remember_before(table, raw.fetch(self.connection(), table, list(changes)))
        shapes: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for key, row in changes.items():
            shapes.setdefault(tuple(row), []).append({**row, "id_": key})
        target = record.__table__
        for names, values in shapes.items():
            if names:
                sets: dict[str, Any] = {name: bindparam(name) for name in names}
                self.connection().execute(update(target).where(target.c.id == bindparam("id_")).values(sets), values)  # type: ignore[arg-type]
        self.expire_all()

    def delete_many(self, record: type[Record], ids: Sequence[int]) -> None:
        """Delete rows for good (an emptied trash); the journal keeps what they held."""
        self.flush()
        table = record.__tablename__
        self._remember_before(table, raw.fetch(self.connection(), table, ids))
        raw.delete(self.connection(), table, ids)
        self.expire_all()

    def write_raw(
        self, table: str, inserts: Sequence[Row], updates: Sequence[tuple[int, Row]], deletes: Sequence[int]
    ) -> None:
        """Write stored rows: what an undo or a replay does."""
        ids = [*(key for key, _ in updates), *deletes]
        self._remember_before(table, raw.fetch(self.connection(), table, ids))
        for row in inserts:
            self.befores.setdefault((table, row["id"]), None)
            self.afters[(table, row["id"])] = None
        raw.delete(self.connection(), table, deletes)
        raw.insert(self.connection(), table, inserts)
        raw.update(self.connection(), table, updates)
        self.expire_all()

    def changes(self) -> Iterable[tuple[str, int, Row | None, Row | None]]:
        """Every row that is not as it was: table, id, before and after (None = no row), by table and id."""
        self.flush()
        by_table: dict[str, list[int]] = {}
        for table, key in self.afters:
            by_table.setdefault(table, []).append(key)
        for table in sorted(by_table):
            ids = sorted(by_table[table])
            for part in raw.chunks(ids, 5000):
                present = self._present(table, part)
                for key in part:
                    before, after = self.befores[(table, key)], present.get(key)
                    if before is None and after is not None:
                        yield table, key, None, raw.filled(after)
                    elif before is not None and after is None:
                        yield table, key, raw.filled(before), None
                    elif before is not None and after is not None:
                        old, new = raw.difference(before, after)
                        if new:
                            yield table, key, old, new

    def _present(self, table: str, ids: Sequence[int]) -> dict[int, Row]:
        if len(ids) == ids[-1] - ids[0] + 1:
            return {row["id"]: row for row in raw.fetch_range(self.connection(), table, ids[0], ids[-1])}
        return raw.fetch(self.connection(), table, ids)
