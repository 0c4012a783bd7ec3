"""The help: a chapter for every page, in both languages, as the program is."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from fashiontracker import text
from fashiontracker.ui import guide
from fashiontracker.ui.places import PLACES
from fashiontracker.ui.style import Style


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_page_has_its_chapter(language: str) -> None:
    text.use_language(language)
    chapters = {key: (title, content) for key, title, content in guide.topics()}
    assert PLACES.keys() <= chapters.keys()
    assert [key for key, place in PLACES.items() if chapters[key][0] != place.title] == []


def test_both_languages_have_the_same_chapters_in_the_same_order() -> None:
    keys = []
    for language in text.LANGUAGES:
        text.use_language(language)
        keys.append([key for key, _title, _content in guide.topics()])
    assert keys[0] == keys[1]


def test_the_help_begins_where_a_newcomer_begins() -> None:
    assert guide.topics()[0][0] == "start"


def test_a_chapter_is_shown_with_its_tables(style: Style, qtbot: QtBot) -> None:
    dialog = guide.HelpDialog("import")
    qtbot.addWidget(dialog)
    shown = dialog.browser.toHtml()
    assert "<table" in shown
    assert "退回" in shown
