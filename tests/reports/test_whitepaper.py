"""Document 5: every number is the registry's, and the words never say more than the numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from math import fsum
from pathlib import Path

import page
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fashiontracker.models import facts
from fashiontracker.models import tables as t
from fashiontracker.models.store import Store
from fashiontracker.plan.library import Policy
from fashiontracker.reports import document as doc
from fashiontracker.reports import whitepaper
from fashiontracker.reports.whitepaper_words import moved, percent
from fashiontracker.tally import board, forecast, industry, words
from fashiontracker.tally.board import RowResult
from tests.reports.conftest import Collect, Print
from tests.reports.test_conformance import PROFILES, failures
from tests.tally.world import World

Read = Callable[[Path], list[str]]
DAYS = ("2020-06-30", "2022-01-01", "2024-12-31", "2025-12-31", "2026-06-30")
HOSTILE = "示例<b>&amp;</b>龘{0}%s公司"


def texts(parts: object) -> Iterator[str]:
    """Every text of a document, in order."""
    for part in parts if isinstance(parts, (list, tuple)) else ():
        for name in ("lead", "text", "title", "note", "alt", "subtitle"):
            if isinstance(value := getattr(part, name, None), str):
                yield value
        for row in getattr(part, "rows", ()):
            yield from [row.text] if isinstance(row, doc.GroupRow) else row


# ---- against status


@pytest.mark.parametrize("as_of", DAYS)
def test_every_number_that_status_gives_is_the_same(
    sample: Store, policy: Policy, collect: Collect, as_of: str
) -> None:
    sheet = collect(sample, "whitepaper", as_of)
    with sample.reading() as session:
        rows = board.status_rows(session, policy.plan, policy.catalogue, date.fromisoformat(as_of))
        assert [_as_counted(row) for row in rows] == [
            (one.key, one.kind, one.unit, one.least, one.most, one.actual, one.pace, one.status, one.forecast)
            for one in sheet.targets
        ]
    forecasts = [row for row in rows if row.forecast is not None]
    assert [(one.probability, one.actual) for one in sheet.outlook] == [(row.forecast, row.actual) for row in forecasts]


def _as_counted(row: RowResult) -> tuple[object, ...]:
    numbers = (row.min, row.max, row.actual, row.expected_pace, row.status, row.forecast)
    return (row.key, row.kind, row.unit or "", *numbers)


def test_the_paper_prints_the_numbers_of_status(
    sample: Store, policy: Policy, print_document: Print, read_back: Read, collect: Collect
) -> None:
    pages = read_back(print_document(sample, "whitepaper", "2024-12-31"))
    text = "".join("".join(pages).split())
    for one in collect(sample, "whitepaper", "2024-12-31").targets:
        if one.actual is not None:
            assert f"{one.actual:,.4f}".rstrip("0").rstrip(".") in text


# ---- sums


def test_sums_agree_with_the_registry(sample: Store, collect: Collect) -> None:
    sheet = collect(sample, "whitepaper", "2024-12-31")
    assert sum(one.count for one in sheet.sizes) == sum(one.count for one in sheet.listings) == sheet.firms
    assert sum(one.firms for one in sheet.districts) + sheet.districtless == sheet.firms
    told = next(one for one in sheet.revenue.totals if one.year == sheet.revenue.year)
    assert sum(sheet.revenue.bands) == told.firms
    assert sum(one.firms for one in sheet.sectors) >= sheet.firms - sheet.sectorless
    for one in sheet.sectors:
        assert sum(one.tiers) <= one.brands
    for district in sheet.districts:
        assert sum(district.by_sector) >= 0
        assert district.reporting <= district.firms


def test_the_titles_of_a_year_follow_from_the_year_before(sample: Store, collect: Collect) -> None:
    for years in collect(sample, "whitepaper", "2024-12-31").title_years:
        for before, after in pairwise(years):
            assert after.held == before.held + after.gained - after.lost


@pytest.mark.parametrize("as_of", DAYS)
def test_talents_by_way_add_up_to_talents_by_kind(sample: Store, collect: Collect, as_of: str) -> None:
    part = collect(sample, "whitepaper", as_of).resources
    kinds = sum(sum(one.counts) for one in part.talents)
    assert sum(one.count for one in part.talent_ways) <= kinds
    assert all(len(one.counts) == len(part.years) for one in part.talents)


def test_a_firm_that_is_not_founded_yet_is_not_counted(sample: Store, collect: Collect) -> None:
    assert collect(sample, "whitepaper", "2010-01-01").firms < collect(sample, "whitepaper", "2024-12-31").firms


def test_a_year_that_few_report_is_not_the_year_told(sample: Store, collect: Collect) -> None:
    sheet = collect(sample, "whitepaper", "2025-12-31")
    assert sheet.revenue.totals[-1].year == 2025
    assert sheet.revenue.year == 2024


@given(st.lists(st.dictionaries(st.integers(2020, 2022), st.floats(0, 1e7), max_size=3), max_size=12))
def test_concentration_bands_and_growth_hold_their_bounds(revenue: list[dict[int, float]]) -> None:
    values = [one[2021] for one in revenue if 2021 in one]
    assert sum(industry.bands(revenue, 2021)) == len(values)
    found = industry.concentration(revenue, 2021)
    if fsum(values) == 0:
        assert found is None
    elif found is not None:
        assert 0 < found.cr4 <= 1 + 1e-9
        assert 10_000 / found.firms - 1e-6 <= found.hhi <= 10_000 + 1e-6
    change = industry.growth(revenue, 2021)
    assert change is None or change.grown <= change.firms


def test_hhi_of_known_shares() -> None:
    found = industry.concentration([{2024: 50.0}, {2024: 30.0}, {2024: 20.0}], 2024)
    assert found is not None
    assert (found.cr4, round(found.hhi, 6)) == (1.0, 3800.0)


# ---- words


@pytest.mark.parametrize(
    ("rate", "said"), [(0.0321, "增长3.2%"), (-0.01, "下降1.0%"), (0.0001, "基本持平"), (None, "无法比较")]
)
def test_a_rate_is_called_what_it_is(rate: float | None, said: str) -> None:
    assert moved(rate) == said


def test_what_is_not_certain_is_never_printed_as_certain() -> None:
    assert [words.chance(value) for value in (0.0, 0.004, 0.5, 0.996, 1.0)] == ["0%", "<1%", "50%", ">99%", "100%"]
    assert percent(None) == "—"


@pytest.mark.parametrize("as_of", DAYS)
def test_what_may_not_be_advertised_is_never_named(sample: Store, policy: Policy, collect: Collect, as_of: str) -> None:
    hidden = [one for one in policy.catalogue.designations if not one.publicity_allowed]
    assert hidden
    said = "".join(texts(whitepaper.compose(collect(sample, "whitepaper", as_of)).parts))
    for one in hidden:
        assert not any(name in said for name in one.names)


def test_it_is_on_paper_in_full_and_never_names_it_there(
    sample: Store, policy: Policy, print_document: Print, read_back: Read
) -> None:
    pages = read_back(print_document(sample, "whitepaper", "2025-12-31"))
    assert 20 <= len(pages) <= 40
    assert "驰名商标" not in "".join("".join(pages).split())
    assert all("示例数据" in text for text in pages)


def test_tables_and_charts_are_numbered_without_gaps(sample: Store, collect: Collect) -> None:
    parts = whitepaper.compose(collect(sample, "whitepaper", "2024-12-31")).parts
    tables = [part.title for part in parts if isinstance(part, doc.Table)]
    charts = [part.title for part in parts if isinstance(part, doc.Chart)]
    assert [title.split("　")[0] for title in tables] == [f"表{n}" for n in range(1, len(tables) + 1)]
    assert [title.split("　")[0] for title in charts] == [f"图{n}" for n in range(1, len(charts) + 1)]


# ---- small data


def test_an_empty_database_makes_a_paper_that_claims_nothing(
    empty: Store, print_document: Print, read_back: Read
) -> None:
    text = "".join("".join(read_back(print_document(empty, "whitepaper"))).split())
    for nothing in (
        "没有登记企业",
        "没有登记营业收入",
        "没有登记品牌",
        "没有登记载体平台",
        "没有登记展会",
        "没有登记重点项目",
    ):
        assert nothing in text
    assert "居前" not in text


def test_a_chart_without_a_single_value_is_left_out(empty: Store, policy: Policy, collect: Collect) -> None:
    world = World(policy.plan, policy.catalogue)
    world.brand("无梯队牌", owner=world.enterprise("示例公司", "watches", uscc="91440300000000001X"))
    world.write(empty)
    parts = whitepaper.compose(collect(empty, "whitepaper")).parts
    assert [part.title for part in parts if isinstance(part, doc.Table) and "梯队" in part.title]
    charts = [part for part in parts if isinstance(part, doc.Bars)]
    assert all(any(value for _name, values in chart.series for value in values) for chart in charts)


def test_one_firm_with_a_hostile_name(
    empty: Store, policy: Policy, print_document: Print, read_back: Read, collect: Collect
) -> None:
    world = World(policy.plan, policy.catalogue)
    firm = world.enterprise(HOSTILE, "furniture")
    world.title(world.brand(HOSTILE, owner=firm), "national_brand", "公示 2024-12-01")
    world.revenue(firm, y2023=60, y2024=66)
    world.write(empty)
    with empty.journal.entry("展会") as session:
        row = {"name": HOSTILE, "name_key": "x", "year": 2024, "area": 1000.0}
        session.insert_many(t.Exhibition, [row])
    sheet = collect(empty, "whitepaper", "2024-12-31")
    assert sheet.revenue.concentration is not None
    assert round(sheet.revenue.concentration.hhi) == 10_000
    path = print_document(empty, "whitepaper", "2024-12-31")
    text = "".join("".join(read_back(path)).split())
    assert HOSTILE in text
    assert "合计同比增长10.0%" in text


def test_the_pushes_are_the_forecasts_own(sample: Store, policy: Policy, collect: Collect) -> None:
    sheet = collect(sample, "whitepaper", "2024-12-31")
    with sample.reading() as session:
        known = facts.load(session, policy.plan)
    told = {one.name: one for one in sheet.outlook}
    for quota in policy.plan.quotas:
        found = forecast.forecast(known, policy.plan, policy.catalogue, quota, date(2024, 12, 31))
        if found is not None:
            assert told[quota.zh].expected == found.expected
            best = [(one.name, one.raises) for one in found.candidates if one.raises > 0][: whitepaper.PUSHES]
            assert list(told[quota.zh].pushes) == best


@pytest.mark.parametrize("profile", PROFILES)
def test_it_conforms(sample: Store, print_document: Print, profile: page.ValidationProfile) -> None:
    assert failures(print_document(sample, "whitepaper", "2024-12-31"), profile) == []


def test_the_same_data_gives_the_same_bytes(sample: Store, print_document: Print) -> None:
    first = print_document(sample, "whitepaper", "2024-12-31", file="a.pdf").read_bytes()
    assert print_document(sample, "whitepaper", "2024-12-31", file="b.pdf").read_bytes() == first
