"""Two records that are one: whatever pointed at either points at the one that stays, and one undo parts them again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from fashiontracker.models import merge, store, tables
from fashiontracker.models.names import name_key
from fashiontracker.models.references import REFERENCES
from tests.models.conftest import rows_in

KEEP, OTHER, THIRD = 1, 2, 3


def firm(name: str, **more: object) -> dict[str, Any]:
    return {"name": name, "name_key": name_key(name), **more}


def figure(enterprise: int, year: int, value: float, **more: object) -> dict[str, Any]:
    return {
        "subject_kind": "enterprise",
        "enterprise_id": enterprise,
        "subject_key": "",
        "indicator": "revenue",
        "year": year,
        "value": value,
        "unit": "wan_yuan",
        "entered_in": "roster",
        **more,
    }


def event(enterprise: int, stage: str, day: date, **more: object) -> dict[str, Any]:
    return {
        "subject_kind": "enterprise",
        "subject_id": enterprise,
        "designation": "little_giant",
        "stage": stage,
        "happened_on": day,
        **more,
    }


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[store.Store]:
    """Two records of one firm, a third firm, and a row of every kind that points at the second."""
    with store.create(tmp_path / "a.db", tmp_path / "a.lock", {"plan": "x"}) as made:
        with made.journal.entry("录入") as session:
            session.insert_many(
                tables.Enterprise,
                [
                    firm("示例钟表有限公司", sectors=("watches",), district="futian", note="甲"),
                    firm("示例钟表有限责任公司", uscc="91440300000000000A", sectors=("jewelry",), district="nanshan"),
                    firm("示例眼镜厂"),
                ],
            )
            for record in (tables.Brand, tables.Talent, tables.Carrier):
                session.insert_many(record, [firm("示例", owner_id=OTHER, **_kind(record))])
            session.insert_many(tables.Exhibition, [firm("示例展", owner_id=OTHER, year=2023)])
            session.insert_many(tables.Standard, [firm("示例标准", owner_id=OTHER)])
            session.insert_many(tables.Project, [firm("示例项目", owner_id=OTHER)])
            session.insert_many(tables.FormerName, [firm("示例老字号", enterprise_id=OTHER)])
            session.insert_many(
                tables.Figure,
                [figure(KEEP, 2023, 5.0), figure(OTHER, 2022, 4.0), figure(OTHER, 2023, 6.0, source="年报")],
            )
            session.insert_many(
                tables.StageEvent,
                [
                    event(KEEP, "recognised", date(2022, 5, 1)),
                    event(OTHER, "recognised", date(2022, 5, 1), certificate_no="示例 1"),
                    event(OTHER, "renewed", date(2025, 5, 1)),
                ],
            )
            answered = {"criterion": "a/b/c", "answer": True, "answered_on": date(2024, 1, 1)}
            session.insert_many(tables.Judgement, [{"subject_kind": "enterprise", "subject_id": OTHER, **answered}])
            file = {"sha256": "0" * 64, "name": "证书.pdf", "media_type": "application/pdf", "size": 1, "added_at": "x"}
            number = session.insert_many(tables.Evidence, [file])[0]
            link = {"evidence_id": number, "record_table": "enterprise", "record_id": OTHER}
            session.insert_many(tables.EvidenceLink, [link])
            session.insert_many(
                tables.DistinctPair, [{"record_table": "enterprise", "left_id": OTHER, "right_id": THIRD}]
            )
        yield made


def _kind(record: type) -> dict[str, str]:
    return {} if record is tables.Brand else {"kind": "x"}


def join(opened: store.Store, **fields: object) -> None:
    with opened.journal.entry("合并") as session:
        merge.merge(session, tables.Enterprise, KEEP, OTHER, fields, said)


def said(name: str, value: Any) -> str:
    return f"〔合并〕{name} {getattr(value, 'value', value)}"


def read(opened: store.Store, record: type[Any]) -> list[Any]:
    with opened.reading() as session:
        return list(session.scalars(select(record).where(record.trashed_at.is_(None)).order_by(record.id)))


def test_whatever_pointed_at_the_other_points_at_the_one_that_stays(opened: store.Store) -> None:
    join(opened)
    with opened.reading() as session:
        for reference in REFERENCES:
            if reference.parent not in ("enterprise", None):
                continue
            record = merge.RECORDS[reference.table]
            pointing = list(session.scalars(select(getattr(record, reference.column))))
            assert KEEP in pointing or reference.column == "right_id", reference
            assert OTHER not in pointing, reference


def test_the_other_is_in_the_trash_and_its_name_is_a_former_one(opened: store.Store) -> None:
    join(opened)
    assert [one.id for one in read(opened, tables.Enterprise)] == [KEEP, THIRD]
    assert {one.name for one in read(opened, tables.FormerName)} == {"示例老字号", "示例钟表有限责任公司"}


def test_a_chosen_code_moves_although_it_is_unique(opened: store.Store) -> None:
    join(opened, uscc="91440300000000000A", name="示例钟表有限责任公司")
    kept = read(opened, tables.Enterprise)[0]
    assert (kept.uscc, kept.name, kept.name_key) == (
        "91440300000000000A",
        "示例钟表有限责任公司",
        "示例钟表有限责任公司",
    )
    assert "示例钟表有限公司" in {one.name for one in read(opened, tables.FormerName)}


def test_values_that_were_not_chosen_stay_in_the_note(opened: store.Store) -> None:
    join(opened, sectors=("watches", "jewelry"))
    lines = read(opened, tables.Enterprise)[0].note.split("\n")
    assert lines[0] == "甲"
    assert "〔合并〕district nanshan" in lines
    assert "〔合并〕uscc 91440300000000000A" in lines
    assert not any("sectors" in line for line in lines)


def test_of_two_figures_for_one_year_the_kept_ones_stands_and_the_other_is_told(opened: store.Store) -> None:
    join(opened)
    assert [(one.year, one.value) for one in read(opened, tables.Figure)] == [(2023, 5.0), (2022, 4.0)]
    assert "〔合并〕value 6.0" in read(opened, tables.Enterprise)[0].note


def test_the_others_figure_stands_where_it_is_preferred(opened: store.Store) -> None:
    with opened.journal.entry("合并") as session:
        merge.merge(session, tables.Enterprise, KEEP, OTHER, {}, said, [3])
    assert [(one.year, one.value) for one in read(opened, tables.Figure)] == [(2022, 4.0), (2023, 6.0)]
    assert read(opened, tables.Enterprise)[0].note.endswith("〔合并〕value 5.0")


def test_one_event_recorded_twice_becomes_one_with_what_both_say(opened: store.Store) -> None:
    join(opened)
    events = [(one.stage, one.certificate_no) for one in read(opened, tables.StageEvent)]
    assert events == [("recognised", "示例 1"), ("renewed", None)]


def test_events_that_contradict_each_other_both_stay(opened: store.Store) -> None:
    with opened.journal.entry("证书") as session:
        session.update_many(tables.StageEvent, {1: {"certificate_no": "示例 2"}})
    join(opened)
    assert [one.certificate_no for one in read(opened, tables.StageEvent)] == ["示例 2", "示例 1", None]


def test_distinct_pairs_follow_and_what_was_said_of_the_two_is_forgotten(opened: store.Store) -> None:
    with opened.journal.entry("不是重复") as session:
        session.insert_many(tables.DistinctPair, [{"record_table": "enterprise", "left_id": KEEP, "right_id": OTHER}])
    join(opened)
    assert [(one.left_id, one.right_id) for one in read(opened, tables.DistinctPair)] == [(KEEP, THIRD)]


def test_one_undo_parts_them_again(opened: store.Store) -> None:
    before = rows_in(opened.path)
    join(opened, uscc="91440300000000000A", district="nanshan")
    assert rows_in(opened.path) != before
    opened.journal.undo()
    assert rows_in(opened.path) == before


def test_a_merged_brand_keeps_the_others_name_in_its_note(opened: store.Store) -> None:
    with opened.journal.entry("录入") as session:
        session.insert_many(tables.Brand, [firm("示例牌"), firm("示例品牌", tier="emerging", founded_year=1990)])
    with opened.journal.entry("合并") as session:
        merge.merge(session, tables.Brand, 2, 3, {"tier": "emerging"}, lambda name, value: f"{name} {value}")
    kept = read(opened, tables.Brand)[-1]
    assert (kept.name, kept.tier) == ("示例牌", "emerging")
    assert kept.note == "〔曾用名〕示例品牌\nfounded_year 1990"


def test_every_table_that_can_point_at_a_record_is_known() -> None:
    parents = {record.__tablename__ for record in merge.RECORDS.values()} | {"enterprise"}
    assert {one.table for one in REFERENCES if one.parent is None or one.parent in parents} <= merge.RECORDS.keys()
