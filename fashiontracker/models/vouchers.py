"""Evidence with what it bears out: whose record it is linked to, and what that record says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import select

from fashiontracker.models import raw
from fashiontracker.models import tables as t
from fashiontracker.models.papers import File, evidence_files

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.facts import Subject

OF_SUBJECTS: Final = ("stage_event", "judgement")
"""Tables whose rows name a subject by kind and id."""
NAMED: Final = ("enterprise", "brand", "carrier", "talent", "exhibition", "standard", "project")
"""Tables whose rows have a name of their own."""
LEFT_OUT: Final = frozenset(("submission",))
"""What is kept as evidence of the ledger itself."""


class Voucher(NamedTuple):
    """A file and the record it bears out; ``row`` are that record's stored columns.

    ``home`` is whom the record is about: the subject of an event or a judgement, the enterprise of a figure, else the
    record itself. ``name`` is its name, empty where it has none; ``owner`` the enterprise behind it, 0 where unknown.
    """

    table: str
    row: Mapping[str, Any]
    home: Subject
    name: str
    owner: int
    file: File


class Title(NamedTuple):
    """A recognition or a renewal until a day, or the latest event of a candidacy, with the id of its event."""

    subject: Subject
    designation: str
    stage: str
    happened_on: date
    event: int


def vouchers(session: Session) -> list[Voucher]:
    """Every file with every record it is linked to, records in the order of their tables and ids."""
    files = evidence_files(session)
    ids: dict[str, list[int]] = defaultdict(list)
    for table, key in files:
        if table not in LEFT_OUT and table in raw.JOURNALED:
            ids[table].append(key)
    rows = {(table, key): row for table, keys in ids.items() for key, row in _rows(session, table, keys).items()}
    homes = {place: _home(place, row) for place, row in rows.items() if row.get("trashed_at") is None}
    named = {
        (kind, key): row
        for kind in NAMED
        for key, row in _rows(session, kind, [key for of, key in homes.values() if of == kind]).items()
    }
    found = []
    for place in sorted(homes):
        home = homes[place]
        about = named.get(home, {})
        owner = home[1] if home[0] == "enterprise" else about.get("owner_id") or 0
        for file in files[place]:
            found.append(Voucher(place[0], rows[place], home, about.get("name", ""), owner, file))
    return found


def _rows(session: Session, table: str, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    names = raw.columns(table)
    return {key: dict(zip(names, row, strict=True)) for key, row in raw.fetch(session.connection(), table, ids).items()}


def _home(place: tuple[str, int], row: Mapping[str, Any]) -> Subject:
    table = place[0]
    if table in OF_SUBJECTS:
        return row["subject_kind"], row["subject_id"]
    if table == "figure" and row["enterprise_id"] is not None:
        return "enterprise", row["enterprise_id"]
    if table == "former_name":
        return "enterprise", row["enterprise_id"]
    return place


def recognitions(session: Session, until: date) -> list[Title]:
    """Every 认定 and 复核通过 until a day: what paper must stand behind."""
    e = t.StageEvent
    query = (
        select(e.subject_kind, e.subject_id, e.designation, e.stage, e.happened_on, e.id)
        .where(e.trashed_at.is_(None), e.stage.in_(("recognised", "renewed")), e.happened_on <= until)
        .order_by(e.subject_kind, e.subject_id, e.happened_on, e.id)
    )
    return [
        Title((kind, key), designation, stage, day, event)
        for kind, key, designation, stage, day, event in session.execute(query)
    ]


def names(session: Session, subjects: Iterable[Subject]) -> dict[Subject, tuple[str, int]]:
    """The name of each subject and the enterprise behind it (0 where unknown); those in the trash are left out."""
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, key in subjects:
        ids[kind].append(key)
    return {
        (kind, key): (row["name"], key if kind == "enterprise" else row.get("owner_id") or 0)
        for kind, keys in ids.items()
        for key, row in _rows(session, kind, keys).items()
        if row["trashed_at"] is None
    }
