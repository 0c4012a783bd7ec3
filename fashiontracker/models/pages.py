"""Rows read straight from the pages of an SQLite file, with no help from SQLite: what salvage stands on.

Only leaves of tables are read, cell by cell through their own index of cells, so what was deleted stays deleted. A cell
that does not decode to its last byte is left out. See https://www.sqlite.org/fileformat2.html for the format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from fashiontracker.models.header import MAGIC

DEFAULT_SIZE = 4096
_TABLE_LEAF = 0x0D
_TABLE_INNER = 0x05
_INDEX_LEAF = 0x0A
_INDEX_INNER = 0x02
_FIXED = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 7: 8, 8: 0, 9: 0}


@dataclass(frozen=True, slots=True)
class Cell:
    """One row as it is stored: the number of its page, its rowid, its values."""

    page: int
    rowid: int
    values: tuple[object, ...]


class Pages:
    """The pages of a file's bytes. The size is that of the header, or SQLite's default where the header is lost.

    The last ``reserved`` bytes of every page hold no rows.
    """

    def __init__(self, content: bytes, reserved: int = 0) -> None:
        self._content = content
        size = struct.unpack(">H", content[16:18])[0] if content.startswith(MAGIC) and len(content) > 100 else 0
        size = 65536 if size == 1 else size
        self.size: int = size if size >= 512 and size & (size - 1) == 0 else DEFAULT_SIZE
        self.usable = self.size - reserved
        self.count = len(content) // self.size
        self.unreadable = 0
        """Cells that could not be decoded so far."""

    def page(self, number: int) -> bytes:
        """One page; empty where the file ends before it."""
        return self._content[(number - 1) * self.size : number * self.size] if 1 <= number <= self.count else b""

    def blank(self) -> list[int]:
        """The pages that hold nothing but zeros."""
        nothing = bytes(self.size)
        return [number for number in range(1, self.count + 1) if self.page(number) == nothing]

    def leaves(self) -> Iterator[list[Cell]]:
        """The rows of every page that is a leaf of a table."""
        for number in range(1, self.count + 1):
            page = self.page(number)
            if page[100 if number == 1 else 0] == _TABLE_LEAF:
                yield [cell for offset in self._offsets(number, page, 8) if (cell := self._cell(number, page, offset))]

    def index_pages(self) -> Iterator[list[tuple[object, ...]]]:
        """The entries of every page of an index; the last value of each is the rowid that it leads to."""
        for number in range(2, self.count + 1):
            page = self.page(number)
            if page[0] in (_INDEX_LEAF, _INDEX_INNER):
                child = 4 if page[0] == _INDEX_INNER else 0
                found = (self._entry(page, offset + child) for offset in self._offsets(number, page, 8 + child))
                yield [entry for entry in found if entry is not None]

    def has_end(self, leaves: set[int]) -> bool:
        """Whether the last of a table's leaves is among these: its tree is there down the right side.

        Where a page over them is lost they hang on more than one top, and nothing can be said of the last.
        """
        parents: dict[int, int] = {}
        right: dict[int, int] = {}
        for number in range(2, self.count + 1):
            page = self.page(number)
            if page[0] == _TABLE_INNER:
                (right[number],) = struct.unpack(">I", page[8:12])
                lefts = (struct.unpack(">I", page[at : at + 4])[0] for at in self._offsets(number, page, 12))
                parents.update(dict.fromkeys((*lefts, right[number]), number))
        tops = set()
        for leaf in leaves:
            while leaf in parents:
                leaf = parents[leaf]
            tops.add(leaf)
        if len(tops) != 1:
            return False
        last = tops.pop()
        while last in right:
            last = right[last]
        return last in leaves

    def _offsets(self, number: int, page: bytes, header: int) -> Iterator[int]:
        """Where the cells of a page begin, by its own list of them."""
        start = 100 if number == 1 else 0
        (count,) = struct.unpack(">H", page[start + 3 : start + 5])
        index = start + header
        if index + 2 * count <= self.size:
            yield from struct.unpack(f">{count}H", page[index : index + 2 * count])

    def _cell(self, number: int, page: bytes, offset: int) -> Cell | None:
        try:
            length, offset = _varint(page, offset)
            rowid, offset = _varint(page, offset)
            payload = self._payload(page, offset, length, self.usable - 35)
            return Cell(number, rowid - (1 << 64) if rowid >= 1 << 63 else rowid, tuple(_record(payload)))
        except (ValueError, IndexError, struct.error):
            self.unreadable += 1
            return None

    def _entry(self, page: bytes, offset: int) -> tuple[object, ...] | None:
        try:
            length, offset = _varint(page, offset)
            return tuple(_record(self._payload(page, offset, length, (self.usable - 12) * 64 // 255 - 23)))
        except (ValueError, IndexError, struct.error):
            return None

    def _payload(self, page: bytes, offset: int, length: int, largest: int) -> bytes:
        """The bytes of a record, the part that spilled over onto other pages included."""
        if length <= largest:
            payload = page[offset : offset + length]
        else:
            least = (self.usable - 12) * 32 // 255 - 23
            here = least + (length - least) % (self.usable - 4)
            here = here if here <= largest else least
            (following,) = struct.unpack(">I", page[offset + here : offset + here + 4])
            payload = page[offset : offset + here] + self._overflow(following, length - here)
        if len(payload) != length:
            raise ValueError("cut off")
        return payload

    def _overflow(self, number: int, length: int) -> bytes:
        parts = []
        while length > 0:
            page = self.page(number)
            if not page:
                raise ValueError("overflow page lost")
            part = page[4 : min(4 + length, self.usable)]
            parts.append(part)
            length -= len(part)
            (number,) = struct.unpack(">I", page[:4])
        return b"".join(parts)


def _varint(content: bytes, offset: int) -> tuple[int, int]:
    value = 0
    for place in range(9):
        byte = content[offset + place]
        if place == 8:
            return value << 8 | byte, offset + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, offset + place + 1
    raise ValueError("unreachable")


def _record(payload: bytes) -> Iterator[object]:
    header, offset = _varint(payload, 0)
    body = header
    while offset < header:
        kind, offset = _varint(payload, offset)
        size = _FIXED[kind] if kind in _FIXED else (kind - 12) // 2
        if kind in (10, 11) or body + size > len(payload):
            raise ValueError("not a record")
        yield _value(kind, payload[body : body + size])
        body += size
    if body != len(payload) or offset != header:
        raise ValueError("not a record")


def _value(kind: int, content: bytes) -> object:
    if kind == 0:
        return None
    if kind == 7:
        return struct.unpack(">d", content)[0]
    if kind in (8, 9):
        return kind - 8
    if kind < 7:
        return int.from_bytes(content, "big", signed=True)
    return content.decode() if kind % 2 else content
