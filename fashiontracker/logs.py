"""What went on, without what it was about: a rotating log of kinds, places and numbers, never of values.

Of our own messages the author's words are kept and the numbers put into them; any other value becomes ``…``. Of an
exception, its type and the lines it came through are kept. Libraries put values into their messages: of those only who
spoke and where.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from traceback import walk_tb

OURS = "fashiontracker"
NAME = "fashiontracker.log"
LIMIT = 512 << 10
"""Bytes of one file; a full one is put aside."""
KEPT = 3
"""Full files that are kept: ``fashiontracker.log.1`` is the youngest."""


@contextmanager
def written(folder: Path) -> Iterator[None]:
    """Log into this folder while the block runs. One within another (the window a command opens) changes nothing."""
    root, ours = logging.getLogger(), logging.getLogger(OURS)
    if any(isinstance(handler, Log) for handler in root.handlers):
        yield
        return
    log, level = Log(folder), ours.level
    root.addHandler(log)
    ours.setLevel(logging.INFO)
    try:
        yield
    finally:
        root.removeHandler(log)
        ours.setLevel(level)


def trace(error: BaseException) -> str:
    """The kind of an exception and the lines it came through, its causes after it: no text and no variable."""
    lines = []
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines.append(type(cause).__name__)
        for frame, line in walk_tb(cause.__traceback__):
            code = frame.f_code
            lines.append(f"  {code.co_filename.replace(chr(92), '/').rsplit('/', 1)[-1]}:{line} {code.co_name}")
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\n".join(lines)


class Log(logging.Handler):
    """Appends to the log. The file is open for one line only: several programs may log, and any may put it aside."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._path = folder / NAME

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record. A log that can't be written keeps nobody from working."""
        with suppress(OSError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._path.exists() and self._path.stat().st_size > LIMIT:
                self._put_aside()
            with open(
                self._path, "a", encoding="utf-8", opener=lambda path, flags: os.open(path, flags, 0o600)
            ) as file:
                file.write(line(record) + "\n")

    def _put_aside(self) -> None:
        names = [self._path, *(self._path.with_name(f"{NAME}.{number}") for number in range(1, KEPT + 1))]
        for older, younger in zip(names[:0:-1], names[-2::-1], strict=True):
            if younger.exists():
                younger.replace(older)


def line(record: logging.LogRecord) -> str:
    """One record as it stands in the log: time (UTC), level, logger, what is said; below it where an error arose."""
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
    ours = record.name == OURS or record.name.startswith(f"{OURS}.")
    said = _said(record) if ours else f"{record.module}:{record.lineno}"
    error = record.exc_info[1] if record.exc_info else None
    return "\n".join([f"{at} {record.levelname} {record.name}: {said}", *([trace(error)] if error else [])])


def _said(record: logging.LogRecord) -> str:
    values = record.args if isinstance(record.args, tuple) else ()
    shown = tuple(value if isinstance(value, int | float) else "…" for value in values)
    try:
        return str(record.msg) % shown if shown else str(record.msg)
    except (TypeError, ValueError):
        return str(record.msg)
