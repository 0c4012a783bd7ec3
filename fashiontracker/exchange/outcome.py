"""What an import found, for the preview, for the command line, for machines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any, Final

from fashiontracker.errors import Problem
from fashiontracker.exchange.ledger import Ledger
from fashiontracker.exchange.mapping import Mapping
from fashiontracker.exchange.sheets import Sheet
from fashiontracker.exchange.tables import Skipped, Table
from fashiontracker.exchange.verdicts import Fate, Fault, Verdict
from fashiontracker.text import N_, _

_QUOTED: Final = 60
"""Characters of a cell that a line quotes."""


@dataclass(slots=True)
class SheetOutcome:
    """One sheet: its table with a verdict for every record, or the question that stands in the way (``asked``).

    ``passed`` are rows of a sheet that was not read; ``remembered`` is a mapping that fitted such a table before,
    ``mapping`` the one by which the table was found. ``source`` is the sheet itself, for whoever makes a mapping.
    """

    file: str
    sheet: str
    source: Sheet | None = None
    mapping: Mapping | None = None
    table: Table | None = None
    verdicts: list[Verdict] = field(default_factory=list)
    asked: Problem | None = None
    passed: int = 0
    remembered: Mapping | None = None

    @property
    def skipped(self) -> list[Skipped]:
        """The rows that are no records, with the reason."""
        return self.table.skipped if self.table else []

    def count(self, fate: Fate) -> int:
        """How many rows ended so."""
        return sum(1 for verdict in self.verdicts if verdict.fate == fate)

    def as_dict(self) -> dict[str, Any]:
        """The sheet's line in the JSON; ``rows`` is the sum of the six counts behind it."""
        counts = {
            "new": self.count(Fate.NEW),
            "updated": self.count(Fate.UPDATED),
            "unchanged": self.count(Fate.UNCHANGED),
            "conflicts": self.count(Fate.CONFLICT),
            "rejected": self.count(Fate.REJECTED),
            "skipped": len(self.skipped) + self.passed,
        }
        kind = self.table.kind if self.table else None
        return {"sheet": self.sheet, "kind": kind, "rows": sum(counts.values()), **counts}

    def faults(self) -> Iterator[tuple[int | None, Fault]]:
        """Every fault with the row it stands in; None for the sheet as a whole."""
        if self.asked is not None:
            yield None, Fault("", "", self.asked)
        for verdict in self.verdicts:
            for fault in verdict.faults:
                yield verdict.place.row, fault


@dataclass(slots=True)
class FileOutcome:
    """One file: its sheets, or the problem for which it is refused."""

    file: str
    problems: list[Problem]
    sheets: list[SheetOutcome] = field(default_factory=list)


@dataclass(slots=True)
class Intake:
    """An import before it is written. ``head`` is the journal's head that the verdicts stand on."""

    files: list[FileOutcome] = field(default_factory=list)
    file_notes: list[Problem] = field(default_factory=list)
    row_notes: list[Problem] = field(default_factory=list)
    ledger: Ledger | None = None
    head: str = ""

    def note(self, file: str, sheet: str, code: str, message: str, **params: object) -> None:
        """Something to be mentioned; it stops nothing."""
        place = PurePath(file).name
        self.file_notes.append(Problem(code, message, place, params={"sheet": sheet, **params}))

    @property
    def notes(self) -> list[Problem]:
        """What is mentioned: about files first, then about rows."""
        return self.file_notes + self.row_notes

    def skips(self) -> list[Problem]:
        """The rows that are no records, a line for each sheet and reason."""
        found = []
        for sheet in self.sheets:
            why: dict[str, list[str]] = {}
            for row, reason in sheet.skipped:
                why.setdefault(reason, []).append(str(row))
            message = N_("跳过第 {rows} 行：{reason}")
            for reason, rows in why.items():
                found.append(
                    Problem("skipped", message, sheet.sheet, params={"rows": _("、").join(rows), "reason": reason})
                )
        return found

    @property
    def sheets(self) -> list[SheetOutcome]:
        """The sheets of all files."""
        return [sheet for file in self.files for sheet in file.sheets]

    @property
    def faults(self) -> list[Problem]:
        """Everything that stands in the way, a line each: where, the value, the reason."""
        found = []
        for file in self.files:
            found += file.problems
            for sheet in file.sheets:
                found += [self._line(file, sheet, row, fault) for row, fault in sheet.faults()]
        return found

    def _line(self, file: FileOutcome, sheet: SheetOutcome, row: int | None, fault: Fault) -> Problem:
        place = sheet.sheet
        if row is not None and sheet.table is not None:
            place = sheet.table.address(row, fault.column)
        if len(self.files) > 1 and PurePath(file.file).name != place:
            place = f"{PurePath(file.file).name} {place}"
        problem = fault.problem
        if row is None:
            return replace(problem, place=place)
        message = N_("{column}，值“{value}”：{why}") if fault.value else N_("{column}：{why}")
        if not fault.column:
            message = N_("{why}")
        params = {"column": fault.column, "why": problem.text()}
        return Problem(problem.code, message, place, _brief(fault.value), params)

    def as_files(self) -> list[dict[str, Any]]:
        """The ``files`` of the JSON."""
        return [{"file": file.file, "sheets": [sheet.as_dict() for sheet in file.sheets]} for file in self.files]

    def as_rejected(self) -> list[dict[str, Any]]:
        """The ``rejected`` of the JSON: also conflicts, and files and sheets that can't be read as they are."""
        found: list[dict[str, Any]] = []
        for file in self.files:
            for problem in file.problems:
                found.append(_rejected(file.file, None, None, None, problem.value, problem))
            for sheet in file.sheets:
                for row, fault in sheet.faults():
                    found.append(
                        _rejected(file.file, sheet.sheet, row, fault.column or None, fault.value, fault.problem)
                    )
        return found


def _brief(value: str) -> str:
    """A cell's text as it is quoted within a line: without breaks, and cut where it is long."""
    one_line = " ".join(value.split())
    return one_line if len(one_line) <= _QUOTED else f"{one_line[:_QUOTED]}…"


def _rejected(
    file: str, sheet: str | None, row: int | None, column: str | None, value: str, problem: Problem
) -> dict[str, Any]:
    return {"file": file, "sheet": sheet, "row": row, "column": column, "value": value, "reason": problem.text()}


def as_json(intake: Intake, committed: bool) -> dict[str, Any]:
    """The document of ``import --json``."""
    return {"files": intake.as_files(), "rejected": intake.as_rejected(), "committed": committed}
