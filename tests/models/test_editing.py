"""Records changed by hand, and what the trash does with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from fashiontracker.models import attaching, biography, duplicates, editing, saved_views, store, tables
from fashiontracker.models.names import name_key
from fashiontracker.models.saved_views import Kept
from fashiontracker.models.views import Filter
from fashiontracker.progress import finish

CODE = "91440300000000000A"


def firm(name: str, **more: object) -> dict[str, Any]:
    return {"name": name, "name_key": name_key(name), **more}


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[store.Store]:
    with store.create(tmp_path / "a.db", tmp_path / "a.lock", {"plan": "x"}) as made:
        with made.journal.entry("录入") as session:
            session.insert_many(tables.Enterprise, [firm("示例甲", uscc=CODE), firm("示例乙")])
        yield made


def live(opened: store.Store, record: type[Any] = tables.Enterprise) -> list[str]:
    with opened.reading() as session:
        return list(session.scalars(select(record.name).where(record.trashed_at.is_(None)).order_by(record.id)))


def trash(opened: store.Store, *ids: int) -> None:
    with opened.journal.entry("移入回收站") as session:
        editing.trash(session, tables.Enterprise, ids)


def test_a_renamed_firm_keeps_its_old_name(opened: store.Store) -> None:
    for name in ("示例丙", "示例甲", "示例丁"):
        with opened.journal.entry("更名") as session:
            editing.change(session, tables.Enterprise, {1: {"name": name, "name_key": name_key(name)}})
    assert live(opened) == ["示例丁", "示例乙"]
    assert live(opened, tables.FormerName) == ["示例甲", "示例丙"]


def test_the_trash_frees_a_code_and_gives_it_back_only_while_it_is_free(opened: store.Store) -> None:
    trash(opened, 1)
    with opened.reading() as session:
        assert editing.holder_of_code(session, CODE) is None
    with opened.journal.entry("补录") as session:
        editing.change(session, tables.Enterprise, {2: {"uscc": CODE}})
    with opened.journal.entry("恢复") as session:
        problems = editing.restore(session, tables.Enterprise, [1])
    assert [one.code for one in problems] == ["code_taken"]
    assert live(opened) == ["示例乙"]


def test_what_was_trashed_comes_back(opened: store.Store) -> None:
    trash(opened, 1, 2)
    assert live(opened) == []
    with opened.journal.entry("恢复") as session:
        assert editing.restore(session, tables.Enterprise, [1, 2]) == []
    assert live(opened) == ["示例甲", "示例乙"]


def test_a_firm_that_owns_a_brand_is_not_deleted_for_good(opened: store.Store) -> None:
    with opened.journal.entry("录入") as session:
        session.insert_many(tables.Brand, [firm("示例牌", owner_id=1)])
        session.insert_many(tables.FormerName, [firm("示例旧名", enterprise_id=2)])
    trash(opened, 1, 2)
    with opened.journal.entry("清空") as session:
        problems = editing.purge(session, tables.Enterprise, [1, 2])
    assert [one.value for one in problems] == ["示例甲"]
    with opened.reading() as session:
        assert list(session.scalars(select(tables.Enterprise.id))) == [1]
        assert list(session.scalars(select(tables.FormerName.id))) == []
    opened.journal.undo()
    with opened.reading() as session:
        assert set(session.scalars(select(tables.Enterprise.id))) == {1, 2}


def test_a_file_is_linked_once_and_stays_when_the_link_goes(opened: store.Store, tmp_path: Path) -> None:
    file = tmp_path / "证书.pdf"
    file.write_bytes(b"%PDF-1.4")
    folder = tmp_path / "files"
    for _ in range(2):
        kept = finish(attaching.take_in(folder, [file]))
        with opened.journal.entry("佐证") as session:
            attaching.attach(session, ("enterprise", 1), kept)
    with opened.reading() as session:
        linked = attaching.attached(session, [("enterprise", 1)])
    assert [(one.name, one.size) for one in linked] == [("证书.pdf", 8)]
    with opened.journal.entry("移除佐证") as session:
        attaching.detach(session, linked[0].link)
    with opened.reading() as session:
        assert attaching.attached(session, [("enterprise", 1)]) == []
    assert (folder / linked[0].sha256).read_bytes() == b"%PDF-1.4"


def test_a_view_comes_back_as_it_was_kept(opened: store.Store) -> None:
    view = Kept("大型钟表", (Filter("sectors", "has", "watches"),), "示例", {"order": ["name"]})
    for search in ("示例", "表"):
        with opened.journal.entry("保存视图") as session:
            saved_views.keep(session, "enterprises", Kept("大型钟表", view.filters, search, view.layout))
    with opened.reading() as session:
        found = saved_views.kept(session, "enterprises")
        assert [(one.name, one.filters, one.search, one.layout) for one in found] == [
            ("大型钟表", view.filters, "表", view.layout)
        ]
        assert saved_views.kept(session, "brands") == []
    with opened.journal.entry("删除视图") as session:
        saved_views.remove(session, found[0].id)
    with opened.reading() as session:
        assert saved_views.kept(session, "enterprises") == []


def test_the_history_of_a_row_tells_each_field(opened: store.Store) -> None:
    with opened.journal.entry("修改") as session:
        editing.change(session, tables.Enterprise, {1: {"district": "futian"}})
    with opened.reading() as session:
        steps = biography.of(session, [("enterprise", 1)], 10)
    assert [(step.label, step.before) for step in steps] == [("修改", {"district": None}), ("录入", None)]
    assert steps[0].after == {"district": "futian"}


# ---- duplicates ------------------------------------------------------------------------------------------------


def pairs(opened: store.Store, record: type[Any], *rows: dict[str, Any]) -> list[tuple[int, int, str]]:
    with opened.journal.entry("录入") as session:
        session.insert_many(record, rows)
    with opened.reading() as session:
        return [tuple(pair) for pair in duplicates.find(session, record)]


def test_firms_that_look_alike_are_offered_the_surest_first(opened: store.Store) -> None:
    found = pairs(
        opened,
        tables.Enterprise,
        *(firm(name) for name in ("示例钟表有限公司", "示例钟表有限责任公司", "示例眼镜厂", "示例眼睛厂", "示例甲")),
    )
    assert found == [(1, 7, "same_name"), (3, 4, "alike"), (5, 6, "alike")]


def test_two_codes_tell_two_firms_apart_but_not_two_forms_of_one_name(opened: store.Store) -> None:
    found = pairs(
        opened,
        tables.Enterprise,
        firm("示例皮具厂", uscc="A"),
        firm("示例皮箱厂", uscc="B"),
        firm("示例展览有限公司", uscc="C"),
        firm("示例展览有限责任公司", uscc="D"),
    )
    assert found == [(5, 6, "alike")]


def test_namesakes_of_two_owners_are_two(opened: store.Store) -> None:
    brands = (firm("示例牌", owner_id=1), firm("示例牌", owner_id=2), firm("示例表", owner_id=1), firm("示例表"))
    assert pairs(opened, tables.Brand, *brands) == [(3, 4, "same_name")]


def test_what_was_called_distinct_is_not_offered_again(opened: store.Store) -> None:
    assert pairs(opened, tables.Enterprise, firm("示例甲")) == [(1, 3, "same_name")]
    with opened.journal.entry("不是重复") as session:
        duplicates.declare_distinct(session, tables.Enterprise, 3, 1)
    with opened.reading() as session:
        assert duplicates.find(session, tables.Enterprise) == []
