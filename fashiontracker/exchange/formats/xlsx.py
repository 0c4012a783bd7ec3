"""What calamine keeps silent about in an .xlsx: errors, formulas never calculated, percentages, hidden rows, extents.

The sheets' XML is searched, not parsed: a tree of a large sheet costs ten times what calamine needs to read it.
"""

from __future__ import annotations

import re
from typing import Final

from fashiontracker.exchange.cells import Flaw, address
from fashiontracker.exchange.faults import Unreadable
from fashiontracker.exchange.formats.archive import Archive, relations
from fashiontracker.exchange.formats.raw import Findings
from fashiontracker.exchange.limits import AREA

_SPREADSHEET: Final = ("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
                       "{http://purl.oclc.org/ooxml/spreadsheetml/main}")  # fmt: skip
_RELATION: Final = ("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
                    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id")  # fmt: skip
_CELL: Final = re.compile(
    rb"<(?:\w+:)?(?:(row)|c)\b([^>]*)>"
    rb"(?:\s*(<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)))?"
    rb"(?:\s*(<(?:\w+:)?v\b[^>]*>)([^<]*))?"
)
_REFERENCE: Final = re.compile(rb"\br=[\"']([A-Z]{0,3})(\d{1,7})[\"']")
_FILLED: Final = re.compile(rb"<(?:\w+:)?c\b[^>]*\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*(?<!/)>")
_TYPE: Final = re.compile(rb"\bt=[\"'](\w+)[\"']")
_STYLE: Final = re.compile(rb"\bs=[\"'](\d+)[\"']")
_HIDDEN: Final = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_THREE_LETTERS: Final = re.compile(rb'r="[A-Z]{3}')
_BEYOND_AZ: Final = re.compile(rb'r="[B-Z][A-Z]')


class Workbook:
    """Names and parts of the sheets, and what the whole workbook says of its cells."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        parts = relations(archive, "xl/workbook.xml")
        root = archive.tree("xl/workbook.xml")
        self.parts: dict[str, str] = {}
        self._recalculate = False
        for node in root.iter():
            tag = node.tag.rpartition("}")[2]
            if tag == "sheet" and node.tag.startswith(_SPREADSHEET):
                identity = next((node.get(key, "") for key in _RELATION if node.get(key)), "")
                self.parts[node.get("name", "")] = parts.get(identity, "")
            elif tag == "calcPr":
                self._recalculate = node.get("fullCalcOnLoad") in {"1", "true"}
        self._percents = self._percent_styles()

    def findings(self, sheet: str) -> Findings:
        """What calamine does not say of this sheet; refuses one with cells too far out."""
        part = self.parts.get(sheet, "")
        if part not in self._archive:
            raise Unreadable("damaged", sheet, part=part or "xl/workbook.xml")
        xml = self._archive.part(part)
        findings = Findings()
        if _may_be_wide(xml):
            for letters, row in _FILLED.findall(xml):
                findings.reach(int(row) - 1, _column(letters))
            findings.check_area(sheet, address)
        marks = (b"<f", b":f", b't="e"', b"t='e'", b"hidden=", *(b's="%d"' % style for style in self._percents))
        if any(mark in xml for mark in marks):
            self._search(xml, findings)
        return findings

    def _search(self, xml: bytes, findings: Findings) -> None:
        row = column = -1
        for found in _CELL.finditer(xml):
            is_row, attributes, formula, value_tag, value = found.groups()
            at = _REFERENCE.search(attributes)
            if is_row:
                row, column = (int(at[2]) - 1 if at else row + 1), -1
                findings.hidden_rows += bool(_HIDDEN.search(attributes))
                continue
            column = _column(at[1]) if at and at[1] else column + 1
            if attributes.endswith(b"/"):
                continue
            kind = _TYPE.search(attributes)
            if kind and kind[1] == b"e":
                findings.put(row, column, Flaw("error", (value or b"#?").decode("utf-8", "replace")))
            elif formula and self._never_calculated(kind[1] if kind else b"n", value_tag, value):
                findings.put(row, column, Flaw("no_value", "="))
            elif self._percents and (style := _STYLE.search(attributes)) and int(style[1]) in self._percents:
                findings.percents.setdefault(row, set()).add(column)

    def _never_calculated(self, kind: bytes, value_tag: bytes | None, value: bytes | None) -> bool:
        """No value at all; or the 0 that libraries write beside the request to calculate everything on loading."""
        if value_tag is None:
            return True
        if not value:
            return kind != b"str" or value_tag.endswith(b"/>")
        return self._recalculate and kind == b"n" and value.strip() == b"0"

    def _percent_styles(self) -> frozenset[int]:
        """The cell styles whose number format shows a percentage."""
        if "xl/styles.xml" not in self._archive:
            return frozenset()
        formats, styles = {9, 10}, []
        for node in self._archive.tree("xl/styles.xml").iter():
            tag = node.tag.rpartition("}")[2]
            if tag == "numFmt" and "%" in node.get("formatCode", ""):
                formats.add(int(node.get("numFmtId", "0")))
            elif tag == "cellXfs":
                styles = [int(style.get("numFmtId", "0")) for style in node]
        return frozenset(index for index, style in enumerate(styles) if style in formats)


def _may_be_wide(xml: bytes) -> bool:
    """A cheap upper bound of rows × columns, so that ordinary sheets are not searched cell by cell."""
    at = xml.rfind(b"<row")
    last = _REFERENCE.search(xml, at, at + 400) if at >= 0 else None
    rows = int(last[2]) if last else xml.count(b"<row") + xml.count(b":row")
    if rows * 52 > AREA or b"r='" in xml:
        return True
    if rows * 702 > AREA and _BEYOND_AZ.search(xml):
        return True
    return rows * 16384 > AREA and bool(_THREE_LETTERS.search(xml))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
