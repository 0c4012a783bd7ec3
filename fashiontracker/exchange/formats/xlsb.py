"""What calamine keeps silent about in an .xlsb: errors, merged ranges, hidden rows, extents ([MS-XLSB])."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from fashiontracker.exchange.cells import Flaw, address
from fashiontracker.exchange.faults import Unreadable
from fashiontracker.exchange.formats.archive import Archive, relations
from fashiontracker.exchange.formats.raw import Findings
from fashiontracker.exchange.formats.xls import ERRORS

_ROW, _CELL_ERROR, _FORMULA_ERROR, _SHEET, _MERGE = 0, 3, 11, 156, 176
_FILLED: Final = frozenset(range(2, 12))


class Workbook:
    """Names and parts of the sheets."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        parts = relations(archive, "xl/workbook.bin")
        self.parts: dict[str, str] = {}
        try:
            for kind, data in _records(archive.part("xl/workbook.bin")):
                if kind == _SHEET:
                    identity, at = _text(data, 8)
                    name, _ = _text(data, at)
                    self.parts[name] = parts.get(identity, "")
        except (struct.error, IndexError) as error:
            raise Unreadable("damaged", part="xl/workbook.bin") from error

    def findings(self, sheet: str) -> Findings:
        """What calamine does not say of this sheet; refuses one with cells too far out."""
        findings = Findings()
        part = self.parts.get(sheet, "")
        if part not in self._archive:
            raise Unreadable("damaged", sheet, part=part or "xl/workbook.bin")
        row = 0
        try:
            for kind, data in _records(self._archive.part(part)):
                if kind == _ROW:
                    (row,) = struct.unpack_from("<I", data)
                    findings.hidden_rows += bool(len(data) > 11 and data[11] & 0x10)
                elif kind in _FILLED:
                    (column,) = struct.unpack_from("<I", data)
                    findings.reach(row, column)
                    if kind in (_CELL_ERROR, _FORMULA_ERROR):
                        findings.put(row, column, Flaw("error", ERRORS.get(data[8], "#?")))
                elif kind == _MERGE:
                    first, last, left, right = struct.unpack_from("<4I", data)
                    findings.merged.append((first, left, last, right))
        except (struct.error, IndexError) as error:
            raise Unreadable("damaged", part=part) from error
        findings.check_area(sheet, address)
        return findings


def _text(data: memoryview, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", data, at)
    end = at + 4 + 2 * length
    return bytes(data[at + 4 : end]).decode("utf-16-le", "replace"), end


def _records(stream: bytes) -> Iterator[tuple[int, memoryview]]:
    """Kind and content of every record; both numbers are written in 7 bits a byte, the kind with its marks kept."""
    view, at, end = memoryview(stream), 0, len(stream)
    while at < end:
        kind = view[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (view[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        while True:
            byte = view[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift >= 28:
                break
        yield kind, view[at : at + length]
        at += length
