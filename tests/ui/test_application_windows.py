"""Application windows on the page 培育认定: recorded, changed, removed; the ways from 总览 and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fashiontracker import app as apps
from fashiontracker.app import App
from fashiontracker.models import candidacies, windows
from fashiontracker.models.candidacies import Step
from fashiontracker.models.names import name_key
from fashiontracker.models.tables import Enterprise
from fashiontracker.models.windows import Window as Span
from fashiontracker.ui.pages.cultivation.page import Cultivation
from fashiontracker.ui.pages.cultivation.window_form import WindowForm
from fashiontracker.ui.window import Window
from fashiontracker.ui.wishes import Pipeline
from tests.ui import watchmakers
from tests.ui.watchmakers import settled

DAY = date(2025, 6, 30)
TITLE = "little_giant"


@pytest.fixture
def opened(tmp_path: Path) -> App:
    """Two on the way to 小巨人 (one at a standstill), one holder whose title lapses, one window."""
    made = apps.create(tmp_path / "示例.db")
    names = ("示例钟表有限公司", "示例眼镜有限公司", "示例家具有限公司")
    with made.store.journal.entry("示例") as session:
        for name in names:
            session.add(Enterprise(name=name, name_key=name_key(name), sectors=("watches",)))
    steps = [
        Step(("enterprise", 1), TITLE, "applied", date(2025, 6, 1)),
        Step(("enterprise", 2), TITLE, "applied", date(2024, 6, 1)),
        Step(("enterprise", 3), "unicorn", "recognised", date(2022, 9, 1), valid_until=date(2025, 7, 20)),
    ]
    with made.store.journal.entry("示例") as session:
        candidacies.move_all(session, made.plan, made.catalogue, steps)
        windows.put(session, Span(TITLE, date(2025, 6, 1), date(2025, 7, 12), "示例通知"))
    return made


@pytest.fixture
def page(opened: App, empty_window: Window, qtbot: QtBot) -> Cultivation:
    found = watchmakers.shown(empty_window, opened, "cultivation", qtbot, DAY).page
    assert isinstance(found, Cultivation)
    return found


def filling(fill: Callable[[WindowForm], None]) -> None:
    """Fill the form that is about to open and press its button."""

    def give() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, WindowForm)
        try:
            fill(dialog)
            dialog.deed.click()
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, give)


def spans(opened: App, title: str = TITLE) -> list[tuple[date, date, bool]]:
    with opened.store.reading() as session:
        found = windows.windows(session, opened.catalogue)
    return [(one.opens, one.closes, one.own) for one in found if one.designation == title and one.year == 2025]


def shown(page: Cultivation) -> list[str]:
    return [one.name for one in page.progress.shown]


def test_what_is_open_stands_first_with_what_is_due_and_who_is_on_the_way(page: Cultivation) -> None:
    title, year, state, *days, under_way, origin, source, note = page.windows.source.rows([0])[0]
    assert (title, year, state) == ("国家级专精特新“小巨人”企业", "2025", "open")
    assert [str(day) for day in days] == ["2025-06-01", "2025-07-12", "2025-06-12", "2025-06-27", "2025-07-05"]
    assert (under_way, origin, source, note) == (2, "本协会", "示例通知", "")


def test_a_window_is_recorded_and_undone(page: Cultivation, opened: App, empty_window: Window, qtbot: QtBot) -> None:
    def fill(form: WindowForm) -> None:
        form.title.setText("独角兽企业")
        form.opens.setText("2025-8-1")
        form.closes.setText("2025.9.30")
        assert "2025-08-31 申报材料备齐" in form.plan.text()
        form.source.setText("示例〔2025〕2号")

    filling(fill)
    page.windows.add()
    settled(empty_window, qtbot)
    assert spans(opened, "unicorn") == [(date(2025, 8, 1), date(2025, 9, 30), True)]
    opened.store.journal.undo()
    assert spans(opened, "unicorn") == []


def test_a_window_is_changed_in_one_step_and_removed(
    page: Cultivation, opened: App, empty_window: Window, qtbot: QtBot
) -> None:
    page.windows.go_to(TITLE, 2025)
    entries = len(opened.store.history.entries())
    filling(lambda form: form.closes.setText("2025-07-20"))
    page.windows.change()
    settled(empty_window, qtbot)
    assert spans(opened) == [(date(2025, 6, 1), date(2025, 7, 20), True)]
    assert len(opened.store.history.entries()) == entries + 1
    assert page.windows.current() is not None
    page.windows.remove()
    assert spans(opened) == []


@pytest.mark.parametrize(
    ("opens", "closes", "said"),
    [("2025-08-02", "2025-08-01", "早于开放"), ("2025-07-01", "2025-08-01", "重叠"), ("2025-13-01", "2025-08-01", "")],
)
def test_dates_that_make_no_window_are_refused(
    page: Cultivation, opened: App, opens: str, closes: str, said: str
) -> None:
    def fill(form: WindowForm) -> None:
        form.title.setText("国家级专精特新“小巨人”企业")
        form.opens.setText(opens)
        form.closes.setText(closes)
        assert said in form.problem.text()

    filling(fill)
    page.windows.add()
    assert spans(opened) == [(date(2025, 6, 1), date(2025, 7, 12), True)]


def test_one_of_the_catalogue_cannot_be_removed_but_changed(page: Cultivation, opened: App) -> None:
    page.windows.go_to("sci_tech_sme", 2026)
    assert not page.windows.remove_button.isEnabled()
    assert page.windows.change_button.isEnabled()
    filling(lambda form: form.closes.setText("2026-08-15"))
    page.windows.change()
    with opened.store.reading() as session:
        (one,) = windows.own(session, "sci_tech_sme")
    assert (one.opens, one.closes) == (date(2026, 6, 1), date(2026, 8, 15))


def test_the_chips_of_the_overview_lead_to_their_candidacies_and_esc_back(
    page: Cultivation, empty_window: Window, qtbot: QtBot
) -> None:
    empty_window.go("overview")
    settled(empty_window, qtbot)

    def follow(words: str) -> None:
        overview = empty_window.page
        qtbot.waitUntil(lambda: any(words in chip.accessibleName() for chip in overview.attention.chips))
        next(chip for chip in overview.attention.chips if words in chip.accessibleName()).click()
        settled(empty_window, qtbot)
        assert empty_window.page is page

    for words, names, chip in (
        ("1 项申报停滞", ["示例眼镜有限公司"], "停滞"),
        ("1 项称号 30 天内到期", ["示例家具有限公司"], "30 天内到期"),
    ):
        follow(words)
        assert page.tabs.currentWidget() is page.progress
        assert shown(page) == names
        assert [one.words for one in page.progress._chips()] == [chip]
        empty_window.actions_["back"].trigger()
        settled(empty_window, qtbot)
        assert empty_window.page.key == "overview"
    follow("申报窗口 12 天后关闭")
    assert page.tabs.currentWidget() is page.windows
    assert page.windows.current() is not None
    assert page.windows.current().designation == TITLE
    page.windows._show_way()
    assert page.tabs.currentWidget() is page.progress
    assert sorted(shown(page)) == ["示例眼镜有限公司", "示例钟表有限公司"]


def test_a_window_is_found_though_the_page_was_never_shown(opened: App, empty_window: Window, qtbot: QtBot) -> None:
    wish = Pipeline(designation=TITLE, windows=True)
    made = watchmakers.shown(empty_window, opened, "cultivation", qtbot, DAY, wish).page
    assert isinstance(made, Cultivation)
    assert made.tabs.currentWidget() is made.windows
    assert made.windows.current() is not None
    assert made.windows.current().designation == TITLE
