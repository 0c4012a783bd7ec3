"""Encryption at rest: what a passphrase opens, what it doesn't, and that everything else goes on as before."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from fashiontracker.errors import Damaged, Newer, Refused
from fashiontracker.models import backup, header, keeping, library, manifest, restore, sealing, store, tables, verify
from fashiontracker.models.places import Places
from fashiontracker.models.reseal import reseal
from fashiontracker.progress import finish
from tests.models.conftest import Database

sealed_only = pytest.mark.skipif(not library.CAN_ENCRYPT, reason="the extra “encryption” is not installed")

PASSPHRASE = "示例口令 correct horse"


@pytest.fixture
def places(filled: Database) -> Places:
    """The filled database, encrypted."""
    finish(reseal(filled.places, sealing.new_key(PASSPHRASE)))
    return replace(filled.places, secret=PASSPHRASE)


def opened(places: Places, write: bool = True) -> store.Store:
    key = sealing.unlock(places.database, places.secret)
    return store.open_store(places.database, places.lock, write, places.backups, key)


def names(places: Places) -> list[str]:
    with opened(places, write=False) as database, database.reading() as session:
        return sorted(name for (name,) in session.query(tables.Enterprise.name))


def test_a_plain_database_needs_no_passphrase(filled: Database) -> None:
    assert not sealing.is_sealed(filled.path)
    assert sealing.unlock(filled.path, None) is None
    assert sealing.unlock(filled.path, PASSPHRASE) is None


@pytest.mark.parametrize("content", [b"", b"x" * 4096, bytes(4096), b"SQLite format 3\x00" + bytes(5000)])
def test_what_is_empty_blank_or_plain_does_not_look_encrypted(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.db").write_bytes(content)
    assert not sealing.is_sealed(tmp_path / "a.db")


def test_without_the_extra_encryption_is_refused_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "CAN_ENCRYPT", False)
    with pytest.raises(Refused, match="加密组件"):
        sealing.new_key(PASSPHRASE)


@sealed_only
def test_a_new_database_is_encrypted_from_its_first_byte(database: Database) -> None:
    key = sealing.new_key(PASSPHRASE)
    with store.create(database.path, database.places.lock, {"plan": "示例计划"}, key=key) as made:
        with made.journal.entry("登记") as session:
            session.add(tables.Enterprise(name="金丝雀公司", name_key="金丝雀公司"))
        assert made.key == key
    held = database.path.read_bytes()
    assert "金丝雀".encode() not in held
    assert "示例计划".encode() not in held
    assert b"journal_entry" not in held
    assert names(replace(database.places, secret=PASSPHRASE)) == ["金丝雀公司"]


@sealed_only
@pytest.mark.parametrize("wrong", ["示例口令 correct hors", "AAAAA-" * 10 + "AAAAA", " "])
def test_a_wrong_passphrase_opens_nothing_and_changes_nothing(places: Places, wrong: str) -> None:
    before = places.database.read_bytes()
    with pytest.raises(Refused, match="口令不对"):
        sealing.unlock(places.database, wrong)
    with pytest.raises(sealing.Sealed, match="需要口令"):
        sealing.unlock(places.database, None)
    assert places.database.read_bytes() == before


@sealed_only
def test_the_right_passphrase_is_told_from_a_damaged_first_page(places: Places) -> None:
    held = bytearray(places.database.read_bytes())
    held[100] ^= 1
    places.database.write_bytes(held)
    with pytest.raises(Damaged, match="口令正确"):
        sealing.unlock(places.database, PASSPHRASE)
    with pytest.raises(Refused, match="口令不对"):
        sealing.unlock(places.database, "another passphrase")


@sealed_only
def test_the_recovery_key_opens_what_the_passphrase_opens(places: Places) -> None:
    key = sealing.unlock(places.database, PASSPHRASE)
    assert key is not None
    assert len(key.recovery.split("-")) == 11
    assert sealing.unlock(places.database, key.recovery.lower().replace("-", " ")) == key
    mistyped = ("B" if key.recovery[0] != "B" else "C") + key.recovery[1:]
    with pytest.raises(Refused, match="口令不对"):
        sealing.unlock(places.database, mistyped)
    assert key.secret.hex() not in repr(key)
    assert PASSPHRASE not in repr(places)


@sealed_only
def test_a_passphrase_is_the_same_however_it_is_composed(tmp_path: Path) -> None:
    key = sealing.new_key("Ａﬁ caf\u00e9 口令")
    path = tmp_path / "a.db"
    store.create(path, tmp_path / "lock", {}, key=key).close()
    assert sealing.unlock(path, "Afi cafe\u0301 口令") == key


@sealed_only
def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(Refused, match="太短"):
        sealing.new_key("1234567")


@sealed_only
def test_encrypting_keeps_every_row_and_the_journal_and_can_be_taken_back(filled: Database) -> None:
    rows, before = filled.rows(), filled.verify()
    safety = finish(reseal(filled.places, sealing.new_key(PASSPHRASE)))
    assert manifest.read(safety).encrypted is False  # type: ignore[union-attr]
    sealed = replace(filled.places, secret=PASSPHRASE)
    key = sealing.unlock(filled.path, PASSPHRASE)
    after = finish(verify.verify(filled.path, sealed.lock, [sealed.backups], sealed.evidence, key))
    assert after.ok
    assert (after.entries, after.head, after.rows) == (before.entries, before.head, before.rows)
    finish(reseal(sealed, sealing.new_key("another passphrase")))
    with pytest.raises(Refused):
        sealing.unlock(filled.path, PASSPHRASE)
    finish(reseal(replace(sealed, secret="another passphrase"), None))
    assert filled.rows() == rows
    assert filled.verify().head == before.head
    assert [path for path in filled.path.parent.iterdir() if "draft" in path.name] == []


@sealed_only
def test_writing_undo_and_the_lock_go_on_as_before(places: Places) -> None:
    with opened(places) as database:
        with database.journal.entry("改") as session:
            session.add(tables.Enterprise(name="示例新公司", name_key="示例新公司"))
        database.journal.undo()
    assert "示例新公司" not in names(places)


@sealed_only
def test_backups_are_under_the_same_key_and_say_so(places: Places) -> None:
    key = sealing.unlock(places.database, PASSPHRASE)
    made = finish(keeping.back_up(places.database, places.backups, "request", places.evidence, key=key))
    known = backup.check(made)
    assert known is not None
    assert known.encrypted
    assert sealing.is_sealed(made)
    assert sealing.unlock(made, PASSPHRASE) == key
    assert finish(verify.verify(made, key=key)).ok


@sealed_only
def test_an_encrypted_backup_is_restored_into_what_is_there(places: Places) -> None:
    key = sealing.unlock(places.database, PASSPHRASE)
    before = names(places)
    made = finish(keeping.back_up(places.database, places.backups, "request", key=key))
    with opened(places) as database, database.journal.entry("改") as session:
        session.add(tables.Enterprise(name="示例新公司", name_key="示例新公司"))
    with pytest.raises(sealing.Sealed):
        finish(restore.restore(replace(places, secret=None), made))
    seen = finish(restore.restore(places, made))
    assert not seen.replaces
    assert names(places) == before


@sealed_only
@pytest.mark.parametrize("harm", [lambda path: path.unlink(), lambda path: path.write_bytes(bytes(8192))])
def test_an_encrypted_backup_takes_the_place_of_what_is_lost(places: Places, harm: Callable[[Path], None]) -> None:
    before = names(places)
    made = finish(
        keeping.back_up(places.database, places.backups, "request", key=sealing.unlock(places.database, PASSPHRASE))
    )
    harm(places.database)
    assert finish(restore.restore(places, made)).replaces
    assert names(places) == before


@sealed_only
def test_a_flipped_bit_anywhere_is_found(places: Places) -> None:
    key = sealing.unlock(places.database, PASSPHRASE)
    whole = places.database.read_bytes()
    for place in range(5000, len(whole), len(whole) // 12):
        held = bytearray(whole)
        held[place] ^= 4
        places.database.write_bytes(held)
        assert not finish(verify.verify(places.database, key=key)).ok, place


@sealed_only
def test_a_newer_encrypted_file_is_refused(places: Places) -> None:
    key = sealing.unlock(places.database, PASSPHRASE)
    from fashiontracker.models.engine import make_engine

    engine = make_engine(places.database, False, key)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version={header.SCHEMA_VERSION + 1}")
        connection.commit()
    engine.dispose()
    with pytest.raises(Newer):
        opened(places)


def test_one_process_holds_one_sqlite_library(filled: Database) -> None:
    script = f"""
import sys
from pathlib import Path
from fashiontracker.models import store, verify, backup
from fashiontracker.progress import finish
path = Path({str(filled.path)!r})
store.open_store(path, path.with_name("lock"), True).close()
assert finish(verify.verify(path)).ok
finish(backup.back_up_file(path, path.with_name("b.db")))
print(len({{"_sqlite3", "sqlcipher3._sqlite3", "apsw", "_pysqlite3"}} & set(sys.modules)))
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    assert ran.stdout == "1\n"


def test_a_copy_without_its_lock_and_backups_opens_too(filled: Database, tmp_path: Path) -> None:
    if library.CAN_ENCRYPT:
        finish(reseal(filled.places, sealing.new_key(PASSPHRASE)))
    alone = tmp_path / "alone.db"
    shutil.copy(filled.path, alone)
    key = sealing.unlock(alone, PASSPHRASE)
    store.open_store(alone, tmp_path / "alone.lock", True, key=key).close()


def test_nothing_but_sqlite_opens_the_file_while_this_process_writes_to_it(filled: Database) -> None:
    script = f"""
import sys
from pathlib import Path
from fashiontracker.models import backup, keeping, restore, store, tables, verify
from fashiontracker.models.places import Places
from fashiontracker.progress import finish
path = Path({str(filled.path)!r})
places = Places(path, path.with_name("lock"), path.with_name("backups"), path.with_name("files"))
made = finish(keeping.back_up(path, places.backups, "request"))
with store.open_store(path, places.lock, True) as opened:
    touched = []
    sys.addaudithook(lambda event, what: touched.append(what[0]) if event == "open" else None)
    with opened.journal.entry("改") as session:
        session.add(tables.Setting(key="issuer", value="示例"))
    assert finish(verify.verify(path, places.lock, [places.backups], places.evidence)).ok
    assert not finish(restore.preview(places, made)).same
    finish(keeping.back_up(path, places.backups, "interval"))
    print([name for name in touched if str(name) == str(path)])
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    assert ran.stdout == "[]\n"
