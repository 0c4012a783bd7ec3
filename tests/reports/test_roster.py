"""Document 3: any table of the registry, filtered by what the user typed."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from fashiontracker.errors import Refused
from fashiontracker.models import registry, saved_views, views
from fashiontracker.models import tables as t
from fashiontracker.models.saved_views import Kept
from fashiontracker.models.store import Store
from fashiontracker.models.views import Filter
from fashiontracker.plan.library import Policy
from fashiontracker.reports import shelf
from fashiontracker.reports.document import GroupRow, Table
from fashiontracker.reports.roster import RosterSheet
from fashiontracker.reports.roster_choice import ROSTERS
from tests.reports.conftest import Collect, Print
from tests.tally.world import World

Read = Callable[[Path], list[str]]


def cells(sheet: RosterSheet, title: str) -> list[str]:
    """The values of a column by its title."""
    place = [column for column, _ in sheet.columns].index(title)
    return [row[place] for group in sheet.groups for row in group.rows]


def test_there_is_a_roster_for_every_table_of_the_registry() -> None:
    assert set(ROSTERS) == set(registry.VIEWS)
    for key, roster in ROSTERS.items():
        known = {column.key for column in registry.VIEWS[key].columns}
        assert {*roster.counted, *filter(None, (roster.grouped, roster.dated))} <= known


def test_without_a_choice_all_enterprises_are_listed(sample: Store, collect: Collect) -> None:
    sheet = collect(sample, "roster")
    with sample.reading() as session:
        assert sheet.total == len(views.ids(session, registry.VIEWS["enterprises"]))
    assert sheet.title == "重点企业名录"


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("brands", "品牌梯队名录"),
        ("品牌", "品牌梯队名录"),
        ("品牌梯队名录", "品牌梯队名录"),
        ("载体平台", "载体平台名录"),
        ("工业设计中心名录", "工业设计中心名录"),
        ("高技能工匠", "高技能工匠名录"),
        ("重点项目", "重点项目名录"),
        ("standards", "标准名录"),
    ],
)
def test_a_kind_is_a_key_a_title_or_a_kind_of_carrier_or_talent(
    sample: Store, collect: Collect, kind: str, title: str
) -> None:
    sheet = collect(sample, "roster", kind=kind)
    assert sheet.title == title
    assert sheet.total > 0


def test_values_stand_in_words_and_qianhai_behind_its_district(sample: Store, collect: Collect) -> None:
    places = cells(collect(sample, "roster", where=("所属区=南山（前海）",)), "所属区")
    assert set(places) == {"南山区（前海）"}
    every = cells(collect(sample, "roster"), "所属区")
    assert {"南山区", "南山区（前海）", "前海", ""} <= set(every)
    assert set(cells(collect(sample, "roster", where=("所属区=前海",)), "所属区")) == {
        "南山区（前海）",
        "宝安区（前海）",
        "前海",
    }


@pytest.mark.parametrize(
    ("where", "column", "holds"),
    [
        ("行业=黄金珠宝", "行业", lambda value: "黄金珠宝" in value.split("、")),
        ("sectors＝jewelry", "行业", lambda value: "黄金珠宝" in value.split("、")),
        ("企业规模=大型", "企业规模", lambda value: value == "大型"),
        ("最近营收>=500000", "最近营收（万元）", lambda value: float(value.replace(",", "")) >= 500000),
        ("最近营收（万元）≤1,000", "最近营收（万元）", lambda value: float(value.replace(",", "")) <= 1000),
        ("主营产品=女装", "主营产品", lambda value: "女装" in value),
        ("企业规模=", "企业规模", lambda value: value == ""),
        ("企业规模=未填", "企业规模", lambda value: value == ""),
    ],
)
def test_a_condition_keeps_the_rows_that_fulfil_it_and_no_others(
    sample: Store, collect: Collect, where: str, column: str, holds: Callable[[str], bool]
) -> None:
    kept = cells(collect(sample, "roster", where=(where,)), column)
    every = cells(collect(sample, "roster"), column)
    assert kept
    assert all(map(holds, kept))
    assert len(kept) == sum(_safe(holds, value) for value in every)


def _safe(holds: Callable[[str], bool], value: str) -> bool:
    try:
        return holds(value)
    except ValueError:  # an empty cell is no number
        return False


def test_conditions_add_up(sample: Store, collect: Collect) -> None:
    sheet = collect(sample, "roster", where=("行业=服装", "所属区=龙华"))
    assert sheet.conditions == ("行业为服装", "所属区为龙华区")
    assert 0 < sheet.total < collect(sample, "roster", where=("行业=服装",)).total


@pytest.mark.parametrize(
    ("kind", "where", "named"),
    [
        (None, "行业=火箭", "黄金珠宝"),
        (None, "颜色=红", "所属区"),
        (None, "所属区=浦东", "深汕特别合作区"),
        (None, "企业规模=特大", "小型"),
        (None, "前海=也许", "是"),
        (None, "行业", "列=值"),
        (None, "营收年度=去年", "营收年度"),
        (None, "成立日期=昨天", "2025-12-31"),
        (None, "企业名称>=示例", "企业名称"),
        ("飞机", None, "enterprises"),
        ("carriers", "类型=飞机", "工业设计中心"),
    ],
)
def test_what_does_not_exist_is_refused_with_what_there_is(
    sample: Store, collect: Collect, kind: str | None, where: str | None, named: str
) -> None:
    with pytest.raises(Refused) as refused:
        collect(sample, "roster", kind=kind, where=(where,) if where else ())
    assert named in str(refused.value)


def test_revenue_is_that_of_the_day(sample: Store, collect: Collect) -> None:
    years = set(cells(collect(sample, "roster", "2023-06-30"), "营收年度"))
    assert max(filter(None, years)) == "2022"
    assert "2025" in cells(collect(sample, "roster", "2025-12-31"), "营收年度")


def test_editions_and_talents_of_later_days_are_not_there_yet(sample: Store, collect: Collect) -> None:
    groups = [group.name for group in collect(sample, "roster", "2023-12-31", kind="展会").groups]
    assert max(groups) == "2023"
    days = cells(collect(sample, "roster", "2023-06-30", kind="人才"), "日期")
    assert max(days) <= "2023-06-30"


def test_subtotals_count_every_row_under_each_of_its_sectors(sample: Store, collect: Collect) -> None:
    sheet = collect(sample, "roster")
    sectors = cells(sheet, "行业")
    for count in sheet.counts:
        if count.column == "行业":
            expected = [
                value for value in sectors if (count.value in value.split("、")) or (value, count.value) == ("", "未填")
            ]
            assert count.number == len(expected)
    districts = [count.number for count in sheet.counts if count.column == "所属区"]
    assert sum(districts) == sheet.total


def test_brands_are_divided_by_tier_and_numbered_through(sample: Store, collect: Collect) -> None:
    document = shelf.compose(shelf.named("roster"), collect(sample, "roster", kind="brands"))
    table = next(part for part in document.parts if isinstance(part, Table))
    headings = [row.text for row in table.rows if isinstance(row, GroupRow)]
    assert [heading.split("（")[0] for heading in headings] == [
        *("国际知名品牌", "国际一线潜力品牌", "新锐品牌", "品牌梯队未填"),
    ]
    numbers = [row[0] for row in table.rows if not isinstance(row, GroupRow)]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]


def test_the_head_is_repeated_and_marked_on_every_page(sample: Store, print_document: Print, read_back: Read) -> None:
    pages = read_back(print_document(sample, "roster"))
    body = [page for page in pages if "统一社会信用代码" in page]
    assert len(body) > 5
    assert all("重点企业名录（续）" in page for page in body[1:])


def test_an_empty_registry_says_so_on_one_page(empty: Store, print_document: Print, read_back: Read) -> None:
    (page,) = read_back(print_document(empty, "roster"))
    assert "登记簿中没有符合条件的记录。" in page
    assert "共0家" in "".join(page.split())


def test_markup_in_a_name_prints_as_it_is(empty: Store, print_document: Print, read_back: Read) -> None:
    with empty.journal.entry("示例") as session:
        session.add(t.Enterprise(name="<img src=x>&甲", name_key="甲", sectors=("clothing",), products="a<b>&lt;"))
    text = "".join(read_back(print_document(empty, "roster"))[0].split())
    assert "<imgsrc=x>&甲" in text
    assert "a<b>&lt;" in text


def test_two_thousand_rows_are_pressed_in_little_memory(empty: Store, print_document: Print, read_back: Read) -> None:
    with empty.journal.entry("示例") as session:
        session.add_all(
            t.Enterprise(
                name=f"示例第{n}企业有限公司", name_key=f"示例第{n}企业有限公司", sectors=("clothing",), qianhai=False
            )
            for n in range(2000)
        )
    print_document(empty, "roster", where=("企业名称=第1999",))  # what is loaded once is not counted
    tracemalloc.start()
    path = print_document(empty, "roster")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    pages = read_back(path)
    assert "2000" in pages[-1] or "2000" in pages[-2]
    assert len(pages) > 60
    assert peak < 60e6


# ---- by a kept view


def keep(store: Store, page: str, view: Kept) -> None:
    with store.journal.entry("保存视图") as session:
        saved_views.keep(session, page, view)


@pytest.fixture
def viewed(empty: Store, policy: Policy) -> Store:
    """Three firms, one of them with a title; a view on them, and one of the same name on two pages."""
    world = World(policy.plan, policy.catalogue)
    makers = [world.enterprise(f"示例{name}", "watches", uscc=f"示例{name}") for name in "甲乙丙"]
    world.title(makers[1], "little_giant", "认定 2023-05-01..2026-04-30")
    world.revenue(makers[0], y2023=60)
    world.brand("丁牌", owner=makers[0])
    world.write(empty)
    layout = {"order": ["uscc", "name", "sectors", "gone"], "hidden": ["sectors"], "sort": ["name", True]}
    keep(empty, "enterprises", Kept("倒序", (Filter("gone", "empty"),), "示例", layout))
    keep(empty, "enterprises", Kept("持有", (Filter("title", "is", "little_giant"),)))
    keep(empty, "enterprises", Kept("同名", (Filter("name", "contains", "丙"),)))
    keep(empty, "brands", Kept("同名"))
    return empty


def test_a_kept_view_gives_rows_order_and_columns(viewed: Store, collect: Collect) -> None:
    sheet = collect(viewed, "roster", view="倒序")
    assert [title for title, _ in sheet.columns] == ["统一社会信用代码", "企业名称"]
    assert cells(sheet, "企业名称") == ["示例乙", "示例甲", "示例丙"]
    assert sheet.conditions == ("视图“倒序”", "含“示例”")


def test_a_kept_view_may_ask_for_a_title_held_on_the_day(viewed: Store, collect: Collect) -> None:
    sheet = collect(viewed, "roster", "2024-06-30", view="持有")
    assert cells(sheet, "企业名称") == ["示例乙"]
    assert sheet.conditions[1].startswith("持有")
    assert collect(viewed, "roster", "2023-01-31", view="持有").total == 0


def test_conditions_narrow_a_kept_view(viewed: Store, collect: Collect) -> None:
    assert cells(collect(viewed, "roster", view="倒序", where=("企业名称=乙",)), "企业名称") == ["示例乙"]


def test_of_two_views_of_one_name_the_kind_chooses(viewed: Store, collect: Collect) -> None:
    with pytest.raises(Refused, match="--kind"):
        collect(viewed, "roster", view="同名")
    assert cells(collect(viewed, "roster", view="同名", kind="企业"), "企业名称") == ["示例丙"]
    assert cells(collect(viewed, "roster", view="同名", kind="brands"), "品牌名称") == ["丁牌"]


def test_an_unknown_view_is_refused_with_those_there_are(viewed: Store, collect: Collect) -> None:
    with pytest.raises(Refused, match="持有"):
        collect(viewed, "roster", view="没有")


def test_every_view_of_the_sample_can_be_printed(sample: Store, collect: Collect) -> None:
    with sample.reading() as session:
        names = [(page, kept.name) for page in ROSTERS for kept in saved_views.kept(session, page)]
    assert names
    for page, name in names:
        assert collect(sample, "roster", view=name, kind=page).total > 0
