from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fashiontracker import app
from fashiontracker.models import facts, tables
from fashiontracker.ui.pages.overview.page import Overview
from fashiontracker.ui.window import Window
from fashiontracker.ui.wishes import Pipeline
from tests.ui.watchmakers import DAY, ROW, found, settled, shown


@pytest.fixture
def overview(empty_window: Window, tmp_path: Path, qtbot: QtBot) -> Overview:
    page = shown(empty_window, found(tmp_path / "示例.db"), "overview", qtbot).page
    assert isinstance(page, Overview)
    return page


def test_every_row_of_the_plan_is_on_the_board(overview: Overview) -> None:
    keys = {key for card in overview.board.cards for key in (*card.rows, *card.chips)}
    assert keys == {row.key for row in overview._desk.app.plan.rows}
    assert len(keys) == 31


def test_a_row_says_all_it_shows_to_those_who_listen(overview: Overview) -> None:
    said = overview.board.row(ROW).accessibleName()
    for part in ("实际 1", "目标 3–5", "进度要求 1.9", "滞后", "期末达成概率 0%"):
        assert part in said


def test_another_date_changes_every_number_and_reads_nothing(
    empty_window: Window, overview: Overview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "load", None)
    empty_window.frame.top.as_of.set_day(date(2022, 12, 31))
    assert overview.board.row(ROW).number == "1"
    empty_window.frame.top.as_of.set_day(date(2023, 12, 31))
    assert overview.board.row(ROW).number == "2"
    assert overview.board.row("overall.revenue_50").number == "1"
    chip = next(card.chips["watches.capital"] for card in overview.board.cards if "watches.capital" in card.chips)
    assert chip.text().endswith("推进中")
    empty_window.frame.top.as_of.set_day(date(2022, 6, 30))
    assert overview.board.row("overall.revenue_50").number == "0"
    assert chip.text().endswith("未启动")


def test_what_is_written_is_counted_at_once(empty_window: Window, overview: Overview, qtbot: QtBot) -> None:
    with overview._desk.app.store.journal.entry("认定") as session:
        session.add(
            tables.StageEvent(
                subject_kind="enterprise",
                subject_id=3,
                designation="little_giant",
                stage="recognised",
                happened_on=date(2024, 6, 1),
            )
        )
    settled(empty_window, qtbot)
    assert overview.board.row(ROW).number == "2"
    overview._desk.undo()
    settled(empty_window, qtbot)
    assert overview.board.row(ROW).number == "1"


def test_enter_on_a_row_opens_it_and_arrows_walk(empty_window: Window, overview: Overview, qtbot: QtBot) -> None:
    empty_window.activateWindow()
    first = overview.board.row("clothing.clusters")
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    second = overview.board.row("clothing.platforms")
    assert empty_window.focusWidget() is second
    qtbot.keyClick(second, Qt.Key.Key_Return)
    assert empty_window.page.key == "quotas"
    assert empty_window.page.row.key == "clothing.platforms"


def test_the_summary_counts_what_is_graded(overview: Overview) -> None:
    graded = [quota for quota in overview._desk.app.plan.quotas if quota.graded]
    assert overview.summary.reached.accessibleName() == f"项已达成 0/{len(graded)}"
    assert overview.summary.enterprises.figure == "4"
    assert overview.summary.titles.figure == "3"


def test_a_title_about_to_lapse_leads_to_its_candidacy(overview: Overview) -> None:
    wanted: list[tuple[str, object]] = []
    overview.go.disconnect()
    overview.go.connect(lambda page, wish: wanted.append((page, wish)))
    chip = next(chip for chip in overview.attention.chips if "30 天内到期" in chip.text())
    assert chip.text() == "1 项称号 30 天内到期"
    chip.click()
    assert wanted == [("cultivation", Pipeline(only="lapsing", within=30))]


def test_figures_that_stopped_coming_are_called_to_mind(overview: Overview) -> None:
    assert "1 家企业缺 2023 年营收" in [chip.text() for chip in overview.attention.chips]


def test_what_is_foreseen_lies_on_the_bar(overview: Overview) -> None:
    assert overview.board.row(ROW).reach.forecast == pytest.approx(1.5, abs=0.2)
    assert overview.board.row("clothing.platforms").reach.forecast is None


def test_the_trend_ends_with_the_last_quarter_before_the_day(overview: Overview) -> None:
    assert overview.trend.labels[-1] == f"{DAY:%y}Q2"
    assert len(overview.trend.labels) == 10


def test_an_empty_database_teaches_the_way(empty_window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    window = shown(empty_window, app.create(tmp_path / "空.db"), "overview", qtbot)
    page = window.page
    assert isinstance(page, Overview)
    assert page._stack.currentIndex() == 1
    page._stack.currentWidget().buttons[0].click()
    assert window.settings.page == "import"


@pytest.mark.parametrize(("width", "columns"), [(1920, 2), (1366, 2), (1000, 1)])
def test_the_board_takes_the_room_there_is(
    empty_window: Window, overview: Overview, qtbot: QtBot, width: int, columns: int
) -> None:
    empty_window.resize(width, 900)
    settled(empty_window, qtbot)
    assert overview.board._columns == columns
    assert overview.board.width() <= width


@pytest.mark.parametrize("width", [1920, 1366, 1000])
def test_what_needs_attention_is_seen_whole(empty_window: Window, overview: Overview, qtbot: QtBot, width: int) -> None:
    empty_window.resize(width, 900)
    for day in (date(2022, 6, 30), DAY):
        empty_window.frame.top.as_of.set_day(day)
        settled(empty_window, qtbot)
    panel = overview.attention
    qtbot.waitUntil(lambda: panel.height() == panel.heightForWidth(panel.width()))
    assert len(panel.chips) > 1
    for chip in panel.chips:
        assert panel.rect().contains(chip.geometry().translated(chip.parentWidget().pos()))
