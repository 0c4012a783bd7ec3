"""Which journal entries bear on a subject since a moment: why a number printed then is another one now."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from sqlalchemy import select

from fashiontracker.models import raw
from fashiontracker.models.log import JournalChange, JournalEntry

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.facts import Subject

COUNTED_BY: Final[Mapping[str, frozenset[str]]] = {
    "enterprise": frozenset(("sectors", "trashed_at")),
    "brand": frozenset(("sectors", "owner_id", "trashed_at")),
    "carrier": frozenset(("sectors", "owner_id", "kind", "state", "built_on", "trashed_at")),
    "talent": frozenset(("sectors", "owner_id", "kind", "way", "acquired_on", "trashed_at")),
    "standard": frozenset(("sectors", "owner_id", "published_on", "trashed_at")),
    "exhibition": frozenset(("year", "area", "trashed_at")),
    "stage_event": frozenset(
        ("subject_kind", "subject_id", "designation", "stage", "happened_on", "valid_until", "trashed_at")
    ),
    "figure": frozenset(("subject_kind", "enterprise_id", "subject_key", "indicator", "year", "value", "trashed_at")),
    "milestone_progress": frozenset(("milestone", "happened_on", "state", "trashed_at")),
}
"""The tables that the count reads, with the columns that can change a number: a new telephone number cannot."""

ABOUT: Final = {"stage_event": "designation", "figure": "indicator"}
"""Which column says what of a subject a row is about."""
POINTERS: Final = frozenset(("subject_id", "subject_kind", "enterprise_id", "milestone", *ABOUT.values()))
"""Columns whose change concerns two: whom the row was about and whom it is about now."""

OWNED: Final = ("brand", "carrier", "talent", "standard")

Concerned: TypeAlias = tuple[str, int] | tuple[str, str]
"""A record's table and id, or ("milestone", its key)."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A journal entry that changed something that counts of a subject; ``at`` is UTC ISO.

    ``about`` says what of it: designations, indicators, and ``""`` for its own row or its owner's.
    """

    entry: int
    at: str
    who: str
    label: str
    about: frozenset[str] = frozenset()


def position(session: Session, head: str) -> int | None:
    """The number of the entry with this hash; None where the journal has none."""
    return session.scalar(select(JournalEntry.id).where(JournalEntry.hash == head))


def causes(
    session: Session, after: int, subjects: Collection[Subject], milestones: Collection[str] = ()
) -> dict[Concerned, tuple[Cause, ...]]:
    """For each of these subjects (a record's table and id) what entries after this one changed of it.

    Its own row, its titles and figures, and its owner's count. A milestone is asked for by its key and found under
    ("milestone", key).
    """
    ask = {*subjects}
    owners = _owners(session, ask)
    asked: list[Concerned] = [*ask, *(("milestone", key) for key in milestones)]
    wanted = {*asked, *owners.values()}
    entries: dict[Concerned, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for entry, concerned, about in _changes(session, after):
        for one in concerned & wanted:
            entries[one][entry].add(about)
    told = _told(session, {entry for found in entries.values() for entry in found})
    return {one: tuple(_merged(told, [entries[of] for of in (one, owners.get(one)) if of in entries])) for one in asked}


def _merged(told: Mapping[int, Cause], found: Sequence[Mapping[int, set[str]]]) -> Iterator[Cause]:
    for number in sorted({number for entries in found for number in entries}):
        about = frozenset(one for entries in found for one in entries.get(number, ()))
        yield replace(told[number], about=about)


def _owners(session: Session, subjects: Iterable[Subject]) -> dict[Concerned, Concerned]:
    found: dict[Concerned, Concerned] = {}
    for kind in OWNED:
        ids = [key for of, key in subjects if of == kind]
        place = raw.columns(kind).index("owner_id")
        for key, row in raw.fetch(session.connection(), kind, ids).items():
            if row[place] is not None:
                found[kind, key] = ("enterprise", row[place])
    return found


def _changes(session: Session, after: int) -> Iterator[tuple[int, set[Concerned], str]]:
    """Entry, whom a change concerns and what of it, for every later change that counts."""
    c = JournalChange
    query = select(c.entry_id, c.record_table, c.record_id, c.before, c.after)
    query = query.where(c.entry_id > after, c.record_table.in_(COUNTED_BY)).order_by(c.id)
    pointing: dict[str, list[tuple[int, int, dict[str, Any]]]] = defaultdict(list)
    for entry, table, key, before, later in session.execute(query):
        old, new = json.loads(before or "{}"), json.loads(later or "{}")
        if before and later and not COUNTED_BY[table] & (old.keys() | new.keys()):
            continue
        pointing[table].append((entry, key, old | new))
        if before and later and old.keys() & POINTERS:
            pointing[table].append((entry, key, new | old))
    for table, found in pointing.items():
        stored = _stored(session, table, {key for _, key, _ in found})
        for entry, key, changed in found:
            row = {**stored.get(key, {}), **changed}
            yield entry, _concerned(table, key, row), row.get(ABOUT.get(table, ""), "")


def _stored(session: Session, table: str, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    names = raw.columns(table)
    return {key: dict(zip(names, row, strict=True)) for key, row in raw.fetch(session.connection(), table, ids).items()}


def _concerned(table: str, key: int, row: Mapping[str, Any]) -> set[Concerned]:
    found: set[Concerned] = {(table, key)}
    if table == "stage_event":
        found.add((row.get("subject_kind", ""), row.get("subject_id", 0)))
    elif table == "figure" and row.get("enterprise_id") is not None:
        found.add(("enterprise", row["enterprise_id"]))
    elif table == "milestone_progress":
        found.add(("milestone", row.get("milestone", "")))
    return found


def _told(session: Session, numbers: Collection[int]) -> dict[int, Cause]:
    e = JournalEntry
    query = select(e.id, e.at, e.who, e.label)
    found: dict[int, Cause] = {}
    for part in raw.chunks(sorted(numbers), 500):
        found.update((row[0], Cause(*row)) for row in session.execute(query.where(e.id.in_(part))))
    return found
