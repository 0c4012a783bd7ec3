"""Somebody changed something: who, when, what it was before, and how it comes back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fashiontracker import app
from fashiontracker.models import tables
from fashiontracker.ui import moments
from fashiontracker.ui.pages.history.page import History
from fashiontracker.ui.window import Window
from tests.ui.watchmakers import settled


def firm(window: Window) -> tables.Enterprise | None:
    with window.desk.app.store.reading() as session:
        return session.get(tables.Enterprise, 1)


def change(window: Window, label: str, **fields: object) -> int:
    journal = window.desk.app.store.journal
    with journal.entry(label) as session:
        session.update_many(tables.Enterprise, {1: fields})
    return journal.entries(limit=1)[0].id


@pytest.fixture
def window(empty_window: Window, tmp_path: Path, qtbot: QtBot) -> Window:
    made = app.create(tmp_path / "协会.db")
    with made.store.journal.entry("登记企业") as session:
        session.add(tables.Enterprise(name="示例甲钟表", name_key="示例甲钟表", sectors=("watches",), district="luohu"))
    with made.store.journal.entry("登记称号", origin="import") as session:
        event = {"subject_kind": "enterprise", "subject_id": 1, "designation": "little_giant", "stage": "recognised"}
        session.add(tables.StageEvent(**event, happened_on=date(2024, 6, 20)))
    empty_window.settings.page = "history"
    empty_window.show_app((made, ""))
    change(empty_window, "修改企业", district="nanshan", phone="0755-示例")
    settled(empty_window, qtbot)
    return empty_window


@pytest.fixture
def page(window: Window) -> History:
    assert isinstance(window.page, History)
    return window.page


def lines(page: History) -> list[list[str]]:
    """What the tree says: each record, then its fields."""
    found = []
    for number in range(page.detail.tree.topLevelItemCount()):
        record = page.detail.tree.topLevelItem(number)
        found += [
            [item.text(column) for column in range(3)]
            for item in (record, *map(record.child, range(record.childCount())))
        ]
    return found


def test_an_entry_tells_names_and_words_and_no_keys(window: Window, page: History) -> None:
    assert lines(page) == [
        ["企业 · 示例甲钟表", "", ""],
        ["所属区", "罗湖区", "南山区"],
        ["联系电话", "", "0755-示例"],
    ]
    page.table.go_to(3)
    title, *fields = lines(page)
    assert title[0] == "新增：培育认定 · 示例甲钟表 · 国家级专精特新“小巨人”企业 · 认定"
    assert ["对象", "", "示例甲钟表"] in fields


def test_an_entry_is_taken_back_and_done_again(window: Window, page: History, qtbot: QtBot) -> None:
    page.detail.undo.click()
    settled(window, qtbot)
    assert firm(window).district == "luohu"
    assert page.detail.heading.text() == "撤销第 4 条：修改企业"
    page.detail.undo.click()
    settled(window, qtbot)
    assert firm(window).district == "nanshan"


def test_one_value_comes_back_and_the_others_stay(window: Window, page: History, qtbot: QtBot) -> None:
    assert not page.detail.restore.isEnabled()
    page.detail.tree.setCurrentItem(page.detail.tree.topLevelItem(0).child(0))
    page.detail.restore.click()
    settled(window, qtbot)
    assert (firm(window).district, firm(window).phone) == ("luohu", "0755-示例")
    assert page.detail.heading.text() == "恢复“示例甲钟表”的所属区"


def test_what_stands_in_the_way_is_named(window: Window, page: History, qtbot: QtBot) -> None:
    later = change(window, "再改", district="futian")
    settled(window, qtbot)
    page.table.go_to(4)
    page.detail.undo.click()
    assert firm(window).district == "futian"
    assert "“示例甲钟表”后来被第 5 条“再改”改过" in page.detail.why.text()
    page.detail.look_there.click()
    assert page.table.current_id() == later


def test_entries_are_found_by_a_firm_an_origin_and_a_day(window: Window, page: History, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.counted):
        page.text.setText("示例甲")
    assert [page.table.model_.id_of(row) for row in range(page.table.model_.rowCount())] == [4, 2]
    page.text.clear()
    page.origin.setCurrentIndex(page.origin.findData("import"))
    page._filter()
    assert [page.table.model_.id_of(row) for row in range(page.table.model_.rowCount())] == [3]
    page.origin.setCurrentIndex(0)
    page.until.set_value(date(2000, 1, 1))
    page._filter()
    assert page.table.model_.rowCount() == 0


def test_a_wish_for_an_entry_clears_the_filter(window: Window, page: History, qtbot: QtBot) -> None:
    page.until.set_value(date(2000, 1, 1))
    page._filter()
    window.go("history", 2)
    settled(window, qtbot)
    assert page.table.current_id() == 2


def test_a_day_begins_and_ends_at_local_midnight() -> None:
    assert moments.local(moments.start_of(date(2025, 6, 30))).strftime("%Y-%m-%d %H:%M") == "2025-06-30 00:00"
    assert moments.end_of(date(2025, 6, 30)) == moments.start_of(date(2025, 7, 1))
