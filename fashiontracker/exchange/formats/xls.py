"""What calamine keeps silent about in an .xls: password, errors, formulas never calculated, hidden rows ([MS-XLS])."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from fashiontracker.exchange.cells import Flaw, address
from fashiontracker.exchange.faults import Unreadable
from fashiontracker.exchange.formats.ole import Broken, Compound
from fashiontracker.exchange.formats.raw import Findings

ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""Error codes, the same in .xls and .xlsb."""
_BOF, _EOF, _FILEPASS, _BOUNDSHEET, _ROW = 0x0809, 0x0A, 0x2F, 0x85, 0x0208
_FORMULA, _BOOLERR = 0x06, 0x0205
_FILLED: Final = frozenset({_FORMULA, _BOOLERR, 0xFD, 0x0203, 0x027E, 0x0204, 0xBD, 0xD6})


class Workbook:
    """The stream of records of an .xls and where in it each sheet begins."""

    def __init__(self, data: bytes) -> None:
        try:
            compound = Compound(data)
            self._stream = compound.stream("Workbook" if "Workbook" in compound.names else "Book")
            self._offsets = list(self._sheets())
        except (Broken, struct.error, KeyError, IndexError) as error:
            raise Unreadable("damaged", part="Workbook") from error

    def findings(self, index: int, sheet: str) -> Findings:
        """What calamine does not say of the sheet at this place in the workbook's order."""
        findings = Findings()
        if index >= len(self._offsets):
            return findings
        try:
            for kind, data in self._records(self._offsets[index]):
                if kind == _EOF:
                    break
                if kind in _FILLED:
                    row, column = struct.unpack_from("<HH", data)
                    findings.reach(row, column)
                    if kind in (_FORMULA, _BOOLERR):
                        _judge(kind, data, row, column, findings)
                elif kind == _ROW and len(data) >= 14 and data[12] & 0x20:
                    findings.hidden_rows += 1
        except (struct.error, IndexError) as error:
            raise Unreadable("damaged", part=sheet) from error
        findings.check_area(sheet, address)
        return findings

    def _sheets(self) -> Iterator[int]:
        for kind, data in self._records(0):
            if kind == _FILEPASS:
                raise Unreadable("password")
            if kind == _BOUNDSHEET:
                yield struct.unpack_from("<I", data)[0]
            elif kind == _EOF:
                return

    def _records(self, at: int) -> Iterator[tuple[int, memoryview]]:
        stream, end = memoryview(self._stream), len(self._stream)
        depth = 0
        while at + 4 <= end:
            kind, length = struct.unpack_from("<HH", stream, at)
            at += 4
            depth += (kind == _BOF) - (kind == _EOF)
            if kind != _EOF or depth <= 0:  # a chart inside the sheet has its own BOF and EOF
                yield kind, stream[at : at + length]
            at += length


def _judge(kind: int, data: memoryview, row: int, column: int, findings: Findings) -> None:
    if kind == _BOOLERR:
        if data[7]:
            findings.put(row, column, Flaw("error", ERRORS.get(data[6], "#?")))
        return
    value, options = bytes(data[6:14]), data[14]
    if value[6:8] == b"\xff\xff":
        if value[0] == 2:
            findings.put(row, column, Flaw("error", ERRORS.get(value[2], "#?")))
    elif options & 2 and not any(value):  # to be calculated on loading, and nothing kept from before
        findings.put(row, column, Flaw("no_value", "="))
