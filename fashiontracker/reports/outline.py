"""Numbers and keys of headings and annexes: 一、 （一） 1. （1）, 附件1; what contents and bookmarks are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fashiontracker.reports.document import Annex, Contents, Heading, Part, Table

_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Entry:
    """One place: its key, its text with number, its level from 0, whether the contents list it."""

    key: str
    text: str
    level: int
    listed: bool


def chinese_number(number: int) -> str:
    """1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def heading_number(level: int, number: int) -> str:
    """The number before a heading, with its mark (GB/T 9704: 一、 （一） 1. （1）)."""
    return (
        f"{chinese_number(number)}、",
        f"（{chinese_number(number)}）",
        f"{number}.",
        f"（{number}）",
    )[level - 1]


def entries(parts: Sequence[Part]) -> Iterator[tuple[Part, Entry | None]]:
    """Every part outside annexes and inside them, in order; headings, annexes and listed tables with their entry."""
    contents = next((part for part in parts if isinstance(part, Contents)), None)
    depth = contents.depth if contents else 0
    annexes = sum(isinstance(part, Annex) for part in parts)
    yield from _walk(parts, depth, annexes, "s", 0)


def _walk(
    parts: Sequence[Part], depth: int, annexes: int, prefix: str, base: int
) -> Iterator[tuple[Part, Entry | None]]:
    counts = [0] * 4
    annex_number = 0
    for number, part in enumerate(parts, 1):
        key = f"{prefix}{number}"
        if isinstance(part, Heading):
            if part.numbered:
                counts[part.level - 1] += 1
                counts[part.level :] = [0] * (4 - part.level)
            text = (heading_number(part.level, counts[part.level - 1]) if part.numbered else "") + part.text
            yield part, Entry(key, text, base + part.level - 1, base + part.level <= depth)
        elif isinstance(part, Annex):
            annex_number += 1
            label = f"附件{annex_number}" if annexes > 1 else "附件"
            yield part, Entry(key, f"{label}　{part.title}", 0, part.in_contents)
            yield from _walk(part.parts, depth, 0, f"{key}-", 1)
        elif isinstance(part, Table) and part.in_contents:
            yield part, Entry(key, part.title, base + 1, True)
        else:
            yield part, None


def annex_label(entry: Entry) -> str:
    """附件 or 附件1 …, as it stands alone at the head of the annex."""
    return entry.text.split("　", 1)[0]
