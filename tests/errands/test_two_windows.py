"""Two windows on one database, and a file that is not what it was when it was opened."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fashiontracker.models.journal import this_user
from fashiontracker.ui.pages.registry.fact import Fact
from fashiontracker.ui.pages.registry.page import RegistryPage
from fashiontracker.ui.start import make_window
from fashiontracker.ui.toast import Toast
from fashiontracker.ui.window import Window
from tests.ui import roster
from tests.ui.roster import EYEWEAR, GELISI, NAMES, names, stored
from tests.ui.watchmakers import settled

NEW = "示例新名眼镜厂"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    roster.made(tmp_path / "协会.db").close()
    return tmp_path / "协会.db"


@pytest.fixture
def first(empty_window: Window, database: Path, qtbot: QtBot) -> Window:
    return opened(empty_window, database, qtbot)


@pytest.fixture
def second(first: Window, qapp: QApplication, database: Path, qtbot: QtBot) -> Iterator[Window]:
    window = make_window(qapp)
    qtbot.addWidget(window)
    window.show()
    yield opened(window, database, qtbot)
    window.close()
    qtbot.waitUntil(window.isHidden, timeout=20_000)


def opened(window: Window, database: Path, qtbot: QtBot) -> Window:
    """The window at the firms of this database."""
    window.settings.page = "enterprises"
    window.open_database(database)
    qtbot.waitUntil(lambda: window.desk is not None)
    settled(window, qtbot)
    return window


def firms(window: Window) -> RegistryPage:
    page = window.page
    assert isinstance(page, RegistryPage)
    return page


def typed(window: Window, name: str) -> Fact:
    """The eyewear maker's facts, with another name typed and not yet saved."""
    page = firms(window)
    page.table.go_to(EYEWEAR)
    page.open_record(EYEWEAR)
    assert page.panel is not None
    fact = page.panel._content.findChildren(Fact)[0]
    fact.edit()
    assert fact.editor is not None
    fact.editor.setText(name)
    return fact


def rename(window: Window, name: str, qtbot: QtBot) -> Fact:
    """Type another name for the eyewear maker into its facts, and Enter."""
    fact = typed(window, name)
    qtbot.keyClick(fact.editor, Qt.Key.Key_Return)
    return fact


def looked(window: Window, qtbot: QtBot) -> None:
    """The window has looked at its file."""
    window.follower.look()
    settled(window, qtbot)


def said(window: Window) -> str:
    return window.frame.notice.text()


# ---- two windows ----


def test_who_comes_second_reads_who_is_at_work_and_why_nothing_can_be_changed(second: Window, qtbot: QtBot) -> None:
    assert said(second).startswith(f"以只读方式打开：{this_user()} 正在修改这个数据库（自 20")
    assert "Z）" not in said(second)
    assert not second.actions_["new"].isEnabled()
    page = firms(second)
    for key in (Qt.Key.Key_F2, Qt.Key.Key_Delete):
        qtbot.keyClick(page.table, key)
        toast = second.findChild(Toast)
        assert toast is not None
        assert toast.text == "数据库是以只读方式打开的，不能修改。"
        toast.setParent(None)
    assert len(names(page)) == len(NAMES)


def test_who_reads_sees_what_the_other_writes(first: Window, second: Window, qtbot: QtBot) -> None:
    looked(second, qtbot)
    rename(first, NEW, qtbot)
    looked(second, qtbot)
    assert NEW in names(firms(second))
    assert second.finder is not None
    qtbot.waitUntil(lambda: [hit.name for hit in second.finder.hits("xinming", 9)] == [NEW])


def test_once_the_writer_has_closed_the_reader_may_write(first: Window, second: Window, qtbot: QtBot) -> None:
    looked(second, qtbot)
    before = said(second)
    first.close()
    qtbot.waitUntil(first.isHidden)
    looked(second, qtbot)
    assert said(second) == "对方已关闭这个数据库，重新打开后就可以在这里修改。"
    assert said(second) != before
    second.frame.notice.button.click()
    qtbot.waitUntil(lambda: second.desk is not None and not second.desk.read_only)
    settled(second, qtbot)
    assert said(second) == ""
    rename(second, NEW, qtbot)
    assert stored(second)[EYEWEAR].name == NEW


# ---- another file in its place, or none ----


def test_what_is_typed_for_a_file_that_was_replaced_is_refused_and_kept(
    first: Window, database: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    shutil.copy(database, tmp_path / "昨天.db")
    rename(first, "示例今日眼镜厂", qtbot)
    settled(first, qtbot)
    (tmp_path / "昨天.db").replace(database)
    before = database.read_bytes()
    fact = rename(first, NEW, qtbot)
    assert "换成了另一份" in fact.reason.text()
    assert fact.editor is not None
    assert fact.editor.text() == NEW
    assert database.read_bytes() == before
    looked(first, qtbot)
    assert said(first) == "“协会.db”在打开期间被换成了另一份，修改不会写入它。"
    first.frame.notice.button.click()
    qtbot.waitUntil(lambda: first.desk is not None)
    settled(first, qtbot)
    assert not first.desk.read_only
    assert names(firms(first))[:1] == [NAMES[0]]
    assert stored(first)[EYEWEAR].name == NAMES[3]
    rename(first, NEW, qtbot)
    assert stored(first)[EYEWEAR].name == NEW


def test_what_is_typed_for_a_file_that_was_moved_is_kept_until_it_is_back(
    first: Window, database: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    database.rename(tmp_path / "别处.db")
    looked(first, qtbot)
    assert said(first) == "“协会.db”不在原处了：可能被移动、改名或删除。放回原处后可以继续。"
    (tmp_path / "别处.db").rename(database)
    fact = typed(first, NEW)
    database.rename(tmp_path / "别处.db")
    qtbot.keyClick(fact.editor, Qt.Key.Key_Return)
    assert "可能已被移动、改名、删除" in fact.reason.text()
    assert fact.editor is not None
    assert fact.editor.text() == NEW
    assert not database.exists()
    (tmp_path / "别处.db").rename(database)
    qtbot.keyClick(fact.editor, Qt.Key.Key_Return)
    assert stored(first)[EYEWEAR].name == NEW
    looked(first, qtbot)
    assert said(first) == ""


def test_a_window_whose_file_was_deleted_closes_and_makes_no_other(first: Window, database: Path, qtbot: QtBot) -> None:
    database.unlink()
    first.close()
    qtbot.waitUntil(first.isHidden)
    assert not database.exists()


def test_a_cell_typed_for_a_file_that_is_gone_stays_until_it_is_back(
    first: Window, database: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    page = firms(first)
    page.table.go_to(GELISI)
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert editor is not None
    database.rename(tmp_path / "别处.db")
    qtbot.keyClicks(editor, "x")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: first.findChild(Toast) is not None)
    assert "可能已被移动、改名、删除" in first.findChild(Toast).text
    assert QApplication.focusWidget() is editor
    assert editor.text() == "x"
    (tmp_path / "别处.db").rename(database)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stored(first)[GELISI].name == "x")
