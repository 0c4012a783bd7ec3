"""All documents of a day in one go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from fashiontracker.errors import NoRoom, Refused
from fashiontracker.models import letterheads, submissions
from fashiontracker.models.letterheads import Letterhead
from fashiontracker.models.store import Store
from fashiontracker.plan.library import Policy
from fashiontracker.progress import Progress, finish
from fashiontracker.reports import batch, ledger, shelf
from fashiontracker.reports.batch import Order, Outcome
from fashiontracker.reports.shelf import Kind
from fashiontracker.reports.stamp import Options

DAY = date(2024, 12, 31)


def wanted(*names: str) -> list[tuple[Kind, Options]]:
    return [(shelf.named(name), Options(DAY)) for name in names]


def make(store: Store, policy: Policy, order: Order) -> dict[str, Outcome]:
    found = finish(batch.print_all(store, policy.plan, policy.catalogue, order))
    return {one.kind.name: one for one in found}


def test_what_cannot_be_made_is_told_and_the_others_are_made(empty: Store, policy: Policy, tmp_path: Path) -> None:
    folder = tmp_path / "2024年第四季度"
    every = [(kind, Options(DAY, files=tmp_path)) for kind in shelf.DOCUMENTS]
    found = make(empty, policy, Order(every, folder))
    left_out = {name for name, one in found.items() if one.path is None}
    assert left_out == {"recommendation", "dossier", "changes"}
    assert "称号" in str(found["recommendation"].fault)
    assert "企业" in str(found["dossier"].fault)
    made = [one.path for one in found.values() if one.path]
    assert sorted(made) == sorted(folder.iterdir())
    assert all(path.read_bytes().startswith(b"%PDF") for path in made)


def test_one_that_the_disk_refuses_does_not_stop_the_others(empty: Store, policy: Policy, tmp_path: Path) -> None:
    kind = shelf.named("tasks")
    (tmp_path / batch.file_name(kind, Options(DAY))).mkdir()
    found = make(empty, policy, Order(wanted("tasks", "exhibitions"), tmp_path))
    assert isinstance(found["tasks"].fault, NoRoom)
    assert found["exhibitions"].pages > 0


def test_a_folder_that_cannot_be_is_no_room(empty: Store, policy: Policy, tmp_path: Path) -> None:
    with pytest.raises(NoRoom):
        make(empty, policy, Order(wanted("tasks"), tmp_path / "nowhere" / "below"))
    (tmp_path / "a file").touch()
    with pytest.raises(NoRoom):
        make(empty, policy, Order(wanted("tasks"), tmp_path / "a file"))


def test_letters_take_the_next_numbers_one_after_the_other(empty: Store) -> None:
    letterheads.keep(empty.journal, [Letterhead("甲", "示例协会", code="示协"), Letterhead("乙", "示例商会")])
    letter = (shelf.named("recommendation"), Options(DAY, designation="little_giant"))
    found = batch.numbered(empty, [*wanted("recommendation", "targets"), letter, *wanted("roster")])
    assert [options.number for _, options in found] == [None, "示协〔2024〕1号", "示协〔2024〕2号", None]
    own = [(kind, Options(DAY, number="示协〔2024〕7号")) for kind, _ in wanted("targets")]
    assert batch.numbered(empty, own) == own
    without = [(kind, Options(DAY, letterhead="乙")) for kind, _ in wanted("targets")]
    assert batch.numbered(empty, without) == without


def test_a_file_is_named_by_document_day_and_number_and_by_nothing_a_disk_refuses() -> None:
    name = batch.file_name(shelf.named("targets"), Options(DAY, number='示协/〔2024〕"1"号'))
    assert name == "01 行动计划目标完成情况报告 2024-12-31 示协_〔2024〕_1_号.pdf"


def test_choices_that_a_document_cannot_use_are_not_held_against_it() -> None:
    every = Options(DAY, kind="brands", where=("行业=服装",), designation="little_giant", enterprises=("甲",))
    assert batch.suited(shelf.named("targets"), every) == Options(DAY)
    assert batch.suited(shelf.named("dossier"), every) == Options(DAY, enterprises=("甲",))


def test_workbooks_lie_beside_the_documents(empty: Store, policy: Policy, tmp_path: Path) -> None:
    written: list[Path] = []

    def annex(path: Path, _about: Sequence[object], tables: Sequence[object]) -> None:
        assert tables
        written.append(path)

    found = make(empty, policy, Order(wanted("tasks"), tmp_path, annex))
    assert [path.stem for path in written] == [found["tasks"].path.stem]


def test_all_are_handed_in_and_compared_with_the_submission_before_them(
    empty: Store, policy: Policy, tmp_path: Path
) -> None:
    files = tmp_path / "files"
    order = Order(wanted("targets", "changes", "tasks"), tmp_path / "first", None, files, date(2025, 1, 6))
    first = make(empty, policy, order)
    assert first["changes"].path is None
    second = make(empty, policy, Order(order.wanted, tmp_path / "second", None, files, date(2025, 4, 6)))
    assert second["changes"].path is not None
    with empty.reading() as session:
        kept = submissions.handed_in(session)
        assert {one.fingerprint for one in kept} == {
            one.fingerprint for made in (first, second) for one in made.values() if one.fingerprint
        }
        changes = next(one for one in kept if one.particulars.document == "changes")
        assert f'"fingerprint":"{first["targets"].fingerprint}"' in submissions.sheet_of(session, changes)


def test_a_document_that_could_not_be_filed_is_there_and_says_why(
    empty: Store, policy: Policy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def moved_on(*_given: object) -> str:
        raise Refused("汇总之后数据又有改动")

    monkeypatch.setattr(ledger, "hand_in", moved_on)
    order = Order(wanted("tasks"), tmp_path / "papers", None, tmp_path / "files", date(2025, 1, 6))
    found = make(empty, policy, order)["tasks"]
    assert found.path is not None
    assert found.path.exists()
    ((_title, result, why),) = batch.summary([found])
    assert result == found.path.name
    assert why == str(found.fault)


def test_cancelling_keeps_what_is_whole_and_nothing_else(empty: Store, policy: Policy, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    work = batch.print_all(empty, policy.plan, policy.catalogue, Order(wanted("tasks", "whitepaper"), folder))
    steps: list[Progress] = []
    for step in work:
        steps.append(step)
        if step.done == 1 and len([one for one in steps if one.done == 1]) == 3:
            work.close()
    assert {step.total for step in steps} == {2}
    assert [path.name for path in folder.iterdir()] == ["06 任务分工推进表 2024-12-31.pdf"]
