"""Rules 1 and 3–9: who counts, who nearly does, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fashiontracker.plan.types import AlsoCounts, ByDesignation, Plan
from fashiontracker.plan.words import Words
from tests.tally.world import World

NOW = "2024-06-30"
CHAMPIONS = "watches.champions"


def with_quota(plan: Plan, key: str, **changes: object) -> Plan:
    """The plan with one row told otherwise."""
    return replace(plan, quotas=Words(replace(one, **changes) if one.key == key else one for one in plan.quotas))


# ---- stock, new, cultivate -------------------------------------------------------------------------------------


def test_stock_counts_whatever_is_held_whenever_it_was_recognised(world: World) -> None:
    world.title(world.brand("老牌", "furniture"), "national_brand", "认定 2001-01-01")
    world.title(world.brand("新牌", "furniture"), "national_brand", "认定 2024-01-01")
    world.title(world.brand("失牌", "furniture"), "national_brand", "认定 2001-01-01..2020-12-31")
    assert world.counted("furniture.brands", NOW) == ["新牌", "老牌"]
    assert world.near("furniture.brands", NOW) == {"失牌": "lapsed"}


def test_stock_counts_a_renewal_with_nothing_else_on_record(world: World) -> None:
    world.title(world.brand("老牌", "furniture"), "national_brand", "复核通过 2019-01-01")
    row = world.row("furniture.brands", NOW)
    assert [(one.subject, one.recognised_on) for one in row.counted] == [("老牌", None)]


def test_new_counts_from_the_first_day_of_the_period(world: World) -> None:
    world.title(world.brand("元旦", "clothing"), "national_brand", "认定 2022-01-01")
    world.title(world.brand("除夕", "clothing"), "national_brand", "认定 2021-12-31")
    assert world.counted("clothing.brands", NOW) == ["元旦"]
    assert world.near("clothing.brands", NOW) == {"除夕": "held_before_start"}


def test_a_renewal_is_not_new(world: World) -> None:
    enterprise = world.enterprise("续牌", "watches")
    world.title(enterprise, "little_giant", "认定 2020-07-01..2023-06-30", "复核通过 2023-06-01..2026-06-30")
    assert world.counted(CHAMPIONS, NOW) == []
    assert world.near(CHAMPIONS, NOW) == {"续牌": "held_before_start"}


def test_a_renewal_across_the_start_is_not_new_either(world: World) -> None:
    enterprise = world.enterprise("断档", "watches")
    world.title(enterprise, "little_giant", "认定 2018-01-01..2020-12-31", "复核通过 2022-06-01..2025-06-30")
    assert world.near(CHAMPIONS, NOW) == {"断档": "recognised_before_start"}


def test_a_renewal_without_a_recognition_on_record_is_not_new(world: World) -> None:
    world.title(world.enterprise("无底", "watches"), "little_giant", "复核通过 2023-01-01")
    assert world.near(CHAMPIONS, NOW) == {"无底": "recognised_before_start"}


def test_what_lapsed_before_the_period_and_was_recognised_anew_is_new(world: World) -> None:
    world.title(world.enterprise("再来", "watches"), "little_giant", "认定 2017-01-01..2020-12-31", "认定 2023-01-01")
    assert world.counted(CHAMPIONS, NOW) == ["再来"]


def test_a_recognition_that_continues_a_holding_from_before_is_not_new(world: World) -> None:
    enterprise = world.enterprise("接续", "watches")
    world.title(enterprise, "little_giant", "认定 2018-01-01..2021-12-31", "到期 2022-01-01", "认定 2022-01-01")
    assert world.counted(CHAMPIONS, NOW) == []


def test_another_counting_title_held_before_bars_a_new_one(world: World) -> None:
    enterprise = world.enterprise("早有", "watches")
    world.title(enterprise, "single_champion_provincial", "认定 2020-01-01")
    world.title(enterprise, "little_giant", "认定 2023-01-01")
    assert world.near(CHAMPIONS, NOW) == {"早有": "held_before_start"}


def test_a_title_that_does_not_count_bars_nothing(world: World) -> None:
    enterprise = world.enterprise("中小", "watches")
    world.title(enterprise, "provincial_sme", "认定 2020-01-01")
    world.title(enterprise, "little_giant", "认定 2023-01-01")
    assert world.counted(CHAMPIONS, NOW) == ["中小"]


def test_a_provincial_sme_is_no_little_giant(world: World) -> None:
    world.title(world.enterprise("中小", "watches"), "provincial_sme", "认定 2023-01-01")
    row = world.row(CHAMPIONS, NOW)
    assert (row.actual, row.near_misses) == (0, ())


@pytest.mark.parametrize("stage", ["入库培育", "申报准备", "已申报", "已推荐", "公示", "认定"])
def test_cultivation_counts_from_the_library_on(world: World, stage: str) -> None:
    world.title(world.brand("苗", "leather"), "national_brand", f"{stage} 2023-01-01")
    assert world.counted("consumer.brands", NOW) == ["苗"]


@pytest.mark.parametrize("stage", ["摸底", "未通过", "撤回"])
def test_cultivation_does_not_count_what_was_surveyed_or_ended(world: World, stage: str) -> None:
    world.title(world.brand("苗", "leather"), "national_brand", "入库培育 2022-01-01", f"{stage} 2023-01-01")
    row = world.row("consumer.brands", NOW)
    assert (row.actual, row.near_misses) == (0, ())


def test_cultivation_counts_a_holder_whose_renewal_was_refused(world: World) -> None:
    world.title(
        world.brand("持", "leather"), "national_brand", "认定 2022-01-01", "已申报 2023-01-01", "未通过 2023-06-01"
    )
    assert world.counted("consumer.brands", NOW) == ["持"]


def test_cultivation_lists_a_lost_title_as_a_near_miss(world: World) -> None:
    world.title(world.brand("失", "leather"), "national_brand", "认定 2022-01-01", "撤销 2023-01-01")
    assert world.near("consumer.brands", NOW) == {"失": "revoked"}


# ---- one subject once ------------------------------------------------------------------------------------------


def test_an_enterprise_with_several_titles_counts_once(world: World) -> None:
    enterprise = world.enterprise("三冠", "watches")
    for designation in ("unicorn", "little_giant", "single_champion_national"):
        world.title(enterprise, designation, "认定 2023-01-01")
    row = world.row(CHAMPIONS, NOW)
    assert row.actual == 1
    assert row.counted[0].designation == "single_champion_national"


def test_a_lost_title_does_not_hide_one_that_counts(world: World) -> None:
    enterprise = world.enterprise("一得一失", "watches")
    world.title(enterprise, "single_champion_national", "认定 2022-02-01", "撤销 2023-01-01")
    world.title(enterprise, "unicorn", "认定 2022-03-01")
    row = world.row(CHAMPIONS, NOW)
    assert [one.designation for one in row.counted] == ["unicorn"]
    assert row.near_misses == ()


def test_two_brands_of_one_owner_count_two(world: World) -> None:
    owner = world.enterprise("母", "furniture")
    for name in ("甲牌", "乙牌"):
        world.title(world.brand(name, owner=owner), "national_brand", "认定 2023-01-01")
    assert world.row("furniture.brands", NOW).actual == 2


def test_an_enterprise_of_two_sectors_counts_in_each_but_once_overall(world: World) -> None:
    both = world.enterprise("双业", "watches", "exhibition")
    world.title(both, "unicorn", "认定 2023-01-01")
    world.title(both, "international_exhibition_group", "认定 2023-01-01")
    world.revenue(both, y2023=600)
    assert world.counted(CHAMPIONS, NOW) == world.counted("exhibition.groups", NOW) == ["双业"]
    assert world.row("overall.revenue_50", NOW).actual == 1


def test_a_title_of_the_enterprise_is_none_of_its_brand(world: World) -> None:
    owner = world.enterprise("母", "clothing")
    world.brand("牌", owner=owner)
    world.title(owner, "national_brand", "认定 2023-01-01")
    assert world.row("clothing.brands", NOW).actual == 0


@pytest.mark.parametrize(
    "designation", ["china_consumer_famous_brand", "well_known_trademark", "china_time_honored_brand"]
)
def test_what_the_plan_file_lets_stand_for_a_national_brand_counts(world: World, designation: str) -> None:
    world.title(world.brand("牌", "jewelry"), designation, "认定 2023-01-01")
    assert [one.designation for one in world.row("jewelry.brands", NOW).counted] == [designation]


def test_the_list_of_what_else_counts_is_the_plan_file_s(world: World) -> None:
    world.title(world.brand("牌", "jewelry"), "shenzhen_famous_brand", "认定 2023-01-01")
    assert world.counted("jewelry.brands", NOW) == []
    rule = ByDesignation(("national_brand",), (AlsoCounts("shenzhen_famous_brand", "本市认可"),))
    world.plan = with_quota(world.plan, "jewelry.brands", rule=rule)
    assert world.counted("jewelry.brands", NOW) == ["牌"]


# ---- design centres --------------------------------------------------------------------------------------------

CENTRES, CENTRE = "design.national_centers", "national_industrial_design_center"


def test_a_centre_s_title_counts_wherever_it_is_recorded(world: World) -> None:
    first, second = world.enterprise("一", uscc="C1"), world.enterprise("二", uscc="C2")
    world.title(first, CENTRE, "认定 2023-01-01")
    world.title(world.carrier("二的中心", owner=second), CENTRE, "认定 2023-01-01")
    world.title(world.carrier("独立中心"), CENTRE, "认定 2023-01-01")
    found = {one.subject: one.uscc for one in world.row(CENTRES, NOW).counted}
    assert found == {"一": "C1", "二的中心": "C2", "独立中心": None}


def test_a_centre_need_not_be_built(world: World) -> None:
    world.title(world.carrier("中心", state="planned"), CENTRE, "认定 2023-01-01")
    assert world.counted(CENTRES, NOW) == ["中心"]


def test_an_owner_s_centres_count_once(world: World) -> None:
    owner = world.enterprise("主")
    for bearer in (owner, world.carrier("甲中心", owner=owner), world.carrier("乙中心", owner=owner)):
        world.title(bearer, CENTRE, "认定 2023-01-01")
    assert world.row(CENTRES, NOW).actual == 1


def test_the_records_of_one_owner_s_centre_are_one_title(world: World) -> None:
    owner = world.enterprise("主")
    world.title(owner, CENTRE, "认定 2017-01-01..2020-12-31")
    world.title(world.carrier("主的中心", owner=owner), CENTRE, "复核通过 2023-01-01..2026-12-31")
    row = world.row(CENTRES, NOW)
    assert [(one.recognised_on, one.reason) for one in row.near_misses] == [
        (date(2017, 1, 1), "recognised_before_start")
    ]


def test_a_revocation_on_the_enterprise_ends_the_title_of_its_centre(world: World) -> None:
    owner = world.enterprise("主")
    world.title(world.carrier("主的中心", owner=owner), CENTRE, "认定 2023-01-01")
    world.title(owner, CENTRE, "撤销 2024-01-01")
    assert list(world.near(CENTRES, NOW).values()) == ["revoked"]


# ---- sectors ---------------------------------------------------------------------------------------------------


def test_a_brand_s_own_sector_prevails_over_its_owner_s(world: World) -> None:
    owner = world.enterprise("母", "clothing")
    world.title(world.brand("表牌", "furniture", owner=owner), "national_brand", "认定 2023-01-01")
    assert world.counted("furniture.brands", NOW) == ["表牌"]
    assert world.row("clothing.brands", NOW).near_misses == ()


def test_a_brand_without_a_sector_takes_each_of_its_owner_s(world: World) -> None:
    owner = world.enterprise("母", "clothing", "jewelry")
    world.title(world.brand("牌", owner=owner), "national_brand", "认定 2023-01-01")
    assert world.counted("clothing.brands", NOW) == world.counted("jewelry.brands", NOW) == ["牌"]


def test_an_unknown_sector_is_a_near_miss_only_as_the_sole_obstacle(world: World) -> None:
    world.title(world.brand("无业"), "national_brand", "认定 2023-01-01")
    world.title(world.brand("无业又失"), "national_brand", "认定 2023-01-01", "撤销 2024-01-01")
    world.title(world.brand("无业又早"), "national_brand", "认定 2020-01-01")
    assert world.near("clothing.brands", NOW) == {"无业": "sector_unknown"}
    assert world.near("furniture.brands", NOW) == {"无业": "sector_unknown", "无业又早": "sector_unknown"}


def test_another_sector_is_no_near_miss(world: World) -> None:
    world.title(world.brand("衣"), "national_brand", "撤销 2024-01-01")
    world.title(world.brand("表", "watches"), "national_brand", "认定 2023-01-01")
    assert world.near("clothing.brands", NOW) == {}


# ---- built, trained, published ---------------------------------------------------------------------------------


def test_a_carrier_counts_once_built_and_from_that_day(world: World) -> None:
    kind = "industrial_internet_platform"
    world.carrier("成", "clothing", kind=kind, state="built", built="2024-06-30")
    world.carrier("将成", "clothing", kind=kind, state="built", built="2024-07-01")
    world.carrier("在建", "clothing", kind=kind, state="building", built="2024-01-01")
    world.carrier("无期", "clothing", kind=kind, state="built")
    world.carrier("无业无期", kind=kind, state="built")
    world.carrier("别类", "clothing", kind="industrial_design_center", state="built", built="2023-01-01")
    assert world.counted("clothing.platforms", NOW) == ["成"]
    assert world.near("clothing.platforms", NOW) == {"无期": "no_date"}


def test_three_kinds_of_laboratories_count_in_three_sectors(world: World) -> None:
    for name, sector, kind in (
        ("图书馆", "leather", "digital_material_library"),
        ("实验室", "eyewear", "high_throughput_lab"),
        ("平台", "cosmetics", "material_evaluation_platform"),
        ("服装实验室", "clothing", "high_throughput_lab"),
    ):
        world.carrier(name, sector, kind=kind, state="built", built="2023-01-01")
    assert world.counted("consumer.labs", NOW) == ["图书馆", "实验室", "平台"]


def test_design_institutes_count_in_any_sector_and_in_none(world: World) -> None:
    world.carrier("珠宝院", "jewelry", kind="industrial_design_institute", state="built", built="2023-01-01")
    world.carrier("无业院", kind="industrial_design_institute", state="built", built="2010-01-01")
    assert world.counted("design.institutes", NOW) == ["无业院", "珠宝院"]


def test_talents_count_within_the_period(world: World) -> None:
    employer = world.enterprise("表厂", "watches")
    world.talent("首日", owner=employer, acquired="2022-01-01")
    world.talent("当日", "watches", kind="leading_technologist", acquired=NOW)
    world.talent("次日", "watches", acquired="2024-07-01")
    world.talent("早", "watches", acquired="2021-12-31")
    world.talent("无期", "watches")
    world.talent("无业", acquired="2023-01-01")
    world.talent("大师", "watches", kind="arts_crafts_master", acquired="2023-01-01")
    world.talent("裁缝", "clothing", owner=employer, acquired="2023-01-01")
    assert world.counted("watches.talents", NOW) == ["当日", "首日"]
    assert world.near("watches.talents", NOW) == {"早": "before_start", "无期": "no_date", "无业": "sector_unknown"}


def test_standards_count_within_the_period(world: World) -> None:
    leader = world.enterprise("家具厂", "furniture")
    world.standard("新标", owner=leader, published="2023-05-01")
    world.standard("旧标", "furniture", published="2019-05-01")
    assert world.counted("furniture.standards", NOW) == ["新标"]
    assert world.near("furniture.standards", NOW) == {"旧标": "before_start"}


# ---- revenue ---------------------------------------------------------------------------------------------------


def test_revenue_bands_are_cumulative_and_strict(world: World) -> None:
    for name, value in (("五百零一", 501), ("五百", 500), ("一百", 100), ("五十", 50), ("五十点", 50.0001)):
        world.revenue(world.enterprise(name), y2023=value)
    assert world.counted("overall.revenue_500", NOW) == ["五百零一"]
    assert world.counted("overall.revenue_100", NOW) == ["五百", "五百零一"]
    assert world.counted("overall.revenue_50", NOW) == ["一百", "五十点", "五百", "五百零一"]


def test_revenue_bands_may_exclude_each_other(world: World) -> None:
    for name, value in (("甲", 501), ("乙", 500), ("丙", 100), ("丁", 60)):
        world.revenue(world.enterprise(name), y2023=value)
    world.plan = replace(world.plan, bands="exclusive")
    assert world.counted("overall.revenue_500", NOW) == ["甲"]
    assert world.counted("overall.revenue_100", NOW) == ["乙"]
    assert world.counted("overall.revenue_50", NOW) == ["丁", "丙"]


def test_a_year_s_figure_is_in_force_from_its_last_day(world: World) -> None:
    world.revenue(world.enterprise("升"), y2023=40, y2024=60)
    world.revenue(world.enterprise("降"), y2023=60, y2024=40)
    assert world.counted("overall.revenue_50", "2024-12-30") == ["降"]
    assert world.counted("overall.revenue_50", "2024-12-31") == ["升"]


def test_an_old_figure_counts_but_is_flagged(world: World) -> None:
    for name, years in (("新", {"y2023": 60}), ("旧一年", {"y2022": 60}), ("旧两年", {"y2021": 60})):
        world.revenue(world.enterprise(name), **years)
    row = world.row("overall.revenue_50", NOW)
    assert (row.actual, row.stale) == (3, 1)
    assert {one.subject: one.stale for one in row.counted} == {"新": False, "旧一年": False, "旧两年": True}


def test_the_yearly_sheet_prevails_over_the_roster(world: World) -> None:
    enterprise = world.enterprise("甲")
    world.revenue(enterprise, "indicators", y2023=40)
    world.revenue(enterprise, "roster", y2023=60)
    assert world.counted("overall.revenue_50", NOW) == []


# ---- indicators ------------------------------------------------------------------------------------------------


def test_an_indicator_is_the_latest_figure_in_force(world: World) -> None:
    world.figure("value_added", "city", "深圳市", 2021, 377)
    world.figure("value_added", "city", "深圳市", 2024, 410.5)
    assert world.row("overall.value_added", "2024-12-30").actual == 377
    row = world.row("overall.value_added", "2024-12-31")
    assert (row.actual, row.year, row.kind) == (410.5, 2024, "indicator")


def test_the_value_added_of_a_sector_is_not_the_city_s(world: World) -> None:
    world.figure("value_added", "sector", "clothing", 2023, 400)
    assert world.row("overall.value_added", NOW).status == "no_data"


def test_the_area_is_the_official_figure_of_its_year(world: World) -> None:
    world.exhibition("大展", 2023, 9_000_000)
    world.figure("exhibition_area", "sector", "exhibition", 2023, 800)
    assert world.row("exhibition.area", NOW).actual == 800
    world.figure("exhibition_area", "city", "深圳市", 2023, 850)
    assert world.row("exhibition.area", NOW).actual == 850


def test_the_area_without_an_official_figure_is_the_year_s_sum(world: World) -> None:
    world.figure("exhibition_area", "city", "深圳市", 2022, 600)
    for name, year, area in (("甲展", 2023, 1_500_000.0), ("乙展", 2023, 250_000.5), ("丙展", 2023, None)):
        world.exhibition(name, year, area)
    row = world.row("exhibition.area", NOW)
    assert row.actual == pytest.approx(175.00005)
    assert [one.subject for one in row.counted] == ["甲展", "乙展"]


def test_a_year_without_any_area_is_no_figure(world: World) -> None:
    world.exhibition("甲展", 2022, 1_000_000)
    world.exhibition("甲展", 2023, None)
    assert world.row("exhibition.area", NOW).year == 2022


def test_the_area_of_another_sector_is_none_of_exhibitions(world: World) -> None:
    world.figure("exhibition_area", "sector", "clothing", 2023, 800)
    assert world.row("exhibition.area", NOW).actual is None


# ---- near misses and lists -------------------------------------------------------------------------------------


def test_a_near_miss_gives_the_first_of_its_reasons(world: World) -> None:
    enterprise = world.enterprise("多因", "watches")
    world.title(enterprise, "little_giant", "认定 2019-01-01")
    assert world.near(CHAMPIONS, NOW) == {"多因": "held_before_start"}
    world.title(enterprise, "unicorn", "认定 2018-01-01..2020-12-31")
    assert world.near(CHAMPIONS, NOW) == {"多因": "lapsed"}
    world.title(enterprise, "single_champion_national", "认定 2018-01-01", "撤销 2020-12-31")
    assert world.near(CHAMPIONS, NOW) == {"多因": "revoked"}


def test_a_title_lost_later_is_no_near_miss_before(world: World) -> None:
    world.title(world.enterprise("甲", "watches"), "unicorn", "认定 2022-06-01", "撤销 2023-01-01")
    assert world.counted(CHAMPIONS, "2022-12-31") == ["甲"]
    assert world.near(CHAMPIONS, "2022-12-31") == {}
    assert world.near(CHAMPIONS, "2023-01-01") == {"甲": "revoked"}


def test_a_designation_not_yet_reached_is_no_near_miss(world: World) -> None:
    world.title(world.enterprise("甲", "watches"), "unicorn", "公示 2024-06-01")
    assert world.near(CHAMPIONS, NOW) == {}


def test_a_listed_subject_tells_its_title_its_dates_and_its_records(world: World) -> None:
    owner = world.enterprise("母", "jewelry", uscc="91440300MA5EXAMPL3")
    world.title(world.brand("牌", owner=owner), "national_brand", "公示 2023-04-01", "认定 2023-05-01..2026-04-30")
    (one,) = world.row("jewelry.brands", NOW).counted
    assert (one.subject_kind, one.subject_id, one.subject, one.uscc) == ("brand", 1, "牌", "91440300MA5EXAMPL3")
    assert (one.designation, one.recognised_on, one.valid_until, one.reason) == (
        *("national_brand", date(2023, 5, 1), date(2026, 4, 30)),
        None,
    )
    assert one.records == (("stage_event", 2),)
