"""Two records that are one: everything of the one moves to the other, nothing is dropped, in one journal entry."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from fashiontracker.models import editing
from fashiontracker.models import tables as t
from fashiontracker.models.journal import utc_now
from fashiontracker.models.names import name_key
from fashiontracker.models.references import REFERENCES, Reference

if TYPE_CHECKING:
    from fashiontracker.models.base import Trashable
    from fashiontracker.models.recorder import Recorder

IDENTITY: Final[Mapping[str, tuple[str, ...]]] = {
    "figure": ("subject_kind", "subject_key", "indicator", "year", "entered_in"),
    "stage_event": ("designation", "stage", "happened_on"),
    "evidence_link": ("evidence_id",),
    "former_name": ("name_key",),
}
"""By what a row that moves is the same as one that is there already, beside the record that both are about."""

RECORDS: Final[Mapping[str, type[Any]]] = {
    record.__tablename__: record
    for record in (
        *(t.Brand, t.Carrier, t.Talent, t.Exhibition, t.Standard, t.Project),
        *(t.FormerName, t.Figure, t.StageEvent, t.Judgement, t.EvidenceLink, t.DistinctPair),
    )
}

Lost = list[tuple[Any, Any]]
"""Rows that had to give way, with those that stand in their place."""


def merge(
    session: Recorder,
    record: type[Any],
    keep: int,
    other: int,
    fields: Mapping[str, Any],
    said: Callable[[str, Any], str],
    preferred: Collection[int] = (),
) -> None:
    """Make ``other`` part of ``keep``, which gets ``fields`` (what the user chose; the rest it has).

    Of two figures for one cell that of the record that stays stands, unless the other's id is among the ``preferred``.

    Everything that pointed at the other points at the one that stays. Its name stays as 曾用名 (of a record that has
    none, in the note), and so does every value not chosen: ``said`` puts a field and its value into words for the note.
    """
    kept, gone = session.get_one(record, keep), session.get_one(record, other)
    before = {column.key: getattr(kept, column.key) for column in record.__table__.columns}
    theirs = {column.key: getattr(gone, column.key) for column in record.__table__.columns}
    session.update_many(record, {other: {"trashed_at": utc_now()}})  # first: it frees its code
    lost: Lost = []
    for reference in REFERENCES:
        if reference.parent == record.__tablename__ or reference.parent is None:
            lost += _move(session, reference, record, keep, other, preferred)
    chosen = {**before, **fields}
    words = [said(name, value) for name, value in _dropped(chosen, before, theirs)]
    words += [said("value", gave_way) for gave_way, _ in lost if gave_way.__tablename__ == "figure"]
    _keep_name(session, record, keep, {before["name"], theirs["name"]} - {chosen["name"]}, words)
    note = "\n".join(filter(None, [*_lines(chosen["note"], before["note"], theirs["note"]), *words]))
    editing_fields = {**fields, "name_key": name_key(chosen["name"]), "note": note or None}
    session.update_many(record, {keep: editing_fields})


def _dropped(
    chosen: Mapping[str, Any], before: Mapping[str, Any], theirs: Mapping[str, Any]
) -> Iterable[tuple[str, Any]]:
    """The values of either that the merged record does not have."""
    for name, value in chosen.items():
        if name in ("id", "name", "name_key", "note", "trashed_at"):
            continue
        for one in (before[name], theirs[name]):
            lists = isinstance(one, tuple) and isinstance(value, tuple)
            left = tuple(key for key in one if key not in value) if lists else one
            if one is not False and one not in (None, "", ()) and left != () and one != value:
                yield name, left


def _lines(*notes: str | None) -> list[str]:
    """The lines of the notes, each once."""
    return list(dict.fromkeys(line for note in notes for line in (note or "").split("\n")))


def _keep_name(session: Recorder, record: type[Any], keep: int, names: set[str], words: list[str]) -> None:
    if record is not t.Enterprise:
        words[:0] = [f"〔曾用名〕{name}" for name in sorted(names)]
        return
    known = editing.former_keys(session, keep)
    rows = [
        {"enterprise_id": keep, "name": name, "name_key": name_key(name)}
        for name in sorted(names)
        if name_key(name) not in known
    ]
    if rows:
        session.insert_many(t.FormerName, rows)


def _move(
    session: Recorder, reference: Reference, record: type[Trashable], keep: int, other: int, preferred: Collection[int]
) -> Lost:
    """Let the rows of a table that point at the other point at the one that stays; doubles go into the trash."""
    child, column = RECORDS[reference.table], reference.column
    if child is t.DistinctPair:
        return _pairs(session, record.__tablename__, keep, other) if column == "left_id" else []
    rows = _pointing(session, child, reference, record, [keep, other])
    identity = IDENTITY.get(reference.table, ("id",))
    there = {
        tuple(getattr(row, name) for name in identity): row
        for row in rows
        if getattr(row, column) == keep and row.trashed_at is None
    }
    moves: dict[int, dict[str, Any]] = {}
    gone: dict[int, dict[str, Any]] = {}
    lost: Lost = []
    for row in (row for row in rows if getattr(row, column) == other):
        moves[row.id] = {column: keep}
        same = there.get(tuple(getattr(row, name) for name in identity))
        if same is None or row.trashed_at is not None:
            continue
        more = _filled(same, row)
        if more is None:
            continue
        first, second = (row, same) if row.id in preferred else (same, row)
        gone[second.id] = {"trashed_at": utc_now()}
        if more and first is same:
            moves[same.id] = more
        if reference.table == "figure" and (row.value, row.unit) != (same.value, same.unit):
            lost.append((second, first))
    session.update_many(child, gone)  # first: two live figures for one cell cannot be
    session.update_many(child, moves)
    return lost


def _pointing(
    session: Recorder, child: type[Any], reference: Reference, record: type[Trashable], ids: Collection[int]
) -> list[Any]:
    query = select(child).where(getattr(child, reference.column).in_(ids)).order_by(child.id)
    if reference.kind is not None:
        query = query.where(getattr(child, reference.kind) == record.__tablename__)
    return list(session.scalars(query))


def _filled(same: Any, row: Any) -> dict[str, Any] | None:
    """What a row that is there already learns from its double; None where the two contradict and both must stay.

    Of two figures for one cell only one can stay: that of the record that stays.
    """
    more: dict[str, Any] = {}
    for column in row.__table__.columns:
        mine, theirs = getattr(same, column.key), getattr(row, column.key)
        if column.key in ("id", "trashed_at") or column.foreign_keys or column.key.endswith("_id") or mine == theirs:
            continue
        if mine is None:
            more[column.key] = theirs
        elif theirs is not None and row.__tablename__ == "stage_event":
            return None
    return more if row.__tablename__ != "figure" or row.value == same.value else {}


def _pairs(session: Recorder, table: str, keep: int, other: int) -> Lost:
    """不是重复 said of the other holds for the one that stays; of the two themselves it was an error."""
    pair = t.DistinctPair
    touching = pair.left_id.in_([keep, other]) | pair.right_id.in_([keep, other])
    rows = list(session.scalars(select(pair).where(pair.record_table == table, touching, pair.trashed_at.is_(None))))
    known = {(row.left_id, row.right_id) for row in rows if other not in (row.left_id, row.right_id)}
    changes: dict[int, dict[str, Any]] = {}
    for row in rows:
        if other not in (row.left_id, row.right_id):
            continue
        third = row.right_id if row.left_id == other else row.left_id
        both = (min(keep, third), max(keep, third))
        gone = third == keep or both in known
        changes[row.id] = {"trashed_at": utc_now()} if gone else {"left_id": both[0], "right_id": both[1]}
        known.add(both)
    session.update_many(pair, changes)
    return []
