from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fashiontracker import settings, text
from fashiontracker.ui import pages, qt_words
from fashiontracker.ui.page import Page, Touched
from fashiontracker.ui.pages.placeholder import Placeholder
from fashiontracker.ui.palette_box import PaletteBox
from fashiontracker.ui.places import PLACES
from fashiontracker.ui.style import look
from fashiontracker.ui.toast import Toast
from fashiontracker.ui.window import Window
from tests.ui.conftest import StandInDesk


class Counting(Page):
    """A page that counts how often it read its data."""

    key = "enterprises"
    title = "企业"
    watches: ClassVar[Touched] = frozenset({"enterprise"})
    inspects = True

    def __init__(self) -> None:
        super().__init__()
        self.reads: list[date] = []
        self.wish: object = None
        self.printed = 0

    def refresh(self) -> None:
        self.reads.append(self.as_of)

    def arrive(self, wish: object) -> None:
        self.wish = wish

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {**super().commands(), "report": self.print}

    def print(self) -> None:
        self.printed += 1


@pytest.fixture
def page(window: Window, monkeypatch: pytest.MonkeyPatch) -> Counting:
    made = Counting()
    monkeypatch.setattr(pages, "make", lambda key, desk: made if key == "enterprises" else Placeholder(key))
    return made


def entry(kind: str = "do", *tables: str) -> SimpleNamespace:
    return SimpleNamespace(kind=kind, label="修改企业", tables=frozenset(tables))


# ---- pages ----


def test_a_hidden_page_reads_nothing_until_it_is_shown(window: Window, page: Counting) -> None:
    window.go("enterprises", "行业=钟表")
    assert len(page.reads) == 1
    assert page.wish == "行业=钟表"
    window.go("brands")
    window.desk.saved.emit(entry("do", "enterprise"))
    window.desk.saved.emit(entry("do", "enterprise"))
    assert len(page.reads) == 1
    window.go("enterprises")
    assert len(page.reads) == 2


def test_a_page_ignores_what_it_does_not_watch(window: Window, page: Counting) -> None:
    window.go("enterprises")
    window.desk.saved.emit(entry("do", "standard"))
    assert len(page.reads) == 1


def test_another_date_changes_every_page(window: Window, page: Counting) -> None:
    window.go("enterprises")
    window.frame.top.as_of.set_day(date(2024, 12, 31))
    assert page.reads[-1] == date(2024, 12, 31)
    window.go("brands")
    window.frame.top.as_of.set_day(date(2023, 12, 31))
    window.go("enterprises")
    assert page.reads[-1] == date(2023, 12, 31)


def test_every_place_has_a_page(window: Window) -> None:
    for key in PLACES:
        window.go(key)
        assert window.page is not None
        assert window.page.accessibleName()


def test_back_returns_to_the_page_before(window: Window, qtbot: QtBot) -> None:
    window.go("brands")
    window.go("tasks")
    window.back()
    assert window.settings.page == "brands"


def test_the_next_page_of_the_last_is_the_first(window: Window) -> None:
    window.go("backup")
    window.actions_["next_page"].trigger()
    assert window.settings.page == "overview"


def test_the_deeds_of_a_page_are_greyed_elsewhere(window: Window, page: Counting) -> None:
    window.go("enterprises")
    assert window.actions_["report"].isEnabled()
    assert not window.actions_["new"].isEnabled()
    window.actions_["report"].trigger()
    assert page.printed == 1
    window.go("backup")
    assert not window.actions_["report"].isEnabled()


def test_the_inspector_is_there_for_the_pages_that_use_it(window: Window, page: Counting) -> None:
    window.go("backup")
    assert window.frame.inspector.isHidden()
    window.go("enterprises")
    assert not window.frame.inspector.isHidden()
    window.actions_["inspector"].trigger()
    assert window.frame.inspector.isHidden()


def test_a_narrow_window_folds_the_sidebar_and_drops_the_inspector(window: Window, page: Counting) -> None:
    window.go("enterprises")
    window.resize(900, 700)
    assert window.frame.sidebar.is_folded
    assert window.frame.inspector.isHidden()
    window.resize(1366, 768)
    assert not window.frame.sidebar.is_folded
    assert not window.frame.inspector.isHidden()


# ---- undo, saved, palette ----


def test_undo_says_what_it_would_take_back(window: Window) -> None:
    assert "修改企业" in window.actions_["undo"].toolTip()
    assert not window.actions_["redo"].isEnabled()


def test_a_change_is_told_with_a_way_back(window: Window, qtbot: QtBot) -> None:
    desk = window.desk
    assert isinstance(desk, StandInDesk)
    desk.saved.emit(entry())
    toast = window.findChild(Toast)
    assert toast.text == "已保存：修改企业"
    toast.button.click()
    assert desk.undone == 1
    desk.saved.emit(entry("undo"))
    assert window.findChild(Toast).text == "已撤销：修改企业"
    assert not window.actions_["undo"].isEnabled()


def test_the_palette_finds_pages_and_deeds(window: Window, qtbot: QtBot) -> None:
    window.actions_["find"].trigger()
    box = window.findChild(PaletteBox)
    box.line.setText("任务")
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert window.settings.page == "tasks"


# ---- look and language ----


def test_the_language_changes_without_a_restart(window: Window) -> None:
    window.go("brands")
    window.apply_settings(replace(window.settings, language="en"))
    assert text.language() == "en"
    assert window.settings.page == "brands"
    window.apply_settings(replace(window.settings, language="zh"))
    assert window.page.heading.text() == "品牌"


def test_the_zoom_changes_live_and_is_kept(window: Window, settings_path: Path) -> None:
    window.actions_["zoom_in"].trigger()
    assert look().zoom == 1.1
    assert settings.load(settings_path)[0].zoom == 110
    for _press in range(20):
        window.actions_["zoom_out"].trigger()
    assert look().zoom == 0.8
    window.actions_["zoom_reset"].trigger()
    assert look().zoom == 1.0


def test_qt_speaks_chinese_even_where_it_gave_its_words_an_access_key_since(window: Window) -> None:
    qt_words.speak()
    assert QCoreApplication.translate("QFileDialog", "&Look in:") == "查找范围："
    assert QCoreApplication.translate("QFileDialog", "nobody's &words") == "nobody's &words"


def test_a_window_that_a_zoom_made_too_large_fits_the_screen_again(window: Window) -> None:
    screen = window.screen().availableSize()
    window.resize(screen.width() + 600, screen.height() + 400)
    window.actions_["zoom_out"].trigger()
    assert window.width() == max(screen.width(), window.minimumSizeHint().width())
    assert window.height() == max(screen.height(), window.minimumSizeHint().height())


def test_the_theme_changes_live(window: Window) -> None:
    window.apply_settings(replace(window.settings, theme="dark"))
    assert look().theme.dark


def test_the_window_comes_back_as_it_was(window: Window, settings_path: Path) -> None:
    window.resize(720, 640)  # the offscreen screen is small
    window.go("tasks")
    window.close()
    kept, problems = settings.load(settings_path)
    assert not problems
    assert kept.page == "tasks"
    other = Window(kept, lambda _settings: None, window._style)
    assert (other.width(), other.height()) == (720, 640)
    other.close()


def test_everything_one_can_focus_has_a_name(window: Window) -> None:
    nameless = [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, QAbstractButton | QLineEdit)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if not (widget.accessibleName() or getattr(widget, "text", str)())
        if not widget.objectName().startswith("qt_")
    ]
    assert nameless == []


# ---- start ----


def test_without_a_database_the_window_teaches_the_way(empty_window: Window) -> None:
    words = [button.text() for button in empty_window.frame.start.buttons]
    assert words == ["新建", "新建加密库", "打开", "导入 Excel", "看示例"]
    assert not empty_window.frame.sidebar.isEnabled()


def test_the_first_paint_comes_before_anything_heavy() -> None:
    script = """
import sys
from PySide6.QtWidgets import QApplication
from fashiontracker.ui.start import make_window
application = QApplication([])
window = make_window(application)
window.painted.connect(application.quit)
window.show()
application.exec()
print(*sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    heavy = {"sqlalchemy", "numpy", "pyqtgraph", "reportlab", "openpyxl", "alembic", "qtawesome", "fontTools"}
    assert not heavy & {name.split(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize(("language", "word"), [("en", "Undo"), ("zh", "撤")])
def test_what_qt_says_by_itself_follows_the_language(empty_window: Window, language: str, word: str) -> None:
    empty_window.apply_settings(replace(empty_window.settings, language=language))
    menu = QLineEdit(empty_window).createStandardContextMenu()
    assert word in menu.actions()[0].text()
