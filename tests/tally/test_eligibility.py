"""Eligibility: three values, versions and purposes, whom a name means, what is told in words and as JSON."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from fashiontracker.models.judgements import place, record_judgement
from fashiontracker.models.names import name_key
from fashiontracker.models.store import Store
from fashiontracker.models.tables import Carrier, Figure, FormerName, StageEvent
from fashiontracker.tally import eligibility, gaps
from fashiontracker.tally.eligibility import Check
from tests.tally.firms import DAY, POLICY, Firm, check, checked, database, over, record
from tests.tally.test_eligibility_catalogue import GIANT, NATIONAL_CENTRE, SME


@pytest.fixture
def store(tmp_path: Path):
    with database(tmp_path) as opened:
        yield opened


def verdict(check: Check, key: str) -> str:
    return next(one.verdict for one in check.findings if one.criterion.key == key)


def gap(check: Check, key: str) -> str:
    return next(check.gap(one) for one in check.findings if one.criterion.key == key)


def problems_of(store: Store, enterprise: str | None, designation: str | None) -> list[str]:
    with store.reading() as session:
        checks, problems = eligibility.check(session, *POLICY, enterprise, designation, DAY)
    assert not checks
    return [problem.text() for problem in problems]


# ---- two rulebooks ---------------------------------------------------------------------------------------------

BETWEEN = GIANT.having(
    ip_class1_applied_count=over(2, 2),
    years_in_segment=over(8, 7),
    market_share_pct=over(12, 12),
    total_liabilities=over(4000, 4000),
    total_assets=over(10000, 9000),
    main_revenue=over(11000, 10000, 9000, 8000),
    revenue_total=over(12100, 11000, 10000, 9000),
    core_processes_on_it_system=over(1, 1),
    has_management_system_cert=over(1, 1),
    has_own_brand=over(1, 1),
    has_rd_institution=over(1, 1),
)
"""Two class-I rights: enough for the rules of 2022, not for those of 2026, which ask for four."""


def test_the_same_firm_passes_the_rules_of_2022_and_not_those_of_2026(tmp_path: Path) -> None:
    firm = BETWEEN.but(answers={"2026-2/product_field": True, "2022-63/old_chain": True})
    with database(tmp_path) as store:
        number = record(store, firm, designation="little_giant")
        before = check(store, "little_giant", date(2026, 3, 31))
        after = check(store, "little_giant", date(2026, 4, 1))
        with store.reading() as session:
            versions = eligibility.versions(session, *POLICY, ("enterprise", number), "little_giant", DAY)
    assert before.ruleset is not None
    assert after.ruleset is not None
    assert (before.ruleset.key, before.verdict) == ("2022-63", "eligible")
    assert (after.ruleset.key, after.verdict) == ("2026-2", "not_eligible")
    assert {one.criterion.key: after.gap(one) for one in after.lacking} == {"ip_class1": "还差 2 项已应用的Ⅰ类知识产权"}
    by_rules = {one.ruleset.key: one.verdict for one in versions if one.ruleset}
    assert by_rules == {"2022-63": "eligible", "2026-2": "not_eligible"}


def test_a_renewal_in_2026_is_still_judged_by_the_rules_of_2022(tmp_path: Path) -> None:
    firm = BETWEEN.but(titles=("little_giant",), answers={"2022-63/old_chain": True})
    renewal = checked(tmp_path, firm, "little_giant", purpose="renewal")
    assert renewal.ruleset is not None
    assert renewal.ruleset.key == "2022-63"
    assert renewal.verdict == "eligible"
    assert renewal.held
    assert renewal.valid_until == date(2027, 5, 31)


def test_a_renewal_from_2027_does_not_ask_for_growth(tmp_path: Path) -> None:
    firm = GIANT.but(titles=("little_giant", "provincial_sme")).having(revenue_total=over(12000, 13000, 14000))
    renewal = checked(tmp_path, firm, "little_giant", date(2027, 3, 1), "renewal")
    assert verdict(renewal, "revenue_cagr") == "not_applicable"
    assert gap(renewal, "revenue_cagr") == "复核不考查"


def test_who_never_held_a_title_cannot_renew_it(tmp_path: Path) -> None:
    renewal = checked(tmp_path, BETWEEN, "little_giant", purpose="renewal")
    assert verdict(renewal, "held:little_giant") == "not_met"
    assert renewal.verdict == "not_eligible"


# ---- values ----------------------------------------------------------------------------------------------------


def test_design_patents_are_not_class_one(tmp_path: Path) -> None:
    firm = GIANT.without("ip_class1_applied_count").having(design_ip_granted=40, design_ip_granted_total=200)
    assert gap(checked(tmp_path, firm, "little_giant"), "ip_class1") == "缺数据：已应用的Ⅰ类知识产权数（2025 年）"


def test_no_class_one_right_but_many_design_patents_is_short_of_four(tmp_path: Path) -> None:
    firm = GIANT.having(ip_class1_applied_count=0, ip_in_field_total=60, design_ip_granted=40)
    giant = checked(tmp_path, firm, "little_giant")
    assert giant.verdict == "not_eligible"
    assert gap(giant, "ip_class1") == "还差 4 项已应用的Ⅰ类知识产权"


def test_a_figure_is_in_force_from_the_last_day_of_its_year(tmp_path: Path) -> None:
    with database(tmp_path) as store:
        record(store, Firm({"revenue_total": {2024: 400000, 2025: 600000}}))
        assert check(store, "revenue_tier_5bn", date(2025, 12, 30)).verdict == "not_eligible"
        assert check(store, "revenue_tier_5bn", date(2025, 12, 31)).verdict == "eligible"


def test_a_figure_a_year_old_still_stands_with_its_year_shown(tmp_path: Path) -> None:
    value = checked(tmp_path, Firm({"revenue_total": {2024: 600000}}), "revenue_tier_5bn").findings[0].value
    assert value is not None
    assert (value.value, value.year, value.source) == (600000, 2024, "示例年报")


def test_a_figure_out_of_date_is_unknown(tmp_path: Path) -> None:
    old = checked(tmp_path, Firm({"revenue_total": {2023: 600000}}), "revenue_tier_5bn")
    assert old.verdict == "unknown"
    assert old.gap(old.lacking[0]) == "只有 2023 年的数值，已过期；缺数据：营业收入（2025 年）"


def test_a_figure_in_another_unit_is_converted(tmp_path: Path) -> None:
    with database(tmp_path) as store:
        number = record(store, Firm({}))
        with store.journal.entry("示例") as session:
            session.add(
                Figure(
                    subject_kind="enterprise",
                    enterprise_id=number,
                    indicator="revenue",
                    year=2025,
                    value=60.0,
                    unit="亿元",
                    source=None,
                    entered_in="roster",
                )
            )
        found = check(store, "revenue_tier_5bn").findings[0]
    assert found.value is not None
    assert found.value.value == pytest.approx(600000)
    assert gaps.source(found.value, POLICY.catalogue) == "企业名录"


def test_five_percent_two_years_running_is_five_percent(tmp_path: Path) -> None:
    firm = GIANT.having(revenue_total=over(11025, 10500, 10000), main_revenue=over(10500, 10000, 9500))
    assert verdict(checked(tmp_path, firm, "little_giant"), "revenue_cagr") == "met"


def test_a_derived_value_says_what_it_stands_on(tmp_path: Path) -> None:
    giant = checked(tmp_path, GIANT, "little_giant")
    value = next(one.value for one in giant.findings if one.criterion.key == "rd_sum")
    assert value is not None
    assert value.value == 1500
    assert gaps.source(value, POLICY.catalogue) == "推算自 2024、2025 年研发费用（示例年报）"


def test_a_year_that_is_missing_is_named(tmp_path: Path) -> None:
    giant = checked(tmp_path, GIANT.having(rd_expense=800), "little_giant")
    assert gap(giant, "rd_sum") == "缺数据：研发费用（2024 年）"


def test_growth_on_nothing_is_unknown(tmp_path: Path) -> None:
    giant = checked(tmp_path, GIANT.having(revenue_total=over(12000, 11000, 0)), "little_giant")
    assert verdict(giant, "revenue_cagr") == "unknown"


def test_a_rank_of_nought_is_no_rank(tmp_path: Path) -> None:
    firm = Firm({"market_rank_domestic": 0, "market_rank_global": 0})
    champion = checked(tmp_path, firm, "single_champion_municipal")
    assert champion.verdict == "not_eligible"
    assert gap(champion, "rank_global") == "没有名次，须进入前 5 名"


# ---- groups, tiers, vetoes -------------------------------------------------------------------------------------


def test_one_alternative_is_enough_whatever_is_unknown_of_the_others(tmp_path: Path) -> None:
    firm = SME.without("revenue_total").having(new_equity=over(1000, 1000), rd_ratio_pct=over(5, 5))
    sme = checked(tmp_path, firm, "provincial_sme")
    assert verdict(sme, "scale_revenue") == "unknown"
    assert verdict(sme, "scale_equity") == "met"
    assert "scale_revenue" not in sme.outcome.needed


def test_an_alternative_that_is_unknown_leaves_the_whole_unknown(tmp_path: Path) -> None:
    firm = GIANT.having(ip_class1_applied_count=2).without("national_st_award_best_rank_3y")
    giant = checked(tmp_path, firm, "little_giant")
    assert giant.verdict == "unknown"
    assert [one.criterion.key for one in giant.lacking] == ["ip_exempt"]


@pytest.mark.parametrize(
    ("revenue", "asked"),
    [(4999, "old_small_equity"), (5000, "old_rd_ratio_mid"), (9999, "old_rd_ratio_mid"), (10000, "old_rd_ratio_large")],
)
def test_the_tier_of_a_firm_says_what_is_asked(revenue: float, asked: str, tmp_path: Path) -> None:
    old = checked(tmp_path, Firm({"revenue_total": {2024: revenue}}), "little_giant", date(2025, 6, 30))
    tiers = ("old_small_equity", "old_rd_ratio_mid", "old_rd_ratio_large")
    assert [key for key in tiers if verdict(old, key) != "not_applicable"] == [asked]


def test_an_unknown_tier_is_unknown_and_says_so(tmp_path: Path) -> None:
    old = checked(tmp_path, Firm({}), "little_giant", date(2025, 6, 30))
    assert gap(old, "old_rd_ratio_mid") == "不知适用哪一档，缺数据：营业收入（2024 年）"


def test_a_veto_disqualifies_and_its_absence_must_be_known(tmp_path: Path) -> None:
    with database(tmp_path) as store:
        record(store, GIANT.having(**{"veto.serious_incident_3y": 1}), "甲示例", designation="little_giant")
        record(store, GIANT.without("veto.serious_incident_3y"), "乙示例", designation="little_giant")
        assert check(store, "little_giant", name="甲示例").verdict == "not_eligible"
        assert check(store, "little_giant", name="乙示例").verdict == "unknown"


def test_a_title_that_the_catalogue_excludes_disqualifies(tmp_path: Path) -> None:
    giant = checked(tmp_path, GIANT.but(titles=("provincial_sme", "single_champion_national")), "little_giant")
    assert giant.verdict == "not_eligible"
    assert [one.criterion.key for one in giant.lacking] == ["excludes:single_champion_national"]


def test_a_lapsed_title_is_no_prerequisite(tmp_path: Path) -> None:
    giant = checked(tmp_path, GIANT, "little_giant", date(2027, 6, 1))
    assert verdict(giant, "prior_title") == "not_met"
    assert gap(giant, "prior_title") == "尚未取得“省级专精特新中小企业”"


def test_a_title_closed_to_the_city_is_out_of_reach(tmp_path: Path) -> None:
    centre = checked(tmp_path, Firm({}), "gd_enterprise_tech_center")
    assert centre.verdict == "not_eligible"
    assert verdict(centre, "closed") == "not_met"


def test_without_published_criteria_people_must_look(tmp_path: Path) -> None:
    leader = checked(tmp_path, Firm({}), "sz_design_leader")
    assert leader.verdict == "unknown"
    assert gap(leader, "no_criteria") == "没有施行中的公布条件，需人工核对"


def test_of_two_variants_the_one_that_suits_counts(tmp_path: Path) -> None:
    firm = NATIONAL_CENTRE.having(
        design_center_is_independent_unit=0,
        design_team_size=70,
        design_service_revenue=over(2500, 2000, 1500),
        revenue_total=5000,
    )
    centre = checked(tmp_path, firm, "national_industrial_design_center")
    assert centre.verdict == "eligible"
    assert centre.ruleset is not None
    assert centre.ruleset.variant == "工业设计企业"


# ---- scores ----------------------------------------------------------------------------------------------------


def test_known_items_suffice_where_the_missing_cannot_spoil_the_score(tmp_path: Path) -> None:
    firm = Firm(
        {"rd_expense": 300, "revenue_total": 6000, "main_revenue": over(4600, 4000), "debt_ratio_pct": 40},
    )
    found = checked(tmp_path, firm, "innovative_sme")
    value = next(one.value for one in found.findings if one.criterion.key == "score_total")
    assert found.verdict == "eligible"
    assert value is not None
    assert (value.value, value.least) == (75, True)


def test_a_given_total_does_not_stand_in_for_the_floors(tmp_path: Path) -> None:
    assert checked(tmp_path, Firm({"score.innovative_sme": 90}), "innovative_sme").verdict == "unknown"


def test_a_score_that_nothing_could_lift_is_not_met(tmp_path: Path) -> None:
    direct = {"provincial_or_national_st_award_3y": 0, "has_provincial_rd_institution": 0, "new_equity_3y": 0}
    firm = Firm({**direct, "debt_ratio_pct": 90, "main_revenue_growth_pct": 3})
    found = checked(tmp_path, firm, "innovative_sme")
    assert found.verdict == "not_eligible"
    assert gap(found, "score_total") == "成长性 5 分，低于最低的 15 分"


# ---- judgements ------------------------------------------------------------------------------------------------


def test_a_judgement_stands_from_its_day_and_a_later_one_replaces_it(tmp_path: Path) -> None:
    with database(tmp_path) as store:
        number = record(store, GIANT.but(answers={}), designation="little_giant")
        where = place("little_giant", "2026-2", "product_field")
        for answer, day in ((False, date(2026, 4, 20)), (True, date(2026, 5, 5))):
            record_judgement(store.journal, ("enterprise", number), where, answer, day, "示例意见")
        found = [check(store, "little_giant", date(2026, month, day)) for month, day in ((4, 19), (4, 20), (5, 5))]
        assert [one.verdict for one in found] == ["unknown", "not_eligible", "eligible"]
        store.journal.undo()
        assert check(store, "little_giant", date(2026, 5, 5)).verdict == "not_eligible"


def test_a_figure_never_decides_what_people_must_judge(tmp_path: Path) -> None:
    giant = checked(tmp_path, GIANT.but(answers={}), "little_giant")
    assert verdict(giant, "product_field") == "unknown"
    assert gap(giant, "product_field") == "需人工核对，尚无记录的判断"


def test_an_answer_decides_a_yes_or_no_of_which_there_is_no_figure(tmp_path: Path) -> None:
    firm = GIANT.without("veto.serious_incident_3y")
    no_incident = firm.but(answers={**firm.answers, "2026-2/accident_veto": False})
    assert checked(tmp_path, no_incident, "little_giant").verdict == "eligible"


def test_an_answer_never_stands_in_for_a_number(tmp_path: Path) -> None:
    firm = GIANT.without("years_in_segment")
    giant = checked(tmp_path, firm.but(answers={**firm.answers, "2026-2/years_segment": True}), "little_giant")
    assert verdict(giant, "years_segment") == "unknown"


# ---- who is checked --------------------------------------------------------------------------------------------


def test_a_firm_is_found_by_code_name_and_former_name(store: Store) -> None:
    number = record(store, SME, "示例服装（深圳）有限公司", "91440300MA5EXAMPL0", designation="provincial_sme")
    with store.journal.entry("示例") as session:
        old = "示例制衣厂"
        session.add(FormerName(enterprise_id=number, name=old, name_key=name_key(old)))
    for text in ("91440300ma5exampl0", "示例服装(深圳)有限公司", "示例制衣厂"):
        assert check(store, "provincial_sme", name=text).subject == ("enterprise", number)


def test_an_unknown_name_is_refused_with_those_like_it(store: Store) -> None:
    record(store, SME, "示例服装有限公司")
    assert problems_of(store, "示例服装", "provincial_sme") == ["没有登记“示例服装”，相近的有：示例服装有限公司"]
    assert problems_of(store, "别家", None) == ["没有登记“别家”"]


def test_an_ambiguous_name_is_refused_with_its_candidates(store: Store) -> None:
    record(store, SME, "示例公司", "91440300MA5EXAMPL0")
    record(store, SME, "示例公司", "91440300MA5EXAMPL1")
    (problem,) = problems_of(store, "示例公司", "provincial_sme")
    assert "91440300MA5EXAMPL0" in problem
    assert "91440300MA5EXAMPL1" in problem


def test_an_unknown_designation_and_one_of_exhibitions_are_refused(store: Store) -> None:
    record(store, SME)
    assert problems_of(store, "示例公司", "no_such") == ["目录里没有称号“no_such”"]
    assert "展会" in problems_of(store, "示例公司", "ufi_approved_event")[0]


def test_a_firm_alone_is_checked_for_all_that_it_and_its_own_can_hold(store: Store) -> None:
    record(store, SME.but(brand={}, carrier={"kind": "industrial_design_center", "state": "built"}))
    with store.reading() as session:
        found, problems = eligibility.check(session, *POLICY, "示例公司", None, DAY)
    assert not problems
    holders = {one.designation.key: one.subject[0] for one in found}
    assert holders["shenzhen_famous_brand"] == "brand"
    assert holders["sz_design_center"] == "carrier"
    assert holders["provincial_sme"] == "enterprise"
    assert "sz_design_leader" not in holders
    order = [one.outcome.order for one in found]
    assert order == sorted(order)


def test_a_designation_alone_is_checked_for_all_who_can_hold_it(store: Store) -> None:
    record(store, SME, "甲示例", designation="provincial_sme")
    record(store, Firm({}), "乙示例")
    with store.reading() as session:
        found, _problems = eligibility.check(session, *POLICY, None, "省级专精特新中小企业", DAY)
    assert [one.name for one in found] == ["甲示例", "乙示例"]


def test_with_nothing_named_the_candidacies_under_way_are_checked(store: Store) -> None:
    number = record(store, SME, "甲示例")
    record(store, SME, "乙示例")
    with store.journal.entry("示例") as session:
        session.add(
            StageEvent(
                subject_kind="enterprise",
                subject_id=number,
                designation="little_giant",
                stage="applied",
                happened_on=date(2026, 5, 1),
            )
        )
    with store.reading() as session:
        found, _problems = eligibility.check(session, *POLICY, None, None, DAY)
    assert [(one.name, one.designation.key) for one in found] == [("甲示例", "little_giant")]


def test_what_has_no_published_criteria_comes_after_what_is_only_unknown(store: Store) -> None:
    number = record(store, Firm({}))
    with store.journal.entry("示例") as session:
        for designation in ("sz_design_leader", "high_tech_enterprise"):
            session.add(
                StageEvent(
                    subject_kind="enterprise",
                    subject_id=number,
                    designation=designation,
                    stage="applied",
                    happened_on=date(2026, 5, 1),
                )
            )
    with store.reading() as session:
        found, _problems = eligibility.check(session, *POLICY, None, None, DAY)
    assert [one.designation.key for one in found] == ["high_tech_enterprise", "sz_design_leader"]


def test_a_carrier_of_another_kind_is_not_a_design_centre(store: Store) -> None:
    number = record(store, NATIONAL_CENTRE, designation="national_industrial_design_center")
    with store.journal.entry("示例") as session:
        for name, kind in (("示例实验室", "high_throughput_lab"), ("示例设计中心", "industrial_design_center")):
            session.add(Carrier(name=name, name_key=name_key(name), kind=kind, owner_id=number, sectors=()))
    assert check(store, "national_industrial_design_center").name == "示例设计中心"


# ---- as JSON ---------------------------------------------------------------------------------------------------


def test_a_check_travels_as_json(tmp_path: Path) -> None:
    giant = checked(tmp_path, GIANT.having(ip_class1_applied_count=2), "little_giant")
    document = json.loads(json.dumps(eligibility.as_json(giant), ensure_ascii=False))
    head = {key: value for key, value in document.items() if key != "criteria"}
    assert head == {
        "subject": "示例公司",
        "uscc": None,
        "subject_kind": "enterprise",
        "designation": "little_giant",
        "ruleset": "2026-2",
        "purpose": "new",
        "verdict": "not_eligible",
    }
    row = next(one for one in document["criteria"] if one["key"] == "ip_class1")
    assert row == {
        "key": "ip_class1",
        "criterion": "4项以上与主导产品相关、已应用并产生效益的Ⅰ类知识产权",
        "verdict": "not_met",
        "value": 2.0,
        "unit": "项",
        "year": 2025,
        "threshold": 4,
        "comparator": ">=",
        "gap": "还差 2 项已应用的Ⅰ类知识产权",
        "source": "示例年报",
        "clause": "工信部企业〔2026〕2号 附件2(四)",
        "group": "ip",
        "path": "normal",
        "confidence": "verified-in-search",
    }
