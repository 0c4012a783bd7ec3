"""Measures rows: ours and the yardstick in turn, after a warm-up, several times; what counts is the ratio of medians.

A module ``bench/rows_*.py`` offers ``ROWS: tuple[Row, ...]``; the harness finds it by its name.
"""

from __future__ import annotations

import gc
import importlib
import math
import pkgutil
import shutil
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

Act = Callable[[], object]

BEND = 1.25
"""The exponent of growth from one size to the next from which a row bends upward (1 = linear)."""


def nothing() -> None:
    """What happens before a measurement that needs no preparation."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What is measured at one size. ``before`` runs, unmeasured, ahead of every single measurement.

    Without a ``yardstick`` (its program is not on this machine) the time stands alone.
    """

    ours: Act
    yardstick: Act | None
    before: Act = nothing


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    ``prepare(folder, size)`` makes the data, unmeasured, in a folder of its own. ``goal`` is the ratio to stay under.
    ``sizes`` limits the row to some sizes; empty = every size asked for. Where people wait for it, the row is to stay
    under so many seconds instead: ``limit``. A row in another ``unit`` than seconds has acts that return the quantity.
    Where one of the programs that it ``needs`` is not on the machine, the row is left out.
    """

    name: str
    yardstick: str
    goal: float
    prepare: Callable[[Path, int], Pair]
    sizes: tuple[int, ...] = ()
    limit: float | None = None
    unit: str = "s"
    needs: tuple[str, ...] = ()

    @property
    def missing(self) -> str:
        """The first of the programs needed that is not here, or an empty string."""
        return next((program for program in self.needs if shutil.which(program) is None), "")


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians of a row at one size; ``growth`` is the exponent against the size before, if there is one."""

    row: Row
    size: int
    ours: float
    yardstick: float | None
    growth: float | None

    @property
    def ratio(self) -> float | None:
        """Ours to the yardstick."""
        return self.ours / self.yardstick if self.yardstick else None

    @property
    def verdict(self) -> str:
        """``ok``, ``over`` the goal, ``bends`` upward, or ``-`` without a yardstick."""
        if self.growth is not None and self.growth > BEND:
            return "bends"
        if self.row.limit is not None:
            return "ok" if self.ours <= self.row.limit else "over"
        if self.ratio is None:
            return "-"
        return "ok" if self.ratio <= self.row.goal else "over"


def find_rows() -> Iterator[Row]:
    """The rows of every ``rows_*`` module, in the order of the modules' names."""
    package = importlib.import_module("bench")
    for module in sorted(found.name for found in pkgutil.iter_modules(package.__path__)):
        if module.startswith("rows_"):
            yield from importlib.import_module(f"bench.{module}").ROWS


def measure(row: Row, sizes: Sequence[int], repeat: int) -> Iterator[Measured]:
    """Measure a row at each size, from the smallest up."""
    last: Measured | None = None
    for size in sorted(sizes):
        if row.sizes and size not in row.sizes:
            continue
        with TemporaryDirectory(prefix="bench-") as folder:
            ours, yardstick = medians(row.prepare(Path(folder), size), repeat, timed if row.unit == "s" else returned)
        growth = math.log(ours / last.ours) / math.log(size / last.size) if last else None
        last = Measured(row, size, ours, yardstick, growth)
        yield last


def medians(pair: Pair, repeat: int, taken: Callable[[Act, Act], float]) -> tuple[float, float | None]:
    """Ours and the yardstick take turns, so that a slow minute of the machine falls on both."""
    ours: list[float] = []
    yardstick: list[float] = []
    for turn in range(repeat + 1):
        mine = taken(pair.ours, pair.before)
        theirs = taken(pair.yardstick, pair.before) if pair.yardstick else None
        if turn:  # the first is the warm-up
            ours.append(mine)
            yardstick.extend([] if theirs is None else [theirs])
    return statistics.median(ours), statistics.median(yardstick) if yardstick else None


def timed(act: Act, before: Act) -> float:
    """Seconds on the wall that an act takes."""
    before()
    gc.collect()
    return timed_alone(act)


def timed_alone(act: Act) -> float:
    """The same of an act that needs no preparation."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def slowest(acts: Iterable[Act]) -> float:
    """The time that 19 of 20 of these acts stay under, in milliseconds."""
    taken = [timed_alone(act) * 1000 for act in acts]
    return statistics.quantiles(taken, n=20)[-1]


def returned(act: Act, before: Act) -> float:
    """The quantity that an act returns."""
    before()
    quantity = act()
    assert isinstance(quantity, float)
    return quantity
