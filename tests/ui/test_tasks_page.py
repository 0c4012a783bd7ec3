"""The page 任务分工 on a real database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fashiontracker import app
from fashiontracker.models import tables as t
from fashiontracker.reports import shelf
from fashiontracker.reports.stamp import Options
from fashiontracker.ui.desk import Desk
from fashiontracker.ui.pages.tasks.form import Progress, ProgressForm
from fashiontracker.ui.pages.tasks.page import Tasks
from fashiontracker.ui.pages.tasks.source import Wanted
from fashiontracker.ui.window import Window
from fashiontracker.ui.wishes import Paper

DAY = date(2024, 6, 30)


@pytest.fixture
def page(empty_window: Window, tmp_path: Path) -> Iterator[Tasks]:
    """The page with two entries of 3.1 and one of 3.2, as of the middle of 2024."""
    opened = app.create(tmp_path / "示例.db")
    with opened.store.journal.entry("进展") as session:
        for task, day, state, text in (
            ("3.1", date(2023, 3, 1), "in_progress", "示例：启动"),
            ("3.1", date(2024, 6, 1), "completed", "示例：完成"),
            ("3.2", date(2023, 1, 9), "in_progress", "示例：调研"),
            ("3.2", date(2025, 2, 3), "completed", "示例：以后才完成"),
        ):
            session.add(t.TaskProgress(task=task, happened_on=day, state=state, note=text))
    empty_window.take_desk(Desk(opened))
    empty_window.frame.top.as_of.set_day(DAY)
    empty_window.go("tasks")
    assert isinstance(empty_window.page, Tasks)
    return empty_window.page


@pytest.fixture
def write(monkeypatch: pytest.MonkeyPatch) -> Callable[[Progress], list[Progress]]:
    """Answer the form with an entry; what the form showed is kept."""

    def answer(wanted: Progress) -> list[Progress]:
        shown: list[Progress] = []

        def run(form: ProgressForm) -> int:
            shown.append(form.wanted())
            fill(form, wanted)
            form.deed.click()
            return form.result()

        monkeypatch.setattr(ProgressForm, "exec", run)
        return shown

    return answer


def fill(form: ProgressForm, wanted: Progress) -> None:
    """Type an entry in."""
    form.day.set_value(wanted.day)
    form.state.setCurrentIndex(form.state.findData(wanted.state))
    form.text.setPlainText(wanted.text)


def cells(page: Tasks, task: str) -> list[object]:
    """The row of a task."""
    place = page._desk.app.plan.tasks.keys.index(task) + 1
    return list(page.source.rows([place])[place])


def names(page: Tasks) -> list[str]:
    """What stands in the first column, from the top."""
    table = page.table
    return [str(table.model_.value(row, 0)) for row in range(table.model_.rowCount())]


def test_the_tasks_stand_under_the_sections_of_the_text(page: Tasks) -> None:
    shown = names(page)
    assert shown[:2] == ["三　重点任务　6 项", "3.1"]
    assert shown[7:9] == ["四（一）　产业集聚工程　2 项", "4.1.1"]
    assert len(shown) == 29 + 9


def test_a_task_is_as_it_was_noted_last_by_the_day(page: Tasks) -> None:
    assert cells(page, "3.1")[2:4] == ["completed", None]
    assert cells(page, "3.1")[6:] == [date(2024, 6, 1), 29, "示例：完成"]
    assert cells(page, "3.2")[2:4] == ["in_progress", "quiet"]
    assert cells(page, "3.3")[2:4] == ["not_started", "unnoted"]
    page.look_at(date(2025, 12, 31))
    assert cells(page, "3.2")[2:4] == ["completed", None]
    assert cells(page, "3.3")[3] == "overdue"


def test_sorting_leaves_the_headings_out_and_puts_what_was_never_noted_last(page: Tasks) -> None:
    column = [one.key for one in page.table.model_.columns].index("days")
    page.table.sortByColumn(column, page.table.horizontalHeader().sortIndicatorOrder().DescendingOrder)
    assert names(page)[:2] == ["3.2", "3.1"]
    assert len(names(page)) == 29


def test_a_filter_keeps_the_tasks_of_a_department_and_paper_keeps_the_same(page: Tasks) -> None:
    wishes: list[tuple[str, object]] = []
    page.go.connect(lambda key, wish: wishes.append((key, wish)))
    page._want(Wanted(department="市商务局", state="not_started"))
    kept = [name for name in names(page) if name[0].isdigit()]
    page.print()
    (key, paper) = wishes[0]
    assert key == "reports"
    assert isinstance(paper, Paper)
    opened = page._desk.app
    options = Options(as_of=DAY, where=paper.where)
    sheet = shelf.collect(opened.store, opened.plan, opened.catalogue, shelf.named(paper.document), options)
    assert kept == [task.key for task in sheet.tasks]
    assert 0 < len(kept) < 29


def test_a_chip_takes_its_condition_away(page: Tasks) -> None:
    page._want(Wanted(department="市商务局", warning="quiet"))
    assert [chip.words for chip in page._conditions()] == ["提示 = 久未更新", "部门 = 市商务局"]
    page.chips.removed.emit("department")
    assert page.source.wanted == Wanted(warning="quiet")


def test_a_filter_that_keeps_nothing_says_so(page: Tasks) -> None:
    page._want(Wanted(state="completed", warning="quiet"))
    assert page.nothing.isVisible()
    assert page.panel is None


def test_progress_is_one_entry_that_undo_takes_back(page: Tasks, write: Callable[[Progress], list[Progress]]) -> None:
    write(Progress(date(2024, 6, 20), "in_progress", "示例：<b>新进展</b>"))
    page.table.go_to(3)
    before = len(page._desk.app.store.history.entries())
    page.add_entry()
    assert len(page._desk.app.store.history.entries()) == before + 1
    assert cells(page, "3.3")[2:4] == ["in_progress", None]
    assert cells(page, "3.3")[8] == "示例：<b>新进展</b>"
    page._desk.undo()
    assert cells(page, "3.3")[2] == "not_started"


def test_an_entry_is_offered_on_the_as_of_date_in_the_state_of_the_last(
    page: Tasks, write: Callable[[Progress], list[Progress]]
) -> None:
    shown = write(Progress(DAY, "in_progress", ""))
    page.table.go_to(2)
    page.add_entry()
    assert shown == [Progress(DAY, "in_progress", "")]


def test_an_entry_is_corrected_and_put_into_the_trash(page: Tasks, write: Callable[[Progress], list[Progress]]) -> None:
    write(Progress(date(2024, 6, 2), "completed", "示例：更正"))
    page.table.go_to(1)
    assert page.panel is not None
    page.panel.log._correct(page._until("3.1")[-1])
    assert cells(page, "3.1")[6] == date(2024, 6, 2)
    page.panel.log._trash(page._until("3.1")[-1])
    assert cells(page, "3.1")[2] == "in_progress"
    assert page._desk.undo_label() == "删除任务 3.1 的一条进展"


def test_evidence_hangs_on_an_entry_until_it_is_taken_off(page: Tasks, qtbot: QtBot, tmp_path: Path) -> None:
    paper = tmp_path / "示例纪要.txt"
    paper.write_text("示例", encoding="utf-8")
    page.table.go_to(1)
    assert page.panel is not None
    note = page._until("3.1")[-1]
    page.panel.log.attach(note, [paper])
    qtbot.waitUntil(lambda: bool(page.panel and page.panel.log._files()[note.id]))
    (file,) = page.panel.log._files()[note.id]
    assert file.name == "示例纪要.txt"
    page.panel.log._detach(file)
    assert not page.panel.log._files()[note.id]


def test_the_form_insists_on_a_day(page: Tasks) -> None:
    form = ProgressForm(page._desk.app.plan, "登记进展", "登记", Progress(DAY, "completed", "示例"))
    assert form.wanted() == Progress(DAY, "completed", "示例")
    form.day.setText("2024-13-01")
    form.deed.click()
    assert form.result() == 0
    assert form.day.problem
    form.deleteLater()


def test_what_was_typed_before_a_crash_is_offered_in_its_task_s_form(
    page: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(form: ProgressForm) -> int:
        fill(form, Progress(DAY, "completed", "示例：没有保存"))
        form.drafting.keep()  # type: ignore[union-attr]
        return 0

    monkeypatch.setattr(ProgressForm, "exec", crash)
    page.table.go_to(page._desk.app.plan.tasks.keys.index("3.2") + 1)
    page.add_entry()
    (draft,) = page._desk.app.drafts.all()
    shown: list[Progress] = []
    monkeypatch.setattr(ProgressForm, "exec", lambda form: shown.append(form.wanted()) or 0)
    page.table.go_to(1)
    page.resume(draft)
    assert shown == [Progress(DAY, "completed", "示例：没有保存")]
    assert page.panel is not None
    assert page.panel.log._task.key == "3.2"
