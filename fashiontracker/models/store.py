"""The store: one database file, opened with care. Reads are consistent snapshots; writes go through the journal."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fashiontracker.errors import EnvironmentFault, Locked, NoRoom, Refused
from fashiontracker.models import header, leftovers, medium, schema, tables
from fashiontracker.models.engine import make_engine
from fashiontracker.models.journal import FIRST_HASH, Journal, this_user, utc_now
from fashiontracker.models.lock import Anchor, Holder, WriterLock, is_held_here
from fashiontracker.models.sealing import Key
from fashiontracker.progress import finish
from fashiontracker.text import N_


class Store:
    """An open database. Made by `create` and `open_store`, closed by `close` or by leaving a ``with`` block."""

    def __init__(self, path: Path, engine: Engine, lock: WriterLock | None, key: Key | None = None) -> None:
        self.path = path
        self.key = key
        self.engine = engine
        self._lock = lock
        self._journal = Journal(engine)

    @property
    def read_only(self) -> bool:
        """Whether this store may only be read."""
        return self._lock is None

    @property
    def journal(self) -> Journal:
        """The one way to write. Raises NoRoom on a store opened for reading, Locked where its lock was lost."""
        if self._lock is None:
            raise NoRoom(N_("数据库是以只读方式打开的，不能修改。"))
        if not self._lock.stands():
            raise Locked(
                N_("已不再独占 {path}：它所在的磁盘断开过，或文件夹被移动过。没有写入任何内容；请关闭后重新打开。"),
                path=self.path,
            )
        return self._journal

    @property
    def history(self) -> Journal:
        """The journal for reading: its entries and its head."""
        return self._journal

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session on one consistent snapshot; it never writes."""
        with Session(self.engine, autoflush=False) as session:
            yield session

    def settings(self) -> dict[str, str]:
        """The properties of the database: ``plan``, ``sample``, ``identity``, ``letterheads`` …"""
        with self.reading() as session:
            found = session.execute(select(tables.Setting.key, tables.Setting.value))
            return {row.key: row.value for row in found}

    def anchor(self) -> Anchor:
        """How far the journal has come; kept outside the database, it tells when entries go missing at its end."""
        newest = self._journal.entries(limit=1)
        identity = self.settings().get("identity", "")
        return Anchor(identity, newest[0].id, newest[0].hash, "") if newest else Anchor(identity, 0, FIRST_HASH, "")

    def close(self) -> None:
        """Close the connections, leave the anchor in the sidecar and let others write.

        Of a file that took this one's place meanwhile no anchor is left: it would vouch for what was never checked.
        """
        lock, self._lock = self._lock, None
        anchor: Anchor | None = None
        if lock is not None:
            with suppress(EnvironmentFault):  # a file that can't be read any more must still be closed
                anchor = self.anchor() if self._journal.is_ours() else None
        self.engine.dispose()
        if lock is not None:
            lock.release(anchor)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_store(path: Path, lock_path: Path, write: bool, backups: Path | None = None, key: Key | None = None) -> Store:
    """Open a database of ours; an older one is brought up to date after a backup into ``backups``.

    Raises Refused (no such file), Damaged, Newer, NoRoom (also on a network or sync folder, which may be read) and
    Locked; the file is as it was then.
    """
    found = header.read_header(path, key=key, live=is_held_here(lock_path))
    leftovers.refuse_stray_wal(path)
    if not write:
        if found.user_version != header.SCHEMA_VERSION or leftovers.is_unfinished(path):
            mend(path, lock_path, backups, key)
        return _checked(path, read_only=True, lock=None, key=key)
    if not os.access(path, os.W_OK):
        raise NoRoom(N_("{path} 是只读的，不能写入。"), path=path)
    medium.refuse_to_write(path)
    lock = WriterLock(lock_path, Holder(this_user(), os.getpid(), utc_now()))
    try:
        _bring_up_to_date(path, backups, key)
        return _checked(path, read_only=False, lock=lock, key=key)
    except BaseException:
        lock.release()
        raise


def mend(path: Path, lock_path: Path, backups: Path | None = None, key: Key | None = None) -> None:
    """What a reader can't do with its own connection: roll back what was cut off, bring an older file up to date.

    Raises NoRoom where that can't be written, Damaged where it won't do.
    """
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise NoRoom(N_("{path} 要先写入一次才能打开（上次写入没有完成，或格式较旧），但它是只读的。"), path=path)
    medium.refuse_to_write(path)
    try:
        lock = WriterLock(lock_path, Holder(this_user(), os.getpid(), utc_now()))
    except Locked:
        return  # its writer is alive and in the middle of a transaction: SQLite keeps readers apart from it
    try:
        _bring_up_to_date(path, backups, key)
    finally:
        lock.release()


def _bring_up_to_date(path: Path, backups: Path | None, key: Key | None) -> None:
    leftovers.settle(path, key)
    found = header.read_header(path, key=key)
    if found.user_version != header.SCHEMA_VERSION:
        from fashiontracker.models.migrate import migrate

        finish(migrate(path, backups, key=key))


def _checked(path: Path, read_only: bool, lock: WriterLock | None, key: Key | None) -> Store:
    """The store, once its structure is ours and its pages are whole."""
    engine = make_engine(path, read_only, key)
    try:
        with engine.connect() as connection:
            schema.refuse_foreign(connection)
            schema.quick_check(connection)
    except BaseException:
        engine.dispose()
        raise
    opened = Store(path, engine, lock, key)
    opened.history.hold_on()
    return opened


def create(
    path: Path,
    lock_path: Path,
    settings: Mapping[str, str],
    who: str | None = None,
    now: Callable[[], str] = utc_now,
    key: Key | None = None,
) -> Store:
    """Make an empty database with these settings, encrypted where there is a key.

    Raises Refused where the file exists, NoRoom where it can't be. ``who`` and ``now`` sign the creation itself;
    whatever is written after it is signed by this user's clock.
    """
    medium.refuse_to_write(path)
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError as error:
        raise Refused(N_("{path} 已经存在，不会覆盖。请换一个文件名。"), path=path) from error
    except FileNotFoundError as error:
        raise Refused(N_("文件夹 {folder} 不存在。"), folder=path.parent) from error
    except OSError as error:
        raise NoRoom(N_("不能建立 {path}：没有权限、只读或磁盘已满。"), path=path) from error
    lock: WriterLock | None = None
    try:
        lock = WriterLock(lock_path, Holder(this_user(), os.getpid(), utc_now()))
        leftovers.journal_of(path).unlink(missing_ok=True)  # of a file that stood here before and is gone
        store = Store(path, make_engine(path, read_only=False, key=key), lock, key)
        schema.lay_tables(store.engine)
        journal = Journal(store.engine, who, now)
        with journal.entry(N_("新建数据库"), origin="create", kind="base") as session:
            for name, value in {"identity": str(uuid.uuid4()), **settings}.items():
                session.add(tables.Setting(key=name, value=value))
        store.history.hold_on()
        return store
    except BaseException:
        if lock is not None:
            lock.release()
        path.unlink(missing_ok=True)
        raise
