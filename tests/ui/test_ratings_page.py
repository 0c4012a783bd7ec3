"""The page 展会评级: grades, their reasons, and what stays unknown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fashiontracker import app
from fashiontracker.models import tables as t
from fashiontracker.reports import shelf
from fashiontracker.reports.stamp import Options
from fashiontracker.tally import ufi
from fashiontracker.ui.desk import Desk
from fashiontracker.ui.pages.ratings.page import Ratings
from fashiontracker.ui.window import Window
from fashiontracker.ui.wishes import Paper, Rows

DAY = date(2024, 12, 31)


@pytest.fixture
def page(empty_window: Window, tmp_path: Path) -> Ratings:
    """A large show of two editions, one with too few from abroad, and one of which nothing is known."""
    opened = app.create(tmp_path / "示例.db")
    with opened.store.journal.entry("登记展会") as session:
        for name, year, area, exhibitors, foreign, visitors in (
            ("示例大展", 2023, 100_000.0, 1500, 300, 90_000),
            ("示例大展", 2024, 110_000.0, 1650, 330, 120_000),
            ("示例小展", 2024, 20_000.0, 200, 10, None),
            ("示例新展", 2024, None, None, None, None),
            ("示例明年展", 2025, 20_000.0, 200, 10, 2000),
        ):
            session.add(
                t.Exhibition(
                    name=name,
                    name_key=name,
                    sectors=("exhibition",) if name == "示例大展" else ("furniture",),
                    year=year,
                    area=area,
                    exhibitors=exhibitors,
                    foreign_exhibitors=foreign,
                    visitors=visitors,
                    ufi=True if name == "示例大展" else None,
                )
            )
    empty_window.take_desk(Desk(opened))
    empty_window.frame.top.as_of.set_day(DAY)
    empty_window.go("ratings")
    assert isinstance(empty_window.page, Ratings)
    return empty_window.page


def cell(page: Ratings, rank: int, column: str) -> object:
    keys = [one.key for one in page.table.model_.columns]
    return page.source.rows([rank])[rank][keys.index(column)]


def test_the_page_and_the_paper_rate_alike(page: Ratings) -> None:
    opened = page._desk.app
    sheet = shelf.collect(opened.store, opened.plan, opened.catalogue, shelf.named("exhibitions"), Options(as_of=DAY))
    assert page.rated == list(sheet.rated)
    assert [one.edition.name for one in page.rated] == ["示例大展", "示例小展", "示例新展"]


def test_what_is_unknown_leaves_the_grade_open(page: Ratings) -> None:
    assert (cell(page, 1, "grade"), cell(page, 1, "score")) == ("first", 90.0)
    assert (cell(page, 3, "grade"), cell(page, 3, "most")) == ("undecided", 100.0)
    assert cell(page, 3, "influence") is None


def test_too_few_exhibitors_from_abroad_do_not_settle_ufi(page: Ratings) -> None:
    """Foreign visitors might still make up for it, and the registry does not know them."""
    assert [cell(page, rank, "international") for rank in (1, 2, 3)] == ["met", "unknown", "unknown"]
    judged = ufi.judge(page._desk.app.catalogue, page.rated[1].edition)
    assert [(one.criterion.metric, one.answer) for one in judged] == [
        ("foreign_exhibitor_pct", "not_met"),
        ("foreign_visitor_pct", "unknown"),
        ("event_data_audited", "unknown"),
    ]


def test_the_panel_explains_every_factor_and_adds_up(page: Ratings) -> None:
    page.table.go_to(1)
    lines = page.panel.lines
    assert ("规模", "110,000", "100", "20") in lines
    assert ("成长性", "10", "50", "10") in lines
    assert ("合计", "", "", "90") in lines
    assert ("境外参展商不少于10%", "20 %", "达到") in lines
    assert ("2024", "110,000", "+10 %", "20 %") in lines
    assert ("2023", "100,000", "首届", "20 %") in lines


def test_the_areas_of_a_year_add_up_and_a_missing_one_is_no_zero(page: Ratings) -> None:
    assert page.areas.numbers().rows == (("2023", "10"), ("2024", "13"))
    page.show_sector("furniture")
    assert page.areas.numbers().rows == (("2024", "2"),)


def test_a_sector_is_filtered_and_printed(page: Ratings) -> None:
    wishes: list[tuple[str, object]] = []
    page.go.disconnect()
    page.go.connect(lambda key, wish: wishes.append((key, wish)))
    page.show_sector("furniture")
    page.print()
    page.table.opened.emit(1)
    assert wishes[0] == ("reports", Paper("exhibitions", where=("行业=家具",)))
    assert isinstance(wishes[1][1], Rows)
    assert wishes[1][1].filters[0].value == "示例小展"


def test_another_year_rates_another_edition(page: Ratings) -> None:
    page.look_at(date(2023, 12, 31))
    assert [(one.edition.name, one.edition.year) for one in page.rated] == [("示例大展", 2023)]
    assert cell(page, 1, "growth") is None
