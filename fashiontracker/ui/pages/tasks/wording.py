"""How the states and the warnings of tasks look, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from fashiontracker.text import N_, pick
from fashiontracker.ui.marks import Mark

if TYPE_CHECKING:
    from fashiontracker.plan.types import Plan, Task

WARNINGS: Final[Mapping[str, Mark]] = {
    "overdue": Mark("late", "bad", N_("逾期")),
    "unnoted": Mark("no_data", "warn", N_("未见登记")),
    "quiet": Mark("busy", "warn", N_("久未更新")),
}
"""The warnings of `tally.tasks`."""


def states(plan: Plan) -> Mapping[str, Mark]:
    """The plan's states of tasks: the first is an empty circle, the last one ticked, those between half full."""
    first = min((state.order for state in plan.task_states), default=0)
    found = {}
    for state in plan.task_states:
        shape, ink = ("done", "good") if state.done else ("in_progress", "info")
        if state.order == first and not state.done:
            shape, ink = "not_started", "quiet"
        found[state.key] = Mark(shape, ink, pick(state.zh, state.en))
    return found


def title(task: Task) -> str:
    """A task's name in the language in force."""
    return pick(task.title, task.title_en)


def departments(plan: Plan, names: tuple[str, ...]) -> tuple[str, ...]:
    """Departments in the language in force."""
    known = (plan.departments.named(name) for name in names)
    return tuple(pick(one.zh, one.en) if one else name for one, name in zip(known, names, strict=True))
