"""Letterheads and worded paragraphs: properties of the database that are journaled and undone like any fact."""

from __future__ import annotations

from datetime import date

import pytest

from fashiontracker.errors import Refused
from fashiontracker.models import letterheads, properties, wordings
from fashiontracker.models import tables as t
from fashiontracker.models.letterheads import Letterhead
from fashiontracker.models.wordings import Wording
from tests.models.conftest import Database

FIRST = Letterhead("公文", "示例协会", "示例协会文件", "示时协", "示例局", "喆", "各会员", "示例秘书处", "示例员，0000")
SECOND = Letterhead("函", "示例商会")
DAY = date(2025, 6, 30)


def test_what_is_kept_is_read_back_in_its_order_and_undone_as_one_step(database: Database) -> None:
    with database.create() as store:
        letterheads.keep(store.journal, [FIRST])
        letterheads.keep(store.journal, [SECOND, FIRST])
        assert letterheads.read(store.settings()) == (SECOND, FIRST)
        store.journal.undo()
        assert letterheads.read(store.settings()) == (FIRST,)
        store.journal.undo()
        assert letterheads.KEY not in store.settings()
        store.journal.redo()
        assert letterheads.read(store.settings()) == (FIRST,)


def test_none_left_is_nothing_kept(database: Database) -> None:
    with database.create() as store:
        letterheads.keep(store.journal, [FIRST])
        letterheads.keep(store.journal, [])
        assert letterheads.KEY not in store.settings()


def test_the_first_is_the_default_and_a_name_or_issuer_chooses() -> None:
    known = (FIRST, SECOND)
    assert letterheads.choose(known, None) == FIRST
    assert letterheads.choose((), None) is None
    assert letterheads.choose(known, "函") == letterheads.choose(known, "示例商会") == SECOND


def test_an_unknown_name_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refused, match="公文、函"):
        letterheads.choose((FIRST, SECOND), "令")


def test_two_of_one_name_are_refused(database: Database) -> None:
    with database.create() as store, pytest.raises(Refused, match="公文"):
        letterheads.keep(store.journal, [FIRST, FIRST])


@pytest.mark.parametrize("text", ["", "{", "7", '[{"name": "x"}]', '[{"name": "x", "issuer": 3}]', '["x"]'])
def test_a_value_mended_by_hand_into_nonsense_is_no_letterhead(text: str) -> None:
    assert letterheads.read({letterheads.KEY: text}) == ()
    assert wordings.kept({f"wording:targets:{DAY}": text}, "targets", DAY) == ()


def test_the_next_number_follows_the_highest_of_its_code_and_year(database: Database) -> None:
    with database.create() as store:
        with store.journal.entry("存档") as session:
            for number in (
                "示时协〔2025〕9号",
                "示时协〔2025〕11号",
                "示时协〔2024〕80号",
                "示钟协〔2025〕70号",
                "无号",
            ):
                row = {"document": "targets", "as_of": DAY, "number": number, "sheet": "{}"}
                row |= {"pdf_sha256": "0" * 64, "fingerprint": "0" * 16, "journal_head": "0" * 64}
                session.insert_many(t.Submission, [row])
        with store.reading() as session:
            place = letterheads.next_place(session, FIRST, 2025)
            assert FIRST.number(2025, place) == "示时协〔2025〕12号"
            assert letterheads.next_place(session, FIRST, 2026) == 1


def test_worded_paragraphs_are_kept_for_one_document_and_day(database: Database) -> None:
    own = Wording("outlook", "自己的话。", "生成的话。")
    with database.create() as store:
        wordings.keep(store.journal, "whitepaper", DAY, [own])
        settings = store.settings()
        assert wordings.kept(settings, "whitepaper", DAY) == (own,)
        assert wordings.kept(settings, "whitepaper", date(2025, 9, 30)) == ()
        assert wordings.kept(settings, "targets", DAY) == ()
        wordings.keep(store.journal, "whitepaper", DAY, [])
        assert wordings.kept(store.settings(), "whitepaper", DAY) == ()
        store.journal.undo()
        assert wordings.kept(store.settings(), "whitepaper", DAY) == (own,)


def test_a_property_that_stays_as_it_was_is_no_entry(database: Database) -> None:
    with database.create() as store:
        letterheads.keep(store.journal, [FIRST])
        before = len(store.history.entries())
        letterheads.keep(store.journal, [FIRST])
        assert len(store.history.entries()) == before
        with store.reading() as session:
            assert properties.value_of(session, "nothing") == ""
