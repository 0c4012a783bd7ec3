"""The filters of a registry page in words, and the menu that offers them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QMenu

from fashiontracker.models import titled, views
from fashiontracker.models.views import Filter, Operator, ViewColumn
from fashiontracker.tally import selection
from fashiontracker.tally.annual import year_in_force
from fashiontracker.text import N_, _, pick
from fashiontracker.ui.pages.registry.wording import Wording

if TYPE_CHECKING:
    from fashiontracker.ui.desk import Desk

SAID: Final[dict[Operator, str]] = {
    "is": N_("{column} = {value}"),
    "has": N_("{column} = {value}"),
    "contains": N_("{column} 含 {value}"),
    "at_least": N_("{column} ≥ {value}"),
    "at_most": N_("{column} ≤ {value}"),
    "empty": N_("{column} 未填"),
    "filled": N_("{column} 已填"),
}
NAMES: Final[dict[Operator, str]] = {
    "contains": N_("包含"),
    "is": N_("等于"),
    "at_least": N_("不小于（≥）"),
    "at_most": N_("不大于（≤）"),
    "empty": N_("未填"),
    "filled": N_("已填"),
}
WHERE: Final[dict[Operator, str]] = {"is": "=", "has": "=", "at_least": ">=", "at_most": "<=", "empty": "="}
"""How a roster's ``--where`` says them. Of a text it asks what it contains: ``is`` can't be said of one."""
FEW: Final = frozenset(("size", "listing", "level"))
"""Columns of text with so few different values that they can be picked."""
MOST_PICKED: Final = 24
YEARS: Final = 4
TITLED: Final = frozenset(("enterprise", "brand", "carrier"))


def operators(column: ViewColumn) -> tuple[Operator, ...]:
    """What can be asked of a column by typing a value."""
    match column.kind:
        case "date" | "year" | "count" | "money" | "percent":
            return ("at_least", "at_most", "is", "empty", "filled")
        case _:
            return ("contains", "is", "empty", "filled")


class Conditions:
    """What the chips of one table say, and what 添加筛选 offers."""

    def __init__(self, desk: Desk, wording: Wording) -> None:
        self._desk = desk
        self._wording = wording

    def words(self, one: Filter) -> str:
        """A filter as its chip says it."""
        if one.column == selection.TITLE:
            return _(SAID["is"]).format(column=_("称号"), value=self._title(str(one.value)))
        if one.column == selection.FIGURE:
            return self._missing(str(one.value))
        column = self._wording.view.column(one.column)
        value = "" if one.value is None else str(one.value)
        if column.kind == "yesno":
            value = _("是") if one.value else _("否")
        elif column.vocabulary:
            value = self._wording.word(column, value)
        elif isinstance(one.value, float | int):
            value = str(int(one.value)) if column.kind == "year" else f"{one.value:,.10g}"
        return _(SAID[one.operator]).format(column=bare(_(column.title)), value=value)

    def where(self, filters: Sequence[Filter]) -> tuple[tuple[str, ...], bool]:
        """The filters as a roster's ``--where``, in Chinese, and whether it can say all of them."""
        said = []
        for one in filters:
            sign = WHERE.get(one.operator)
            if one.column in selection.DERIVED or sign is None:
                return (), False
            column = self._wording.view.column(one.column)
            value = "" if one.value is None else str(one.value)
            if one.operator == "is" and column.kind in ("text", "code"):
                return (), False
            if column.kind == "yesno":
                value = N_("是") if one.value else N_("否")
            elif column.vocabulary:
                word = getattr(self._desk.app.plan, column.vocabulary).get(value)
                value = word.zh if word else value
            said.append(f"{bare(column.title)}{sign}{value}")
        return tuple(said), True

    def fill(self, menu: QMenu, as_of: date, add: Callable[[Filter], None], type_: Callable[[str], None]) -> None:
        """Fill the menu: words to pick, else a small form (``type_`` opens it for a column's key)."""
        menu.clear()
        for column in self._wording.view.columns:
            picks = self._picks(column)
            if picks:
                submenu = menu.addMenu(bare(_(column.title)))
                for value, word in picks:
                    submenu.addAction(word, partial(add, self._picked(column, value)))
                submenu.addSeparator()
                for operator in ("empty", "filled"):
                    submenu.addAction(_(NAMES[operator]), partial(add, Filter(column.key, operator)))
            else:
                menu.addAction(f"{bare(_(column.title))}…", partial(type_, column.key))
        table = self._wording.view.record.__tablename__
        if table in TITLED:
            menu.addSeparator()
            self._fill_titles(menu.addMenu(_("称号（截至日期持有）")), table, add)
        if table == "enterprise":
            self._fill_years(menu.addMenu(_("缺少营业收入")), as_of, add)

    def _picks(self, column: ViewColumn) -> Sequence[tuple[str, str]]:
        if column.kind in ("key", "keys", "yesno"):
            return self._wording.words(column)
        if column.key not in FEW:
            return ()
        with self._desk.app.store.reading() as session:
            found = views.values_of(session, self._wording.view, column.key, MOST_PICKED)
        return [(value, self._wording.word(column, value)) for value in found if value]

    @staticmethod
    def _picked(column: ViewColumn, value: str) -> Filter:
        if column.kind == "yesno":
            return Filter(column.key, "is", int(value))
        return Filter(column.key, "has" if column.kind == "keys" else "is", value)

    def _fill_titles(self, menu: QMenu, table: str, add: Callable[[Filter], None]) -> None:
        with self._desk.app.store.reading() as session:
            found = titled.designations(session, table)
        for key in self._desk.app.catalogue.designations.keys:
            if key in found:
                menu.addAction(self._title(key), partial(add, Filter(selection.TITLE, "is", key)))
        menu.setEnabled(not menu.isEmpty())

    def _fill_years(self, menu: QMenu, as_of: date, add: Callable[[Filter], None]) -> None:
        last = year_in_force(as_of)
        for year in range(last, last - YEARS, -1):
            value = f"revenue {year}"
            menu.addAction(_("{year} 年").format(year=year), partial(add, Filter(selection.FIGURE, "empty", value)))

    def _title(self, key: str) -> str:
        found = self._desk.app.catalogue.designations.get(key)
        return pick(found.zh, found.en) if found else key

    def _missing(self, value: str) -> str:
        key, _sep, year = value.partition(" ")
        indicator = self._desk.app.plan.indicators.get(key)
        return _("缺少 {year} 年{indicator}").format(
            year=year, indicator=pick(indicator.zh, indicator.en) if indicator else key
        )


def bare(title: str) -> str:
    """A title without the unit in brackets behind it."""
    return title.partition("（")[0] or title
