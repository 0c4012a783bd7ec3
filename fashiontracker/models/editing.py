"""Records changed by hand: fields set, records added, put into the trash, taken out of it, deleted for good.

Every function writes through the session of one journal entry; values are those of the program, checked before
(`exchange.typed`). What only the database can tell (a code that another firm has) is asked of the functions here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from fashiontracker.errors import Problem
from fashiontracker.models import raw
from fashiontracker.models.bulk import among
from fashiontracker.models.journal import utc_now
from fashiontracker.models.references import pointing_at
from fashiontracker.models.tables import Enterprise, Figure, FormerName
from fashiontracker.text import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.base import Trashable
    from fashiontracker.models.recorder import Recorder

Changes = Mapping[int, Mapping[str, Any]]
"""Fields to set, by the record's id."""

BELONGINGS: Final = ("brand", "carrier", "talent", "exhibition", "standard", "project")
"""Tables whose records stand for themselves: they keep a firm from being deleted for good."""


def change(session: Recorder, record: type[Trashable], changes: Changes) -> None:
    """Set fields of records. A renamed enterprise keeps its old name as 曾用名: files under it still find it."""
    if record is Enterprise:
        _keep_names(session, {key: fields["name"] for key, fields in changes.items() if "name" in fields})
    session.update_many(record, {key: fields for key, fields in changes.items() if fields})


def _keep_names(session: Recorder, renamed: Mapping[int, str]) -> None:
    if not renamed:
        return
    query = select(Enterprise.id, Enterprise.name, Enterprise.name_key).where(Enterprise.id.in_(renamed))
    rows = [
        {"enterprise_id": key, "name": name, "name_key": name_key}
        for key, name, name_key in session.execute(query)
        if name != renamed[key] and name_key not in former_keys(session, key)
    ]
    if rows:
        session.insert_many(FormerName, rows)


def former_keys(session: Session, enterprise: int) -> set[str]:
    """The 曾用名 of an enterprise, as they are compared."""
    former = FormerName
    query = select(former.name_key).where(former.enterprise_id == enterprise, former.trashed_at.is_(None))
    return set(session.scalars(query))


def add(session: Recorder, record: type[Trashable], fields: Mapping[str, Any]) -> int:
    """Add one record; its id. Fields that are left out take their column's default."""
    return session.insert_many(record, [fields])[0]


def stored(session: Session, record: type[Trashable], key: int, fields: Iterable[str]) -> dict[str, Any]:
    """What fields of a record hold now; empty where the record is gone."""
    names = list(fields)
    row = session.execute(select(*(getattr(record, name) for name in names)).where(record.id == key)).one_or_none()
    return dict(zip(names, row, strict=True)) if row is not None else {}


def differing(session: Session, record: type[Any], ids: Collection[int], fields: Mapping[str, Any]) -> list[int]:
    """Those of the records in which one of the fields holds something else."""
    query = select(record.id, *(getattr(record, name) for name in fields)).where(record.id.in_(among(ids)))
    wanted = tuple(fields.values())
    return [row[0] for row in session.execute(query.order_by(record.id)) if tuple(row[1:]) != wanted]


def holder_of_code(session: Session, code: str, but: Collection[int] = ()) -> tuple[int, str] | None:
    """The enterprise, by id and name, that has this 统一社会信用代码 already; the trash does not hold codes."""
    query = select(Enterprise.id, Enterprise.name).where(Enterprise.uscc == code, Enterprise.trashed_at.is_(None))
    return next(((key, name) for key, name in session.execute(query) if key not in but), None)


def bearers_of_name(session: Session, record: type[Any], name_key: str, but: Collection[int] = ()) -> list[int]:
    """The records of a table that bear this name already."""
    query = select(record.id).where(record.name_key == name_key, record.trashed_at.is_(None)).order_by(record.id)
    return [key for key in session.scalars(query) if key not in but]


def figure_cell(session: Session, enterprise: int, indicator: str, year: int) -> int | None:
    """The figure that 年度指标 already holds for this enterprise, indicator and year."""
    f = Figure
    cell = (f.enterprise_id == enterprise, f.indicator == indicator, f.year == year, f.entered_in == "indicators")
    return session.scalar(select(f.id).where(f.subject_kind == "enterprise", *cell, f.trashed_at.is_(None)))


# ---- the trash -------------------------------------------------------------------------------------------------


def trash(session: Recorder, record: type[Trashable], ids: Collection[int]) -> None:
    """Put records into the trash: out of every list and every count, until they are taken out again."""
    now = utc_now()
    session.update_many(record, {key: {"trashed_at": now} for key in ids})


def restore(session: Recorder, record: type[Trashable], ids: Collection[int]) -> list[Problem]:
    """Take records out of the trash; those whose code another enterprise has by now stay there and are named."""
    problems = []
    free = []
    taken: set[str] = set()
    for key in ids:
        code = stored(session, record, key, ["uscc"])["uscc"] if record is Enterprise else None
        holder = holder_of_code(session, code, [key]) if code else None
        if code and (holder or code in taken):
            name = stored(session, record, key, ["name"])["name"]
            message = N_("“{value}”的信用代码 {uscc} 已由“{other}”使用")
            other = holder[1] if holder else name
            problems.append(Problem("code_taken", message, value=name, params={"uscc": code, "other": other}))
            continue
        taken.update([code] if code else [])
        free.append(key)
    session.update_many(record, {key: {"trashed_at": None} for key in free})
    return problems


def purge(session: Recorder, record: type[Trashable], ids: Collection[int]) -> list[Problem]:
    """Delete records of the trash for good, with what is recorded on them; the journal keeps what they held.

    Firms that own records outside the trash stay, and are named.
    """
    table = record.__tablename__
    belonging: dict[str, dict[int, set[int]]] = {}
    for child, key, target in pointing_at(session.connection(), table, ids):
        belonging.setdefault(child, {}).setdefault(target, set()).add(key)
    kept = {target for child in BELONGINGS for target in belonging.get(child, {})}
    for child, by_target in belonging.items():
        gone = {key for target, keys in by_target.items() if target not in kept for key in keys}
        if gone:
            session.delete_many(_record_of(child), sorted(gone))
    session.delete_many(record, [key for key in ids if key not in kept])
    message = N_("“{value}”名下还有别的记录（也可能在回收站里），不能彻底删除")
    return [
        Problem("still_owns", message, value=str(stored(session, record, key, ["name"]).get("name", "")))
        for key in ids
        if key in kept
    ]


def _record_of(table: str) -> type[Any]:
    from fashiontracker.models.base import Base

    found: type[Any] = next(
        mapper.class_ for mapper in Base.registry.mappers if mapper.local_table is raw.JOURNALED[table]
    )
    return found
