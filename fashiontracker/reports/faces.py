"""Which font file serves which role: the user's installed face first, then the face that ships with the program.

A role is what the layout standard asks for (小标宋, 仿宋, 黑体, 楷体, 宋). Each role has a row of faces; a character is
set in the first face of the row that has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from fashiontracker import paths


class Role(Enum):
    """The five kinds of type a document is set in."""

    TITLE = "小标宋"
    BODY = "仿宋"
    HEADING = "黑体"
    SUBHEADING = "楷体"
    FIGURES = "宋"


@dataclass(frozen=True, slots=True)
class FaceFile:
    """One face: a font file, and its index where the file is a collection."""

    path: Path
    index: int = 0


FaceRows = Mapping[Role, tuple[FaceFile, ...]]


def builtin_faces() -> FaceRows:
    """The faces that ship with the program; the same on every machine."""
    import pylopdf_fonts_zh_cn as noto

    fandol = paths.resources() / "fonts"
    song, hei = FaceFile(noto.serif_path()), FaceFile(noto.sans_path())
    return {
        Role.TITLE: (FaceFile(fandol / "FandolSong-Bold.otf"), song, hei),
        Role.BODY: (FaceFile(fandol / "FandolFang-Regular.otf"), song, hei),
        Role.HEADING: (hei, song),
        Role.SUBHEADING: (FaceFile(fandol / "FandolKai-Regular.otf"), song, hei),
        Role.FIGURES: (song, hei),
    }


def faces(builtin_only: bool = True) -> FaceRows:
    """The faces of every role; with ``builtin_only`` off the user's installed faces come first in their rows."""
    rows = builtin_faces()
    if builtin_only:
        return rows
    from fashiontracker.reports.installed import installed_faces

    return with_installed(rows, installed_faces())


def with_installed(rows: FaceRows, installed: Mapping[Role, FaceFile]) -> FaceRows:
    """Rows of faces with the installed ones put in front of their roles."""
    return {role: (*_present(installed, role), *row) for role, row in rows.items()}


def _present(installed: Mapping[Role, FaceFile], role: Role) -> Iterable[FaceFile]:
    return (installed[role],) if role in installed else ()
