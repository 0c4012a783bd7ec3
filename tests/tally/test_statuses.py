"""Rule 10: the status of a row, and the JSON it is printed as."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from fashiontracker.tally import board
from fashiontracker.tally.status import default_as_of, expected_pace
from tests.tally.world import World

BRANDS = "jewelry.brands"  # 5-8, new


def stocked(world: World, count: int, on: str, until: str = "") -> World:
    for number in range(count):
        world.title(world.brand(f"牌{number}", "jewelry"), "national_brand", f"认定 {on}{until and '..' + until}")
    return world


def test_the_default_date_is_today_until_the_period_is_over(world: World) -> None:
    assert default_as_of(world.plan, date(2024, 5, 1)) == date(2024, 5, 1)
    assert default_as_of(world.plan, date(2026, 5, 1)) == date(2025, 12, 31)


@pytest.mark.parametrize(("count", "status"), [(9, "exceeded"), (8, "met"), (5, "met"), (4, "on_track"), (3, "behind")])
def test_the_range_and_then_the_pace_decide(world: World, count: int, status: str) -> None:
    stocked(world, count, "2023-01-01")
    assert world.row(BRANDS, "2024-12-01").status == status  # pace 3.65


def test_without_a_max_nothing_is_exceeded(world: World) -> None:
    for number in range(12):
        world.title(world.brand(f"牌{number}", "clothing"), "national_brand", "认定 2023-01-01")
    assert world.row("clothing.brands", "2024-12-01").status == "met"


def test_the_pace_runs_from_the_first_day_to_the_last(world: World) -> None:
    quota = replace(world.quota("watches.champions"), min=1461.0)
    for on, expected in (
        ("2021-06-01", 0),
        ("2021-12-31", 0),
        ("2022-01-01", 1),
        ("2022-12-31", 365),
        ("2025-12-31", 1461),
        ("2027-01-01", 1461),
    ):
        assert expected_pace(world.plan, quota, date.fromisoformat(on)) == expected


def test_on_the_very_pace_is_on_track(world: World) -> None:
    """487 of 1461 days: the pace of 3 is exactly 1."""
    world.title(world.enterprise("甲", "watches"), "unicorn", "认定 2022-06-01")
    assert expected_pace(world.plan, world.quota("watches.champions"), date(2023, 5, 2)) == Fraction(1)
    assert world.row("watches.champions", "2023-05-02").status == "on_track"
    assert world.row("watches.champions", "2023-05-03").status == "behind"


def test_an_indicator_s_pace_starts_at_its_baseline(world: World) -> None:
    world.figure("value_added", "city", "深圳市", 2021, 377)
    assert world.row("overall.value_added", "2021-12-31").status == "on_track"
    assert world.row("overall.value_added", "2022-01-01").status == "behind"
    world.figure("value_added", "city", "深圳市", 2023, 400)
    assert world.row("overall.value_added", "2023-12-31").status == "on_track"  # pace 398.49
    assert world.row("overall.value_added", "2024-12-30").status == "behind"


def test_an_indicator_without_a_figure_has_no_data(world: World) -> None:
    row = world.row("overall.value_added", "2024-06-30")
    assert (row.actual, row.status, row.counted) == (None, "no_data", ())
    assert world.row("overall.value_added", "2026-06-30").status == "no_data"


def test_a_row_without_a_range_is_tracked(world: World) -> None:
    assert world.row("clothing.clusters", "2024-06-30").status == "tracked"
    assert world.row("furniture.standards", "2026-06-30").status == "tracked"


def test_on_the_last_day_the_pace_is_the_min(world: World) -> None:
    stocked(world, 4, "2023-01-01")
    assert world.row(BRANDS, "2025-12-31").status == "behind"


def test_after_the_period_the_last_day_decides(world: World) -> None:
    stocked(world, 5, "2023-01-01", "2025-12-31")
    row = world.row(BRANDS, "2026-03-01")
    assert (row.actual, row.status) == (0, "met")


def test_what_is_reached_after_the_period_is_late(world: World) -> None:
    stocked(world, 4, "2023-01-01")
    world.title(world.brand("迟", "jewelry"), "national_brand", "认定 2026-02-01")
    assert world.row(BRANDS, "2026-01-31").status == "missed"
    row = world.row(BRANDS, "2026-02-01")
    assert (row.actual, row.status) == (5, "late")


def test_an_indicator_reached_after_the_period_is_late(world: World) -> None:
    world.figure("value_added", "city", "深圳市", 2026, 430)
    assert world.row("overall.value_added", "2026-12-31").status == "late"


def test_a_milestone_is_what_its_latest_change_says(world: World) -> None:
    key = "design.expo"
    assert world.row(key, "2024-01-01").status == "not_started"
    world.milestone(key, "2024-01-02", "achieved")
    world.milestone(key, "2023-05-01", "in_progress")
    assert world.row(key, "2023-04-30").status == "not_started"
    assert world.row(key, "2024-01-01").status == "in_progress"
    row = world.row(key, "2024-01-02")
    assert (row.kind, row.status, row.actual, row.unit, row.min, row.max) == ("milestone", "achieved", *[None] * 4)


def test_a_milestone_may_fall_back(world: World) -> None:
    world.milestone("design.expo", "2023-05-01", "achieved")
    world.milestone("design.expo", "2024-05-01", "in_progress")
    assert world.row("design.expo", "2024-06-01").status == "in_progress"


# ---- all rows, and JSON ----------------------------------------------------------------------------------------


def test_all_rows_stand_in_the_order_of_the_plan_s_text(world: World) -> None:
    rows = board.rows(world.facts(), world.plan, world.catalogue, date(2024, 6, 30))
    assert [row.key for row in rows] == [row.key for row in world.plan.rows]
    assert len(rows) == 31
    assert {row.sector_group for row in rows} == {group.key for group in world.plan.groups}


def test_json_has_whole_numbers_without_a_point_and_dates_as_text(world: World) -> None:
    owner = world.enterprise("母", "jewelry", uscc="91440300MA5EXAMPL3")
    world.title(world.brand("牌", owner=owner), "national_brand", "认定 2023-05-01..2026-04-30")
    world.title(world.brand("旧", owner=owner), "national_brand", "认定 2020-05-01")
    found = board.as_json(world.row(BRANDS, "2024-06-30"), with_lists=True)
    counted = {
        "subject": "牌",
        "uscc": "91440300MA5EXAMPL3",
        "designation": "national_brand",
        "recognised_on": "2023-05-01",
        "valid_until": "2026-04-30",
        "reason": None,
    }
    near = {**counted, "subject": "旧", "recognised_on": "2020-05-01", "valid_until": None}
    assert found == {
        "key": BRANDS,
        "kind": "count",
        "sector_group": "jewelry",
        "unit": "个",
        "min": 5,
        "max": 8,
        "actual": 1,
        "status": "behind",
        "forecast": 0,
        "stale": 0,
        "counted": [counted],
        "near_misses": [{**near, "reason": "held_before_start"}],
    }
    assert [type(found[name]) for name in ("min", "max", "actual", "forecast")] == [int] * 4


def test_json_of_all_rows_leaves_the_lists_out(world: World) -> None:
    rows = board.rows(world.facts(), world.plan, world.catalogue, date(2024, 6, 30))
    printed = [board.as_json(row, with_lists=False) for row in rows]
    names = ["key", "kind", "sector_group", "unit", "min", "max", "actual", "status", "forecast", "stale"]
    assert all(list(row) == names for row in printed)
    assert json.loads(json.dumps(printed)) == printed


def test_only_rows_counted_by_designation_and_graded_have_a_forecast(world: World) -> None:
    rows = board.rows(world.facts(), world.plan, world.catalogue, date(2024, 6, 30))
    assert [row.key for row in rows if row.forecast is not None] == [
        *("clothing.brands", "furniture.brands", "jewelry.brands", "watches.champions"),
        *("design.national_centers", "exhibition.groups"),
    ]
