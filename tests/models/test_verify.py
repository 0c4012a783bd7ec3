"""Verify finds whatever was changed past the program, and names the first record that is not what it was."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from fashiontracker.errors import Newer, Refused
from fashiontracker.models import chain, evidence, journal, keeping, replay, verify
from fashiontracker.models.tables import Enterprise, Evidence
from fashiontracker.models.verify import Report
from fashiontracker.progress import finish

from .conftest import Database, firms, harm_missed, rows_in


def codes(report: Report) -> set[str]:
    return {problem.code for problem in report.problems}


def test_a_sound_database_is_sound(filled: Database) -> None:
    report = filled.verify()
    assert report.ok
    assert not report.warnings
    assert report.rows == len(filled.rows())
    with filled.open(write=False) as opened:
        assert report.head == opened.history.head()
    assert json.loads(json.dumps(report.as_json()))["ok"] is True


TAMPERINGS = {
    "a record edited": (["UPDATE enterprise SET name='改' WHERE id=9"], "replay_differs", "enterprise 9"),
    "a record deleted": (["DELETE FROM figure WHERE id=7"], "replay_differs", "figure 7"),
    "a record added": (
        ["INSERT INTO task_progress (task,happened_on,state) VALUES ('t','2023-01-01','done')"],
        *("replay_differs", "task_progress 1"),
    ),
    "a type changed": (["UPDATE enterprise SET note=CAST('x' AS BLOB) WHERE id=2"], "replay_differs", "enterprise 2"),
    "an id counter turned back": (["UPDATE sqlite_sequence SET seq=5 WHERE name='enterprise'"], "replay_differs", ""),
    "an old entry edited": (["UPDATE journal_entry SET who='别人' WHERE id=3"], "chain_broken", "journal_entry 3"),
    "a change edited": (
        ['UPDATE journal_change SET after=\'{"note":"x"}\' WHERE entry_id=5'],
        *("chain_broken", "journal_entry 5"),
    ),
    "a change deleted": (["DELETE FROM journal_change WHERE entry_id=4"], "chain_broken", "journal_entry 4"),
    "an entry deleted with its changes": (
        ["DELETE FROM journal_change WHERE entry_id=4", "DELETE FROM journal_entry WHERE id=4"],
        *("chain_broken", "journal_entry 5"),
    ),
    "an entry deleted alone": (["DELETE FROM journal_entry WHERE id=4"], "chain_orphan", "journal_change, entry 4"),
    "changes that trade places": (
        [
            "UPDATE journal_change SET id=-1 WHERE id=8",
            "UPDATE journal_change SET id=8 WHERE id=9",
            "UPDATE journal_change SET id=9 WHERE id=-1",
        ],
        *("chain_broken", "journal_entry 2"),
    ),
    "an index dropped": (["DROP INDEX ix_brand_name_key"], "schema_missing", "ix_brand_name_key"),
    "a guard dropped": (
        ["DROP TRIGGER IF EXISTS journal_entry_no_update"],
        "schema_missing",
        "journal_entry_no_update",
    ),
    "a table dropped": (["DROP TABLE talent"], "schema_missing", "talent"),
    "a trigger added": (
        ["CREATE TRIGGER t AFTER INSERT ON brand BEGIN SELECT 1; END"],
        *("schema_foreign", "t"),
    ),
    "a reference to nothing": (["UPDATE brand SET owner_id=99999 WHERE id=1"], "foreign_key", "brand 1"),
}


@pytest.mark.parametrize("kind", TAMPERINGS)
def test_tampering_is_named(filled: Database, kind: str) -> None:
    statements, code, place = TAMPERINGS[kind]
    filled.sql(*statements)
    report = filled.verify()
    assert code in codes(report)
    assert next(problem for problem in report.problems if problem.code == code).place.startswith(place)
    assert all(problem.text() for problem in report.problems)


@pytest.mark.parametrize("part", [0, 1, 9])
def test_every_row_is_compared_however_the_ids_are_parted(
    filled: Database, part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "_PART", part)
    assert filled.verify().rows == len(filled.rows())
    filled.sql("DELETE FROM figure WHERE id IN (1, 8, 300)", "UPDATE brand SET name='改' WHERE id=50")
    filled.sql("INSERT INTO task_progress (id,task,happened_on,state) VALUES (900,'t','2023-01-01','done')")
    wrong = {problem.place for problem in filled.verify().problems if problem.code == "replay_differs"}
    assert {"figure 1", "figure 8", "figure 300", "brand 50", "task_progress 900"} <= wrong


def cut_tail(database: Database, keep: int) -> None:
    """Go back to an earlier state so well that the file alone looks sound."""
    with database.open() as opened:
        for entry in opened.history.entries():
            if entry.id > keep and entry.kind == "do" and entry.id > keep:
                opened.journal.undo(entry.id)
    database.sql(f"DELETE FROM journal_change WHERE entry_id>{keep}", f"DELETE FROM journal_entry WHERE id>{keep}")


def rebuild_chain(database: Database) -> None:
    """Write every hash anew after changing who wrote entry 3."""
    connection = sqlite3.connect(database.path)
    previous = journal.FIRST_HASH
    statements = ["UPDATE journal_entry SET who='别人' WHERE id=3"]
    for values in connection.execute(
        "SELECT id,at,who,label,origin,kind,target,changes FROM journal_entry ORDER BY id"
    ):
        head = dict(zip(chain._HEAD, values, strict=True))
        head["who"] = "别人" if head["id"] == 3 else head["who"]
        changes = connection.execute(
            f"SELECT record_table,record_id,before,after FROM journal_change WHERE entry_id={head['id']} ORDER BY id"
        )
        stamp = journal.entry_hash(previous, head, changes)
        statements.append(f"UPDATE journal_entry SET previous='{previous}', hash='{stamp}' WHERE id={head['id']}")
        previous = stamp
    connection.close()
    database.sql(*statements)


@pytest.mark.parametrize("anchor", ["backup", "sidecar"])
def test_a_journal_cut_off_or_written_anew_differs_from_its_anchor(database: Database, anchor: str) -> None:
    with database.create() as opened:
        for n in range(4):
            with opened.journal.entry("导入") as session:
                session.insert_many(Enterprise, firms(2, n * 2 + 1))
    whole = database.path.read_bytes()
    if anchor == "backup":
        database.back_up()
        database.places.lock.unlink()
    held = database.places.lock.read_bytes() if anchor == "sidecar" else b""
    for tamper in (lambda: cut_tail(database, 3), lambda: rebuild_chain(database)):
        database.path.write_bytes(whole)
        tamper()
        database.places.lock.write_bytes(held)
        assert finish(verify.verify(database.path)).ok
        assert codes(database.verify()) == {"anchor_differs"}


def test_the_anchor_of_another_database_says_nothing(filled: Database, tmp_path: Path) -> None:
    filled.back_up()
    filled.path.unlink()
    with filled.create():
        pass
    assert filled.verify().ok


def test_a_clock_set_back_is_a_warning(database: Database) -> None:
    times = iter(["2025-03-01T00:00:00Z", "2025-02-01T00:00:00Z", "2025-04-01T00:00:00Z"])
    with database.create() as opened:
        opened.journal._now = lambda: next(times)
        for n in range(3):
            with opened.journal.entry("导入") as session:
                session.insert_many(Enterprise, firms(1, n + 1))
    report = database.verify()
    assert report.ok
    assert "clock_set_back" in {problem.code for problem in report.warnings}


def test_missing_and_altered_evidence_is_named(database: Database, tmp_path: Path) -> None:
    kept = []
    for name in ("甲.pdf", "乙.pdf", "丙.pdf"):
        (tmp_path / name).write_bytes(name.encode())
        kept.append(evidence.keep(database.places.evidence, tmp_path / name))
    with database.create() as opened, opened.journal.entry("佐证") as session:
        for (sha256, size), name in zip(kept, ("甲.pdf", "乙.pdf", "丙.pdf"), strict=True):
            session.add(Evidence(sha256=sha256, name=name, media_type="application/pdf", size=size, added_at="x"))
    assert database.verify().ok
    evidence.file_of(database.places.evidence, kept[0][0]).unlink()
    evidence.file_of(database.places.evidence, kept[1][0]).write_bytes(b"x")
    found = {(problem.code, problem.params["name"]) for problem in database.verify().problems}
    assert found == {("evidence_missing", "甲.pdf"), ("evidence_changed", "乙.pdf")}


def test_evidence_leads_nowhere_else(tmp_path: Path) -> None:
    for name in ("../x", "/etc/passwd", "A" * 64, ""):
        with pytest.raises(ValueError, match="SHA-256"):
            evidence.file_of(tmp_path, name)


def test_a_file_that_is_none_is_a_finding(database: Database) -> None:
    with pytest.raises(Refused):
        database.verify()
    database.path.write_bytes(b"x" * 5000)
    assert codes(database.verify()) == {"unreadable"}


def test_a_newer_file_is_not_judged(filled: Database, damage: Callable[..., None]) -> None:
    damage(start=60, content=b"\x00\x00\x09\x09")
    with pytest.raises(Newer):
        filled.verify()


def test_verify_leaves_the_file_alone(filled: Database) -> None:
    content = filled.path.read_bytes()
    filled.verify()
    assert filled.path.read_bytes() == content


@pytest.mark.parametrize("seed", range(24))
def test_a_flipped_bit_that_matters_is_found(filled: Database, seed: int) -> None:
    assert not harm_missed(filled, random.Random(seed))


def test_rows_in_a_backup_are_those_of_the_database(filled: Database) -> None:
    made = finish(keeping.back_up(filled.path, filled.places.backups, "request"))
    assert rows_in(made) == filled.rows()
