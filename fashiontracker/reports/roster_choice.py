"""Which roster, and which of its rows: ``--kind`` and ``--where`` as the user's words, as a view and its filters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from fashiontracker.errors import Refused
from fashiontracker.models.names import name_key
from fashiontracker.models.registry import VIEWS
from fashiontracker.models.views import Filter, Operator, View, ViewColumn
from fashiontracker.reports.registry_words import place, vocabulary
from fashiontracker.text import N_

if TYPE_CHECKING:
    from fashiontracker.plan.types import Plan

ENDING: Final = "名录"
EMPTY: Final = "未填"
_CONDITION: Final = re.compile(r"(?P<column>.+?)\s*(?P<sign>>=|<=|≥|≤|=|＝)\s*(?P<value>.*)", re.DOTALL)
_OPERATORS: Final[Mapping[str, Operator]] = {">=": "at_least", "≥": "at_least", "<=": "at_most", "≤": "at_most"}
SAID: Final[Mapping[Operator, str]] = {
    "is": "为{value}",
    "has": "为{value}",
    "contains": "含“{value}”",
    "at_least": "不低于{value}",
    "at_most": "不高于{value}",
    "empty": "未填",
    "filled": "已填",
}
_YES, _NO = frozenset(("是", "有", "yes", "1")), frozenset(("否", "无", "no", "0"))


@dataclass(frozen=True, slots=True)
class Roster:
    """How a view is printed: its title, the measure word of its rows, the column that divides it into groups, those by
    which it is counted at the end, and the column of the day after which a row is not yet there.
    """

    title: str
    measure: str
    grouped: str | None
    counted: tuple[str, ...]
    dated: str | None = None


ROSTERS: Final[Mapping[str, Roster]] = {
    "enterprises": Roster("重点企业名录", "家", None, ("sectors", "district", "size")),
    "brands": Roster("品牌梯队名录", "个", "tier", ("tier", "sectors")),
    "carriers": Roster("载体平台名录", "个", "kind", ("kind", "district", "state")),
    "talents": Roster("人才名录", "位", "kind", ("kind", "sectors"), "acquired_on"),
    "exhibitions": Roster("展会名录", "届", "year", ("year", "sectors"), "year"),
    "standards": Roster("标准名录", "项", None, ("level", "sectors"), "published_on"),
    "projects": Roster("重点项目名录", "个", None, ("state", "sectors", "district")),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user chose: the view, its filters, and both in words."""

    view: View
    title: str
    filters: tuple[Filter, ...]
    conditions: tuple[str, ...]


def choose(plan: Plan, kind: str | None, where: Iterable[str]) -> Choice:
    """The view and the filters. Raises Refused for words that mean nothing here, and names those that do."""
    view, title, filters = _kind(plan, kind)
    conditions = []
    for text in where:
        more, said = _condition(plan, view, text)
        filters += more
        conditions.append(said)
        if len(more) == 1 and more[0].column == "kind" and more[0].operator == "is":
            title = f"{said.removeprefix(view.column('kind').title + '为')}{ENDING}"
    return Choice(view, title, tuple(filters), tuple(conditions))


def _kind(plan: Plan, text: str | None) -> tuple[View, str, list[Filter]]:
    if text is None:
        return VIEWS["enterprises"], ROSTERS["enterprises"].title, []
    wanted = name_key(text)
    for key, roster in ROSTERS.items():
        view = VIEWS[key]
        names = (key, view.title, f"{view.title}{ENDING}", roster.title, roster.title.removesuffix(ENDING))
        if wanted in map(name_key, names):
            return view, roster.title, []
    for key, kinds in (("carriers", plan.carrier_kinds), ("talents", plan.talent_kinds)):
        known = kinds.named(text) or kinds.named(text.removesuffix(ENDING))
        if known:
            return VIEWS[key], f"{known.zh}{ENDING}", [Filter("kind", "is", known.key)]
    more = "、".join(one.zh for one in (*plan.carrier_kinds, *plan.talent_kinds))
    raise Refused(
        N_("没有“{kind}”这种名录。可用：{names}；也可以是一类载体或人才：{kinds}"),
        kind=text,
        names="、".join(f"{key}（{roster.title}）" for key, roster in ROSTERS.items()),
        kinds=more,
    )


def _condition(plan: Plan, view: View, text: str) -> tuple[list[Filter], str]:
    """One ``--where``: usually one filter; a place with its overlay is two."""
    found = _CONDITION.fullmatch(text.strip())
    if found is None:
        raise Refused(N_("筛选条件“{text}”应写成 列=值，如 所属区=南山"), text=text)
    column = _column(view, found["column"])
    operator = _OPERATORS.get(found["sign"], "is")
    value = found["value"].strip()
    if value in ("", EMPTY):
        return [Filter(column.key, "empty")], f"{column.title}{EMPTY}"
    if column.key == "district" and operator == "is":
        return _place(plan, column, value)
    operator, stored, said = _value(plan, column, operator, value)
    return [Filter(column.key, operator, stored)], f"{bare(column.title)}{SAID[operator].format(value=said)}"


def _column(view: View, text: str) -> ViewColumn:
    wanted = name_key(text)
    for column in view.columns:
        if wanted in (column.key, name_key(column.title), name_key(bare(column.title))):
            return column
    raise Refused(
        N_("{view}没有“{column}”一列。可用：{columns}"),
        view=view.title,
        column=text,
        columns="、".join(bare(column.title) for column in view.columns),
    )


def bare(title: str) -> str:
    """A title without the unit in brackets after it."""
    return re.sub(r"（.*）$", "", title)


def _place(plan: Plan, column: ViewColumn, value: str) -> tuple[list[Filter], str]:
    found = plan.place_named(value)
    filters = [Filter(column.key, "is", found.district.key)] if found.district else []
    filters += [Filter("qianhai", "is", 1)] if found.overlay else []
    if not filters:
        names = (*(one.zh for one in plan.districts), *(one.zh for one in plan.overlays))
        raise _unknown(column, value, names)
    return (
        filters,
        f"{column.title}为{place(plan, found.district.key if found.district else None, bool(found.overlay))}",
    )


def _value(plan: Plan, column: ViewColumn, operator: Operator, text: str) -> tuple[Operator, str | float, str]:
    """The operator that fits the column, the value as it is stored, and as it is said."""
    words = vocabulary(plan, column)
    if words is not None:
        word = words.named(text)
        if word is None:
            raise _unknown(column, text, (one.zh for one in words))
        return "has" if column.kind == "keys" else "is", word.key, word.zh
    match column.kind:
        case "yesno":
            if text.lower() not in _YES | _NO:
                raise _unknown(column, text, ("是", "否"))
            return "is", int(text.lower() in _YES), "是" if text.lower() in _YES else "否"
        case "year" | "count" | "money" | "percent":
            return operator, _number(column, text), text
        case "date":
            return operator, _day(column, text), text
        case _ if operator == "is":
            return "contains", text, text
        case _:
            raise Refused(N_("“{column}”是文字，不能比较大小"), column=column.title)


def _number(column: ViewColumn, text: str) -> float:
    try:
        return float(text.replace(",", "").replace("，", ""))
    except ValueError:
        raise Refused(N_("“{column}”要一个数，不是“{value}”"), column=column.title, value=text) from None


def _day(column: ViewColumn, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Refused(
            N_("“{column}”要一个日期，如 2025-12-31，不是“{value}”"), column=column.title, value=text
        ) from None


def _unknown(column: ViewColumn, value: str, names: Iterable[str]) -> Refused:
    return Refused(
        N_("“{column}”没有“{value}”。可用：{names}"), column=bare(column.title), value=value, names="、".join(names)
    )


def unmatched(column: ViewColumn, value: str, names: Iterable[str]) -> Refused:
    """What is said where no row has the text; ``names`` are texts that rows do have."""
    return _unknown(column, value, names)
