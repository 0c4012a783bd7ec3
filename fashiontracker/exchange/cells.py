"""What a cell can hold, and how it travels from the worker as JSON.

An empty cell is ``""``. Text, numbers, booleans and dates are themselves; what is neither is a `Flaw`, so that it can
never be mistaken for 0 or for an empty cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Percent:
    """A number that its sheet shows as a percentage: 0.35 for 35 %."""

    value: float


@dataclass(frozen=True, slots=True)
class Flaw:
    """A cell without a usable value. ``kind``: ``error`` (#REF!), ``no_value`` (a formula never calculated), ``nul``
    (text with NUL bytes), ``time`` (a time of day or a span, also a date before the calendar begins).
    ``text`` is what the user sees in the sheet.
    """

    kind: str
    text: str


Cell: TypeAlias = str | float | bool | date | Percent | Flaw
Row: TypeAlias = list[Cell]
Area: TypeAlias = tuple[int, int, int, int]
"""First row, first column, last row, last column of a merged range, counted from 0."""


def is_empty(cell: Cell) -> bool:
    """Nothing but spaces."""
    return isinstance(cell, str) and not cell.strip()


def is_blank(row: Row) -> bool:
    """A row without anything in it."""
    return row.count("") == len(row) or all(is_empty(cell) for cell in row)


def shown(cell: Cell) -> str:
    """The cell as its reader sees it, for messages and for text columns; numbers with Excel's 15 digits."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float | int):
        return plain_number(cell)
    if isinstance(cell, Percent):
        return f"{plain_number(cell.value * 100)}%"
    if isinstance(cell, Flaw):
        return cell.text
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()


def plain_number(value: float) -> str:
    """A number in digits, as a spreadsheet keeps it: at most 15 significant ones, no exponent below 10²¹."""
    if abs(value) < 1e15 and value == int(value):
        return str(int(value))
    text = f"{value:.15g}"
    return f"{float(text):.0f}" if "e+" in text and abs(value) < 1e21 else text


def pack(cell: object) -> dict[str, object]:
    """JSON of what JSON has no word for; the ``default`` of `json.dumps`."""
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    if isinstance(cell, Percent):
        return {"p": cell.value}
    if isinstance(cell, Flaw):
        return {"k": cell.kind, "t": cell.text}
    if isinstance(cell, time | timedelta):
        return {"k": "time", "t": str(cell)}
    raise TypeError(type(cell).__name__)


def unpack(packed: dict[str, Any]) -> object:
    """The inverse of `pack`; the ``object_hook`` of `json.loads`. Other objects stay as they are."""
    if "d" in packed:
        text = str(packed["d"])
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    if "p" in packed:
        return Percent(float(packed["p"]))
    if "k" in packed:
        return Flaw(str(packed["k"]), str(packed["t"]))
    return packed


def letters(column: int) -> str:
    """The name of a column counted from 0: A, B … Z, AA …"""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(row: int, column: int) -> str:
    """``C12`` for row 11, column 2, both counted from 0."""
    return f"{letters(column)}{row + 1}"
