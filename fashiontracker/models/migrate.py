"""Bringing an older file up to the present schema."""

from __future__ import annotations

from pathlib import Path

from fashiontracker.models.header import SCHEMA_VERSION, Header


def migrate(path: Path, header: Header) -> None:
    """Bring the file to `SCHEMA_VERSION`; nothing to do where it is there already."""
    if header.user_version == SCHEMA_VERSION:
        return
    raise NotImplementedError
