"""Moves on the board: dated, validated, undone; the chain they make is the one that is counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from fashiontracker.errors import Refused
from fashiontracker.models import candidacies, facts
from fashiontracker.models.candidacies import Step
from fashiontracker.models.store import Store
from fashiontracker.plan.designations import Catalogue
from fashiontracker.plan.types import Plan
from fashiontracker.tally import board, pipeline
from fashiontracker.tally.pipeline import Candidacy
from tests.tally.world import World

FIRM = ("enterprise", 1)
DAY = date(2024, 6, 30)


@pytest.fixture
def firm(store: Store, world: World) -> Store:
    """A database with one watchmaker and nothing recorded of it."""
    world.enterprise("示例表业", "watches")
    world.write(store)
    return store


def step(stage: str, on: str, **more: object) -> Step:
    return Step(FIRM, "little_giant", stage, date.fromisoformat(on), **more)  # type: ignore[arg-type]


def moved(store: Store, plan: Plan, catalogue: Catalogue, *steps: Step) -> None:
    for one in steps:
        with store.journal.entry("变更") as session:
            candidacies.move(session, plan, catalogue, one)


def seen(store: Store, plan: Plan, day: date = DAY) -> list[Candidacy]:
    with store.reading() as session:
        return pipeline.candidacies(facts.load(session, plan, every_title=True), plan, day)


def refused(store: Store, plan: Plan, catalogue: Catalogue, one: Step) -> list[str]:
    with pytest.raises(Refused) as fault:
        moved(store, plan, catalogue, one)
    return [problem.code for problem in fault.value.problems]


def test_a_move_is_one_dated_event_that_undo_takes_back(firm: Store, plan: Plan, catalogue: Catalogue) -> None:
    moved(firm, plan, catalogue, step("applied", "2024-05-01"), step("nominated", "2024-06-10", batch="第六批"))
    (one,) = seen(firm, plan)
    assert (one.lane, one.since, one.days, one.limit) == ("nominated", date(2024, 6, 10), 20, 60)
    firm.journal.undo()
    (one,) = seen(firm, plan)
    assert (one.lane, one.days) == ("applied", 60)
    firm.journal.redo()
    assert seen(firm, plan)[0].lane == "nominated"


def test_the_board_of_an_earlier_day_shows_the_stage_of_that_day(firm: Store, plan: Plan, catalogue: Catalogue) -> None:
    moved(firm, plan, catalogue, step("applied", "2024-05-01"), step("nominated", "2024-06-10"))
    assert [one.lane for one in seen(firm, plan, date(2024, 6, 9))] == ["applied"]
    assert seen(firm, plan, date(2024, 4, 30)) == []


@pytest.mark.parametrize("stage", ["failed", "withdrawn"])
def test_failing_and_withdrawing_ask_for_a_reason(firm: Store, plan: Plan, catalogue: Catalogue, stage: str) -> None:
    moved(firm, plan, catalogue, step("applied", "2024-05-01"))
    assert refused(firm, plan, catalogue, step(stage, "2024-06-01", reason="  ")) == ["reason_required"]
    moved(firm, plan, catalogue, step(stage, "2024-06-01", reason="研发费用占比不足"))
    with firm.reading() as session:
        assert candidacies.chain(session, plan, FIRM, "little_giant")[-1].note == "研发费用占比不足"
    assert seen(firm, plan)[0].lane == pipeline.CLOSED


def test_what_cannot_be_is_refused_and_nothing_is_written(firm: Store, plan: Plan, catalogue: Catalogue) -> None:
    moved(firm, plan, catalogue, step("applied", "2024-05-01"))
    before = firm.history.head()
    assert refused(firm, plan, catalogue, step("applied", "2024-05-01")) == ["already"]
    assert refused(firm, plan, catalogue, step("revoked", "2024-06-01")) == ["no_title"]
    assert refused(firm, plan, catalogue, step("applied", "2024-06-01", valid_until=DAY)) == ["no_term"]
    early = step("recognised", "2024-06-01", valid_until=date(2024, 5, 1))
    assert refused(firm, plan, catalogue, early) == ["term_ends_early"]
    nobody = Step(("brand", 9), "little_giant", "applied", DAY)
    assert refused(firm, plan, catalogue, nobody) == ["unknown_subject", "holder"]
    assert firm.history.head() == before


def test_a_renewal_adds_a_term_and_leaves_the_first_as_it_was(firm: Store, plan: Plan, catalogue: Catalogue) -> None:
    moved(
        firm,
        plan,
        catalogue,
        step("recognised", "2021-07-01", valid_until=date(2024, 6, 30)),
        step("preparing", "2024-02-01"),
    )
    (under_way,) = seen(firm, plan)
    assert (under_way.lane, under_way.renewal, under_way.held) == ("preparing", True, True)
    moved(firm, plan, catalogue, step("renewed", "2024-06-20", valid_until=date(2027, 6, 30)))
    with firm.reading() as session:
        terms = [one.valid_until for one in candidacies.chain(session, plan, FIRM, "little_giant")]
    assert terms == [date(2024, 6, 30), None, date(2027, 6, 30)]
    (held,) = seen(firm, plan)
    assert (held.lane, held.recognised_on, held.valid_until) == (
        pipeline.HOLDING,
        date(2021, 7, 1),
        date(2027, 6, 30),
    )


def test_a_term_that_ran_out_unrenewed_stands_among_the_closed(world: World, plan: Plan) -> None:
    world.title(world.enterprise("示例", "watches"), "little_giant", "认定 2021-01-01..2023-12-31")
    (one,) = pipeline.candidacies(world.facts(), plan, DAY)
    assert (one.lane, one.held, one.days_left) == (pipeline.CLOSED, False, None)


def test_standing_still_is_told_by_the_stage_of_the_plan(world: World, plan: Plan) -> None:
    world.title(world.enterprise("久等", "watches"), "little_giant", "公示 2024-06-14")
    world.title(world.enterprise("刚到", "watches"), "little_giant", "公示 2024-06-15")
    assert [(one.name, one.stagnant) for one in pipeline.candidacies(world.facts(), plan, DAY)] == [
        ("久等", True),
        ("刚到", False),
    ]


@given(
    some.lists(
        some.tuples(
            some.sampled_from(["摸底", "已申报", "公示", "认定", "复核通过", "到期", "撤销", "未通过", "撤回"]),
            some.integers(0, 1800),
            some.none() | some.integers(0, 1500),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_the_board_holds_whom_the_quota_holds(
    plan: Plan, catalogue: Catalogue, events: list[tuple[str, int, int | None]]
) -> None:
    world = World(plan, catalogue)
    brand = world.brand("示例牌", "furniture")
    for stage, days, term in events:
        on = date(2020, 1, 1) + timedelta(days=days)
        key = plan.stages.named(stage).key  # type: ignore[union-attr]
        until = on + timedelta(days=term) if term is not None and key in candidacies.TERMS else None
        world.event(brand, "national_brand", key, on, until)
    known = world.facts()
    for day in (date(2021, 6, 1), date(2023, 3, 3), DAY):
        held = {one.subject for one in pipeline.candidacies(known, plan, day) if one.held}
        row = board.row_result(known, plan, catalogue, plan.quotas.by_key["furniture.brands"], day)
        assert held == {(one.subject_kind, one.subject_id) for one in row.counted}


@settings(max_examples=15)
@given(some.lists(some.sampled_from(["survey", "library", "applied", "failed", "recognised"]), max_size=6))
def test_any_moves_undone_leave_the_board_as_it_was(
    store_factory: Callable[[], Store], plan: Plan, catalogue: Catalogue, stages: list[str]
) -> None:
    with store_factory() as store:
        world = World(plan, catalogue)
        world.enterprise("示例", "watches")
        world.write(store)
        boards = [seen(store, plan)]
        for number, stage in enumerate(stages):
            on = date(2023, 1, 1) + timedelta(days=number)
            moved(store, plan, catalogue, Step(FIRM, "little_giant", stage, on, reason="示例"))
            boards.append(seen(store, plan))
        for before in reversed(boards[:-1]):
            store.journal.undo()
            assert seen(store, plan) == before
