"""From a number on the map to its rows: the registry page, and what it is asked to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fashiontracker.models.views import Filter
from fashiontracker.tally.atlas import UNKNOWN, Atlas, Measure
from fashiontracker.text import _
from fashiontracker.ui.pages.industry_map import wording
from fashiontracker.ui.wishes import Rows

if TYPE_CHECKING:
    from fashiontracker.plan.types import Plan

PAGES: dict[Measure, str] = {
    "enterprises": "enterprises",
    "brands": "brands",
    "titles": "enterprises",
    "revenue": "enterprises",
    "carriers": "carriers",
}


def rows_of(plan: Plan, atlas: Atlas, measure: Measure, place: str, sector: str | None) -> tuple[str, Rows]:
    """The page and the rows behind a number: what can be said in conditions is, and the ids are exactly those counted.

    Titles and revenue lead to the enterprises behind them.
    """
    found = atlas.listed(measure, place, sector)
    if measure in ("brands", "carriers"):
        ids = tuple(sorted(one.subject[1] for one in found))
    else:
        ids = tuple(sorted({one.enterprise for one in found if one.enterprise is not None}))
    said = [wording.place_name(plan, place)]
    said += [wording.sector_name(plan, sector)] if sector is not None else []
    title = _("产业地图：{what}").format(what=" · ".join([*said, _(wording.NAMES[measure])]))
    if measure == "enterprises" and not atlas.later:
        return PAGES[measure], Rows(filters=_filters(plan, place, sector))
    return PAGES[measure], Rows(within=ids, title=title)


def _filters(plan: Plan, place: str, sector: str | None) -> tuple[Filter, ...]:
    filters = []
    if place == UNKNOWN:
        filters.append(Filter("district", "empty"))
    elif place in plan.overlays.by_key:
        filters.append(Filter("qianhai", "is", 1))
    else:
        filters.append(Filter("district", "is", place))
    if sector == UNKNOWN:
        filters.append(Filter("sectors", "empty"))
    elif sector is not None:
        filters.append(Filter("sectors", "has", sector))
    return tuple(filters)
