"""What is called to mind, and what is found wanting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fashiontracker.models import alike, windows
from fashiontracker.models import tables as t
from fashiontracker.models.facts import load
from fashiontracker.models.store import Store
from fashiontracker.models.windows import Window
from fashiontracker.plan.words import Words
from fashiontracker.progress import finish
from fashiontracker.tally import board
from fashiontracker.tally.attention import Notice, notices
from fashiontracker.tally.quality import Flaw, survey
from tests.tally.world import World

NOW = date(2024, 6, 30)


@pytest.fixture
def world(world: World) -> World:
    """No application windows but those of the test."""
    designations = Words(replace(one, windows=()) for one in world.catalogue.designations)
    world.catalogue = replace(world.catalogue, designations=designations)
    return world


def noticed(world: World, store: Store) -> list[Notice]:
    world.write(store)
    with store.reading() as session:
        facts = load(session, world.plan, every_title=True)
        rows = board.rows(facts, world.plan, world.catalogue, NOW)
        return [*notices(session, facts, world.plan, world.catalogue, rows, NOW)]


@pytest.mark.parametrize(
    ("until", "within"),
    [("2024-06-30", 30), ("2024-07-30", 30), ("2024-07-31", 90), ("2024-09-29", 180), ("2024-12-27", 180)],
)
def test_a_title_about_to_lapse_is_called_to_mind(world: World, store: Store, until: str, within: int) -> None:
    enterprise = world.title(world.enterprise("甲"), "high_tech_enterprise", f"认定 2021-07-01..{until}")
    (one,) = noticed(world, store)
    assert (one.kind, one.subject, one.designation) == ("lapsing", enterprise, "high_tech_enterprise")
    assert (one.day, one.within) == (date.fromisoformat(until), within)
    assert one.days == (date.fromisoformat(until) - NOW).days


@pytest.mark.parametrize(
    "steps",
    [
        ("认定 2021-07-01..2024-12-28",),
        ("认定 2021-07-01..2024-06-29",),
        ("认定 2021-07-01",),
        ("认定 2021-07-01..2024-07-31", "复核通过 2024-06-01..2027-07-31"),
        ("认定 2021-07-01..2024-07-31", "撤销 2024-06-01"),
    ],
)
def test_what_is_far_off_lapsed_open_renewed_or_revoked_is_not(
    world: World, store: Store, steps: tuple[str, ...]
) -> None:
    world.title(world.enterprise("甲"), "high_tech_enterprise", *steps)
    assert noticed(world, store) == []


def test_a_candidacy_that_stands_longer_than_its_stage_takes_is_called_to_mind(world: World, store: Store) -> None:
    world.title(world.enterprise("停"), "unicorn", "已推荐 2024-04-30")  # 61 days, usually 60
    world.title(world.enterprise("行"), "unicorn", "已推荐 2024-05-01")
    world.title(world.enterprise("毕"), "unicorn", "已推荐 2022-05-01", "未通过 2023-01-01")
    (one,) = noticed(world, store)
    assert (one.kind, one.name, one.stage, one.days) == ("stagnant", "停", "nominated", 61)


def test_windows_are_announced_and_their_closing_counted_down(world: World, store: Store) -> None:
    spans = {
        "unicorn": ((date(2024, 6, 1), date(2024, 7, 12)),),
        "little_giant": ((date(2024, 8, 29), date(2024, 9, 30)),),
        "national_brand": ((date(2024, 8, 30), date(2024, 9, 30)), (date(2024, 1, 1), date(2024, 6, 29))),
    }
    designations = Words(replace(one, windows=spans.get(one.key, ())) for one in world.catalogue.designations)
    world.catalogue = replace(world.catalogue, designations=designations)
    found = [(one.kind, one.designation, one.days) for one in noticed(world, store)]
    assert found == [("window_closing", "unicorn", 12), ("window_opening", "little_giant", 60)]


def test_a_window_of_the_associations_own_is_announced(world: World, store: Store) -> None:
    with store.journal.entry("窗口") as session:
        windows.put(session, Window("unicorn", date(2024, 6, 1), date(2024, 7, 12)))
    assert [(one.kind, one.days) for one in noticed(world, store)] == [("window_closing", 12)]


@pytest.mark.parametrize(
    ("closes", "due"),
    [
        ("2024-07-30", [("申报材料备齐", 0)]),
        ("2024-08-13", [("申报材料备齐", 14)]),
        ("2024-08-14", []),
        ("2024-07-20", [("推荐函定稿", 5), ("盖章报送", 13)]),
        ("2024-07-06", []),
    ],
)
def test_papers_that_are_due_are_called_to_mind_where_somebody_is_on_the_way(
    world: World, store: Store, closes: str, due: list[tuple[str, int]]
) -> None:
    with store.journal.entry("窗口") as session:
        for title in ("little_giant", "unicorn", "high_tech_enterprise"):
            windows.put(session, Window(title, date(2024, 6, 1), date.fromisoformat(closes)))
    world.title(world.enterprise("在途"), "little_giant", "已申报 2024-06-20")
    world.title(world.enterprise("已毕"), "unicorn", "已申报 2024-05-20", "未通过 2024-06-20")
    found = [one for one in noticed(world, store) if one.kind == "document_due"]
    assert [(one.task, one.days) for one in found] == due
    assert {one.designation for one in found} <= {"little_giant"}


def test_an_enterprise_that_gave_figures_before_is_asked_for_last_year_s(world: World, store: Store) -> None:
    world.revenue(world.enterprise("旧"), y2021=1, y2022=1)
    world.revenue(world.enterprise("新"), y2022=1, y2023=1)
    world.enterprise("从未")
    (one,) = noticed(world, store)
    assert (one.kind, one.name, one.year) == ("stale_figure", "旧", 2023)


def test_a_near_miss_that_one_entry_would_mend_names_the_rows_that_wait(world: World, store: Store) -> None:
    world.title(world.brand("无业牌"), "national_brand", "认定 2023-01-01")
    world.carrier("无期", "clothing", kind="industry_cluster", state="built")
    date_, sector = noticed(world, store)
    assert (date_.kind, date_.name, date_.rows) == ("no_date", "无期", ("clothing.clusters",))
    assert (sector.kind, sector.name) == ("sector_unknown", "无业牌")
    assert sector.rows == ("clothing.brands", "furniture.brands", "jewelry.brands", "consumer.brands")


# ---- quality ---------------------------------------------------------------------------------------------------


def flaws(world: World, store: Store) -> list[Flaw]:
    with store.reading() as session:
        return [*finish(survey(session, world.plan, NOW))]


def test_what_is_missing_is_found_record_by_record(world: World, store: Store) -> None:
    bare, whole = world.enterprise("缺"), world.enterprise("全", "watches", uscc="91440300MA5EXAMPL3")
    world.revenue(whole, y2023=1)
    world.revenue(bare, y2021=1)
    world.brand("随主", owner=whole)
    world.brand("无主")
    world.talent("随缺主", owner=bare)
    carrier = world.carrier("台", "watches", state="built")
    world.write(store)
    with store.journal.entry("补") as session:
        session.update_many(t.Enterprise, {whole[1]: {"district": "nanshan"}})
    found = [(one.kind, one.name) for one in flaws(world, store)]
    assert found == [
        ("no_code", "缺"),
        *(("no_sector", name) for name in ("缺", "无主", "随缺主")),
        *(("no_district", name) for name in ("缺", "台")),
        ("no_built_date", "台"),
        ("no_figure", "缺"),
    ]
    assert carrier == ("carrier", 1)
    (missing,) = (one for one in flaws(world, store) if one.kind == "no_figure")
    assert (missing.year, missing.last) == (2023, 2021)


def test_nothing_of_the_trash_is_found(world: World, store: Store) -> None:
    world.enterprise("缺")
    world.write(store)
    with store.journal.entry("移入回收站") as session:
        session.update_many(t.Enterprise, {1: {"trashed_at": "2024-01-01T00:00:00Z"}})
    assert flaws(world, store) == []


def test_names_that_look_alike_are_paired_until_declared_distinct(world: World, store: Store) -> None:
    for name in ("示例钟表有限公司", "示例钟表有限责任公司", "示例服装有限公司"):
        world.enterprise(name)
    world.write(store)

    def pairs() -> list[tuple[str, str]]:
        return [(one.name, one.other_name) for one in flaws(world, store) if one.kind == "look_alike"]

    assert pairs() == [("示例钟表有限公司", "示例钟表有限责任公司")]
    with store.journal.entry("不是重复") as session:
        session.add(t.DistinctPair(record_table="enterprise", left_id=1, right_id=2))
    assert pairs() == []


@pytest.mark.parametrize(
    ("left", "right", "alike_"),
    [
        ("示例钟表有限公司", "示例钟表有限公司", True),
        ("示例钟表有限公司", "示例钟表有限责任公司", True),
        ("示例钟裱有限公司", "示例钟表有限公司", True),
        ("示例钟表有限公司", "示例钟表股有限公司", True),
        ("示例一厂有限公司", "示例二厂有限公司", False),
        ("示例钟表1有限公司", "示例钟表2有限公司", False),
        ("示例钟表有限公司", "示例眼镜有限公司", False),
    ],
)
def test_one_character_off_is_alike_but_numbers_tell_apart(left: str, right: str, alike_: bool) -> None:
    assert list(alike.pairs([(2, left), (1, right)])) == ([(1, 2)] if alike_ else [])
