"""Everything by the keyboard alone, as those work who have forms to fill in all day."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from fashiontracker import paths
from fashiontracker.models import tables
from fashiontracker.ui import saving
from fashiontracker.ui.guide import HelpDialog
from fashiontracker.ui.pages.importing.page import FINISHED, REVIEW, Importing
from fashiontracker.ui.pages.quotas.page import Quotas
from fashiontracker.ui.pages.registry.page import RegistryPage
from fashiontracker.ui.palette_box import PaletteBox
from fashiontracker.ui.places import PLACES
from fashiontracker.ui.window import Window
from tests.errands.keyboard import MOST_STOPS, Keyboard, commit, compose
from tests.errands.test_import_a_roster import csv
from tests.ui import roster
from tests.ui.roster import GELISI, NAMES, WATCHES, entries, names, stored


@pytest.fixture
def page(empty_window: Window, tmp_path: Path, qtbot: QtBot) -> RegistryPage:
    return roster.shown(empty_window, roster.made(tmp_path / "示例.db"), qtbot)


@pytest.fixture
def window(page: RegistryPage, empty_window: Window) -> Window:
    return empty_window


@pytest.fixture
def keys(window: Window, qtbot: QtBot) -> Keyboard:
    return Keyboard(window, qtbot)


# ---- the whole errand ----


def test_from_a_roster_to_the_paper(
    empty_window: Window, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Import a roster, find a firm, correct a figure, take it back, ask why a number is what it is, save the paper."""
    firm = ["示例歌力思服饰有限公司", roster.code(1), "服装", "福田", "1200"]
    head = ["企业名称", "统一社会信用代码", "行业", "所属区", "2024年营业收入（万元）"]
    file = csv(tmp_path / "名录.csv", head, firm, ["示例钟表厂", "", "钟表", "光明", ""])
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(file)], ""))
    keys = Keyboard(empty_window, qtbot)
    assert keys.name() == "新建"
    keys.press("Ctrl+I")
    importing = empty_window.page
    assert isinstance(importing, Importing)
    assert keys.name() == "选择文件…"
    keys.press("Space")
    assert importing.stack.currentIndex() == REVIEW
    assert keys.name() == "全部导入（2 行）"
    keys.press("Space")
    assert importing.stack.currentIndex() == FINISHED
    qtbot.waitUntil(lambda: bool(empty_window.finder and empty_window.finder.hits("gelisi", 1)))
    keys.press("Ctrl+K")
    keys.type("gelisi")
    keys.press("Return")
    assert keys.holder() is _registry(empty_window).table
    keys.press("Return")
    keys.reach("2024 年 1,200 万元")
    before = entries(empty_window)
    keys.press("F2")
    keys.type("1650.5")
    keys.press("Return")
    assert _figure(empty_window) == 1650.5
    assert entries(empty_window) == before + 1
    assert keys.name() == "2024 年 1,650.5 万元"
    keys.press("Ctrl+Z")
    assert _figure(empty_window) == 1200
    assert entries(empty_window) == before + 2
    keys.press("Ctrl+K")
    keys.type("新增服装全国知名品牌")
    keys.press("Return")
    why = empty_window.page
    assert isinstance(why, Quotas)
    assert why.row.zh == "新增服装全国知名品牌"
    assert why.card.isVisible()
    out = tmp_path / "目标.pdf"
    monkeypatch.setattr(saving, "ask_save", lambda *_: out)
    keys.press("Ctrl+P")
    assert empty_window.settings.page == "reports"
    keys.reach("另存为 PDF…")
    keys.press("Space")
    assert out.read_bytes().startswith(b"%PDF")
    assert paths.default_database().exists()


def _registry(window: Window) -> RegistryPage:
    assert isinstance(window.page, RegistryPage)
    return window.page


def _figure(window: Window) -> float:
    return next(float(one.value) for one in stored(window, tables.Figure).values())


# ---- the same keys everywhere ----


def test_a_cell_is_edited_taken_back_and_done_again(keys: Keyboard, window: Window, page: RegistryPage) -> None:
    before = entries(window)
    keys.press("Ctrl+K")
    keys.type("zhongbiao")
    keys.press("Return", "F2")
    keys.type("示例时计有限公司")
    keys.press("Return")
    assert stored(window)[WATCHES].name == "示例时计有限公司"
    assert entries(window) == before + 1
    assert keys.holder() is page.table
    keys.press("Ctrl+Z")
    assert stored(window)[WATCHES].name == NAMES[1]
    assert entries(window) == before + 2
    keys.press("Ctrl+Shift+Z")
    assert stored(window)[WATCHES].name == "示例时计有限公司"
    assert entries(window) == before + 3


def test_an_edit_that_is_left_writes_nothing(keys: Keyboard, window: Window, page: RegistryPage) -> None:
    before = entries(window)
    keys.press("F2")
    keys.type("X")
    keys.press("Esc")
    assert entries(window) == before
    assert keys.holder() is page.table
    assert window.page is page


def test_a_filter_is_typed_emptied_and_typed_again(keys: Keyboard, page: RegistryPage) -> None:
    keys.press("Ctrl+F")
    keys.type("nobody")
    keys.press("Return")
    assert names(page) == []
    assert keys.name() == "清除全部筛选"
    keys.press("Ctrl+F", "Del")
    assert keys.holder() is page.quick  # the table comes back, and leaves the keyboard to who types
    keys.type("钟表")
    keys.press("Return")
    assert names(page) == [NAMES[1], NAMES[2]]
    assert keys.holder() is page.table


def test_a_record_goes_to_the_trash_and_comes_back(keys: Keyboard, page: RegistryPage) -> None:
    gone = names(page)[0]
    keys.press("Del")
    assert gone not in names(page)
    assert keys.holder() is page.table
    keys.press("Ctrl+Z")
    assert names(page)[0] == gone


def test_a_record_is_made_in_a_form(keys: Keyboard, window: Window, page: RegistryPage) -> None:
    def fill() -> None:
        keys.type("示例新厂")
        keys.reach("行业")
        keys.type("钟表")
        keys.press("Return")

    keys.in_dialog(fill, "Ctrl+N")
    made = next(one for one in stored(window).values() if one.name == "示例新厂")
    assert made.sectors == ("watches",)
    window.activateWindow()
    assert page.table.current_id() == made.id


def test_the_view_is_printed_and_esc_comes_back(keys: Keyboard, window: Window, page: RegistryPage) -> None:
    keys.press("Ctrl+P")
    assert window.settings.page == "reports"
    keys.press("Esc")
    assert window.page is page
    assert keys.holder() is page.table


def test_the_next_page_is_ready_to_be_worked_on(keys: Keyboard, window: Window) -> None:
    for _page in PLACES:
        keys.press("Ctrl+PgDown")
        assert keys.holder() is not window


def test_the_help_opens_and_closes(keys: Keyboard, window: Window, qtbot: QtBot) -> None:
    keys.press("F1")
    assert isinstance(QApplication.activeWindow(), HelpDialog)
    keys.press("Esc")
    qtbot.waitUntil(lambda: window.findChild(HelpDialog) is None)


def test_the_palette_leads_to_a_row_of_the_plan_by_its_initials(keys: Keyboard, window: Window) -> None:
    keys.press("Ctrl+K")
    keys.type("xzfzqgzmpp")
    keys.press("Return")
    assert isinstance(window.page, Quotas)
    assert window.page.row.zh == "新增服装全国知名品牌"


# ---- where Tab comes ----


def test_every_stop_of_the_tab_key_has_a_name_and_is_seen(keys: Keyboard, window: Window) -> None:
    wrong = []
    for place in PLACES:
        window.go(place)
        keys.settle()
        stops: list[QWidget] = []
        for _stop in range(MOST_STOPS):
            QTest.keyClick(keys.holder(), Qt.Key.Key_Tab)
            held = keys.holder()
            if held in stops:
                break
            stops.append(held)
            if not keys.name():
                wrong.append(f"{place}: {held} has no name")
            if not _shows_focus(window, held):
                wrong.append(f"{place}: {keys.name()} does not show that it has the keyboard")
        assert len(stops) > 5, f"{place}: Tab goes no further than {stops}"
    assert wrong == []


def _shows_focus(window: Window, held: QWidget) -> bool:
    with_focus = _picture(window)
    held.clearFocus()
    without = _picture(window)
    held.setFocus()
    return with_focus != without


def _picture(window: Window) -> QImage:
    QApplication.processEvents()
    return window.grab().toImage()


def test_no_page_flashes_a_window_of_its_own(keys: Keyboard, window: Window) -> None:
    """A part that is shown before it has its place takes the keyboard away from the window."""

    class Watch(QObject):
        seen: list[str] = []  # noqa: RUF012

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self.seen.append(repr(watched))
            return False

    watch = Watch()
    QApplication.instance().installEventFilter(watch)
    try:
        for place in PLACES:
            window.go(place)
            keys.settle()
    finally:
        QApplication.instance().removeEventFilter(watch)
    assert watch.seen == []


# ---- input methods ----


def _palette(window: Window) -> PaletteBox:
    box = window.findChild(PaletteBox)
    assert isinstance(box, PaletteBox)
    return box


def test_what_is_still_being_composed_searches_nothing(keys: Keyboard, window: Window) -> None:
    keys.press("Ctrl+K")
    box = _palette(window)
    before = [found.title for found in box._found]
    compose(keys.holder(), "zhong'biao")
    assert [found.title for found in box._found] == before
    commit(keys.holder(), "钟表")
    assert [found.title for found in box._found][:2] == [NAMES[1], NAMES[2]]


def test_enter_ends_a_composition_and_chooses_nothing(keys: Keyboard, window: Window, page: RegistryPage) -> None:
    keys.press("Ctrl+K")
    compose(keys.holder(), "gelisi")
    keys.press("Return")
    assert _palette(window).isVisible()
    commit(keys.holder(), "歌力思")
    keys.press("Return")
    assert page.table.current_id() == GELISI


def test_a_quick_filter_waits_for_the_end_of_a_composition(
    keys: Keyboard, page: RegistryPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    find = page.source._find
    monkeypatch.setattr(page.source, "_find", lambda question: asked.append(question.search) or find(question))
    keys.press("Ctrl+F")
    compose(keys.holder(), "yan'jing")
    keys.press("Return")
    assert asked == []
    assert keys.holder() is page.quick
    commit(keys.holder(), "眼镜")
    keys.settle()
    assert names(page) == [NAMES[3]]
    assert asked == ["眼镜"]
