"""A document's tables as a workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from fashiontracker.errors import NoRoom, Refused
from fashiontracker.exchange.annex import write_annex


class Table(NamedTuple):
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | float | date | None, ...], ...]


SAID = [("文件", "示例"), ("说明", "示例数据")]


def test_values_keep_their_types_and_formulas_stay_text(tmp_path: Path) -> None:
    row = ('=HYPERLINK("x")', "91440300000000000X", 1234.5, date(2025, 12, 31), None, "<b>&")
    write_annex(tmp_path / "a.xlsx", SAID, [Table("表", ("甲", "乙", "丙", "丁", "戊", "己"), (row,))])
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["说明", "表"]
    assert [cell.value for cell in book["说明"][2]] == ["文件", "示例"]
    cells = book["表"][2]
    assert [cell.data_type for cell in cells] == ["s", "s", "n", "d", "n", "s"]
    assert [cell.value for cell in cells[:3]] == ['=HYPERLINK("x")', "91440300000000000X", 1234.5]
    assert cells[3].value.date() == date(2025, 12, 31)


def test_sheets_get_names_that_excel_takes_and_that_differ(tmp_path: Path) -> None:
    long = "很长的标题" * 10
    titles = (long, long, "a/b:[c]*?", "表", "表", "")
    write_annex(tmp_path / "a.xlsx", SAID, [Table(title, ("甲",), (("x",),)) for title in titles])
    names = openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames
    assert len({name.casefold() for name in names}) == len(titles) + 1
    assert all(len(name) <= 31 for name in names)
    assert names[3:5] == ["abc", "表"]


def test_a_table_without_rows_keeps_its_head(tmp_path: Path) -> None:
    write_annex(tmp_path / "a.xlsx", SAID, [Table("表", ("甲", "乙"), ())])
    assert [cell.value for cell in openpyxl.load_workbook(tmp_path / "a.xlsx")["表"][1]] == ["甲", "乙"]


@pytest.mark.parametrize(("name", "fault"), [("a.txt", Refused), ("nowhere/a.xlsx", Refused)])
def test_a_place_that_will_not_do_is_refused(tmp_path: Path, name: str, fault: type[Refused | NoRoom]) -> None:
    with pytest.raises(fault):
        write_annex(tmp_path / name, SAID, [])
    assert list(tmp_path.iterdir()) == []
