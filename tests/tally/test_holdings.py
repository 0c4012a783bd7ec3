from __future__ import annotations

from datetime import date

import pytest

from fashiontracker.tally import board, history, holdings
from tests.tally.world import World

DAYS = history.quarter_ends(date(2022, 1, 1), date(2023, 2, 10))


def test_quarters_end_with_the_day_asked_for() -> None:
    assert [
        *(date(2022, 3, 31), date(2022, 6, 30), date(2022, 9, 30), date(2022, 12, 31)),
        date(2023, 2, 10),
    ] == DAYS
    assert history.quarter_ends(date(2022, 1, 1), date(2021, 12, 31)) == []


@pytest.fixture
def told(world: World) -> World:
    maker = world.enterprise("示例甲", "watches")
    for name in ("示例乙", "示例丙", "示例丁"):
        world.title(world.enterprise(name, "watches"), "little_giant", "认定 2022-08-01..2022-12-31")
    world.title(maker, "little_giant", "认定 2022-05-01", "撤销 2023-01-01")
    world.title(maker, "unicorn", "公示 2022-06-01")
    return world


def test_titles_held_are_counted_and_candidacies_are_not(told: World) -> None:
    assert [holdings.held(told.facts(), day) for day in DAYS] == [0, 1, 4, 4, 0]


def test_the_rows_reached_are_those_that_the_board_calls_reached(told: World) -> None:
    facts = told.facts()
    statuses = [[row.status for row in board.rows(facts, told.plan, told.catalogue, day)] for day in DAYS]
    on_board = tuple(sum(status in ("met", "exceeded") for status in of_day) for of_day in statuses)
    assert history.reached(facts, told.plan, DAYS) == on_board == (0, 0, 1, 1, 0)
