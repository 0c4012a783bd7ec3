"""Writers in processes of their own, with something between them and the disk that meddles or notes what they do."""

from __future__ import annotations

import json
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


@cache
def library() -> Path:
    """The compiled meddler; tests on it are skipped where there is no C compiler or no preloading."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("needs a C compiler and LD_PRELOAD")
    built = Path(gettempdir()) / f"meddle-{os.getpid()}.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(built), str(SOURCE), "-ldl"], check=True)
    return built


@dataclass(frozen=True)
class Outcome:
    """How a job ended: its exit status (negative for the signal that killed it), what it said line by line."""

    status: int
    said: list[str]
    complained: str

    @property
    def done(self) -> int:
        """How many times it said that something is saved."""
        return sum(line.startswith("done") for line in self.said)

    @property
    def struck(self) -> bool:
        """Whether a fault met it at all: the n-th write may never have come."""
        return self.status < 0 or any(line.startswith(("fault", "won")) for line in self.said)


class Writers:
    """Does the jobs of `tests.faults.writer`, each in a fresh process."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.writer"],
            cwd=SOURCE.parent.parent.parent,
            env={**os.environ, "LD_PRELOAD": str(library())},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def do(self, job: str, *arguments: object, **environ: object) -> Outcome:
        """Do one job; the meddler watches over the database that its first argument names."""
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        watched = {"MEDDLE_DATABASE": str(Path(str(arguments[0])).resolve())}
        told = {
            "job": job,
            "arguments": [one if isinstance(one, int) else str(one) for one in arguments],
            "environ": {**watched, **{name: str(value) for name, value in environ.items()}},
        }
        self._server.stdin.write(json.dumps(told) + "\n")
        self._server.stdin.flush()
        return Outcome(**json.loads(self._server.stdout.readline()))

    def close(self) -> None:
        """No more jobs."""
        for pipe in (self._server.stdin, self._server.stdout):
            if pipe is not None:
                pipe.close()
        self._server.wait()


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
