"""The page 品牌梯队: the tiers, the titles of a day, and the moves that the journal knows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fashiontracker import app
from fashiontracker.models import editing, views
from fashiontracker.models import tables as t
from fashiontracker.models.registry import BRANDS
from fashiontracker.models.views import Filter
from fashiontracker.reports import shelf
from fashiontracker.reports.stamp import Options
from fashiontracker.tally.ladder import NONE
from fashiontracker.ui.desk import Desk
from fashiontracker.ui.pages.ladder.page import BrandLadder
from fashiontracker.ui.window import Window
from fashiontracker.ui.wishes import Paper, Rows

DAY = date(2024, 6, 30)


def brands(database: Path) -> app.App:
    """甲 came up, 乙 went down, 丙 was taken off, 丁 never stood on a tier; a step of 甲 further up was undone."""
    opened = app.create(database)
    with opened.store.journal.entry("登记品牌") as session:
        for name, tier, region in (
            ("甲", "emerging", "shuibei_jewelry"),
            ("乙", "international", None),
            ("丙", "potential", None),
            ("丁", None, "shuibei_jewelry"),
        ):
            session.add(
                t.Brand(name=f"示例{name}", name_key=name, sectors=("jewelry",), tier=tier, regional_brand=region)
            )
        session.flush()
        term = {"stage": "recognised", "happened_on": date(2023, 1, 1), "valid_until": date(2024, 12, 31)}
        session.add(t.StageEvent(subject_kind="brand", subject_id=1, designation="national_brand", **term))
    for label, key, tier in (
        ("调整", 1, "potential"),
        ("调整", 2, "emerging"),
        ("调整", 3, None),
        ("误改", 1, "international"),
    ):
        with opened.store.journal.entry(label) as session:
            editing.change(session, t.Brand, {key: {"tier": tier}})
    opened.store.journal.undo()
    return opened


@pytest.fixture
def page(empty_window: Window, qtbot: QtBot, tmp_path: Path) -> BrandLadder:
    empty_window.take_desk(Desk(brands(tmp_path / "示例.db")))
    empty_window.frame.top.as_of.set_day(DAY)
    empty_window.go("ladder")
    page = empty_window.page
    assert isinstance(page, BrandLadder)
    qtbot.waitUntil(lambda: page.ladder is not None and page.ladder.day == DAY)
    page.go.disconnect()
    return page


def test_the_stairs_rise_from_those_without_a_tier_to_the_highest(page: BrandLadder) -> None:
    steps = [(rung.name, rung.count) for rung in page.stairs.rungs]
    assert steps == [("未定梯队", 2), ("新锐品牌", 1), ("国际一线潜力品牌", 1), ("国际知名品牌", 0)]
    heights = [page.stairs.rect_of(place).height() for place in range(4)]
    assert heights == sorted(heights)


def test_titles_are_those_of_the_day(page: BrandLadder, qtbot: QtBot) -> None:
    assert page.ladder.titles == {1: ("national_brand",)}
    page.look_at(date(2025, 1, 1))
    qtbot.waitUntil(lambda: page.ladder.day == date(2025, 1, 1))
    assert page.ladder.titles == {}


def test_moves_tell_up_down_and_off_and_leave_out_what_was_undone(page: BrandLadder) -> None:
    moves = [(move.step.brand, move.way) for move in page.ladder.moves]
    assert moves == [(1, "entered"), (2, "entered"), (3, "entered"), (1, "up"), (2, "down"), (3, "left")]
    shown = [page.moves.model_.value(row, 2) for row in range(2)]
    assert shown == ["示例丙", "示例乙"]


def test_the_years_end_with_what_stands_now(page: BrandLadder) -> None:
    (_year, counts) = page.ladder.over_years()[-1]
    assert counts == {"potential": 1, "emerging": 1}


def test_the_list_of_a_step_is_that_of_the_registry(page: BrandLadder) -> None:
    wishes: list[tuple[str, Rows]] = []
    page.go.connect(lambda key, wish: wishes.append((key, wish)))
    for tier in (*page.ladder.tiers, NONE):
        page.choose_tier(tier)
        page.open_brands()
        with page._app.store.reading() as session:
            ids = views.ids(session, BRANDS, wishes[-1][1].filters)
        assert sorted(page._brand_source.ids(None)) == sorted(ids)
    page.choose_region("shuibei_jewelry")
    page.open_brands()
    assert wishes[-1] == ("brands", Rows(filters=(Filter("regional_brand", "is", "shuibei_jewelry"),)))
    assert page.brands.model_.rowCount() == 2


def test_a_step_is_climbed_by_key(page: BrandLadder, qtbot: QtBot) -> None:
    page.choose_tier(NONE)
    qtbot.keyClick(page.stairs, Qt.Key.Key_Right)
    assert page.tier == "emerging"
    qtbot.keyClick(page.stairs, Qt.Key.Key_Left)
    qtbot.keyClick(page.stairs, Qt.Key.Key_Left)
    assert page.tier == NONE


def test_paper_lists_the_same_brands(page: BrandLadder) -> None:
    wishes: list[tuple[str, Paper]] = []
    page.go.connect(lambda key, wish: wishes.append((key, wish)))
    page.print()
    paper = wishes[0][1]
    opened = page._app
    options = Options(as_of=DAY, kind=paper.kind)
    sheet = shelf.collect(opened.store, opened.plan, opened.catalogue, shelf.named(paper.document), options)
    assert "示例甲" in repr(sheet)
