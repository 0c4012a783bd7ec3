"""What a file is, by its first bytes and its parts, never by its name."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath
from typing import Final

from fashiontracker.exchange.faults import CLAIMS, Unreadable
from fashiontracker.exchange.formats import ole
from fashiontracker.exchange.formats.delimited import unmarked_utf16

TABLES: Final = frozenset({"xlsx", "xls", "xlsb", "ods", "text"})
LOCKED: Final = frozenset({"locked_excel", "locked_zip"})

_MAGIC: Final = (
    (b"%PDF-", "pdf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"{\\rtf", "rtf"),
    (b"SQLite format 3\0", "sqlite"),
    (b"\x09\x00\x04\x00", "old_excel"),
    (b"\x09\x02\x06\x00", "old_excel"),
    (b"\x09\x04\x06\x00", "old_excel"),
)

_TRACES: Final = (
    (b"xl/workbook.bin", "xlsb"),
    (b"xl/worksheets/sheet1.bin", "xlsb"),
    (b"xl/w", "xlsx"),
    (b"opendocument.spreadsheet", "ods"),
)
"""What is left of a damaged archive to know it by."""


def type_of(data: bytes) -> str:
    """A key of `faults.TYPE_NAMES`, or ``locked_excel``, ``locked_zip``, ``unknown``. Never raises for bad content."""
    if data.startswith(ole.MAGIC):
        return _type_of_compound(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _type_of_zip(data)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    return _type_of_text(data[:65536])


def check_type(name: str, kind: str) -> None:
    """Refuse what is no table; one that is called a table is told apart."""
    claimed = PurePath(name).suffix.lower()
    if kind in LOCKED:
        raise Unreadable("password")
    if kind == "unknown":
        raise Unreadable("unknown_type")
    if kind not in TABLES:
        if claimed in CLAIMS:
            raise Unreadable("renamed", claimed=claimed, actual=kind)
        raise Unreadable("not_a_table", actual=kind)


def _type_of_compound(data: bytes) -> str:
    try:
        streams = ole.stream_names(data)
    except ole.Broken:
        return "doc" if "WordDocument".encode("utf-16-le") in data else "xls"  # damaged; its reader will say so
    if "EncryptedPackage" in streams:
        return "locked_excel"
    if streams & {"Workbook", "Book"}:
        return "xls"
    return "doc" if "WordDocument" in streams else "ole"


def _type_of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if any(entry.flag_bits & 1 for entry in entries):
                return "locked_zip"
            if "mimetype" in names:
                return _type_of_open_document(archive)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return next((kind for part, kind in _TRACES if part in data), "zip")
    for part, kind in (
        ("xl/workbook.bin", "xlsb"),
        ("xl/workbook.xml", "xlsx"),
        ("word/document.xml", "docx"),
        ("ppt/presentation.xml", "pptx"),
    ):
        if part in names:
            return kind
    return "xlsx" if "[Content_Types].xml" in names and any(n.startswith("xl/") for n in names) else "zip"


def _type_of_open_document(archive: zipfile.ZipFile) -> str:
    with archive.open("mimetype") as part:
        kind = part.read(200).decode("ascii", "replace")
    if "META-INF/manifest.xml" in archive.namelist():
        with archive.open("META-INF/manifest.xml") as part:
            if b"encryption-data" in part.read(1 << 20):
                return "locked_zip"
    if "spreadsheet" in kind:
        return "ods"
    return "odf" if "opendocument" in kind else "zip"


def _type_of_text(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        text = head.decode("utf-8-sig" if head[0] == 0xEF else "utf-16", "ignore")
    elif encoding := unmarked_utf16(head):
        text = head.decode(encoding, "ignore")
    else:
        text = head.replace(b"\0", b"").decode("latin-1")
        controls = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\0\x1b\x0b\x0c")
        if controls * 20 > len(head):
            return "unknown"
    start = text.lstrip().lower()[:2048]
    if start.startswith(("<!doctype html", "<html", "<table", "<head", "<meta", "<style", "<body")):
        return "html"
    if start.startswith(("<?xml", "<workbook")):
        return "html" if "<html" in start else "xml"
    if start.startswith("mime-version:") or "content-type: multipart/related" in start:
        return "mhtml"
    return "text"
