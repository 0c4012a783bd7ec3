"""What holds of every world on every day."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fashiontracker.models.facts import Facts, load
from fashiontracker.models.store import Store
from fashiontracker.plan import library
from fashiontracker.plan.types import Indicator
from fashiontracker.tally import board
from fashiontracker.tally.board import RowResult
from fashiontracker.tally.forecast import forecast
from fashiontracker.tally.history import curve, month_ends, read_curve
from fashiontracker.tally.verdicts import REASONS
from tests.tally.world import World
from tests.tally.worlds import DAYS, worlds

PLAN, CATALOGUE = library.load()
any_world = worlds(PLAN, CATALOGUE)


def rows(facts: Facts, day: date) -> tuple[RowResult, ...]:
    return board.rows(facts, PLAN, CATALOGUE, day)


@given(any_world, DAYS)
def test_the_number_is_the_length_of_the_list(world: World, day: date) -> None:
    for row in rows(world.facts(), day):
        if row.kind == "count":
            assert row.actual == len(row.counted)
            subjects = [one[:2] for one in (*row.counted, *row.near_misses)]
            assert len(set(subjects)) == len(subjects)
        assert all(one.reason is None for one in row.counted)
        assert all(one.reason in REASONS for one in row.near_misses)


@given(any_world, DAYS, st.randoms(use_true_random=False))
def test_the_order_of_entry_changes_nothing(world: World, day: date, dice: random.Random) -> None:
    before = rows(world.facts(), day)
    dice.shuffle(world.events)
    dice.shuffle(world.figures)
    dice.shuffle(world.exhibitions)

    def seen(found: tuple[RowResult, ...]) -> list[RowResult]:
        lists = {row: [_without_records(row.counted), _without_records(row.near_misses)] for row in found}
        return [replace(row, counted=counted, near_misses=near) for row, (counted, near) in lists.items()]

    assert seen(rows(world.facts(), day)) == seen(before)


def _without_records(found: tuple[board.Counted, ...]) -> tuple[board.Counted, ...]:
    return tuple(
        one._replace(records=(), subject_id=0 if one.subject_kind == "exhibition" else one.subject_id) for one in found
    )


@given(any_world, DAYS)
def test_what_is_dated_later_changes_nothing_today(world: World, day: date) -> None:
    before = rows(world.facts(), day)
    world.events = [event for event in world.events if event["happened_on"] <= day]
    world.figures = [one for one in world.figures if date(one["year"], 12, 31) <= day]
    world.exhibitions = [one for one in world.exhibitions if date(one["year"], 12, 31) <= day]
    for kind, field in (("carrier", "built_on"), ("talent", "acquired_on"), ("standard", "published_on")):
        for one in world.owned[kind]:
            if one[field] is not None and one[field] > day:
                one[field] = day + timedelta(days=1000)
    after = rows(world.facts(), day)
    assert [(row.actual, row.forecast, row.stale) for row in after] == [
        (row.actual, row.forecast, row.stale) for row in before
    ]
    assert [_pairs(row) for row in after] == [_pairs(row) for row in before]


def _pairs(row: RowResult) -> list[tuple[str, str | None]]:
    return sorted((one.subject, one.reason or "") for one in (*row.counted, *row.near_misses) if row.kind == "count")


@given(any_world, DAYS)
def test_one_more_recognised_subject_never_lowers_a_stock_count(world: World, day: date) -> None:
    before = {row.key: row.actual for row in rows(world.facts(), day)}
    world.event(world.brand("又一牌", "furniture"), "national_brand", "recognised", date(2017, 5, 1))
    world.event(
        world.enterprise("又一家", "exhibition"), "international_exhibition_group", "recognised", date(2017, 5, 1)
    )
    after = {row.key: row.actual for row in rows(world.facts(), day)}
    for quota in PLAN.quotas:
        if quota.mode == "stock":
            assert after[quota.key] == before[quota.key] + (quota.key in {"furniture.brands", "exhibition.groups"})


@settings(max_examples=25)
@given(any_world)
def test_the_curve_is_the_count_of_every_day(world: World) -> None:
    days = sorted({*month_ends(date(2021, 9, 30), date(2026, 3, 15))[::2], date(2021, 12, 30), date(2022, 1, 1)})
    facts = world.facts()
    by_day = [{row.key: row.actual for row in rows(facts, day)} for day in days]
    for quota in PLAN.quotas:
        assert curve(facts, PLAN, quota, days) == tuple(found[quota.key] for found in by_day)


@given(any_world, st.dates(date(2022, 1, 1), date(2025, 12, 30)))
def test_a_forecast_is_a_distribution_that_agrees_with_its_probability(world: World, day: date) -> None:
    facts = world.facts()
    found = {row.key: row for row in rows(facts, day)}
    for quota in PLAN.quotas:
        card = forecast(facts, PLAN, CATALOGUE, quota, day)
        assert (card is None) is (found[quota.key].forecast is None)
        if card is None:
            continue
        assert sum(card.distribution) == pytest.approx(1)
        assert card.probability == pytest.approx(sum(card.distribution[int(quota.min or 0) :]))
        assert card.probability == pytest.approx(found[quota.key].forecast)
        assert card.certain <= found[quota.key].actual
        assert all(one.raises >= 0 for one in card.candidates)


@settings(max_examples=25)
@given(world=any_world, day=DAYS)
def test_what_is_read_is_what_was_told(world: World, day: date, store_factory) -> None:
    with store_factory() as store:
        world.write(store)
        with store.reading() as session:
            facts = load(session, PLAN)
            days = month_ends(date(2021, 6, 30), date(2026, 1, 31))
            for quota in PLAN.quotas:
                assert read_curve(session, PLAN, quota, days) == curve(facts, PLAN, quota, days)
    assert rows(facts, day) == rows(world.facts(), day)


def test_an_indicator_has_a_curve(store: Store) -> None:
    world = World(PLAN, CATALOGUE)
    world.figure("value_added", "city", "深圳市", 2022, 380)
    world.figure("value_added", "city", "深圳市", 2023, 390)
    quota = world.quota("overall.value_added")
    assert isinstance(quota.rule, Indicator)
    days = [date(2022, 12, 30), date(2022, 12, 31), date(2024, 1, 1)]
    assert curve(world.facts(), PLAN, quota, days) == (None, 380, 390)
