"""Workbooks put together by hand, part by part, so that they can be wrong in just one way."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def relations(*targets: tuple[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_RELS}">{links}</Relationships>'


def text(reference: str, value: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{value}</t></is></c>'


def sheet(rows: str, after: str = "") -> str:
    return f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def workbook(names: Sequence[str], calculate: bool = False, hidden: Sequence[str] = ()) -> str:
    sheets = "".join(
        f"<sheet name='{name}' sheetId='{n}' r:id='rId{n}' state='{'hidden' if name in hidden else 'visible'}'/>"
        for n, name in enumerate(names, 1)
    )
    calc = '<calcPr fullCalcOnLoad="1"/>' if calculate else ""
    return f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets>{calc}</workbook>'


def xlsx(
    path: Path, sheets: Mapping[str, str], others: Mapping[str, str | bytes] | None = None, **book: object
) -> Path:
    """An .xlsx of these sheets' XML; ``others`` adds or replaces parts."""
    names = list(sheets)
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook(names, **book),  # type: ignore[arg-type]
        "xl/_rels/workbook.xml.rels": relations(
            *(("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(names) + 1))
        ),
        **{f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets.values(), 1)},
        **(others or {}),
    }
    return archive(path, parts)


def archive(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return path


def ods(path: Path, body: str, styles: str = "") -> Path:
    """An .ods of this content of office:spreadsheet."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text", "style")
    )
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    content = (
        f"{_XML}<office:document-content {names} {calc}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    return archive(path, {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def _record(kind: int, content: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(content) & 0x7F | 0x80, len(content) >> 7]) + content


def _wide(words: str) -> bytes:
    return struct.pack("<I", len(words)) + words.encode("utf-16-le")


def xlsb(
    path: Path, name: str, rows: Mapping[int, Mapping[int, object]], merged: Sequence[tuple[int, ...]] = ()
) -> Path:
    """An .xlsb of one sheet; cells are text, numbers, or an int in a tuple for an error code."""
    body = _record(129) + _record(148, struct.pack("<4I", 0, max(rows), 0, 9)) + _record(145)
    for row, cells in rows.items():
        body += _record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, 0, 0, 0))
        for column, cell in cells.items():
            place = struct.pack("<II", column, 0)
            if isinstance(cell, str):
                body += _record(6, place + _wide(cell))
            elif isinstance(cell, tuple):
                body += _record(3, place + bytes(cell))
            else:
                body += _record(5, place + struct.pack("<d", cell))
    body += _record(146)
    for area in merged:
        body += _record(176, struct.pack("<4I", *area))
    body += _record(130)
    book = _record(131) + _record(143)
    book += _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide(name)) + _record(144) + _record(132)
    return archive(
        path,
        {
            "_rels/.rels": relations(("officeDocument", "xl/workbook.bin")),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": relations(("worksheet", "worksheets/sheet1.bin")),
            "xl/worksheets/sheet1.bin": body,
        },
    )


def compound(path: Path, streams: Mapping[str, bytes]) -> Path:
    """An OLE2 file whose streams are all padded beyond the mini stream."""
    names = ["Root Entry", *streams]
    sectors: list[bytes] = []
    fat: list[int] = []

    def put(data: bytes) -> int:
        start = len(sectors)
        for at in range(0, len(data), 512):
            sectors.append(data[at : at + 512].ljust(512, b"\0"))
            fat.append(len(sectors))
        fat[-1] = 0xFFFFFFFE
        return start

    places = [(0xFFFFFFFE, 0)]
    for data in streams.values():
        places.append((put(data.ljust(4096, b"\0")), max(4096, len(data))))
    entries = b""
    for name, (start, size) in zip(names, places, strict=True):
        wide = (name + "\0").encode("utf-16-le")
        kind = 5 if name == "Root Entry" else 2
        entries += wide.ljust(64, b"\0") + struct.pack("<HBB3I", len(wide), kind, 1, *[0xFFFFFFFF] * 3)
        entries += bytes(36) + struct.pack("<III", start, size, 0)
    directory = put(entries)
    fat_at = len(sectors)
    fat.append(0xFFFFFFFD)
    sectors.append(struct.pack("<128I", *(fat + [0xFFFFFFFF] * 128)[:128]))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<II4I2I", 1, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", fat_at, *[0xFFFFFFFF] * 108)
    path.write_bytes(head + b"".join(sectors))
    return path


def xls(path: Path, *cells: tuple[int, bytes]) -> Path:
    """An .xls of one sheet, 企业, with these cell records."""
    end = (0x0A, b"")

    def begin(kind: int) -> tuple[int, bytes]:
        return 0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6)

    def book(sheet_at: int) -> bytes:
        name = "企业".encode("utf-16-le")
        sheet = (0x85, struct.pack("<IBBBB", sheet_at, 0, 0, 2, 1) + name)
        return biff(begin(5), (0x42, struct.pack("<H", 1200)), sheet, end)

    return compound(path, {"Workbook": book(len(book(0))) + biff(begin(0x10), *cells, end)})


def biff(*records: tuple[int, bytes]) -> bytes:
    """A stream of .xls records."""
    return b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in records)
