"""Rule 2 and its corners: what a chain of events says on a day."""

from __future__ import annotations

from datetime import date

import pytest

from fashiontracker.plan.types import Plan
from fashiontracker.tally.terms import Standing, standing
from tests.tally.world import World

EVE = "2021-12-31"


@pytest.fixture
def stands(world: World):
    def at(on: str, *steps: str) -> Standing | None:
        subject = world.title(world.enterprise("甲"), "little_giant", *steps)
        chain = world.facts().chains["little_giant"][subject]
        return standing(chain, date.fromisoformat(on))

    return at


def test_nothing_is_known_before_the_first_event(stands) -> None:
    assert stands("2022-12-31", "认定 2023-01-01") is None


def test_a_recognition_holds_from_its_day_to_the_end_of_its_term(stands) -> None:
    steps = ("认定 2023-01-01..2025-12-31",)
    assert stands("2023-01-01", *steps).held
    assert stands("2025-12-31", *steps).held
    assert not stands("2026-01-01", *steps).held


def test_a_term_without_an_end_is_open(stands) -> None:
    assert stands("2099-01-01", "认定 1999-01-01").held


def test_a_term_to_the_end_of_time_is_held_and_continued(stands) -> None:
    steps = ("认定 2020-01-01..9999-12-31", "到期 2021-01-01", "认定 2021-01-01..9999-12-31")
    assert stands("2022-01-01", *steps).recognised_on == date(2020, 1, 1)


def test_the_last_word_on_the_term_counts_even_if_it_is_shorter(stands) -> None:
    assert not stands("2024-06-01", "认定 2020-01-01", "认定 2022-01-01..2023-12-31").held


def test_a_recognition_the_day_after_the_term_continues_the_holding(stands) -> None:
    found = stands("2023-06-01", "认定 2020-01-01..2022-12-31", "认定 2023-01-01..2025-12-31")
    assert (found.held, found.recognised_on) == (True, date(2020, 1, 1))


def test_a_recognition_two_days_after_the_term_begins_another_holding(stands) -> None:
    found = stands("2023-06-01", "认定 2020-01-01..2022-12-31", "认定 2023-01-02..2025-12-31")
    assert (found.held, found.recognised_on) == (True, date(2023, 1, 2))


def test_a_renewal_resumes_the_holding_without_a_gap(stands) -> None:
    found = stands("2023-06-01", "认定 2020-01-01..2022-12-31", "复核通过 2022-11-01..2025-12-31")
    assert (found.held, found.recognised_on, found.valid_until) == (True, date(2020, 1, 1), date(2025, 12, 31))


def test_a_renewal_resumes_the_holding_across_a_gap(stands) -> None:
    steps = ("认定 2020-01-01..2021-06-30", "复核通过 2023-01-01..2025-12-31")
    assert not stands("2022-01-01", *steps).held
    found = stands("2023-06-01", *steps)
    assert (found.held, found.recognised_on) == (True, date(2020, 1, 1))


def test_a_renewal_resumes_even_what_was_revoked(stands) -> None:
    found = stands("2024-01-01", "认定 2020-01-01", "撤销 2022-01-01", "复核通过 2023-01-01")
    assert (found.held, found.recognised_on, found.revoked) == (True, date(2020, 1, 1), False)


def test_a_renewal_with_no_recognition_on_record_is_a_holding_from_before(stands) -> None:
    found = stands("2023-06-01", "复核通过 2023-01-01..2025-12-31")
    assert found.held
    assert found.recognised_on is None
    assert found.recognised_before(date(1900, 1, 1))


def test_after_such_a_holding_breaks_a_recognition_is_dated_again(stands) -> None:
    found = stands("2024-06-01", "复核通过 2020-01-01..2022-12-31", "认定 2024-01-01")
    assert found.recognised_on == date(2024, 1, 1)


def test_an_expiry_ends_the_holding_on_its_day(stands) -> None:
    steps = ("认定 2020-01-01..2025-12-31", "到期 2023-03-01")
    assert stands("2023-02-28", *steps).held
    found = stands("2023-03-01", *steps)
    assert (found.held, found.once, found.revoked) == (False, True, False)


def test_a_revocation_ends_the_holding_on_its_day(stands) -> None:
    found = stands("2023-03-01", "认定 2020-01-01", "撤销 2023-03-01")
    assert (found.held, found.once, found.revoked) == (False, True, True)


def test_expiry_and_recognition_on_one_day_leave_the_holding_unbroken(stands) -> None:
    for steps in (
        ("认定 2020-01-01..2022-12-31", "认定 2023-01-01", "到期 2023-01-01"),
        ("认定 2020-01-01", "到期 2022-05-05", "认定 2022-05-05"),
    ):
        found = stands("2023-06-01", *steps)
        assert (found.held, found.recognised_on) == (True, date(2020, 1, 1))


def test_an_expiry_recorded_long_after_the_term_mends_no_gap(stands) -> None:
    found = stands("2023-12-01", "认定 2020-01-01..2021-12-31", "到期 2023-06-01", "认定 2023-06-01")
    assert found.recognised_on == date(2023, 6, 1)


def test_revocation_and_recognition_on_one_day_begin_another_holding(stands) -> None:
    found = stands("2023-06-01", "认定 2020-01-01", "认定 2023-01-01", "撤销 2023-01-01")
    assert (found.held, found.recognised_on) == (True, date(2023, 1, 1))


@pytest.mark.parametrize("later", ["申报准备", "已申报", "公示", "未通过", "撤回", "摸底"])
def test_a_renewal_being_prepared_or_refused_ends_nothing(stands, later: str) -> None:
    found = stands("2024-06-01", "认定 2023-01-01", f"{later} 2024-01-01")
    assert found.held
    assert found.recognised_on == date(2023, 1, 1)


def test_events_of_one_day_are_taken_in_the_order_of_the_stages(stands, plan: Plan) -> None:
    names = [
        "摸底",
        "入库培育",
        "申报准备",
        "已申报",
        "已推荐",
        "公示",
        "到期",
        "撤销",
        "未通过",
        "撤回",
        "认定",
        "复核通过",
    ]
    assert [stage.zh for stage in sorted(plan.stages, key=lambda stage: stage.order)] == names
    for last in range(len(names)):
        steps = [f"{name} 2023-01-01" for name in reversed(names[: last + 1])]
        assert stands("2023-01-01", *steps).stage == plan.stages.named(names[last]).key


def test_what_was_only_applied_for_was_never_held(stands) -> None:
    found = stands("2023-06-01", "已申报 2022-01-01", "撤销 2022-02-01", "到期 2022-03-01")
    assert (found.held, found.once, found.revoked) == (False, False, False)


def test_events_after_the_day_are_not_yet_known(stands) -> None:
    assert stands("2023-06-01", "认定 2020-01-01", "撤销 2023-06-02").held
