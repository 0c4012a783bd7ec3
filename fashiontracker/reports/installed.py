"""The faces that the user's system has for each role, on Windows, UOS, Kylin and other Linux systems.

A face that its maker forbids to embed (OS/2 fsType bits 0x0002 and 0x0200) is passed over.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from fashiontracker import paths
from fashiontracker.reports.faces import FaceFile, Role

# File names without ending, in order of preference, lower case.
WANTED: Mapping[Role, tuple[str, ...]] = {
    Role.TITLE: (
        "fzxbsjw",
        "fzxbsk",
        "fzxbsjw--gb1-0",
        "fzxbsk--gbk1-0",
        "fzxiaobiaosong-b05s",
        "方正小标宋简体",
        "方正小标宋_gbk",
    ),
    Role.BODY: ("simfang", "stfangsong", "fangsong", "fangsong_gb2312", "fzfsjw", "fzfsk", "仿宋_gb2312"),
    Role.HEADING: ("simhei", "fzhtjw", "fzhtk", "heiti"),
    Role.SUBHEADING: ("simkai", "stkaiti", "kaiti", "kaiti_gb2312", "fzktjw", "fzktk", "楷体_gb2312"),
    Role.FIGURES: ("simsun", "nsimsun", "stsong", "fzssjw", "fzssk"),
}
SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
NO_EMBEDDING = 0x0002 | 0x0200  # restricted licence; bitmaps only


def installed_faces(folders: Iterable[Path] | None = None) -> dict[Role, FaceFile]:
    """The first embeddable installed face of each role; roles without one are absent."""
    files = {path.stem.lower(): path for path in _font_files(paths.font_folders() if folders is None else folders)}
    if folders is None:
        files.update({path.stem.lower(): path for path in _registered_files()})
    found: dict[Role, FaceFile] = {}
    for role, names in WANTED.items():
        for name in names:
            path = files.get(name)
            if path is not None and may_embed(path):
                found[role] = FaceFile(path)
                break
    return found


def may_embed(path: Path) -> bool:
    """Whether the face can be read and its maker allows embedding a subset."""
    import uharfbuzz as hb

    try:
        table = hb.Face(hb.Blob.from_file_path(str(path)), 0).reference_table("OS/2").data
    except (OSError, hb.HarfBuzzError):
        return False
    return len(table) >= 10 and not int.from_bytes(table[8:10], "big") & NO_EMBEDDING


def _font_files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for place, inner, names in os.walk(folder):
            inner.sort()
            for name in sorted(names):
                if name.lower().endswith(SUFFIXES):
                    yield Path(place, name)


def _registered_files() -> list[Path]:
    """Fonts that Windows knows from its registry, installed for the machine or for the user, wherever they lie."""
    files: list[Path] = []
    if sys.platform == "win32":
        import winreg

        key_path = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"
        for hive in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            with contextlib.suppress(OSError), winreg.OpenKey(hive, key_path) as key:
                for number in range(winreg.QueryInfoKey(key)[1]):
                    path = Path(str(winreg.EnumValue(key, number)[1]))
                    if path.is_absolute() and path.suffix.lower() in SUFFIXES and path.is_file():
                        files.append(path)
    return files
