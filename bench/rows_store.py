"""The store: writing with the journal, taking an import back, verifying, backing up."""

from __future__ import annotations

import sqlite3
from itertools import count
from pathlib import Path
from typing import Any

from bench.harness import Pair, Row, slowest
from fashiontracker.models import backup, editing, manifest, raw, store, verify
from fashiontracker.models.store import Store
from fashiontracker.models.tables import Enterprise
from fashiontracker.progress import finish


def firms(number: int) -> list[dict[str, Any]]:
    """Rows as an import hands them over."""
    return [
        {
            "name": f"示例服装设计有限公司{n}",
            "name_key": f"示例服装设计有限公司{n}",
            "uscc": f"91440300{n:010d}",
            "sectors": ("clothing",),
            "district": "futian",
            "qianhai": False,
            "size": "medium",
            "products": "女装、男装、设计服务",
            "contact": "示例",
            "phone": "0755-00000000",
        }
        for n in range(number)
    ]


def prepare_write(folder: Path, size: int) -> Pair:
    """N records with the journal; the same rows by executemany into the same table with the same indexes."""
    opened, rows = _store(folder), firms(size)
    with opened.engine.connect() as connection:
        plain = list(raw.stored(connection, "enterprise", range(1, size + 1), rows))
    laid = sqlite3.connect(opened.path)
    script = [sql for (sql,) in laid.execute("SELECT sql FROM sqlite_master WHERE tbl_name='enterprise'") if sql]
    laid.close()

    def fresh() -> None:
        nonlocal opened
        opened.close()
        for path in folder.iterdir():
            path.unlink()
        opened = _store(folder)

    def ours() -> None:
        with opened.journal.entry("导入", "import") as session:
            session.insert_many(Enterprise, rows)

    def yardstick() -> None:
        (folder / "plain.db").unlink(missing_ok=True)
        connection = sqlite3.connect(folder / "plain.db")
        for pragma in ("journal_mode=TRUNCATE", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
        for sql in script:
            connection.execute(sql)
        names = raw.columns("enterprise")
        marks = ",".join("?" * len(names))
        connection.executemany(f"INSERT INTO enterprise ({','.join(names)}) VALUES ({marks})", plain)  # noqa: S608
        connection.commit()
        connection.close()

    return Pair(ours, yardstick, fresh)


def prepare_undo(folder: Path, size: int) -> Pair:
    """Taking an import back; the writing of it."""
    opened, rows = _store(folder), firms(size)

    def write() -> None:
        with opened.journal.entry("导入", "import") as session:
            session.insert_many(Enterprise, rows)

    def stand() -> None:
        """The import stands for `undo`; `write` has room because what it wrote before is taken back."""
        if opened.history.next_undo() is None:
            write()

    def undo() -> None:
        opened.journal.undo()

    def write_again() -> None:
        with opened.journal.entry("导入", "import") as session:
            session.insert_many(Enterprise, [{**row, "uscc": None} for row in rows])

    return Pair(undo, write_again, stand)


def prepare_verify(folder: Path, size: int) -> Pair:
    """Verifying N journaled rows; SQLite's own integrity_check of the same file, which sees far less."""
    opened = _store(folder)
    with opened.journal.entry("导入", "import") as session:
        session.insert_many(Enterprise, firms(size))
    opened.close()

    def check() -> None:
        connection = sqlite3.connect(opened.path)
        connection.execute("PRAGMA integrity_check").fetchall()
        connection.close()

    return Pair(lambda: finish(verify.verify(opened.path)), check)


def prepare_save(folder: Path, size: int) -> Pair:
    """One field of one record saved, and the time that 19 of 20 such saves stay under, in milliseconds.

    The yardstick updates the same row of the same file, in a transaction of the same safety.
    """
    opened = _store(folder)
    with opened.journal.entry("导入", "import") as session:
        ids = session.insert_many(Enterprise, firms(size))
    numbers = count(1)
    plain = sqlite3.connect(opened.path, isolation_level=None)
    for pragma in ("journal_mode=TRUNCATE", "synchronous=FULL", "secure_delete=ON"):
        plain.execute(f"PRAGMA {pragma}").fetchall()

    def save() -> None:
        number = next(numbers)
        with opened.journal.entry("修改") as session:
            editing.change(session, Enterprise, {ids[number % size]: {"phone": f"0755-{number:08d}"}})

    def update() -> None:
        number = next(numbers)
        plain.execute("UPDATE enterprise SET phone=? WHERE id=?", (f"0756-{number:08d}", ids[number % size]))

    return Pair(lambda: slowest([save] * 40), lambda: slowest([update] * 40))


def prepare_backup(folder: Path, size: int) -> Pair:
    """A verified backup with its manifest; a bare copy through SQLite's backup API, unverified."""
    opened = _store(folder)
    with opened.journal.entry("导入", "import") as session:
        session.insert_many(Enterprise, firms(size))
    opened.close()
    target = folder / "backup.db"

    def clear() -> None:
        target.unlink(missing_ok=True)
        manifest.path_of(target).unlink(missing_ok=True)
        (folder / "bare.db").unlink(missing_ok=True)

    def copy() -> None:
        source, bare = sqlite3.connect(opened.path), sqlite3.connect(folder / "bare.db")
        source.backup(bare)
        source.close()
        bare.close()

    return Pair(lambda: finish(backup.back_up_file(opened.path, target)), copy, clear)


def _store(folder: Path) -> Store:
    return store.create(folder / "ours.db", folder / "ours.lock", {})


ROWS = (
    Row("write N records with the journal", "raw executemany", 3.5, prepare_write),
    Row("undo of an import", "the import's write", 1.5, prepare_undo),
    Row("verify", "SQLite's integrity_check", 12, prepare_verify, limit=10.0),
    Row("save, slowest of 20", "raw UPDATE", 10.0, prepare_save, (10_000, 100_000), limit=50, unit="ms"),
    Row("backup, verified", "bare copy by the backup API", 8, prepare_backup),
)
