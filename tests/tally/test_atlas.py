"""Who and what is where, by district and sector."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from fashiontracker import app
from fashiontracker.app import App
from fashiontracker.models import panorama
from fashiontracker.models import tables as t
from fashiontracker.tally.atlas import MEASURES, UNKNOWN, Atlas, draw_up

DAY = date(2024, 6, 30)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[App]:
    """Four firms: 南山 in 前海 (服装、钟表), 南山 (服装), 福田 (founded after the day), and one that says nothing."""
    with app.create(tmp_path / "示例.db") as made:
        with made.store.journal.entry("登记") as session:
            for name, sectors, district, qianhai, founded in (
                ("示例甲", ("clothing", "watches"), "nanshan", True, date(2010, 1, 1)),
                ("示例乙", ("clothing",), "nanshan", False, None),
                ("示例丙", ("jewelry",), "futian", False, date(2024, 7, 1)),
                ("示例丁", (), None, False, None),
            ):
                session.add(
                    t.Enterprise(
                        name=name,
                        name_key=name,
                        sectors=sectors,
                        district=district,
                        qianhai=qianhai,
                        founded_on=founded,
                    )
                )
            session.flush()
            session.add(t.Brand(name="示例牌", name_key="示例牌", owner_id=1, sectors=("watches",)))
            session.add(t.Brand(name="无主", name_key="无主", sectors=("leather",)))
            for kind, key in (("enterprise", 1), ("brand", 1)):
                session.add(
                    t.StageEvent(
                        subject_kind=kind,
                        subject_id=key,
                        designation="national_brand",
                        stage="recognised",
                        happened_on=date(2023, 1, 1),
                        valid_until=date(2024, 12, 31),
                    )
                )
            for name, built in (("示例中心", date(2023, 1, 1)), ("在建中心", None)):
                session.add(
                    t.Carrier(
                        name=name,
                        name_key=name,
                        kind="industrial_design_center",
                        sectors=("watches",),
                        district="baoan",
                        qianhai=True,
                        state="built",
                        built_on=built,
                    )
                )
            for year, value in ((2022, 700.0), (2023, 900.0), (2024, 5000.0)):
                session.add(
                    t.Figure(
                        subject_kind="enterprise",
                        enterprise_id=1,
                        indicator="revenue",
                        year=year,
                        value=value,
                        unit="万元",
                        entered_in="roster",
                    )
                )
        yield made


def atlas(opened: App, day: date = DAY) -> Atlas:
    with opened.store.reading() as session:
        return draw_up(panorama.survey(session, opened.plan), opened.plan, day)


def test_a_firm_of_two_sectors_is_in_both_and_once_in_all(opened: App) -> None:
    found = atlas(opened)
    by_sector = [found.amount("enterprises", "nanshan", key) for key in ("clothing", "watches", "jewelry", None)]
    assert by_sector == [2, 1, 0, 2]


def test_the_overlay_is_part_of_its_districts(opened: App) -> None:
    found = atlas(opened)
    assert [found.amount("enterprises", key) for key in ("nanshan", "qianhai", None)] == [2, 1, 3]
    assert [found.amount("carriers", key) for key in ("baoan", "qianhai")] == [1, 1]


def test_what_has_no_district_or_no_sector_is_told_apart(opened: App) -> None:
    found = atlas(opened)
    assert found.amount("enterprises", UNKNOWN) == 1
    assert found.amount("enterprises", None, UNKNOWN) == 1
    assert [one.subject for one in found.listed("brands", UNKNOWN)] == [("brand", 2)]


def test_firms_to_be_founded_later_are_not_there_yet(opened: App) -> None:
    assert (atlas(opened).amount("enterprises", "futian"), atlas(opened).later) == (0, 1)
    later = atlas(opened, date(2024, 7, 1))
    assert (later.amount("enterprises", "futian"), later.later) == (1, 0)


def test_titles_are_where_their_bearer_or_its_owner_is_while_they_are_held(opened: App) -> None:
    found = atlas(opened)
    assert found.amount("titles", "nanshan") == 2
    assert {one.enterprise for one in found.listed("titles", "nanshan")} == {1}
    assert atlas(opened, date(2025, 1, 1)).amount("titles") == 0


def test_revenue_is_that_of_the_latest_year_in_force_and_none_is_not_zero(opened: App) -> None:
    found = atlas(opened)
    assert (found.year, found.amount("revenue", "nanshan"), found.amount("revenue", "futian")) == (2023, 900.0, None)


def test_every_sum_is_that_of_its_list(opened: App) -> None:
    found = atlas(opened)
    for measure in MEASURES:
        for place, sector in found.sums[measure]:
            listed = sum(one.amount for one in found.listed(measure, place, sector))
            assert found.amount(measure, place, sector) == pytest.approx(listed)
