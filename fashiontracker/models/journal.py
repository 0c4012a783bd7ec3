"""The journal: the one way to write, and with it undo and redo that survive a restart.

``with journal.entry("导入 2025 名录", origin="import") as session:`` is one transaction and one entry. Every row's
before and after is kept, and each entry's hash covers the one before it. A body that raises leaves nothing behind.
"""

from __future__ import annotations

import getpass
import hashlib
import platform
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, Engine, select, true
from sqlalchemy.exc import IntegrityError

from fashiontracker.errors import Refused
from fashiontracker.models import raw, reversal
from fashiontracker.models.log import JournalChange, JournalEntry
from fashiontracker.models.raw import Change, Row
from fashiontracker.models.recorder import Recorder
from fashiontracker.text import N_

FIRST_HASH = "0" * 64
_CHANGES: Final = JournalChange.__tablename__
_COLUMNS: Final = ("entry_id", "record_table", "record_id", "before", "after")


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


def entry_start(previous: str, head: Row) -> bytes:
    """What an entry's hash covers before its changes: the previous hash and the entry's head as canonical JSON."""
    return f"{previous}{raw.canonical(head)}".encode()


def change_lines(changes: Iterable[Change]) -> bytes:
    """What an entry's hash covers of its changes, in their order."""
    return "".join([f"\n{table} {key} {before or ''} {after or ''}" for table, key, before, after in changes]).encode()


def entry_hash(previous: str, head: Row, changes: Iterable[Change]) -> str:
    """SHA-256 over the previous hash, the entry's head and its changes."""
    return _hash(previous, head, [change_lines(changes)])


def _hash(previous: str, head: Row, lines: Iterable[bytes]) -> str:
    digest = hashlib.sha256(entry_start(previous, head))
    for part in lines:
        digest.update(part)
    return digest.hexdigest()


def _last(connection: Connection) -> tuple[int, str] | None:
    """The number and the hash of the newest entry."""
    last = connection.exec_driver_sql("SELECT id, hash FROM journal_entry ORDER BY id DESC LIMIT 1").one_or_none()
    return (last[0], last[1]) if last else None


class Journal:
    """Writes entries to one database and takes them back. ``listeners`` hear of each entry after its commit."""

    def __init__(self, engine: Engine, who: str | None = None, now: Callable[[], str] = utc_now) -> None:
        self._engine = engine
        self._who = who or this_user()
        self._now = now
        self.listeners: list[Callable[[Entry], None]] = []
        self._known: tuple[int, str] | None = None

    def hold_on(self) -> None:
        """Remember how far the journal has come: a file without this entry is another file under the same name."""
        with self._engine.connect() as connection:
            self._known = _last(connection)

    def is_ours(self) -> bool:
        """Whether the file still is the one that `hold_on` saw, and was written to since."""
        with self._engine.connect() as connection:
            return self._is_ours(connection)

    @contextmanager
    def entry(
        self, label: str, origin: str = "window", kind: str = "do", target: int | None = None
    ) -> Iterator[Recorder]:
        """One transaction, one entry; an entry that changes nothing is not written.

        Raises Refused where the file was replaced by another since it was opened.
        """
        written: Entry | None = None
        with self._engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with connection.begin(), Recorder(connection) as session:
                self._refuse_another_file(connection)
                yield session
                written = self._write(connection, session, label, origin, kind, target)
        if written is not None:
            self._known = (written.id, written.hash)
            for listener in self.listeners:
                listener(written)

    def _is_ours(self, connection: Connection) -> bool:
        if self._known is None:
            return True
        number, stamp = self._known
        sql = "SELECT hash FROM journal_entry WHERE id=?"
        return bool(connection.exec_driver_sql(sql, (number,)).scalar() == stamp)

    def _refuse_another_file(self, connection: Connection) -> None:
        if not self._is_ours(connection):
            raise Refused(
                N_("数据库文件在打开期间被换成了另一份；没有写入任何内容。请关闭后重新打开，再核对刚才的修改。")
            )

    def _write(
        self, connection: Connection, session: Recorder, label: str, origin: str, kind: str, target: int | None
    ) -> Entry | None:
        last = _last(connection)
        number, previous = (last[0] + 1, last[1]) if last else (1, FIRST_HASH)
        # The entry stands before its changes in the hash and is known only after them: SQLite, too, may wait for it.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        lines: list[bytes] = []
        tables: list[str] = []
        for part in raw.chunks(session.changes(), 5000):
            lines.append(change_lines(part))
            tables += [change[0] for change in part]
            raw.insert_into(connection, _CHANGES, _COLUMNS, ((number, *change) for change in part))
        if not tables:
            return None
        head: Row = {
            "id": number,
            "at": self._now(),
            "who": self._who,
            "label": label,
            "origin": origin,
            "kind": kind,
            "target": target,
            "changes": len(tables),
        }
        stamp = _hash(previous, head, lines)
        connection.exec_driver_sql(
            "INSERT INTO journal_entry (id, at, who, label, origin, kind, target, changes, previous, hash) "
            "VALUES (?,?,?,?,?,?,?,?,?,?)",
            (*head.values(), previous, stamp),
        )
        return Entry(**head, hash=stamp, tables=frozenset(tables))

    def entries(self, limit: int | None = None) -> list[Entry]:
        """The entries, newest first, without the tables they touched."""
        return self._entries(true(), limit)

    def _entries(self, where: ColumnElement[bool], limit: int | None) -> list[Entry]:
        query = select(*JournalEntry.__table__.columns).where(where).order_by(JournalEntry.id.desc()).limit(limit)
        with self._engine.connect() as connection:
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
        with self._engine.connect() as connection:
            ids = connection.exec_driver_sql("SELECT id FROM journal_entry WHERE kind='do' ORDER BY id DESC")
            number = next((found for (found,) in ids if found not in undone), None)
        return self.find(number) if number else None

    def next_redo(self) -> Entry | None:
        """The entry undone last, or None where something new was written since."""
        undone = self._undone()
        with self._engine.connect() as connection:
            last_done = connection.exec_driver_sql("SELECT max(id) FROM journal_entry WHERE kind='do'").scalar() or 0
        standing = [(by, number) for number, by in undone.items() if by > last_done]
        return self.find(max(standing)[1]) if standing else None

    def find(self, number: int) -> Entry | None:
        """The entry with this number."""
        found = self._entries(JournalEntry.id == number, 1)
        return found[0] if found else None

    def _undone(self) -> dict[int, int]:
        """Entries that stand undone, with the entry that undid them."""
        with self._engine.connect() as connection:
            found = connection.exec_driver_sql(
                "SELECT target, max(id), kind FROM journal_entry WHERE target IS NOT NULL GROUP BY target"
            )
            return {target: by for target, by, kind in found if kind == "undo"}

    def undo(self, number: int | None = None, origin: str = "window") -> Entry:
        """Take back an entry (default: the newest not undone). Raises Refused where a later change is in the way."""
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
        chosen = self.next_undo() if number is None else self.find(number)
        if chosen is None and number is None:
            raise Refused(N_("没有可以撤销的操作。"))
        if chosen is None:
            raise Refused(N_("没有第 {number} 条记录。"), number=number)
        return chosen

    def _reverse(self, entry: Entry, kind: str, origin: str) -> Entry:
        try:
            with self.entry(entry.label, origin, kind, entry.id) as session:
                conflicts = reversal.apply(session, entry.id, backwards=kind == "undo")
                if conflicts:
                    raise Refused(N_("第 {number} 条记录之后又有改动，不能撤销。"), tuple(conflicts), number=entry.id)
        except IntegrityError as error:
            raise Refused(N_("第 {number} 条记录之后又有改动依赖它，不能撤销。"), number=entry.id) from error
        written = self.entries(limit=1)[0]
        if written.target != entry.id:
            raise Refused(N_("第 {number} 条记录没有可以撤销的内容。"), number=entry.id)
        return written
