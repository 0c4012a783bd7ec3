"""Temporary files: in a folder for this user's eyes only, gone when the program ends or, if it died, at its start."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fashiontracker import paths


def folder() -> Path:
    """A new private folder that stays until the program ends: for what another program is to open."""
    root: Path | None = paths.temp_folder()
    try:
        paths.temp_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:  # the user's own folder may not be written: the system's will do
        root = None
    return Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=root))


@contextmanager
def short_lived() -> Iterator[Path]:
    """A private folder for as long as the block runs."""
    made = folder()
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def clear(own: bool = False) -> None:
    """Delete what programs left that run no more, and with ``own`` what this one left."""
    root = paths.temp_folder()
    for left in root.iterdir() if root.is_dir() else ():
        process = left.name.partition("-")[0]
        if process.isdecimal() and (own if int(process) == os.getpid() else not _runs(int(process))):
            shutil.rmtree(left, ignore_errors=True)


def _runs(process: int) -> bool:
    """Whether a process with this number is there."""
    if sys.platform == "win32":
        synchronize, timeout = 0x00100000, 0x102
        kernel = ctypes.windll.kernel32
        kernel.OpenProcess.restype = ctypes.c_void_p
        handle = ctypes.c_void_p(kernel.OpenProcess(synchronize, False, process))
        waits = bool(handle) and kernel.WaitForSingleObject(handle, 0) == timeout
        kernel.CloseHandle(handle)
        return waits
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
