"""Who and what is where, by district and sector."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from fashiontracker.app import App
from fashiontracker.models import panorama
from fashiontracker.tally.atlas import MEASURES, UNKNOWN, Atlas, draw_up
from tests.tally.neighbours import DAY, found


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[App]:
    with found(tmp_path / "示例.db") as made:
        yield made


def atlas(opened: App, day: date = DAY) -> Atlas:
    with opened.store.reading() as session:
        return draw_up(panorama.survey(session, opened.plan), opened.plan, day)


def test_a_firm_of_two_sectors_is_in_both_and_once_in_all(opened: App) -> None:
    known = atlas(opened)
    by_sector = [known.amount("enterprises", "nanshan", key) for key in ("clothing", "watches", "jewelry", None)]
    assert by_sector == [2, 1, 0, 2]


def test_the_overlay_is_part_of_its_districts(opened: App) -> None:
    known = atlas(opened)
    assert [known.amount("enterprises", key) for key in ("nanshan", "qianhai", None)] == [2, 1, 3]
    assert [known.amount("carriers", key) for key in ("baoan", "qianhai")] == [1, 1]


def test_what_has_no_district_or_no_sector_is_told_apart(opened: App) -> None:
    known = atlas(opened)
    assert known.amount("enterprises", UNKNOWN) == 1
    assert known.amount("enterprises", None, UNKNOWN) == 1
    assert [one.subject for one in known.listed("brands", UNKNOWN)] == [("brand", 2)]


def test_firms_to_be_founded_later_are_not_there_yet(opened: App) -> None:
    assert (atlas(opened).amount("enterprises", "futian"), atlas(opened).later) == (0, 1)
    later = atlas(opened, date(2024, 7, 1))
    assert (later.amount("enterprises", "futian"), later.later) == (1, 0)


def test_titles_are_where_their_bearer_or_its_owner_is_while_they_are_held(opened: App) -> None:
    known = atlas(opened)
    assert known.amount("titles", "nanshan") == 2
    assert {one.enterprise for one in known.listed("titles", "nanshan")} == {1}
    assert atlas(opened, date(2025, 1, 1)).amount("titles") == 0


def test_revenue_is_that_of_the_latest_year_in_force_and_none_is_not_zero(opened: App) -> None:
    known = atlas(opened)
    assert (known.year, known.amount("revenue", "nanshan"), known.amount("revenue", "futian")) == (2023, 900.0, None)


def test_every_sum_is_that_of_its_list(opened: App) -> None:
    known = atlas(opened)
    for measure in MEASURES:
        for place, sector in known.sums[measure]:
            listed = sum(one.amount for one in known.listed(measure, place, sector))
            assert known.amount(measure, place, sector) == pytest.approx(listed)
