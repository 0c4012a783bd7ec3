"""Paragraphs that somebody worded himself: on the paper, in the frozen sheet, and held against what was generated."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fashiontracker.models import submissions, wordings
from fashiontracker.models.store import Store
from fashiontracker.models.wordings import Wording
from fashiontracker.plan.library import Policy
from fashiontracker.reports import ledger, shelf
from fashiontracker.reports.stamp import frozen
from fashiontracker.reports.wording import Passage, unborne
from tests.reports.conftest import Collect, Print

Read = Callable[[Path], list[str]]
DAY = date(2025, 12, 31)
WORDABLE = ("targets", "whitepaper")


def passages(sheet: object, name: str) -> dict[str, Passage]:
    return {one.key: one for one in shelf.passages(shelf.named(name), sheet)}


@pytest.mark.parametrize("name", WORDABLE)
def test_every_paragraph_has_a_key_of_its_own_that_does_not_change_with_the_day(
    sample: Store, empty: Store, collect: Collect, name: str
) -> None:
    found = [[one.key for one in shelf.passages(shelf.named(name), collect(sample, name, day))] for day in
             ("2023-06-30", "2025-12-31")]  # fmt: skip
    for keys in found:
        assert len(keys) == len(set(keys)) > 5
    assert set(passages(collect(empty, name), name)) <= set(found[1])


def test_own_words_stand_in_the_place_of_the_generated_ones(
    empty: Store, collect: Collect, print_document: Print, read_back: Read
) -> None:
    generated = passages(collect(empty, "targets"), "targets")["letter.opening"].generated
    text = "各级领导<b>&amp;</b>高度重视。\n\n另有一段。"
    wordings.keep(empty.journal, "targets", DAY, [Wording("letter.opening", text, generated)])
    page = "".join(read_back(print_document(empty, "targets"))[0].split())
    assert "各级领导<b>&amp;</b>高度重视。" in page
    assert "另有一段。" in page
    assert generated not in page


def test_room_for_own_words_is_printed_only_where_there_are_some(
    empty: Store, print_document: Print, read_back: Read
) -> None:
    assert "工作建议" not in "".join(read_back(print_document(empty, "whitepaper")))
    wordings.keep(empty.journal, "whitepaper", DAY, [Wording("advice", "建议加快培育。", "")])
    text = "".join("".join(read_back(print_document(empty, "whitepaper"))).split())
    assert "工作建议。建议加快培育。" in text


def test_the_workbook_names_what_was_worded(empty: Store, collect: Collect) -> None:
    kind = shelf.named("whitepaper")
    assert "人工修改的段落" not in dict(shelf.tables(kind, collect(empty, "whitepaper"))[0])
    wordings.keep(empty.journal, "whitepaper", DAY, [Wording("advice", "建议加快培育。", "")])
    about = dict(shelf.tables(kind, collect(empty, "whitepaper"))[0])
    assert about["人工修改的段落"] == "展望·工作建议"


def test_words_taken_out_leave_no_paragraph(empty: Store, print_document: Print, read_back: Read) -> None:
    wordings.keep(empty.journal, "targets", DAY, [Wording("letter.sources", "", "报告所列")])
    assert "数据说明。" not in "".join(read_back(print_document(empty, "targets")))


def test_own_words_are_frozen_beside_the_generated_ones_and_change_the_fingerprint(
    empty: Store, policy: Policy, collect: Collect, print_document: Print, tmp_path: Path
) -> None:
    before = collect(empty, "whitepaper")
    own = Wording("advice", "建议加快培育。", "")
    wordings.keep(empty.journal, "whitepaper", DAY, [own])
    sheet = collect(empty, "whitepaper")
    assert json.loads(frozen(sheet))["stamp"]["wordings"] == [{"key": "advice", "text": own.text, "generated": ""}]
    assert json.loads(frozen(before))["stamp"]["wordings"] == []
    pdf = print_document(empty, "whitepaper")
    fingerprint = ledger.hand_in(empty, tmp_path / "files", shelf.named("whitepaper"), sheet, pdf, DAY)
    wordings.keep(empty.journal, "whitepaper", DAY, [])
    with empty.reading() as session:
        kept = submissions.sheet_of(session, submissions.find(session, fingerprint))
    assert submissions.wordings_of(kept) == (own,)


def test_a_sheet_of_before_there_were_own_words_has_none() -> None:
    assert submissions.wordings_of('{"groups":[],"stamp":{}}') == ()


def test_a_number_that_the_generated_words_lack_is_told(empty: Store, collect: Collect) -> None:
    generated = passages(collect(empty, "targets"), "targets")["letter.overall"].generated
    own = Wording("letter.overall", f"{generated}力争再完成987项。", generated)
    wordings.keep(empty.journal, "targets", DAY, [own])
    (notice,) = shelf.notices(shelf.named("targets"), collect(empty, "targets"))
    assert (notice.code, notice.value) == ("number_unborne", "987")
    assert "总体情况" in notice.place


def test_words_written_over_other_numbers_are_told(empty: Store, collect: Collect) -> None:
    wordings.keep(empty.journal, "targets", DAY, [Wording("letter.overall", "进展顺利。", "已达成3项。")])
    (notice,) = shelf.notices(shelf.named("targets"), collect(empty, "targets"))
    assert notice.code == "wording_outdated"


def test_a_letter_for_one_designation_says_nothing_of_another(sample: Store, collect: Collect) -> None:
    kind = shelf.named("recommendation")
    names = {shelf.draft_of(kind, shelf.Options(DAY, designation=key)) for key in ("little_giant", "national_brand")}
    assert len(names) == 2


@pytest.mark.parametrize(
    ("text", "generated", "missing"),
    [
        ("达成1286项", "已达成1,286项", ()),
        ("增长12.70%", "增长12.7％", ()),
        ("增长１２％，达到三项", "增长13%", ("12",)),
        ("2026年达到5项、5项", "2025年", ("2026", "5")),
        ("没有数字", "没有", ()),
    ],
)
def test_numbers_are_the_same_however_they_are_written(text: str, generated: str, missing: tuple[str, ...]) -> None:
    assert unborne(text, generated) == missing


@given(st.text(alphabet="0123456789,.，。%年项增长", max_size=40))
def test_the_generated_words_bear_themselves_out(text: str) -> None:
    assert unborne(text, text) == ()
