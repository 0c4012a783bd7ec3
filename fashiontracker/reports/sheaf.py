"""Writes a PDF 1.7 file front to back: small objects packed in object streams, a cross-reference stream at the end.

The structure of a long annex has hundreds of thousands of objects; written one by one they never have to be in
memory together. The same objects give the same bytes.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from typing import BinaryIO

_HEADER = b"%PDF-1.7\n%\xe5\xbc\xa0\xe6\xbb\xa1\n"
_ENTRY = struct.Struct(">BIH")  # kind, place, index: one entry of the cross-reference
_FREE = _ENTRY.pack(0, 0, 65535)
_PACKED = 200  # objects in one object stream


class Sheaf:
    """One file being written. Object numbers are the caller's; those of object streams are taken above ``highest``."""

    def __init__(self, file: BinaryIO, highest: int) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._at = 0
        self._next = highest + 1
        self._table = bytearray(_FREE * (highest + 1))
        self._pack: list[tuple[int, bytes]] = []
        self._write(_HEADER)

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self._at += len(data)

    def _enter(self, number: int, kind: int, place: int, index: int) -> None:
        """Note in the cross-reference where an object is."""
        missing = (number + 1) * _ENTRY.size - len(self._table)
        if missing > 0:
            self._table += _FREE * (missing // _ENTRY.size)
        _ENTRY.pack_into(self._table, number * _ENTRY.size, kind, place, index)

    def put(self, number: int, body: bytes) -> None:
        """An object that is not a stream."""
        self._pack.append((number, body))
        if len(self._pack) == _PACKED:
            self._flush()

    def put_stream(self, number: int, dictionary: bytes, data: bytes) -> None:
        """A stream; ``dictionary`` is without brackets and Length."""
        self._enter(number, 1, self._at, 0)
        # The line end before endstream is always CR LF: data that ends in CR can then not be misread.
        head = b"%d 0 obj\n<<%s /Length %d>>\nstream\n" % (number, dictionary, len(data))
        self._write(head + data + b"\r\nendstream\nendobj\n")

    def _flush(self) -> None:
        if not self._pack:
            return
        number, self._next = self._next, self._next + 1
        index, bodies, at = [], [], 0
        for place, (packed, body) in enumerate(self._pack):
            index.append(b"%d %d" % (packed, at))
            bodies.append(body)
            at += len(body) + 1
            self._enter(packed, 2, number, place)
        head = b" ".join(index) + b"\n"
        dictionary = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(bodies), len(head))
        self.put_stream(number, dictionary, zlib.compress(head + b"\n".join(bodies)))
        self._pack.clear()

    def close(self, root: int, info: int) -> str:
        """Write the cross-reference; the file's SHA-256."""
        self._flush()
        number, start = self._next, self._at
        self._enter(number, 1, start, 0)
        identity = self._digest.hexdigest()[:32].encode()
        dictionary = (
            b"/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]/Filter/FlateDecode"
            b"/DecodeParms<</Predictor 12/Columns 7>>"
            % (number + 1, root, info, identity, identity)
        )  # fmt: skip
        self.put_stream(number, dictionary, zlib.compress(_differences(self._table)))
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)
        return self._digest.hexdigest()


def _differences(table: bytes | bytearray) -> bytes:
    """Every entry as its difference from the entry above it (PNG's Up filter), which compresses to almost nothing."""
    width = _ENTRY.size
    above = bytes(width) + table
    changed = bytes([(own - upper) & 255 for own, upper in zip(table, above, strict=False)])
    return b"".join([b"\2" + changed[at : at + width] for at in range(0, len(changed), width)])
