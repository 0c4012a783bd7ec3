"""Kills at every write, full disks, power cuts, flipped bits: nothing that was said to be saved is lost.

A few of each run with every test; `make faults` runs the campaign (FAULTS=1 scales it, 1 = a thousand and more).
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from fashiontracker.errors import EnvironmentFault
from fashiontracker.models import verify
from fashiontracker.models.restore import Places
from fashiontracker.models.store import open_store
from fashiontracker.progress import finish
from tests.faults.meddling import Step, after_power_cut, library, steps, write
from tests.models.conftest import Database, fill, harm_missed

SCALE = float(os.environ.get("FAULTS", "1"))
FIRST = 1000


def campaign(number: int) -> int:
    return max(1, int(number * SCALE))


def made(folder: Path) -> Path:
    """A fresh database with a setting that counts the entries."""
    from fashiontracker.models import store

    path = folder / "a.db"
    store.create(path, folder / "lock", {"counter": "0"}).close()
    return path


def held(path: Path, said: list[str]) -> int:
    """How many entries are there; asserts that it is all that were acknowledged, none in part, and a sound file."""
    open_store(path, path.with_name("lock"), False).close()
    report = finish(verify.verify(path, path.with_name("lock")))
    assert report.ok, [problem.line() for problem in report.problems]
    connection = sqlite3.connect(path)
    entries, firms, counter = (
        connection.execute(sql).fetchone()[0]
        for sql in (
            "SELECT count(*) - 1 FROM journal_entry",
            "SELECT count(*) FROM enterprise",
            "SELECT value FROM setting WHERE id=2",
        )
    )
    connection.close()
    acknowledged = sum(line.startswith("done") for line in said)
    assert acknowledged <= entries <= acknowledged + 1
    assert firms == 7 * entries
    assert counter == (str(FIRST + entries - 1) if entries else "0")
    return entries


def kill_at(folder: Path, number: int, entries: int = 3) -> bool:
    """Kill a writer at its n-th write to the database or its journal; whether it came so far."""
    folder.mkdir()
    path = made(folder)
    said = write(path, FIRST, entries, LD_PRELOAD=str(library()), MEDDLE_KILL_AT=str(number))
    held(path, said)
    return len(said) < entries


def fill_up(folder: Path, limit: int) -> None:
    """Let no file grow past a limit: the fault is a plain one, what was saved stays, and writing goes on later."""
    folder.mkdir()
    path = made(folder)
    said = write(path, FIRST, 8, path.stat().st_size + limit)
    before = held(path, said)
    assert said[-1] == "fault NoRoom"
    assert "done" in write(path, FIRST + before, 1)[0]


@pytest.mark.parametrize("number", [0, 3, 9, 14, 21, 28])
def test_a_writer_killed_at_a_write_leaves_the_old_state_or_the_new(tmp_path: Path, number: int) -> None:
    assert kill_at(tmp_path / "a", number)


@pytest.mark.parametrize("limit", [0, 1000, 30000])
def test_a_full_disk_is_a_plain_fault_and_passes(tmp_path: Path, limit: int) -> None:
    fill_up(tmp_path / "a", limit)


@pytest.fixture
def recorded(tmp_path: Path) -> tuple[Path, dict[bool, bytes], list[Step], list[str]]:
    """A run of a writer: its database at the start, every step to the disk, what it acknowledged."""
    path = made(tmp_path)
    start = {False: path.read_bytes(), True: b""}
    said = write(path, FIRST, 6, LD_PRELOAD=str(library()), MEDDLE_RECORD=str(tmp_path / "record"))
    return path, start, list(steps(tmp_path / "record")), said


def cut(recorded: tuple[Path, dict[bool, bytes], list[Step], list[str]], seed: int) -> None:
    """Cut the power at a step of a random number and let the unsynced sectors be there or not, at random."""
    path, start, done, _ = recorded
    rng = random.Random(seed)
    moment = rng.randrange(1, len(done))
    share = rng.choice((0.0, 0.2, 0.5, 0.8, 1.0))
    files = after_power_cut(start, done[:moment], iter(lambda: rng.random() < share, None))
    path.write_bytes(files[False])
    path.with_name("a.db-journal").write_bytes(files[True])
    path.with_name("lock").unlink(missing_ok=True)
    held(path, ["done"] * acknowledged(done[:moment]))


def acknowledged(done: list[Step]) -> int:
    """How many commits were over: each cuts its journal to nothing, and waits until the disk has done it."""
    over = cuts = 0
    for step in done:
        if step.journal and step.what == "t" and step.offset == 0:
            cuts += 1
        elif step.journal and step.what == "s":
            over = cuts
    return over


@pytest.mark.parametrize("seed", range(12))
def test_a_power_cut_loses_nothing(recorded: tuple[Path, dict[bool, bytes], list[Step], list[str]], seed: int) -> None:
    cut(recorded, seed)


def test_a_power_cut_has_teeth(tmp_path: Path) -> None:
    path = made(tmp_path)
    start = {False: path.read_bytes(), True: b""}
    write(path, FIRST, 6, LD_PRELOAD=str(library()), MEDDLE_RECORD=str(tmp_path / "record"), UNSYNCED="1")
    done = list(steps(tmp_path / "record"))
    assert not [step for step in done if step.what == "s"]
    lost = 0
    for seed in range(8):
        try:
            cut((path, start, done, []), seed)
        except (AssertionError, EnvironmentFault, sqlite3.Error):
            lost += 1
    assert lost


# ---- the campaign ----------------------------------------------------------------------------------------------


@pytest.mark.faults
def test_a_kill_at_any_write(tmp_path: Path) -> None:
    for number in range(campaign(600)):
        folder = tmp_path / str(number)
        assert kill_at(folder, number, 4 + number // 20)
        shutil.rmtree(folder)


@pytest.mark.faults
def test_a_disk_full_at_any_size(tmp_path: Path) -> None:
    for number in range(campaign(200)):
        folder = tmp_path / str(number)
        fill_up(folder, number * 300)
        shutil.rmtree(folder)


@pytest.mark.faults
def test_a_power_cut_at_any_step(recorded: tuple[Path, dict[bool, bytes], list[Step], list[str]]) -> None:
    for seed in range(campaign(1000)):
        cut(recorded, seed)


@pytest.mark.faults
def test_a_flipped_bit_anywhere(tmp_path: Path) -> None:
    database = Database(Places(*(tmp_path / name for name in ("a.db", "lock", "backups", "files"))))
    fill(database, 60)
    content = database.path.read_bytes()
    missed = []
    for seed in range(campaign(1000)):
        database.path.write_bytes(content)
        missed.append(harm_missed(database, random.Random(seed)))
    assert not [place for place in missed if place]
