"""What became of the numbers on a paper that was handed in, and the document that says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fashiontracker.errors import Refused
from fashiontracker.models import tables as t
from fashiontracker.models.store import Store
from fashiontracker.plan.library import Policy
from fashiontracker.progress import finish
from fashiontracker.reports import changes, ledger, shelf
from fashiontracker.reports.comparison import compare, read
from fashiontracker.reports.ledger import Verified
from fashiontracker.reports.stamp import frozen
from fashiontracker.text import use_language
from tests.reports.conftest import Collect, Print
from tests.tally.world import World

HandIn = Callable[..., str]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest.fixture
def peopled(empty: Store, policy: Policy) -> Store:
    """Two brands with a title, a firm with revenue, a figure of the city."""
    world = World(policy.plan, policy.catalogue)
    firm = world.enterprise("示例<b>甲</b>公司", "furniture", uscc="91440300000000001X")
    world.title(world.brand("甲牌", owner=firm), "national_brand", "认定 2023-05-01..2025-04-30")
    world.title(world.brand("乙牌", owner=firm), "national_brand", "认定 2024-02-01")
    world.brand("丙牌", owner=firm)
    world.revenue(firm, y2023=60)
    world.figure("value_added", "city", "深圳市", 2023, 400)
    world.write(empty)
    return empty


@pytest.fixture
def hand_in(policy: Policy, tmp_path: Path, files: Path) -> HandIn:
    """``hand_in(store, "2024-12-31")``: document 1 of that day goes into the ledger."""

    def run(store: Store, as_of: str, name: str = "targets") -> str:
        kind, chosen = shelf.named(name), shelf.Options(date.fromisoformat(as_of), number="示协〔2025〕1号")
        sheet = shelf.collect(store, policy.plan, policy.catalogue, kind, chosen)
        out = tmp_path / f"{name}-{as_of}.pdf"
        finish(shelf.print_sheet(kind, sheet, out, chosen))
        return ledger.hand_in(store, files, kind, sheet, out, date(2025, 1, 10))

    return run


@pytest.fixture
def verify(policy: Policy, files: Path) -> Callable[[Store, str], Verified]:
    def run(store: Store, fingerprint: str) -> Verified:
        return ledger.verify(store, files, policy.plan, policy.catalogue, fingerprint)

    return run


def rename(store: Store, label: str, record: type[t.Record], number: int, **values: object) -> None:
    with store.journal.entry(label) as session:
        session.update_many(record, {number: values})


# ---- verify


def test_the_digits_on_the_paper_find_it_and_nothing_has_moved(
    peopled: Store, hand_in: HandIn, verify: Callable[[Store, str], Verified], read_back: Callable[..., list[str]],
    tmp_path: Path,
) -> None:  # fmt: skip
    fingerprint = hand_in(peopled, "2024-12-31")
    assert all(fingerprint in page for page in read_back(tmp_path / "targets-2024-12-31.pdf"))
    found = verify(peopled, fingerprint)
    assert found.whole
    assert found.changes == ()
    assert found.entries_since == 1  # the handing in itself


def test_a_correction_is_told_with_its_entry_and_only_that(
    peopled: Store, hand_in: HandIn, verify: Callable[[Store, str], Verified]
) -> None:
    fingerprint = hand_in(peopled, "2024-12-31")
    rename(peopled, "改电话", t.Enterprise, 1, phone="0755")
    rename(peopled, "误录", t.StageEvent, 2, trashed_at="2025-02-01T00:00:00Z")
    rename(peopled, "更正增加值", t.Figure, 2, value=401.0)
    found = {one.change.key: one for one in verify(peopled, fingerprint).changes or ()}
    assert set(found) == {"furniture.brands", "overall.value_added"}
    brands = found["furniture.brands"]
    assert (brands.change.before, brands.change.after) == (2, 1)
    assert [(one.what, one.subject) for one in brands.change.subjects] == [("went", "乙牌")]
    assert [cause.label for cause in brands.entries] == ["误录"]
    assert [cause.label for cause in found["overall.value_added"].entries] == ["更正增加值"]


def test_another_title_of_the_subject_is_no_cause(
    peopled: Store, hand_in: HandIn, verify: Callable[[Store, str], Verified]
) -> None:
    fingerprint = hand_in(peopled, "2024-12-31")
    event = {"subject_kind": "brand", "subject_id": 2, "stage": "recognised", "happened_on": date(2024, 1, 1)}
    with peopled.journal.entry("另一称号") as session:
        session.insert_many(t.StageEvent, [{**event, "designation": "gba_famous_brand"}])
    rename(peopled, "改营收", t.Figure, 1, value=61.0)
    rename(peopled, "误录", t.StageEvent, 2, trashed_at="2025-02-01T00:00:00Z")
    (brands,) = [one for one in verify(peopled, fingerprint).changes or () if one.change.key == "furniture.brands"]
    assert [cause.label for cause in brands.entries] == ["误录"]


def test_a_renamed_subject_is_the_same_subject(
    peopled: Store, hand_in: HandIn, verify: Callable[[Store, str], Verified]
) -> None:
    fingerprint = hand_in(peopled, "2024-12-31")
    rename(peopled, "更名", t.Brand, 1, name="甲牌新名", name_key="甲牌新名")
    assert verify(peopled, fingerprint).changes == ()


def test_the_number_today_is_what_status_says_today(
    peopled: Store, hand_in: HandIn, verify: Callable[[Store, str], Verified], collect: Collect
) -> None:
    fingerprint = hand_in(peopled, "2024-12-31")
    rename(peopled, "改行业", t.Enterprise, 1, sectors=("clothing",))
    now = {row.key: row.actual for row in collect(peopled, "targets", "2024-12-31").rows}
    for one in verify(peopled, fingerprint).changes or ():
        assert one.change.after == now[one.change.key]
        assert [cause.label for cause in one.entries] == ["改行业"]


def test_the_reader_s_language_does_not_move_numbers(
    peopled: Store, hand_in: HandIn, verify: Callable[[Store, str], Verified]
) -> None:
    fingerprint = hand_in(peopled, "2024-12-31")
    use_language("en")
    assert verify(peopled, fingerprint).changes == ()


def test_other_documents_are_kept_but_not_followed(
    peopled: Store, hand_in: HandIn, verify: Callable[[Store, str], Verified]
) -> None:
    found = verify(peopled, hand_in(peopled, "2024-12-31", "whitepaper"))
    assert found.whole
    assert found.changes is None


def test_two_papers_are_compared_as_printed(peopled: Store, hand_in: HandIn) -> None:
    older, newer = hand_in(peopled, "2023-12-31"), hand_in(peopled, "2024-12-31")
    with peopled.reading() as session:
        changed = {one.key: (one.before, one.after) for one in ledger.between(session, older, newer)}
        assert changed["furniture.brands"] == (1, 2)
        assert ledger.between(session, newer, newer) == ()


def test_a_sheet_that_names_no_records_is_compared_by_names(collect: Collect, sample: Store) -> None:
    sheet = read(frozen(collect(sample, "targets", "2024-12-31")))
    older = read(frozen(collect(sample, "targets", "2024-12-31")))
    for group in older["groups"]:
        for row in group["rows"]:
            for line in [*row["counted"], *row["near_misses"]]:
                line.pop("record", None)
    by_name = compare(older, older)
    assert by_name == ()
    assert compare(sheet, sheet) == ()


# ---- document 8


def test_without_a_submission_it_says_what_to_do(peopled: Store, collect: Collect) -> None:
    with pytest.raises(Refused, match="--hand-in"):
        collect(peopled, "changes")


def test_corrections_stand_apart_from_what_happened_since(peopled: Store, hand_in: HandIn, collect: Collect) -> None:
    hand_in(peopled, "2024-12-31")
    event = {"subject_kind": "brand", "designation": "national_brand", "stage": "recognised"}
    with peopled.journal.entry("补录") as session:
        session.insert_many(t.StageEvent, [{**event, "subject_id": 3, "happened_on": date(2024, 6, 1)}])
    rows = {row.name: row for row in collect(peopled, "changes", "2025-12-31").rows}
    brands = rows["家具全国知名品牌"]
    assert (brands.printed, brands.restated, brands.now) == ("2", "3", "2")
    told = {one.subject: one for one in brands.moved}
    assert (told["丙牌"].sort, told["丙牌"].what) == ("correction", "新计入")
    assert (told["甲牌"].sort, told["甲牌"].what) == ("since", "不再计入")
    assert told["甲牌"].reason == "有效期已过，未见复核通过"
    assert told["甲牌"].entries == ()
    entries = collect(peopled, "changes", "2025-12-31").entries
    assert [one.label for one in entries] == ["补录"]
    assert told["丙牌"].entries == (entries[0].entry,)


def test_the_latest_submission_is_the_default_and_another_can_be_named(
    peopled: Store, hand_in: HandIn, collect: Collect
) -> None:
    older, newer = hand_in(peopled, "2023-12-31"), hand_in(peopled, "2024-12-31")
    assert collect(peopled, "changes").before.fingerprint == newer
    assert collect(peopled, "changes", since=older).before.fingerprint == older
    with pytest.raises(Refused):
        collect(peopled, "changes", since="0" * 16)


def test_nothing_changed_is_said_in_one_sentence(
    peopled: Store, hand_in: HandIn, print_document: Print, read_back: Callable[..., list[str]]
) -> None:
    hand_in(peopled, "2024-12-31")
    path = print_document(peopled, "changes", "2024-12-31")
    assert "没有变化" in "".join("".join(read_back(path)).split())


def test_a_milestone_tells_its_states(peopled: Store, hand_in: HandIn, collect: Collect) -> None:
    hand_in(peopled, "2024-12-31")
    with peopled.journal.entry("进展") as session:
        row = {"milestone": "jewelry.base", "happened_on": date(2024, 3, 1), "state": "achieved"}
        session.insert_many(t.MilestoneProgress, [row])
    sheet = collect(peopled, "changes", "2024-12-31")
    (row,) = sheet.rows
    assert (row.printed, row.restated, row.now) == ("未启动", "已达成", "已达成")
    assert [one.sort for one in row.moved] == ["correction"]
    assert row.moved[0].entries == (sheet.entries[0].entry,)


def test_a_journal_that_lost_the_place_is_owned_up_to(peopled: Store, hand_in: HandIn, collect: Collect) -> None:
    hand_in(peopled, "2024-12-31")
    document = changes.compose(replace(collect(peopled, "changes"), traced=False))
    assert any("没有上次报送时的位置" in str(getattr(part, "text", "")) for part in document.parts)
