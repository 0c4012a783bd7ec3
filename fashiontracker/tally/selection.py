"""The rows of a registry table that a view asks for, with the conditions that only the count can judge."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, Final

from fashiontracker.models import findings, titled, views
from fashiontracker.models.facts import in_order
from fashiontracker.models.views import Filter, Sort, View
from fashiontracker.tally.terms import standing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.plan.types import Plan

TITLE: Final = "title"
"""The column of a condition on a title held on the day; its value is the designation's key."""
FIGURE: Final = "figure"
"""The column of a condition on a figure that is missing; its value is the indicator and the year: ``revenue 2024``."""
DERIVED: Final = frozenset((TITLE, FIGURE))


def choose(
    session: Session,
    plan: Plan,
    view: View,
    filters: Iterable[Filter],
    as_of: date,
    sort: Sort | None = None,
    search: str = "",
    within: Collection[int] | None = None,
    trashed: bool = False,
) -> list[int]:
    """The ids of the rows that meet every condition, in order; see `models.views.ids`."""
    chosen = list(filters)
    for one in chosen:
        if one.column in DERIVED:
            found = _meeting(session, plan, view, one, as_of)
            within = found if within is None else found.intersection(within)
    plain = [one for one in chosen if one.column not in DERIVED]
    return views.ids(session, view, plain, sort, search, within, trashed)


def _meeting(session: Session, plan: Plan, view: View, one: Filter, as_of: date) -> set[int]:
    if one.column == TITLE:
        return holders(session, plan, str(one.value), view.record.__tablename__, as_of)
    indicator, _, year = str(one.value).partition(" ")
    missing = findings.without_figure(session, indicator, int(year)) if year.isdecimal() else []
    return {found.subject[1] for found in missing}


def holders(session: Session, plan: Plan, designation: str, kind: str, day: date) -> set[int]:
    """The enterprises, brands or carriers that hold a designation on a day (rule 2)."""
    order = {stage.key: stage.order for stage in plan.stages}
    chains = titled.events(session, designation, kind)
    return {key for key, events in chains.items() if (stands := standing(in_order(events, order), day)) and stands.held}
