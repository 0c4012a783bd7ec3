"""The engine: pragmas on every connection, BEGIN IMMEDIATE for writers, SQLite's own faults as faults of ours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.pool import NullPool

from fashiontracker.errors import Damaged, EnvironmentFault, Locked, NoRoom
from fashiontracker.models.library import sqlite
from fashiontracker.models.pinyin import sort_key
from fashiontracker.models.sealing import Key
from fashiontracker.text import N_

if TYPE_CHECKING:
    import sqlite3

PRAGMAS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA secure_delete=ON",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA temp_store=MEMORY",  # rows that are sorted never lie in a folder of the system's
    "PRAGMA busy_timeout=5000",
    "PRAGMA cache_size=-262144",
)

_NO_ROOM = {
    sqlite.SQLITE_FULL,
    sqlite.SQLITE_READONLY,
    sqlite.SQLITE_IOERR,
    sqlite.SQLITE_PERM,
}
_BY_WORDS = {
    "database disk image is malformed": sqlite.SQLITE_CORRUPT,
    "file is not a database": sqlite.SQLITE_NOTADB,
    "database is locked": sqlite.SQLITE_BUSY,
    "database table is locked": sqlite.SQLITE_LOCKED,
    "database or disk is full": sqlite.SQLITE_FULL,
    "attempt to write a readonly database": sqlite.SQLITE_READONLY,
    "disk I/O error": sqlite.SQLITE_IOERR,
    "unable to open database file": sqlite.SQLITE_CANTOPEN,
}
"""SQLite's words for its codes: SQLCipher's backup raises without a code."""


def make_engine(path: Path, read_only: bool, key: Key | None = None) -> Engine:
    """An engine on one database file; every connection carries the pragmas. Values never appear in its error texts.

    An encrypted file takes its ``key``.
    """
    mode = "ro" if read_only else "rw"
    url = f"{path.resolve().as_uri()}?mode={mode}"

    def connect() -> Any:
        connection = sqlite.connect(url, uri=True, isolation_level=None, check_same_thread=False)
        if key is not None:
            use_key(connection, key)
        return connection

    engine = create_engine("sqlite://", module=sqlite, creator=connect, poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "connect", _set_pragmas if read_only else _set_writer_pragmas)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _translate)
    return engine


def use_key(connection: Any, key: Key) -> None:
    """Say the key of an encrypted file to a fresh connection; the library is to write no complaints of its own."""
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f'PRAGMA key="{key.pragma}"')


def _set_pragmas(connection: sqlite3.Connection, _record: Any) -> None:
    try:
        for pragma in PRAGMAS:
            connection.execute(pragma)
    except UnicodeDecodeError as error:  # SQLite quotes a damaged structure in its complaint
        raise damaged("text is not UTF-8") from error
    connection.create_function("pinyin_key", 1, sort_key, deterministic=True)


def _set_writer_pragmas(connection: sqlite3.Connection, record: Any) -> None:
    _set_pragmas(connection, record)
    connection.execute("PRAGMA journal_mode=TRUNCATE").fetchone()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _translate(context: ExceptionContext) -> None:
    fault = environment_fault(context.original_exception)
    if fault is not None:
        raise fault from context.original_exception


def environment_fault(error: BaseException | None) -> EnvironmentFault | None:
    """The fault of the environment behind an SQLite error; None where it is a bug or a broken constraint."""
    if isinstance(error, UnicodeDecodeError) or str(error).startswith("Could not decode to UTF-8"):
        return damaged("text is not UTF-8")
    if not isinstance(error, sqlite.Error):
        return None
    code = getattr(error, "sqlite_errorcode", _BY_WORDS.get(str(error), 0)) & 0xFF
    if code in (sqlite.SQLITE_CORRUPT, sqlite.SQLITE_NOTADB):
        return damaged(error)
    if code in (sqlite.SQLITE_BUSY, sqlite.SQLITE_LOCKED):
        return Locked(N_("另一个程序正在使用数据库，等了 5 秒仍未让出。请稍后再试。"))
    if code == sqlite.SQLITE_CANTOPEN:
        return NoRoom(
            N_(
                "打不开数据库文件（{reason}）：它可能已被移动、改名、删除，或没有权限。没有写入任何内容；放回原处后可以继续。"
            ),
            reason=error,
        )
    if code in _NO_ROOM:
        return NoRoom(N_("不能写入数据库：磁盘已满、只读或没有权限（{reason}）。没有丢失已保存的内容。"), reason=error)
    return None


def damaged(reason: object) -> Damaged:
    """The fault of a file whose pages or texts are not what they should be."""
    return Damaged(
        N_("数据库文件已损坏：{reason}。请用 verify 检查，用备份恢复（restore）或抢救（salvage）。"), reason=reason
    )
