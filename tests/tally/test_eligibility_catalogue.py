"""The catalogue's rulesets on hand-made firms: one passes, one is short of one thing, one is unclear."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.tally.firms import DAY, POLICY, Firm, checked, over


class Case(NamedTuple):
    """A firm that passes; the same short of one criterion, with the gap in words; the same with something unknown."""

    passes: Firm
    short: Firm
    criterion: str
    gap: str
    unknown: Firm
    missing: str
    ruleset: str
    day: date = DAY


GIANT = Firm(
    {
        "years_in_segment": 8,
        "revenue_total": over(12000, 11000, 10000),
        "main_revenue": over(11400, 10400, 9400),
        "total_liabilities": 4000,
        "total_assets": 10000,
        "rd_expense": over(800, 700),
        "ip_class1_applied_count": 4,
        "national_st_award_best_rank_3y": 0,
        "market_share_pct": 12,
        "platform_development_score": 65,
        "veto.serious_incident_3y": 0,
    },
    titles=("provincial_sme",),
    answers={"2026-2/product_field": True},
)
SME = Firm(
    {
        "years_in_segment": 3,
        "revenue_total": over(1500, 1400),
        "main_revenue": 1300,
        "total_liabilities": 80,
        "total_assets": 100,
        "rd_expense": over(100, 100),
        "ip_class1_applied_count": 1,
        "provincial_st_award_best_rank_3y": 0,
        "has_provincial_rd_institution": 0,
        "platform_development_score": 50,
    },
    titles=("innovative_sme",),
    answers={"2026-2/market_position": True},
)
SCI_TECH = Firm(
    {
        "staff_total": 500,
        "revenue_total": 20000,
        "total_assets": 20000,
        "national_st_award_best_rank_5y": 0,
        "has_provincial_rd_institution": 0,
        "led_standards_count_5y": 0,
        "score.sci_tech_sme": 60,
    }
)
INNOVATIVE = Firm(
    {
        "rd_expense": 300,
        "revenue_total": 6000,
        "main_revenue": over(4500, 4000),
        "total_liabilities": 50,
        "total_assets": 100,
        "product_in_strategic_emerging_list": 0,
        "provincial_or_national_st_award_3y": 0,
        "has_provincial_rd_institution": 0,
        "new_equity": over(0, 0, 0),
    },
    answers={"score/ip/class2": True},
)
CHAMPION = Firm(
    {
        "years_in_segment": 12,
        "is_new_product": 0,
        "main_revenue": over(45000, 40000, 35000),
        "market_rank_global": 3,
    },
    answers={"2023-138/technology": True},
)
GD_CHAMPION = Firm(
    {
        "years_in_segment": 4,
        "is_new_product": 1,
        "market_rank_domestic": 3,
        "market_rank_global": 0,
        "rd_expense": 400,
        "main_revenue": over(12000, 10000, 8000),
        "valid_invention_patents": 2,
    },
    titles=("little_giant",),
    answers={"2024-1/rd_leading": False},
)
HIGH_TECH = Firm(
    {
        "owns_core_ip": 1,
        "tech_staff": 10,
        "staff_total": 100,
        "rd_expense": over(900, 700, 500),
        "revenue_total": over(21000, 17000, 12000),
        "rd_domestic_share_pct": 60,
        "hightech_income_ratio_pct": 60,
        "score.hnte_innovation": 71,
        "veto.serious_incident_1y": 0,
    },
    answers={"2016-32/tech_field": True},
    founded_on=date(2025, 5, 10),
)
UNICORN = Firm(
    {"has_private_equity_round": 1, "is_listed": 0, "valuation_usd_million": 1000},
    founded_on=date(2016, 1, 1),
)
NATIONAL_CENTRE = Firm(
    {
        "design_center_years": 3,
        "design_center_is_independent_unit": 1,
        "design_team_size": 50,
        "design_team_qualified_ratio_pct": 50,
        "design_ip_granted": over(20, 15, 10),
        "design_ip_granted_total": 60,
        "veto.serious_incident_3y": 0,
        "design_service_revenue": over(100, 100, 100),
        "revenue_total": 10000,
    },
    titles=("provincial_industrial_design_center",),
)
OLD_PROVINCIAL_CENTRE = Firm(
    {
        "design_rd_spend": {2023: 500},
        "rd_expense": {2023: 1500},
        "design_center_years": {2023: 2},
        "design_team_size": {2023: 30},
        "design_team_qualified_ratio_pct": {2023: 50},
        "design_ip_granted": {2023: 7, 2022: 7},
        "provincial_design_awards_total": {2023: 3},
    }
)
SZ_CENTRE = Firm({"design_center_years": 2, "design_team_size": 40, "design_team_qualified_ratio_pct": 60})
TECH_CENTRE = Firm(
    {
        "rd_unit_years": 2,
        "rd_floor_area_m2": 600,
        "rd_equipment_value": 800,
        "rd_staff_fulltime": 50,
        "rd_leaders_senior": 5,
        "rd_staff_qualified_ratio_pct": 75,
    },
    answers={"sz-etc/sector_minimums": True},
    founded_on=date(2023, 5, 10),
)
ENGINEERING = Firm(
    {
        "main_revenue": 100000,
        "rd_expense": 3001,
        "ip_in_field_total": 5,
        "ip_in_field_3y": 3,
        "rd_equipment_value": 300,
        "rd_staff_fulltime": 20,
    }
)
FAMOUS = Firm({}, founded_on=date(2021, 5, 10), brand={"trademark_no": "示例0001"})
TIME_HONOURED = Firm({"main_business_continuous_years": 30}, brand={"founded_year": 1976})

CASES = {
    "little_giant": Case(
        *(GIANT, GIANT.having(ip_class1_applied_count=2), "ip_class1", "还差 2 项已应用的Ⅰ类知识产权"),
        *(GIANT.without("platform_development_score"), "development_score", "2026-2"),
    ),
    "provincial_sme": Case(
        *(SME, SME.having(total_liabilities=81), "debt_ratio", "资产负债率超出 1 个百分点"),
        *(SME.without("years_in_segment"), "years_segment", "2026-2"),
    ),
    "sci_tech_sme": Case(
        *(SCI_TECH, SCI_TECH.having(staff_total=501), "staff_cap", "职工总数超出 1 人"),
        *(SCI_TECH.without("total_assets"), "assets_cap", "2017-115"),
    ),
    "innovative_sme": Case(
        *(INNOVATIVE, INNOVATIVE.having(rd_expense=120), "score_total", "创新能力 15 分，低于最低的 20 分"),
        *(INNOVATIVE.without("main_revenue"), "score_total", "2022-63"),
    ),
    "single_champion_national": Case(
        *(CHAMPION, CHAMPION.having(market_rank_global=5), "global_rank", "现为第 5 名，须进入前 3 名"),
        *(CHAMPION.but(answers={}), "technology", "2023-138"),
    ),
    "single_champion_provincial": Case(
        GD_CHAMPION,
        *(GD_CHAMPION.having(valid_invention_patents=1), "invention_patents", "还差 1 项有效发明专利"),
        *(GD_CHAMPION.without("is_new_product"), "is_new", "2024-1"),
    ),
    "single_champion_municipal": Case(
        Firm({"market_rank_domestic": 1, "market_rank_global": 0}),
        Firm({"market_rank_domestic": 4, "market_rank_global": 0}),
        *("rank_domestic", "现为第 4 名，须进入前 3 名"),
        *(Firm({"market_rank_domestic": 4}), "rank_global", "earlier"),
    ),
    "high_tech_enterprise": Case(
        HIGH_TECH,
        *(HIGH_TECH.having(**{"score.hnte_innovation": 70}), "innovation_score"),
        "高新技术企业创新能力评价得分须高于 70",
        *(HIGH_TECH.without("veto.serious_incident_1y"), "accident_veto", "2016-32"),
    ),
    "unicorn": Case(
        *(UNICORN, UNICORN.having(is_listed=1), "unlisted", "不具备：尚未上市"),
        *(UNICORN.but(founded_on=None), "age", "common"),
    ),
    "revenue_tier_5bn": Case(
        Firm({"revenue_total": 500001}),
        *(Firm({"revenue_total": 500000}), "revenue", "营业收入须高于 500,000"),
        *(Firm({}), "revenue", "plan"),
    ),
    "national_industrial_design_center": Case(
        *(NATIONAL_CENTRE, NATIONAL_CENTRE.having(design_team_size=49), "team", "工业设计团队人数还差 1 人"),
        *(NATIONAL_CENTRE.without("design_center_is_independent_unit"), "independent_unit", "2023-93-inhouse"),
    ),
    "provincial_industrial_design_center": Case(
        OLD_PROVINCIAL_CENTRE,
        OLD_PROVINCIAL_CENTRE.having(design_rd_spend={2023: 600}, rd_expense={2023: 2500}),
        *("design_spend_share", "工业设计经费占研发投入比重还差 6 个百分点"),
        *(OLD_PROVINCIAL_CENTRE.without("provincial_design_awards_total"), "awards", "2020-6", date(2024, 6, 30)),
    ),
    "sz_design_center": Case(
        SZ_CENTRE,
        SZ_CENTRE.having(design_team_qualified_ratio_pct=59.5),
        *("team_quality", "工业设计团队中符合学历或职称人员占比还差 0.5 个百分点"),
        *(SZ_CENTRE.without("design_center_years"), "center_years", "2022-guide"),
    ),
    "sz_enterprise_tech_center": Case(
        *(TECH_CENTRE, TECH_CENTRE.having(rd_floor_area_m2=560), "floor_area", "研发专属场所面积还差 40 平方米"),
        *(TECH_CENTRE.but(answers={}), "sector_minimums", "sz-etc"),
    ),
    "gd_engineering_center": Case(
        *(ENGINEERING, ENGINEERING.having(ip_in_field_3y=1), "ip_recent", "还差 2 项近三年获得的本领域自主知识产权"),
        *(ENGINEERING.without("rd_staff_fulltime"), "staff", "gdst-2022-12"),
    ),
    "shenzhen_famous_brand": Case(
        *(FAMOUS, FAMOUS.but(founded_on=date(2021, 5, 11)), "years", "成立年限还差 1 年"),
        *(FAMOUS.but(brand={}), "trademark", "fszi"),
    ),
    "china_time_honored_brand": Case(
        *(TIME_HONOURED, TIME_HONOURED.but(brand={"founded_year": 1980}), "brand_age", "品牌创立年限还差 4 年"),
        *(TIME_HONOURED.without("main_business_continuous_years"), "business_years", "mofcom-2023-6"),
    ),
}


@pytest.mark.parametrize("key", CASES)
def test_a_firm_that_fulfils_every_criterion_is_eligible(key: str, tmp_path: Path) -> None:
    case = CASES[key]
    check = checked(tmp_path, case.passes, key, case.day)
    assert check.verdict == "eligible", [(one.criterion.key, one.verdict, check.gap(one)) for one in check.lacking]
    assert check.ruleset is not None
    assert check.ruleset.key == case.ruleset
    assert check.lacking == []


@pytest.mark.parametrize("key", CASES)
def test_a_firm_short_of_one_criterion_is_not_eligible_and_told_how_much(key: str, tmp_path: Path) -> None:
    case = CASES[key]
    check = checked(tmp_path, case.short, key, case.day)
    assert check.verdict == "not_eligible"
    assert [one.criterion.key for one in check.lacking] == [case.criterion]
    assert check.gap(check.lacking[0]) == case.gap
    assert (check.outcome.unmet, check.outcome.unknown) == (1, 0)


@pytest.mark.parametrize("key", CASES)
def test_what_is_not_known_never_passes(key: str, tmp_path: Path) -> None:
    case = CASES[key]
    check = checked(tmp_path, case.unknown, key, case.day)
    assert check.verdict == "unknown"
    assert [one.criterion.key for one in check.lacking] == [case.missing]
    assert check.gap(check.lacking[0])


@pytest.mark.parametrize("key", [one.key for one in POLICY.catalogue.designations if "enterprise" in one.holders])
def test_a_firm_of_which_nothing_is_known_passes_nowhere(key: str, tmp_path: Path) -> None:
    check = checked(tmp_path, Firm({}, sectors=()), key)
    assert check.verdict != "eligible"
    assert all(one.verdict != "met" for one in check.findings if one.criterion.key[:8] != "excludes")
