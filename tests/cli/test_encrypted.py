"""Encrypted databases from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from fashiontracker.cli.passphrase import VARIABLE
from fashiontracker.models import library
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
