"""The journal: one way to write, every entry taken back and done again, across restarts."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from fashiontracker.errors import Damaged, NoRoom, Refused
from fashiontracker.models.journal import FIRST_HASH
from fashiontracker.models.tables import Brand, DistinctPair, Enterprise, Evidence, EvidenceLink, Setting, StageEvent

from .conftest import Database, firms


def test_an_entry_tells_who_wrote_what_from_where(database: Database) -> None:
    with database.create() as store:
        with store.journal.entry("新增企业", origin="cli") as session:
            session.add(Enterprise(name="示例", name_key="示例"))
        newest, base = store.history.entries()
    assert (newest.id, newest.label, newest.origin, newest.kind, newest.changes) == (2, "新增企业", "cli", "do", 1)
    assert "@" in newest.who
    assert newest.at.endswith("Z")
    assert (base.kind, base.id) == ("base", 1)
    assert newest.hash != base.hash != FIRST_HASH


def test_listeners_hear_of_an_entry_and_of_the_tables_it_touched(database: Database) -> None:
    heard = []
    with database.create() as store:
        store.journal.listeners.append(heard.append)
        with store.journal.entry("新增") as session:
            session.insert_many(Enterprise, firms(2))
        with store.journal.entry("什么也没有"):
            pass
    assert [(entry.label, entry.tables) for entry in heard] == [("新增", {"enterprise"})]


def test_an_entry_that_changes_nothing_is_not_written(database: Database) -> None:
    with database.create() as store:
        with store.journal.entry("新增") as session:
            firm = Enterprise(name="示例", name_key="示例")
            session.add(firm)
        with store.journal.entry("改回原样") as session:
            session.update_many(Enterprise, {firm.id: {"name": "别名"}})
            session.update_many(Enterprise, {firm.id: {"name": "示例"}})
        with store.journal.entry("加了又删") as session:
            session.delete_many(Enterprise, list(session.insert_many(Enterprise, firms(1))))
        assert len(store.history.entries()) == 2


def test_a_body_that_raises_leaves_nothing_behind(database: Database) -> None:
    with database.create() as store:
        with pytest.raises(KeyError), store.journal.entry("半途而废") as session:
            session.insert_many(Enterprise, [*firms(3), {"no column": 1}])
        assert len(store.history.entries()) == 1
    assert not [key for key in database.rows() if key[0] == "enterprise"]


def test_a_statement_past_the_journal_is_refused(database: Database) -> None:
    with database.create() as store, pytest.raises(RuntimeError), store.journal.entry("绕过") as session:
        session.execute(delete(Setting))


def test_a_misspelt_column_is_not_dropped_silently(database: Database) -> None:
    with database.create() as store, pytest.raises(KeyError), store.journal.entry("导入") as session:
        session.insert_many(Enterprise, [{"name": "示例", "name_key": "示例", "adress": "x"}])


def test_many_rows_are_stored_as_single_ones_are(database: Database) -> None:
    from datetime import date

    values = {
        "name": "示例",
        "name_key": "示例",
        "sectors": ("a", "b"),
        "qianhai": True,
        "founded_on": date(2020, 2, 29),
    }
    with database.create() as store:
        with store.journal.entry("一行") as session:
            session.add(Enterprise(**values))
        with store.journal.entry("多行") as session:
            session.insert_many(Enterprise, [values])
    one, many = (row[1:] for key, row in sorted(database.rows().items()) if key[0] == "enterprise")
    assert one == many


def test_undo_and_redo_survive_a_restart(database: Database) -> None:
    with database.create() as store, store.journal.entry("导入") as session:
        session.insert_many(Enterprise, firms(5))
    full = database.rows()
    with database.open() as store:
        assert store.history.next_undo().label == "导入"
        assert store.journal.undo(origin="cli").target == 2
    assert len(database.rows()) == len(full) - 5
    with database.open() as store:
        assert store.history.next_undo() is None
        assert store.history.next_redo().id == 2
        store.journal.redo()
        assert store.history.next_redo() is None
    assert database.rows() == full
    assert database.verify().ok


def test_redo_ends_where_something_new_was_written(database: Database) -> None:
    with database.create() as store:
        for label in ("一", "二"):
            with store.journal.entry(label) as session:
                session.add(Enterprise(name=label, name_key=label))
        store.journal.undo()
        with store.journal.entry("三") as session:
            session.add(Enterprise(name="三", name_key="三"))
        assert store.history.next_redo() is None
        with pytest.raises(Refused, match="没有可以重做"):
            store.journal.redo()
        assert store.history.next_undo().label == "三"


def test_undo_of_an_older_entry_names_the_change_in_the_way(database: Database) -> None:
    with database.create() as store:
        with store.journal.entry("新增") as session:
            firm = Enterprise(name="示例甲", name_key="示例甲")
            session.add(firm)
        with store.journal.entry("改名") as session:
            session.update_many(Enterprise, {firm.id: {"name": "示例乙"}})
        before = database.rows()
        with pytest.raises(Refused) as refused:
            store.journal.undo(2)
        (problem,) = refused.value.problems
        assert (problem.params["entry"], problem.params["label"]) == (3, "改名")
        assert "示例乙" in problem.text()
        assert database.rows() == before
        assert len(store.history.entries()) == 3


def test_a_change_of_other_columns_is_not_in_the_way(database: Database) -> None:
    with database.create() as store:
        with store.journal.entry("新增") as session:
            firm = Enterprise(name="示例", name_key="示例")
            session.add(firm)
        with store.journal.entry("改区") as session:
            session.update_many(Enterprise, {firm.id: {"district": "futian"}})
        with store.journal.entry("加注") as session:
            session.update_many(Enterprise, {firm.id: {"note": "注"}})
        store.journal.undo(3)
        with store.reading() as session:
            stored = session.get(Enterprise, firm.id)
            assert (stored.district, stored.note) == (None, "注")


@pytest.mark.parametrize("kind", ["brand", "stage_event", "evidence_link"])
def test_undoing_a_firm_that_something_points_at_names_what_does(database: Database, kind: str) -> None:
    from datetime import date

    with database.create() as store:
        with store.journal.entry("新增企业") as session:
            firm = Enterprise(name="示例", name_key="示例")
            session.add(firm)
        with store.journal.entry("后来的") as session:
            session.flush()
            paper = Evidence(sha256="0" * 64, name="a.pdf", media_type="application/pdf", size=1, added_at="x")
            session.add(paper)
            session.flush()
            session.add(
                {
                    "brand": Brand(name="牌", name_key="牌", owner_id=firm.id),
                    "stage_event": StageEvent(
                        subject_kind="enterprise", subject_id=firm.id, designation="d", stage="s", happened_on=date.min
                    ),
                    "evidence_link": EvidenceLink(evidence_id=paper.id, record_table="enterprise", record_id=firm.id),
                }[kind]
            )
        with pytest.raises(Refused) as refused:
            store.journal.undo(2)
        assert [(problem.place, problem.params["entry"]) for problem in refused.value.problems] == [(f"{kind} 1", 3)]


def test_codes_that_trade_places_can_be_undone_and_redone(database: Database) -> None:
    with database.create() as store:
        with store.journal.entry("导入") as session:
            a, b = session.insert_many(Enterprise, firms(2))
        before = database.rows()
        with store.journal.entry("交换代码") as session:
            codes = {row.id: row.uscc for row in session.query(Enterprise)}
            session.update_many(Enterprise, {a: {"uscc": None}})
            session.update_many(Enterprise, {b: {"uscc": codes[a]}})
            session.update_many(Enterprise, {a: {"uscc": codes[b]}})
        traded = database.rows()
        store.journal.undo()
        assert database.rows() == before
        store.journal.redo()
        assert database.rows() == traded


def test_an_id_is_never_used_again(database: Database) -> None:
    with database.create() as store:
        with store.journal.entry("导入") as session:
            first = session.insert_many(Enterprise, firms(3))
        store.journal.undo()
        with store.journal.entry("再导入") as session:
            second = session.insert_many(Enterprise, firms(3))
        assert not set(first) & set(second)


def test_the_creation_itself_is_not_undone(database: Database) -> None:
    with database.create() as store:
        with pytest.raises(Refused, match="没有可以撤销"):
            store.journal.undo()
        with pytest.raises(Refused, match="不能撤销"):
            store.journal.undo(1)
        with pytest.raises(Refused, match="没有第 9 条"):
            store.journal.undo(9)


def test_undoing_an_undo_does_it_again(database: Database) -> None:
    with database.create() as store:
        with store.journal.entry("新增") as session:
            session.insert_many(Enterprise, firms(1))
        undone = store.journal.undo()
        with pytest.raises(Refused, match="已被第 3 条撤销"):
            store.journal.undo(2)
        assert store.journal.undo(undone.id).kind == "redo"
    assert ("enterprise", 1) in database.rows()


def test_a_journal_that_names_foreign_columns_becomes_no_sql(filled: Database) -> None:
    filled.sql("UPDATE journal_change SET before = '{\"note=1; DROP TABLE brand; --\": 1}' WHERE entry_id = 4")
    with filled.open() as store, pytest.raises(Damaged):
        store.journal.undo(4)
    assert ("brand", 1) in filled.rows()


@pytest.mark.parametrize("table", ["journal_entry", "journal_change"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET id = id + 100"])
def test_the_journal_itself_lets_nothing_be_changed(filled: Database, table: str, statement: str) -> None:
    connection = sqlite3.connect(filled.path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement.format(table))
    connection.close()


def test_a_reader_has_no_journal_to_write_with(filled: Database) -> None:
    with filled.open(write=False) as store:
        assert store.read_only
        assert store.history.entries()
        with pytest.raises(NoRoom):
            store.journal.undo()


def test_values_never_appear_in_the_text_of_an_error(database: Database) -> None:
    with database.create() as store, pytest.raises(IntegrityError) as raised, store.journal.entry("导入") as session:
        session.insert_many(Enterprise, [*firms(1), *firms(1)])
    assert "UNIQUE" in str(raised.value)
    assert "示例企业" not in str(raised.value)


def test_a_path_may_hold_signs_that_mean_something_in_a_url(tmp_path: Path) -> None:
    from fashiontracker.models import store

    path = tmp_path / "甲 ?mode=memory#%20.db"
    store.create(path, tmp_path / "lock", {}).close()
    assert path.stat().st_size > 0


def test_an_entry_of_many_thousand_rows_is_chained_and_replayed_like_one_row(database: Database) -> None:
    pairs = [{"record_table": "enterprise", "left_id": number, "right_id": number + 1} for number in range(12_345)]
    with database.create() as store:
        with store.journal.entry("很多") as session:
            session.insert_many(DistinctPair, pairs)
        with store.journal.entry("改很多") as session:
            session.update_many(DistinctPair, {key: {"right_id": -key} for key in range(1, 12_346)})
        assert [entry.changes for entry in store.history.entries(limit=2)] == [12_345, 12_345]
    assert database.verify().ok
