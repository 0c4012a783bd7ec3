"""The text of a Word document: first a sheet with a row for every paragraph, then a sheet for every table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from fashiontracker.exchange.cells import Row
from fashiontracker.exchange.faults import Unreadable
from fashiontracker.exchange.formats.archive import Archive
from fashiontracker.exchange.formats.raw import RawSheet
from fashiontracker.exchange.limits import ROWS

PART: Final = "word/document.xml"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WIDEST: Final = 63
"""Columns of a table in Word."""


def read(data: bytes) -> Iterator[RawSheet]:
    """Paragraphs outside of tables, then the tables in order. Raises `Unreadable`."""
    body = Archive(data).tree(PART).find(f"{_W}body")
    if body is None:
        raise Unreadable("damaged", part=PART)
    lines: list[Row] = []
    tables: list[list[Row]] = []
    for block in _blocks(body):
        if block.tag == f"{_W}p":
            lines.extend([line.strip()] for line in _text(block).split("\n"))
        else:
            tables.append(_rows(block))
    if len(lines) + sum(map(len, tables)) > ROWS:
        raise Unreadable("too_many_rows", limit=ROWS)
    yield RawSheet("1", rows=lines, total=len(lines))
    for number, rows in enumerate(tables, 2):
        yield RawSheet(str(number), rows=rows, total=len(rows))


def _blocks(body: Element) -> Iterator[Element]:
    """Paragraphs and tables in the order of the text, also those inside of content controls."""
    waiting = list(reversed(body))
    while waiting:
        element = waiting.pop()
        if element.tag in (f"{_W}p", f"{_W}tbl"):
            yield element
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            waiting.extend(reversed(element))


def _text(element: Element) -> str:
    """What stands there; deleted text and the instructions of fields are not among it."""
    said = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
    return "".join(one.text or "" if one.tag == f"{_W}t" else said.get(str(one.tag), "") for one in element.iter())


def _rows(table: Element) -> list[Row]:
    """The rows; a cell over several columns is followed by empty ones, one over several rows is filled down."""
    found: list[Row] = []
    for line in table.iter(f"{_W}tr"):
        row: Row = []
        for cell in line.iter(f"{_W}tc"):
            above = found[-1][len(row)] if found and len(row) < len(found[-1]) else ""
            goes_on = cell.find(f"{_W}tcPr/{_W}vMerge")
            own = " ".join("".join(_text(part) for part in cell.iter(f"{_W}p")).split())
            row.append(above if goes_on is not None and goes_on.get(f"{_W}val") != "restart" else own)
            row.extend([""] * (_span(cell) - 1))
        found.append(row)
    return found


def _span(cell: Element) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    said = span.get(f"{_W}val", "1") if span is not None else "1"
    return min(int(said), _WIDEST) if said.isdecimal() and said.isascii() else 1
