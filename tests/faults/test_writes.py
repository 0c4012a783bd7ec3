"""Kills at writes, full disks, races for the lock, power cuts: nothing that was said to be saved is lost.

A few trials of each kind; `make faults` does a thousand and more (see README.md).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import trials
from tests.faults.meddling import Writers, steps
from tests.faults.trials import FIRST, Recorded


@pytest.mark.parametrize("number", [0, 3, 9, 14, 21, 28])
def test_a_writer_killed_at_a_write_leaves_the_old_state_or_the_new(
    writers: Writers, tmp_path: Path, number: int
) -> None:
    said, found = trials.killed(writers, tmp_path, number)
    assert said.status == -9
    assert found.whole, found


@pytest.mark.parametrize("number", [0, 5, 17])
@pytest.mark.parametrize("times", [-1, 1])
def test_a_full_disk_is_a_plain_fault_and_passes(writers: Writers, tmp_path: Path, number: int, times: int) -> None:
    said, found = trials.full(writers, tmp_path, number, times)
    assert said.said[-1] == "fault NoRoom"
    assert found.whole, found


@pytest.mark.parametrize("room", [0, 1000, 30000])
def test_a_quota_is_a_plain_fault_and_passes(writers: Writers, tmp_path: Path, room: int) -> None:
    said, found = trials.limited(writers, tmp_path, room)
    assert said.said[-1] == "fault NoRoom"
    assert found.whole, found


def test_of_several_starters_one_wins_and_his_lock_dies_with_him(writers: Writers, tmp_path: Path) -> None:
    said, fine = trials.raced(writers, tmp_path)
    assert fine, said


@pytest.mark.parametrize("how", ["MEDDLE_KILL_AT", "MEDDLE_FULL_AT"])
@pytest.mark.parametrize("number", [0, 3, 8])
def test_a_backup_cut_short_leaves_nothing_half_made(writers: Writers, tmp_path: Path, how: str, number: int) -> None:
    said, fine = trials.backed_up(writers, tmp_path, number, how)
    assert said.status == (-9 if how == "MEDDLE_KILL_AT" else 0)
    assert fine, said


def recorded(writers: Writers, folder: Path, **environ: str) -> Recorded:
    """A run of a writer, noted step by step."""
    path = trials.made(folder)
    start = {False: path.read_bytes(), True: b""}
    writers.do("write", path, FIRST, 6, MEDDLE_RECORD=folder / "record", **environ)
    return path, start, list(steps(folder / "record"))


@pytest.mark.parametrize("seed", range(12))
def test_a_power_cut_loses_nothing(writers: Writers, tmp_path: Path, seed: int) -> None:
    found = trials.cut(recorded(writers, tmp_path), seed)
    assert found.whole, found


def test_a_power_cut_has_teeth(writers: Writers, tmp_path: Path) -> None:
    done = recorded(writers, tmp_path, UNSYNCED="1")
    assert not [step for step in done[2] if step.what == "s"]
    assert not all(trials.cut(done, seed).whole for seed in range(8))
