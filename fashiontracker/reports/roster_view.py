"""A view that was kept on a page of the registry, as the choice of a roster: its rows, its order, its columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fashiontracker.errors import Refused
from fashiontracker.models import saved_views
from fashiontracker.models.views import Filter, Sort, View
from fashiontracker.reports.registry_words import vocabulary
from fashiontracker.reports.roster_choice import ROSTERS, SAID, bare
from fashiontracker.tally import selection
from fashiontracker.text import N_, _

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from fashiontracker.models.saved_views import Kept
    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.plan.types import Plan


@dataclass(frozen=True, slots=True)
class Asked:
    """A kept view and the key of the registry page it belongs to."""

    page: str
    kept: Kept

    def filters(self, view: View) -> tuple[Filter, ...]:
        """Its conditions; those on columns that are no more are left out, as the page does."""
        known = {column.key for column in view.columns} | selection.DERIVED
        return tuple(one for one in self.kept.filters if one.column in known)

    def columns(self, view: View) -> tuple[str, ...]:
        """The columns that it shows, in its order."""
        known = {column.key for column in view.columns}
        hidden = set(self.kept.layout.get("hidden", ()))
        order = [key for key in self.kept.layout.get("order", ()) if key in known and key not in hidden]
        return tuple(order) or view.shown

    def ids(self, session: Session, plan: Plan, view: View, more: tuple[Filter, ...], day: date) -> list[int]:
        """Its rows that meet ``more`` conditions too, in its order."""
        match self.kept.layout.get("sort"):
            case [str(key), bool(descending)] if key in {column.key for column in view.columns}:
                order: Sort | None = Sort(key, descending)
            case _:
                order = None
        return selection.choose(session, plan, view, (*self.filters(view), *more), day, order, self.kept.search)

    def said(self, plan: Plan, catalogue: Catalogue, view: View) -> Iterator[str]:
        """The view and its conditions in words."""
        yield f"视图“{self.kept.name}”"
        for one in self.filters(view):
            yield _said(plan, catalogue, view, one)
        if self.kept.search:
            yield f"含“{self.kept.search}”"


def find(session: Session, name: str, pages: tuple[str, ...] = tuple(ROSTERS)) -> Asked:
    """The view of this name on one of the pages. Raises Refused where there is none, or one on each of several."""
    known = [Asked(page, kept) for page in pages for kept in saved_views.kept(session, page)]
    found = [one for one in known if one.kept.name == name]
    if not found:
        names = _("、").join(one.kept.name for one in known) or _("（没有保存过视图）")
        raise Refused(N_("没有名为“{name}”的视图。可用：{names}"), name=name, names=names)
    if len(found) > 1:
        kinds = _("、").join(one.page for one in found)
        raise Refused(N_("有几个名为“{name}”的视图，请用 --kind 指明：{kinds}"), name=name, kinds=kinds)
    return found[0]


def _said(plan: Plan, catalogue: Catalogue, view: View, one: Filter) -> str:
    if one.column == selection.TITLE:
        title = next((title.zh for title in catalogue.designations if title.key == one.value), str(one.value))
        return f"持有{title}"
    if one.column == selection.FIGURE:
        year = str(one.value).partition(" ")[2]
        return f"缺少{year}年营业收入"
    column = view.column(one.column)
    words = vocabulary(plan, column)
    word = words.get(str(one.value)) if words is not None else None
    value = word.zh if word else "" if one.value is None else str(one.value)
    if column.kind == "yesno":
        value = "是" if one.value else "否"
    elif isinstance(one.value, float | int):
        value = str(int(one.value)) if column.kind == "year" else f"{one.value:,.10g}"
    return f"{bare(column.title)}{SAID[one.operator].format(value=value)}"
