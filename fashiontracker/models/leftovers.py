"""What a program that died left beside the file: an unfinished transaction to roll back, or something that is not ours.

SQLite rolls back by itself as soon as someone may write. But it would also apply the journal of another file that lies
there under the right name: so the rollback is rehearsed on a copy first, and a WAL, which we never write, is refused.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fashiontracker import scratch
from fashiontracker.errors import Damaged, EnvironmentFault
from fashiontracker.models import header, schema
from fashiontracker.models.engine import make_engine
from fashiontracker.models.sealing import Key
from fashiontracker.text import N_

_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")


def journal_of(path: Path) -> Path:
    """Where SQLite keeps the pages to roll back to."""
    return path.with_name(path.name + "-journal")


def is_unfinished(path: Path) -> bool:
    """Whether a transaction is under way or was cut off: SQLite's own test, without asking SQLite."""
    try:
        with journal_of(path).open("rb") as file:
            return file.read(8) == _JOURNAL_MAGIC
    except OSError:
        return False


def refuse_stray_wal(path: Path) -> None:
    """Raise Damaged where a WAL lies beside a file that was never in WAL mode: SQLite would apply it unasked."""
    wal = path.with_name(path.name + "-wal")
    if wal.exists() and not header.in_wal_mode(path):
        raise Damaged(
            N_("{path} 旁边有一个不属于它的 {stray}，没有打开。请把 {stray} 移到别处后再试。"),
            path=path,
            stray=wal.name,
        )


def settle(path: Path, key: Key | None = None) -> None:
    """Roll an unfinished transaction back. The caller holds the writer's lock. Raises Damaged where it won't do."""
    if not is_unfinished(path):
        return
    with _copy(path) as rehearsal:
        if rehearsal is not None:
            try:
                _roll_back(rehearsal, key)
                header.read_header(rehearsal, key=key)
            except EnvironmentFault as fault:
                raise Damaged(
                    N_("{path} 旁边的 {journal} 不属于它或已损坏，没有应用它，也没有打开数据库。"),
                    path=path,
                    journal=journal_of(path).name,
                ) from fault
    _roll_back(path, key)


def _roll_back(path: Path, key: Key | None) -> None:
    engine = make_engine(path, read_only=False, key=key)
    try:
        with engine.connect() as connection:
            schema.refuse_foreign(connection)
            schema.quick_check(connection)
    finally:
        engine.dispose()


@contextmanager
def _copy(path: Path) -> Iterator[Path | None]:
    """The file and its journal in a private folder of their own; None where there is no room for a rehearsal."""
    with scratch.short_lived() as folder:
        copy: Path | None = folder / path.name
        try:
            for source in (path, journal_of(path)):
                shutil.copyfile(source, folder / source.name)
        except OSError:
            copy = None
        yield copy
