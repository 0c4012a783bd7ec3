from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from fashiontracker import app
from fashiontracker.reports import targets
from fashiontracker.reports.stamp import Options, make_stamp
from fashiontracker.tally.forecast import Basis
from fashiontracker.ui.pages.quotas.page import Quotas
from fashiontracker.ui.pages.quotas.pushes import FAILS, SUCCEEDS, said
from fashiontracker.ui.window import Window
from fashiontracker.ui.wishes import Rows, Target
from tests.ui.watchmakers import DAY, ROW, found, settled, shown

CHECKED = Qt.CheckState.Checked.value


@pytest.fixture
def page(empty_window: Window, tmp_path: Path, qtbot: QtBot) -> Quotas:
    made = shown(empty_window, found(tmp_path / "示例.db"), "quotas", qtbot, wish=Target(ROW)).page
    assert isinstance(made, Quotas)
    return made


def names(table: QAbstractItemView, column: int = 0) -> list[str]:
    model = table.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


# ---- the number and its lists ----


def test_the_counted_and_the_near_are_seen_together_with_their_reasons(page: Quotas) -> None:
    assert page.card.figure.text() == "1"
    assert names(page.lists.counted.table) == ["示例甲钟表"]
    assert names(page.lists.near.table) == ["示例丁钟表", "示例乙钟表"]
    assert names(page.lists.near.table, 1) == [
        "2020-11-13 认定，规划期开始前已持有，不算新增",
        "有效期至 2024-01-31，已过期，未见复核通过",
    ]
    assert page.lists.near.heading.text() == "差一点，未计入 2"
    assert page.tabs.tabText(0) == "名单（计入 1，未计入 2）"


def test_the_card_quotes_the_policy_and_tells_the_rule(page: Quotas) -> None:
    assert page.row.clause in page.card.clause.text()
    assert "复核不算新增" in page.card.rule.text()
    assert page.card.status.text() == "滞后"
    assert "目标 3-5" in page.card.line.text()
    assert "序时进度 1.9" in page.card.line.text()


def test_a_line_bears_the_number_that_the_report_prints(page: Quotas) -> None:
    opened = page._desk.app
    options = Options(as_of=DAY)
    with opened.store.reading() as session:
        sheet = targets.collect(session, opened.plan, opened.catalogue, make_stamp(options, {}, "", ""), options)
    printed = next(row for row in sheet.rows if row.key == ROW)
    column = [one.key for one in page.lists.counted.table.model_.columns].index("ledger")
    assert names(page.lists.counted.table, column) == [line.ledger for line in printed.counted] != []


def test_the_whole_list_goes_to_excel_with_its_headings(page: Quotas) -> None:
    lines = page.lists.near.copy_all().splitlines()
    assert lines[0].startswith("对象\t未计入的原因\t")
    assert lines[2].startswith("示例乙钟表\t有效期至 2024-01-31，已过期，未见复核通过\t2022-03-01\t2024-01-31\t")


def test_another_date_changes_the_lists(empty_window: Window, page: Quotas) -> None:
    empty_window.frame.top.as_of.set_day(date(2024, 1, 31))
    assert names(page.lists.counted.table) == ["示例乙钟表", "示例甲钟表"]
    assert names(page.lists.near.table) == ["示例丁钟表"]


# ---- one subject ----


def test_the_inspector_tells_why_a_near_miss_is_none(empty_window: Window, page: Quotas) -> None:
    words = "\n".join(label.text() for label in empty_window.frame.inspector.findChildren(QLabel))
    assert "示例丁钟表" in words
    assert "规划期开始前已持有" in words
    assert "2023-10-20  复核通过，有效期至 2026-11-12" in words


def test_enter_opens_the_record(page: Quotas, qtbot: QtBot) -> None:
    wanted: list[tuple[str, object]] = []
    page.go.disconnect()
    page.go.connect(lambda key, wish: wanted.append((key, wish)))
    page.lists.counted.table.go_to(0)
    qtbot.keyClick(page.lists.counted.table, Qt.Key.Key_Return)
    assert wanted == [("enterprises", Rows(record=1))]


def test_who_is_chosen_stays_chosen_on_another_date(empty_window: Window, page: Quotas) -> None:
    page.lists.near.table.go_to(1)
    empty_window.frame.top.as_of.set_day(date(2024, 1, 31))
    panel = empty_window.frame.inspector._scroll.widget()
    assert panel.accessibleName() == "示例乙钟表"
    assert "计入：" in "\n".join(label.text() for label in panel.findChildren(QLabel))


# ---- forecast ----


def test_what_if_changes_the_forecast_and_stores_nothing(page: Quotas) -> None:
    store = page._desk.app.store
    head, before = store.history.head(), page.outlook.answer.text()
    model = page.outlook.model
    assert names(page.outlook.table, 2) == ["示例丙钟表"]
    assert model.setData(model.index(0, SUCCEEDS), CHECKED, Qt.ItemDataRole.CheckStateRole)
    assert "若假设成立" in page.outlook.answer.text()
    assert "期末预计 2" in page.outlook.answer.text()
    assert page.outlook.chart.numbers().rows == (("2", "100.0%"),)
    model.setData(model.index(0, FAILS), CHECKED, Qt.ItemDataRole.CheckStateRole)
    assert model.data(model.index(0, SUCCEEDS), Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    assert "期末预计 1" in page.outlook.answer.text()
    page.outlook.reset.click()
    assert page.outlook.answer.text() == before
    assert store.history.head() == head
    assert not page._desk.undo_label().startswith("假设")


def test_a_chance_is_shown_with_what_it_rests_on(page: Quotas) -> None:
    assert names(page.outlook.table, 6) == ["一般 50%"]
    assert said(Basis(0.5, 2, 3)) == "一般 50%，本会 2/3"


def test_assumptions_are_left_behind_with_their_row(page: Quotas) -> None:
    model = page.outlook.model
    model.setData(model.index(0, SUCCEEDS), CHECKED, Qt.ItemDataRole.CheckStateRole)
    page.arrive(Target("clothing.brands"))
    page.arrive(Target(ROW))
    assert model.assumptions == {}


def test_a_row_without_a_forecast_says_why(page: Quotas) -> None:
    page.arrive(Target("clothing.clusters"))
    assert page.outlook.hint.text().startswith("计划未定数量")
    page.arrive(Target("watches.talents"))
    assert "没有概率" in page.outlook.hint.text()
    assert page.outlook.chart.isHidden()


def test_once_the_period_is_over_nothing_is_left_to_push(empty_window: Window, page: Quotas) -> None:
    empty_window.frame.top.as_of.set_day(date(2025, 12, 31))
    assert page.outlook.hint.text().startswith("规划期已到最后一天")


def test_the_course_goes_by_quarters_up_to_the_day(empty_window: Window, page: Quotas) -> None:
    empty_window.frame.top.as_of.set_day(date(2024, 5, 15))
    chart = page.course.chart
    assert chart.labels[:2] == ["22Q1", "22Q2"]
    assert chart.labels[-1] == "2024-05-15"
    assert chart.series[0].values[-1] == 1
    assert chart.band == (3, 5)


# ---- rows and milestones ----


def test_the_rows_are_walked_in_the_plans_order(page: Quotas) -> None:
    keys = [row.key for row in page._plan.rows]
    page.picker._step(1)
    assert page.row.key == keys[keys.index(ROW) + 1]
    page.picker._step(-1)
    assert page.row.key == ROW


def test_a_milestone_shows_its_course(page: Quotas) -> None:
    page.arrive(Target("watches.capital"))
    assert page.tabs.isHidden()
    assert [text.split()[:2] for text in page.steps.texts] == [["2023-05-15", "推进中"]]


def test_every_row_can_be_shown_on_any_day(empty_window: Window, page: Quotas) -> None:
    for day in (date(2021, 6, 30), DAY, date(2026, 6, 30)):
        empty_window.frame.top.as_of.set_day(day)
        for row in page._plan.rows:
            page.arrive(Target(row.key))
            assert page.picker.key == row.key


def test_an_empty_database_says_what_belongs_in_the_lists(empty_window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    window = shown(empty_window, app.create(tmp_path / "空.db"), "quotas", qtbot, wish=Target(ROW))
    page = window.page
    assert isinstance(page, Quotas)
    assert not page.lists.counted.lesson.isHidden()
    assert "还没有登记" in page.lists.near.lesson.text()
    assert "培育认定" in page.outlook.hint.text()
    page.arrive(Target("overall.value_added"))
    assert "年度指标" in page.lists.counted.lesson.text()  # a figure of the whole industry has no list
    settled(window, qtbot)


def test_everything_one_can_focus_has_a_name(page: Quotas) -> None:
    nameless = [
        widget
        for kind in (QAbstractButton, QAbstractItemView, QComboBox)
        for widget in page.findChildren(kind)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if not (widget.accessibleName() or getattr(widget, "text", str)())
        if not widget.objectName().startswith("qt_")
        if not isinstance(widget.parent(), QComboBox) and widget.window() is page.window()
    ]
    assert nameless == []
