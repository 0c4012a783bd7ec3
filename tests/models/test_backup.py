"""Backups: whole or not there, verified when made, kept for as long as promised, a failure not forgotten."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fashiontracker.errors import Damaged, NoRoom, Refused
from fashiontracker.models import backup, evidence, keeping, manifest
from fashiontracker.models.lock import Anchor
from fashiontracker.models.manifest import Manifest
from fashiontracker.models.tables import Enterprise, Evidence
from fashiontracker.progress import finish

from .conftest import Database, firms, rows_in


def test_a_backup_holds_the_rows_and_says_so(filled: Database) -> None:
    made = filled.back_up()
    assert rows_in(made) == filled.rows()
    said = manifest.read(made)
    assert said is not None
    with filled.open(write=False) as opened:
        assert (said.entries, said.head) == (len(opened.history.entries()), opened.history.head())
    assert said.counts["enterprise"] == 300
    assert said.encrypted is False
    assert said.sha256 == manifest.sha256_of(made)
    assert backup.check(made) == said
    assert {path.name for path in made.parent.iterdir()} == {made.name, made.name + ".json"}
    assert made.stat().st_mode & 0o077 == 0


def test_a_backup_can_be_made_while_someone_writes(filled: Database) -> None:
    with filled.open() as opened, opened.journal.entry("导入") as session:
        session.insert_many(Enterprise, firms(5, 2000))
        made = filled.back_up()
    assert len([key for key in rows_in(made) if key[0] == "enterprise"]) == 300


def test_a_backup_never_takes_the_place_of_a_file(filled: Database) -> None:
    target = filled.places.backups / "a.db"
    target.parent.mkdir()
    target.write_bytes(b"x")
    with pytest.raises(Refused):
        filled.back_up()
    with pytest.raises(Refused):
        finish(backup.back_up_file(filled.path, filled.path))
    assert target.read_bytes() == b"x"


def test_a_damaged_database_gives_no_backup(filled: Database) -> None:
    held = bytearray(filled.path.read_bytes())
    held[12 * 4096 : 13 * 4096] = bytes(4096)
    filled.path.write_bytes(held)
    with pytest.raises(Damaged):
        filled.back_up()
    assert not list(filled.places.backups.iterdir())


def test_a_full_disk_is_told_and_leaves_no_half_backup(filled: Database) -> None:
    resource = pytest.importorskip("resource", reason="limits the size of files")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, before[1]))
    try:
        with pytest.raises(NoRoom):
            filled.back_up()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not list(filled.places.backups.iterdir())


def test_evidence_goes_along_once_and_comes_back_whole(filled: Database, tmp_path: Path) -> None:
    (tmp_path / "证书.pdf").write_bytes(b"%PDF 1")
    sha256, size = evidence.keep(filled.places.evidence, tmp_path / "证书.pdf")
    with filled.open() as opened, opened.journal.entry("佐证") as session:
        session.add(Evidence(sha256=sha256, name="证书.pdf", media_type="application/pdf", size=size, added_at="x"))
    for name in ("a.db", "b.db"):
        said = manifest.read(filled.back_up(name))
        assert said is not None
        assert said.evidence == (sha256,)
    assert [path.name for path in (filled.places.backups / "files").iterdir()] == [sha256]
    alone = finish(backup.back_up_file(filled.path, tmp_path / "c.db", evidence_folder=filled.places.evidence))
    assert evidence.file_of(backup.evidence_beside(alone), sha256).read_bytes() == b"%PDF 1"


def test_a_byte_that_changed_is_noticed(filled: Database) -> None:
    made = filled.back_up()
    held = bytearray(made.read_bytes())
    held[-7] ^= 1
    made.write_bytes(held)
    with pytest.raises(Damaged):
        backup.check(made)


# ---- keeping ---------------------------------------------------------------------------------------------------


def made_at(moment: datetime, reason: str = "exit", entries: int = 1) -> Manifest:
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return Manifest(stamp, reason, "identity", "0" * 64, 1, 1, "x", {}, entries, f"head{entries}")


def test_seven_days_four_weeks_and_twelve_months_are_kept() -> None:
    noon = datetime(2025, 12, 31, 4, tzinfo=UTC)
    found = [(Path(f"{n}.db"), made_at(noon - timedelta(hours=12 * n))) for n in range(1000)]
    kept = keeping.kept(found)
    times = sorted((noon - timedelta(hours=12 * int(path.stem)) for path in kept), reverse=True)
    days = {time.astimezone().date() for time in times}
    assert {noon.astimezone().date() - timedelta(days=n) for n in range(7)} <= days
    assert len({(time.year, time.month) for time in times}) == 12
    assert len(kept) <= 7 + 4 + 12 + 1


def test_what_a_migration_left_is_kept_for_good_and_half_hours_are_thinned() -> None:
    now = datetime(2025, 6, 30, 4, tzinfo=UTC)
    old = (Path("old.db"), made_at(now - timedelta(days=3000), "migration"))
    today = [(Path(f"{n}.db"), made_at(now - timedelta(minutes=30 * n), "interval")) for n in range(6)]
    imports = (Path("import.db"), made_at(now - timedelta(hours=4), "import"))
    assert keeping.kept([*today, imports, old]) == {Path("0.db"), Path("import.db"), Path("old.db")}


def test_letting_go_removes_the_file_its_manifest_and_evidence_of_no_other(tmp_path: Path) -> None:
    from dataclasses import replace

    now = datetime(2025, 6, 30, 4, tzinfo=UTC)
    for name, ago, held in (("new", 0, "a" * 64), ("newer", 40, "a" * 64), ("old", 41, "b" * 64)):
        (tmp_path / f"{name}.db").write_bytes(b"x")
        said = made_at(now - timedelta(days=ago / 1000 if name == "newer" else ago), "interval")
        manifest.write(tmp_path / f"{name}.db", replace(said, evidence=(held,)))
    (tmp_path / "files").mkdir()
    for held in ("a" * 64, "c" * 64):
        (tmp_path / "files" / held).write_bytes(b"x")
    keeping.prune(tmp_path)
    assert {path.name for path in tmp_path.glob("*.db")} == {"new.db", "old.db"}
    assert not (tmp_path / "newer.db.json").exists()
    assert {path.name for path in (tmp_path / "files").iterdir()} == {"a" * 64}


def test_a_backup_is_due_when_stale_or_changed(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"x")
    anchor = Anchor("identity", 3, "head3", "")
    assert keeping.is_due(tmp_path / "none", "start", anchor)
    manifest.write(tmp_path / "a.db", made_at(datetime(2025, 6, 30, 4, tzinfo=UTC), entries=3))
    for reason, at, head, due in (
        ("start", "2025-06-30T15:00:00Z", "head3", False),
        ("start", "2025-06-30T17:00:00Z", "head3", True),
        ("exit", "2025-06-30T04:05:00Z", "head3", False),
        ("exit", "2025-06-30T04:05:00Z", "head4", True),
        ("interval", "2025-07-30T04:05:00Z", "head3", False),
        ("import", "2025-06-30T04:05:00Z", "head3", True),
    ):
        assert keeping.is_due(tmp_path, reason, Anchor("identity", 3, head, ""), at) is due, (reason, at, head)


def test_the_second_folder_holds_the_same(filled: Database, tmp_path: Path) -> None:
    second = tmp_path / "usb"
    second.mkdir()
    made = finish(keeping.back_up(filled.path, filled.places.backups, "exit", filled.places.evidence, second))
    assert (second / made.name).read_bytes() == made.read_bytes()
    assert backup.check(second / made.name) == backup.check(made)


def test_a_second_folder_whose_disk_was_away_catches_up(filled: Database, tmp_path: Path) -> None:
    second, folder = tmp_path / "usb", filled.places.backups
    for _ in range(2):
        with pytest.raises(NoRoom):
            finish(keeping.back_up(filled.path, folder, "exit", filled.places.evidence, second))
    assert not second.exists(), "made on this disk what belongs on another"
    assert not keeping.is_behind(folder, second)
    assert keeping.warning(folder) is not None
    second.mkdir()
    assert keeping.is_behind(folder, second)
    finish(keeping.catch_up(folder, second))
    assert not keeping.is_behind(folder, second)
    assert keeping.warning(folder) is None
    assert {path.name for path in second.glob("*.db")} == {path.name for path in folder.glob("*.db")}


def test_a_failure_is_remembered_until_a_backup_succeeds(filled: Database, tmp_path: Path) -> None:
    blocked = tmp_path / "usb"
    blocked.write_bytes(b"a file where the folder should be")
    assert keeping.warning(filled.places.backups) is not None
    with pytest.raises(NoRoom):
        finish(keeping.back_up(filled.path, filled.places.backups, "exit", None, blocked))
    problem = keeping.warning(filled.places.backups)
    assert problem is not None
    assert "usb" in problem.text()
    blocked.unlink()
    blocked.mkdir()
    finish(keeping.back_up(filled.path, filled.places.backups, "exit", None, blocked))
    assert keeping.warning(filled.places.backups) is None


def test_a_manifest_is_plain_json(filled: Database) -> None:
    said = json.loads(manifest.path_of(filled.back_up()).read_text("utf-8"))
    assert {"sha256", "counts", "head", "entries", "program", "encrypted", "evidence", "made_at"} <= said.keys()
