"""An errand: who could apply? What is missing is exported, filled in, imported, and the answer is another one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from fashiontracker import app
from fashiontracker.app import App
from fashiontracker.models.candidacies import Step, move
from fashiontracker.tally import readiness
from fashiontracker.ui.pages.cultivation import grid
from fashiontracker.ui.pages.cultivation.page import Cultivation
from fashiontracker.ui.window import Window
from tests.exchange.importing import Importing
from tests.tally.firms import DAY, POLICY, record
from tests.tally.test_eligibility_catalogue import GIANT
from tests.ui.watchmakers import settled, shown


@pytest.fixture
def opened(tmp_path: Path) -> App:
    """A firm that is ready, and its twin of whom one figure is not on record; both have been surveyed."""
    made = app.create(tmp_path / "协会.db")
    figures = {key: value for key, value in GIANT.figures.items() if key != "total_liabilities"}
    for firm, name in ((GIANT, "甲示例"), (GIANT.but(figures=figures), "乙示例")):
        number = record(made.store, firm, name, designation="little_giant")
        with made.store.journal.entry("示例") as session:
            move(session, *POLICY, Step(("enterprise", number), "little_giant", "survey", date(2026, 1, 5)))
    return made


@pytest.fixture
def page(empty_window: Window, opened: App, qtbot: QtBot) -> Cultivation:
    shown(empty_window, opened, "cultivation", qtbot, DAY)
    assert isinstance(empty_window.page, Cultivation)
    return empty_window.page


def face(page: Cultivation, name: str) -> str:
    (cell,) = next(row.cells for row in page.matrix.rows if row.name == name)
    assert isinstance(cell, readiness.Cell)
    return grid.face(cell)[2]


def test_what_is_missing_comes_back_filled_in(
    empty_window: Window, page: Cultivation, opened: App, tmp_path: Path, qtbot: QtBot
) -> None:
    page.matrix.choose(["little_giant"])
    page.matrix.count()
    settled(empty_window, qtbot)
    assert (face(page, "甲示例"), face(page, "乙示例")) == ("可申报", "缺 1 项数据")

    page.matrix.export(tmp_path / "待补.xlsx")
    settled(empty_window, qtbot)
    book = openpyxl.load_workbook(tmp_path / "待补.xlsx")
    sheet = book["年度指标"]
    head = [str(cell.value).rstrip("*") for cell in sheet[1]]
    for row in range(2, sheet.max_row + 1):
        assert sheet.cell(row, head.index("对象名称") + 1).value == "乙示例"
        sheet.cell(row, head.index("数值") + 1).value = 4000
        sheet.cell(row, head.index("来源") + 1).value = "示例年报"
    book.save(tmp_path / "已补.xlsx")
    Importing(opened.store, POLICY, tmp_path).take(tmp_path / "已补.xlsx")
    settled(empty_window, qtbot)

    page.matrix.count()
    settled(empty_window, qtbot)
    assert face(page, "乙示例") == "可申报"


def test_the_check_explains_what_the_older_rules_say(page: Cultivation) -> None:
    page.examine(("enterprise", 1), "little_giant")
    assert page.checking.check is not None
    assert page.checking.check.verdict == "eligible"
    assert "若按" in page.checking.summary.text()
    version = page.checking.version
    assert version.count() > 2
    version.setCurrentIndex(version.findData("2022-63"))
    assert page.checking.check.ruleset is not None
    assert page.checking.check.ruleset.key == "2022-63"
