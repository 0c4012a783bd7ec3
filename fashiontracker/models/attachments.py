"""What may come in as evidence: plain files that are no programs, under names that no disk refuses."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Final

from fashiontracker.errors import NoRoom, Problem
from fashiontracker.text import N_

LARGEST: Final = 512 << 20
"""Bytes."""
LONGEST: Final = 240
"""Bytes of a name, three for each hanzi; disks take 255."""
PROGRAMS: Final = frozenset(
    (
        *("app", "appimage", "bat", "bin", "cmd", "com", "command", "cpl", "deb", "desktop", "dll", "dmg", "exe"),
        *("gadget", "hta", "inf", "ins", "iso", "jar", "js", "jse", "lnk", "msc", "msi", "msp", "mst", "pif"),
        *("pkg", "ps1", "py", "pyw", "reg", "rpm", "scf", "scr", "sct", "sh", "shb", "shs", "sys", "url", "vb"),
        *("vbe", "vbs", "workflow", "ws", "wsf", "wsh"),
    )
)
"""Endings that a double click runs."""
MAGIC: Final = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
)
"""How programs begin, whatever they are called."""
RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""Names that are devices on Windows."""


def refused(file: Path) -> Problem | None:
    """Why a file is not taken in as evidence; None where it may be. Raises NoRoom where it can't be read."""
    try:
        return _refused(file)
    except OSError as error:
        raise NoRoom(N_("不能读取 {path}：{reason}。"), path=file, reason=error.strerror or error) from error


def _refused(file: Path) -> Problem | None:
    if file.is_symlink() or not file.is_file():
        return Problem("not_a_file", N_("不是普通文件（快捷方式、链接或文件夹），没有存入。"), place=file.name)
    if file.stat().st_size > LARGEST:
        size = LARGEST >> 20
        return Problem("too_large", N_("超过 {size} MB，没有存入。"), place=file.name, params={"size": size})
    with file.open("rb") as content:
        first = content.read(8)
    if is_program(file.name) or first.startswith(MAGIC):
        return Problem("program", N_("是程序或脚本，不能作为佐证存入。"), place=file.name)
    return None


def is_program(name: str) -> bool:
    """Whether a name says that opening the file may run it."""
    return safe_name(name).rpartition(".")[2].lower() in PROGRAMS


def safe_name(name: str) -> str:
    """The name as any disk takes it, leading nowhere, without characters that make it look like another."""
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(one for one in last if unicodedata.category(one)[0] != "C")
    plain = re.sub(r'[<>:"|?*]', "_", seen).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    stem, ending = (stem, dot + ending) if stem and len(ending) <= 10 else (plain, "")
    if not stem or RESERVED.fullmatch(stem.partition(".")[0].strip()):
        stem = f"_{stem}"
    return stem.encode()[: LONGEST - len(ending.encode())].decode(errors="ignore").rstrip(" .") + ending
