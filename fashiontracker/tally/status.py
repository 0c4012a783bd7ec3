"""Rule 10: the status of a row and the pace it is held against."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from fashiontracker.models.facts import Step
from fashiontracker.plan.types import Plan, Quota


def default_as_of(plan: Plan, today: date) -> date:
    """Today, or the period's last day once the period is over."""
    return min(today, plan.end)


def expected_pace(plan: Plan, quota: Quota, day: date) -> Fraction | None:
    """What the row should have reached on the day, exactly; None where it has no min."""
    if quota.min is None:
        return None
    whole = (plan.end - plan.start).days + 1
    share = Fraction(min(max((day - plan.start).days + 1, 0), whole), whole)
    baseline = Fraction(quota.baseline)
    return baseline + (Fraction(quota.min) - baseline) * share


def status_of(plan: Plan, quota: Quota, actual: float | None, at_end: float | None, day: date) -> str:
    """The status by the number on the day and, once the period is over, the number on its last day."""
    if not quota.graded:
        return "tracked"
    if actual is None:
        return "no_data"
    judged = at_end if day > plan.end else actual
    if judged is not None and quota.max is not None and judged > quota.max:
        return "exceeded"
    if judged is not None and _reached(quota, judged):
        return "met"
    if day > plan.end:
        return "late" if _reached(quota, actual) else "missed"
    expected = expected_pace(plan, quota, day)
    return "on_track" if expected is None or Fraction(actual) >= expected else "behind"


def _reached(quota: Quota, number: float) -> bool:
    return quota.min is None or number >= quota.min


def milestone_state(plan: Plan, steps: Iterable[Step], day: date) -> str:
    """The state of the latest change until the day; of one day's the furthest; the plan's first state if none."""
    order = {state.key: state.order for state in plan.milestone_states}
    until = [step for step in steps if step.day <= day]
    if not until:
        return plan.milestone_states[0].key
    return max(until, key=lambda step: (step.day, order.get(step.state, 0), step.state)).state
