"""Where the command line has a passphrase from: a file's first line, or a variable; never an argument others see."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from fashiontracker.errors import Refused
from fashiontracker.text import N_

VARIABLE = "FASHIONTRACKER_PASSPHRASE"


def given(options: argparse.Namespace) -> str | None:
    """The passphrase (or the recovery key) for this command's database; None where none is given."""
    file: Path | None = getattr(options, "passphrase_file", None)
    return in_file(file) if file else os.environ.get(VARIABLE) or None


def in_file(file: Path) -> str:
    """The first line of a file. Raises Refused where there is none."""
    try:
        line = file.read_text(encoding="utf-8-sig").partition("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(N_("口令文件 {path} 无法读取。"), path=file) from error
    if not line:
        raise Refused(N_("口令文件 {path} 的第一行是空的。"), path=file)
    return line
