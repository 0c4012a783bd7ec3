"""A CFF subset rewritten as one CID-keyed font of a single font dictionary, in which CID equals glyph number.

HarfBuzz hands over a subset without hints and subroutines; here its charstrings are put in the order of their CIDs
(a glyph may stand for several characters and is then repeated) and their widths are restated against one private
dictionary: several checkers and readers ignore FDSelect and would read widths against the wrong one.
Numbers in this file are operators and encodings of Adobe Technical Notes 5176 (CFF) and 5177 (Type 2 charstrings).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import pairwise

DEFAULT_WIDTH = 1000
_CHARSTRINGS, _CHARSET, _PRIVATE, _FONT_MATRIX, _FONT_BBOX = 17, 15, 18, 0x0C07, 5
_FD_ARRAY, _FD_SELECT, _ROS, _CID_COUNT = 0x0C24, 0x0C25, 0x0C1E, 0x0C22
_DEFAULT_WIDTH_X, _NOMINAL_WIDTH_X = 20, 21
_FIRST_FREE_SID = 391
# Operators that clear the stack and may be preceded by a width, with the count of their own operands.
_PARITY_OPERATORS = {1, 3, 18, 23, 19, 20}  # stems and masks: operands come in pairs
_FIXED_OPERATORS = {21: 2, 22: 1, 4: 1, 14: 0}  # rmoveto, hmoveto, vmoveto, endchar


def rewrite(table: bytes, glyph_order: Sequence[int], units_per_em: int, name: str) -> bytes:
    """The CFF program whose glyph ``n + 1`` is glyph ``glyph_order[n]`` of ``table``; glyph 0 stays .notdef."""
    header = table[2]
    _, after_names = _index(table, header)
    tops, _ = _index(table, after_names)
    top = _dictionary(tops[0])
    charstrings, _ = _index(table, int(top[_CHARSTRINGS][0]))
    widths = _private_widths(table, top)
    select = _font_dict_select(table, top, len(charstrings))
    restated = [_restate_width(charstrings[glyph], *widths[select[glyph]]) for glyph in (0, *glyph_order)]
    return _assemble(restated, top.get(_FONT_BBOX, [0.0] * 4), units_per_em, name)


def _index(data: bytes, at: int) -> tuple[list[bytes], int]:
    """The items of the INDEX at a place, and the place after it."""
    count = int.from_bytes(data[at : at + 2], "big")
    if not count:
        return [], at + 2
    size = data[at + 2]
    base = at + 3
    offsets = [int.from_bytes(data[base + size * n : base + size * (n + 1)], "big") for n in range(count + 1)]
    start = base + size * (count + 1) - 1
    return [data[start + a : start + b] for a, b in pairwise(offsets)], start + offsets[-1]


def _dictionary(data: bytes) -> dict[int, list[float]]:
    """A DICT: operator to operands (two-byte operators as 0x0Cnn)."""
    result: dict[int, list[float]] = {}
    operands: list[float] = []
    at = 0
    while at < len(data):
        byte = data[at]
        if byte <= 21:
            operator = (byte << 8 | data[at + 1]) if byte == 12 else byte
            result[operator] = operands
            operands = []
            at += 2 if byte == 12 else 1
        elif byte == 30:
            value, at = _real(data, at + 1)
            operands.append(value)
        else:
            number, at = _dict_integer(data, at)
            operands.append(number)
    return result


def _dict_integer(data: bytes, at: int) -> tuple[int, int]:
    byte = data[at]
    if byte == 28:
        return struct.unpack_from(">h", data, at + 1)[0], at + 3
    if byte == 29:
        return struct.unpack_from(">i", data, at + 1)[0], at + 5
    return _short_integer(data, at)


def _short_integer(data: bytes, at: int) -> tuple[int, int]:
    """An integer of one or two bytes, coded alike in dictionaries and charstrings."""
    byte = data[at]
    if byte <= 246:
        return byte - 139, at + 1
    if byte <= 250:
        return (byte - 247) * 256 + data[at + 1] + 108, at + 2
    return -(byte - 251) * 256 - data[at + 1] - 108, at + 2


def _real(data: bytes, at: int) -> tuple[float, int]:
    digits = ""
    while True:
        byte = data[at]
        at += 1
        for nibble in (byte >> 4, byte & 15):
            if nibble == 15:
                return float(digits or "0"), at
            digits += ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "E", "E-", "", "-")[nibble]


def _private_widths(table: bytes, top: dict[int, list[float]]) -> list[tuple[float, float]]:
    """(default width, nominal width) of every font dictionary."""
    if _FD_ARRAY in top:
        dictionaries = [_dictionary(item) for item in _index(table, int(top[_FD_ARRAY][0]))[0]]
    else:
        dictionaries = [top]
    widths = []
    for dictionary in dictionaries:
        size, at = (int(value) for value in dictionary.get(_PRIVATE, [0, 0]))
        private = _dictionary(table[at : at + size])
        widths.append((private.get(_DEFAULT_WIDTH_X, [0.0])[0], private.get(_NOMINAL_WIDTH_X, [0.0])[0]))
    return widths


def _font_dict_select(table: bytes, top: dict[int, list[float]], glyphs: int) -> Sequence[int]:
    """The font dictionary of every glyph."""
    if _FD_SELECT not in top:
        return bytes(glyphs)
    at = int(top[_FD_SELECT][0])
    if table[at] == 0:
        return table[at + 1 : at + 1 + glyphs]
    ranges = int.from_bytes(table[at + 1 : at + 3], "big")
    starts = [struct.unpack_from(">HB", table, at + 3 + 3 * n) for n in range(ranges)]
    starts.append((glyphs, 0))
    select = bytearray()
    for (first, font), (following, _) in pairwise(starts):
        select += bytes([font]) * (following - first)
    return select


def _restate_width(charstring: bytes, default: float, nominal: float) -> bytes:
    """The charstring with its width stated against a default of 1000 and a nominal of 0."""
    values: list[float] = []
    ends: list[int] = []
    at = 0
    while True:
        byte = charstring[at]
        if byte >= 32 and byte != 255:
            value, at = _short_integer(charstring, at)
            values.append(value)
        elif byte == 255:
            values.append(struct.unpack_from(">i", charstring, at + 1)[0] / 65536)
            at += 5
        elif byte == 28:
            values.append(struct.unpack_from(">h", charstring, at + 1)[0])
            at += 3
        else:
            break
        ends.append(at)
    own = _FIXED_OPERATORS.get(byte, len(values) - len(values) % 2 if byte in _PARITY_OPERATORS else len(values))
    stated = len(values) > own
    width = round(nominal + values[0] if stated else default)
    rest = charstring[ends[0] :] if stated else charstring
    return rest if width == DEFAULT_WIDTH else b"\x1c" + struct.pack(">h", width) + rest


def _assemble(charstrings: list[bytes], bbox: Sequence[float], units_per_em: int, name: str) -> bytes:
    glyphs = len(charstrings)
    font_name = name.encode("ascii", "replace")
    private = _integer(DEFAULT_WIDTH) + bytes([_DEFAULT_WIDTH_X])
    head = b"\x01\x00\x04\x04" + _write_index([font_name])
    tail = _write_index([b"Adobe", b"Identity"]) + _write_index([])
    matrix = (
        b""
        if units_per_em == 1000
        else _real_bytes(1 / units_per_em) + b"\x8b\x8b" + _real_bytes(1 / units_per_em) + b"\x8b\x8b\x0c\x07"
    )
    charset = b"\x02" + struct.pack(">HH", 1, max(glyphs - 2, 0))
    select = b"\x03" + struct.pack(">HHBH", 1, 0, 0, glyphs)
    outlines = _write_index(charstrings)
    empty_top = _top(bbox, glyphs, matrix, 0, 0, 0, 0)
    at = len(head) + len(_write_index([empty_top])) + len(tail)
    select_at, strings_at = at + len(charset), at + len(charset) + len(select)
    private_at = strings_at + len(outlines)
    fonts_at = private_at + len(private)
    fonts = _write_index([_integer(len(private)) + _offset(private_at) + bytes([_PRIVATE])])
    top = _top(bbox, glyphs, matrix, at, select_at, strings_at, fonts_at)
    return head + _write_index([top]) + tail + charset + select + outlines + private + fonts


def _top(
    bbox: Sequence[float], glyphs: int, matrix: bytes, charset: int, select: int, strings: int, fonts: int
) -> bytes:
    ros = _integer(_FIRST_FREE_SID) + _integer(_FIRST_FREE_SID + 1) + _integer(0) + b"\x0c\x1e"
    box = b"".join(_integer(round(value)) for value in bbox) + bytes([_FONT_BBOX])
    places = _offset(charset) + bytes([_CHARSET]) + _offset(select) + b"\x0c\x25"
    places += _offset(strings) + bytes([_CHARSTRINGS]) + _offset(fonts) + b"\x0c\x24"
    return ros + matrix + box + _integer(glyphs) + b"\x0c\x22" + places


def _integer(value: int) -> bytes:
    return b"\x1c" + struct.pack(">h", value)


def _offset(value: int) -> bytes:
    return b"\x1d" + struct.pack(">i", value)


def _real_bytes(value: float) -> bytes:
    nibbles = [10 if sign == "." else int(sign) for sign in f"{value:.12f}".rstrip("0")] + [15]
    nibbles += [15] * (len(nibbles) % 2)
    return b"\x1e" + bytes(a << 4 | b for a, b in zip(nibbles[::2], nibbles[1::2], strict=True))


def _write_index(items: Sequence[bytes]) -> bytes:
    if not items:
        return b"\0\0"
    offset, offsets = 1, [1]
    for item in items:
        offset += len(item)
        offsets.append(offset)
    size = max(1, (offset.bit_length() + 7) // 8)
    packed = b"".join(value.to_bytes(size, "big") for value in offsets)
    return struct.pack(">HB", len(items), size) + packed + b"".join(items)
