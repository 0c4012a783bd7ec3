"""As much of the OLE2 compound file as it takes to find a stream by its name ([MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR: Final = 0xFFFFFFFA


class Broken(Exception):
    """The compound file contradicts itself."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    start: int
    size: int


class Compound:
    """A compound file in memory; every chain is bounded by the number of sectors there are."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(MAGIC) or len(data) < 512:
            raise Broken
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise Broken
        self._size = 1 << shift
        (first_directory,) = struct.unpack_from("<I", data, 48)
        self._cutoff, first_mini, _, first_difat, difats = struct.unpack_from("<IIIII", data, 56)
        self._fat = self._table(self._fat_sectors(first_difat, difats))
        self._mini_fat = self._table(self._chain(first_mini, self._fat))
        entries = list(self._directory(first_directory))
        if not entries:
            raise Broken
        self._root, self._entries = entries[0], {entry.name: entry for entry in entries[1:]}

    @property
    def names(self) -> frozenset[str]:
        """The names of all streams and storages, of whatever depth."""
        return frozenset(self._entries)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream."""
        entry = self._entries[name]
        if entry.size >= self._cutoff:
            return self._read(entry)
        mini = self._read(self._root)
        pieces = (mini[s * 64 : s * 64 + 64] for s in self._chain(entry.start, self._mini_fat))
        return b"".join(pieces)[: entry.size]

    def _read(self, entry: _Entry) -> bytes:
        return b"".join(self._sector(s) for s in self._chain(entry.start, self._fat))[: entry.size]

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        if at >= len(self._data):
            raise Broken
        return self._data[at : at + self._size]

    def _fat_sectors(self, first: int, count: int) -> Iterator[int]:
        yield from (s for s in struct.unpack_from("<109I", self._data, 76) if s < _LAST_SECTOR)
        for _ in range(min(count, len(self._data) // self._size)):
            if first >= _LAST_SECTOR:
                return
            numbers = struct.unpack(f"<{self._size // 4}I", self._sector(first).ljust(self._size, b"\xff"))
            yield from (s for s in numbers[:-1] if s < _LAST_SECTOR)
            first = numbers[-1]

    def _table(self, sectors: Iterator[int]) -> tuple[int, ...]:
        data = b"".join(self._sector(s) for s in sectors)
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _chain(self, start: int, table: tuple[int, ...]) -> Iterator[int]:
        for _ in range(len(table) + 1):
            if start >= _LAST_SECTOR:
                return
            if start >= len(table):
                raise Broken
            yield start
            start = table[start]
        raise Broken

    def _directory(self, first: int) -> Iterator[_Entry]:
        for sector in self._chain(first, self._fat):
            data = self._sector(sector)
            for at in range(0, len(data) - 127, 128):
                (length,) = struct.unpack_from("<H", data, at + 64)
                start, size = struct.unpack_from("<II", data, at + 116)
                if data[at + 66] and 2 <= length <= 64:
                    yield _Entry(data[at : at + length - 2].decode("utf-16-le", "replace"), start, size)


def stream_names(data: bytes) -> frozenset[str]:
    """The names of the streams of a compound file; raises `Broken`."""
    try:
        return Compound(data).names
    except struct.error as error:
        raise Broken from error
