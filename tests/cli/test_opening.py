"""Making and opening a database: what is refused, with which status, and that nothing is touched then."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from fashiontracker import paths
from fashiontracker.cli import READ_TABLE
from fashiontracker.exchange import worker
from fashiontracker.models.header import SCHEMA_VERSION
from tests.cli.conftest import Type

READERS = (("status",), ("journal",), ("export", "out.xlsx"))
WRITERS = (("undo",),)


def test_init_makes_a_database_once_and_never_overwrites(database: Path, type_in: Type) -> None:
    before = database.read_bytes()
    again = type_in("init", "--db", database)
    assert again.status == 3
    assert database.name in again.err
    assert database.read_bytes() == before


def test_init_refuses_an_unknown_plan_and_leaves_no_file(tmp_path: Path, type_in: Type) -> None:
    refused = type_in("init", "--db", tmp_path / "a.db", "--plan", "utopia")
    assert refused.status == 3
    assert "utopia" in refused.err
    assert "shenzhen-fashion-2022-2025" in refused.err
    assert list(tmp_path.glob("a.db*")) == []


def test_init_in_a_missing_folder_is_refused(tmp_path: Path, type_in: Type) -> None:
    assert type_in("init", "--db", tmp_path / "no" / "a.db").status == 3


@pytest.mark.parametrize("words", [*READERS, *WRITERS])
@pytest.mark.parametrize(
    ("content", "status"),
    [(None, 3), (b"", 5), (b"PK\x03\x04 not a database", 5), (b"SQLite format 3\x00" + bytes(200), 5)],
    ids=["missing", "empty", "foreign", "another program's"],
)
def test_what_is_not_ours_is_refused_and_left_as_it_was(
    tmp_path: Path, type_in: Type, words: tuple[str, ...], content: bytes | None, status: int
) -> None:
    path = tmp_path / "x.db"
    if content is not None:
        path.write_bytes(content)
    refused = type_in(*words[:1], *(tmp_path / word for word in words[1:]), "--db", path)
    assert refused.status == status
    assert str(path) in refused.err
    assert refused.out == ""
    assert (path.read_bytes() if path.exists() else None) == content


@pytest.mark.parametrize("words", [("status",), ("undo",)])
def test_a_newer_file_is_refused_with_its_own_status(database: Path, type_in: Type, words: tuple[str, ...]) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    connection.close()
    before = database.read_bytes()
    refused = type_in(*words, "--db", database)
    assert refused.status == 6
    assert database.read_bytes() == before


HOLD = """
import sys
from pathlib import Path
from fashiontracker import app
with app.open_database(Path(sys.argv[1]), write=True):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_while_another_program_writes_readers_read_and_writers_get_status_4(database: Path, type_in: Type) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    try:
        assert holder.stdout.readline() == "held\n"
        refused = type_in("undo", "--db", database)
        assert refused.status == 4
        assert str(holder.pid) in refused.err
        assert type_in("status", "--db", database, "--json").status == 0
    finally:
        holder.communicate("")
    assert holder.returncode == 0
    assert type_in("undo", "--db", database).status == 3  # nothing to undo: it got as far as asking


def test_a_lock_file_that_nobody_holds_locks_nobody_out(database: Path, type_in: Type) -> None:
    paths.lock_file(database).write_text("left over")
    assert type_in("undo", "--db", database).status == 3


def test_the_program_runs_as_a_module() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "fashiontracker", "--version"], check=False, capture_output=True, text=True
    )
    assert ran.returncode == 0
    assert ran.stdout.startswith("fashiontracker ")


def test_a_frozen_build_can_start_itself_as_a_worker(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("企业名称,行业\n示例甲,钟表\n", encoding="utf-8")
    command = [sys.executable, "-m", "fashiontracker", READ_TABLE, str(table)]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    assert ran.returncode == 0
    assert "示例甲" in ran.stdout
    assert READ_TABLE == worker.SWITCH


def test_in_a_sync_folder_readers_read_and_writers_get_status_7(tmp_path: Path, database: Path, type_in: Type) -> None:
    folder = tmp_path / "我的坚果云"
    folder.mkdir()
    moved = database.rename(folder / database.name)
    refused = type_in("undo", "--db", moved)
    assert refused.status == 7
    assert "坚果云" in refused.err
    assert type_in("init", "--db", folder / "b.db").status == 7
    assert type_in("status", "--db", moved, "--json").status == 0
