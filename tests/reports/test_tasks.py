"""Document 6: the plan's tasks as they stood on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fashiontracker.errors import Refused
from fashiontracker.models import tables as t
from fashiontracker.models.store import Store
from fashiontracker.plan.library import Policy
from fashiontracker.reports import shelf
from fashiontracker.reports.document import Table
from tests.reports.conftest import Collect, Print

Read = Callable[[Path], list[str]]


def note(store: Store, *entries: tuple[str, str, str, str]) -> None:
    with store.journal.entry("进展") as session:
        for task, day, state, text in entries:
            session.add(t.TaskProgress(task=task, happened_on=date.fromisoformat(day), state=state, note=text))


def test_every_task_stands_with_its_words_and_its_departments(
    sample: Store, policy: Policy, collect: Collect, print_document: Print, read_back: Read
) -> None:
    sheet = collect(sample, "tasks")
    assert [task.key for task in sheet.tasks] == [task.key for task in policy.plan.tasks]
    text = "".join("".join(read_back(print_document(sample, "tasks"))).split())
    for task in policy.plan.tasks:
        assert task.title in text
        assert all(department in text for department in (*task.leads, *task.responsible))


def test_the_state_is_the_last_one_noted_by_the_day(empty: Store, collect: Collect) -> None:
    note(
        empty,
        ("3.1", "2023-03-01", "in_progress", "启动"),
        ("3.1", "2024-03-01", "completed", "完成"),
    )
    states = {
        day: collect(empty, "tasks", day).tasks[0] for day in ("2022-12-31", "2023-03-01", "2024-02-29", "2024-03-01")
    }
    assert [task.state for task in states.values()] == ["未启动", "推进中", "推进中", "已完成"]
    assert [task.note for task in states.values()] == ["", "启动", "启动", "完成"]


def test_what_is_not_done_at_the_end_is_overdue_and_what_is_quiet_is_marked(empty: Store, collect: Collect) -> None:
    note(
        empty,
        ("3.1", "2025-06-01", "completed", ""),
        ("3.2", "2025-12-01", "in_progress", ""),
        ("3.3", "2025-01-01", "in_progress", ""),
    )
    on_the_eve = {task.key: task.mark for task in collect(empty, "tasks", "2025-12-30").tasks}
    assert [on_the_eve[key] for key in ("3.1", "3.2", "3.3", "3.4")] == ["", "", "久未更新", "未见登记"]
    at_the_end = {task.key: task.mark for task in collect(empty, "tasks", "2025-12-31").tasks}
    assert [at_the_end[key] for key in ("3.1", "3.2", "3.3", "3.4")] == ["", "逾期", "逾期", "逾期"]


def test_a_department_sees_its_own_tasks(sample: Store, collect: Collect) -> None:
    sheet = collect(sample, "tasks", where=("部门=市商务局",))
    assert sheet.conditions == ("部门为市商务局",)
    assert 0 < len(sheet.tasks) < 29
    assert all("市商务局" in task.departments for task in sheet.tasks)
    both = collect(sample, "tasks", where=("部门=市商务局", "状态=已完成"))
    assert {task.state for task in both.tasks} <= {"已完成"}


@pytest.mark.parametrize(
    ("where", "named"), [("部门=火星局", "市商务局"), ("状态=搁置", "推进中"), ("颜色=红", "部门"), ("部门", "部门")]
)
def test_an_unknown_department_or_state_is_refused(sample: Store, collect: Collect, where: str, named: str) -> None:
    with pytest.raises(Refused) as refused:
        collect(sample, "tasks", where=(where,))
    assert named in str(refused.value)


def test_departments_add_up_to_their_tasks(sample: Store, collect: Collect) -> None:
    sheet = collect(sample, "tasks")
    document = shelf.compose(shelf.named("tasks"), sheet)
    table = next(part for part in document.parts if isinstance(part, Table) and part.title == "部门任务统计")
    for name, leads, shares, *states, overdue in table.rows:
        own = [task for task in sheet.tasks if name in task.departments]
        assert int(leads) + int(shares) == len(own)
        assert sum(map(int, states)) == len(own)
        assert int(overdue) == sum(task.overdue for task in own)


def test_an_empty_database_still_prints_the_division_of_work(
    empty: Store, print_document: Print, read_back: Read
) -> None:
    pages = read_back(print_document(empty, "tasks", "2024-06-30"))
    assert "所列29项任务中，未启动29项。" in "".join(pages[0].split())
    assert all(len(page) > 80 for page in pages)
