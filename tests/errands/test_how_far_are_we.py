"""The bureau asks how far the plan is, and why a number is not higher: from the board to the record and back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fashiontracker.models import tables
from fashiontracker.ui.pages.overview.page import Overview
from fashiontracker.ui.pages.quotas.page import Quotas
from fashiontracker.ui.pages.quotas.pushes import SUCCEEDS
from fashiontracker.ui.window import Window
from tests.ui.watchmakers import ROW, found, settled, shown


@pytest.fixture
def window(empty_window: Window, tmp_path: Path, qtbot: QtBot) -> Window:
    return shown(empty_window, found(tmp_path / "示例.db"), "overview", qtbot)


def test_why_one_and_not_three(window: Window, qtbot: QtBot) -> None:
    board = window.page
    assert isinstance(board, Overview)
    line = board.board.row(ROW)
    assert (line.number, line.mark.word) == ("1", "滞后")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled(window, qtbot)
    page = window.page
    assert isinstance(page, Quotas)
    reasons = [page.lists.near.table.model_.index(row, 1).data() for row in range(2)]
    assert reasons == ["2020-11-13 认定，规划期开始前已持有，不算新增", "有效期至 2024-01-31，已过期，未见复核通过"]
    page.lists.near.table.go_to(1)
    qtbot.keyClick(page.lists.near.table, Qt.Key.Key_Return)
    assert window.settings.page == "enterprises"
    window.back()
    assert window.page is page
    assert page.row.key == ROW
    window.back()
    assert window.page is board


def test_what_if_the_applicant_succeeds_and_then_it_does(window: Window, qtbot: QtBot) -> None:
    window.page.board.row(ROW).click()
    settled(window, qtbot)
    page = window.page
    assert isinstance(page, Quotas)
    model = page.outlook.model
    model.setData(model.index(0, SUCCEEDS), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert "期末预计 2" in page.outlook.answer.text()
    assert page.card.figure.text() == "1"  # an assumption is no fact
    with window.desk.app.store.journal.entry("登记认定") as session:
        event = {"subject_kind": "enterprise", "subject_id": 3, "designation": "little_giant", "stage": "recognised"}
        session.add(tables.StageEvent(**event, happened_on=date(2024, 6, 20), valid_until=date(2027, 6, 19)))
    settled(window, qtbot)
    assert page.card.figure.text() == "2"
    assert model.assumptions == {}
    window.frame.top.as_of.set_day(date(2024, 6, 19))
    assert page.card.figure.text() == "1"
    window.go("overview")
    settled(window, qtbot)
    assert window.page.board.row(ROW).number == "1"
