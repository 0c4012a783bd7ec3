"""Rule 11: from records to probabilities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from math import isclose

import pytest

from fashiontracker.plan.words import Words
from fashiontracker.tally.forecast import Forecast, forecast
from tests.tally.world import World

NOW = "2024-06-30"
CHAMPIONS, BRANDS, GROUPS = "watches.champions", "jewelry.brands", "exhibition.groups"


def card(world: World, key: str, on: str = NOW, assume: Mapping[tuple[str, int, str], bool] | None = None) -> Forecast:
    found = forecast(world.facts(), world.plan, world.catalogue, world.quota(key), date.fromisoformat(on), assume)
    assert found is not None
    return found


def groups(world: World, *steps: str) -> None:
    """One more exhibition group; the row's min is 1."""
    enterprise = world.enterprise(f"展{len(world.enterprises)}", "exhibition")
    world.title(enterprise, "international_exhibition_group", *steps)


def capped(world: World, designation: str, cap: int, *batches: str) -> None:
    designations = Words(
        replace(one, nomination_cap=cap, batches=tuple(map(date.fromisoformat, batches)))
        if one.key == designation
        else one
        for one in world.catalogue.designations
    )
    world.catalogue = replace(world.catalogue, designations=designations)


@pytest.mark.parametrize(
    ("stage", "chance"),
    [("摸底", 0.05), ("入库培育", 0.15), ("申报准备", 0.35), ("已申报", 0.5), ("已推荐", 0.7), ("公示", 0.95)],
)
def test_a_candidacy_succeeds_as_its_stage_usually_does(world: World, stage: str, chance: float) -> None:
    groups(world, f"{stage} 2024-01-01")
    found = card(world, GROUPS)
    assert isclose(found.probability, chance)
    assert isclose(found.expected, chance)
    assert found.distribution == pytest.approx((1 - chance, chance))
    assert world.row(GROUPS, NOW).forecast == found.probability


def test_candidacies_join(world: World) -> None:
    groups(world, "已申报 2024-01-01")
    groups(world, "已推荐 2024-01-01")
    assert isclose(card(world, GROUPS).probability, 1 - 0.5 * 0.3)


def test_there_must_be_time_left(world: World) -> None:
    groups(world, "已申报 2025-01-01")
    assert card(world, GROUPS, "2025-09-02").probability == 0.5  # 120 days before the end
    found = card(world, GROUPS, "2025-09-03")
    assert found.probability == 0
    assert [(one.in_time, one.chance, one.raises) for one in found.candidates] == [(False, 0.0, 0.0)]


def test_the_latest_stage_decides(world: World) -> None:
    groups(world, "公示 2024-01-01", "已申报 2024-02-01")
    assert card(world, GROUPS).probability == 0.5


@pytest.mark.parametrize("end", ["未通过", "撤回"])
def test_an_ended_candidacy_is_none(world: World, end: str) -> None:
    groups(world, "公示 2024-01-01", f"{end} 2024-02-01")
    assert card(world, GROUPS).probability == 0


def test_a_subject_with_several_candidacies_needs_one_of_them(world: World) -> None:
    world.plan = replace(
        world.plan, quotas=Words(replace(one, min=1.0) if one.key == CHAMPIONS else one for one in world.plan.quotas)
    )
    enterprise = world.enterprise("甲", "watches")
    world.title(enterprise, "unicorn", "已申报 2024-01-01")
    world.title(enterprise, "little_giant", "已推荐 2024-01-01")
    found = card(world, CHAMPIONS)
    assert isclose(found.probability, 1 - 0.5 * 0.3)
    assert found.distribution == pytest.approx((0.15, 0.85))


def test_a_holder_to_the_end_is_certain(world: World) -> None:
    for until in ("", "..2025-12-31"):
        groups(world, f"认定 2023-01-01{until}")
    found = card(world, GROUPS)
    assert (found.probability, found.expected, found.certain, found.distribution) == (1.0, 2.0, 2, (0.0, 0.0, 1.0))


def test_a_title_that_ends_before_must_be_renewed(world: World) -> None:
    groups(world, "认定 2023-01-01..2025-12-30")
    found = card(world, GROUPS)
    assert isclose(found.probability, 0.8)
    assert [(one.name, one.chance) for one in found.renewals] == [("展0", 0.8)]


def test_of_several_titles_one_renewal_is_enough(world: World) -> None:
    world.plan = replace(
        world.plan, quotas=Words(replace(one, min=1.0) if one.key == CHAMPIONS else one for one in world.plan.quotas)
    )
    enterprise = world.enterprise("甲", "watches")
    world.title(enterprise, "unicorn", "认定 2022-02-01..2025-01-31")
    world.title(enterprise, "little_giant", "认定 2022-08-01..2025-07-31")
    assert isclose(card(world, CHAMPIONS).probability, 1 - 0.2 * 0.2)
    world.title(enterprise, "single_champion_national", "认定 2022-08-01..2026-07-31")
    assert card(world, CHAMPIONS).probability == 1.0


def test_the_record_corrects_the_chances_of_its_designation(world: World) -> None:
    groups(world, "已申报 2024-01-01")
    for outcome in ("未通过", "未通过", "撤回"):
        groups(world, "已申报 2022-01-01", f"{outcome} 2022-06-01")
    assert isclose(card(world, GROUPS).probability, (10 * 0.5) / 13)
    assert isclose(card(world, GROUPS, "2024-01-02").probability, (10 * 0.5) / 13)


def test_a_chance_says_what_it_rests_on(world: World) -> None:
    groups(world, "已申报 2024-01-01")
    for outcome in ("未通过 2022-06-01", "认定 2022-06-01..2023-01-31", "撤回 2022-06-01"):
        groups(world, "已申报 2022-01-01", outcome)
    groups(world, "认定 2022-02-01..2025-01-31")
    found = card(world, GROUPS)
    (candidate,), (renewal,) = found.candidates, found.renewals
    assert candidate.basis == (0.5, 1, 3)
    assert isclose(candidate.chance, (10 * 0.5 + 1) / 13)
    assert renewal.basis == (0.8, 0, 1)
    assumed = card(world, GROUPS, assume={candidate.key: True}).candidates[0]
    assert (assumed.chance, assumed.basis) == (1.0, candidate.basis)


def test_the_record_of_other_sectors_counts_too(world: World) -> None:
    world.title(world.brand("衣", "clothing"), "national_brand", "已申报 2022-01-01", "未通过 2022-06-01")
    for number in range(5):
        world.title(world.brand(f"珠{number}", "jewelry"), "national_brand", "已申报 2024-01-01")
    assert isclose(card(world, BRANDS).probability, (10 * 0.5 / 11) ** 5)


def test_who_is_counted_already_is_no_candidate(world: World) -> None:
    enterprise = world.enterprise("甲", "watches")
    world.title(enterprise, "unicorn", "认定 2023-01-01")
    world.title(enterprise, "little_giant", "公示 2024-06-01")
    assert card(world, CHAMPIONS).candidates == ()


def test_who_can_never_count_is_no_candidate(world: World) -> None:
    world.title(world.enterprise("早有", "watches"), "unicorn", "认定 2020-01-01..2023-12-31", "公示 2024-06-01")
    world.title(world.enterprise("别业", "clothing"), "unicorn", "公示 2024-06-01")
    world.title(world.enterprise("无业"), "unicorn", "公示 2024-06-01")
    assert card(world, CHAMPIONS).candidates == ()


def test_a_renewal_in_preparation_cannot_make_an_old_title_new(world: World) -> None:
    enterprise = world.enterprise("断档", "watches")
    world.title(enterprise, "unicorn", "认定 2018-01-01..2020-12-31", "复核通过 2022-06-01", "公示 2024-06-01")
    assert card(world, CHAMPIONS).candidates == ()
    world.title(enterprise, "little_giant", "公示 2024-06-01")
    assert [one.designation for one in card(world, CHAMPIONS).candidates] == ["little_giant"]


def test_a_lapsed_subject_may_stand_again(world: World) -> None:
    groups(world, "认定 2018-01-01..2020-12-31", "公示 2024-06-01")
    assert [one.stage for one in card(world, GROUPS).candidates] == ["publicity"]


def test_a_cap_bounds_the_new_successes_by_the_batches_left(world: World) -> None:
    capped(world, "national_brand", 2, "2024-06-30", "2024-09-01", "2025-12-31", "2026-01-01")
    for number in range(6):
        world.title(world.brand(f"珠{number}", "jewelry"), "national_brand", "公示 2024-06-01")
    found = card(world, BRANDS)
    assert found.probability == 0  # 2 places in each of 2 batches, 5 wanted
    assert isclose(
        found.distribution[4], 1 - 6 * 0.95 * 0.05**5 - 0.05**6 - 15 * 0.95**2 * 0.05**4 - 20 * 0.95**3 * 0.05**3
    )


def test_a_cap_without_a_batch_left_lets_nobody_through(world: World) -> None:
    capped(world, "international_exhibition_group", 3, NOW)
    groups(world, "公示 2024-06-01")
    assert card(world, GROUPS).probability == 0


def test_a_cap_binds_no_renewal(world: World) -> None:
    capped(world, "international_exhibition_group", 0, "2025-06-30")
    groups(world, "认定 2022-02-01..2025-01-31")
    assert isclose(card(world, GROUPS).probability, 0.8)


def test_no_cap_is_on_by_itself(world: World) -> None:
    assert all(one.nomination_cap is None for one in world.catalogue.designations)


def test_once_the_period_is_over_the_last_day_decides(world: World) -> None:
    groups(world, "认定 2023-01-01..2025-12-31", "公示 2026-01-02")
    for on in ("2025-12-31", "2026-06-30"):
        found = card(world, GROUPS, on)
        assert (found.probability, found.candidates, found.renewals) == (1.0, (), ())
        assert world.row(GROUPS, on).forecast == 1.0
    assert card(world, BRANDS, "2026-06-30").probability == 0.0
    assert world.row(BRANDS, "2026-06-30").forecast == 0.0


def test_a_centre_is_forecast_by_its_owner(world: World) -> None:
    owner = world.enterprise("主")
    centre = world.carrier("主的中心", owner=owner)
    world.title(owner, "national_industrial_design_center", "已申报 2024-01-01")
    world.title(centre, "national_industrial_design_center", "公示 2024-06-01")
    found = card(world, "design.national_centers")
    assert [(one.name, one.chance) for one in found.candidates] == [("主的中心", 0.95)]


def test_the_card_ranks_what_would_raise_the_probability_most(world: World) -> None:
    for name, stage in (("甲", "公示"), ("乙", "已申报"), ("丙", "入库培育"), ("丁", "摸底")):
        world.title(world.enterprise(name, "watches"), "unicorn", f"{stage} 2024-06-01")
    found = card(world, CHAMPIONS)
    assert [one.name for one in found.candidates] == ["丁", "丙", "乙", "甲"]
    for one in found.candidates:
        assumed = card(world, CHAMPIONS, assume={one.key: True})
        assert isclose(assumed.probability, found.probability + one.raises)


def test_what_is_assumed_changes_nothing_stored(world: World) -> None:
    groups(world, "摸底 2024-06-01")
    groups(world, "认定 2022-02-01..2025-01-31")
    before = card(world, GROUPS)
    candidate, renewal = before.candidates[0].key, before.renewals[0].key
    assert card(world, GROUPS, assume={candidate: True}).probability == 1.0
    assert card(world, GROUPS, assume={candidate: False, renewal: False}).probability == 0.0
    assert card(world, GROUPS, assume={renewal: True}).probability == 1.0
    assert card(world, GROUPS) == before


def test_rows_not_counted_by_designation_have_no_forecast(world: World) -> None:
    for key in ("overall.value_added", "overall.revenue_50", "watches.talents", "consumer.brands", "design.institutes"):
        assert forecast(world.facts(), world.plan, world.catalogue, world.quota(key), date(2024, 6, 30)) is None
