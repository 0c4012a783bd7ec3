"""What is known of a backup: its SHA-256, the rows it holds, how far its journal had come. Kept as JSON beside it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from fashiontracker.errors import Damaged
from fashiontracker.models.lock import Anchor
from fashiontracker.text import N_

SUFFIX = ".json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """One backup as it was verified when it was made.

    ``made_at`` is UTC ISO, ``reason`` why it was made (`backup.REASONS`), ``evidence`` the SHA-256 of the files that go
    with it. ``superseded`` says that the database was since replaced by an older state on purpose: its anchor is no
    proof against the present journal any more.
    """

    made_at: str
    reason: str
    identity: str
    sha256: str
    size: int
    schema: int
    program: str
    counts: Mapping[str, int]
    entries: int
    head: str
    evidence: tuple[str, ...] = ()
    encrypted: bool = False
    superseded: bool = False
    format: int = field(default=FORMAT)


def path_of(backup: Path) -> Path:
    """Where the manifest of a backup lies."""
    return backup.with_name(backup.name + SUFFIX)


def write(backup: Path, manifest: Manifest) -> None:
    """Put the manifest beside its backup, whole or not at all."""
    path = path_of(backup)
    draft = path.with_name(path.name + ".draft")
    try:
        with open(draft, "w", encoding="utf-8", opener=private) as file:
            json.dump(asdict(manifest), file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def read(backup: Path) -> Manifest | None:
    """The manifest of a backup; None where none lies beside it. Raises Damaged where it can't be read."""
    try:
        said: dict[str, Any] = json.loads(path_of(backup).read_text(encoding="utf-8"))
        said["evidence"] = tuple(said["evidence"])
        return Manifest(**said)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise Damaged(N_("备份清单 {path} 无法读取。"), path=path_of(backup)) from error


def in_folder(folder: Path) -> list[tuple[Path, Manifest]]:
    """The backups in a folder with readable manifests, newest first."""
    found: list[tuple[Path, Manifest]] = []
    with suppress(OSError):
        for path in folder.glob(f"*.db{SUFFIX}"):
            backup = path.with_name(path.name.removesuffix(SUFFIX))
            with suppress(Damaged):
                manifest = read(backup)
                if manifest is not None and backup.exists():
                    found.append((backup, manifest))
    return sorted(found, key=lambda one: (one[1].made_at, one[1].entries, one[0].name), reverse=True)


def anchors(folder: Path) -> Iterator[Anchor]:
    """How far the journal had come when each backup was made."""
    for backup, manifest in in_folder(folder):
        if not manifest.superseded:
            yield Anchor(manifest.identity, manifest.entries, manifest.head, backup.name)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file that nobody has open."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def private(path: str, flags: int) -> int:
    """An opener whose files only their owner may read."""
    return os.open(path, flags, 0o600)


def sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system can (Windows does it by itself)."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
