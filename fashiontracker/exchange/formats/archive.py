"""The zip around .xlsx, .xlsb and .ods: its bounds are checked against what really comes out, not what it declares."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final
from xml.etree import ElementTree

from fashiontracker.exchange.faults import Unreadable
from fashiontracker.exchange.limits import ENTRIES, MB, RATIO, RATIO_FROM, UNPACKED_BYTES

_DECLARATIONS: Final = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype", b"<!entity")
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff", b"\0<", b"<\0")


class Archive:
    """A checked zip. `part` gives the bytes of one member."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise Unreadable("damaged", part="zip") from error
        entries = self._zip.infolist()
        if len(entries) > ENTRIES:
            raise Unreadable("too_many_parts", count=len(entries), limit=ENTRIES)
        self._names = {_folded(entry.filename): entry.filename for entry in entries}
        if len(self._names) != len(entries):
            raise Unreadable("damaged", part="zip")
        unpacked = sum(entry.file_size for entry in entries)
        if unpacked > UNPACKED_BYTES or (unpacked > RATIO_FROM and unpacked > RATIO * len(data)):
            raise Unreadable("bomb", size=unpacked // MB)
        self._check_sizes(entries)

    def __contains__(self, name: str) -> bool:
        return _folded(name) in self._names

    def part(self, name: str) -> bytes:
        """A member as XML or binary records; refused where it is XML with a DTD or in another encoding."""
        try:
            data = self._zip.read(self._names[_folded(name)])
        except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError, EOFError, zlib.error) as error:
            raise Unreadable("damaged", part=name) from error
        if name.endswith((".xml", ".rels")):
            if data.startswith(_WIDE):
                raise Unreadable("xml_encoding", part=name)
            if any(word in data for word in _DECLARATIONS):
                raise Unreadable("entities", part=name)
        return data

    def tree(self, name: str) -> ElementTree.Element:
        """A small XML member, parsed."""
        try:
            return ElementTree.fromstring(self.part(name))
        except ElementTree.ParseError as error:
            raise Unreadable("damaged", part=name) from error

    def _check_sizes(self, entries: list[zipfile.ZipInfo]) -> None:
        """Inflate every parsed member once, in pieces: a size that lies shows in the length or the checksum."""
        for entry in entries:
            if not entry.filename.endswith((".xml", ".rels", ".bin")):
                continue
            try:
                with self._zip.open(entry) as member:
                    length = 0
                    start = member.read(4096)
                    piece = start
                    while piece:
                        length += len(piece)
                        piece = member.read(MB)
            except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, zlib.error) as error:
                raise Unreadable("damaged", part=entry.filename) from error
            if length != entry.file_size:
                raise Unreadable("damaged", part=entry.filename)
            if any(word in start for word in _DECLARATIONS):
                raise Unreadable("entities", part=entry.filename)


def _folded(name: str) -> str:
    return name.replace("\\", "/").lower()


def relations(archive: Archive, part: str) -> dict[str, str]:
    """Relation id → path inside the archive, of a part such as ``xl/workbook.xml``."""
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in archive:
        return {}
    found = {}
    for node in archive.tree(rels):
        target = node.get("Target", "")
        path = target[1:] if target.startswith("/") else f"{folder}/{target}"
        found[node.get("Id", "")] = path.replace("/./", "/")
    return found
