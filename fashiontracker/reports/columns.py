"""How wide the columns of a table are, and how large its type: from what stands in them."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from fashiontracker.reports.document import GroupRow, Table
from fashiontracker.reports.fontstack import FontStack, MissingCharacters
from fashiontracker.reports.grid import FINE_SIZE, TABLE_SIZE

SIZES = (TABLE_SIZE, 8.5, 8.0, FINE_SIZE)
PADDING = 3.0
_TYPICAL = 0.97  # the share of cells whose text shall stand on one line
_LEAST_TEXT = 4.0  # em that a column of text keeps when others need the room
_LEAST_HEAD = 4.0  # em that a head keeps on a line
_HEAD_LINES = 3
_WORD = re.compile(r"[≥≤±!-~]+")


@dataclass(frozen=True, slots=True)
class Measured:
    """Widths for type of 1 pt: of every cell, and what each column wants and needs."""

    cells: Sequence[array[float]]  # by column; -1 where the text has line ends of its own
    wanted: Sequence[float]
    needed: Sequence[float]
    fractions: Sequence[float]  # by column: the widest part from the decimal point on


@dataclass(frozen=True, slots=True)
class Layout:
    """The size of type and the widths of the columns in points."""

    size: float
    widths: Sequence[float]


def measure(table: Table, place: str, stack: FontStack, head: FontStack, missing: MissingCharacters) -> Measured:
    """Measure every cell once; ``place`` names the table where a character is missing."""
    glyphs = stack.glyphs
    cells = [array("f") for _ in table.columns]
    appends = [column.append for column in cells]
    longest_word = [0.0] * len(cells)
    fractions, wholes = [0.0] * len(cells), [0.0] * len(cells)
    decimal = [column.align == "decimal" for column in table.columns]
    for number, row in enumerate(table.rows, 1):
        if isinstance(row, GroupRow):
            stack.width(row.text, 1)
            for append in appends:
                append(0.0)
        else:
            for column, text in enumerate(row):
                width = sum([glyphs[char][3] for char in text])
                appends[column](width if "\n" not in text else -1.0)
                if decimal[column]:
                    part = stack.width(fraction(text), 1)
                    fractions[column] = max(fractions[column], part)
                    wholes[column] = max(wholes[column], width - part)
                elif width > longest_word[column] and not text.isdecimal():
                    words = [stack.width(word, 1) for word in _WORD.findall(text)]
                    longest_word[column] = max(longest_word[column], *words, 0.0)
        missing.at(f"{place}第{number}行")
    figures = [whole + part for whole, part in zip(wholes, fractions, strict=True)]
    return _summed_up(table, head, cells, longest_word, figures, fractions)


def fraction(text: str) -> str:
    """The text of a number from its decimal point on."""
    point = text.find(".")
    return text[point:] if point >= 0 else ""


def _summed_up(
    table: Table,
    head: FontStack,
    cells: Sequence[array[float]],
    words: Sequence[float],
    decimals: Sequence[float],
    fractions: Sequence[float],
) -> Measured:
    wanted, needed = [], []
    for number, column in enumerate(table.columns):
        ordered = sorted(cells[number])
        widest = ordered[-1] if ordered else 0.0
        typical = ordered[int(_TYPICAL * (len(ordered) - 1))] if ordered else 0.0
        title = head.width(column.head, 1)
        title_need = max(_title_need(piece, head) for piece in column.head.split("（"))
        figures = column.align in ("right", "decimal")
        if column.align == "decimal":
            widest = decimals[number]
        least = widest if figures else max(words[number], min(typical, _LEAST_TEXT))
        needed.append(max(least, title_need, 1.0))
        wanted.append(max(widest if figures else typical, title / 2, needed[-1]))
    return Measured(cells, wanted, needed, fractions)


def _title_need(piece: str, head: FontStack) -> float:
    """What a head, or the unit in brackets under it, needs so as not to be cut into single characters."""
    width = head.width(piece, 1)
    return min(width, max(_LEAST_HEAD, width / _HEAD_LINES)) + (1.0 if piece.endswith("）") else 0.0)


def lay_out(table: Table, measured: Measured, available: float) -> Layout:
    """The largest type in which every column gets what it wants; failing that, what it needs."""
    sizes = SIZES if table.size is None else (table.size,)
    for demands in (measured.wanted, measured.needed):
        for size in sizes:
            if sum(size * demand + 2 * PADDING for demand in demands) <= available:
                return Layout(size, _shared_out(table, measured, size, available))
    return Layout(sizes[-1], _pressed(measured, sizes[-1], available))


def _shared_out(table: Table, measured: Measured, size: float, available: float) -> list[float]:
    """Needs first, then wants, the small ones before the large, then what is left by the columns' shares."""
    needs = [size * need + 2 * PADDING for need in measured.needed]
    lacks = [max(0.0, size * (want - need)) for want, need in zip(measured.wanted, measured.needed, strict=True)]
    given = [column.share for column in table.columns]
    cap = _common_cap(lacks, available - sum(needs), given)
    widths = [need + min(lack, cap * share) for need, lack, share in zip(needs, lacks, given, strict=True)]
    room = available - sum(widths)
    shares = [share * width for share, width in zip(given, widths, strict=True)]
    return [width + room * share / sum(shares) for width, share in zip(widths, shares, strict=True)]


def _pressed(measured: Measured, size: float, available: float) -> list[float]:
    """Not even the needs fit: the widest columns give way first, and their words are broken."""
    needs = [size * need + 2 * PADDING for need in measured.needed]
    cap = _common_cap(needs, available, [1.0] * len(needs))
    return [min(need, cap) for need in needs]


def _common_cap(demands: Sequence[float], room: float, shares: Sequence[float]) -> float:
    """The cap for a share of 1 under which demands add up to the room (or to their sum, where that is less)."""
    left, remaining = room, sum(shares)
    ordered = sorted((demand / share, share) for demand, share in zip(demands, shares, strict=True))
    for ratio, share in ordered:
        if ratio * remaining >= left:
            return left / remaining
        left -= ratio * share
        remaining -= share
    return ordered[-1][0]
