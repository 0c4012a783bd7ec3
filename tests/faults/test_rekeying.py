"""A change of passphrase that is killed or runs out of room: the database opens as before or as it shall, whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from fashiontracker.errors import Refused
from fashiontracker.models import backup, library, manifest, sealing, verify
from fashiontracker.models.verify import Report
from fashiontracker.progress import finish
from tests.faults import trials
from tests.faults.meddling import Outcome, Writers

pytestmark = pytest.mark.skipif(not library.CAN_ENCRYPT, reason="the extra “encryption” is not installed")

OLD, NEW = "示例口令 correct horse", "青柠 雨靴 北斗 陶罐"


def rekeyed(writers: Writers, folder: Path, old: str, new: str, **how: int) -> tuple[Outcome, Path, int]:
    """Change the passphrase of a fresh database with two entries, meddled with; the entries that it holds."""
    path, backups = trials.made(folder / "data"), folder / "data" / "backups"
    writers.do("write", path, trials.FIRST, 2)
    if old:
        assert writers.do("rekey", path, backups, "", old).said == ["done"]
    entries = checked(path, old).entries
    said = writers.do("rekey", path, backups, old, new, MEDDLE_DATABASE=f"{path.parent.resolve()}/", **how)
    return said, path, entries


def checked(path: Path, *passphrases: str) -> Report:
    """What is found of a file that one of these opens."""
    for passphrase in passphrases:
        try:
            return finish(verify.verify(path, path.with_name("lock"), key=sealing.unlock(path, passphrase or None)))
        except Refused:
            continue
    raise AssertionError("nothing opens it")


def is_whole(path: Path, entries: int, *passphrases: str) -> bool:
    """Whether the database and every backup with a final name hold what they should."""
    files = [path, *(one for one, _ in manifest.in_folder(path.with_name("backups")))]
    reports = [checked(one, *passphrases) for one in files]
    for one in files[1:]:
        backup.check(one)
    return all(report.ok and report.entries == entries for report in reports)


@pytest.mark.parametrize(("old", "new"), [("", NEW), (OLD, NEW), (OLD, "")], ids=["encrypt", "change", "decrypt"])
@pytest.mark.parametrize("number", [60, 160])
def test_a_kill_at_any_write_leaves_the_old_file_or_the_new(
    writers: Writers, tmp_path: Path, old: str, new: str, number: int
) -> None:
    said, path, entries = rekeyed(writers, tmp_path, old, new, MEDDLE_KILL_AT=number)
    assert said.status == -9
    assert is_whole(path, entries, old, new)


@pytest.mark.parametrize("number", [0, 110])
def test_a_full_disk_is_a_plain_fault_and_changes_nothing(writers: Writers, tmp_path: Path, number: int) -> None:
    said, path, entries = rekeyed(writers, tmp_path, OLD, NEW, MEDDLE_FULL_AT=number)
    assert said.said == ["fault NoRoom"]
    assert said.complained == ""
    assert is_whole(path, entries, OLD)
    assert sealing.unlock(path, OLD) is not None
    assert list(path.parent.rglob("*draft*")) == []
