"""Document 6, 任务分工推进表: the plan's tasks with who leads them and how far they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from fashiontracker.errors import Refused
from fashiontracker.reports import document as doc
from fashiontracker.reports.stamp import Options, Stamp, chinese_date, fingerprint
from fashiontracker.tally import words
from fashiontracker.tally.tasks import QUIET, standing
from fashiontracker.text import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.logbook import Note
    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.plan.types import Plan, Task

NAME: Final = "任务分工推进表"
TABLE, DEPARTMENTS = "各项任务推进情况", "部门任务统计"
MARKS: Final = {"overdue": "逾期", "unnoted": "未见登记", "quiet": "久未更新"}
"""The warnings of `tally.tasks` on paper."""
BY_DEPARTMENT: Final = ("部门", "单位", "department")
BY_STATE: Final = ("状态", "state")


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task on the day; ``noted_on`` is None where nothing was ever noted, ``mark`` warns."""

    key: str
    section: str
    title: str
    text: str
    leads: tuple[str, ...]
    responsible: tuple[str, ...]
    state: str
    done: bool
    noted_on: date | None
    note: str
    notes: int
    overdue: bool
    mark: str

    @property
    def departments(self) -> tuple[str, ...]:
        """All that have to do with it, the leading ones first."""
        return (*self.leads, *self.responsible)


@dataclass(frozen=True, slots=True)
class TaskSheet:
    """Everything that document 6 prints; ``states`` are all the plan knows, in their order."""

    stamp: Stamp
    end: date
    states: tuple[str, ...]
    conditions: tuple[str, ...]
    tasks: tuple[TaskLine, ...]


def collect(session: Session, plan: Plan, catalogue: Catalogue, stamp: Stamp, options: Options) -> TaskSheet:
    """The tasks as of the stamp's day. Raises Refused for a department or a state that the plan does not name."""
    from fashiontracker.models import logbook

    noted = logbook.of_tasks(session, stamp.as_of)
    tasks = [_line(plan, task, noted.get(task.key, ()), stamp.as_of) for task in plan.tasks]
    conditions = []
    for text in options.where:
        tasks, said = _chosen(plan, tasks, text)
        conditions.append(said)
    states = tuple(state.zh for state in plan.task_states)
    return TaskSheet(stamp, plan.end, states, tuple(conditions), tuple(tasks))


def _line(plan: Plan, task: Task, notes: tuple[Note, ...], as_of: date) -> TaskLine:
    stands = standing(plan, notes, as_of)
    last = stands.last
    state = plan.task_states.get(stands.state)
    return TaskLine(
        key=task.key,
        section=f"{section.key}　{section.zh}" if (section := plan.section_of(task)) else task.clause_ref,
        title=task.title,
        text=task.text,
        leads=task.leads,
        responsible=task.responsible,
        state=state.zh if state else stands.state,
        done=stands.done,
        noted_on=last.day if last else None,
        note=last.text if last else "",
        notes=len(notes),
        overdue=stands.warning == "overdue",
        mark=MARKS[stands.warning] if stands.warning else "",
    )


def _chosen(plan: Plan, tasks: Iterable[TaskLine], text: str) -> tuple[list[TaskLine], str]:
    """The tasks that a condition keeps, and the condition in words."""
    column, sign, value = (part.strip() for part in text.replace("＝", "=").partition("="))
    if sign and column in BY_DEPARTMENT:
        department = plan.departments.named(value)
        if department is None:
            raise _unknown(column, value, (one.zh for one in plan.departments))
        return [one for one in tasks if department.zh in one.departments], f"部门为{department.zh}"
    if sign and column in BY_STATE:
        state = plan.task_states.named(value)
        if state is None:
            raise _unknown(column, value, (one.zh for one in plan.task_states))
        return [one for one in tasks if one.state == state.zh], f"状态为{state.zh}"
    raise Refused(N_("任务表可按 部门=… 或 状态=… 筛选，不认识“{text}”"), text=text)


def _unknown(column: str, value: str, names: Iterable[str]) -> Refused:
    return Refused(N_("“{column}”没有“{value}”。可用：{names}"), column=column, value=value, names="、".join(names))


# ---- on paper --------------------------------------------------------------------------------------------------

COLUMNS = (
    doc.Column("编号", "center", share=0.5),
    doc.Column("任务", share=1.2),
    doc.Column("任务内容", share=4.2),
    doc.Column("牵头部门", share=1.2),
    doc.Column("按职责分工", share=1.6),
    doc.Column("状态", "center", share=0.7),
    doc.Column("最近进展", share=1.6),
    doc.Column("提示", "center", share=0.8),
)


def compose(sheet: TaskSheet) -> doc.Document:
    """The table in landscape, and how many tasks each department has."""
    stamp = sheet.stamp
    day = chinese_date(stamp.as_of)
    title = f"《{stamp.plan_title}》\n{NAME}"
    parts: list[doc.Part] = [
        doc.PageBreak(landscape=True),
        doc.Title(title, f"（截至{day}）"),
        doc.Note(_about(sheet)),
    ]
    if sheet.tasks:
        parts += [_summary(sheet), doc.Heading(1, TABLE), _table(sheet)]
        parts += [doc.Heading(1, DEPARTMENTS), _departments(sheet)]
    else:
        parts.append(doc.Paragraph("没有符合条件的任务。"))
    return doc.Document(
        meta=doc.Meta(title.replace("\n", ""), stamp.issuer, stamp.created, subject=f"截至{day}"),
        parts=parts,
        number=f"FT-06-{stamp.as_of:%Y%m%d}",
        as_of=stamp.as_of,
        fingerprint=fingerprint(sheet),
        demo=stamp.demo,
    )


def _about(sheet: TaskSheet) -> str:
    said = [f"编制单位：{sheet.stamp.issuer}", f"编制日期：{chinese_date(sheet.stamp.dated)}"]
    if sheet.conditions:
        said.append(f"筛选条件：{'；'.join(sheet.conditions)}")
    return "　".join(said)


def _summary(sheet: TaskSheet) -> doc.Paragraph:
    counts = [(state, sum(one.state == state for one in sheet.tasks)) for state in sheet.states]
    said = "，".join(f"{state}{count}项" for state, count in counts if count)
    overdue = sum(one.overdue for one in sheet.tasks)
    late = f"规划期已到期，尚未完成的{overdue}项列为逾期。" if overdue else ""
    quiet = sum(one.mark == "久未更新" for one in sheet.tasks)
    silent = f"{quiet}项超过{QUIET.days}天没有登记进展。" if quiet else ""
    return doc.Paragraph(f"所列{len(sheet.tasks)}项任务中，{said}。{late}{silent}")


def _table(sheet: TaskSheet) -> doc.Table:
    rows: list[doc.Row] = []
    section = ""
    for one in sheet.tasks:
        if one.section != section:
            section = one.section
            count = sum(other.section == section for other in sheet.tasks)
            rows.append(doc.GroupRow(f"{section}（{count}项）"))
        noted = f"{words.day(one.noted_on)}　{one.note}" if one.noted_on else "—"
        rows.append(
            (
                *(one.key, one.title, one.text, "、".join(one.leads) or "—", "、".join(one.responsible) or "—"),
                *(one.state, noted.strip(), one.mark),
            )
        )
    note = (
        f"注：状态取截至日以前最后一条登记。逾期：规划期末（{chinese_date(sheet.end)}）未完成；"
        f"久未更新：超过{QUIET.days}天没有登记进展；“—”为计划未列或没有登记。"
    )
    return doc.Table(COLUMNS, rows, title=TABLE, size=8.0, note=note)


def _departments(sheet: TaskSheet) -> doc.Table:
    """Each department of the tasks with how many it leads and shares, and in which states these are."""
    columns = [doc.Column("部门", share=2.0), doc.Column("牵头（项）", "decimal"), doc.Column("分工（项）", "decimal")]
    columns += [doc.Column(f"{state}（项）", "decimal") for state in sheet.states]
    columns.append(doc.Column("逾期（项）", "decimal"))
    rows = [tuple(_of_department(sheet, name)) for name in dict.fromkeys(_all_departments(sheet))]
    return doc.Table(columns, rows, title=DEPARTMENTS, note="注：一项任务有几个部门的，各部门分别计数。")


def _all_departments(sheet: TaskSheet) -> Iterator[str]:
    for one in sheet.tasks:
        yield from one.departments


def _of_department(sheet: TaskSheet, name: str) -> Iterator[str]:
    own = [one for one in sheet.tasks if name in one.departments]
    yield name
    yield str(sum(name in one.leads for one in own))
    yield str(sum(name in one.responsible for one in own))
    for state in sheet.states:
        yield str(sum(one.state == state for one in own))
    yield str(sum(one.overdue for one in own))
