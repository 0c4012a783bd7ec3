"""submissions and report --hand-in, as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from fashiontracker import paths
from tests.cli.conftest import Type


@pytest.fixture
def handed_in(database: Path, type_in: Type, tmp_path: Path) -> str:
    """Document 1 in the ledger; its fingerprint."""
    paper = tmp_path / "报告.pdf"
    words = ("report", "targets", "-o", paper, "--db", database, "--as-of", "2024-12-31", "--hand-in")
    answer = type_in(*words, "--recipient", "示例局", "--number", "示协〔2025〕1号")
    assert answer.status == 0
    return answer.err.strip().split()[-1]


def test_the_ledger_lists_what_was_handed_in(database: Path, type_in: Type, handed_in: str) -> None:
    (one,) = type_in("submissions", "--db", database, "--json").json["submissions"]
    assert (one["fingerprint"], one["document"], one["as_of"]) == (handed_in, "targets", "2024-12-31")
    assert (one["recipient"], one["number"]) == ("示例局", "示协〔2025〕1号")
    assert handed_in in type_in("submissions", "--db", database).out


def test_an_empty_ledger_says_how_to_fill_it(database: Path, type_in: Type) -> None:
    answer = type_in("submissions", "--db", database)
    assert answer.status == 0
    assert "--hand-in" in answer.out
    assert type_in("submissions", "--db", database, "--json").json == {"submissions": []}


def test_verify_gives_the_same_bytes_back(database: Path, type_in: Type, handed_in: str, tmp_path: Path) -> None:
    copy = tmp_path / "副本.pdf"
    answer = type_in("submissions", "--db", database, "--verify", handed_in.upper(), "-o", copy, "--json")
    assert answer.status == 0
    assert answer.json["pdf_whole"] is answer.json["sheet_whole"] is True
    assert answer.json["changes"] == []
    assert copy.read_bytes() == (tmp_path / "报告.pdf").read_bytes()


def test_verify_tells_a_changed_file(database: Path, type_in: Type, handed_in: str) -> None:
    (kept,) = [one for one in paths.evidence_folder(database).iterdir() if one.is_file()]
    kept.chmod(0o600)
    kept.write_bytes(b"other")
    answer = type_in("submissions", "--db", database, "--verify", handed_in)
    assert answer.status == 5
    assert "已被改动" in answer.err


@pytest.mark.parametrize("typed", ["0" * 16, "abc"])
def test_an_unknown_fingerprint_is_refused(database: Path, type_in: Type, typed: str) -> None:
    assert type_in("submissions", "--db", database, "--verify", typed).status == 3


def test_against_and_out_need_a_paper_to_verify(database: Path, type_in: Type, tmp_path: Path) -> None:
    assert type_in("submissions", "--db", database, "--against", "0" * 16).status == 2
    assert type_in("submissions", "--db", database, "-o", tmp_path / "x.pdf").status == 2


def test_two_papers_side_by_side(database: Path, type_in: Type, handed_in: str) -> None:
    answer = type_in("submissions", "--db", database, "--verify", handed_in, "--against", handed_in, "--json")
    assert answer.json == {"changes": []}


def test_changes_is_refused_before_anything_was_handed_in(database: Path, type_in: Type, tmp_path: Path) -> None:
    answer = type_in("report", "changes", "-o", tmp_path / "c.pdf", "--db", database)
    assert answer.status == 3
    assert "--hand-in" in answer.err
    assert not (tmp_path / "c.pdf").exists()


def test_changes_after_a_submission(database: Path, type_in: Type, handed_in: str, tmp_path: Path) -> None:
    answer = type_in("report", "changes", "-o", tmp_path / "c.pdf", "--db", database, "--since", handed_in)
    assert answer.status == 0


def test_a_recommendation_needs_a_designation(database: Path, type_in: Type, tmp_path: Path) -> None:
    answer = type_in("report", "recommendation", "-o", tmp_path / "r.pdf", "--db", database)
    assert answer.status == 3
    assert "--designation" in answer.err


@pytest.mark.parametrize("name", ["whitepaper", "evidence", "5", "9"])
def test_an_empty_database_has_its_documents(database: Path, type_in: Type, tmp_path: Path, name: str) -> None:
    paper = tmp_path / "p.pdf"
    assert type_in("report", name, "-o", paper, "--db", database).status == 0
    assert paper.read_bytes().startswith(b"%PDF-")
