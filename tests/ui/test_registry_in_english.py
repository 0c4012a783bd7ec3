"""The registry pages in English: words that are stored in Chinese are shown in English, and stay as they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from fashiontracker.models.views import Filter
from fashiontracker.ui.cells import editor_for
from fashiontracker.ui.fields import OfferingField
from fashiontracker.ui.pages.registry.page import RegistryPage
from fashiontracker.ui.window import Window
from tests.ui import roster
from tests.ui.roster import GELISI, LEATHER, names, stored


@pytest.fixture
def page(empty_window: Window, tmp_path: Path, qtbot: QtBot) -> RegistryPage:
    empty_window.apply_settings(replace(empty_window.settings, language="en"))
    return roster.shown(empty_window, roster.made(tmp_path / "示例.db"), qtbot)


def index(page: RegistryPage, id_: int, key: str) -> object:
    model = page.table.model_
    row = model.row_of(id_)
    assert row is not None
    return model.index(row, [column.key for column in model.columns].index(key))


def test_a_stored_word_is_shown_in_english_and_an_unlisted_one_as_it_is(
    page: RegistryPage, empty_window: Window
) -> None:
    model = page.table.model_
    assert model.data(index(page, GELISI, "size")) == "Large"
    assert model.setData(index(page, LEATHER, "listing"), "瑞士证券交易所")
    assert model.data(index(page, LEATHER, "listing")) == "瑞士证券交易所"


def test_an_english_word_is_stored_in_chinese(page: RegistryPage, empty_window: Window) -> None:
    assert page.table.model_.setData(index(page, LEATHER, "size"), "small")
    assert page.table.model_.setData(index(page, LEATHER, "listing"), "Hong Kong")
    found = stored(empty_window)[LEATHER]
    assert (found.size, found.listing) == ("小型", "港股")


def test_the_filter_offers_and_says_english_words_and_finds_the_stored_ones(page: RegistryPage) -> None:
    menu = page.top.filter_menu
    menu.aboutToShow.emit()
    sizes = {action.text(): action.menu() for action in menu.actions() if action.menu()}["Size"]
    assert isinstance(sizes, QMenu)
    next(action for action in sizes.actions() if action.text() == "Large").trigger()
    assert page.source.question.filters == (Filter("size", "is", "大型"),)
    assert [chip.text() for chip in page.chips._chips] == ["Size = Large"]
    assert len(names(page)) == 1


def test_a_field_offers_the_words_and_takes_others(page: RegistryPage, qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column = next(column for column in page.table.model_.columns if column.key == "listing")
    editor = editor_for(column)
    editor.setParent(holder)
    assert isinstance(editor, OfferingField)
    assert "ChiNext" in editor.choices
    editor.setText("somewhere else")
    assert editor.judge()
