"""A database of this test's own, with everything that lies beside one."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from fashiontracker.errors import Newer
from fashiontracker.models import backup, store, tables, verify
from fashiontracker.models.places import Places
from fashiontracker.models.store import Store
from fashiontracker.models.verify import Report
from fashiontracker.progress import finish

Rows = dict[tuple[str, int], tuple[object, ...]]


@dataclass(frozen=True)
class Database:
    """One database and its places."""

    places: Places

    @property
    def path(self) -> Path:
        return self.places.database

    def create(self) -> Store:
        return store.create(self.path, self.places.lock, {"plan": "示例"})

    def open(self, write: bool = True) -> Store:
        return store.open_store(self.path, self.places.lock, write, self.places.backups)

    def verify(self) -> Report:
        return finish(verify.verify(self.path, self.places.lock, [self.places.backups], self.places.evidence))

    def back_up(self, name: str = "a.db", reason: str = "request") -> Path:
        pool = self.places.backups / "files"
        return finish(backup.back_up_file(self.path, self.places.backups / name, reason, self.places.evidence, pool))

    def sql(self, *statements: str) -> None:
        """What someone does who goes past the program; the guards of the journal are put back afterwards."""
        connection = sqlite3.connect(self.path)
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'").fetchall()
        with connection:
            for name, _ in guards:
                connection.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                connection.execute(statement)
            for name, sql in guards:
                if not any(name in statement for statement in statements):
                    connection.execute(sql)
        connection.close()

    def rows(self) -> Rows:
        """Every row of every journaled table."""
        return rows_in(self.path)


def rows_in(path: Path) -> Rows:
    from fashiontracker.models import raw

    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        return {
            (table, row[0]): row
            for table in raw.JOURNALED
            for row in connection.execute(f"SELECT {','.join(raw.columns(table))} FROM {table}")
        }
    finally:
        connection.close()


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """Places for a database that is not made yet."""
    folder = tmp_path / "data"
    folder.mkdir()
    path = folder / "示例.db"
    return Database(Places(path, folder / "示例.db.lock", folder / "示例.db.backups", folder / "示例.db.files"))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The database that `filled` copies."""
    folder = tmp_path_factory.mktemp("template")
    places = Places(*(folder / name for name in ("a.db", "a.lock", "a.backups", "a.files")))
    fill(Database(places), 300)
    return places


@pytest.fixture
def filled(database: Database, template: Places) -> Database:
    """A closed database with a history: an import, a bulk edit, single saves, an undo, a purge."""
    shutil.copy(template.database, database.path)
    shutil.copy(template.lock, database.places.lock)
    return database


def firms(number: int, first: int = 1) -> list[dict[str, object]]:
    return [
        {"name": f"示例企业{n}", "name_key": f"示例企业{n}", "uscc": f"91440300{n:010d}", "sectors": ("clothing",)}
        for n in range(first, first + number)
    ]


def fill(database: Database, number: int) -> None:
    from datetime import date

    with database.create() as opened:
        journal = opened.journal
        with journal.entry("导入", "import") as session:
            ids = session.insert_many(tables.Enterprise, firms(number))
            session.insert_many(
                tables.Brand,
                [{"name": f"示例牌{n}", "name_key": f"示例牌{n}", "owner_id": ids[n]} for n in range(number // 3)],
            )
            session.insert_many(
                tables.StageEvent,
                [
                    {"subject_kind": "enterprise", "subject_id": key, "designation": "示例", "stage": "recognised"}
                    | {"happened_on": date(2023, 5, 1)}
                    for key in ids
                ],
            )
            session.insert_many(
                tables.Figure,
                [
                    {"subject_kind": "enterprise", "enterprise_id": key, "indicator": "revenue", "year": 2023}
                    | {"value": key * 1.0, "unit": "万元", "entered_in": "roster"}
                    for key in ids
                ],
            )
        with journal.entry("批量修改") as session:
            session.update_many(tables.Enterprise, {key: {"district": "futian"} for key in ids[::3]})
        for n in range(12):
            with journal.entry("保存") as session:
                firm = session.get(tables.Enterprise, ids[n * 7 % number])
                assert firm is not None
                firm.note = f"说明{n}" * 40
        journal.undo()
        with journal.entry("清空回收站") as session:
            spare = session.insert_many(tables.Talent, [{"name": "某", "name_key": "某", "kind": "designer"}])
        with journal.entry("清空回收站") as session:
            session.delete_many(tables.Talent, list(spare))


@pytest.fixture
def damage(filled: Database) -> Callable[..., None]:
    """``damage(7)`` zeroes page 7; ``damage(start=…, content=…)`` writes bytes."""

    def do(*pages: int, start: int = 0, content: bytes = b"") -> None:
        held = bytearray(filled.path.read_bytes())
        for page in pages:
            held[(page - 1) * 4096 : page * 4096] = bytes(4096)
        held[start : start + len(content)] = content
        filled.path.write_bytes(held)

    return do


def harm_missed(database: Database, rng: random.Random) -> str:
    """Flip one bit; what a reader would see differently while verify sees nothing."""
    held = bytearray(database.path.read_bytes())
    before, history = database.rows(), history_of(database.path)
    place, bit = rng.randrange(len(held)), rng.randrange(8)
    held[place] ^= 1 << bit
    database.path.write_bytes(held)
    try:
        if not database.verify().ok:
            return ""
    except Newer:
        return ""
    same = database.rows() == before and history_of(database.path) == history
    return "" if same else f"byte {place} bit {bit}"


def history_of(path: Path) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return [
            *connection.execute("SELECT * FROM journal_entry ORDER BY id"),
            *connection.execute("SELECT * FROM journal_change ORDER BY id"),
        ]
    finally:
        connection.close()
