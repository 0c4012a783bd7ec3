"""How far the plan's tasks are on a day, by what was noted of them until then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from fashiontracker.models.logbook import Note
from fashiontracker.plan.types import Plan

QUIET: Final = timedelta(days=180)
"""A task under way of which nothing was noted for longer is marked."""

Mark = Literal["overdue", "unnoted", "quiet"]


class TaskStanding(NamedTuple):
    """A task on a day: the state noted last (its key; the plan's first where nothing was noted) and that note.

    ``days`` since that note. ``warning``: not done at the period's end, nothing ever noted, or nothing noted for longer
    than `QUIET`; a task that is done has none.
    """

    state: str
    done: bool
    last: Note | None
    days: int | None
    warning: Mark | None


def standing(plan: Plan, notes: Sequence[Note], day: date) -> TaskStanding:
    """How a task stands; ``notes`` are those until the day, the oldest first."""
    last = notes[-1] if notes else None
    first = min(plan.task_states, key=lambda one: one.order)
    state = plan.task_states.get(last.state) if last else first
    done = state is not None and state.done
    return TaskStanding(
        last.state if last else first.key,
        done,
        last,
        (day - last.day).days if last else None,
        None if done else _warning(plan, last, day),
    )


def _warning(plan: Plan, last: Note | None, day: date) -> Mark | None:
    if day >= plan.end:
        return "overdue"
    if last is None:
        return "unnoted"
    return "quiet" if day - last.day > QUIET else None
