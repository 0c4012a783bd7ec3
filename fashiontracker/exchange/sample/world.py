"""The sample before it is written: facts that refer to each other, in steps that become journal entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from fashiontracker.exchange.sample.words import Tables
from fashiontracker.models.base import Record
from fashiontracker.models.names import name_key
from fashiontracker.plan.designations import Catalogue
from fashiontracker.plan.types import Plan


@dataclass(slots=True, eq=False)
class Fact:
    """A row to be. ``links`` are columns that hold another fact's id; ``id`` is known once it is written, ``noted_on``
    once it stands in a step."""

    record: type[Record]
    values: dict[str, Any]
    links: dict[str, Fact] = field(default_factory=dict)
    id: int = 0
    noted_on: date = date.min

    def since(self, day: date) -> date:
        """The day, or the first one on which all that it links to had been written down."""
        return max(day, *(fact.noted_on for fact in self.links.values()), date.min)

    def row(self) -> dict[str, Any]:
        """Its columns; the tables' defaults fill the rest."""
        return self.values | {name: fact.id for name, fact in self.links.items()}


@dataclass(slots=True)
class Step:
    """What somebody wrote down in one go: one journal entry."""

    on: date
    label: str
    who: str
    origin: str
    facts: list[Fact] = field(default_factory=list)
    edits: list[tuple[Fact, dict[str, Any]]] = field(default_factory=list)

    def add(self, fact: Fact) -> Fact:
        """Write it down here."""
        fact.noted_on = self.on
        self.facts.append(fact)
        return fact


@dataclass(slots=True)
class World:
    """Everything that will be written, and the cast by sector (in Chinese) from which the story chooses.

    ``papers`` are the contents of the files that stand for evidence.
    """

    plan: Plan
    catalogue: Catalogue
    tables: Tables
    firms: dict[str, list[Fact]] = field(default_factory=dict)
    brands: dict[str, list[Fact]] = field(default_factory=dict)
    centres: dict[str, list[Fact]] = field(default_factory=dict)
    earned: dict[Fact, dict[int, float]] = field(default_factory=dict)
    papers: dict[Fact, bytes] = field(default_factory=dict)
    _steps: dict[tuple[date, str], Step] = field(default_factory=dict)

    def step(self, on: date, label: str, origin: str = "window", clerk: int = 0) -> Step:
        """The entry of this day and label, begun where it is not there yet; ``clerk`` says who sits at the keyboard."""
        who = self.tables.words["managers"][clerk % len(self.tables.words["managers"])]
        return self._steps.setdefault((on, label), Step(on, label, who, origin))

    def steps(self) -> Iterator[Step]:
        """The entries, oldest first."""
        for key in sorted(self._steps):
            yield self._steps[key]

    def sector(self, name: str) -> str:
        """The key of a sector."""
        found = self.plan.sectors.named(name)
        assert found is not None, name
        return found.key


def quarter_end(day: date) -> tuple[date, str]:
    """The end of the day's quarter, when a clerk writes down what was new in it, and its name."""
    quarter = (day.month - 1) // 3
    end = date(day.year + quarter // 3, (quarter * 3 + 3) % 12 + 1, 1) - timedelta(days=3)
    return end, f"{day.year} 年第 {quarter + 1} 季度"


def stem(firm: Fact) -> str:
    """The two characters by which people call a firm."""
    name: str = firm.values["name"]
    return name.removeprefix("深圳市（示例）").removeprefix("示例")[:2]


def named(name: str) -> dict[str, str]:
    """The two columns that a name fills."""
    return {"name": name, "name_key": name_key(name)}
