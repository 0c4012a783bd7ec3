"""Search as typed: names, former names, codes and pinyin of everything on record, in one text in memory.

A hundred thousand names are one string of some megabytes, in which `str.find` is quicker than any index for the few
characters that people type. The index is built after the first paint and again when a name was written.

Pinyin is found by its initials (``gls``) or whole, with or without blanks (``gelisi``, ``ge li s``): what was typed is
cut into syllables, so that ``an`` finds 安 and not every 上 (``shang``).
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from sqlalchemy import null, select
from sqlalchemy.orm import Session

from fashiontracker.models import pinyin, tables
from fashiontracker.models.names import name_key

SEARCHED = (
    ("enterprise", tables.Enterprise),
    ("brand", tables.Brand),
    ("carrier", tables.Carrier),
    ("talent", tables.Talent),
    ("exhibition", tables.Exhibition),
    ("standard", tables.Standard),
    ("project", tables.Project),
)
TABLES = frozenset({"former_name", *(name for name, _ in SEARCHED)})
"""A journal entry that touches none of these leaves the index true."""
LONGEST: Final = len("zhuang")
MOST_READINGS: Final = 12
"""Ways to cut what was typed into syllables (``xian``: xian, xi an) that are looked for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that answers to what was typed; ``was`` is the former name that did."""

    kind: str
    id: int
    name: str
    uscc: str | None
    was: str | None = None


class _Lines:
    """Lines of one text, found by any part of them."""

    def __init__(self, lines: list[str]) -> None:
        self._starts = array("q", _starts(lines))
        self._text = "\n".join(lines)

    def matches(self, wanted: str) -> Iterator[tuple[int, bool]]:
        """The numbers of the lines that hold it, and whether a line, or a part of it after a tab, begins with it."""
        position = self._text.find(wanted)
        while position >= 0:
            line = bisect_right(self._starts, position) - 1
            before = self._text[position - 1] if position else "\n"
            yield line, before in "\n\t"
            next_line = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
            position = self._text.find(wanted, next_line)


class SearchIndex:
    """The searchable texts, one line a name: its key, its initials and its code; its syllables, after a blank each."""

    def __init__(self, hits: list[Hit]) -> None:
        self._hits = hits
        spelt = [f" {pinyin.spelling(hit.was or hit.name, _is_person(hit))}" for hit in hits]
        self._written, self._spelt = _Lines([_line(hit) for hit in hits]), _Lines(spelt)
        self._syllables = {one for one in " ".join(spelt).split() if one.isalpha() and (len(one) > 1 or one in "aeo")}
        self._beginnings = {one[:length] for one in self._syllables for length in range(1, len(one) + 1)}

    def __len__(self) -> int:
        return len(self._hits)

    def find(self, typed: str, limit: int = 50) -> list[Hit]:
        """What answers to the typed text: names that begin with it first, then the others, each record once."""
        wanted = name_key(typed)
        if not wanted:
            return []
        first: list[Hit] = []
        others: list[Hit] = []
        seen: set[tuple[str, int]] = set()
        for line, begins in chain(self._written.matches(wanted), *map(self._spelt.matches, self._read(wanted))):
            hit = self._hits[line]
            if (hit.kind, hit.id) not in seen:
                seen.add((hit.kind, hit.id))
                (first if begins else others).append(hit)
                if len(first) >= limit or len(seen) >= 20 * limit:
                    break
        return (first + others)[:limit]

    def _read(self, wanted: str) -> Iterator[str]:
        """What was typed as it stands among the syllables; one letter is an initial, v stands for ü."""
        if len(wanted) > 1 and wanted.isascii() and wanted.isalpha():
            yield from islice(self._cut(wanted.replace("v", "u")), MOST_READINGS)

    def _cut(self, typed: str) -> Iterator[str]:
        """Every way to cut letters into syllables, the last of which may be unfinished, with a blank before each."""
        if typed in self._beginnings:
            yield f" {typed}"
        for length in range(1, min(LONGEST, len(typed) - 1) + 1):
            if typed[:length] in self._syllables:
                for rest in self._cut(typed[length:]):
                    yield f" {typed[:length]}{rest}"


def _line(hit: Hit) -> str:
    name = hit.was or hit.name
    return f"{name_key(name)}\t{pinyin.initials(name, _is_person(hit))}\t{(hit.uscc or '').casefold()}"


def _is_person(hit: Hit) -> bool:
    return hit.kind == "talent"


def _starts(lines: list[str]) -> Iterator[int]:
    position = 0
    for line in lines:
        yield position
        position += len(line) + 1


def build(session: Session) -> SearchIndex:
    """The index of everything that is not in the trash."""
    hits: list[Hit] = []
    for kind, record in SEARCHED:
        code = tables.Enterprise.uscc if record is tables.Enterprise else null()
        query = select(record.id, record.name, code).where(record.trashed_at.is_(None)).order_by(record.id)
        hits.extend(Hit(kind, key, name, uscc) for key, name, uscc in session.execute(query))
    former = (
        select(tables.Enterprise.id, tables.Enterprise.name, tables.Enterprise.uscc, tables.FormerName.name)
        .join(tables.FormerName, tables.FormerName.enterprise_id == tables.Enterprise.id)
        .where(tables.FormerName.trashed_at.is_(None), tables.Enterprise.trashed_at.is_(None))
    )
    hits.extend(Hit("enterprise", key, name, uscc, was) for key, name, uscc, was in session.execute(former))
    return SearchIndex(hits)
