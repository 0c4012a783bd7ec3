"""Salvage of encrypted files: page by page under the right key, into a file under the same key."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from fashiontracker.errors import Damaged, Refused
from fashiontracker.models import library, raw, salvage, sealing, store, unsealing, verify
from fashiontracker.models.reseal import reseal
from fashiontracker.models.salvage import Report
from fashiontracker.progress import finish
from tests.models.conftest import Database, Rows

pytestmark = pytest.mark.skipif(not library.CAN_ENCRYPT, reason="the extra “encryption” is not installed")

PASSPHRASE = "示例口令 correct horse"


@pytest.fixture
def rows(filled: Database) -> Rows:
    """The rows of the database before it was encrypted, as it now is."""
    before = filled.rows()
    finish(reseal(filled.places, sealing.new_key(PASSPHRASE)))
    return before


def damage(database: Database, *pages: int) -> None:
    held = bytearray(database.path.read_bytes())
    for page in pages:
        held[(page - 1) * 4096 + 700] ^= 1
    database.path.write_bytes(held)


def rows_of(report: Report, folder: Path) -> Rows:
    """Every row of the new file, which the passphrase opens."""
    key = sealing.unlock(report.out, PASSPHRASE)
    assert finish(verify.verify(report.out, key=key)).ok
    with store.open_store(report.out, folder / "lock", False, key=key) as opened, opened.reading() as session:
        read = session.connection().exec_driver_sql
        return {
            (table, row[0]): tuple(row)
            for table in raw.JOURNALED
            for row in read(f"SELECT {','.join(raw.columns(table))} FROM {table}")
        }


def test_a_sound_encrypted_file_comes_out_whole_and_encrypted(filled: Database, rows: Rows, tmp_path: Path) -> None:
    report = finish(salvage.salvage(filled.path, tmp_path / "out.db", PASSPHRASE))
    assert report.complete
    assert report.lost_pages == []
    assert "示例企业".encode() not in report.out.read_bytes()
    assert rows_of(report, tmp_path) == rows


def test_the_pages_in_plain_are_those_that_sqlite_would_have_written(filled: Database, rows: Rows) -> None:
    key = sealing.unlock(filled.path, PASSPHRASE)
    assert key is not None
    plain = unsealing.unseal(filled.path.read_bytes(), key)
    assert plain.startswith(b"SQLite format 3\x00")
    assert plain[20] == unsealing.RESERVED
    assert "示例企业7".encode() in plain


@pytest.mark.parametrize("seed", range(4))
def test_damaged_pages_take_no_others_along_and_no_wrong_row_comes_out(
    filled: Database, rows: Rows, tmp_path: Path, seed: int
) -> None:
    count = filled.path.stat().st_size // 4096
    lost = sorted(random.Random(seed).sample(range(1, count + 1), 5))
    damage(filled, *lost)
    before = filled.path.read_bytes()
    report = finish(salvage.salvage(filled.path, tmp_path / "out.db", PASSPHRASE))
    assert filled.path.read_bytes() == before
    assert report.lost_pages == lost
    found = rows_of(report, tmp_path)
    assert [key for key, row in found.items() if rows.get(key) != row] == []
    assert len(found) / len(rows) >= 0.9


def test_the_first_page_may_be_damaged_and_the_recovery_key_does_too(
    filled: Database, rows: Rows, tmp_path: Path
) -> None:
    key = sealing.unlock(filled.path, PASSPHRASE)
    assert key is not None
    damage(filled, 1)
    report = finish(salvage.salvage(filled.path, tmp_path / "out.db", key.recovery))
    assert report.lost_pages == [1]
    assert rows_of(report, tmp_path) == rows


def test_a_backup_knows_the_salt_of_a_file_that_lost_its_first_page(
    filled: Database, rows: Rows, tmp_path: Path
) -> None:
    backups = list(filled.places.backups.glob("*.db"))
    held = bytearray(filled.path.read_bytes())
    held[:4096] = bytes(4096)
    filled.path.write_bytes(held)
    with pytest.raises(Damaged):
        finish(salvage.salvage(filled.path, tmp_path / "out.db", PASSPHRASE))
    report = finish(salvage.salvage(filled.path, tmp_path / "out.db", PASSPHRASE, backups))
    assert report.lost_pages == [1]
    assert rows_of(report, tmp_path) == rows


def test_a_passphrase_is_no_hindrance_to_salvage_of_a_plain_file(filled: Database, tmp_path: Path) -> None:
    held = bytearray(filled.path.read_bytes())
    held[:100] = bytes(100)
    filled.path.write_bytes(held)
    assert finish(salvage.salvage(filled.path, tmp_path / "out.db", PASSPHRASE)).complete


@pytest.mark.parametrize(("secret", "words"), [(None, "需要口令"), ("wrong passphrase", "口令不对")])
def test_without_the_key_nothing_is_written(
    filled: Database, rows: Rows, tmp_path: Path, secret: str | None, words: str
) -> None:
    damage(filled, 3)
    with pytest.raises(Refused, match=words):
        finish(salvage.salvage(filled.path, tmp_path / "out.db", secret))
    assert list(tmp_path.glob("out*")) == []
