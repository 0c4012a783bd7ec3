"""One trial of each fault: what was done, and what of it was lost. Tests do a few, the campaign a thousand."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fashiontracker.errors import EnvironmentFault
from fashiontracker.models import salvage, store, verify
from fashiontracker.models.leftovers import is_unfinished
from fashiontracker.models.places import Places
from fashiontracker.models.store import open_store
from fashiontracker.models.tables import Enterprise
from fashiontracker.progress import finish
from tests.faults.meddling import Outcome, Step, Writers, after_power_cut
from tests.models.conftest import Database, fill, firms, rows_in

FIRST = 1000


@dataclass(frozen=True)
class Found:
    """What a database holds after a fault. ``lost`` entries were acknowledged and are not there; ``partial`` says what
    is there in part, or that the file is not sound."""

    entries: int
    lost: int = 0
    partial: str = ""

    @property
    def whole(self) -> bool:
        """Whether everything is as it must be."""
        return not self.lost and not self.partial


def made(folder: Path) -> Path:
    """A fresh database with a setting that counts the entries."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "a.db"
    store.create(path, folder / "lock", {"counter": "0"}).close()
    return path


def found(path: Path, acknowledged: int) -> Found:
    """What is there of the entries that were acknowledged; one more may have been on its way."""
    try:
        open_store(path, path.with_name("lock"), False).close()
        report = finish(verify.verify(path, path.with_name("lock")))
    except EnvironmentFault as fault:
        return Found(0, acknowledged, type(fault).__name__)
    connection = sqlite3.connect(path)
    entries, firms_, counter = (
        connection.execute(sql).fetchone()[0]
        for sql in (
            "SELECT count(*) - 1 FROM journal_entry",
            "SELECT count(*) FROM enterprise",
            "SELECT value FROM setting WHERE id=2",
        )
    )
    connection.close()
    whole = firms_ == 7 * entries and counter == (str(FIRST + entries - 1) if entries else "0")
    partial = "" if whole and entries <= acknowledged + 1 else f"{entries} entries, {firms_} firms, counter {counter}"
    return Found(entries, max(0, acknowledged - entries), partial or "; ".join(one.line() for one in report.problems))


# ---- processes ----


def killed(writers: Writers, folder: Path, number: int, entries: int = 3) -> tuple[Outcome, Found]:
    """Kill a writer at its n-th write to the database or its journal."""
    path = made(folder)
    said = writers.do("write", path, FIRST, entries, MEDDLE_KILL_AT=number)
    return said, found(path, said.done)


def full(writers: Writers, folder: Path, number: int, times: int = -1) -> tuple[Outcome, Found]:
    """Let the disk be full at a writer's n-th write: for ever, or for so many writes, after which it goes on."""
    path = made(folder)
    said = writers.do("write", path, FIRST, 4, MEDDLE_FULL_AT=number, MEDDLE_FULL_FOR=times)
    return said, _with_room(writers, path, said)


def limited(writers: Writers, folder: Path, room: int) -> tuple[Outcome, Found]:
    """Let no file grow by more than so many bytes, as a quota does."""
    path = made(folder)
    said = writers.do("write", path, FIRST, 8, path.stat().st_size + room)
    return said, _with_room(writers, path, said)


def _with_room(writers: Writers, path: Path, said: Outcome) -> Found:
    """What is there after a full disk; once there is room again, one more entry must be."""
    held = found(path, said.done)
    if held.whole and writers.do("write", path, FIRST + held.entries, 1).done != 1:
        return Found(held.entries, partial="cannot be written to any more")
    return held


def raced(writers: Writers, folder: Path, starters: int = 4) -> tuple[Outcome, bool]:
    """Let several open a database for writing, kill the winner; whether it was one, and his lock went with him."""
    path = made(folder)
    said = writers.do("race", path, starters)
    one = sorted(said.said) == [*["locked"] * (starters - 1), "won"]
    return said, one and writers.do("write", path, FIRST, 1).done == 1


def backed_up(writers: Writers, folder: Path, number: int, how: str) -> tuple[Outcome, bool]:
    """Kill a backup at its n-th write, or let its disk be full; whether nothing half-made bears a final name."""
    path = made(folder)
    writers.do("write", path, FIRST, 2)
    target = folder / "backups"
    said = writers.do("back_up", path, target, MEDDLE_DATABASE=f"{target.resolve()}/", **{how: number})
    whole = all(found(one, 2).whole for one in target.glob("*.db"))
    return said, whole and found(path, 2).whole


def upgraded(
    writers: Writers, database: Database, scripts: Path, number: int, how: str = "MEDDLE_KILL_AT"
) -> tuple[Outcome, bool]:
    """Kill a migration at its n-th write, or let its disk be full; whether every row is there, in one schema or the
    other, and in the backup."""
    before = database.rows()
    said = writers.do("upgrade", database.path, database.places.backups, scripts, **{how: number})
    if is_unfinished(database.path):
        connection = sqlite3.connect(database.path)
        connection.execute("SELECT count(*) FROM sqlite_master")
        connection.close()
    backups = list(database.places.backups.glob("*.db"))
    return said, database.rows() == before and [rows_in(one) for one in backups] == [before]


MIGRATION = """
from alembic import op
import sqlalchemy as sa
revision, down_revision = "0002", None

def upgrade():
    for table in ("enterprise", "brand", "figure"):
        with op.batch_alter_table(table, recreate="always") as batch:
            batch.add_column(sa.Column("founder", sa.String()))
"""


def migration(folder: Path) -> Path:
    """A folder of migrations with one that rebuilds three tables."""
    versions = folder / "migrations" / "versions"
    versions.mkdir(parents=True)
    (versions / "0002_next.py").write_text(MIGRATION)
    return versions.parent


# ---- power cuts ----

Recorded = tuple[Path, dict[bool, bytes], list[Step]]
"""A database, what it and its journal held at the start, every step to the disk since."""


def cut(recorded: Recorded, seed: int) -> Found:
    """Cut the power at a step of a random number and let the unsynced sectors be there or not, at random."""
    path, start, done = recorded
    rng = random.Random(seed)
    moment = rng.randrange(1, len(done))
    share = rng.choice((0.0, 0.2, 0.5, 0.8, 1.0))
    files = after_power_cut(start, done[:moment], iter(lambda: rng.random() < share, None))
    path.write_bytes(files[False])
    path.with_name("a.db-journal").write_bytes(files[True])
    path.with_name("lock").unlink(missing_ok=True)
    return found(path, _acknowledged(done[:moment]))


def _acknowledged(done: list[Step]) -> int:
    """How many commits were over: each cuts its journal to nothing, and waits until the disk has done it."""
    over = cuts = 0
    for step in done:
        if step.journal and step.what == "t" and step.offset == 0:
            cuts += 1
        elif step.journal and step.what == "s":
            over = cuts
    return over


# ---- damaged files ----


def long_history(folder: Path) -> Database:
    """A database of some thousand rows whose rows are spread over imports and edits."""
    database = Database(Places(*(folder / name for name in ("a.db", "lock", "backups", "files"))))
    fill(database, 300)
    with database.open() as opened:
        with opened.journal.entry("再导入") as session:
            session.insert_many(Enterprise, firms(4000, 3000))
        for key in range(400, 2000, 40):
            with opened.journal.entry("保存") as session:
                session.update_many(Enterprise, {key: {"note": f"注{key}" * 50}})
    return database


def salvaged(database: Database, original: dict[tuple[str, int], tuple[object, ...]], seed: int) -> tuple[float, int]:
    """Zero ten pages anywhere; the share of rows that is salvaged, and how many of them are wrong."""
    held = bytearray(database.path.read_bytes())
    for page in random.Random(seed).sample(range(1, len(held) // 4096 + 1), 10):
        held[(page - 1) * 4096 : page * 4096] = bytes(4096)
    damaged, out = database.path.with_name("damaged.db"), database.path.with_name("out.db")
    damaged.write_bytes(held)
    out.unlink(missing_ok=True)
    finish(salvage.salvage(damaged, out))
    rows = rows_in(out)
    return len(rows) / len(original), sum(original.get(key) != row for key, row in rows.items())


def tampered(database: Database, kind: str, rng: random.Random) -> None:
    """Change a record past the program."""
    connection = sqlite3.connect(database.path)
    entry = rng.randrange(2, connection.execute("SELECT max(id) FROM journal_entry").fetchone()[0])
    change = rng.randrange(2, connection.execute("SELECT max(id) FROM journal_change").fetchone()[0])
    firm = rng.choice([key for (key,) in connection.execute("SELECT id FROM enterprise")])
    connection.close()
    database.sql(*(one.format(entry=entry, change=change, firm=firm) for one in TAMPERINGS[kind]))


TAMPERINGS = {
    "a record edited": ["UPDATE enterprise SET name=name||'改' WHERE id={firm}"],
    "a record deleted": ["DELETE FROM figure WHERE id={firm}"],
    "a record added": ["INSERT INTO task_progress (task,happened_on,state) VALUES ('t','2023-01-01','done')"],
    "an entry edited": ["UPDATE journal_entry SET who=who||'改' WHERE id={entry}"],
    "an entry deleted": [
        "DELETE FROM journal_change WHERE entry_id={entry}",
        "DELETE FROM journal_entry WHERE id={entry}",
    ],
    "a change edited": ["UPDATE journal_change SET record_id=record_id+100000 WHERE id={change}"],
    "a change deleted": ["DELETE FROM journal_change WHERE id={change}"],
    "the end cut off": [
        "DELETE FROM journal_change WHERE entry_id>{entry}",
        "DELETE FROM journal_entry WHERE id>{entry}",
    ],
}


def seeds(number: int) -> Iterator[random.Random]:
    """So many sources of chance, the same on every run."""
    return (random.Random(seed) for seed in range(number))
