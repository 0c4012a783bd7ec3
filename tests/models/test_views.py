"""The registry's tables: what they find, in which order."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from fashiontracker.models import registry, search, store, tables, views
from fashiontracker.models.names import name_key
from fashiontracker.models.pinyin import PHRASES, SURNAMES, initials, sort_key, spelling
from fashiontracker.models.views import Filter, Sort


def firm(name: str, **more: object) -> tables.Enterprise:
    return tables.Enterprise(name=name, name_key=name_key(name), **more)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[store.Store]:
    with store.create(tmp_path / "a.db", tmp_path / "a.lock", {"plan": "x"}) as made:
        yield made


@pytest.fixture
def stocked(opened: store.Store) -> store.Store:
    with opened.journal.entry("录入") as session:
        watch = firm("示例钟表厂", uscc="91440300000000000A", sectors=("watches", "jewelry"), district="futian")
        cloth = firm("示例服装公司", sectors=("clothing",), note="100%_棉")
        session.add_all([watch, cloth, firm("示例长安皮具", trashed_at="2025-01-01T00:00:00Z")])
        session.flush()
        session.add(tables.FormerName(enterprise_id=watch.id, name="示例老字号", name_key="示例老字号"))
        session.add(tables.Brand(name="示例牌", name_key="示例牌", owner_id=watch.id, sectors=("jewelry",)))
        for year, value, entered_in in ((2022, 5.0, "roster"), (2023, 7.0, "roster"), (2023, 8.0, "indicators")):
            session.add(
                tables.Figure(
                    subject_kind="enterprise",
                    enterprise_id=watch.id,
                    indicator="revenue",
                    year=year,
                    value=value,
                    unit="wan_yuan",
                    entered_in=entered_in,
                )
            )
    return opened


def names(opened: store.Store, **asked: object) -> list[str]:
    with opened.reading() as session:
        found = views.ids(session, registry.ENTERPRISES, **asked)  # type: ignore[arg-type]
        return [row[0] for row in views.rows(session, registry.ENTERPRISES, found, ["name"])]


def test_names_are_sorted_by_pinyin_and_the_trash_is_out_of_sight(stocked: store.Store) -> None:
    assert names(stocked) == ["示例服装公司", "示例钟表厂"]
    assert names(stocked, sort=Sort("name", descending=True)) == ["示例钟表厂", "示例服装公司"]
    assert names(stocked, trashed=True) == ["示例长安皮具"]


@pytest.mark.parametrize(
    ("chip", "found"),
    [
        (Filter("sectors", "has", "jewelry"), ["示例钟表厂"]),
        (Filter("sectors", "has", "jewel"), []),
        (Filter("district", "is", "futian"), ["示例钟表厂"]),
        (Filter("district", "empty"), ["示例服装公司"]),
        (Filter("uscc", "filled"), ["示例钟表厂"]),
        (Filter("note", "contains", "%_"), ["示例服装公司"]),
        (Filter("note", "contains", "0_棉"), []),
        (Filter("revenue", "at_least", 8), ["示例钟表厂"]),
        (Filter("revenue", "at_most", 7.5), []),
        (Filter("name", "contains", "'; DROP TABLE enterprise; --"), []),
    ],
)
def test_a_chip_keeps_only_what_it_says(stocked: store.Store, chip: Filter, found: list[str]) -> None:
    assert names(stocked, filters=[chip]) == found


def test_an_unknown_column_is_not_a_filter(stocked: store.Store) -> None:
    with pytest.raises(KeyError):
        names(stocked, filters=[Filter("1=1 OR name", "is", "x")])


def test_the_latest_revenue_is_shown_and_the_indicator_sheet_prevails(stocked: store.Store) -> None:
    with stocked.reading() as session:
        found = views.ids(session, registry.ENTERPRISES, search="钟表")
        assert views.rows(session, registry.ENTERPRISES, found, ["revenue", "revenue_year"]) == [(8.0, 2023)]


def test_the_latest_revenue_is_found_without_a_walk_through_the_figures_of_all(stocked: store.Store) -> None:
    view = registry.until(registry.ENTERPRISES, 2023)
    query = select(view.record.id, view.column("revenue").source).select_from(view.joined)
    compiled = query.compile(stocked.engine)
    with stocked.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", tuple(compiled.params.values())).all()
    assert [line for *_, line in plan if "figure" in line and "uq_figure_cell" in line and "<expr>=?" in line]


def test_rows_come_in_the_order_of_the_ids_and_gone_ones_are_left_out(stocked: store.Store) -> None:
    with stocked.reading() as session:
        rows = views.rows(session, registry.ENTERPRISES, [2, 99, 1], ["name"])
    assert rows == [("示例服装公司",), ("示例钟表厂",)]


def test_within_keeps_only_the_ids_of_a_list(stocked: store.Store) -> None:
    assert names(stocked, within=[2, 3]) == ["示例服装公司"]
    assert names(stocked, within=[]) == []


@pytest.mark.parametrize("key", registry.VIEWS)
def test_every_view_can_be_sorted_and_filtered_by_each_of_its_columns(stocked: store.Store, key: str) -> None:
    view = registry.VIEWS[key]
    with stocked.reading() as session:
        every = views.ids(session, view)
        for column in view.columns:
            assert sorted(views.ids(session, view, sort=Sort(column.key))) == sorted(every)
            filled = views.ids(session, view, [Filter(column.key, "filled")])
            empty = views.ids(session, view, [Filter(column.key, "empty")])
            assert sorted(filled + empty) == sorted(every)
        assert len(views.rows(session, view, every, [column.key for column in view.columns])) == len(every)


# ---- search ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["钟表", "示例钟", "slzbc", "SLZ", "91440300000000000a", "老字号", "sllzh"])
def test_a_firm_is_found_by_name_former_name_initials_and_code(stocked: store.Store, typed: str) -> None:
    with stocked.reading() as session:
        hits = search.build(session).find(typed)
    assert ("enterprise", "示例钟表厂") in {(hit.kind, hit.name) for hit in hits}


def test_nothing_typed_finds_nothing_and_the_trash_is_not_found(stocked: store.Store) -> None:
    with stocked.reading() as session:
        index = search.build(session)
    assert index.find("  ") == []
    assert index.find("长安") == []


def test_the_index_finds_what_a_scan_of_all_names_finds() -> None:
    dice = random.Random(7)
    hits = [search.Hit("enterprise", k, "".join(dice.choices("示例钟表珠宝服装", k=5)), None) for k in range(500)]
    index = search.SearchIndex(hits)
    for hit in hits[:50]:
        typed = hit.name[1:3]
        assert {one.id for one in index.find(typed, limit=500)} == {one.id for one in hits if typed in one.name}


@pytest.mark.parametrize(
    ("word", "read"),
    [("银行", "yh"), ("重庆", "cq"), ("厦门", "xm"), ("大厦", "ds"), ("歌力思", "gls"), ("A1示例", "a1sl")],
)
def test_words_of_several_readings_are_read_as_the_field_reads_them(word: str, read: str) -> None:
    assert initials(word) == read


def test_a_surname_is_read_as_a_surname() -> None:
    assert spelling("单田芳", person=True).startswith("shan ")
    assert spelling("单田芳").startswith("dan ")


def test_only_words_that_read_otherwise_are_exceptions() -> None:
    """Every other one would cost each name that has it the look into a list."""
    for word, reading in {**PHRASES, **SURNAMES}.items():
        assert " ".join(spelling(char) for char in word) != reading


@given(st.text("示例单曾重庆厦门大行业A 1ü", max_size=12), st.booleans())
def test_names_are_ordered_by_their_readings_and_found_by_the_first_letters(name: str, person: bool) -> None:
    letters = "".join(one[0] for one in spelling(name, person).split() if one[0].isalnum())
    assert initials(name, person) == letters
    assert sort_key(name) == (f"{spelling(name)}\t{name}" if name else "")
