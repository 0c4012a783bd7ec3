"""What is urgent is said when a database is opened, unless 总览 is shown, where it stands anyway."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fashiontracker.models import windows
from fashiontracker.models.windows import Window as Span
from fashiontracker.ui.desk import Desk
from fashiontracker.ui.reminding import remind, words
from fashiontracker.ui.window import Window
from tests.ui import watchmakers
from tests.ui.watchmakers import DAY, settled


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """小巨人 is applied for by one; its window closes 12 days after the day. One title ends 20 days after it."""
    made = watchmakers.found(tmp_path / "示例.db")
    with made.store.journal.entry("窗口") as session:
        windows.put(session, Span("little_giant", date(2024, 6, 1), date(2024, 7, 12)))
        windows.put(session, Span("unicorn", date(2024, 6, 1), date(2024, 8, 30)))
    return Desk(made)


def told(window: Window, desk: Desk, page: str, qtbot: QtBot, day: date = DAY) -> str:
    window.settings.page = page
    window.take_desk(desk)
    remind(window, desk, day)
    settled(window, qtbot)
    return window.frame.notice.text()


def test_what_is_urgent_is_said_in_one_line(empty_window: Window, desk: Desk, qtbot: QtBot) -> None:
    said = told(empty_window, desk, "enterprises", qtbot)
    assert said.startswith("截至 2024-06-30：1 项称号 30 天内到期 · ")
    assert "申报窗口 12 天后关闭" in said
    assert "盖章报送" in said
    assert "独角兽" not in said  # that window is open for long yet


def test_it_is_said_once(empty_window: Window, desk: Desk, qtbot: QtBot) -> None:
    told(empty_window, desk, "enterprises", qtbot)
    empty_window.frame.notice.tell("")
    desk.counting.arrived.emit()
    assert empty_window.frame.notice.text() == ""


def test_it_is_said_at_once_where_the_count_is_there(empty_window: Window, desk: Desk, qtbot: QtBot) -> None:
    told(empty_window, desk, "enterprises", qtbot)
    empty_window.frame.notice.tell("")
    remind(empty_window, desk, DAY)
    assert empty_window.frame.notice.text().startswith("截至 2024-06-30")


def test_the_overview_says_it_itself(empty_window: Window, desk: Desk, qtbot: QtBot) -> None:
    assert told(empty_window, desk, "overview", qtbot) == ""


def test_nothing_urgent_is_nothing_said(empty_window: Window, desk: Desk, qtbot: QtBot) -> None:
    assert told(empty_window, desk, "enterprises", qtbot, date(2022, 2, 1)) == ""


def test_what_is_said_already_stays(empty_window: Window, desk: Desk, qtbot: QtBot) -> None:
    empty_window.settings.page = "enterprises"
    empty_window.take_desk(desk)
    empty_window.frame.notice.tell("以只读方式打开")
    remind(empty_window, desk, DAY)
    settled(empty_window, qtbot)
    assert empty_window.frame.notice.text() == "以只读方式打开"


def test_it_is_said_in_the_language_that_is_chosen_later(empty_window: Window, desk: Desk, qtbot: QtBot) -> None:
    told(empty_window, desk, "enterprises", qtbot)
    empty_window.apply_settings(replace(empty_window.settings, language="en"))
    assert empty_window.frame.notice.text().startswith("As of 2024-06-30: ")


def test_of_many_the_number_is_said(empty_window: Window, desk: Desk, qtbot: QtBot) -> None:
    with desk.app.store.journal.entry("窗口") as session:
        for title in ("sz_design_center", "gd_engineering_center", "high_tech_enterprise", "china_time_honored_brand"):
            windows.put(session, Span(title, date(2024, 6, 1), date(2024, 7, 5)))
    told(empty_window, desk, "enterprises", qtbot)
    known = desk.counting.ask(empty_window.run)
    assert known is not None
    assert "另有 " in words(desk, known, DAY)
