"""Any sequence of writes, undos and redos: the rows follow, the journal replays, the chain holds."""

from __future__ import annotations

import tempfile
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import event

from fashiontracker.errors import Refused
from fashiontracker.models import verify
from fashiontracker.models.places import Places
from fashiontracker.models.tables import Brand, Enterprise, Figure
from fashiontracker.progress import finish

from .conftest import Database, Rows

names = st.text('甲乙丙AB,"\\\n\x00😀', max_size=4)
codes = st.sampled_from([None, "91A", "91B", "91C"])


class Writes(RuleBasedStateMachine):
    """Writes at random against the states that were seen after each entry."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name)
        self.database = Database(Places(path / "a.db", path / "lock", path / "backups", path / "files"))
        self.store = self.database.create()
        event.listen(self.store.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
        self.states: dict[int, Rows] = {1: self.database.rows()}

    def teardown(self) -> None:
        self.store.close()
        assert finish(verify.verify(self.database.path, self.database.places.lock)).ok
        self.folder.cleanup()

    def seen(self) -> None:
        newest = self.store.history.entries(limit=1)[0]
        self.states.setdefault(newest.id, self.database.rows())

    @rule(rows=st.lists(st.tuples(names, codes), min_size=1, max_size=3))
    def insert(self, rows: list[tuple[str, str | None]]) -> None:
        taken = {row[3] for key, row in self.database.rows().items() if key[0] == "enterprise"}
        fresh = [(name, code if code not in taken else None) for name, code in rows]
        once = [(name, code if code not in [c for _, c in fresh[:n]] else None) for n, (name, code) in enumerate(fresh)]
        with self.store.journal.entry("导入") as session:
            session.insert_many(Enterprise, [{"name": n, "name_key": n, "uscc": c, "sectors": (n,)} for n, c in once])
        self.seen()

    @precondition(lambda self: self.ids("enterprise"))
    @rule(data=st.data(), name=names, value=st.floats(allow_nan=False))
    def insert_children(self, data: st.DataObject, name: str, value: float) -> None:
        owner = data.draw(st.sampled_from(self.ids("enterprise")))
        with self.store.journal.entry("子项") as session:
            session.add(Brand(name=name, name_key=name, owner_id=owner))
            year = len(self.states)
            figure = Figure(subject_kind="enterprise", enterprise_id=owner, indicator="x", year=year, value=value)
            figure.unit, figure.entered_in = "万元", "roster"
            session.add(figure)
        self.seen()

    @precondition(lambda self: self.ids("enterprise"))
    @rule(data=st.data(), name=names)
    def change(self, data: st.DataObject, name: str) -> None:
        keys = data.draw(st.sets(st.sampled_from(self.ids("enterprise")), min_size=1))
        with self.store.journal.entry("批量修改") as session:
            session.update_many(Enterprise, {key: {"name": name} for key in keys})
        self.seen()

    @precondition(lambda self: self.ids("brand"))
    @rule(data=st.data())
    def purge(self, data: st.DataObject) -> None:
        with self.store.journal.entry("清空") as session:
            session.delete_many(Brand, [data.draw(st.sampled_from(self.ids("brand")))])
        self.seen()

    @rule()
    def undo(self) -> None:
        chosen = self.store.history.next_undo()
        if chosen is not None:
            self.store.journal.undo()
            self.seen()

    @rule()
    def redo(self) -> None:
        chosen = self.store.history.next_redo()
        if chosen is not None:
            self.store.journal.redo()
            self.seen()

    @rule(data=st.data())
    def undo_any(self, data: st.DataObject) -> None:
        before = self.database.rows()
        number = data.draw(st.integers(1, len(self.states)))
        try:
            self.store.journal.undo(number)
        except Refused:
            assert self.database.rows() == before
        self.seen()

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = self.database.open()

    @rule()
    def undo_all_and_redo_all(self) -> None:
        before, undone = self.database.rows(), 0
        while self.store.history.next_undo() is not None:
            try:
                self.store.journal.undo()
            except Refused:  # an older entry was undone out of turn, or done again
                break
            undone += 1
        for _ in range(undone):
            self.store.journal.redo()
        assert self.database.rows() == before
        self.seen()

    @invariant()
    def nothing_is_half_written(self) -> None:
        owners = set(self.ids("enterprise"))
        rows = self.database.rows()
        assert all(row[3] in owners for key, row in rows.items() if key[0] == "brand")

    def ids(self, table: str) -> list[int]:
        return sorted(key for name, key in self.database.rows() if name == table)


TestWrites = Writes.TestCase
TestWrites.settings = settings(max_examples=12, stateful_step_count=15, deadline=None)
