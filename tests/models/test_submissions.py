"""The ledger: what was handed in comes back byte for byte, or the ledger says that it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fashiontracker.errors import Damaged, Refused
from fashiontracker.models import evidence, submissions
from fashiontracker.models import tables as t
from fashiontracker.models.causes import causes, position
from fashiontracker.models.store import Store
from fashiontracker.models.submissions import Particulars
from tests.models.conftest import Database

SHEET = '{"groups":[],"stamp":{}}'


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "报告.pdf"
    path.write_bytes(b"%PDF-1.7 \x00\xff\n")
    return path


def particulars(store: Store) -> Particulars:
    return Particulars(
        document="targets",
        as_of=date(2025, 6, 30),
        number="示协〔2025〕7号",
        issuer="示例协会",
        recipient="示例局",
        handed_in_on=date(2025, 7, 3),
        journal_head=store.history.head(),
    )


def test_a_submission_comes_back_byte_for_byte_under_its_fingerprint(database: Database, pdf: Path) -> None:
    with database.create() as store:
        given = particulars(store)
        fingerprint = submissions.hand_in(store.journal, database.places.evidence, given, SHEET, pdf)
        handed = pdf.read_bytes()
        pdf.unlink()
        with store.reading() as session:
            found = submissions.find(session, f" {fingerprint[:4].upper()} {fingerprint[4:8]}-{fingerprint[8:]}")
            assert found.particulars == given
            assert submissions.sheet_of(session, found) == SHEET
            assert submissions.pages_of(database.places.evidence, found) == handed
            assert submissions.handed_in(session) == [found]
            assert submissions.handed_in(session, "changes") == []


def test_handing_in_is_one_entry_and_can_be_undone(database: Database, pdf: Path) -> None:
    with database.create() as store:
        before = len(store.history.entries())
        submissions.hand_in(store.journal, database.places.evidence, particulars(store), SHEET, pdf)
        assert len(store.history.entries()) == before + 1
        store.journal.undo()
        with store.reading() as session:
            assert submissions.handed_in(session) == []


def test_what_is_no_longer_recorded_is_not_handed_in(database: Database, pdf: Path) -> None:
    with database.create() as store:
        given = particulars(store)
        with store.journal.entry("改动") as session:
            session.add(t.Enterprise(name="示例", name_key="示例"))
        with pytest.raises(Refused, match="又有改动"):
            submissions.hand_in(store.journal, database.places.evidence, given, SHEET, pdf)
        with store.reading() as session:
            assert submissions.handed_in(session) == []


def test_a_changed_or_missing_pdf_is_told_and_never_returned(database: Database, pdf: Path) -> None:
    with database.create() as store:
        files = database.places.evidence
        fingerprint = submissions.hand_in(store.journal, files, particulars(store), SHEET, pdf)
        with store.reading() as session:
            found = submissions.find(session, fingerprint)
        kept = evidence.file_of(files, found.pdf_sha256)
        kept.chmod(0o600)
        kept.write_bytes(pdf.read_bytes() + b" ")
        with pytest.raises(Damaged, match="已被改动"):
            submissions.pages_of(files, found)
        kept.unlink()
        with pytest.raises(Damaged, match="已不在"):
            submissions.pages_of(files, found)


def test_a_sheet_that_does_not_give_the_printed_digits_is_damaged(database: Database, pdf: Path) -> None:
    with database.create() as store:
        fingerprint = submissions.hand_in(store.journal, database.places.evidence, particulars(store), SHEET, pdf)
        with store.reading() as session:
            found = submissions.find(session, fingerprint)
            with pytest.raises(Damaged):
                submissions.sheet_of(session, replace(found, fingerprint="0" * 16))


@pytest.mark.parametrize("typed", ["", "123", "g" * 16, "0" * 17, "'; DROP TABLE submission; --"])
def test_what_is_no_fingerprint_is_refused(database: Database, typed: str) -> None:
    with database.create() as store, store.reading() as session, pytest.raises(Refused, match="16 位"):
        submissions.find(session, typed)


def test_an_unknown_fingerprint_is_refused(database: Database) -> None:
    with database.create() as store, store.reading() as session, pytest.raises(Refused, match="没有"):
        submissions.find(session, "0" * 16)


def test_backup_and_verify_know_the_pdf(database: Database, pdf: Path) -> None:
    with database.create() as store:
        submissions.hand_in(store.journal, database.places.evidence, particulars(store), SHEET, pdf)
        with store.reading() as session:
            sha256 = submissions.handed_in(session)[0].pdf_sha256
    database.back_up()
    pool = database.places.backups / "files"
    assert evidence.file_of(pool, sha256).read_bytes() == pdf.read_bytes()
    evidence.file_of(database.places.evidence, sha256).unlink()
    report = database.verify()
    assert any(sha256[:8] in str(one) for one in [*report.problems, *report.warnings])


# ---- causes


def test_only_what_counts_is_a_cause(database: Database) -> None:
    with database.create() as store:
        with store.journal.entry("登记") as session:
            firm = t.Enterprise(name="甲", name_key="甲", sectors=("clothing",))
            session.add(firm)
            session.flush()
            brand = t.Brand(name="乙", name_key="乙", owner_id=firm.id)
            session.add(brand)
            session.flush()
            event = t.StageEvent(
                subject_kind="brand",
                subject_id=brand.id,
                designation="national_brand",
                stage="recognised",
                happened_on=date(2023, 1, 1),
            )
            session.add(event)
            session.flush()
            numbers = firm.id, brand.id, event.id
        with store.reading() as session:
            start = position(session, store.history.head())
        assert start is not None
        for label, record, number, change in (
            ("改电话", t.Enterprise, numbers[0], {"phone": "1"}),
            ("改备注", t.StageEvent, numbers[2], {"note": "无关"}),
            ("改行业", t.Enterprise, numbers[0], {"sectors": ("furniture",)}),
            ("撤下认定", t.StageEvent, numbers[2], {"trashed_at": "2025-01-01T00:00:00Z"}),
        ):
            with store.journal.entry(label) as session:
                session.update_many(record, {number: change})
        with store.reading() as session:
            found = causes(session, start, {("brand", numbers[1])})
        assert [cause.label for cause in found["brand", numbers[1]]] == ["改行业", "撤下认定"]


def test_a_purged_event_still_names_its_subject(database: Database) -> None:
    with database.create() as store:
        with store.journal.entry("登记") as session:
            (firm,) = session.insert_many(t.Enterprise, [{"name": "甲", "name_key": "甲"}])
            event = {"subject_kind": "enterprise", "subject_id": firm, "designation": "unicorn", "stage": "recognised"}
            (number,) = session.insert_many(t.StageEvent, [{**event, "happened_on": date(2023, 1, 1)}])
        with store.reading() as session:
            start = position(session, store.history.head())
        with store.journal.entry("清空回收站") as session:
            session.delete_many(t.StageEvent, [number])
        with store.reading() as session:
            assert start is not None
            found = causes(session, start, {("enterprise", firm)})
        assert [cause.label for cause in found["enterprise", firm]] == ["清空回收站"]


def test_an_event_moved_to_another_subject_concerns_both(database: Database) -> None:
    with database.create() as store:
        with store.journal.entry("登记") as session:
            names = [{"name": name, "name_key": name} for name in ("甲", "乙")]
            one, other = session.insert_many(t.Enterprise, names)
            event = {"subject_kind": "enterprise", "subject_id": one, "designation": "unicorn", "stage": "recognised"}
            (number,) = session.insert_many(t.StageEvent, [{**event, "happened_on": date(2023, 1, 1)}])
        with store.reading() as session:
            start = position(session, store.history.head())
        with store.journal.entry("改主体") as session:
            session.update_many(t.StageEvent, {number: {"subject_id": other}})
        with store.reading() as session:
            assert start is not None
            found = causes(session, start, {("enterprise", one), ("enterprise", other)})
        assert {key: len(told) for key, told in found.items()} == {("enterprise", one): 1, ("enterprise", other): 1}


def test_a_head_the_journal_never_had_has_no_position(database: Database) -> None:
    with database.create() as store, store.reading() as session:
        assert position(session, "f" * 64) is None
