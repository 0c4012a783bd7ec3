"""The sample's words and story, read from ``resources/sample``, and the dice that choose among them."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from fashiontracker import paths

T = TypeVar("T")


class Dice:
    """Choices that are the same everywhere; each purpose has dice of its own, so that one never shifts another."""

    def __init__(self, purpose: str) -> None:
        self._random = random.Random(purpose)

    def below(self, sides: int) -> int:
        """0 … sides - 1."""
        return int(self._random.random() * sides)

    def chance(self, share: float) -> bool:
        """True in this share of throws."""
        return self._random.random() < share

    def pick(self, among: Sequence[T]) -> T:
        """One of them."""
        return among[self.below(len(among))]

    def between(self, low: float, high: float) -> float:
        """A number in the range."""
        return low + (high - low) * self._random.random()

    def day(self, first: date, last: date) -> date:
        """A working day in the range."""
        day = first + timedelta(days=self.below((last - first).days + 1))
        return day - timedelta(days=max(0, day.weekday() - 4))


@dataclass(frozen=True, slots=True)
class SectorWords:
    """How firms of one sector are called and where they sit; the words are Chinese, as in a roster."""

    sector: str
    count: int
    words: tuple[str, ...]
    products: tuple[str, ...]
    districts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """The three files. ``story`` and ``facts`` stay as TOML gives them: they are read where they are told."""

    words: dict[str, Any]
    story: dict[str, Any]
    facts: dict[str, Any]

    @property
    def sectors(self) -> tuple[SectorWords, ...]:
        """The sectors in the file's order."""
        return tuple(
            SectorWords(name, one["count"], tuple(one["words"]), tuple(one["products"]), tuple(one["districts"]))
            for name, one in self.words["sector"].items()
        )

    def odd_names(self, sector: str) -> list[str]:
        """Unusual but valid names for the sector's first firms."""
        return [one["name"] for one in self.words["odd_name"] if one["sector"] == sector]

    def stems(self) -> Iterator[str]:
        """Two-character names, each once, well mixed."""
        first, second = self.words["first"], self.words["second"]
        total = len(first) * len(second)
        for number in range(total):
            place = number * 37 % total
            yield first[place % len(first)] + second[place // len(first)]

    def person(self, dice: Dice) -> str:
        """A made-up person."""
        return f"示例·{dice.pick(self.words['surnames'])}{dice.pick(self.words['given'])}"


def read_tables() -> Tables:
    """Read the three files of ``resources/sample``."""
    folder = paths.resources() / "sample"
    return Tables(
        *(tomllib.loads((folder / f"{name}.toml").read_text("utf-8")) for name in ("words", "story", "facts"))
    )
