"""What is read from a database, and what is left out."""

from __future__ import annotations

from datetime import date

import pytest

from fashiontracker.models import tables as t
from fashiontracker.models.facts import load
from fashiontracker.models.store import Store
from fashiontracker.tally import board
from tests.tally.world import World

DAY = date(2024, 6, 30)


@pytest.fixture
def told(world: World, store: Store) -> World:
    owner = world.enterprise("母", "furniture", uscc="91440300MA5EXAMPL3")
    world.title(world.brand("牌", owner=owner), "national_brand", "认定 2023-01-01")
    world.carrier("台", "furniture", kind="digital_transformation_platform", state="built", built="2023-01-01")
    world.talent("人", "watches", acquired="2023-01-01")
    world.standard("标", owner=owner, published="2023-01-01")
    world.revenue(owner, y2023=600)
    world.figure("value_added", "city", "深圳市", 2023, 390)
    world.exhibition("展", 2023, 1_000_000)
    world.milestone("design.expo", "2023-01-01", "achieved")
    world.write(store)
    return world


def actuals(world: World, store: Store) -> dict[str, object]:
    with store.reading() as session:
        rows = board.status_rows(session, world.plan, world.catalogue, DAY)
    found = {row.key: row.actual for row in rows if row.actual}
    return {**found, **{row.key: row.status for row in rows if row.status == "achieved"}}


ALL = {
    "overall.value_added": 390,
    "overall.revenue_500": 1,
    "overall.revenue_100": 1,
    "overall.revenue_50": 1,
    "furniture.platforms": 1,
    "furniture.brands": 1,
    "furniture.standards": 1,
    "watches.talents": 1,
    "exhibition.area": 100,
    "design.expo": "achieved",
}


def test_everything_that_counts_is_read(told: World, store: Store) -> None:
    assert actuals(told, store) == ALL


@pytest.mark.parametrize(
    ("table", "gone"),
    [
        (t.StageEvent, {"furniture.brands"}),
        (t.Brand, {"furniture.brands"}),
        (t.Carrier, {"furniture.platforms"}),
        (t.Talent, {"watches.talents"}),
        (t.Standard, {"furniture.standards"}),
        (t.Figure, {"overall.value_added", "overall.revenue_500", "overall.revenue_100", "overall.revenue_50"}),
        (t.Exhibition, {"exhibition.area"}),
        (t.MilestoneProgress, {"design.expo"}),
        (
            t.Enterprise,  # and what takes its sector from it
            {
                *("overall.revenue_500", "overall.revenue_100", "overall.revenue_50"),
                *("furniture.brands", "furniture.standards"),
            },
        ),
    ],
)
def test_what_lies_in_the_trash_does_not_count(
    told: World, store: Store, table: type[t.Trashable], gone: set[str]
) -> None:
    with store.journal.entry("移入回收站") as session:
        ids = range(1, 3)
        session.update_many(table, {key: {"trashed_at": "2024-01-01T00:00:00Z"} for key in ids})
    assert actuals(told, store) == {key: value for key, value in ALL.items() if key not in gone}


def test_events_of_one_day_are_read_in_the_order_of_the_stages(world: World, store: Store) -> None:
    brand = world.brand("牌", "furniture")
    world.title(brand, "national_brand", "认定 2023-01-01", "撤销 2023-01-01", "公示 2023-01-01")
    world.write(store)
    with store.reading() as session:
        chain = load(session, world.plan).chains["national_brand"][brand]
    assert [stage for _, stage, _, _ in chain] == ["publicity", "revoked", "recognised"]


def test_only_enterprises_ever_over_a_threshold_are_read_with_their_figures(world: World, store: Store) -> None:
    big, small = world.enterprise("大"), world.enterprise("小")
    world.revenue(big, y2021=60, y2023=10)
    world.revenue(small, y2023=10)
    world.write(store)
    with store.reading() as session:
        found = load(session, world.plan).revenue["revenue"]
    assert {key: {year: value for year, (value, _) in years.items()} for key, years in found.items()} == {
        big[1]: {2021: 600000, 2023: 100000}
    }


def test_nothing_recorded_is_no_trouble(world: World, store: Store) -> None:
    assert actuals(world, store) == {}
