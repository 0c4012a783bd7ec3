"""Encrypted databases from the command line."""

from __future__ import annotations

import getpass
import io
import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from fashiontracker.cli.passphrase import VARIABLE
from fashiontracker.models import library, sealing
from tests.cli.conftest import Type

sealed_only = pytest.mark.skipif(not library.CAN_ENCRYPT, reason="the extra “encryption” is not installed")


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "口令.txt"
    path.write_text("示例口令 correct horse\n", encoding="utf-8")
    return path


def test_encrypting_needs_a_passphrase_and_leaves_no_file_without(tmp_path: Path, type_in: Type) -> None:
    refused = type_in("init", "--db", tmp_path / "a.db", "--encrypt")
    assert refused.status == 3
    assert VARIABLE in refused.err
    assert type_in("init", "--db", tmp_path / "a.db", "--encrypt", "--passphrase-file", tmp_path / "no").status == 3
    assert list(tmp_path.glob("a.db*")) == []


def test_rekeying_needs_to_know_how(database: Path, type_in: Type) -> None:
    answer = type_in("rekey", "--db", database)
    assert answer.status == 2
    assert "--new-passphrase-file" in answer.err


@sealed_only
def test_every_command_works_on_an_encrypted_database(
    tmp_path: Path, words: Path, type_in: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.db"
    made = type_in("init", "--db", path, "--encrypt", "--passphrase-file", words)
    assert made.status == 0
    recovery = made.out.strip().splitlines()[-1]
    refused = type_in("status", "--db", path)
    assert refused.status == 3
    assert "口令" in refused.err
    assert type_in("status", "--db", path, "--passphrase-file", words, "--json").status == 0
    monkeypatch.setenv(VARIABLE, recovery)
    for command in (
        ("status", "--json"),
        ("journal", "--json"),
        ("export", tmp_path / "a.xlsx"),
        ("report", "targets", "-o", tmp_path / "a.pdf", "--hand-in"),
        ("submissions", "--json"),
        ("backup", "-o", tmp_path / "b.db"),
        ("import", tmp_path / "a.xlsx"),
        ("verify", "--json"),
        ("restore", tmp_path / "b.db"),
        ("diagnose", "-o", tmp_path / "a.zip"),
    ):
        answer = type_in(*command, "--db", path)
        assert answer.status == 0, (command, answer.err)
    monkeypatch.setenv(VARIABLE, "not the passphrase")
    assert type_in("verify", "--db", path).status == 3


@sealed_only
def test_a_database_is_encrypted_and_made_plain_again(database: Path, words: Path, type_in: Type) -> None:
    sealed = type_in("rekey", "--db", database, "--new-passphrase-file", words)
    assert sealed.status == 0
    assert "恢复密钥" in sealed.out
    assert type_in("status", "--db", database).status == 3
    assert type_in("rekey", "--db", database, "--passphrase-file", words, "--plain").status == 0
    assert type_in("status", "--db", database, "--json").status == 0


@pytest.fixture
def sealed(tmp_path: Path, words: Path, type_in: Type) -> Path:
    """An encrypted database."""
    path = tmp_path / "密.db"
    assert type_in("init", "--db", path, "--encrypt", "--passphrase-file", words).status == 0
    return path


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """``keyboard("a", "b")``: somebody sits at a terminal and types this."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def sit(*lines: str) -> None:
        typed = iter(lines)
        monkeypatch.setattr(sys, "stdin", Terminal())
        monkeypatch.setattr(getpass, "getpass", lambda _prompt: next(typed))

    return sit


@sealed_only
def test_a_passphrase_may_be_typed_where_there_is_a_keyboard(
    tmp_path: Path, sealed: Path, type_in: Type, keyboard: Callable[..., None]
) -> None:
    keyboard("示例口令 correct horse", "wrong passphrase", "")
    assert type_in("status", "--db", sealed, "--json").status == 0
    assert type_in("status", "--db", sealed, "--json").status == 3
    assert "需要口令" in type_in("status", "--db", sealed, "--json").err
    keyboard("another passphrase", "another passphrase")
    assert type_in("init", "--db", tmp_path / "b.db", "--encrypt").status == 0
    assert sealing.unlock(tmp_path / "b.db", "another passphrase") is not None
    keyboard("another passphrase", "another passphrasf")
    assert type_in("init", "--db", tmp_path / "c.db", "--encrypt").status == 3
    assert not (tmp_path / "c.db").exists()


@sealed_only
def test_a_passphrase_may_be_piped_in(sealed: Path, type_in: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("示例口令 correct horse\nmore\n"))
    assert type_in("verify", "--db", sealed, "--passphrase-file", "-").status == 0
    assert type_in("verify", "--db", sealed, "--passphrase-file", "-").status == 3


@sealed_only
def test_the_bundle_for_support_needs_no_passphrase_and_says_so(sealed: Path, tmp_path: Path, type_in: Type) -> None:
    assert type_in("diagnose", "-o", tmp_path / "a.zip", "--db", sealed).status == 0
    with zipfile.ZipFile(tmp_path / "a.zip") as bundle:
        said = json.loads(bundle.read("database.json"))
    assert (said["encrypted"], said["fault"]) == (True, "Sealed")


@sealed_only
def test_a_plain_database_asks_nobody(database: Path, type_in: Type, keyboard: Callable[..., None]) -> None:
    keyboard()
    assert type_in("status", "--db", database, "--json").status == 0


@sealed_only
def test_a_wrong_passphrase_is_told_from_damage(sealed: Path, words: Path, tmp_path: Path, type_in: Type) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("wrong passphrase")
    held = bytearray(sealed.read_bytes())
    held[5000] ^= 1
    sealed.write_bytes(held)
    assert type_in("verify", "--db", sealed, "--passphrase-file", wrong).status == 3
    assert type_in("verify", "--db", sealed, "--passphrase-file", words).status == 5
    held[300] ^= 1
    sealed.write_bytes(held)
    answer = type_in("status", "--db", sealed, "--passphrase-file", words)
    assert (answer.status, "口令正确" in answer.err) == (5, True)


@sealed_only
def test_what_is_readable_of_a_damaged_file_comes_out_under_the_same_passphrase(
    sealed: Path, words: Path, tmp_path: Path, type_in: Type
) -> None:
    held = bytearray(sealed.read_bytes())
    held[300] ^= 1
    sealed.write_bytes(held)
    out = tmp_path / "out.db"
    refused = type_in("salvage", sealed, "-o", out)
    assert (refused.status, out.exists()) == (3, False)
    assert type_in("salvage", sealed, "-o", out, "--passphrase-file", words).status == 0
    assert type_in("verify", "--db", out).status == 3
    assert type_in("verify", "--db", out, "--passphrase-file", words).status == 0


@sealed_only
def test_what_goes_out_says_whether_it_is_encrypted(
    database: Path, sealed: Path, words: Path, tmp_path: Path, type_in: Type
) -> None:
    assert "未加密" in type_in("backup", "--db", database).out
    made = type_in("backup", "--db", sealed, "--passphrase-file", words)
    assert "已加密" in made.out
    assert "没有加密" in type_in("export", tmp_path / "a.xlsx", "--db", sealed, "--passphrase-file", words).err
    assert type_in("export", tmp_path / "b.xlsx", "--db", database).err == ""
    report = ("report", "targets", "--db", sealed, "--passphrase-file", words, "-o")
    assert "没有加密" in type_in(*report, tmp_path / "a.pdf").err
    assert "没有加密" not in type_in(*report, tmp_path / "b.pdf", "--protect", words).err


@sealed_only
def test_the_recovery_key_goes_to_paper_instead_of_the_screen(
    tmp_path: Path, words: Path, type_in: Type, own_home: Path
) -> None:
    path, page = tmp_path / "a.db", tmp_path / "a.pdf"
    made = type_in("init", "--db", path, "--encrypt", "--passphrase-file", words, "--recovery-pdf", page)
    key = sealing.unlock(path, "示例口令 correct horse")
    assert key is not None
    assert key.recovery not in made.out + made.err
    assert page.stat().st_mode & 0o777 == 0o600
    told = type_in("recovery", "--db", path, "--passphrase-file", words)
    assert told.out.strip().endswith(key.recovery)
    left = [file.read_bytes() for file in own_home.rglob("*") if file.is_file()]
    assert not any(key.recovery.encode() in content or b"correct horse" in content for content in left)


@sealed_only
def test_a_page_that_cannot_be_written_leaves_the_key_on_the_screen(tmp_path: Path, words: Path, type_in: Type) -> None:
    path = tmp_path / "a.db"
    made = type_in(
        "init", "--db", path, "--encrypt", "--passphrase-file", words, "--recovery-pdf", tmp_path / "no/a.pdf"
    )
    key = sealing.unlock(path, "示例口令 correct horse")
    assert key is not None
    assert made.status == 7
    assert key.recovery in made.out


def test_a_plain_database_has_no_recovery_key(database: Path, tmp_path: Path, type_in: Type) -> None:
    assert type_in("recovery", "--db", database).status == 3
    page = tmp_path / "a.pdf"
    assert type_in("init", "--db", tmp_path / "b.db", "--recovery-pdf", page).status == 3
    assert type_in("rekey", "--db", database, "--plain", "--recovery-pdf", page).status == 3
    assert not page.exists()


@sealed_only
@pytest.mark.parametrize("lost", [False, True])
def test_a_backup_under_an_older_passphrase_is_restored_with_it(
    sealed: Path, words: Path, tmp_path: Path, type_in: Type, lost: bool
) -> None:
    new = tmp_path / "new.txt"
    new.write_text("another passphrase")
    backup = tmp_path / "b.db"
    assert type_in("backup", "--db", sealed, "-o", backup, "--passphrase-file", words).status == 0
    assert type_in("rekey", "--db", sealed, "--passphrase-file", words, "--new-passphrase-file", new).status == 0
    if lost:
        sealed.unlink()
    refused = type_in("restore", backup, "--db", sealed, "--passphrase-file", new)
    assert (refused.status, "另一个口令" in refused.err) == (3, True)
    options = ("--passphrase-file", new, "--backup-passphrase-file", words)
    restored = type_in("restore", backup, "--db", sealed, *options)
    assert restored.status == 0
    assert ("用这份备份的口令" in restored.out) == lost
    assert type_in("status", "--db", sealed, "--passphrase-file", words if lost else new, "--json").status == 0
