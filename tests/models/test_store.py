"""Opening: what is not ours is refused with its bytes untouched, one writes, what was cut off is rolled back."""

from __future__ import annotations

import os
import signal
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fashiontracker.errors import Damaged, EnvironmentFault, Locked, Newer, NoRoom, Refused
from fashiontracker.models import engine, store
from fashiontracker.models.header import APPLICATION_ID, MAGIC
from fashiontracker.models.tables import Enterprise

from .conftest import Database, firms


def header(application_id: int, user_version: int) -> bytes:
    first = bytearray(4096)
    first[:16] = MAGIC
    first[60:64] = struct.pack(">I", user_version)
    first[68:72] = struct.pack(">I", application_id)
    return bytes(first)


STRANGERS = {
    "empty": (b"", Damaged),
    "text": ("名录\n".encode() * 100, Damaged),
    "short": (MAGIC, Damaged),
    "another program's": (header(0x12345678, 1), Damaged),
    "no program's": (header(0, 0), Damaged),
    "newer": (header(APPLICATION_ID, 999), Newer),
}


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize("kind", STRANGERS)
def test_a_file_that_is_not_ours_is_refused_untouched(database: Database, kind: str, write: bool) -> None:
    content, fault = STRANGERS[kind]
    database.path.write_bytes(content)
    with pytest.raises(fault):
        database.open(write)
    assert database.path.read_bytes() == content
    assert [path.name for path in database.path.parent.iterdir()] == [database.path.name]


def test_a_missing_file_is_never_made_by_opening(database: Database) -> None:
    with pytest.raises(Refused):
        database.open()
    assert not database.path.exists()


def test_a_new_database_never_takes_the_place_of_a_file(database: Database) -> None:
    database.path.write_bytes(b"")
    with pytest.raises(Refused):
        database.create()
    assert database.path.read_bytes() == b""


def test_a_database_is_for_its_owner_only(filled: Database) -> None:
    assert filled.path.stat().st_mode & 0o077 == 0
    assert filled.places.lock.stat().st_mode & 0o077 == 0


def test_the_pragmas_are_those_that_lose_nothing(filled: Database) -> None:
    expected = {"journal_mode": "truncate", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0}
    expected |= {"secure_delete": 1, "cell_size_check": 1, "busy_timeout": 5000}
    with filled.open() as opened, opened.engine.connect() as connection:
        assert {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in expected} == expected


# ---- one writer ------------------------------------------------------------------------------------------------

HOLD = """
import sys
from pathlib import Path
from fashiontracker.models import engine, store
opened = store.open_store(Path(sys.argv[1]), Path(sys.argv[2]), True)
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(filled: Database) -> subprocess.Popen[str]:
    """Another process that has the database open for writing."""
    command = [sys.executable, "-c", HOLD, str(filled.path), str(filled.places.lock)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def test_a_second_writer_is_told_who_writes_and_may_read(filled: Database, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(Locked) as locked:
        filled.open()
    assert locked.value.params["process"] == holder.pid
    assert "@" in str(locked.value.params["who"])
    with filled.open(write=False) as reader:
        assert len(reader.history.entries()) > 1


def test_a_killed_writer_locks_nobody_out(filled: Database, holder: subprocess.Popen[str]) -> None:
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    assert filled.places.lock.exists()
    filled.open().close()


def test_a_lock_file_that_nobody_holds_is_ignored(filled: Database) -> None:
    filled.places.lock.write_bytes(b"x" * 500)
    filled.open().close()
    filled.places.lock.unlink()
    filled.open().close()


def test_a_save_behind_a_long_reader_waits_and_then_says_so(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    shorter = tuple(one.replace("busy_timeout=5000", "busy_timeout=50") for one in engine.PRAGMAS)
    monkeypatch.setattr(engine, "PRAGMAS", shorter)
    with filled.open() as opened:
        with opened.reading() as reader:
            assert reader.get(Enterprise, 1) is not None
            with pytest.raises(Locked, match="仍未让出"), opened.journal.entry("保存") as session:
                session.update_many(Enterprise, {1: {"note": "改"}})
        with opened.journal.entry("保存") as session:
            session.update_many(Enterprise, {1: {"note": "改"}})
    assert filled.verify().ok


def test_who_has_lost_the_lock_writes_no_more(filled: Database) -> None:
    with filled.open() as opened:
        filled.places.lock.rename(filled.places.lock.with_name("away"))
        with pytest.raises(Locked, match="断开过"):
            _ = opened.journal
        with filled.open() as other:
            with pytest.raises(Locked):
                _ = opened.journal
            assert other.journal.head() == opened.history.head()


def test_a_moved_folder_is_not_written_to(filled: Database) -> None:
    with filled.open() as opened:
        folder = filled.path.parent
        folder.rename(folder.with_name("moved"))
        with pytest.raises(Locked):
            _ = opened.journal
    assert not folder.exists(), "made anew where it was"


def test_readers_see_one_state_while_another_is_written(filled: Database) -> None:
    with filled.open() as writer, filled.open(write=False) as reader, reader.reading() as session:
        before = session.query(Enterprise).count()
        session.commit()
        with writer.journal.entry("导入") as entry:
            entry.insert_many(Enterprise, firms(5, 1000))
            assert session.query(Enterprise).count() == before
            session.commit()
        assert session.query(Enterprise).count() == before + 5


# ---- what may not be written -----------------------------------------------------------------------------------


@pytest.fixture
def as_somebody() -> None:
    """Root may write everywhere: become nobody, where that is possible, for the test in a child of ours."""
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")


@pytest.mark.usefixtures("as_somebody")
def test_a_read_only_file_opens_for_reading(filled: Database) -> None:
    filled.path.chmod(0o400)
    with pytest.raises(NoRoom):
        filled.open()
    with filled.open(write=False) as reader:
        assert reader.history.entries()


# ---- leftovers -------------------------------------------------------------------------------------------------


def cut_off(path: Path) -> None:
    """A transaction of another process that was killed with half of its pages written."""
    script = (
        "import sqlite3,sys,os\nc=sqlite3.connect(sys.argv[1],isolation_level=None)\nc.execute('PRAGMA cache_size=2')\n"
        "c.execute('BEGIN IMMEDIATE')\nc.execute(\"UPDATE enterprise SET name='毁', note=hex(randomblob(900))\")\n"
        "os.kill(os.getpid(),9)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert path.with_name(path.name + "-journal").stat().st_size > 512


@pytest.mark.parametrize("write", [True, False])
def test_a_transaction_that_was_cut_off_is_rolled_back(filled: Database, write: bool) -> None:
    before = filled.rows()
    cut_off(filled.path)
    filled.open(write).close()
    assert filled.rows() == before
    assert filled.verify().ok


def test_verify_comes_after_a_write_that_was_cut_off(filled: Database) -> None:
    before = filled.rows()
    cut_off(filled.path)
    assert filled.verify().ok
    assert filled.rows() == before


def test_the_journal_of_another_file_is_not_applied(filled: Database, tmp_path: Path) -> None:
    other = Database(filled.places.__class__(*(tmp_path / name for name in ("b.db", "b.lock", "b.bak", "b.files"))))
    with other.create() as opened, opened.journal.entry("导入") as session:
        session.insert_many(Enterprise, firms(900))
    cut_off(other.path)
    stray = filled.path.with_name(filled.path.name + "-journal")
    content, journal = filled.path.read_bytes(), other.path.with_name("b.db-journal").read_bytes()
    stray.write_bytes(journal)
    with pytest.raises(Damaged, match="journal"):
        filled.open()
    assert (filled.path.read_bytes(), stray.read_bytes()) == (content, journal)
    stray.unlink()
    assert filled.verify().ok


def test_a_journal_of_nothing_is_harmless(filled: Database) -> None:
    before = filled.rows()
    filled.path.with_name(filled.path.name + "-journal").write_bytes(b"\x01" * 3000)
    filled.open().close()
    assert filled.rows() == before


def test_a_stray_wal_is_not_applied(filled: Database, tmp_path: Path) -> None:
    donor = tmp_path / "donor.db"
    connection = sqlite3.connect(donor)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.executescript("CREATE TABLE t(x); INSERT INTO t VALUES (zeroblob(9000));")
    wal = donor.with_name("donor.db-wal").read_bytes()
    connection.close()
    content = filled.path.read_bytes()
    filled.path.with_name(filled.path.name + "-wal").write_bytes(wal)
    for write in (True, False):
        with pytest.raises(Damaged, match="-wal"):
            filled.open(write)
    assert filled.path.read_bytes() == content


# ---- structure -------------------------------------------------------------------------------------------------

FOREIGN = {
    "an endless view": (
        "ALTER TABLE talent RENAME TO old",
        "CREATE VIEW talent AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM n) SELECT x FROM n",
    ),
    "a trigger": ("CREATE TRIGGER t AFTER INSERT ON brand BEGIN DELETE FROM enterprise; END",),
    "a guard that guards nothing": (
        "CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry BEGIN SELECT 1; END",
    ),
    "a foreign table": ("CREATE TABLE t (x)",),
    "half a migration": ("CREATE TABLE _alembic_tmp_brand (x)",),
    "a missing table": ("DROP TABLE talent",),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_structure_that_is_not_ours_is_refused(filled: Database, kind: str) -> None:
    filled.sql(*FOREIGN[kind])
    content = filled.path.read_bytes()
    with pytest.raises(Damaged):
        filled.open()
    assert filled.path.read_bytes() == content
    assert not filled.verify().ok


def test_a_blank_page_is_refused(filled: Database, damage: Callable[..., None]) -> None:
    damage(12)
    with pytest.raises(Damaged) as damaged:
        filled.open(write=False)
    assert "\n" not in str(damaged.value)


def test_a_text_that_is_none_any_more_is_a_plain_fault(filled: Database, damage: Callable[..., None]) -> None:
    damage(start=filled.path.read_bytes().index("示例企业77".encode()), content=b"\xff")
    with filled.open(write=False) as opened, opened.reading() as session, pytest.raises(Damaged):
        session.query(Enterprise).all()
    assert not filled.verify().ok


def test_every_fault_is_one_plain_sentence(filled: Database, damage: Callable[..., None]) -> None:
    faults: list[EnvironmentFault] = []
    for start, content in ((0, b"x"), (68, b"x"), (60, b"\xff"), (16, b"\x00\x03")):
        kept = filled.path.read_bytes()
        damage(start=start, content=content)
        with pytest.raises(EnvironmentFault) as raised:
            filled.open()
        faults.append(raised.value)
        filled.path.write_bytes(kept)
    assert all(str(fault) and "\n" not in str(fault) and "Traceback" not in str(fault) for fault in faults)


def test_opening_again_and_again_leaves_nothing_open(filled: Database) -> None:
    held = Path("/proc/self/fd")
    before = len(list(held.iterdir())) if held.exists() else 0
    for _ in range(20):
        filled.open().close()
    assert not before or len(list(held.iterdir())) <= before + 1


def test_a_store_closed_twice_stays_closed(filled: Database) -> None:
    opened = filled.open()
    opened.close()
    opened.close()
    store.open_store(filled.path, filled.places.lock, True).close()
