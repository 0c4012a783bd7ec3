"""What a salvage on the command line tells: how much came out of a damaged file, and the numbers of what is missing."""

from __future__ import annotations

import re
from pathlib import Path

from fashiontracker import app
from fashiontracker.models.tables import Enterprise
from tests.cli.conftest import Type
from tests.models.conftest import firms

LOST = "示例企业300".encode()


def test_the_numbers_of_what_is_missing_are_told(database: Path, tmp_path: Path, type_in: Type) -> None:
    with app.open_database(database, True) as opened, opened.store.journal.entry("导入") as session:
        session.insert_many(Enterprise, firms(400))
    held = bytearray(database.read_bytes())
    while (place := held.find(LOST)) >= 0:  # in the table, in its indexes and in the journal
        page = place // 4096 * 4096
        held[page : page + 4096] = bytes(4096)
    damaged, out = tmp_path / "损坏.db", tmp_path / "救出.db"
    damaged.write_bytes(held)
    said = type_in("salvage", damaged, "-o", out)
    assert said.status == 0
    told = re.search(r"enterprise 缺失的编号：([\d、-]+)", said.out)
    assert told is not None
    spans = [tuple(map(int, one.split("-"))) for one in told[1].split("、")]
    assert any(span[0] <= 300 <= span[-1] for span in spans)
    assert damaged.read_bytes() == held
    assert type_in("verify", "--db", out).status == 0
