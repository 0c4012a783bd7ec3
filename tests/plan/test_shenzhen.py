"""The plan that comes with the program says what the policy says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fashiontracker.plan.captions import caption
from fashiontracker.plan.library import Policy
from fashiontracker.plan.types import Built, ByDesignation, Indicator, Plan, Published, RevenueOver, TalentKinds

BRANDS = ByDesignation(("national_brand",))
CHAMPIONS = ByDesignation(("single_champion_national", "single_champion_provincial", "little_giant", "unicorn"))
CENTRES = ByDesignation(("national_industrial_design_center",), owner_counts=True)
LABS = Built(("digital_material_library", "high_throughput_lab", "material_evaluation_platform"))
TALENTS = TalentKinds(("leading_technologist", "skilled_craftsman", "professional_designer"))
CONSUMER = ("leather", "eyewear", "cosmetics")

# key: subject, sectors, rule, mode, min, max, unit
PROMISED = {
    "overall.value_added": ("indicator", (), Indicator("value_added"), "annual", 420, None, "亿元"),
    "overall.revenue_500": ("enterprise", (), RevenueOver("revenue", 5_000_000), "annual", 1, 2, "家"),
    "overall.revenue_100": ("enterprise", (), RevenueOver("revenue", 1_000_000), "annual", 3, 5, "家"),
    "overall.revenue_50": ("enterprise", (), RevenueOver("revenue", 500_000), "annual", 8, 10, "家"),
    "clothing.clusters": ("carrier", ("clothing",), Built(("industry_cluster",)), "stock", None, None, "个"),
    "clothing.platforms": ("carrier", ("clothing",), Built(("industrial_internet_platform",)), "stock", 2, 3, "个"),
    "clothing.brands": ("brand", ("clothing",), BRANDS, "new", 10, None, "家"),
    "furniture.platforms": (
        *("carrier", ("furniture",), Built(("digital_transformation_platform",)), "stock", 1, 2, "个"),
    ),
    "furniture.brands": ("brand", ("furniture",), BRANDS, "stock", 10, None, "家"),
    "furniture.standards": ("standard", ("furniture",), Published(), "new", None, None, "项"),
    "jewelry.brands": ("brand", ("jewelry",), BRANDS, "new", 5, 8, "个"),
    "watches.champions": ("enterprise", ("watches",), CHAMPIONS, "new", 3, 5, "家"),
    "watches.talents": ("talent", ("watches",), TALENTS, "new", 5, 10, "位"),
    "consumer.labs": ("carrier", CONSUMER, LABS, "stock", 3, 4, "个"),
    "consumer.digital_centers": (
        *("carrier", CONSUMER, Built(("digital_transformation_center",)), "stock", 3, None, "个"),
    ),
    "consumer.brands": ("brand", CONSUMER, BRANDS, "cultivate", 10, None, "家"),
    "design.institutes": ("carrier", (), Built(("industrial_design_institute",)), "stock", 2, 3, "家"),
    "design.cloud_platforms": ("carrier", (), Built(("design_cloud_platform",)), "stock", 1, 2, "个"),
    "design.national_centers": (
        *(
            "carrier",
            (),
            ByDesignation(("national_industrial_design_center",), owner_counts=True),
            "new",
            5,
            None,
            "家",
        ),
    ),
    "design.driven_enterprises": (
        *("enterprise", (), ByDesignation(("design_driven_enterprise",)), "cultivate", 20, None, "家"),
    ),
    "exhibition.groups": (
        *("enterprise", ("exhibition",), ByDesignation(("international_exhibition_group",)), "stock", 1, 2, "家"),
    ),
    "exhibition.area": (
        *("indicator", ("exhibition",), Indicator("exhibition_area", True), "annual", 1100, None, "万平方米"),
    ),
}
ROWS = [
    *("overall.value_added", "overall.revenue_500", "overall.revenue_100", "overall.revenue_50"),
    *("clothing.clusters", "clothing.platforms", "clothing.brands", "clothing.fashion_week"),
    *("furniture.platforms", "furniture.brands", "furniture.standards"),
    *("jewelry.brands", "jewelry.trading_center", "jewelry.base"),
    *(
        "watches.tech_movement",
        "watches.tech_premium",
        "watches.tech_sensor",
        "watches.champions",
        "watches.talents",
        "watches.capital",
    ),
    *("consumer.labs", "consumer.digital_centers", "consumer.brands"),
    *(
        "design.institutes",
        "design.cloud_platforms",
        "design.national_centers",
        "design.driven_enterprises",
        "design.expo",
    ),
    *("exhibition.groups", "exhibition.area", "exhibition.capital"),
]
TASKS = [
    *(f"3.{task}" for task in range(1, 7)),
    *(f"4.{part}.{task}" for part, tasks in enumerate((2, 3, 3, 3, 3, 3, 3), 1) for task in range(1, tasks + 1)),
    *(f"5.{task}" for task in range(1, 4)),
]
ALSO = {"china_consumer_famous_brand", "well_known_trademark", "china_time_honored_brand", "textile_apparel_100_brand"}


def test_the_plan_has_its_11_sectors_22_quotas_9_milestones_and_29_tasks(plan: Plan) -> None:
    counts = [len(part) for part in (plan.sectors, plan.quotas, plan.milestones, plan.tasks, plan.districts)]
    assert counts == [11, 22, 9, 29, 11]
    assert list(plan.tasks.keys) == TASKS
    assert (plan.start, plan.end, plan.baseline_year) == (date(2022, 1, 1), date(2025, 12, 31), 2021)


def test_rows_stand_in_the_order_of_the_text(plan: Plan) -> None:
    assert [row.key for row in plan.rows] == ROWS


@pytest.mark.parametrize("key", PROMISED)
def test_each_quota_counts_what_was_promised(plan: Plan, key: str) -> None:
    quota = plan.quotas.by_key[key]
    rule = quota.rule
    if isinstance(rule, ByDesignation):
        assert {also.designation for also in rule.also} == (ALSO if "national_brand" in rule.designations else set())
        assert all(also.reason for also in rule.also)
        rule = ByDesignation(rule.designations, owner_counts=rule.owner_counts)
    found = (quota.subject, quota.sectors, rule, quota.mode, quota.min, quota.max, quota.unit)
    assert found == PROMISED[key]
    assert quota.graded == (quota.min is not None)


def test_only_figures_start_from_a_baseline(plan: Plan) -> None:
    baselines = {quota.key: quota.baseline for quota in plan.quotas if quota.baseline}
    assert baselines == {"overall.value_added": 377, "exhibition.area": 500}


def test_stages_have_their_priors_and_the_order_of_one_day(plan: Plan) -> None:
    live = {stage.zh: (stage.prior, stage.lead_days) for stage in plan.stages if stage.live}
    assert live == {
        "摸底": (0.05, 540),
        "入库培育": (0.15, 365),
        "申报准备": (0.35, 180),
        "已申报": (0.50, 120),
        "已推荐": (0.70, 60),
        "公示": (0.95, 15),
    }
    rest = [stage.zh for stage in sorted(plan.stages, key=lambda stage: stage.order) if not stage.live]
    assert rest == ["到期", "撤销", "未通过", "撤回", "认定", "复核通过"]
    assert {stage.zh for stage in plan.stages if stage.live and not stage.cultivating} == {"摸底"}
    assert (plan.renewal_prior, plan.prior_weight) == (0.80, 10)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("珠宝", "jewelry"),
        ("黄金珠宝", "jewelry"),
        ("服装业", "clothing"),
        ("钟 表", "watches"),
    ],
)
def test_sectors_answer_to_their_names(plan: Plan, text: str, key: str) -> None:
    sector = plan.sectors.named(text)
    assert sector is not None
    assert sector.key == key


@pytest.mark.parametrize("text", ["", "汽车", "设计", "品牌"])
def test_an_unknown_sector_is_not_guessed(plan: Plan, text: str) -> None:
    assert plan.sectors.named(text) is None


@pytest.mark.parametrize(
    ("text", "district", "overlay"),
    [
        ("南山区（前海）", "nanshan", "qianhai"),
        ("宝安(前海)", "baoan", "qianhai"),
        ("前海", None, "qianhai"),
        ("罗湖", "luohu", None),
        ("大鹏新区", "dapeng", None),
        ("广州", None, None),
    ],
)
def test_qianhai_is_a_tag_beside_the_district(plan: Plan, text: str, district: str | None, overlay: str | None) -> None:
    place = plan.place_named(text)
    assert (place.district and place.district.key, place.overlay and place.overlay.key) == (district, overlay)


def test_units_convert_within_what_they_measure(plan: Plan) -> None:
    assert plan.converted(2.5, "亿元", "万元") == 25_000
    assert plan.converted(11_000_000, "㎡", "万平方米") == 1_100
    assert plan.converted(1_234_567, "千元", "亿元") == pytest.approx(12.34567)
    assert plan.converted(1.1, "万平方米", "平方米") == 11_000
    assert plan.converted(1, "亿元", "平方米") is None
    assert plan.converted(1, "美元", "万元") is None


def test_the_rating_of_exhibitions_weighs_five_factors(plan: Plan) -> None:
    assert [factor.zh for factor in plan.exhibition_rating] == ["规模", "成长性", "专业化", "国际化", "行业影响力"]
    assert sum(factor.weight for factor in plan.exhibition_rating) == pytest.approx(1)


# ---- the plan's own words --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wording(shared: Path) -> str:
    return (shared / "policy" / "action-plan-2022-2025.zh.txt").read_text(encoding="utf-8")


def test_every_clause_is_the_policys_own(plan: Plan, wording: str) -> None:
    said = [row.clause for row in plan.rows] + [group.title for group in plan.groups]
    said += [district.role for district in plan.districts]
    assert [clause for clause in said if clause not in wording] == []


def test_every_task_is_the_policys_own_from_title_to_departments(plan: Plan, wording: str) -> None:
    for task in plan.tasks:
        assert f"{task.title}。{task.text}（{task.assignment}）" in wording


def test_departments_are_written_out_as_the_policy_assigns_them(plan: Plan) -> None:
    for task in plan.tasks:
        named = task.assignment
        for word in ("按职责分工负责", "牵头"):
            named = named.replace(word, "")
        elided = [part for part in named.replace("、", "，").split("，") if part]
        written = [*task.leads, *task.responsible]
        assert len(elided) == len(written), task.key
        assert all(full.endswith(short) for short, full in zip(elided, written, strict=True)), task.key
        assert bool(task.leads) == ("牵头" in task.assignment)
    consumer = plan.tasks.by_key["3.4"]
    assert consumer.responsible == ("市商务局", "市工业和信息化局", "市国资委")


def test_every_row_cites_the_section_of_its_clause(plan: Plan) -> None:
    sections = {"overall": "二"} | {
        group.key: f"二（{'一二三四五六七'[index]}）" for index, group in enumerate(plan.groups[1:])
    }
    assert all(row.clause_ref == sections[row.group] for row in plan.rows)


# ---- 口径 -------------------------------------------------------------------------------------------------------


def test_the_words_of_a_rule_name_its_titles_sectors_and_window(policy: Policy) -> None:
    plan, catalogue = policy
    words = caption(plan.quotas.by_key["watches.champions"], plan, catalogue)
    for part in (
        "国家级专精特新“小巨人”企业",
        "独角兽企业",
        "钟表",
        "2022年1月1日",
        "复核不算新增",
        "同一企业只计一次",
    ):
        assert part in words


def test_a_caption_for_publicity_does_not_name_well_known_trademarks(policy: Policy) -> None:
    plan, catalogue = policy
    for quota in plan.quotas:
        assert "驰名商标" not in caption(quota, plan, catalogue, publicity=True)
    assert "驰名商标" in caption(plan.quotas.by_key["jewelry.brands"], plan, catalogue)


def test_revenue_bands_are_told_in_the_plans_own_unit(policy: Policy) -> None:
    plan, catalogue = policy
    assert "大于500亿元" in caption(plan.quotas.by_key["overall.revenue_500"], plan, catalogue)
