"""The rows of the page 任务分工: the tasks under the sections of the plan's text, as they stand on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from fashiontracker.errors import Problem
from fashiontracker.text import N_, _, pick
from fashiontracker.ui.columns import Column, Kind, Sort
from fashiontracker.ui.pages.tasks import wording

if TYPE_CHECKING:
    from fashiontracker.plan.types import Plan, Task
    from fashiontracker.tally.tasks import TaskStanding

NUMBER: Final = "number"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filter in force: one state, one warning, one department (as the plan writes it out); None asks for all."""

    state: str | None = None
    warning: str | None = None
    department: str | None = None

    def without(self, part: str) -> Wanted:
        """The filter without one of its conditions."""
        return replace(self, **{part: None})

    def keeps(self, task: Task, stands: TaskStanding) -> bool:
        """Whether a task meets every condition."""
        return (
            self.state in (None, stands.state)
            and self.warning in (None, stands.warning)
            and (self.department is None or self.department in (*task.leads, *task.responsible))
        )


def columns(plan: Plan) -> tuple[Column, ...]:
    """What the table shows."""
    return (
        Column(NUMBER, N_("编号"), width=60),
        Column("title", N_("任务"), width=200),
        Column("state", N_("状态"), Kind.STATUS, width=112, marks=wording.states(plan)),
        Column("warning", N_("提示"), Kind.STATUS, width=92, marks=wording.WARNINGS),
        Column("leads", N_("牵头部门"), width=132),
        Column("responsible", N_("按职责分工"), width=132),
        Column("noted_on", N_("最近登记"), Kind.DATE, width=100),
        Column("days", N_("距今（天）"), Kind.NUMBER, width=92, hint=N_("最近一次登记到截至日的天数")),
        Column("note", N_("最近进展"), width=260),
    )


class TaskSource:
    """Tasks by their place in the plan, from 1; a negative id is the heading of a section (-1 is the first).

    In the plan's order the tasks stand under their headings; sorted otherwise they stand alone.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._columns = [column.key for column in columns(plan)]
        self._sections = [section.key for section in plan.task_sections]
        self._standings: Mapping[str, TaskStanding] = {}
        self.wanted = Wanted()

    def show(self, standings: Mapping[str, TaskStanding]) -> None:
        """Hold how the tasks stand on another day."""
        self._standings = standings

    def task(self, id_: int) -> Task | None:
        """The task of a row, or None for a heading."""
        return self.plan.tasks[id_ - 1] if id_ > 0 else None

    def kept(self) -> list[int]:
        """The tasks that the filter keeps."""
        tasks = enumerate(self.plan.tasks, 1)
        standings = self._standings
        return [place for place, one in tasks if one.key in standings and self.wanted.keeps(one, standings[one.key])]

    def ids(self, sort: Sort | None) -> Sequence[int]:
        found = self.kept()
        if sort is None or (sort.key, sort.descending) == (NUMBER, False):
            return self._under_headings(found)
        if sort.key == NUMBER:
            return found[::-1]
        column = self._columns.index(sort.key)
        values = {place: self._row(place)[column] for place in found}
        filled = [place for place in found if values[place] not in (None, "", ())]
        filled.sort(key=lambda place: self._order(sort.key, values[place]), reverse=sort.descending)
        return [*filled, *(place for place in found if place not in set(filled))]

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[object]]:
        return {id_: self._row(id_) if id_ > 0 else self._heading(id_) for id_ in ids}

    def write(self, id_: int, key: str, value: object) -> Problem | None:
        raise NotImplementedError("tasks are the plan's; progress is noted in the panel")

    def _under_headings(self, found: Sequence[int]) -> list[int]:
        ids: list[int] = []
        before = 0
        for place in found:
            section = self.plan.section_of(self.plan.tasks[place - 1])
            heading = -1 - self._sections.index(section.key) if section else 0
            if heading and heading != before:
                ids.append(heading)
            before = heading
            ids.append(place)
        return ids

    def _heading(self, id_: int) -> Sequence[object]:
        section = self.plan.task_sections[-1 - id_]
        mine = [place for place in self.kept() if self.plan.section_of(self.plan.tasks[place - 1]) == section]
        words = _("{section}　{name}　{count} 项").format(
            section=section.key, name=pick(section.zh, section.en), count=len(mine)
        )
        return (words, *[None] * (len(self._columns) - 1))

    def _row(self, place: int) -> Sequence[object]:
        task = self.plan.tasks[place - 1]
        stands = self._standings[task.key]
        return (
            task.key,
            wording.title(task),
            stands.state,
            stands.warning,
            wording.departments(self.plan, task.leads),
            wording.departments(self.plan, task.responsible),
            stands.last.day if stands.last else None,
            stands.days,
            stands.last.text if stands.last else "",
        )

    def _order(self, key: str, value: Any) -> Any:
        """States in the order of progress, everything else by itself."""
        state = self.plan.task_states.get(value) if key == "state" else None
        return state.order if state else value
