"""The registry's values in words, as rosters and dossiers print them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from fashiontracker.models.views import View, ViewColumn, keys_of
from fashiontracker.reports.document import CellAlign
from fashiontracker.tally import words

if TYPE_CHECKING:
    from fashiontracker.plan.types import Kind, Plan
    from fashiontracker.plan.words import Words

_ALIGNED: Final[Mapping[str, CellAlign]] = {
    **dict.fromkeys(("money", "percent", "count"), "decimal"),
    **dict.fromkeys(("date", "year", "yesno", "code"), "center"),
}


def align(kind: str) -> CellAlign:
    """How the values of a kind of column stand in their cells."""
    return _ALIGNED.get(kind, "left")


def vocabulary(plan: Plan, column: ViewColumn) -> Words[Kind] | None:
    """The plan's words whose keys the column holds; a text holds none, it says itself what it is."""
    return getattr(plan, column.vocabulary) if column.vocabulary and column.kind != "text" else None


def place(plan: Plan, district: str | None, overlaid: bool) -> str:
    """A district with the plan's overlay behind it where it lies in that, too."""
    known = plan.districts.get(district or "")
    name = known.zh if known else district or ""
    overlay = "、".join(one.zh for one in plan.overlays) if overlaid else ""
    return f"{name}（{overlay}）" if name and overlay else name or overlay


class Speaker:
    """Puts values into words."""

    def __init__(self, plan: Plan, view: View) -> None:
        self._plan, self._view = plan, view

    def order(self, column: str) -> dict[str, int]:
        """The places of a column's words in the plan's order; empty for a column without a vocabulary."""
        known = vocabulary(self._plan, self._view.column(column))
        return {word.zh: place for place, word in enumerate(known)} if known else {}

    def title(self, column: str) -> str:
        """The title of a column."""
        return self._view.column(column).title

    def cell(self, record: dict[str, Any], column: ViewColumn) -> str:
        """One value as it is printed; nothing for what is not known."""
        value = record[column.key]
        if column.key == "district":
            return place(self._plan, value, bool(record.get("qianhai")))
        if column.kind in ("key", "keys"):
            return "、".join(self.words(column.key, value))
        if value is None:
            return ""
        match column.kind:
            case "yesno":
                return "是" if value else "否"
            case "money" | "percent" | "count":
                return words.number(float(value))
            case "date":
                return words.day(value)
            case _:
                return str(value)

    def words(self, column: str, value: Any) -> list[str]:
        """What a value counts as: every key's word, a text itself; one 未填 for nothing is not among them."""
        known = vocabulary(self._plan, self._view.column(column))
        if known is None:
            return [str(value)] if value not in (None, "") else []
        keys = (value,) if isinstance(value, str) and "," not in value else keys_of(value)
        return [word.zh if (word := known.get(key)) else key for key in keys if key]
