from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fashiontracker import app, settings
from fashiontracker.models import tables
from fashiontracker.ui.start import make_window
from fashiontracker.ui.toast import Toast
from fashiontracker.ui.window import Window


def opened(window: Window, database: Path, qtbot: QtBot) -> Window:
    window.open_database(database)
    qtbot.waitUntil(lambda: window.desk is not None)
    return window


def test_making_a_database_opens_it_and_remembers_it(
    empty_window: Window, tmp_path: Path, settings_path: Path, qtbot: QtBot
) -> None:
    empty_window.make_database(tmp_path / "协会.db")
    qtbot.waitUntil(lambda: empty_window.desk is not None)
    assert empty_window.frame.top.database.text().startswith("协会")
    assert empty_window.frame.top.saved.text() == "已保存"
    assert empty_window.frame.sidebar.isEnabled()
    empty_window.close()
    assert settings.load(settings_path)[0].recent == [str(tmp_path / "协会.db")]


def test_a_change_written_anywhere_is_told_and_taken_back(empty_window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    app.create(tmp_path / "a.db").close()
    window = opened(empty_window, tmp_path / "a.db", qtbot)
    assert not window.actions_["undo"].isEnabled()
    with window.desk.app.store.journal.entry("改设置") as session:
        session.add(tables.Setting(key="issuer", value="示例协会"))
    qtbot.waitUntil(lambda: window.findChild(Toast) is not None)
    assert window.findChild(Toast).text == "已保存：改设置"
    window.actions_["undo"].trigger()
    assert "issuer" not in window.desk.app.store.settings()
    qtbot.waitUntil(window.actions_["redo"].isEnabled)
    assert "改设置" in window.actions_["redo"].toolTip()
    window.actions_["redo"].trigger()
    assert window.desk.app.store.settings()["issuer"] == "示例协会"


def test_who_comes_second_may_read_and_is_told_why(
    empty_window: Window, qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    app.create(tmp_path / "a.db").close()
    opened(empty_window, tmp_path / "a.db", qtbot)
    other = make_window(qapp)
    qtbot.addWidget(other)
    opened(other, tmp_path / "a.db", qtbot)
    assert other.desk.read_only
    assert other.frame.top.saved.text() == "只读"
    assert other.frame.notice.text().startswith("以只读方式打开")
    assert not other.actions_["undo"].isEnabled()
    other.close()


def test_what_is_no_database_of_ours_is_refused_in_words(
    empty_window: Window, tmp_path: Path, qtbot: QtBot, spoken: list[str]
) -> None:
    path = tmp_path / "笔记.db"
    path.write_bytes(b"not a database")
    empty_window.open_database(path)
    qtbot.waitUntil(lambda: bool(spoken))
    assert empty_window.desk is None
    assert path.read_bytes() == b"not a database"


def test_the_date_begins_at_the_periods_end_once_it_is_over(empty_window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    app.create(tmp_path / "a.db").close()
    window = opened(empty_window, tmp_path / "a.db", qtbot)
    assert window.desk.default_date(date(2024, 5, 1)) == date(2024, 5, 1)
    assert window.desk.default_date(date(2030, 1, 1)) == window.desk.period[1]


def test_importing_without_a_database_makes_one(empty_window: Window, qtbot: QtBot) -> None:
    empty_window.actions_["import"].trigger()
    qtbot.waitUntil(lambda: empty_window.desk is not None)
    assert empty_window.settings.page == "import"


def test_a_database_in_a_sync_folder_opens_for_reading(empty_window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    app.create(tmp_path / "a.db").close()
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "a.db").rename(tmp_path / "OneDrive" / "a.db")
    window = opened(empty_window, tmp_path / "OneDrive" / "a.db", qtbot)
    assert window.desk.read_only
    assert "OneDrive" in window.frame.notice.text()
