"""Whatever is typed after -o, what the command reads stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Type
from tests.exchange.importing import workbook


@pytest.mark.parametrize(
    "words",
    [
        ("report", "tasks", "-o", "{db}", "--db", "{db}"),
        ("report", "tasks", "-o", "{other}", "--db", "{db}", "--xlsx", "{db}"),
        ("export", "{db}", "--db", "{db}"),
        ("diagnose", "-o", "{db}", "--db", "{db}"),
        ("backup", "-o", "{db}", "--db", "{db}"),
        ("salvage", "{db}", "-o", "{db}"),
        ("import", "{roster}", "--db", "{db}", "--keep-good", "--rejects", "{roster}"),
        ("import", "{roster}", "--db", "{db}", "--keep-good", "--rejects", "{db}"),
    ],
)
def test_an_output_never_replaces_an_input(
    database: Path, tmp_path: Path, type_in: Type, words: tuple[str, ...]
) -> None:
    roster = workbook(tmp_path / "名录.xlsx", {"企业": [["企业名称", "行业"], ["示例甲", "渔业"], ["示例乙", "服装"]]})
    before = database.read_bytes(), roster.read_bytes()
    places = {"db": database, "roster": roster, "other": tmp_path / "other.pdf"}
    refused = type_in(*(word.format(**places) for word in words))
    assert refused.status == 3
    assert len(refused.err.splitlines()) == 1
    assert (database.read_bytes(), roster.read_bytes()) == before
    assert type_in("verify", "--db", database).status == 0
