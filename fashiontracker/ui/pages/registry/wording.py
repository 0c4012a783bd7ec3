"""The registry's values in words: keys of the plan as the reader's words, dates and numbers as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from fashiontracker.models import views
from fashiontracker.text import N_, _, pick
from fashiontracker.ui.columns import Column, Kind

if TYPE_CHECKING:
    from fashiontracker.exchange.typed import Typist
    from fashiontracker.models.views import ValueKind, View, ViewColumn
    from fashiontracker.plan.types import Plan
    from fashiontracker.ui.fields import Find

KINDS: Final[dict[ValueKind, Kind]] = {
    "text": Kind.TEXT,
    "key": Kind.CHOICE,
    "keys": Kind.TEXT,
    "date": Kind.DATE,
    "year": Kind.TEXT,
    "count": Kind.NUMBER,
    "money": Kind.MONEY,
    "percent": Kind.NUMBER,
    "yesno": Kind.CHOICE,
    "code": Kind.CODE,
}
CHARACTER: Final = 13
"""Units of width that a Chinese character takes at 100 %."""

MEASURES: Final = {
    "enterprises": N_("{count} 家企业"),
    "brands": N_("{count} 个品牌"),
    "carriers": N_("{count} 个载体平台"),
    "talents": N_("{count} 位人才"),
    "exhibitions": N_("{count} 届展会"),
    "standards": N_("{count} 项标准"),
    "projects": N_("{count} 个项目"),
}

ALL: Final = {
    "enterprises": N_("全部企业"),
    "brands": N_("全部品牌"),
    "carriers": N_("全部载体平台"),
    "talents": N_("全部人才"),
    "exhibitions": N_("全部展会"),
    "standards": N_("全部标准"),
    "projects": N_("全部项目"),
}


class Wording:
    """How one table's values are said."""

    def __init__(self, plan: Plan, view: View, firms: Find) -> None:
        self._plan = plan
        self.view = view
        self.firms = firms
        """The enterprises that answer to what is typed."""

    def counted(self, count: int) -> str:
        """3,214 家企业."""
        return _(MEASURES[self.view.key]).format(count=f"{count:,}")

    def all_words(self) -> str:
        """全部企业: the view without filters."""
        return _(ALL[self.view.key])

    def words(self, column: ViewColumn) -> list[tuple[str, str]]:
        """The keys that the column may hold, each with its word."""
        if column.kind == "yesno":
            return [("1", _("是")), ("0", _("否"))]
        vocabulary = getattr(self._plan, column.vocabulary) if column.vocabulary else ()
        return [(word.key, pick(word.zh, word.en)) for word in vocabulary]

    def word(self, column: ViewColumn, key: str) -> str:
        """The word for a key; one that this plan does not know stands for itself."""
        found = getattr(self._plan, column.vocabulary).get(key) if column.vocabulary else None
        return pick(found.zh, found.en) if found else key

    def cell(self, column: ViewColumn, value: Any) -> Any:
        """A value as the table's column takes it."""
        if value is None:
            return None
        match column.kind:
            case "key" | "text" if column.vocabulary:
                return self.word(column, value)
            case "keys":
                return _("、").join(self.word(column, key) for key in views.keys_of(value))
            case "yesno":
                return _("是") if value else _("否")
            case "year":
                return str(value)
            case "date" if isinstance(value, str):
                return date.fromisoformat(value)
        return value

    def said(self, column: ViewColumn, value: Any) -> str:
        """A value in a sentence or beside its label."""
        shown = self.cell(column, value)
        if shown is None:
            return ""
        if isinstance(shown, float | int) and not isinstance(shown, bool):
            return f"{shown:,.10g}" if shown != int(shown) else f"{shown:,.0f}"
        return shown.isoformat() if isinstance(shown, date) else str(shown)

    def field(self, name: str, value: Any) -> tuple[str, str]:
        """A field of the record with its title, also one that no column shows."""
        column = next((one for one in self.view.columns if one.field == name), None)
        if column is None:
            return name, str(value)
        return _(column.title), str(value) if name == "owner_id" else self.said(column, value)


def table_columns(wording: Wording, typist: Typist, shown: Sequence[str]) -> tuple[Column, ...]:
    """The view's columns as the table shows and edits them."""
    return tuple(table_column(wording, typist, one, shown=one.key in shown) for one in wording.view.columns)


def table_column(wording: Wording, typist: Typist, column: ViewColumn, *, shown: bool = True) -> Column:
    """One column; edits are checked as they are typed."""
    kind = KINDS[column.kind]
    offers = kind is Kind.CHOICE or (column.vocabulary is not None and column.kind == "text")
    longest = max((len(word) for _key, word in wording.words(column)), default=0)
    return Column(
        key=column.key,
        title=column.title,
        kind=kind,
        width=max(max(column.width, min(longest, 10)) * CHARACTER + 24, len(column.title) * CHARACTER + 40),
        editable=column.field is not None,
        shown=shown,
        choices=(lambda: [word for _key, word in wording.words(column)]) if offers else None,
        find=wording.firms if column.field == "owner_id" else None,
        check=(lambda text: typist.check(column.key, text)) if kind is Kind.TEXT else None,
    )
