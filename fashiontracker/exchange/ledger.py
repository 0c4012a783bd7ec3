"""What is recorded and what an import would make of it: one read of the database, then everything in memory.

Nothing here writes. `committing` turns the drafts that changed into one journal entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Column, Connection, select

from fashiontracker.models.base import Base
from fashiontracker.models.bulk import nothing_is_garbage
from fashiontracker.models.bulk import stored as stored_rows
from fashiontracker.models.names import name_key
from fashiontracker.models.store import Store

OWNED: Final = ("brand", "carrier", "talent", "exhibition", "standard", "project")
"""Tables of records that an enterprise may own, with a name of their own."""
NAMELESS: Final = ("stage_event", "figure", "task_progress", "milestone_progress")
"""Tables of records that are known by what they are about: by their `identity`."""
TABLES: Final = ("enterprise", "former_name", *OWNED, *NAMELESS)
"""What an import can write, in the order in which new rows need each other."""


_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class Draft:
    """A record as it is stored and as it would become. ``id`` is None until it is written; references are drafts."""

    __slots__ = ("id", "stored", "table", "values")

    def __init__(self, table: str, stored: dict[str, Any] | None = None) -> None:
        self.table = table
        self.id: int | None = stored["id"] if stored else None
        self.stored: Mapping[str, Any] = stored or _NOTHING
        self.values: dict[str, Any] = {}

    def get(self, field: str) -> Any:
        """The value that the record would have."""
        return self.values[field] if field in self.values else self.stored.get(field)

    @property
    def is_blank(self) -> bool:
        """Whether it is a new record without its fields."""
        return self.id is None and not self.values

    def fill(self, fields: dict[str, Any]) -> None:
        """Give a new record its fields; it keeps the very dict."""
        self.values = fields

    def differences(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Those of the fields that the record does not have already."""
        return {name: value for name, value in fields.items() if self.get(name) != value}

    def set(self, fields: Mapping[str, Any]) -> None:
        """Let the record become so; what is stored already is no change."""
        if self.id is None:
            self.values.update(fields)
            return
        for name, value in fields.items():
            if self.stored.get(name) == value:
                self.values.pop(name, None)
            else:
                self.values[name] = value


class Ledger:
    """Every live record that an import may meet, by what rows know it by."""

    def __init__(self) -> None:
        self.drafts: dict[str, list[Draft]] = {table: [] for table in TABLES}
        self.by_code: dict[str, Draft] = {}
        self.by_name: dict[str, list[Draft]] = {}
        self.named: dict[str, dict[str, list[Draft]]] = {table: {} for table in OWNED}
        self.by_number: dict[str, Draft] = {}
        self.by_key: dict[tuple[Any, ...], Draft] = {}
        self.former: dict[tuple[Draft, str], Draft] = {}
        """Former names, by the enterprise that bore them and their key."""
        self.reached: set[tuple[Any, ...]] = set()
        """The identities of stage events without their days."""

    def add(self, draft: Draft, key: tuple[Any, ...] | None = None) -> None:
        """Take a draft in and find it from now on; ``key`` is its `identity` where that is known."""
        self.drafts[draft.table].append(draft)
        if key is None:
            self.index(draft)
        else:
            self._keep(draft, key)

    def index(self, draft: Draft) -> None:
        """Find a draft by what it is called now; to be said again when that changes."""
        table = draft.table
        if table == "enterprise":
            if code := draft.get("uscc"):
                self.by_code[code] = draft
            self.call(draft, draft.get("name_key"))
        elif table == "former_name":
            enterprise, key = draft.get("enterprise_id"), draft.get("name_key")
            self.former[enterprise, key] = draft
            self.call(enterprise, key)
        elif table in OWNED:
            same = self.named[table].setdefault(draft.get("name_key"), [])
            if draft not in same:
                same.append(draft)
            if table == "standard" and (number := draft.get("number")):
                self.by_number[name_key(number)] = draft
        else:
            self._keep(draft, identity(table, draft.get))

    def _keep(self, draft: Draft, key: tuple[Any, ...]) -> None:
        self.by_key[key] = draft
        if draft.table == "stage_event":
            self.reached.add(key[:-1])

    def call(self, enterprise: Draft, key: str) -> None:
        """Find the enterprise under this name too."""
        same = self.by_name.setdefault(key, [])
        if enterprise not in same:
            same.append(enterprise)

    def changed(self) -> Iterator[Draft]:
        """The drafts that are not as they are stored, in the order of `TABLES`."""
        for table in TABLES:
            for draft in self.drafts[table]:
                if draft.values or draft.id is None:
                    yield draft


def identity(table: str, get: Any) -> tuple[Any, ...]:
    """By what a row without a name is the same row."""
    if table == "stage_event":
        return (table, get("subject_kind"), get("subject_id"), get("designation"), get("stage"), get("happened_on"))
    if table == "figure":
        subject = get("enterprise_id") or get("subject_key")
        return (table, get("subject_kind"), subject, get("indicator"), get("year"), get("entered_in"))
    return (table, get("task" if table == "task_progress" else "milestone"), get("happened_on"))


def load(store: Store) -> Ledger:
    """The whole registry but for its trash: a trashed record is not met again, and its code is free."""
    ledger = Ledger()
    with store.engine.connect() as connection, nothing_is_garbage():
        records: dict[str, dict[int, Draft]] = {}
        for table in TABLES:
            records[table] = {}
            for stored in _rows(connection, table):
                if _refer(stored, records):
                    draft = Draft(table, stored)
                    records[table][stored["id"]] = draft
                    ledger.add(draft, identity(table, stored.get) if table in NAMELESS else None)
    return ledger


def _rows(connection: Connection, table: str) -> Iterator[dict[str, Any]]:
    target = Base.metadata.tables[table]
    columns = [column for column in target.columns if column.name != "trashed_at"]
    names = [column.name for column in columns]
    readers = [(column.name, read) for column in columns if (read := _reader(connection, column))]
    query = select(*columns).where(target.c.trashed_at.is_(None)).order_by(target.c.id)
    for row in stored_rows(connection, query):
        values = dict(zip(names, row, strict=True))
        for name, read in readers:
            values[name] = read(values[name])
        yield values


def _reader(connection: Connection, column: Column[Any]) -> Callable[[Any], Any] | None:
    """What makes of a stored value the one that is worked with; None where both are the same."""
    dialect = connection.dialect
    return column.type.dialect_impl(dialect).result_processor(dialect, None)


def _refer(stored: dict[str, Any], records: Mapping[str, Mapping[int, Draft]]) -> bool:
    """Put drafts in the place of ids; False where the row is about a record in the trash."""
    if stored.get("owner_id") is not None:
        stored["owner_id"] = records["enterprise"].get(stored["owner_id"], stored["owner_id"])
    if stored.get("enterprise_id") is not None:
        stored["enterprise_id"] = records["enterprise"].get(stored["enterprise_id"])
        return stored["enterprise_id"] is not None
    if "subject_id" in stored:
        stored["subject_id"] = records[stored["subject_kind"]].get(stored["subject_id"])
        return stored["subject_id"] is not None
    return True
