"""One writer: an OS lock on a sidecar file. The OS releases it when the holder dies: a stale file locks nobody out.

The sidecar also remembers how far the journal had come when a writer last closed: an anchor outside the database.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from fashiontracker.errors import Locked, NoRoom
from fashiontracker.text import N_

_HOLDER_AT = 64
"""The lock covers the first byte; who holds it stands behind, where readers may look on every system."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the database open for writing, on which computer, since when (UTC ISO)."""

    who: str
    process: int
    since: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """How far a journal had come at some time: its length and the hash of its last entry. ``source`` says who knows."""

    identity: str
    entries: int
    head: str
    source: str


class WriterLock:
    """The right to write to one database. Raises Locked with the holder's name where another has it."""

    def __init__(self, path: Path, holder: Holder) -> None:
        self.path = path
        self._file: IO[bytes] | None = self._take(path)
        said = _read(path)
        self._anchor = said.get("anchor")
        self._say({"who": holder.who, "process": holder.process, "since": holder.since, "anchor": self._anchor})

    @staticmethod
    def _take(path: Path) -> IO[bytes]:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise NoRoom(N_("不能在 {path} 建立锁文件：文件夹只读或没有权限。"), path=path) from error
        file = os.fdopen(descriptor, "r+b", buffering=0)
        if not _try_lock(file):
            other = read_holder(path)
            file.close()
            raise Locked(
                N_("数据库正被 {who} 打开写入（进程 {process}，自 {since}）。请先在那边关闭，或以只读方式打开。"),
                who=other.who if other else "?",
                process=other.process if other else "?",
                since=other.since if other else "?",
            )
        return file

    def stands(self) -> bool:
        """Whether what is locked is still the file under its name: after a disk was away or a folder moved it is not,
        and somebody else may hold that."""
        try:
            return self._file is not None and os.path.samestat(os.fstat(self._file.fileno()), self.path.stat())
        except OSError:
            return False

    def _say(self, said: dict[str, object]) -> None:
        """Write behind the locked byte. A full disk must not keep anyone from opening: the lock holds without it."""
        if self._file is not None:
            with suppress(OSError):
                self._file.truncate(_HOLDER_AT)
                self._file.seek(_HOLDER_AT)
                self._file.write(json.dumps(said).encode())

    def release(self, anchor: Anchor | None = None) -> None:
        """Let others write, and leave the anchor behind (default: the one found); harmless when already released."""
        if self._file is not None:
            left = {"identity": anchor.identity, "entries": anchor.entries, "head": anchor.head} if anchor else None
            self._say({"anchor": left or self._anchor})
            _unlock(self._file)
            self._file.close()
            self._file = None


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            file.seek(_HOLDER_AT)
            said = json.loads(file.read())
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def read_holder(path: Path) -> Holder | None:
    """Who the sidecar says holds the lock; None where it says nothing."""
    said = _read(path)
    try:
        return Holder(str(said["who"]), int(said["process"]), str(said["since"]))
    except (ValueError, KeyError, TypeError):
        return None


def is_free(path: Path) -> bool:
    """Whether nobody has the database open for writing: the lock is tried and let go at once."""
    try:
        file = os.fdopen(os.open(path, os.O_RDWR), "r+b", buffering=0)
    except OSError:
        return not path.exists()
    with file:
        free = _try_lock(file)
        if free:
            _unlock(file)
    return free


def is_held_here(path: Path) -> bool:
    """Whether this very process has the database open for writing: then nothing may open its file but SQLite."""
    holder = read_holder(path)
    return holder is not None and holder.process == os.getpid()


def read_anchor(path: Path) -> Anchor | None:
    """The anchor that the last writer left; None where there is none."""
    said = _read(path).get("anchor")
    try:
        return Anchor(str(said["identity"]), int(said["entries"]), str(said["head"]), path.name) if said else None
    except (ValueError, KeyError, TypeError):
        return None


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
