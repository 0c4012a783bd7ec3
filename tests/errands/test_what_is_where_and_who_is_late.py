"""A district asks what it has, and a department what it owes: from the map to the firms, from the task to its paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fashiontracker.ui.desk import Desk
from fashiontracker.ui.pages.industry_map.page import IndustryMap
from fashiontracker.ui.pages.tasks.form import Progress, ProgressForm
from fashiontracker.ui.pages.tasks.page import Tasks
from fashiontracker.ui.pages.tasks.source import Wanted
from fashiontracker.ui.window import Window
from tests.tally.neighbours import found
from tests.ui.test_tasks_page import fill

DAY = date(2024, 7, 1)


@pytest.fixture
def window(empty_window: Window, tmp_path: Path) -> Window:
    empty_window.take_desk(Desk(found(tmp_path / "示例.db")))
    empty_window.frame.top.as_of.set_day(DAY)
    return empty_window


def test_from_a_district_to_its_firms_and_back(window: Window, qtbot: QtBot) -> None:
    window.go("map")
    page = window.page
    assert isinstance(page, IndustryMap)
    qtbot.waitUntil(lambda: page.atlas is not None and page.atlas.day == DAY)
    canvas = page.map.canvas
    centre = {tile.key: canvas.rect_of(tile).center().toPoint() for tile in page.map.data.tiles}
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=centre["nanshan"])
    assert page.card.buttons["enterprises"].text() == "2"
    page.card.buttons["enterprises"].click()
    assert window.settings.page == "enterprises"
    registry = window.page
    qtbot.waitUntil(lambda: registry.table.model_.rowCount() == 2)  # type: ignore[union-attr]
    window.back()
    assert window.page is page
    assert page.place == "nanshan"


def test_a_department_sees_what_it_owes_notes_it_and_thinks_better_of_it(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.go("tasks")
    page = window.page
    assert isinstance(page, Tasks)
    page._want(Wanted(department="市商务局", warning="unnoted"))
    owed = len(page.source.kept())

    def note(form: ProgressForm) -> int:
        fill(form, Progress(DAY, "completed", "示例：已办结"))
        form.deed.click()
        return form.result()

    monkeypatch.setattr(ProgressForm, "exec", note)
    window.actions_["new"].trigger()
    assert len(page.source.kept()) == owed - 1
    window.actions_["undo"].trigger()
    assert len(page.source.kept()) == owed
    assert page.panel is not None
    assert "市商务局" in page._plan.tasks[page.table.current_id() - 1].responsible
