"""Evidence files: kept beside the database under the SHA-256 of their content, never changed, never twice."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from fashiontracker.errors import NoRoom
from fashiontracker.models.manifest import private, sha256_of, sync_folder
from fashiontracker.text import N_


def file_of(folder: Path, sha256: str) -> Path:
    """Where the file with this content lies. Raises ValueError for what is no SHA-256: it must not lead elsewhere."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError("not a SHA-256")
    return folder / sha256


def keep(folder: Path, source: Path) -> tuple[str, int]:
    """Take a file in: its SHA-256 and its size in bytes. Raises NoRoom where it can't be stored."""
    sha256 = sha256_of(source)
    place(folder, source, sha256)
    return sha256, source.stat().st_size


def place(folder: Path, source: Path, sha256: str) -> None:
    """Copy a file under its SHA-256, where it does not lie there whole already."""
    target = file_of(folder, sha256)
    if target.exists() and target.stat().st_size == source.stat().st_size:
        return
    draft = target.with_name(target.name + ".draft")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with source.open("rb") as reader, open(draft, "wb", opener=private) as writer:
            shutil.copyfileobj(reader, writer, 1 << 20)
            writer.flush()
            os.fsync(writer.fileno())
        if sha256_of(draft) != sha256:
            raise OSError("read back differently")
        draft.replace(target)
        sync_folder(folder)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise NoRoom(
            N_("佐证文件 {name} 不能存入 {folder}：{reason}。"), name=source.name, folder=folder, reason=error
        ) from error


def wrong(folder: Path, expected: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Of the expected files those that are not there (``missing``) or not what they were (``changed``)."""
    for sha256 in expected:
        try:
            path = file_of(folder, sha256)
            if not path.is_file():
                yield sha256, "missing"
            elif sha256_of(path) != sha256:
                yield sha256, "changed"
        except (OSError, ValueError):
            yield sha256, "changed"
