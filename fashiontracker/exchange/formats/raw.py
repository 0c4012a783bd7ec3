"""What every format's reader hands over: sheets, each with a source of rows that is read once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from fashiontracker.exchange.cells import Area, Cell, Row
from fashiontracker.exchange.faults import Unreadable
from fashiontracker.exchange.limits import AREA, ROWS


@dataclass(slots=True)
class RawSheet:
    """One sheet; ``rows`` starts at the first row of the sheet, blank rows included. Hidden sheets have no rows
    unless they were asked for."""

    name: str
    hidden: bool = False
    rows: Iterable[Row] = ()
    total: int = 0
    merged: list[Area] = field(default_factory=list)
    hidden_rows: int = 0


@dataclass(slots=True)
class Findings:
    """What the fast reader does not tell of a sheet: cells in error, formulas without a value, percentages."""

    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    percents: dict[int, set[int]] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: int = 0
    last_row: int = 0
    last_column: int = 0

    def put(self, row: int, column: int, cell: Cell) -> None:
        """This cell holds that, whatever the fast reader says."""
        self.cells.setdefault(row, {})[column] = cell

    def reach(self, row: int, column: int) -> None:
        """A cell with content stands here."""
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)

    def check_area(self, sheet: str, address: Callable[[int, int], str]) -> None:
        """Refuse a sheet of too many rows, or one whose reader would allocate a rectangle beyond all bounds."""
        area = (self.last_row + 1) * (self.last_column + 1)
        if area > AREA:
            cell = address(self.last_row, self.last_column)
            raise Unreadable("far_cell", sheet, cell=cell, area=area, limit=AREA)
        if self.last_row >= ROWS:
            raise Unreadable("too_many_rows", sheet, limit=ROWS)


def overlay(rows: Iterable[Row], findings: Findings) -> Iterator[Row]:
    """The fast reader's rows with the findings put in, and rows added where only findings stand."""
    from fashiontracker.exchange.cells import Percent

    last = -1
    for last, row in enumerate(rows):
        for column in findings.percents.get(last, ()):
            if column < len(row) and isinstance(value := row[column], float) and not isinstance(value, bool):
                row[column] = Percent(value)
        for column, cell in findings.cells.get(last, {}).items():
            row.extend([""] * (column + 1 - len(row)))
            row[column] = cell
        yield row
    beyond = max(findings.cells, default=-1)
    for number in range(last + 1, beyond + 1):
        found = findings.cells.get(number, {})
        row = [""] * (max(found, default=-1) + 1)
        for column, cell in found.items():
            row[column] = cell
        yield row
