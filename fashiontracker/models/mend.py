"""The journal of a damaged file made whole again as far as its hashes prove it, and the rows that follow from it.

Changes carry the numbers 1, 2, 3 … without a gap, and within an entry they stand in the order of tables and ids. So it
is known which are lost, and between which records they lie. Where the rows themselves survive, the lost insertions can
be written anew from them: an entry's hash tells whether they are just what was lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from fashiontracker.models import raw
from fashiontracker.models.carve import Carved, Key
from fashiontracker.models.journal import FIRST_HASH, entry_hash
from fashiontracker.models.raw import Row

_HEAD = ("id", "at", "who", "label", "origin", "kind", "target", "changes")
_FIRST: Key = ("", 0)
_LAST: Key = ("\uffff", 0)


@dataclass(frozen=True, slots=True)
class Gap:
    """Lost changes: their first number, how many, and the records between which theirs lie (neither included).

    ``records`` are the very records that they are about, where the journal's index still knows all of them.
    """

    first: int
    count: int
    after: Key
    before: Key
    records: frozenset[Key] | None

    def may_touch(self, key: Key) -> bool:
        """Whether one of the lost changes may be this record's."""
        return self.after < key < self.before if self.records is None else key in self.records


@dataclass(slots=True)
class Mended:
    """``entries``: how many from the first on are proven. ``gaps``: what stays lost. ``doubtful`` are records of which
    later changes may be lost without a trace, the journal's end and its index being lost."""

    entries: int = 0
    gaps: list[Gap] = field(default_factory=list)
    filled: int = 0
    doubtful: frozenset[Key] = frozenset()

    def is_sure(self, key: Key) -> bool:
        """Whether every change of this record is known."""
        return key not in self.doubtful and not any(gap.may_touch(key) for gap in self.gaps)


def mend(carved: Carved) -> Mended:
    """Fill the gaps of the journal that the rows can fill, and count the entries that are proven then."""
    spans = list(_spans(carved))
    mended = Mended(gaps=_gaps(carved, spans), doubtful=_doubtful(carved))
    for entry, first, last in spans:
        within = [gap for gap in mended.gaps if first <= gap.first and gap.first + gap.count - 1 <= last]
        if within and _fill(carved, within, carved.entries[entry], first, last):
            mended.filled += sum(gap.count for gap in within)
            mended.gaps = [gap for gap in mended.gaps if gap not in within]
    previous = FIRST_HASH
    for entry, first, last in spans:
        head = carved.entries[entry]
        if head["previous"] != previous or not _proven(carved, head, first, last):
            break
        mended.entries, previous = entry, head["hash"]
    return mended


def _spans(carved: Carved) -> Iterator[tuple[int, int, int]]:
    """The entries from the first on whose place among the changes is known: their first and last change."""
    last = 0
    for number, entry in enumerate(sorted(carved.entries), 1):
        if entry != number:
            return
        first, last = last + 1, last + carved.entries[entry]["changes"]
        yield entry, first, last


def _gaps(carved: Carved, spans: list[tuple[int, int, int]]) -> list[Gap]:
    """The runs of lost numbers, each within one entry as far as the entries' places are known."""
    total = max([*carved.changes, *carved.located, *(last for _, _, last in spans)], default=0)
    starts = {first for _, first, _ in spans} | {last + 1 for _, _, last in spans}
    gaps: list[Gap] = []
    first = 0
    for number in range(1, total + 2):
        lost = number <= total and number not in carved.changes
        if first and (not lost or number in starts):
            gaps.append(_gap(carved, first, number - first, starts))
            first = 0
        if lost and not first:
            first = number
    return gaps


def _doubtful(carved: Carved) -> frozenset[Key]:
    """Where the journal's end is lost: the records of which the index can't tell either whether that spoke of them."""
    if carved.ended:
        return frozenset()
    return frozenset(_key(change) for number, change in carved.changes.items() if number not in carved.located)


def _gap(carved: Carved, first: int, count: int, starts: set[int]) -> Gap:
    low, high = carved.changes.get(first - 1), carved.changes.get(first + count)
    same = low is not None and high is not None and low["entry_id"] == high["entry_id"]
    opens = same or (bool(starts) and first not in starts)
    closes = same or (bool(starts) and first + count not in starts)
    numbers = range(first, first + count)
    known = frozenset(carved.located[number] for number in numbers if number in carved.located)
    whole = all(number in carved.located for number in numbers)
    return Gap(
        first,
        count,
        _key(low) if low and opens else _FIRST,
        _key(high) if high and closes else _LAST,
        known if whole else None,
    )


def _key(change: Row) -> Key:
    return change["record_table"], change["record_id"]


def _fill(carved: Carved, gaps: list[Gap], head: Row, first: int, last: int) -> bool:
    """Write an entry's lost changes anew as insertions of rows that no change inserted, if its hash agrees then."""
    new: dict[int, Row] = {}
    for gap in gaps:
        orphans = sorted(key for key in carved.rows if gap.may_touch(key) and not _is_inserted(carved, key))
        if len(orphans) != gap.count:
            return False
        for number, (table, key) in enumerate(orphans, gap.first):
            text = raw.canonical(_as_inserted(carved, (table, key)))
            new[number] = {
                "entry_id": head["id"],
                "record_table": table,
                "record_id": key,
                "before": None,
                "after": text,
            }
    carved.changes.update(new)
    if not _proven(carved, head, first, last):
        for number in new:
            del carved.changes[number]
        return False
    for change in new.values():
        carved.histories.setdefault(_key(change), []).insert(0, (None, change["after"]))
    return True


def _is_inserted(carved: Carved, key: Key) -> bool:
    return any(old is None for old, _ in carved.histories.get(key, []))


def _as_inserted(carved: Carved, key: Key) -> Row:
    """The row as it was when it was inserted: as it is now, with its later changes taken back."""
    row = raw.filled(carved.rows[key])
    for old, _ in reversed(carved.histories.get(key, [])):
        row.update(json.loads(old or "{}"))
    return raw.filled(row)


def _proven(carved: Carved, head: Row, first: int, last: int) -> bool:
    changes = [carved.changes.get(number) for number in range(first, last + 1)]
    whole = [change for change in changes if change is not None and change["entry_id"] == head["id"]]
    lines = ((change["record_table"], change["record_id"], change["before"], change["after"]) for change in whole)
    return (
        len(whole) == len(changes)
        and entry_hash(head["previous"], {name: head[name] for name in _HEAD}, lines) == head["hash"]
    )
