"""Restoring: shown first, backed up first, undoable; a damaged backup is caught and an older one named."""

from __future__ import annotations

from pathlib import Path

import pytest

from fashiontracker import paths
from fashiontracker.errors import Damaged, Locked, Refused
from fashiontracker.models import differences, evidence, rehearsal, restore
from fashiontracker.models.engine import make_engine
from fashiontracker.models.raw import JOURNALED
from fashiontracker.models.restore import TableChange
from fashiontracker.models.tables import Brand, Enterprise, Evidence
from fashiontracker.progress import finish

from .conftest import Database, firms, rows_in


def change_much(database: Database) -> None:
    with database.open() as opened, opened.journal.entry("改动") as session:
        session.delete_many(Brand, [1, 2])
        session.update_many(Enterprise, {9: {"name": "新名"}, 10: {"uscc": None}})
        session.update_many(Enterprise, {11: {"uscc": "9144030" + "0" * 9 + "10"}})
        session.insert_many(Enterprise, firms(3, 5000))


def test_the_preview_counts_and_writes_nothing(filled: Database) -> None:
    made = filled.back_up()
    change_much(filled)
    content = filled.path.read_bytes()
    seen = finish(restore.preview(filled.places, made))
    assert seen.tables == {"brand": TableChange(2, 0, 0), "enterprise": TableChange(0, 3, 3)}
    assert not seen.same
    assert not seen.other_database
    assert filled.path.read_bytes() == content


def test_a_restore_brings_the_rows_back_and_can_be_undone(filled: Database) -> None:
    made = filled.back_up()
    then = filled.rows()
    change_much(filled)
    now = filled.rows()
    finish(restore.restore(filled.places, made))
    assert filled.rows() == then
    assert finish(restore.preview(filled.places, made)).same
    safety = next(path for path in filled.places.backups.glob("*-restore.db"))
    assert rows_in(safety) == now
    with filled.open() as opened:
        assert opened.history.next_undo().origin == "restore"
        opened.journal.undo()
    assert filled.rows() == now
    assert filled.verify().ok


def test_nothing_to_restore_writes_nothing(filled: Database) -> None:
    made = filled.back_up()
    content = filled.path.read_bytes()
    assert finish(restore.restore(filled.places, made)).same
    assert filled.path.read_bytes() == content


@pytest.mark.parametrize("harm", ["zeroed", "empty", "edited past the program", "gone"])
def test_a_damaged_database_is_replaced_and_kept_aside(filled: Database, harm: str) -> None:
    made = filled.back_up()
    then = filled.rows()
    if harm == "gone":
        filled.path.unlink()
    elif harm == "empty":
        filled.path.write_bytes(b"")
    elif harm == "zeroed":
        held = bytearray(filled.path.read_bytes())
        filled.path.write_bytes(held[:4096] + bytes(4096) + held[8192:])
    else:
        filled.sql("UPDATE enterprise SET name='改' WHERE id=1")
    damaged = filled.path.read_bytes() if harm != "gone" else None
    assert finish(restore.restore(filled.places, made)).replaces
    assert filled.rows() == then
    assert filled.verify().ok
    aside = list(filled.path.parent.glob("*.damaged-*"))
    assert [path.read_bytes() for path in aside if not path.name.endswith("-journal")] == [damaged] * (harm != "gone")


def test_backups_of_a_time_that_was_given_up_are_no_longer_proof(filled: Database) -> None:
    older = filled.back_up("old.db")
    change_much(filled)
    filled.back_up("new.db")
    filled.path.write_bytes(b"")
    finish(restore.restore(filled.places, older))
    assert filled.verify().ok


def test_a_damaged_backup_is_caught_and_an_older_one_named(filled: Database) -> None:
    older = filled.back_up("old.db")
    change_much(filled)
    newer = filled.back_up("new.db")
    held = bytearray(newer.read_bytes())
    held[30000] ^= 4
    newer.write_bytes(held)
    content = filled.path.read_bytes()
    with pytest.raises(Damaged) as damaged:
        finish(restore.restore(filled.places, newer))
    assert str(older) in str(damaged.value)
    assert filled.path.read_bytes() == content


def test_a_backup_tampered_with_together_with_its_manifest_is_caught(filled: Database) -> None:
    from dataclasses import replace

    from fashiontracker.models import manifest

    made = filled.back_up()
    Database(filled.places.__class__(made, *(filled.places.lock, filled.places.backups, filled.places.evidence))).sql(
        "UPDATE enterprise SET name='改' WHERE id=1"
    )
    said = manifest.read(made)
    assert said is not None
    manifest.write(made, replace(said, sha256=manifest.sha256_of(made), size=made.stat().st_size))
    with pytest.raises(Damaged):
        finish(restore.restore(filled.places, made))


def test_a_file_without_a_manifest_is_restored_by_its_own_proof(filled: Database, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(filled.path.read_bytes())
    then = filled.rows()
    change_much(filled)
    finish(restore.restore(filled.places, copy))
    assert filled.rows() == then


def test_what_is_no_backup_is_refused(filled: Database, tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"x" * 9000)
    with pytest.raises(Damaged):
        finish(restore.restore(filled.places, tmp_path / "x.db"))
    with pytest.raises(Refused):
        finish(restore.restore(filled.places, tmp_path / "none.db"))


def test_nobody_restores_under_a_writer(filled: Database) -> None:
    made = filled.back_up()
    change_much(filled)
    with filled.open():
        content = filled.path.read_bytes()
        with pytest.raises(Locked):
            finish(restore.restore(filled.places, made))
        assert filled.path.read_bytes() == content


def test_another_database_keeps_its_identity(filled: Database, tmp_path: Path) -> None:
    other = Database(filled.places.__class__(*(tmp_path / name for name in ("b.db", "b.lock", "b.bak", "b.files"))))
    other.create().close()
    made = filled.back_up()
    with other.open(write=False) as opened:
        identity = opened.settings()["identity"]
    seen = finish(restore.restore(other.places, made))
    assert seen.other_database
    with other.open(write=False) as opened:
        assert opened.settings()["identity"] == identity
    assert [row for key, row in sorted(other.rows().items()) if key[0] == "enterprise"] == [
        row for key, row in sorted(filled.rows().items()) if key[0] == "enterprise"
    ]
    assert other.verify().ok


def test_evidence_comes_back(filled: Database, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"proof")
    sha256, size = evidence.keep(filled.places.evidence, tmp_path / "x")
    with filled.open() as opened, opened.journal.entry("佐证") as session:
        session.add(Evidence(sha256=sha256, name="x", media_type="text/plain", size=size, added_at="x"))
    made = filled.back_up()
    evidence.file_of(filled.places.evidence, sha256).unlink()
    finish(restore.restore(filled.places, made))
    assert evidence.file_of(filled.places.evidence, sha256).read_bytes() == b"proof"


def counted(database: Database, made: Path, whole: bool) -> dict[str, TableChange]:
    """The differences to a backup by table: among all rows, or among those written since."""
    engines = [make_engine(path, read_only=True) for path in (database.path, made)]
    with engines[0].connect() as mine, engines[1].connect() as theirs:
        touched = None if whole else differences.since(mine, theirs)
        assert whole or touched is not None
        found = {table: differences.count(differences.differences(mine, theirs, table, touched)) for table in JOURNALED}
    return {table: change for table, change in found.items() if change != TableChange(0, 0, 0)}


@pytest.mark.parametrize("part", [1, 7, 5000])
def test_what_was_written_since_is_all_that_differs(
    filled: Database, part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(differences, "_PART", part)
    made = filled.back_up()
    change_much(filled)
    assert counted(filled, made, whole=True) == counted(filled, made, whole=False)
    assert counted(filled, made, whole=True)["enterprise"] == TableChange(0, 3, 3)


def test_a_state_that_was_given_up_can_be_had_back(filled: Database) -> None:
    earlier = filled.back_up("early.db")
    change_much(filled)
    given_up = filled.back_up("late.db")
    filled.path.write_bytes(b"")
    finish(restore.restore(filled.places, earlier))
    seen = finish(restore.restore(filled.places, given_up))
    assert seen.tables == {"brand": TableChange(0, 0, 2), "enterprise": TableChange(3, 3, 0)}
    assert filled.rows() == rows_in(given_up)
    assert filled.verify().ok


# ---- rehearsing ------------------------------------------------------------------------------------------------


def test_a_rehearsal_brings_everything_back_and_touches_nothing(filled: Database, tmp_path: Path) -> None:
    (tmp_path / "证书.pdf").write_bytes(b"%PDF 1")
    sha256, size = evidence.keep(filled.places.evidence, tmp_path / "证书.pdf")
    with filled.open() as opened, opened.journal.entry("佐证") as session:
        session.add(Evidence(sha256=sha256, name="证书.pdf", media_type="application/pdf", size=size, added_at="x"))
    made = filled.back_up()
    change_much(filled)
    before = filled.path.read_bytes()
    found = finish(rehearsal.rehearse(filled.places, made))
    assert (found.rows, found.files) == (len(rows_in(made)), 1)
    assert filled.path.read_bytes() == before
    assert len(list(filled.places.backups.glob("*.db"))) == 1
    assert not list(paths.temp_folder().iterdir())


def test_a_rehearsal_of_a_backup_without_its_evidence_fails(filled: Database, tmp_path: Path) -> None:
    (tmp_path / "证书.pdf").write_bytes(b"%PDF 1")
    sha256, size = evidence.keep(filled.places.evidence, tmp_path / "证书.pdf")
    with filled.open() as opened, opened.journal.entry("佐证") as session:
        session.add(Evidence(sha256=sha256, name="证书.pdf", media_type="application/pdf", size=size, added_at="x"))
    made = filled.back_up()
    evidence.file_of(filled.places.backups / "files", sha256).unlink()
    with pytest.raises(Damaged, match="证书"):
        finish(rehearsal.rehearse(filled.places, made))
