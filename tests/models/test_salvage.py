"""Salvage: nearly everything comes out of a damaged file, nothing wrong does, and what is missing is listed."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fashiontracker.errors import Damaged, Newer, Refused
from fashiontracker.models import raw, salvage, verify
from fashiontracker.models.pages import Pages
from fashiontracker.models.salvage import Report
from fashiontracker.models.store import open_store
from fashiontracker.models.tables import Enterprise
from fashiontracker.progress import finish

from .conftest import Database, Rows, firms, rows_in


def carve(database: Database, out: Path) -> Report:
    content = database.path.read_bytes()
    report = finish(salvage.salvage(database.path, out))
    assert database.path.read_bytes() == content
    return report


def judged(original: Rows, report: Report) -> float:
    """The share of rows that came out; none is wrong, and the new file is sound.

    Each missing one is listed, or at least counted where the page that told of it is lost as well.
    """
    found = rows_in(report.out)
    assert [key for key, row in found.items() if original.get(key) != row] == []
    listed = {(table, key) for table, one in report.tables.items() for key in one.missing}
    assert len(original.keys() - found.keys() - listed) <= report.lost_changes
    checked = finish(verify.verify(report.out))
    assert checked.ok, [problem.line() for problem in checked.problems]
    return len(found) / len(original)


def test_a_sound_file_comes_out_as_it_was_with_its_history(filled: Database, tmp_path: Path) -> None:
    report = carve(filled, tmp_path / "out.db")
    assert judged(filled.rows(), report) == 1
    assert report.complete
    assert {table.rebuilt + table.unverified for table in report.tables.values()} == {0}
    with filled.open(write=False) as old, open_store(report.out, tmp_path / "lock", True) as new:
        assert new.history.entries() == old.history.entries()
        assert new.journal.undo().label == old.history.next_undo().label


@pytest.mark.parametrize("lost", ["page 1", "header", "schema"])
def test_the_file_needs_neither_header_nor_schema(
    filled: Database, damage: Callable[..., None], tmp_path: Path, lost: str
) -> None:
    original = filled.rows()
    if lost == "page 1":
        damage(1)
    else:
        damage(start=0 if lost == "header" else 100, content=bytes(100 if lost == "header" else 3996))
    assert judged(original, carve(filled, tmp_path / "out.db")) == 1


def test_lost_pages_cost_few_rows_and_no_truth(filled: Database, tmp_path: Path) -> None:
    with filled.open() as opened:
        with opened.journal.entry("再导入") as session:
            session.insert_many(Enterprise, firms(2000, 3000))
        with opened.journal.entry("批量修改") as session:
            session.update_many(Enterprise, {key: {"note": f"注{key}"} for key in range(301, 2000, 5)})
    original, content = filled.rows(), filled.path.read_bytes()
    pages = len(content) // 4096
    for seed in range(8):
        held = bytearray(content)
        for page in random.Random(seed).sample(range(1, pages + 1), 10):
            held[(page - 1) * 4096 : page * 4096] = bytes(4096)
        filled.path.write_bytes(held)
        report = carve(filled, tmp_path / f"out{seed}.db")
        assert len(report.lost_pages) == 10
        assert judged(original, report) >= 0.96


def test_a_file_cut_short_gives_what_is_left(filled: Database, tmp_path: Path) -> None:
    original = filled.rows()
    content = filled.path.read_bytes()
    filled.path.write_bytes(content[: len(content) * 9 // 10])
    assert judged(original, carve(filled, tmp_path / "out.db")) > 0.75


def test_a_flipped_bit_is_set_right_by_the_journal(filled: Database, tmp_path: Path) -> None:
    original = filled.rows()
    held = bytearray(filled.path.read_bytes())
    place = held.index("示例企业77".encode())
    held[place + 12] ^= 1
    filled.path.write_bytes(held)
    report = carve(filled, tmp_path / "out.db")
    assert judged(original, report) == 1


def test_what_was_deleted_stays_deleted(filled: Database, tmp_path: Path) -> None:
    report = carve(filled, tmp_path / "out.db")
    assert not [key for key in rows_in(report.out) if key[0] == "talent"]


def test_long_values_are_read_across_their_pages(database: Database, tmp_path: Path) -> None:
    with database.create() as opened, opened.journal.entry("长") as session:
        for length in (0, 1, 4000, 4061, 4062, 20000):
            session.add(Enterprise(name="示例", name_key="示例", note="长" * length))
    report = carve(database, tmp_path / "out.db")
    assert judged(database.rows(), report) == 1


def test_ids_of_lost_records_are_not_given_to_new_ones(filled: Database, tmp_path: Path) -> None:
    report = carve(filled, tmp_path / "out.db")
    with open_store(report.out, tmp_path / "lock", True) as opened, opened.journal.entry("新增") as session:
        assert session.next_id("talent") == 2


def test_a_file_without_anything_of_ours_is_refused(filled: Database, tmp_path: Path) -> None:
    filled.path.write_bytes(b"nothing of ours " * 3000)
    with pytest.raises(Damaged):
        carve(filled, tmp_path / "out.db")
    assert not list(tmp_path.glob("out*"))


def test_a_newer_file_is_not_guessed_at(filled: Database, damage: Callable[..., None], tmp_path: Path) -> None:
    damage(start=60, content=b"\x00\x00\x09\x09")
    with pytest.raises(Newer):
        carve(filled, tmp_path / "out.db")


def test_the_new_file_never_takes_the_place_of_another(filled: Database) -> None:
    with pytest.raises(Refused):
        finish(salvage.salvage(filled.path, filled.path))


@given(st.binary(min_size=0, max_size=9000), st.sampled_from([b"", b"\x0d", b"\x0a", b"\x02", b"\x05"]))
def test_no_bytes_whatever_trip_the_reader(content: bytes, kind: bytes) -> None:
    pages = Pages((kind + content).ljust(8192, b"\x01"))
    for cells in pages.leaves():
        assert all(isinstance(cell.values, tuple) for cell in cells)
    assert all(isinstance(entry, tuple) for entries in pages.index_pages() for entry in entries)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "name": st.text(),
            "note": st.none() | st.text(),
            "qianhai": st.integers(0, 1),
            "size": st.floats(),
            "id": st.integers(1),
        },
    )
)
def test_a_row_is_written_as_canonical_json_would(row: dict[str, object]) -> None:
    values = tuple(map(row.get, raw.columns("enterprise")))
    assert raw.row_writer("enterprise")(values) == raw.canonical(raw.filled(row))
