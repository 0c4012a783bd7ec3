"""Text tables: the encoding and the delimiter are found, and what cannot be read exactly is refused, never shifted."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from fashiontracker.exchange.cells import Flaw, Row
from fashiontracker.exchange.faults import Unreadable
from fashiontracker.exchange.formats.raw import RawSheet
from fashiontracker.exchange.limits import MB, ROWS

_LONGEST_FIELD: Final = 6 * MB
_DELIMITERS: Final = ",\t;，"
_USUAL: Final = re.compile(r"[\t\r\n\x20-\x7e\u2010-\u2027\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_CJK: Final = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]")


def read(data: bytes, name: str) -> RawSheet:
    """The one sheet of a text table, under the file's name."""
    text = decode(data)
    rows = list(_rows(text, delimiter_of(text, name)))
    return RawSheet(name, rows=rows, total=len(rows))


def decode(data: bytes) -> str:
    """The text, exactly; refuses what is in no encoding we know, or in two."""
    if data.startswith(b"\xef\xbb\xbf"):
        return _utf8(data[3:])
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _utf16(data, "utf-16")
    if encoding := unmarked_utf16(data):
        return _utf16(data, encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _gb18030(data)


def unmarked_utf16(data: bytes) -> str:
    """The name of the UTF-16 that the bytes are in without a mark saying so, or the empty string."""
    sample = data[:4096]
    for encoding in ("utf-16-le", "utf-16-be") if b"\0" in sample else ():
        text = sample[: len(sample) // 2 * 2].decode(encoding, "replace")
        if len(_USUAL.findall(text)) * 10 > len(text) * 9:
            return encoding
    return ""


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable("bad_encoding", line=data.count(b"\n", 0, error.start) + 1) from error


def _utf16(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable("unlikely_encoding") from error


def _gb18030(data: bytes) -> str:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable("mixed_encoding" if _utf8_lines(data) else "bad_encoding", line=line) from error
    if mixed := _utf8_lines(data):
        raise Unreadable("mixed_encoding", line=mixed)
    if not _looks_like_gb(data):
        raise Unreadable("unlikely_encoding")
    return text


def _utf8_lines(data: bytes) -> int:
    """The first line that is Chinese in UTF-8, counted from 1; 0 where there is none. A line in GB18030 is hardly ever
    valid UTF-8 with two Chinese characters in it."""
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.isascii():
            continue
        try:
            if len(_CJK.findall(line.decode("utf-8"))) >= 2:
                return number
        except UnicodeDecodeError:
            continue
    return 0


def _looks_like_gb(data: bytes) -> bool:
    """Most double-byte characters of Chinese text lie in GB 2312; those of Big5 or Latin-1 misread do not."""
    pairs = common = at = 0
    sample = data[:MB]
    while at < len(sample) - 1:
        lead, trail = sample[at], sample[at + 1]
        if lead < 0x80:
            at += 1
        elif 0x30 <= trail <= 0x39:
            at += 4
        else:
            pairs += 1
            common += 0xA1 <= lead <= 0xF7 and 0xA1 <= trail <= 0xFE
            at += 2
    return common * 10 >= pairs * 8 if pairs > 3 else True


def delimiter_of(text: str, name: str) -> str:
    """The character that splits the first lines most evenly; a tab for .tsv unless there is none."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in text[:65536].splitlines()[:30] if line.strip()]
    if name.lower().endswith((".tsv", ".tab")) and any("\t" in line for line in lines):
        return "\t"
    counts = {mark: sorted(line.count(mark) for line in lines) for mark in _DELIMITERS}
    return max(_DELIMITERS, key=lambda mark: counts[mark][len(lines) // 2] if lines else 0)


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_FIELD)
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    started = 1
    try:
        for number, row in enumerate(reader, 1):
            if number > ROWS:
                raise Unreadable("too_many_rows", limit=ROWS)
            started = reader.line_num + 1
            yield [Flaw("nul", cell.replace("\0", "␀")) if "\0" in cell else cell for cell in row]
    except csv.Error as error:
        if "field larger" in str(error):
            raise Unreadable("field_too_long", line=started, limit=_LONGEST_FIELD) from error
        raise Unreadable("open_quote", line=started) from error
