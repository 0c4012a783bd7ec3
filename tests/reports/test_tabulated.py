"""A document's tables for a workbook: what stands on paper, as values."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from fashiontracker.models.store import Store
from fashiontracker.reports import shelf
from fashiontracker.reports.document import (
    Annex,
    Bars,
    Column,
    Document,
    GroupRow,
    Lines,
    Meta,
    Part,
    Table,
    Title,
)
from fashiontracker.reports.tabulated import particulars, tabulate
from tests.reports.conftest import Collect

META = Meta("示例", "示例协会", datetime(2026, 1, 5))


def tables(*parts: Part) -> list[tuple[str, tuple[str, ...], tuple[tuple[object, ...], ...]]]:
    return [(one.title, one.columns, one.rows) for one in tabulate(Document(META, parts))]


def test_numbers_dates_and_nothing_become_values_and_codes_stay_text() -> None:
    columns = (Column("信用代码", "center"), Column("日期", "center"), Column("数值", "decimal"), Column("名称"))
    rows = [("914403000000000001", "2025-12-31", "1,234.5", "2025-12-31"), ("—", "", "—", "=1+1"), ("", "", "首届", "")]
    assert tables(Table(columns, rows, title="表"))[0][2] == (
        ("914403000000000001", date(2025, 12, 31), 1234.5, "2025-12-31"),
        (None, None, None, "=1+1"),
        (None, None, "首届", None),
    )


def test_headings_across_the_table_become_a_column() -> None:
    found = tables(Table((Column("甲"),), [GroupRow("一"), ("a",), GroupRow("二"), ("b",)], title="表"))
    assert found == [("表", ("分组", "甲"), (("一", "a"), ("二", "b")))]


def test_percent_signs_move_into_the_head() -> None:
    found = tables(Table((Column("占比", "decimal", "上"),), [("12.5%",), ("—",)], title="表"))
    assert found == [("表", ("上：占比（%）",), ((12.5,), (None,)))]


def test_a_table_without_a_title_bears_that_of_its_annex_or_document() -> None:
    table = Table((Column("甲"),), [("a",)])
    assert [one[0] for one in tables(Title("大\n题"), table, Annex("附", [table]))] == ["大题", "附"]


def test_charts_bring_their_values() -> None:
    found = tables(Bars("柱", ("甲",), (("今年", (1.0,)),), "家"), Lines("线", ("一", "二"), (("乙", (None, 2.0)),)))
    assert found == [
        ("柱", ("项目", "今年（家）"), (("甲", 1.0),)),
        ("线", ("项目", "乙"), (("一", None), ("二", 2.0))),
    ]


def test_the_first_sheet_says_which_paper_it_belongs_to(sample: Store, collect: Collect) -> None:
    document = shelf.compose(shelf.named("tasks"), collect(sample, "tasks"))
    assert dict(particulars(document)) | {"说明": "示例数据", "数据指纹": document.fingerprint} == dict(
        particulars(document)
    )


@pytest.mark.parametrize("name", ["targets", "roster", "tasks", "exhibitions"])
def test_every_row_has_a_value_for_every_column(sample: Store, collect: Collect, name: str) -> None:
    kind = shelf.named(name)
    _, found = shelf.tables(kind, collect(sample, name))
    assert found
    for table in found:
        assert table.title
        assert all(len(row) == len(table.columns) for row in table.rows)


def test_the_summary_as_a_table_holds_the_counts_numbers(sample: Store, collect: Collect) -> None:
    sheet = collect(sample, "targets")
    summary = shelf.tables(shelf.named("targets"), sheet)[1][0]
    actual = summary.columns.index("实际")
    assert [row[actual] for row in summary.rows] == [row.actual for row in sheet.rows]
