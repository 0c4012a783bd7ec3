"""Document 1: its numbers are the count's, and paper says no more and no less than the sheet."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import page
import pytest

from fashiontracker.models import tables as t
from fashiontracker.models.store import Store
from fashiontracker.plan.library import Policy
from fashiontracker.reports import shelf
from fashiontracker.reports.document import Annex, Heading, Paragraph, RangeBars
from fashiontracker.reports.stamp import fingerprint
from fashiontracker.tally import board
from tests.reports.conftest import Collect, Print
from tests.reports.test_conformance import PROFILES, failures
from tests.tally.world import World

Read = Callable[[Path], list[str]]
DAYS = ("2021-12-31", "2022-01-01", "2023-06-30", "2025-12-31", "2026-05-01")


def joined(pages: list[str]) -> str:
    """The text without the ends of lines and pages."""
    return "".join("".join(pages).split())


# ---- as data


@pytest.mark.parametrize("as_of", DAYS)
def test_every_number_in_the_sheet_is_the_counts(sample: Store, policy: Policy, collect: Collect, as_of: str) -> None:
    sheet = collect(sample, "targets", as_of)
    with sample.reading() as session:
        counted = board.status_rows(session, policy.plan, policy.catalogue, date.fromisoformat(as_of))
    assert len(sheet.rows) == len(counted) == 31
    for row, result in zip(sheet.rows, counted, strict=True):
        assert (row.key, row.actual, row.least, row.most) == (result.key, result.actual, result.min, result.max)
        assert (row.status, row.forecast, row.stale) == (result.status, result.forecast, result.stale)
        assert [line.subject for line in row.counted] == [one.subject for one in result.counted]
        assert [line.subject for line in row.near_misses] == [one.subject for one in result.near_misses]
        if row.kind == "count":
            assert len(row.counted) == row.actual


def test_the_last_point_of_a_curve_is_the_number_itself(sample: Store, collect: Collect) -> None:
    sheet = collect(sample, "targets", "2024-08-15")
    for row in sheet.rows:
        if row.kind != "milestone":
            assert row.curve[-1] == (date(2024, 8, 15), row.actual)
            assert row.curve[0][0] == date(2022, 3, 31)


def test_a_ledger_number_names_one_subject_of_one_row(sample: Store, collect: Collect) -> None:
    sheet = collect(sample, "targets")
    numbers = Counter(line.ledger for row in sheet.rows for line in row.counted)
    assert set(numbers.values()) == {1}
    assert all(line.ledger.startswith(f"{row.ledger}-") for row in sheet.rows for line in row.counted)
    assert len({row.ledger for row in sheet.rows}) == 31


def test_the_fingerprint_changes_with_the_numbers_and_with_the_journal_alone(
    empty: Store, policy: Policy, collect: Collect
) -> None:
    before = collect(empty, "targets")
    assert fingerprint(before) == fingerprint(collect(empty, "targets"))
    with empty.journal.entry("备注") as session:
        session.add(t.SavedView(page="brands", name="示例", spec="{}"))
    assert fingerprint(collect(empty, "targets")) != fingerprint(before)


def test_a_counted_subject_carries_number_and_evidence_of_the_event_that_counts(
    empty: Store, policy: Policy, collect: Collect, print_document: Print, read_back: Read
) -> None:
    world = World(policy.plan, policy.catalogue)
    firm = world.enterprise("示例钟表", "watches", uscc="91440300000000000X")
    world.title(firm, "little_giant", "认定 2023-05-01..2026-04-30", "到期 2025-01-01", "认定 2025-03-01..2028-02-29")
    world.write(empty)
    sha256 = hashlib.sha256(b"notice").hexdigest()
    with empty.journal.entry("佐证") as session:
        for event in session.query(t.StageEvent):
            event.certificate_no = f"证{event.happened_on:%Y%m}号"
        session.add(t.Evidence(sha256=sha256, name="公示<1>.pdf", media_type="application/pdf", size=6, added_at=""))
        session.flush()
        session.add(t.EvidenceLink(evidence_id=1, record_table="stage_event", record_id=3))
    (line,) = next(row for row in collect(empty, "targets").rows if row.key == "watches.champions").counted
    assert line.document_no == "证202503号"
    assert line.evidence == f"公示<1>.pdf（{sha256[:8]}）"
    (earlier,) = next(
        row for row in collect(empty, "targets", "2024-01-01").rows if row.key == "watches.champions"
    ).counted
    assert (earlier.document_no, earlier.evidence) == ("证202305号", "")
    assert f"公示<1>.pdf（{sha256[:8]}）" in joined(read_back(print_document(empty, "targets")))


def test_a_carrier_says_its_kind_and_whose_it_is(sample: Store, collect: Collect) -> None:
    sheet = collect(sample, "targets")
    labs = next(row for row in sheet.rows if row.key == "consumer.labs")
    assert labs.counted
    assert {line.basis for line in labs.counted} <= {"数字化材料图书馆", "高通量实验室", "原料评估公共服务平台"}
    assert all(line.owner and line.since for line in labs.counted)


# ---- as paper


def test_paper_names_every_row_every_subject_and_every_reason(
    sample: Store, collect: Collect, print_document: Print, read_back: Read
) -> None:
    sheet = collect(sample, "targets")
    pages = read_back(print_document(sample, "targets"))
    text = joined(pages)
    for row in sheet.rows:
        assert "".join(row.caption.split()) in text
        for line in (*row.counted, *row.near_misses):
            assert "".join(line.subject.split()) in text
            assert line.reason in text
        assert all(line.ledger in text for line in row.counted)
    assert all("示例数据" in joined([page_text]) for page_text in pages)
    assert all(fingerprint(sheet) in page_text for page_text in pages)
    assert f"第{len(pages)}/{len(pages)}页" in joined(pages[-1:])


def test_the_same_database_gives_the_same_bytes(sample: Store, print_document: Print) -> None:
    first = print_document(sample, "targets", file="one.pdf").read_bytes()
    assert print_document(sample, "targets", file="two.pdf").read_bytes() == first


@pytest.mark.parametrize("profile", PROFILES, ids=["PDF/A-2b", "PDF/UA-1"])
def test_the_submission_conforms(sample: Store, print_document: Print, profile: page.ValidationProfile) -> None:
    assert failures(print_document(sample, "targets"), profile) == []


def test_what_the_user_chose_stands_in_the_letter_as_typed(
    sample: Store, print_document: Print, read_back: Read
) -> None:
    path = print_document(
        sample,
        "targets",
        issuer="<b>示例</b>&协会",
        recipient="示例市<局>",
        number="示协〔2026〕1号",
        signer="林　喆",
        copy_to="示例会员单位",
        dated=date(2026, 1, 9),
    )
    pages = read_back(path)
    first, text = joined(pages[:1]), joined(pages)
    assert "<b>示例</b>&协会" in first
    assert "示协〔2026〕1号" in first
    assert "签发人：林喆" in first
    assert "示例市<局>：" in first
    assert "抄送：示例会员单位" in text
    assert "2026年1月9日印发" in text


def test_names_that_look_like_markup_print_as_they_are(
    empty: Store, policy: Policy, print_document: Print, read_back: Read
) -> None:
    world = World(policy.plan, policy.catalogue)
    names = ("R&B<时装>", "<img src=x onerror=1>", "&amp;#65;", "=1+1", "a\\nb%s{0}")
    for name in names:
        world.title(world.brand(name, "clothing"), "national_brand", "认定 2023-05-01")
    world.write(empty)
    text = joined(read_back(print_document(empty, "targets")))
    assert all("".join(name.split()) in text for name in names)


@pytest.mark.parametrize("as_of", DAYS)
def test_an_empty_database_gives_no_empty_page_and_whole_sentences(
    empty: Store, print_document: Print, read_back: Read, as_of: str
) -> None:
    pages = read_back(print_document(empty, "targets", as_of))
    for page_text in pages:
        assert len(joined([page_text])) > 80
        assert "None" not in page_text
        assert "nan" not in page_text
    text = joined(pages)
    assert "截至报告日没有计入的对象。" in text
    assert "，。" not in text
    assert "：。" not in text
    assert "示例数据" not in text


def test_no_page_ends_with_a_heading(sample: Store, print_document: Print, read_back: Read, policy: Policy) -> None:
    headings = {group.title for group in policy.plan.groups} | {"总体完成情况", "分领域完成情况", "历次完成率"}
    for page_text in read_back(print_document(sample, "targets"))[4:]:
        lines = [line for line in page_text.splitlines() if line.strip() and "报告编号" not in line and "—" not in line]
        body = [line for line in lines if line.strip() not in ("示例数据", "示", "例", "数", "据")]
        assert body[-1].split("、")[-1].split("）")[-1] not in headings


def test_a_quota_that_is_reached_shows_no_pace_and_one_without_data_no_bar(
    sample: Store, empty: Store, collect: Collect
) -> None:
    def bars(store: Store) -> list[RangeBars]:
        document = shelf.compose(shelf.named("targets"), collect(store, "targets", "2024-06-30"))
        body = next(part for part in document.parts if isinstance(part, Annex))
        return [part for part in body.parts if isinstance(part, RangeBars)]

    drawn = [bar for chart in bars(sample) for bar in chart.bars]
    assert any(bar.pace is not None for bar in drawn)
    assert all(bar.pace is None for bar in drawn if bar.least is not None and bar.actual >= bar.least)
    assert not any("增加值" in bar.label or "展览总面积" in bar.label for chart in bars(empty) for bar in chart.bars)


def test_annexes_are_numbered_as_the_letter_lists_them(sample: Store, collect: Collect) -> None:
    document = shelf.compose(shelf.named("targets"), collect(sample, "targets"))
    titles = [part.title for part in document.parts if isinstance(part, Annex)]
    names = next(part.names for part in document.parts if hasattr(part, "names"))
    assert list(names) == titles
    body = next(part for part in document.parts if isinstance(part, Annex))
    said = "".join(part.text for part in body.parts if isinstance(part, Paragraph) and isinstance(part.text, str))
    assert "明细见附件2" in said
    assert "未计入，见附件3" in said
    assert [part.text for part in body.parts if isinstance(part, Heading) and part.level == 1] == [
        "总体完成情况",
        "分领域完成情况",
        "历次完成率",
    ]
