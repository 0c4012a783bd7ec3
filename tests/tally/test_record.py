"""The association's own record: candidacies by stage and renewals (rules 11 and 12)."""

from __future__ import annotations

from datetime import date

import pytest

from fashiontracker.tally.record import Record, record_of
from tests.tally.world import World

KEY = "little_giant"


@pytest.fixture
def record(world: World):
    def at(on: str, *histories: tuple[str, ...]) -> Record:
        for number, steps in enumerate(histories):
            world.title(world.enterprise(f"企{number}"), KEY, *steps)
        live = {stage.key for stage in world.plan.stages if stage.live}
        return record_of(world.facts().chains[KEY].values(), date.fromisoformat(on), live)

    return at


NOW = "2025-01-01"


def test_a_candidacy_counts_to_the_stages_recorded_in_it(record) -> None:
    found = record(
        NOW, ("入库培育 2022-01-01", "已申报 2022-06-01", "认定 2022-12-01"), ("已申报 2022-06-01", "未通过 2022-12-01")
    )
    assert found.won == {"library": 1, "applied": 1}
    assert found.closed == {"library": 1, "applied": 2}


def test_a_stage_recorded_twice_in_a_run_counts_once(record) -> None:
    assert record(NOW, ("已申报 2022-01-01", "已申报 2022-02-01", "撤回 2022-03-01")).closed == {"applied": 1}


def test_every_closure_ends_a_run(record) -> None:
    found = record(NOW, ("已申报 2020-01-01", "未通过 2020-06-01", "已申报 2021-01-01", "认定 2021-06-01"))
    assert (found.won, found.closed) == ({"applied": 1}, {"applied": 2})


def test_a_closure_without_a_run_is_no_case(record) -> None:
    assert record(NOW, ("认定 2021-01-01",), ("未通过 2021-01-01",)).closed == {}


def test_what_is_open_on_the_day_is_no_case_yet(record) -> None:
    histories = (("已申报 2022-01-01", "认定 2022-06-01"),)
    assert record("2022-05-31", *histories).closed == {}
    assert record("2022-06-01").closed == {"applied": 1}


@pytest.mark.parametrize("end", ["到期", "撤销", "复核通过"])
def test_other_ends_leave_a_run_uncounted(record, end: str) -> None:
    found = record(NOW, ("已申报 2022-01-01", f"{end} 2022-03-01", "未通过 2022-04-01"))
    assert found.closed == {}


def test_a_run_begun_while_the_title_is_held_is_a_renewal(record) -> None:
    found = record(NOW, ("认定 2020-01-01..2022-12-31", "已申报 2022-06-01", "未通过 2022-09-01"))
    assert found.closed == {}


def test_a_run_begun_after_the_title_lapsed_is_a_candidacy(record) -> None:
    found = record(NOW, ("认定 2018-01-01..2020-12-31", "已申报 2021-06-01", "认定 2021-12-01"))
    assert found.won == {"applied": 1}


def test_a_run_begun_on_the_day_of_the_recognition_came_before_it(record) -> None:
    assert record(NOW, ("公示 2022-06-01", "认定 2022-06-01")).won == {"publicity": 1}


def renewals(found: Record) -> tuple[int, int]:
    return found.renewed, found.ended


def test_a_renewal_is_a_success(record) -> None:
    assert renewals(record(NOW, ("认定 2020-01-01..2022-12-31", "复核通过 2022-12-01..2025-12-31"))) == (1, 1)


def test_a_term_that_passed_is_a_failure_from_the_next_day(record) -> None:
    steps = ("认定 2020-01-01..2022-12-31",)
    assert renewals(record("2022-12-31", steps)) == (0, 0)
    assert renewals(record("2023-01-01")) == (0, 1)


def test_an_expiry_is_a_failure_and_the_term_fails_once(record) -> None:
    assert renewals(record(NOW, ("认定 2020-01-01..2022-12-31", "到期 2023-01-01"))) == (0, 1)
    assert renewals(record(NOW, ("认定 2020-01-01", "到期 2023-01-01"))) == (0, 2)


def test_a_late_renewal_turns_the_failure_into_a_success(record) -> None:
    steps = ("认定 2020-01-01..2022-12-31", "到期 2023-01-01", "复核通过 2023-06-01..2026-05-31")
    assert renewals(record("2023-05-31", steps)) == (0, 1)
    assert renewals(record("2023-06-01")) == (1, 1)


def test_a_recognition_by_the_day_after_is_a_success(record) -> None:
    assert renewals(record(NOW, ("认定 2020-01-01..2022-12-31", "认定 2023-01-01"))) == (1, 1)


def test_a_recognition_on_the_day_of_the_expiry_is_a_success(record) -> None:
    assert renewals(record(NOW, ("认定 2020-01-01..2022-12-31", "到期 2023-01-01", "认定 2023-01-01"))) == (1, 1)


def test_a_recognition_later_than_that_leaves_the_failure(record) -> None:
    assert renewals(record(NOW, ("认定 2020-01-01..2022-12-31", "认定 2023-01-02"))) == (0, 1)


def test_a_revoked_term_is_neither(record) -> None:
    assert renewals(record(NOW, ("认定 2020-01-01..2022-12-31", "撤销 2022-01-01"))) == (0, 0)
    assert renewals(record(NOW, ("认定 2020-01-01..2022-12-31", "撤销 2022-01-01", "认定 2022-06-01"))) == (0, 0)
    assert renewals(record(NOW, ("认定 2020-01-01..2022-12-31", "撤销 2022-01-01", "撤销 2024-01-01"))) == (0, 0)


def test_a_revocation_after_the_term_passed_mends_no_failure(record) -> None:
    assert renewals(record(NOW, ("认定 2020-01-01..2022-12-31", "撤销 2023-06-01"))) == (0, 1)


def test_a_renewal_is_a_success_even_where_the_first_term_is_not_on_record(record) -> None:
    assert renewals(record(NOW, ("复核通过 2020-01-01..2026-12-31",))) == (1, 1)


def test_an_open_ended_term_never_ends_by_itself(record) -> None:
    assert renewals(record(NOW, ("认定 2000-01-01",))) == (0, 0)


def test_the_record_corrects_the_prior(record) -> None:
    found = record(
        NOW, *[("已申报 2022-01-01", "认定 2022-06-01..2023-06-01")] * 3, ("已申报 2022-01-01", "撤回 2022-06-01")
    )
    assert found.chance("applied", 0.5, 10) == (10 * 0.5 + 3) / (10 + 4)
    assert found.chance("survey", 0.05, 10) == 0.05
    assert found.renewal(0.8, 10) == (10 * 0.8 + 0) / (10 + 3)
