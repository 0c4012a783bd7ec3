"""Processes that write to a database and may die of it: one that has loaded everything forks another for each job.

Run by `meddling.Writers` with the meddler preloaded; a job comes as a line of JSON, its outcome goes back as one.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import event

from fashiontracker import app
from fashiontracker.errors import EnvironmentFault, Locked
from fashiontracker.models import keeping, migrate, reseal, sealing, store, tables
from fashiontracker.models.places import Places
from fashiontracker.progress import Progress, finish

CANARY = "金丝雀"
"""Stands in every row that is written here, and must stand nowhere but in databases."""


def write(path: str, first: int, number: int, limit: int = 0) -> None:
    """Write entries of seven firms and a counter; say ``done`` after each, or the fault that it met."""
    database = Path(path)
    opened = store.open_store(database, database.with_name("lock"), True)
    if os.environ.get("UNSYNCED"):
        event.listen(opened.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    for n in range(first, first + number):
        started = time.perf_counter()
        try:
            with opened.journal.entry(f"第{n}次") as session:
                named = [f"{CANARY}{n}-{k}" for k in range(1, 8)]
                session.insert_many(
                    tables.Enterprise,
                    [{"name": name, "name_key": name, "note": "注" * 200 * k} for k, name in enumerate(named, 1)],
                )
                session.update_many(tables.Setting, {2: {"value": str(n)}})
        except EnvironmentFault as fault:
            print("fault", type(fault).__name__, flush=True)
            if not os.environ.get("GO_ON"):
                return
        else:
            print("done", n, time.perf_counter() - started, flush=True)


def upgrade(path: str, backups: str, scripts: str) -> None:
    """Bring a database to the schema of the migrations in a folder."""
    _tell(migrate.migrate(Path(path), Path(backups), scripts, 2))


def back_up(path: str, backups: str) -> None:
    """Make a backup in the folder of backups."""
    _tell(keeping.back_up(Path(path), Path(backups), "request"))


def _tell(work: Generator[Progress, None, Path]) -> None:
    try:
        finish(work)
    except EnvironmentFault as fault:
        print("fault", type(fault).__name__, flush=True)
    else:
        print("done", flush=True)


def rekey(path: str, backups: str, old: str, new: str) -> None:
    """Put a database under another passphrase; none is an empty one."""
    database = Path(path)
    places = Places(database, database.with_name("lock"), Path(backups), database.with_name("files"), old or None)
    try:
        finish(reseal.reseal(places, sealing.new_key(new) if new else None))
    except EnvironmentFault as fault:
        print("fault", type(fault).__name__, flush=True)
    else:
        print("done", flush=True)


def race(path: str, starters: int) -> None:
    """Several want to write at once: each says ``won`` or ``locked``; who won keeps it until he is killed."""
    database = Path(path)
    children = []
    heard, tell = os.pipe()
    for _ in range(starters):
        if (child := os.fork()) == 0:
            try:
                held = store.open_store(database, database.with_name("lock"), True)
            except Locked:
                os.write(1, b"locked\n")  # in one piece: several speak at once
                os._exit(0)
            os.write(1, b"won\n")
            os.write(tell, b".")
            signal.pause()
            held.close()
        children.append(child)
    alive, patience = set(children), time.monotonic() + 20
    while len(alive) > 1 and time.monotonic() < patience:
        alive -= {child for child in alive if os.waitpid(child, os.WNOHANG)[0]}
        time.sleep(0.005)
    os.close(tell)
    os.read(heard, 1)
    for child in alive:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


JOBS: dict[str, Callable[..., None]] = {
    "write": write,
    "upgrade": upgrade,
    "back_up": back_up,
    "rekey": rekey,
    "race": race,
}


def forked(job: dict[str, Any], said: BinaryIO, complained: BinaryIO) -> int:
    """Do a job in a process of its own; its exit status, negative for the signal that killed it."""
    child = os.fork()
    if child == 0:
        os.dup2(said.fileno(), 1)
        os.dup2(complained.fileno(), 2)
        os.environ.update(job["environ"])
        ctypes.CDLL(None).meddle()
        status = 1
        try:
            JOBS[job["job"]](*job["arguments"])
            status = 0
        except BaseException:
            sys.excepthook(*sys.exc_info())
        finally:
            sys.stderr.flush()
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def serve() -> None:
    """Do jobs until there are no more."""
    for line in sys.stdin:
        with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
            status = forked(json.loads(line), said, complained)
            told = []
            for file in (said, complained):
                file.seek(0)
                told.append(file.read().decode())
        print(json.dumps({"status": status, "said": told[0].splitlines(), "complained": told[1]}), flush=True)


if __name__ == "__main__":
    with app.running():
        serve()
