"""What a command writes never takes the place of what it reads."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from fashiontracker.errors import Refused
from fashiontracker.text import N_

READ: Final = ("db", "damaged", "backup", "mapping", "passphrase_file", "backup_passphrase_file", "new_passphrase_file")
WRITTEN: Final = ("out", "xlsx", "rejects", "recovery_pdf")


def keep_apart(options: argparse.Namespace) -> None:
    """Raise Refused where an output is one of the inputs, the database above all: it would be replaced."""
    given = vars(options)
    sources = [*given.get("files", ()), *(given[name] for name in READ if given.get(name) is not None)]
    for target in (given[name] for name in WRITTEN if given.get(name) is not None):
        if any(_same(target, source) for source in sources):
            raise Refused(N_("不能把结果写到 {path}：这个命令要读取它，写上去就没有了。"), path=target)


def _same(target: Path, source: Path) -> bool:
    try:
        return target.samefile(source)
    except OSError:  # one of them is not there
        return False
