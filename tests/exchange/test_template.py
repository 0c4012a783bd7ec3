"""The template: everything offered, nothing in it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from fashiontracker.exchange.layout import GUIDE_SHEET, LAYOUTS, LISTS_SHEET
from fashiontracker.exchange.sheets import open_workbook
from fashiontracker.exchange.tables import Table, find_table
from fashiontracker.exchange.template import write_template
from fashiontracker.plan.library import Policy


@pytest.fixture
def path(tmp_path: Path, policy: Policy) -> Path:
    written = tmp_path / "模板.xlsx"
    write_template(written, policy.plan, policy.catalogue)
    return written


@pytest.fixture
def template(path: Path) -> Workbook:
    return openpyxl.load_workbook(path)


def offered(template: Workbook, kind: str, header: str) -> list[str]:
    """The words of the drop-down list under a header."""
    sheet = template[kind]
    column = next(cell.column_letter for cell in sheet[1] if cell.value == header)
    (rule,) = [rule for rule in sheet.data_validations.dataValidation if f"{column}2" in rule.sqref]
    name, area = rule.formula1.removeprefix("=").split("!")
    assert name.strip("'") == LISTS_SHEET
    return [cell.value for (cell,) in template[LISTS_SHEET][area.replace("$", "")]]


def test_every_sheet_has_its_starred_headers_and_a_comment_on_each(template: Workbook) -> None:
    for kind, layout in LAYOUTS.items():
        headers = [cell.value for cell in template[kind][1]]
        spared = (layout.yearly, layout.column("对象所属企业"))
        assert {column.header for column in layout.columns if column not in spared} <= set(headers)
        assert all(cell.comment for cell in template[kind][1])
        assert template[kind].freeze_panes == "B2"


def test_there_is_a_column_for_each_year_of_the_plan(template: Workbook) -> None:
    headers = [cell.value for cell in template["企业"][1]]
    assert [header for header in headers if "营业收入" in header] == [f"{y}年营业收入(万元)" for y in range(2021, 2026)]


def test_read_as_it_is_the_template_holds_no_record_and_no_fault(path: Path) -> None:
    book, problems = open_workbook(path)
    assert book is not None
    assert problems == []
    assert book.hidden == (LISTS_SHEET,)
    assert [sheet.name for sheet in book.visible] == [GUIDE_SHEET, *LAYOUTS]
    for sheet in book.visible[1:]:
        table = find_table(sheet)
        assert isinstance(table, Table)
        assert (table.kind, table.rows, table.skipped, table.unknown, table.missing) == (sheet.name, [], [], (), ())


def test_lists_offer_the_words_of_the_plan_and_the_catalogue(template: Workbook, policy: Policy) -> None:
    assert offered(template, "企业", "行业*") == [sector.zh for sector in policy.plan.sectors]
    assert offered(template, "培育认定", "阶段*") == [stage.zh for stage in policy.plan.stages]
    assert "南山区（前海）" in offered(template, "企业", "所属区")
    assert offered(template, "展会", "UFI认证") == ["是", "否"]
    titles = offered(template, "培育认定", "称号*")
    assert titles
    assert all(policy.catalogue.by_name(title) for title in titles)


def test_a_list_only_offers_and_never_forbids_another_spelling(template: Workbook) -> None:
    rules = [rule for kind in LAYOUTS for rule in template[kind].data_validations.dataValidation]
    assert rules
    assert not any(rule.showErrorMessage for rule in rules)


def test_the_guide_explains_every_column(template: Workbook) -> None:
    told = {(row[0], row[1]) for row in template[GUIDE_SHEET].iter_rows(values_only=True)}
    assert told >= {(kind, column.name) for kind, layout in LAYOUTS.items() for column in layout.columns}


def test_the_examples_are_readable_and_marked(template: Workbook, policy: Policy) -> None:
    rows = list(template[GUIDE_SHEET].iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if row[0] == "工作表") + 1
    examples = {(row[0], row[1]): row[4] for row in rows[start:]}
    assert all(examples.values())
    assert policy.catalogue.by_name(examples["培育认定", "称号"]) is not None
    assert "示例" in examples["企业", "企业名称"]
