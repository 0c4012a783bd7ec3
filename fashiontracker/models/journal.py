"""The journal: the one way to write, and with it undo and redo that survive a restart.

``with journal.entry("导入 2025 名录", origin="import") as session:`` is one transaction and one entry. Every row's before
and after is kept, and each entry's hash covers the one before it. A body that raises leaves nothing behind.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import platform
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import IntegrityError

from fashiontracker.errors import Problem, Refused
from fashiontracker.models import raw
from fashiontracker.models.log import JournalChange, JournalEntry
from fashiontracker.models.raw import Row
from fashiontracker.models.recorder import Recorder
from fashiontracker.text import N_

FIRST_HASH = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it was written; ``tables`` are those it touched."""

    id: int
    at: str
    who: str
    label: str
    origin: str
    kind: str
    target: int | None
    changes: int
    hash: str
    tables: frozenset[str] = frozenset()


def this_user() -> str:
    """Who writes: the login name at this computer."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = "?"
    return f"{name}@{platform.node()}"


def utc_now() -> str:
    """The time as the journal notes it: UTC, ISO 8601, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def entry_hash(previous: str, head: Row, changes: Iterable[tuple[str, int, str | None, str | None]]) -> str:
    """SHA-256 over the previous hash, the entry's head and its changes, all as canonical JSON lines."""
    digest = hashlib.sha256(previous.encode())
    digest.update(raw.canonical(head).encode())
    for table, key, before, after in changes:
        digest.update(f"\n{table} {key} {before or ''} {after or ''}".encode())
    return digest.hexdigest()


class Journal:
    """Writes entries to one database and takes them back. ``listeners`` hear of each entry after its commit."""

    def __init__(self, engine: Engine, who: str | None = None, now: Callable[[], str] = utc_now) -> None:
        self._engine = engine
        self._who = who or this_user()
        self._now = now
        self.listeners: list[Callable[[Entry], None]] = []

    @contextmanager
    def entry(
        self, label: str, origin: str = "window", kind: str = "do", target: int | None = None
    ) -> Iterator[Recorder]:
        """One transaction, one entry; an entry that changes nothing is not written."""
        written: Entry | None = None
        with self._engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with connection.begin(), Recorder(connection) as session:
                yield session
                written = self._write(connection, session, label, origin, kind, target)
        if written is not None:
            for listener in self.listeners:
                listener(written)

    def _write(
        self, connection: Connection, session: Recorder, label: str, origin: str, kind: str, target: int | None
    ) -> Entry | None:
        changes = [(table, key, _text(before), _text(after)) for table, key, before, after in session.changes()]
        if not changes:
            return None
        last = connection.exec_driver_sql("SELECT id, hash FROM journal_entry ORDER BY id DESC LIMIT 1").one_or_none()
        number, previous = (last[0] + 1, last[1]) if last else (1, FIRST_HASH)
        head: Row = {
            **{"id": number, "at": self._now(), "who": self._who, "label": label, "origin": origin},
            **{"kind": kind, "target": target, "changes": len(changes)},
        }
        stamp = entry_hash(previous, head, changes)
        connection.exec_driver_sql(
            "INSERT INTO journal_entry (id, at, who, label, origin, kind, target, changes, previous, hash) "
            "VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                *(head[name] for name in ("id", "at", "who", "label", "origin", "kind", "target", "changes")),
                previous,
                stamp,
            ),
        )
        sql = "INSERT INTO journal_change (entry_id, record_table, record_id, before, after) VALUES (?,?,?,?,?)"
        for part in raw.chunks(changes, 5000):
            connection.exec_driver_sql(sql, [(number, *change) for change in part])
        return Entry(**head, hash=stamp, tables=frozenset(change[0] for change in changes))

    def entries(self, limit: int | None = None) -> list[Entry]:
        """The entries, newest first, without the tables they touched."""
        with self._engine.connect() as connection:
            query = select(*JournalEntry.__table__.columns).order_by(JournalEntry.id.desc()).limit(limit)
            return [
                Entry(row.id, row.at, row.who, row.label, row.origin, row.kind, row.target, row.changes, row.hash)
                for row in connection.execute(query)
            ]

    def head(self) -> str:
        """The hash of the newest entry: what a submission and a backup are anchored to."""
        newest = self.entries(limit=1)
        return newest[0].hash if newest else FIRST_HASH

    def next_undo(self) -> Entry | None:
        """The newest entry that is not undone, or None."""
        undone = self._undone()
        return next((entry for entry in self.entries() if entry.kind == "do" and entry.id not in undone), None)

    def next_redo(self) -> Entry | None:
        """The entry undone last, or None where something new was written since."""
        undone = self._undone()
        for entry in self.entries():
            if entry.kind == "do":
                return None
            if entry.kind == "undo" and entry.target in undone and undone[entry.target] == entry.id:
                return next(one for one in self.entries() if one.id == entry.target)
        return None

    def _undone(self) -> dict[int, int]:
        """Entries that stand undone, with the entry that undid them."""
        undone: dict[int, int] = {}
        for entry in reversed(self.entries()):
            if entry.target is not None and entry.kind == "undo":
                undone[entry.target] = entry.id
            elif entry.target is not None:
                undone.pop(entry.target, None)
        return undone

    def undo(self, number: int | None = None, origin: str = "window") -> Entry:
        """Take back an entry (default: the newest not undone). Raises Refused where a later change stands in the way."""
        chosen = self._pick(number)
        undone = self._undone()
        if chosen.kind == "undo" and chosen.target is not None:
            return self._reverse(self._pick(chosen.target), "redo", origin)
        if chosen.kind == "redo" and chosen.target is not None:
            chosen = self._pick(chosen.target)
        if chosen.kind == "base":
            raise Refused(N_("第 {number} 条记录是建立数据库本身，不能撤销。"), number=chosen.id)
        if chosen.id in undone:
            raise Refused(N_("第 {number} 条记录已被第 {by} 条撤销。"), number=chosen.id, by=undone[chosen.id])
        return self._reverse(chosen, "undo", origin)

    def redo(self, origin: str = "window") -> Entry:
        """Do again what was undone last. Raises Refused where there is nothing to redo."""
        chosen = self.next_redo()
        if chosen is None:
            raise Refused(N_("没有可以重做的操作。"))
        return self._reverse(chosen, "redo", origin)

    def _pick(self, number: int | None) -> Entry:
        chosen = self.next_undo() if number is None else next((one for one in self.entries() if one.id == number), None)
        if chosen is None and number is None:
            raise Refused(N_("没有可以撤销的操作。"))
        if chosen is None:
            raise Refused(N_("没有第 {number} 条记录。"), number=number)
        return chosen

    def _reverse(self, entry: Entry, kind: str, origin: str) -> Entry:
        heard: list[Entry] = []
        self.listeners.insert(0, heard.append)
        try:
            with self.entry(entry.label, origin, kind, entry.id) as session:
                conflicts = apply(session, entry.id, backwards=kind == "undo")
                if conflicts:
                    raise Refused(N_("第 {number} 条记录之后又有改动，不能撤销。"), tuple(conflicts), number=entry.id)
        except IntegrityError as error:
            raise Refused(N_("第 {number} 条记录之后又有改动依赖它，不能撤销。"), number=entry.id) from error
        finally:
            self.listeners.remove(heard.append)
        if not heard:
            raise Refused(N_("第 {number} 条记录没有可以撤销的内容。"), number=entry.id)
        return heard[0]


def _text(row: Row | None) -> str | None:
    return None if row is None else raw.canonical(row)


def _row(text: str | None) -> Row | None:
    if text is None:
        return None
    row: Row = json.loads(text)
    return row


def apply(session: Recorder, number: int, backwards: bool) -> list[Problem]:
    """Write an entry's changes again, or their inverse; the rows that no longer stand as they should are returned."""
    connection = session.connection()
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    conflicts: list[Problem] = []
    for table, changes in _changes_by_table(connection, number).items():
        present = raw.fetch(connection, table, list(changes))
        inserts: list[Row] = []
        updates: list[tuple[int, Row]] = []
        deletes: list[int] = []
        for key, (before, after) in changes.items():
            expected, wanted = (after, before) if backwards else (before, after)
            if not _stands(present.get(key), expected, whole=wanted is None):
                conflicts.append(_conflict(connection, number, table, key))
            elif expected is None and wanted is not None:
                inserts.append({**wanted, "id": key})
            elif wanted is None:
                deletes.append(key)
            else:
                updates.append((key, wanted))
        if not conflicts:
            session.write_raw(table, inserts, updates, deletes)
    return conflicts


def _changes_by_table(connection: Connection, number: int) -> dict[str, dict[int, tuple[Row | None, Row | None]]]:
    query = select(JournalChange.record_table, JournalChange.record_id, JournalChange.before, JournalChange.after)
    found: dict[str, dict[int, tuple[Row | None, Row | None]]] = {}
    for table, key, before, after in connection.execute(query.where(JournalChange.entry_id == number)):
        found.setdefault(table, {})[key] = (_row(before), _row(after))
    return found


def _stands(row: Row | None, expected: Row | None, whole: bool) -> bool:
    """Whether the row is what the reversal starts from: absent, equal as a whole, or equal in the columns at stake."""
    if row is None or expected is None:
        return row is None and expected is None
    if whole:
        return raw.filled(row) == expected
    return all(row.get(name) == value for name, value in expected.items())


def _conflict(connection: Connection, number: int, table: str, key: int) -> Problem:
    later = connection.exec_driver_sql(
        "SELECT e.id, e.label, e.at FROM journal_change c JOIN journal_entry e ON e.id = c.entry_id "
        "WHERE c.record_table=? AND c.record_id=? AND e.id>? ORDER BY e.id DESC LIMIT 1",
        (table, key, number),
    ).one_or_none()
    return Problem(
        "changed_since",
        N_("这一行后来被第 {entry} 条记录“{label}”改过。"),
        place=f"{table} {key}",
        params={"entry": later[0] if later else "?", "label": later[1] if later else "?"},
    )
