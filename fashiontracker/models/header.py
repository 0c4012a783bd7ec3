"""What a file's first bytes say before anything connects to it: ours, older, newer, foreign, empty.

This is the only place that opens a database file other than through SQLite, and it does so before the store connects:
closing a plain handle while SQLite holds the file would drop SQLite's lock on POSIX.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

from fashiontracker.errors import Damaged, EnvironmentFault, Newer, NoRoom, Refused
from fashiontracker.models.engine import make_engine
from fashiontracker.models.sealing import Key
from fashiontracker.text import N_

MAGIC = b"SQLite format 3\x00"
APPLICATION_ID = 0x46545231  # "FTR1"
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Header:
    """The two numbers that SQLite keeps for the application."""

    application_id: int
    user_version: int


def read_header(path: Path, known: int = SCHEMA_VERSION, key: Key | None = None, live: bool = False) -> Header:
    """The header of a database of ours, up to schema ``known``.

    SQLite is asked for that of an encrypted file, which needs its ``key``, and of a ``live`` one that this process has
    open already.

    Raises Refused (no file), Damaged (not ours), Newer, NoRoom (not readable).
    """
    if live:
        return _judged(path, *_asked(path, key), known)
    try:
        with path.open("rb") as file:
            first = file.read(100)
    except FileNotFoundError as error:
        raise Refused(N_("找不到数据库文件 {path}。请检查路径，或先用 init 新建。"), path=path) from error
    except IsADirectoryError as error:
        raise Refused(N_("{path} 是文件夹，不是数据库文件。"), path=path) from error
    except PermissionError as error:
        raise NoRoom(N_("没有读取 {path} 的权限。"), path=path) from error
    return check(path, first, known) if key is None else _judged(path, *_asked(path, key), known)


def _asked(path: Path, key: Key | None) -> tuple[int, int]:
    engine = make_engine(path, read_only=True, key=key)
    try:
        with engine.connect() as connection:
            application_id = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
            return application_id, connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    finally:
        engine.dispose()


def in_wal_mode(path: Path) -> bool:
    """Whether another program turned the file to write-ahead logging; we never do."""
    with path.open("rb") as file:
        return file.read(20)[18:] == b"\x02\x02"


def check(path: Path, first: bytes, known: int = SCHEMA_VERSION) -> Header:
    """The header in a file's first 100 bytes, or the fault that keeps us from opening it."""
    if not first:
        raise Damaged(N_("{path} 是空文件（0 字节），不是本程序的数据库；没有改动它。"), path=path)
    if len(first) < 100 or not first.startswith(MAGIC):
        raise foreign(path)
    (application_id,) = struct.unpack(">I", first[68:72])
    (user_version,) = struct.unpack(">I", first[60:64])
    return _judged(path, application_id, user_version, known)


def _judged(path: Path, application_id: int, user_version: int, known: int) -> Header:
    if application_id != APPLICATION_ID:
        raise foreign(path)
    if user_version > known:
        raise Newer(
            N_("{path} 是更新版本的程序写的（格式 {found}，本程序认识到 {known}）。请升级程序；没有改动它。"),
            path=path,
            found=user_version,
            known=known,
        )
    return Header(application_id, user_version)


def foreign(path: Path) -> EnvironmentFault:
    """The refusal of a file that is not ours."""
    return Damaged(N_("{path} 不是本程序的数据库，或文件头已损坏；没有改动它。"), path=path)
