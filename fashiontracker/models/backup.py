"""Backups: a copy made by SQLite itself, verified before it gets its name, with a manifest and the evidence beside it.

A backup is an ordinary database file. ``NAME.json`` says what it holds, ``NAME.files`` (or the folder's own ``files``)
holds the evidence.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, Engine

import fashiontracker
from fashiontracker.errors import Damaged, NoRoom, Refused
from fashiontracker.models import evidence, manifest
from fashiontracker.models.engine import environment_fault, make_engine, use_key
from fashiontracker.models.journal import FIRST_HASH, utc_now
from fashiontracker.models.library import sqlite
from fashiontracker.models.manifest import Manifest
from fashiontracker.models.sealing import Key
from fashiontracker.progress import Progress
from fashiontracker.text import N_

REASONS = ("request", "start", "exit", "interval", "import", "bulk", "migration", "restore", "key", "rekeyed")
"""Why a backup is made."""


def name_in(folder: Path, database: Path, reason: str, at: str | None = None) -> Path:
    """A free name in a folder, made of the time (UTC) and the reason: ``fashiontracker-20250102T030405Z-exit.db``."""
    stamp = (at or utc_now()).replace("-", "").replace(":", "")
    name = folder / f"{database.stem}-{stamp}-{reason}.db"
    number = 1
    while name.exists() or manifest.path_of(name).exists():
        number += 1
        name = folder / f"{database.stem}-{stamp}-{reason}-{number}.db"
    return name


def evidence_beside(target: Path) -> Path:
    """Where the evidence of a backup lies that stands alone."""
    return target.with_name(target.name + ".files")


def back_up_file(
    path: Path,
    target: Path,
    reason: str = "request",
    evidence_folder: Path | None = None,
    pool: Path | None = None,
    key: Key | None = None,
) -> Generator[Progress, None, Path]:
    """Back a database up to ``target``, which must not exist; someone may be writing to it meanwhile.
    An encrypted one stays under its ``key``.

    Evidence goes to ``pool``, where a folder of backups keeps one copy for all, or beside the target. Raises Refused
    where the target exists, NoRoom where it can't be written, Damaged where the copy doesn't hold what it should; then
    nothing is left behind.
    """
    if target.exists():
        raise Refused(N_("{path} 已经存在，不会覆盖。请换一个文件名。"), path=target)
    draft = target.with_name(target.name + ".draft")
    engine = make_engine(path, read_only=True, key=key)
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        yield Progress(0, 4, N_("复制数据库"))
        counts = _copy(engine, draft, key)
        yield Progress(1, 4, N_("核对备份"))
        made = _verified(draft, counts, reason, key)
        yield Progress(2, 4, N_("复制佐证文件"))
        kept = yield from _copy_evidence(draft, key, evidence_folder, pool or evidence_beside(target))
        manifest.write(target, replace(made, evidence=kept))
        draft.replace(target)
        manifest.sync_folder(target.parent)
    except BaseException as error:
        for left in (draft, draft.with_name(draft.name + "-journal")):
            left.unlink(missing_ok=True)
        if not target.exists():
            manifest.path_of(target).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise NoRoom(N_("不能写入备份 {path}：{reason}。"), path=target, reason=error.strerror or error) from error
        raise
    finally:
        engine.dispose()
    yield Progress(4, 4, N_("备份完成"))
    return target


def _copy(engine: Engine, draft: Path, key: Key | None) -> dict[str, int]:
    """Copy in one step: what is copied and what is counted is one state, whoever writes meanwhile."""
    os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
    with engine.connect() as connection, connection.begin():
        counts = count_rows(connection)
        source = connection.connection.driver_connection
        target = sqlite.connect(str(draft), isolation_level=None)
        try:
            if key is not None:
                use_key(target, key)
            assert source is not None
            source.backup(target, pages=-1)
        except sqlite.Error as error:
            raise environment_fault(error) or error from error
        finally:
            target.close()
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    return counts


def count_rows(connection: Connection) -> dict[str, int]:
    """How many rows each table holds."""
    found = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type='table' AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name"
    )
    names = [name for (name,) in found.fetchall()]
    return {name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one() for name in names}


def _verified(draft: Path, counts: Mapping[str, int], reason: str, key: Key | None) -> Manifest:
    """The manifest of a copy that is whole. Raises Damaged where it is not."""
    engine = make_engine(draft, read_only=True, key=key)
    try:
        with engine.connect() as connection, connection.begin():
            found = [line for (line,) in connection.exec_driver_sql("PRAGMA integrity_check(1)").fetchall()]
            if found != ["ok"] or count_rows(connection) != counts:
                raise Damaged(N_("备份与数据库不一致，没有保留：{reason}。请用 verify 检查数据库。"), reason=found[0])
            last = connection.exec_driver_sql(
                "SELECT id, hash FROM journal_entry ORDER BY id DESC LIMIT 1"
            ).one_or_none()
            return Manifest(
                made_at=utc_now(),
                reason=reason,
                identity=connection.exec_driver_sql("SELECT value FROM setting WHERE key='identity'").scalar() or "",
                sha256=manifest.sha256_of(draft),
                size=draft.stat().st_size,
                schema=connection.exec_driver_sql("PRAGMA user_version").scalar_one(),
                program=fashiontracker.__version__,
                counts=dict(counts),
                entries=last[0] if last else 0,
                head=last[1] if last else FIRST_HASH,
                encrypted=key is not None,
            )
    finally:
        engine.dispose()


def _copy_evidence(
    draft: Path, key: Key | None, source: Path | None, target: Path
) -> Generator[Progress, None, tuple[str, ...]]:
    """Copy what the database points at, as far as it is there; `verify` names what is missing."""
    if source is None:
        return ()
    engine = make_engine(draft, read_only=True, key=key)
    try:
        with engine.connect() as connection:
            wanted = [sha for (sha,) in connection.exec_driver_sql("SELECT DISTINCT sha256 FROM evidence ORDER BY 1")]
    finally:
        engine.dispose()
    kept = []
    for done, sha256 in enumerate(wanted):
        yield Progress(done, len(wanted), N_("复制佐证文件"))
        with suppress(ValueError):
            file = evidence.file_of(source, sha256)
            if file.is_file():
                evidence.place(target, file, sha256)
                kept.append(sha256)
    return tuple(kept)


def check(path: Path) -> Manifest | None:
    """The manifest of a backup whose bytes are what they were; None for a database without a manifest.

    Raises Damaged where they are not, Refused where there is no such file.
    """
    if not path.is_file():
        raise Refused(N_("找不到备份 {path}。"), path=path)
    made = manifest.read(path)
    if made is not None and (path.stat().st_size != made.size or manifest.sha256_of(path) != made.sha256):
        raise Damaged(N_("备份 {path} 已损坏：内容与它的清单不符。"), path=path)
    return made
