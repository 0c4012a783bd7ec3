"""A writer in a process of its own, with something between it and the disk that kills it or notes what it does."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import gettempdir

import pytest

SOURCE = Path(__file__).with_name("meddle.c")

WRITER = """
import os, resource, sys
from pathlib import Path
from sqlalchemy import event
from fashiontracker.models import store, tables
path, first, number, limit = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
opened = store.open_store(path, path.with_name("lock"), True)
if os.environ.get("UNSYNCED"):
    event.listen(opened.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
for n in range(first, first + number):
    try:
        with opened.journal.entry(f"第{n}次") as session:
            session.insert_many(tables.Enterprise, [
                {"name": f"企业{n}-{k}", "name_key": f"企业{n}-{k}", "note": "注" * 200 * k} for k in range(1, 8)])
            session.update_many(tables.Setting, {2: {"value": str(n)}})
    except Exception as fault:
        print("fault", type(fault).__name__, flush=True)
        break
    print("done", n, flush=True)
"""


@cache
def library() -> Path:
    """The compiled meddler; tests on it are skipped where there is no C compiler or no preloading."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("needs a C compiler and LD_PRELOAD")
    built = Path(gettempdir()) / f"meddle-{os.getpid()}.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(built), str(SOURCE), "-ldl"], check=True)
    return built


def write(path: Path, first: int, number: int, limit: int = 0, **environ: str) -> list[str]:
    """Let a process write ``number`` entries; the lines it said before it ended."""
    done = subprocess.run(
        [sys.executable, "-c", WRITER, str(path), str(first), str(number), str(limit)],
        env={**os.environ, "MEDDLE_DATABASE": str(path.resolve()), **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout.splitlines()


@dataclass(frozen=True)
class Step:
    """One thing done to the disk: ``w`` wrote content at an offset, ``t`` cut to a size, ``s`` waited for the disk."""

    what: str
    journal: bool
    offset: int
    content: bytes


def steps(record: Path) -> Iterator[Step]:
    """What the meddler noted."""
    content, place = record.read_bytes(), 0
    while place < len(content):
        what = chr(content[place])
        offset, size, which = struct.unpack_from("<qqq", content, place + 1)
        place += 25
        yield Step(what, which == 2, offset, content[place : place + size] if what == "w" else b"")
        place += size if what == "w" else 0


def after_power_cut(start: dict[bool, bytes], done: list[Step], choose: Iterator[bool]) -> dict[bool, bytes]:
    """Database and journal as a power cut leaves them: what was synced is there; of the rest each 512-byte sector,
    and each change of size, is there or not as ``choose`` says."""
    files = {journal: bytearray(content) for journal, content in start.items()}
    for journal, file in files.items():
        mine = [step for step in done if step.journal is journal]
        synced = max((place for place, step in enumerate(mine, 1) if step.what == "s"), default=0)
        for place, step in enumerate(mine):
            sure = place < synced
            if step.what == "t" and (sure or next(choose)):
                del file[step.offset :]
                file.extend(bytes(max(0, step.offset - len(file))))
            for sector in range(0, len(step.content), 512):
                if sure or next(choose):
                    at = step.offset + sector
                    part = step.content[sector : sector + 512]
                    file.extend(bytes(max(0, at + len(part) - len(file))))
                    file[at : at + len(part)] = part
    return {journal: bytes(file) for journal, file in files.items()}
