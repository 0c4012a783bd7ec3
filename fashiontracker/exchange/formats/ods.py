"""OpenDocument tables, read by ourselves: calamine tells neither errors nor merges, and spreads out repeated cells."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from xml.parsers import expat

from fashiontracker.exchange.cells import Cell, Flaw, Percent, Row, is_blank
from fashiontracker.exchange.faults import Unreadable
from fashiontracker.exchange.formats.archive import Archive
from fashiontracker.exchange.formats.raw import RawSheet
from fashiontracker.exchange.limits import CELLS, ROWS

_NS: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT, _STYLE = (f"{_NS}{part}:1.0|" for part in ("table", "office", "text", "style"))
_CALC_TYPE: Final = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0|value-type"
_COLUMNS: Final = 16384


def read(archive: Archive) -> list[RawSheet]:
    """All sheets, hidden ones too."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator="|")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    try:
        parser.Parse(archive.part("content.xml"), True)
    except expat.ExpatError as error:
        raise Unreadable("damaged", part="content.xml") from error
    for sheet in reader.sheets:
        sheet.total = len(sheet.rows) if isinstance(sheet.rows, list) else 0
    return reader.sheets


class _Reader:
    """The state of one pass over content.xml."""

    def __init__(self) -> None:
        self.sheets: list[RawSheet] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._rows: list[Row] = []
        self._row: Row = []
        self._row_repeat = self._blank_rows = self._cells = 0
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []
        self._quiet = self._paragraphs = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == f"{_TABLE}table-cell" or tag == f"{_TABLE}covered-table-cell":
            self._cell, self._text = attributes, []
        elif tag == f"{_TABLE}table-row":
            self._row, self._row_repeat = [], _count(attributes, "number-rows-repeated")
            if attributes.get(f"{_TABLE}visibility") in {"collapse", "filter"}:
                self.sheets[-1].hidden_rows += self._row_repeat
        elif tag == f"{_TABLE}table":
            self._rows, self._blank_rows = [], 0
            hidden = attributes.get(f"{_TABLE}style-name", "") in self._hidden_styles
            self.sheets.append(RawSheet(attributes.get(f"{_TABLE}name", ""), hidden, self._rows))
        elif tag == f"{_OFFICE}annotation":
            self._quiet += 1
        elif tag == f"{_STYLE}style":
            self._style = attributes.get(f"{_STYLE}name", "")
        elif tag == f"{_STYLE}table-properties" and attributes.get(f"{_TABLE}display") == "false":
            self._hidden_styles.add(self._style)
        elif self._cell is not None and not self._quiet:
            self._mark(tag, attributes)
            self._paragraphs += tag == f"{_TEXT}p"

    def _mark(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == f"{_TEXT}line-break" or (tag == f"{_TEXT}p" and self._text):
            self._text.append("\n")
        elif tag == f"{_TEXT}tab":
            self._text.append("\t")
        elif tag == f"{_TEXT}s":
            self._text.append(" " * min(1000, int(attributes.get(f"{_TEXT}c", "1") or 1)))

    def characters(self, data: str) -> None:
        if self._paragraphs and not self._quiet:
            self._text.append(data)

    def end(self, tag: str) -> None:
        if tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell") and self._cell is not None:
            self._end_cell(self._cell, covered=tag.endswith("covered-table-cell"))
            self._cell, self._paragraphs = None, 0
        elif tag == f"{_TEXT}p" and self._paragraphs and not self._quiet:
            self._paragraphs -= 1
        elif tag == f"{_TABLE}table-row":
            self._end_row()
        elif tag == f"{_OFFICE}annotation":
            self._quiet -= 1

    def _end_cell(self, attributes: dict[str, str], covered: bool) -> None:
        cell: Cell = "" if covered else _value(attributes, "".join(self._text))
        repeat = _count(attributes, "number-columns-repeated")
        left, row = len(self._row), len(self._rows) + self._blank_rows
        if left + repeat > _COLUMNS:
            repeat = max(0, _COLUMNS - left)
        self._row.extend([cell] * repeat)
        down, across = _count(attributes, "number-rows-spanned"), _count(attributes, "number-columns-spanned")
        if down > 1 or across > 1:
            self.sheets[-1].merged.append((row, left, row + down - 1, left + across - 1))

    def _end_row(self) -> None:
        row = self._row
        while row and row[-1] == "":
            row.pop()
        if is_blank(row):
            self._blank_rows += self._row_repeat
            return
        total = len(self._rows) + self._blank_rows + self._row_repeat
        if total > ROWS:
            raise Unreadable("too_many_rows", self.sheets[-1].name, limit=ROWS)
        self._cells += len(row) * self._row_repeat
        if self._cells > CELLS:
            raise Unreadable("too_many_cells", self.sheets[-1].name, limit=CELLS)
        self._rows.extend([] for _ in range(self._blank_rows))
        self._rows.extend(list(row) for _ in range(self._row_repeat))
        self._blank_rows = 0


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(_TABLE + name, "1")
    return int(text) if text.isdecimal() and len(text) < 9 else 1


def _value(attributes: dict[str, str], text: str) -> Cell:
    kind = attributes.get(f"{_OFFICE}value-type", "")
    if attributes.get(_CALC_TYPE) == "error" or (f"{_TABLE}formula" in attributes and text.startswith(("#", "Err:"))):
        return Flaw("error", text or "#?")
    if not kind:
        return Flaw("no_value", "=") if f"{_TABLE}formula" in attributes and not text else text
    try:
        return _typed(kind, attributes, text)
    except ValueError:
        return Flaw("error", text)


def _typed(kind: str, attributes: dict[str, str], text: str) -> Cell:
    if kind in ("float", "currency", "percentage"):
        number = float(attributes[f"{_OFFICE}value"])
        return Percent(number) if kind == "percentage" else number
    if kind == "date":
        moment = datetime.fromisoformat(attributes[f"{_OFFICE}date-value"])
        return moment.date() if moment == datetime.combine(moment.date(), datetime.min.time()) else moment
    if kind == "boolean":
        return attributes.get(f"{_OFFICE}boolean-value") == "true"
    if kind == "time":
        return Flaw("time", text)
    return attributes.get(f"{_OFFICE}string-value") or text
