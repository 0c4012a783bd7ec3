"""Where a table begins: the row, or the two or three rows, whose cells are names of columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from fashiontracker.exchange.cells import is_empty, shown
from fashiontracker.exchange.columns import Column, SheetLayout, Value, yearly_name
from fashiontracker.exchange.sheets import Sheet
from fashiontracker.exchange.units import UNITS

_SEARCHED, _DEEPEST = 30, 3
_BRACKETED: Final = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^】]*)】|〔([^〕]*)〕")
_DROPPED: Final = re.compile(r"[\s*※:\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x1f]+")
_REVENUE: Final = "(?:年?营业收入|年?营收)额?"
_YEARLY: Final = re.compile(
    rf"(?:(?P<before>(?:19|20)\d\d)(?:年度?|度)?{_REVENUE}|{_REVENUE}(?P<after>(?:19|20)\d\d)(?:年度?|度)?)"
)
_UNIT_LINE: Final = re.compile(r"(?:金额|计量|面积)?单位[:：]?\s*([^\s,，;；)）、]+)")


@dataclass(frozen=True, slots=True)
class Match:
    """One of their columns recognised as one of ours.

    ``name`` is our column's name, with the year filled in where it is one column a year. ``how``: ``name``, ``alias``,
    ``year``, or ``mapping`` where a mapping names the column exactly. ``unit`` is what their header says, or what a
    mapping says by naming our column; empty where nothing says it.
    """

    index: int
    column: Column
    name: str
    header: str
    how: str
    unit: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The header found: first row and number of rows (counted from 0), all its texts, what was recognised.

    ``keys`` are the texts as `header_key` compares them.
    """

    row: int
    depth: int
    texts: tuple[str, ...]
    matches: tuple[Match, ...]
    keys: frozenset[str] = frozenset()

    @property
    def width(self) -> int:
        """The number of cells that say something."""
        return sum(1 for text in self.texts if text)

    @property
    def below(self) -> int:
        """The first row under the header."""
        return self.row + self.depth


class Names:
    """The names by which the columns of one sheet of ours are known."""

    def __init__(self, layout: SheetLayout) -> None:
        self.layout = layout
        self._own = {header_key(column.name): column for column in layout.columns}
        self._other = {header_key(alias): column for column in layout.columns for alias in column.aliases}

    def match(self, index: int, parts: tuple[str, ...]) -> Match | None:
        """The column that a header means; of several rows the joined text is tried first, then the lowest part."""
        joined = "".join(parts)
        for text in dict.fromkeys((joined, parts[-1])):
            key = header_key(text)
            unit = unit_in(joined)
            if self.layout.yearly and (year := yearly_of(text)):
                return Match(index, self.layout.yearly, yearly_name(year), joined, "year", unit, year)
            if column := self._own.get(key):
                return Match(index, column, column.name, joined, "name", unit)
            if column := self._other.get(key):
                return Match(index, column, column.name, joined, "alias", unit)
        return None


class MappedNames:
    """The names that a mapping gives to the columns of one sheet of ours; theirs are the keys."""

    def __init__(self, layout: SheetLayout, columns: Mapping[str, str], others: tuple[str, ...] = ()) -> None:
        self.layout = layout
        self._exact = {plain(theirs): ours for theirs, ours in columns.items()}
        self._loose = {header_key(theirs): ours for theirs, ours in columns.items()}
        self._others = {plain(name) for name in others}

    def match(self, index: int, parts: tuple[str, ...]) -> Match | None:
        """The column that the mapping says; exactly as written before anything looser."""
        for text in dict.fromkeys(("".join(parts), parts[-1])):
            ours, how = self._exact.get(plain(text)), "mapping"
            if ours is None and plain(text) not in self._others:
                ours, how = self._loose.get(header_key(text)), "alias"
            if ours is None:
                continue
            unit = unit_in(text)
            if self.layout.yearly and (year := yearly_of(ours)):
                return Match(
                    index, self.layout.yearly, yearly_name(year), text, how, unit or self.layout.yearly.unit, year
                )
            if column := self.layout.column(ours):
                return Match(index, column, column.name, text, how, unit or column.unit)
        return None


def plain(text: str) -> str:
    """The text in half-width characters without spaces around it."""
    return unicodedata.normalize("NFKC", text).strip()


def header_key(text: str) -> str:
    """How headers are compared: half-width, without bracketed parts, ``*``, spaces and colons, in lower case."""
    text = _BRACKETED.sub("", unicodedata.normalize("NFKC", text))
    return _DROPPED.sub("", text).lower()


def unit_in(text: str) -> str:
    """The unit that stands in brackets in a header, or the empty string."""
    for found in reversed(list(_BRACKETED.finditer(unicodedata.normalize("NFKC", text)))):
        inside = "".join(part or "" for part in found.groups()).strip().removeprefix("单位").lstrip(":： ")
        if inside in UNITS:
            return inside
    return ""


def unit_line(text: str) -> str:
    """The unit of a title line such as 金额单位：万元, or the empty string."""
    found = _UNIT_LINE.search(unicodedata.normalize("NFKC", text))
    return found[1] if found and found[1] in UNITS else ""


def find_header(sheet: Sheet, names: Names | MappedNames) -> Header | None:
    """The rows among the first thirty that name the most columns; of equals the upper, and the fewest rows."""
    best: Header | None = None
    best_score = (0, 0.0)
    for depth in range(1, _DEEPEST + 1):
        for row in range(min(_SEARCHED, len(sheet.rows) - depth + 1)):
            header = _header_at(sheet, names, row, depth)
            found = len({match.name for match in header.matches})
            score = (found, found / max(1, header.width))
            if found and (score > best_score if depth == 1 else found > best_score[0]):
                best, best_score = header, score
    return best


def _header_at(sheet: Sheet, names: Names | MappedNames, row: int, depth: int) -> Header:
    texts: list[str] = []
    matches: list[Match] = []
    for index, parts in enumerate(_columns(sheet, row, depth)):
        texts.append("".join(parts).strip())
        if parts and (match := names.match(index, parts)):
            matches.append(match)
    keys = frozenset(header_key(text) for text in texts if text) if matches else frozenset()
    return Header(row, depth, tuple(texts), tuple(matches), keys)


def _columns(sheet: Sheet, row: int, depth: int) -> Iterator[tuple[str, ...]]:
    """The distinct texts over each column, uppermost first. A cell merged over several columns stands over all."""
    rows = [[shown(cell) if not is_empty(cell) else "" for cell in sheet.rows[row + down]] for down in range(depth)]
    width = max(map(len, rows), default=0)
    for cells in rows:
        cells.extend([""] * (width - len(cells)))
    if depth > 1:
        for down, cells in enumerate(rows[:-1]):
            _spread(sheet, row + down, cells, below=rows[down + 1])
    for index in range(width):
        yield tuple(dict.fromkeys(text for cells in rows if (text := cells[index].strip())))


def _spread(sheet: Sheet, row: int, cells: list[str], below: list[str]) -> None:
    spans = [area for area in sheet.merged if area[0] <= row <= area[2] and area[3] > area[1]]
    for top, left, _bottom, right in spans:
        if top == row:
            for index in range(left + 1, min(right + 1, len(cells))):
                cells[index] = cells[left]
    if not sheet.merged:  # text tables have lost their merges: an empty cell over a named one belongs to the left
        for index in range(1, len(cells)):
            if not cells[index] and below[index]:
                cells[index] = cells[index - 1]


def yearly_of(text: str) -> int | None:
    """The year of a column such as 2021年营业收入(万元) or 营收（2021年）; nothing for other columns."""
    text = _BRACKETED.sub(_keep_year, unicodedata.normalize("NFKC", text))
    found = _YEARLY.fullmatch(_DROPPED.sub("", text))
    return int(found["before"] or found["after"]) if found else None


def _keep_year(bracketed: re.Match[str]) -> str:
    inside = "".join(part or "" for part in bracketed.groups())
    return inside if inside.startswith(("19", "20")) else ""


def name_column(layout: SheetLayout) -> Column | None:
    """The column that holds the records' own names, where the sheet has one."""
    return next((column for column in layout.columns if column.value == Value.NAME), None)
