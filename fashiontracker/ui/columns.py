"""What a registry table shows: its columns, its order, and the source of its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from fashiontracker.errors import Problem
from fashiontracker.text import _
from fashiontracker.ui.fields import Check, Find
from fashiontracker.ui.marks import Mark
from fashiontracker.ui.range_bar import Reach

if TYPE_CHECKING:
    from fashiontracker.plan.types import Unit


class Kind(Enum):
    """What the cells of a column hold, and so how they look and are edited."""

    TEXT = "text"
    CODE = "code"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    CHOICE = "choice"
    STATUS = "status"
    REACH = "reach"


RIGHT = frozenset({Kind.NUMBER, Kind.MONEY, Kind.PERCENT})


@dataclass(frozen=True, slots=True)
class Column:
    """One column, declared once.

    ``title`` is a msgid. ``choices`` are the words that a CHOICE may have and a TEXT is offered (asked when the editor
    opens), ``find`` gives what answers to what is typed; ``marks`` belong to STATUS (what each key looks like).
    ``check`` judges an edit as it is typed, beyond what the kind already does. ``shown`` is the default: the user may
    choose otherwise. ``digits`` are the decimals of a NUMBER; without them whole numbers have none, the others two.
    ``unit`` stands beside a NUMBER that is edited, and may be written behind it.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    width: int = 120
    editable: bool = False
    sortable: bool = True
    shown: bool = True
    hint: str = ""
    choices: Callable[[], Sequence[str]] | None = None
    find: Find | None = None
    marks: Mapping[str, Mark] = field(default_factory=dict)
    check: Check | None = None
    digits: int | None = None
    unit: Unit | None = None

    @property
    def right(self) -> bool:
        """Whether its cells are aligned to the right."""
        return self.kind in RIGHT


@dataclass(frozen=True, slots=True)
class Sort:
    """The order of a table: a column's key, and which way."""

    key: str
    descending: bool = False


class Source(Protocol):
    """Where the rows come from: the database in the program, a list in a test.

    The filter in force is the source's own state: the page sets it, then calls `Table.reload`.
    """

    def ids(self, sort: Sort | None) -> Sequence[int]:
        """The ids of all rows, filtered and sorted; fast, because every row of the table is among them."""

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[object]]:
        """The values of some rows in the order of the declared columns, by id; a row that has vanished is left out."""

    def write(self, id_: int, key: str, value: object) -> Problem | None:
        """Save one cell as one entry of the journal; a problem is shown and nothing is saved."""


def shown_text(column: Column, value: object) -> str:
    """A value as its cell says it."""
    if value is None or value == "":
        return ""
    match column.kind:
        case Kind.MONEY if isinstance(value, int | float):
            return f"{value:,.2f}"
        case Kind.NUMBER if isinstance(value, int | float) and column.digits is not None:
            return f"{value:,.{column.digits}f}"
        case Kind.NUMBER if isinstance(value, int | float):
            return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
        case Kind.PERCENT if isinstance(value, int | float):
            return f"{value:.0%}"
        case Kind.DATE if isinstance(value, date):
            return value.isoformat()
        case Kind.STATUS:
            mark = column.marks.get(str(value))
            return mark.word if mark else str(value)
        case Kind.REACH if isinstance(value, Reach):
            return "" if value.actual is None else f"{value.actual:g}"
    if isinstance(value, list | tuple):
        return _("、").join(str(one) for one in value)
    return str(value)


def plain_text(column: Column, value: object) -> str:
    """A value as a spreadsheet takes it: no thousands separators, no line breaks or tabs."""
    if isinstance(value, int | float) and column.kind is not Kind.PERCENT:
        return f"{value:.10g}" if isinstance(value, float) else str(value)
    return shown_text(column, value).replace("\t", " ").replace("\r", "").replace("\n", " ")
