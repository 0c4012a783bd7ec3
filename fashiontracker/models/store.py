"""The store: one database file, opened with care. Reads are consistent snapshots; writes go through the journal."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fashiontracker.errors import NoRoom, Refused
from fashiontracker.models import header, tables
from fashiontracker.models.base import Base
from fashiontracker.models.engine import make_engine
from fashiontracker.models.journal import Journal, this_user, utc_now
from fashiontracker.models.lock import Holder, WriterLock
from fashiontracker.text import N_


class Store:
    """An open database. Made by `create` and `open_store`, closed by `close` or by leaving a ``with`` block."""

    def __init__(self, path: Path, engine: Engine, lock: WriterLock | None) -> None:
        self.path = path
        self.engine = engine
        self._lock = lock
        self._journal = Journal(engine)

    @property
    def read_only(self) -> bool:
        """Whether this store may only be read."""
        return self._lock is None

    @property
    def journal(self) -> Journal:
        """The one way to write. Raises NoRoom on a store opened for reading."""
        if self.read_only:
            raise NoRoom(N_("数据库是以只读方式打开的，不能修改。"))
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
        """The properties of the database: ``plan``, ``sample``, ``identity``, ``issuer`` …"""
        with self.reading() as session:
            return {key: value for key, value in session.execute(select(tables.Setting.key, tables.Setting.value))}

    def close(self) -> None:
        """Close the connections and let others write."""
        self.engine.dispose()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_store(path: Path, lock_path: Path, write: bool) -> Store:
    """Open a database of ours. Raises what `header.read_header` and `WriterLock` raise; the file is not touched then."""
    from fashiontracker.models.migrate import migrate

    header.read_header(path)
    if not write:
        return Store(path, make_engine(path, read_only=True), None)
    if not os.access(path, os.W_OK):
        raise NoRoom(N_("{path} 是只读的，不能写入。"), path=path)
    lock = WriterLock(lock_path, Holder(this_user(), os.getpid(), utc_now()))
    try:
        migrate(path, header.read_header(path))
        return Store(path, make_engine(path, read_only=False), lock)
    except BaseException:
        lock.release()
        raise


def create(path: Path, lock_path: Path, settings: Mapping[str, str]) -> Store:
    """Make an empty database with these settings. Raises Refused where the file exists, NoRoom where it can't be made."""
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
        engine = make_engine(path, read_only=False)
        lay_tables(engine)
        store = Store(path, engine, lock)
        with store.journal.entry(N_("新建数据库"), origin="create", kind="base") as session:
            for key, value in {"identity": str(uuid.uuid4()), **settings}.items():
                session.add(tables.Setting(key=key, value=value))
        return store
    except BaseException:
        if lock is not None:
            lock.release()
        path.unlink(missing_ok=True)
        raise


def lay_tables(engine: Engine) -> None:
    """Lay every table of the present schema into an empty file and mark it as ours."""
    with engine.connect() as connection, connection.begin():
        Base.metadata.create_all(connection, tables=[*Base.metadata.tables.values()])
    with engine.connect() as connection:
        raw_connection = connection.connection.driver_connection
        assert raw_connection is not None
        raw_connection.execute(f"PRAGMA application_id={header.APPLICATION_ID}")
        raw_connection.execute(f"PRAGMA user_version={header.SCHEMA_VERSION}")
