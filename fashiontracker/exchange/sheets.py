"""A file of unknown origin as sheets of typed cells. The parsing happens in a worker process (`worker`)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import IO, Any, TypeAlias

from fashiontracker.errors import Problem
from fashiontracker.exchange.cells import Area, Cell, Row, unpack
from fashiontracker.exchange.faults import MESSAGES, file_problem
from fashiontracker.exchange.limits import CPU_SECONDS, MB, MEMORY, SENT_BYTES, WALL_SECONDS
from fashiontracker.exchange.worker import SWITCH
from fashiontracker.progress import Progress, finish


@dataclass(slots=True)
class Sheet:
    """One sheet. ``rows[0]`` is row 1 as Excel shows it; a blank row is ``[]``, and rows may be of unequal length.

    Merged cells are filled downwards within the merge. A hidden sheet has no rows unless it was asked for. In a
    ``delimited`` sheet (.csv, .tsv) a row of the wrong length may be shifted.
    """

    name: str
    hidden: bool = False
    rows: list[Row] = field(default_factory=list)
    merged: tuple[Area, ...] = ()
    hidden_rows: int = 0
    delimited: bool = False

    def cell(self, row: int, column: int) -> Cell:
        """The cell, both counted from 0; empty beyond the edges."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return ""


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file that could be read. ``type`` is xlsx, xls, xlsb, ods or text; pdf or docx where pages were asked for."""

    path: Path
    type: str
    sheets: tuple[Sheet, ...]

    @property
    def visible(self) -> tuple[Sheet, ...]:
        """The sheets the user sees."""
        return tuple(sheet for sheet in self.sheets if not sheet.hidden)

    @property
    def hidden(self) -> tuple[str, ...]:
        """The names of the hidden sheets, to be mentioned."""
        return tuple(sheet.name for sheet in self.sheets if sheet.hidden)


Opened = tuple[Workbook | None, list[Problem]]
Worker: TypeAlias = "subprocess.Popen[bytes]"


def open_workbook(path: Path, with_hidden: bool = False) -> Opened:
    """Read the file to its end; see `opening`."""
    return finish(opening(path, with_hidden))


def opening(
    path: Path, with_hidden: bool = False, with_pages: bool = False, worker: Worker | None = None
) -> Generator[Progress, None, Opened]:
    """The workbook, or the one problem for which the file is refused. Closing the generator stops the worker.

    ``with_pages``: a PDF is read too, each page as a sheet with one cell a line, and a .docx as `formats.docx` says.
    ``worker`` is the one that `begun` gave for this file.
    """
    if fault := _not_there(path):
        return None, [file_problem(fault, path.name)]
    return (yield from receiving(worker or start_worker(path, with_hidden, with_pages), path))


@contextmanager
def begun(path: Path) -> Iterator[Worker | None]:
    """A worker that reads the file while the caller makes ready to take it; None where there is no such file."""
    worker = None if _not_there(path) else start_worker(path)
    try:
        yield worker
    finally:
        if worker is not None:
            _stop(worker)


def start_worker(path: Path, with_hidden: bool = False, with_pages: bool = False) -> Worker:
    """Begin to read the file in a process of its own; `receiving` takes what it sends."""
    command = [sys.executable, SWITCH] if getattr(sys, "frozen", False) else [sys.executable, "-P", "-m", _WORKER]
    found = os.pathsep.join(os.path.abspath(part) for part in sys.path)  # noqa: PTH100 - "" is the current folder
    return subprocess.Popen(
        [*command, str(path.absolute()), *(["hidden"] if with_hidden else []), *(["pages"] if with_pages else [])],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": found},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


_WORKER = "fashiontracker.exchange.worker"


def receiving(worker: Worker, path: Path) -> Generator[Progress, None, Opened]:
    """What the worker sends, as a workbook. The worker is stopped when time is up or the generator is closed."""
    assert worker.stdout is not None
    clock = Timer(WALL_SECONDS, worker.kill)
    clock.start()
    try:
        return (yield from _receive(worker.stdout, path))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):  # not what our worker writes
        return None, [_died(path)]
    finally:
        clock.cancel()
        _stop(worker)


def _stop(worker: Worker) -> None:
    worker.kill()
    if worker.stdout is not None:
        worker.stdout.close()
    worker.wait()


def _receive(stream: IO[bytes], path: Path) -> Generator[Progress, None, Opened]:
    sheets: list[Sheet] = []
    kind, total, room = "", 0, SENT_BYTES
    while line := stream.readline(room):
        room -= len(line)
        message: dict[str, Any] = json.loads(line.decode("utf-8", "surrogatepass"), object_hook=unpack)
        if "rows" in message:
            sheets[-1].rows.extend(message["rows"])
            yield Progress(len(sheets[-1].rows), total, sheets[-1].name)
        elif "sheet" in message:
            kind, total = str(message["type"]), int(message["total"])
            sheets.append(_sheet(message))
        elif "fault" in message:
            return None, [_fault(message, path)]
        elif message.get("end"):
            for sheet in sheets:
                _fill_down(sheet)
            if not sheets:
                return None, [file_problem("no_sheets", path.name)]
            return Workbook(path, kind, tuple(sheets)), []
    return None, [_died(path)]


def _sheet(message: Mapping[str, Any]) -> Sheet:
    merged = tuple((int(a), int(b), int(c), int(d)) for a, b, c, d in message["merged"])
    return Sheet(
        str(message["sheet"]),
        bool(message["hidden"]),
        [],
        merged,
        int(message["hidden_rows"]),
        message["type"] == "text",
    )


def _fill_down(sheet: Sheet) -> None:
    for top, left, bottom, _right in sheet.merged:
        value = sheet.cell(top, left)
        if value == "" or bottom == top:
            continue
        for row in sheet.rows[top + 1 : bottom + 1]:
            row.extend([""] * (left + 1 - len(row)))
            row[left] = value


def _fault(message: Mapping[str, Any], path: Path) -> Problem:
    code = str(message["fault"])
    place = f"{path.name} · {message['place']}" if message["place"] else path.name
    return file_problem(code, place, message["facts"]) if code in MESSAGES else _died(path)


def _died(path: Path) -> Problem:
    return file_problem("worker_died", path.name, {"memory": MEMORY // MB, "seconds": CPU_SECONDS})


def _not_there(path: Path) -> str:
    if not path.exists():
        return "not_found"
    return "" if path.is_file() else "not_a_file"
