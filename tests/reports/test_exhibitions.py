"""Document 7: the plan's five factors; what is not known never scores."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fashiontracker.errors import Refused
from fashiontracker.models import tables as t
from fashiontracker.models.store import Store
from fashiontracker.plan import library
from fashiontracker.plan.library import Policy
from fashiontracker.tally.rating import Edition, rate
from tests.reports.conftest import Collect, Print

Read = Callable[[Path], list[str]]
PLAN = library.load_plan()
FULL = Edition("示例展", "", ("furniture",), "", 2025, 50_000.0, 40_000.0, 600, 60, 80_000, True)
maybe_count = some.none() | some.integers(0, 10**6)


def editions(store: Store, *rows: tuple[str, int, float | None]) -> None:
    with store.journal.entry("展会") as session:
        session.add_all(t.Exhibition(name=name, name_key=name, year=year, area=area) for name, year, area in rows)


def test_points_follow_the_plans_parameters() -> None:
    points = {one.factor: one.points for one in rate(PLAN, FULL).points}
    assert points == pytest.approx(
        {
            "scale": 50,  # of 100,000 平方米
            "growth": 100,  # 25 % of 20 %
            "specialisation": 80,  # 12 of 15 on 1,000 平方米
            "internationalisation": 50,  # 10 % of 20 %
            "influence": 80,  # of 100,000 visitors
        }
    )
    assert rate(PLAN, FULL).score == pytest.approx(72)
    assert rate(PLAN, FULL).grade == "二级"


def test_a_smaller_exhibition_than_the_year_before_gets_nothing_for_growth() -> None:
    shrunk = rate(PLAN, replace(FULL, previous_area=60_000.0))
    assert next(one for one in shrunk.points if one.factor == "growth").points == 0
    assert not shrunk.undecided


@given(
    area=some.none() | some.floats(1, 10**7),
    previous=some.none() | some.floats(1, 10**7),
    exhibitors=maybe_count,
    foreign=maybe_count,
    visitors=maybe_count,
)
def test_the_unknown_never_scores_and_never_decides_a_grade(
    area: float | None, previous: float | None, exhibitors: int | None, foreign: int | None, visitors: int | None
) -> None:
    edition = Edition("示例展", "", (), "", 2025, area, previous, exhibitors, foreign, visitors, None)
    rated = rate(PLAN, edition)
    unknown = [one for one in rated.points if one.points is None]
    assert all(one.value is None for one in unknown)
    assert 0 <= rated.score <= rated.most <= 100
    assert rated.most - rated.score == pytest.approx(100 * sum(one.weight for one in unknown), abs=0.11)
    if rated.undecided:
        assert unknown
        assert rated.grade is None


def test_the_latest_edition_in_force_is_rated_against_the_one_before(empty: Store, collect: Collect) -> None:
    editions(empty, ("示例展", 2022, 100.0), ("示例展", 2023, None), ("示例展", 2024, 110.0), ("示例展", 2025, 121.0))
    (at_the_end,) = collect(empty, "exhibitions", "2025-12-31").rated
    assert (at_the_end.edition.year, at_the_end.edition.growth) == (2025, pytest.approx(10))
    (before,) = collect(empty, "exhibitions", "2025-12-30").rated
    assert (before.edition.year, before.edition.growth) == (2024, None)  # the area of 2023 is not known
    (first,) = collect(empty, "exhibitions", "2022-12-31").rated
    assert first.edition.growth is None


def test_the_areas_of_a_year_are_those_of_the_plans_row(sample: Store, policy: Policy, collect: Collect) -> None:
    with sample.reading() as session:
        recorded = session.query(t.Exhibition).filter(t.Exhibition.year == 2024, t.Exhibition.area.is_not(None)).all()
    year, area, count = next(one for one in collect(sample, "exhibitions").areas if one[0] == 2024)
    assert (year, area, count) == (2024, sum(one.area for one in recorded), len(recorded))


def test_exhibitions_of_one_sector_can_be_chosen(sample: Store, collect: Collect) -> None:
    sheet = collect(sample, "exhibitions", where=("行业=家具",))
    assert sheet.rated
    assert all("furniture" in one.edition.sectors for one in sheet.rated)
    for where in ("行业=火箭", "场馆=福田", "行业"):
        with pytest.raises(Refused):
            collect(sample, "exhibitions", where=(where,))


def test_paper_explains_every_factor_and_the_rule_of_ufi(
    sample: Store, policy: Policy, print_document: Print, read_back: Read
) -> None:
    text = "".join("".join(read_back(print_document(sample, "exhibitions"))).split())
    for factor in policy.plan.exhibition_rating:
        assert factor.measure in text
    assert "境外参展商不少于10%" in text
    assert "未知因素不得分" in text
    assert "待定" in text


def test_without_exhibitions_the_formula_still_stands_on_one_page(
    empty: Store, print_document: Print, read_back: Read
) -> None:
    (page,) = read_back(print_document(empty, "exhibitions"))
    assert "登记簿中没有符合条件的展会。" in page
    assert "评分办法" in page
