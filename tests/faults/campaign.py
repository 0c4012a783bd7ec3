"""A thousand trials of each fault, counted."""

from __future__ import annotations

import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from fashiontracker import paths
from fashiontracker.models import restore, verify
from fashiontracker.models.places import Places
from fashiontracker.models.tables import Enterprise
from fashiontracker.progress import finish
from tests.faults import trials
from tests.faults.figures import Figure
from tests.faults.meddling import Outcome, Writers, steps
from tests.faults.trials import FIRST, Found
from tests.faults.writer import CANARY
from tests.models.conftest import Database, fill, harm_missed

LARGE = 190_000
"""Firms of the large database: some 200 MB with what belongs to them."""


class Campaign:
    """Does everything below one folder; ``share`` makes it smaller."""

    def __init__(self, folder: Path, share: float) -> None:
        self._folder, self._share = folder, share
        self._writers = Writers()
        self._tracebacks = self._canaries = self._processes = 0

    def run(self) -> list[Figure]:
        """The figures of all trials. What goes wrong is printed as it happens."""
        try:
            figures = [*self._process_faults(), *self._power_cuts(), *self._damage(), *self._restores(), *self._speed()]
        finally:
            self._writers.close()
        return [*figures, *self._said()]

    # ---- processes ----

    def _process_faults(self) -> Iterator[Figure]:
        writers = self._writers
        yield self._counted(
            "a writer killed at its n-th write",
            600,
            lambda folder, n: trials.killed(writers, folder, n, 4 + n // 20),
        )
        yield self._counted("the disk full from the n-th write on", 200, lambda f, n: trials.full(writers, f, n % 60))
        yield self._counted("the disk full for a few writes", 100, lambda f, n: trials.full(writers, f, n, 1 + n % 3))
        yield self._counted("a quota met", 100, lambda folder, n: trials.limited(writers, folder, n * 600))
        yield self._judged("four race for the lock, the winner is killed", 200, lambda f, n: trials.raced(writers, f))
        for how, words in (("MEDDLE_KILL_AT", "killed"), ("MEDDLE_FULL_AT", "short of room")):
            yield self._judged(
                f"a backup {words} at its n-th write",
                100,
                lambda folder, n, how=how: trials.backed_up(writers, folder, n % 60, how),  # type: ignore[misc]
            )
        yield self._judged("a migration killed at its n-th write", 200, self._upgraded)

    def _upgraded(self, folder: Path, number: int) -> tuple[Outcome, bool]:
        template = self._folder / "template"
        if not template.exists():
            template.mkdir()
            fill(_database(template), 300)
            trials.migration(template)
        shutil.copytree(template, folder)
        return trials.upgraded(self._writers, _database(folder), folder / "migrations", number * 3 % 160)

    def _counted(self, what: str, number: int, trial: Callable[[Path, int], tuple[Outcome, Found]]) -> Figure:
        """Trials that lose rows or leave things in part, or don't."""
        lost = partial = struck = 0
        for n, folder in self._each(what, number):
            said, found = trial(folder, n)
            self._listen(said)
            struck += said.struck
            lost, partial = lost + found.lost, partial + bool(found.partial)
            _complain(what, n, "" if found.whole else f"{found} {said.said}")
        return Figure(what, struck, f"{lost} rows lost, {partial} partial", "0, 0", not lost and not partial)

    def _judged(self, what: str, number: int, trial: Callable[[Path, int], tuple[Outcome, bool]]) -> Figure:
        """Trials that end well, or don't."""
        wrong = struck = 0
        for n, folder in self._each(what, number):
            said, fine = trial(folder, n)
            self._listen(said)
            struck += said.struck
            wrong += not fine
            _complain(what, n, "" if fine else str(said))
        return Figure(what, struck, f"{wrong} wrong", "0", not wrong)

    def _listen(self, said: Outcome) -> None:
        self._processes += 1
        self._tracebacks += "Traceback" in said.complained
        self._canaries += (CANARY in said.complained) + any(CANARY in line for line in said.said)

    # ---- power cuts, damage ----

    def _power_cuts(self) -> Iterator[Figure]:
        folder = self._folder / "power"
        path = trials.made(folder)
        start = {False: path.read_bytes(), True: b""}
        self._writers.do("write", path, FIRST, 6, MEDDLE_RECORD=folder / "record")
        recorded = path, start, list(steps(folder / "record"))
        lost = partial = 0
        number = self._number(1000)
        for seed in range(number):
            found = trials.cut(recorded, seed)
            lost, partial = lost + found.lost, partial + bool(found.partial)
            _complain("a power cut", seed, "" if found.whole else str(found))
        yield Figure(
            "a power cut at any step", number, f"{lost} rows lost, {partial} partial", "0, 0", not lost + partial
        )

    def _damage(self) -> Iterator[Figure]:
        database = _database(self._made("flips"))
        fill(database, 60)
        database.back_up()
        held = database.path.read_bytes()
        missed = []
        for rng in trials.seeds(self._number(1000)):
            database.path.write_bytes(held)
            missed.append(bool(harm_missed(database, rng)))
        yield Figure("a flipped bit", len(missed), f"{sum(missed)} harmful missed", "0", not any(missed))
        unseen: Counter[str] = Counter()
        number = self._number(200)
        for kind in trials.TAMPERINGS:
            for rng in trials.seeds(number):
                database.path.write_bytes(held)
                trials.tampered(database, kind, rng)
                unseen[kind] += database.verify().ok
        total = number * len(trials.TAMPERINGS)
        kinds = f"tampering, {len(trials.TAMPERINGS)} kinds"
        yield Figure(kinds, total, f"{unseen.total()} missed {list(+unseen) or ''}", "0", not unseen.total())
        history = trials.long_history(self._made("pages"))
        original = history.rows()
        found = [trials.salvaged(history, original, seed) for seed in range(self._number(200))]
        worst, wrong = min(share for share, _ in found), sum(number for _, number in found)
        mean = sum(share for share, _ in found) / len(found)
        result = f"{worst:.1%} of rows salvaged at worst, {mean:.2%} on average, {wrong} wrong"
        yield Figure("ten pages zeroed", len(found), result, "≥ 96 %, 0 wrong", worst >= 0.96 and not wrong)

    # ---- backups and speed ----

    def _restores(self) -> Iterator[Figure]:
        database = _database(self._made("restores"))
        fill(database, 100)
        states = []
        for n in range(self._number(40)):
            states.append((database.back_up(f"{n}.db"), database.rows()))
            with database.open() as opened, opened.journal.entry("改") as session:
                session.update_many(Enterprise, {key: {"note": f"第{n}次"} for key in range(1 + n, 30 + n)})
        failed = 0
        for made, rows in random.Random(1).sample(states, len(states)):
            finish(restore.restore(database.places, made))
            failed += database.rows() != rows or not database.verify().ok
        yield Figure("a backup restored", len(states), f"{failed} failed", "0", not failed)

    def _speed(self) -> Iterator[Figure]:
        path = trials.made(self._made("saves"))
        said = self._writers.do("write", path, FIRST, 500)
        spent = sorted(float(line.split()[2]) for line in said.said)
        p50, p95 = (spent[int(len(spent) * part)] * 1000 for part in (0.5, 0.95))
        yield Figure(
            "a save of eight rows", len(spent), f"p50 {p50:.1f} ms, p95 {p95:.1f} ms", "p95 ≤ 50 ms", p95 <= 50
        )
        large = _database(self._made("large"))
        fill(large, int(LARGE * min(self._share, 1)))
        size = large.path.stat().st_size / (1 << 20)
        made = large.back_up()
        with large.open() as opened, opened.journal.entry("改") as session:
            session.update_many(Enterprise, {key: {"note": "改"} for key in range(1, 5000)})
        started = time.perf_counter()
        changes = finish(verify.verify(large.path)).changes
        each = (time.perf_counter() - started) / changes * 100_000
        yield Figure("verify, changes", changes, f"{each:.1f} s per 100,000", "≤ 10 s", each <= 10)
        started = time.perf_counter()
        finish(restore.restore(large.places, made))
        took = time.perf_counter() - started
        yield Figure("a restore, MB", round(size), f"{took:.1f} s", "≤ 30 s for 200 MB", took <= 30)

    def _said(self) -> Iterator[Figure]:
        """What the processes told, and what they left in the user's folder."""
        left = [path for path in paths.data_folder().rglob("*") if path.is_file() and path.suffix != ".db"]
        hits = self._canaries + sum(CANARY.encode() in path.read_bytes() for path in left)
        yield Figure("processes heard", self._processes, f"{self._tracebacks} tracebacks", "0", not self._tracebacks)
        yield Figure(
            "processes and files searched for the canary", self._processes + len(left), f"{hits} hits", "0", not hits
        )

    # ---- the rest ----

    def _number(self, number: int) -> int:
        return max(1, round(number * self._share))

    def _made(self, name: str) -> Path:
        folder = self._folder / name
        folder.mkdir()
        return folder

    def _each(self, what: str, number: int) -> Iterable[tuple[int, Path]]:
        """A folder for each trial, gone after it."""
        print(f"{time.strftime('%H:%M:%S')} {what}", flush=True)
        for n in range(self._number(number)):
            folder = self._folder / "trial"
            yield n, folder
            shutil.rmtree(folder, ignore_errors=True)


def _database(folder: Path) -> Database:
    return Database(Places(*(folder / name for name in ("a.db", "lock", "backups", "files"))))


def _complain(what: str, number: int, wrong: str) -> None:
    if wrong:
        print(f"  {what}, trial {number}: {wrong}", flush=True)
