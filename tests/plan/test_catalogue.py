"""The catalogue that comes with the program."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from fashiontracker.plan.criteria import COMPARATORS
from fashiontracker.plan.designations import Catalogue, Criterion, Designation
from fashiontracker.plan.library import Policy, disagreements
from fashiontracker.plan.words import name_key

NAMES = {
    "national_brand": ["全国知名品牌"],
    "china_consumer_famous_brand": ["中国消费名品"],
    "well_known_trademark": ["驰名商标"],
    "china_time_honored_brand": ["中华老字号"],
    "textile_apparel_100_brand": ["纺织服装百家品牌"],
    "shenzhen_famous_brand": ["深圳知名品牌"],
    "gba_famous_brand": ["湾区知名品牌"],
    "little_giant": [
        *("国家级专精特新“小巨人”企业", "专精特新小巨人", "“小巨人”", "专精特新小巨人企业", "国家级专精特新小巨人"),
        *("专精特新「小巨人」", '专精特新"小巨人"企业', " 小 巨 人 "),
    ],
    "single_champion_national": [
        *("国家级制造业单项冠军企业", "国家级单项冠军", "国家级单项冠军企业", "制造业单项冠军企业"),
    ],
    "single_champion_provincial": [
        *("省级制造业单项冠军企业", "省级单项冠军", "省级单项冠军企业", "广东省制造业单项冠军"),
    ],
    "single_champion_municipal": ["深圳市制造业单项冠军企业", "深圳市级单项冠军"],
    "unicorn": ["独角兽企业", "“独角兽”企业", "独角兽"],
    "provincial_sme": ["省级专精特新中小企业", "专精特新中小企业"],
    "national_industrial_design_center": [
        *("国家级工业设计中心", "国家级工业设计中心（企业工业设计中心）", "国家级工业设计中心(工业设计企业)"),
    ],
    "design_driven_enterprise": ["设计驱动型品牌企业", "“设计驱动型”品牌企业"],
    "international_exhibition_group": ["具有国际竞争力的会展集团", "国际会展集团"],
}


def criteria(catalogue: Catalogue) -> list[tuple[Designation, Criterion]]:
    return [(d, c) for d in catalogue.designations for ruleset in d.rulesets for c in ruleset.criteria]


@pytest.mark.parametrize(("key", "text"), [(key, name) for key, names in NAMES.items() for name in names])
def test_a_designation_answers_to_its_names(catalogue: Catalogue, key: str, text: str) -> None:
    found = catalogue.by_name(text)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize("key", NAMES)
def test_the_first_name_is_written_out(catalogue: Catalogue, key: str) -> None:
    assert catalogue.designations.by_key[key].zh == NAMES[key][0]


@pytest.mark.parametrize("text", ["", "单项冠军", "专精特新", "专精特新“小巨人”（公示）", "工业设计中心"])
def test_a_name_that_leaves_the_level_open_is_not_guessed(catalogue: Catalogue, text: str) -> None:
    assert catalogue.by_name(text) is None


def test_no_two_designations_share_a_name(catalogue: Catalogue) -> None:
    owners = Counter(key for d in catalogue.designations for key in {name_key(name) for name in d.names})
    assert [name for name, count in owners.items() if count > 1] == []


def test_nothing_of_the_reference_was_lost(catalogue: Catalogue, shared: Path) -> None:
    reference = tomllib.loads((shared / "reference" / "designations.toml").read_text(encoding="utf-8"))
    assert len(catalogue.designations) >= len(reference["designation"]) == 51
    assert len(criteria(catalogue)) >= sum(len(entry.get("criterion", [])) for entry in reference["designation"])
    unnamed = [
        entry["name_zh"]
        for entry in reference["designation"]
        for part in entry["name_zh"].split(" / ")
        if not any(catalogue.by_name(name) for name in (part, part.partition("（")[0], f"深圳市{part}"))
    ]
    assert unnamed == []


def test_the_plan_and_the_catalogue_agree(policy: Policy) -> None:
    assert disagreements(*policy) == []
    plan, catalogue = policy
    assert {key for d in catalogue.designations for key in d.sectors} <= set(plan.sectors.keys)


def test_only_well_known_trademarks_are_kept_out_of_publicity(catalogue: Catalogue) -> None:
    kept_out = [d.key for d in catalogue.designations if not d.publicity_allowed]
    assert kept_out == ["well_known_trademark"]


def test_no_nomination_cap_is_switched_on(catalogue: Catalogue) -> None:
    assert not [d.key for d in catalogue.designations if d.nomination_cap is not None or d.batches]
    assert "3家" in catalogue.designations.by_key["national_industrial_design_center"].nomination_note


def test_shenzhen_firms_cannot_apply_for_the_provincial_technology_centre(catalogue: Catalogue) -> None:
    assert [d.key for d in catalogue.designations if not d.open_to_city] == ["gd_enterprise_tech_center"]


# ---- criteria --------------------------------------------------------------------------------------------------


def test_a_path_alone_is_no_alternative(catalogue: Catalogue) -> None:
    for designation in catalogue.designations:
        for ruleset in designation.rulesets:
            paths: dict[str, set[str]] = {}
            for criterion in ruleset.criteria:
                if criterion.group and criterion.path:
                    paths.setdefault(criterion.group, set()).add(criterion.path)
            assert all(len(found) > 1 for found in paths.values()), (designation.key, ruleset.key)


def test_every_comparator_is_used_and_numbers_have_thresholds(catalogue: Catalogue) -> None:
    found = criteria(catalogue)
    assert {criterion.comparator for _, criterion in found} == set(COMPARATORS) - {"<"}
    bare = [c.key for _, c in found if c.threshold is None and c.comparator in (">=", "<=", ">", "<", "rank<=")]
    assert bare == []


def test_every_metric_is_asked_for_or_feeds_one_that_is(catalogue: Catalogue) -> None:
    asked = {c.metric for _, c in criteria(catalogue)} | {c.when.metric for _, c in criteria(catalogue) if c.when}
    asked |= {item.metric for d in catalogue.designations for item in d.score_items}
    feeding = {name for metric in catalogue.metrics if metric.derive for name in (metric.derive.of, metric.derive.by)}
    assert {metric.key for metric in catalogue.metrics} <= asked | feeding


def test_two_rulebooks_of_the_little_giant_are_live_in_2026(catalogue: Catalogue) -> None:
    giant = catalogue.designations.by_key["little_giant"]

    def keys(on: date, purpose: str) -> list[str]:
        return [ruleset.key for ruleset in giant.rulesets_on(on, purpose)]  # type: ignore[arg-type]

    assert keys(date(2026, 3, 31), "new") == ["2022-63"]
    assert keys(date(2026, 4, 1), "new") == ["2026-2"]
    assert keys(date(2026, 5, 1), "renewal") == ["2022-63"]
    assert keys(date(2027, 1, 1), "renewal") == ["2026-2"]
    assert keys(date(2022, 7, 31), "new") == []


def test_the_two_kinds_of_national_design_centre_are_variants_of_one_title(catalogue: Catalogue) -> None:
    centre = catalogue.designations.by_key["national_industrial_design_center"]
    assert centre.holders == ("carrier", "enterprise")
    variants = {ruleset.variant: ruleset for ruleset in centre.rulesets_on(date(2023, 8, 1))}
    assert set(variants) == {"企业工业设计中心", "工业设计企业"}
    teams = {name: [c.threshold for c in r.criteria if c.metric == "design_team_size"] for name, r in variants.items()}
    assert teams == {"企业工业设计中心": [50], "工业设计企业": [70]}
    assert all(any(c.kind == "veto" for c in ruleset.criteria) for ruleset in variants.values())


def test_design_patents_are_not_class_one(catalogue: Catalogue) -> None:
    assert "外观设计、实用新型、软件著作权不是Ⅰ类" in catalogue.metrics.by_key["ip_class1_applied_count"].note


def test_a_champions_lower_revenue_bar_is_open_to_little_giants_too(catalogue: Catalogue) -> None:
    assert catalogue.metrics.by_key["holds.provincial_sme_or_above"].titles == ("provincial_sme", "little_giant")


def test_revenue_tiers_are_strictly_above_their_bounds(catalogue: Catalogue) -> None:
    tiers = {d.key: c for d, c in criteria(catalogue) if d.key.startswith("revenue_tier")}
    assert {key: (c.comparator, c.threshold) for key, c in tiers.items()} == {
        "revenue_tier_5bn": (">", 500_000),
        "revenue_tier_10bn": (">", 1_000_000),
        "revenue_tier_50bn": (">", 5_000_000),
    }


# ---- applications ----------------------------------------------------------------------------------------------


def test_published_materials_say_where_they_are_listed(catalogue: Catalogue) -> None:
    listed = {one.key: one.materials for one in catalogue.designations if one.materials}
    assert {"high_tech_enterprise", "china_time_honored_brand"} <= listed.keys()
    for materials in listed.values():
        assert all(catalogue.sources.get(one.source.partition(" ")[0]) for one in materials)
        assert any(one.required for one in materials)


def test_the_usual_materials_are_there_for_the_others(catalogue: Catalogue) -> None:
    assert [one.key for one in catalogue.materials][:2] == ["application_form", "business_licence"]
    assert not any(one.source for one in catalogue.materials)


def test_preparations_go_down_to_the_last_day_of_a_window(catalogue: Catalogue) -> None:
    days = [one.days for one in catalogue.preparations]
    assert days == sorted(days, reverse=True)
    assert days
