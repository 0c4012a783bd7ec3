"""What eligibility lacks goes out as a workbook and comes back filled in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl

from fashiontracker.exchange import wanted
from fashiontracker.exchange.layout import FIGURES
from fashiontracker.models.store import Store
from fashiontracker.plan.library import Policy
from fashiontracker.progress import finish
from fashiontracker.tally import readiness
from fashiontracker.tally.readiness import Worklist
from tests.exchange.importing import Importing, code

DAY = date(2026, 5, 10)
FIRM = {"企业": [["企业名称", "统一社会信用代码", "行业"], ["示例家具有限公司", code(1), "家具"]]}


def lacking(store: Store, policy: Policy) -> Worklist:
    with store.reading() as session:
        return finish(readiness.worklist(session, *policy, ["gd_engineering_center", "single_champion_municipal"], DAY))


def test_a_worklist_filled_in_and_imported_leaves_nothing_lacking(
    store: Store, policy: Policy, imports: Importing, tmp_path: Path
) -> None:
    imports.take(FIRM)
    before = lacking(store, policy)
    path = tmp_path / "wanted.xlsx"
    assert wanted.write(path, before) == len(before.figures) > 5
    book = openpyxl.load_workbook(path)
    page = book[FIGURES.kind]
    at = {str(cell.value).rstrip("*"): cell.column for cell in page[1]}
    for row in range(2, page.max_row + 1):
        assert page.cell(row, at["数值"]).value is None
        page.cell(row, at["数值"]).value = 3
        page.cell(row, at["来源"]).value = "示例年报"
    book.save(path)
    imports.take(path)
    assert lacking(store, policy).figures == ()
