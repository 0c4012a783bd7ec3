"""Temporary files: private, and gone when the program that made them is."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from fashiontracker import app, paths, scratch


def test_temporary_files_lie_where_only_their_owner_looks(own_home: Path) -> None:
    made = scratch.folder()
    assert made.parent == paths.temp_folder()
    assert made.is_relative_to(own_home)
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700


def test_what_is_short_lived_is_gone_after_a_failure_too() -> None:
    with pytest.raises(ValueError, match="no"), scratch.short_lived() as made:
        raise ValueError("no")
    assert not made.exists()


def left_by(process: int) -> Path:
    left = paths.temp_folder() / f"{process}-abc"
    left.mkdir(parents=True)
    (left / "a.db").write_text("x")
    return left


def test_a_start_clears_what_dead_programs_left_and_nothing_else() -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    alive = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        stale, busy = left_by(dead.pid), left_by(alive.pid)
        foreign = paths.temp_folder() / "notes"
        foreign.mkdir()
        with app.running():
            mine = scratch.folder()
            assert not stale.exists()
            assert mine.exists()
        assert not mine.exists()
        assert busy.exists()
        assert foreign.exists()
    finally:
        alive.communicate(b"\n")


def test_a_run_within_a_run_does_not_take_what_is_in_use() -> None:
    with app.running():
        mine = scratch.folder()
        scratch.clear()
        assert mine.exists()


def test_where_the_own_folder_may_not_be_written_the_systems_will_do(own_home: Path) -> None:
    own_home.write_text("a file in the way")
    made = scratch.folder()
    try:
        assert stat.S_IMODE(made.stat().st_mode) == 0o700
    finally:
        made.rmdir()


def test_what_a_run_writes_is_for_its_owner_and_the_mask_is_given_back(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        with app.running():
            (tmp_path / "a").write_text("x")
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600
        (tmp_path / "b").write_text("x")
        assert stat.S_IMODE((tmp_path / "b").stat().st_mode) == 0o644
    finally:
        os.umask(before)
