"""The page 产业地图 on a few firms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fashiontracker import app
from fashiontracker.models import tables as t
from fashiontracker.models import views
from fashiontracker.models.registry import ENTERPRISES
from fashiontracker.models.views import Filter
from fashiontracker.ui.charts.shades import deepest, shade
from fashiontracker.ui.desk import Desk
from fashiontracker.ui.pages.industry_map.page import IndustryMap
from fashiontracker.ui.style import Style, contrast, look
from fashiontracker.ui.window import Window
from fashiontracker.ui.wishes import Rows
from tests.tally.neighbours import DAY, found

Show = Callable[[app.App, date], IndustryMap]


@pytest.fixture
def show(empty_window: Window, qtbot: QtBot) -> Show:
    """The page on a database and a day, once everything has been read."""

    def run(opened: app.App, day: date) -> IndustryMap:
        empty_window.take_desk(Desk(opened))
        empty_window.frame.top.as_of.set_day(day)
        empty_window.go("map")
        page = empty_window.page
        assert isinstance(page, IndustryMap)
        qtbot.waitUntil(lambda: page.atlas is not None and page.atlas.day == day)
        return page

    return run


@pytest.fixture
def page(show: Show, tmp_path: Path) -> IndustryMap:
    return show(found(tmp_path / "示例.db"), DAY)


@pytest.fixture
def wishes(page: IndustryMap) -> list[tuple[str, Rows]]:
    """Where the page wanted to go, instead of going there."""
    page.go.disconnect()
    said: list[tuple[str, Rows]] = []
    page.go.connect(lambda key, wish: said.append((key, wish)))
    return said


def table(page: IndustryMap) -> dict[str, str]:
    return {row[0]: row[1] for row in page.map.numbers().rows}


def test_each_district_shows_its_number_and_the_unknown_is_told_beside(page: IndustryMap) -> None:
    numbers = table(page)
    assert [numbers[name] for name in ("南山区", "前海", "福田区")] == ["2", "1", "0"]
    assert "未填所属区 1" in page.map.data.note
    assert page.place == "nanshan"
    assert page.card.role.text() == "南山区（前海）打造工业设计和科技时尚集聚地。"


def test_measures_and_sectors_change_map_tiles_and_card_alike(page: IndustryMap) -> None:
    page.show_sector("watches")
    assert table(page)["南山区"] == "1"
    page.show_measure("revenue")
    assert (table(page)["南山区"], table(page)["福田区"]) == ("0.1", "—")
    assert page.card.buttons["enterprises"].text() == "1"
    nanshan = [one.key for one in page._plan.districts].index("nanshan")
    watches = page._plan.sectors.keys.index("watches")
    assert page.heat.values[watches][nanshan] == 0.1
    assert page.heat.values[watches][0] is None


def test_the_date_moves_the_map(page: IndustryMap, qtbot: QtBot) -> None:
    later = date(2024, 7, 1)
    page.look_at(later)
    qtbot.waitUntil(lambda: page.atlas.day == later)
    assert table(page)["福田区"] == "1"


def test_a_number_leads_to_exactly_its_rows(page: IndustryMap, wishes: list[tuple[str, Rows]]) -> None:
    page.open_place("nanshan")
    page.show_measure("titles")
    page.open_place("nanshan")
    page.show_measure("carriers")
    page.open_place("qianhai")
    assert [(key, wish.within) for key, wish in wishes] == [
        ("enterprises", (1, 2)),
        ("enterprises", (1,)),
        ("carriers", (1,)),
    ]
    assert wishes[1][1].title == "产业地图：南山区 · 持有称号"


def test_where_nobody_comes_later_the_rows_are_asked_for_by_conditions(
    page: IndustryMap, wishes: list[tuple[str, Rows]], qtbot: QtBot
) -> None:
    later = date(2024, 7, 1)
    page.look_at(later)
    qtbot.waitUntil(lambda: page.atlas.day == later)
    page.show_sector("clothing")
    page.open_place("nanshan")
    (key, wish) = wishes[-1]
    assert key == "enterprises"
    assert wish == Rows((Filter("district", "is", "nanshan"), Filter("sectors", "has", "clothing")))
    for place, sector in (("nanshan", "watches"), ("qianhai", None), ("", ""), ("futian", None)):
        page._open("enterprises", place, sector)
        with page._app.store.reading() as session:
            ids = views.ids(session, ENTERPRISES, wishes[-1][1].filters)
        assert len(ids) == page.atlas.amount("enterprises", place, sector)


def test_a_tile_is_chosen_by_mouse_and_by_key(page: IndustryMap, qtbot: QtBot) -> None:
    canvas = page.map.canvas
    centre = {tile.key: canvas.rect_of(tile).center().toPoint() for tile in page.map.data.tiles}
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=centre["futian"])
    assert page.place == "futian"
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert page.place == "luohu"
    qtbot.keyClick(canvas, Qt.Key.Key_Up)
    assert page.place == "longgang"
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=centre["qianhai"])
    assert page.place == "qianhai"
    assert page.card.note.text() == "与南山区、宝安区重叠：这里的数已计入所在区，不另计。"
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert page.place == "qianhai"


def test_the_map_is_copied_as_a_picture(page: IndustryMap) -> None:
    picture = page.map.copy_picture()
    assert QApplication.clipboard().image().size() == picture.size()


def test_a_change_is_seen_at_once(page: IndustryMap, qtbot: QtBot) -> None:
    with page._app.store.journal.entry("登记") as session:
        session.add(t.Enterprise(name="示例戊", name_key="示例戊", sectors=(), district="dapeng"))
    qtbot.waitUntil(lambda: table(page)["大鹏新区"] == "1")


def test_an_empty_registry_teaches_what_belongs_here(show: Show, tmp_path: Path) -> None:
    page = show(app.create(tmp_path / "空.db"), DAY)
    assert page.empty.isVisible()
    assert not page.sheet.isVisible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_figure_can_be_read_on_every_depth(style: Style, theme: str) -> None:
    style.apply(theme, 100)
    assert deepest() >= 0.3
    assert all(contrast(shade(part / 20, 1.0), look().colour("text")) >= 4.5 for part in range(21))
