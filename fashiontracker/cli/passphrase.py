"""Where the command line has a passphrase from: a file's first line, a variable, or the keyboard; never an argument,
which others see in the list of processes."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path

from fashiontracker.errors import Refused
from fashiontracker.text import N_, _

VARIABLE = "FASHIONTRACKER_PASSPHRASE"
STDIN = Path("-")


def given(options: argparse.Namespace, database: Path | None = None) -> str | None:
    """The passphrase (or the recovery key) for this command's database (``--db`` unless another is named).

    It is asked for where none is given, the database is encrypted and somebody sits at the keyboard; None otherwise.
    """
    file: Path | None = getattr(options, "passphrase_file", None)
    return in_file(file) if file else os.environ.get(VARIABLE) or _asked(database or getattr(options, "db", None))


def chosen(options: argparse.Namespace) -> str:
    """The passphrase of a database that is to be made, typed twice where it is typed. Raises Refused without one."""
    words = given(options)
    if words is None and sys.stdin.isatty():
        words = getpass.getpass(_("新口令："))
        if getpass.getpass(_("再输入一次：")) != words:
            raise Refused(N_("两次输入的口令不同。"))
    if words is None:
        raise Refused(N_("加密需要口令：用 --passphrase-file，或设环境变量 {name}。"), name=VARIABLE)
    return words


def in_file(file: Path) -> str:
    """The first line of a file, or of what is piped in (``-``). Raises Refused where there is none."""
    try:
        content = sys.stdin.readline() if file == STDIN else file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(N_("口令文件 {path} 无法读取。"), path=file) from error
    line = content.partition("\n")[0].rstrip("\r")
    if not line:
        raise Refused(N_("口令文件 {path} 的第一行是空的。"), path=file)
    return line


def _asked(database: Path | None) -> str | None:
    """What is typed for a database, where it is encrypted and there is a keyboard."""
    if database is None or not sys.stdin.isatty():
        return None
    from fashiontracker.models import sealing

    if not sealing.is_sealed(database):
        return None
    return getpass.getpass(_("{name} 的口令或恢复密钥：").format(name=database.name)) or None
