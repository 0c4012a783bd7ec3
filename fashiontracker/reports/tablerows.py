"""The rows of a table laid out to its columns: cells wrapped where they must be, only as many as a page needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fashiontracker.reports.columns import PADDING, Layout, Measured, lay_out, measure
from fashiontracker.reports.document import GroupRow, Table
from fashiontracker.reports.faces import Role
from fashiontracker.reports.fontstack import FontStack, Glyph, TypeCase
from fashiontracker.reports.linebreak import Breaker, Strip
from fashiontracker.reports.paragraph import Bookmark
from fashiontracker.reports.tablehead import TableHead
from fashiontracker.reports.tags import Tag

LINE_HEIGHT = 1.3  # of the size
ROW_PADDING = 0.18  # of the size, above and below


@dataclass(frozen=True, slots=True)
class CellLine:
    """A line of a cell that was wrapped: its characters and their widths."""

    glyphs: Sequence[Glyph]
    widths: Sequence[float]


Cell = str | Sequence[CellLine]


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A row ready to draw: a text for a cell of one line, lines for one that was wrapped."""

    cells: Sequence[Cell]
    lines: int
    group: bool
    number: int


class Frame:
    """What all parts of a split table share."""

    def __init__(self, table: Table, case: TypeCase, continued: str, bookmark: Bookmark | None) -> None:
        self.table, self.case = table, case
        self.continued, self.bookmark = continued, bookmark
        self.stack = case[Role.FIGURES]
        self.group_stack = case[Role.HEADING]
        self.tag = Tag("Table")
        self.measured: Measured | None = None
        self.layout = Layout(0.0, ())
        self.width = -1.0
        self.head: TableHead

    def prepare(self, width: float) -> None:
        """Measure the cells once, and lay out columns and head to a width."""
        if self.measured is None:
            head = self.case[Role.HEADING]
            self.measured = measure(self.table, self.continued, self.stack, head, self.case.missing)
        if width != self.width:
            self.width = width
            self.layout = lay_out(self.table, self.measured, width)
            self.head = TableHead(self.table, self.layout, self.case, self.continued, width)

    def line_height(self) -> float:
        """A line of a cell, in points."""
        return self.layout.size * LINE_HEIGHT

    def row_height(self, row: LaidRow) -> float:
        """A row with its padding, in points."""
        return row.lines * self.line_height() + 2 * ROW_PADDING * self.layout.size

    def laid(self, number: int) -> LaidRow:
        """Row ``number`` with its cells wrapped to their columns."""
        row = self.table.rows[number]
        assert self.measured is not None
        if isinstance(row, GroupRow):
            return self.laid_group(row.text, number)
        return self._laid_cells(row, number, self.measured)

    def laid_group(self, text: str, number: int) -> LaidRow:
        """A heading across all columns."""
        lines = wrapped(text, self.group_stack, self.layout.size, self.width - 2 * PADDING)
        return LaidRow([lines], len(lines), True, number)

    def _laid_cells(self, row: Sequence[str], number: int, measured: Measured) -> LaidRow:
        size, most = self.layout.size, 1
        cells: list[Cell] = list(row)
        for column, width in enumerate(self.layout.widths):
            inner = width - 2 * PADDING
            own = measured.cells[column][number]
            if own < 0 or own * size > inner + 0.05:
                lines = wrapped(row[column], self.stack, size, inner)
                cells[column] = lines
                most = max(most, len(lines))
        return LaidRow(cells, most, False, number)


def wrapped(text: str, stack: FontStack, size: float, width: float) -> list[CellLine]:
    """A text broken to a width, squeezed where that saves a line, not justified."""
    lines = []
    for hard in text.splitlines() or [""]:
        glyphs = [stack.glyphs[char] for char in hard]
        advance = [glyph.advance * size for glyph in glyphs]
        full = [glyph.full for glyph in glyphs]
        breaker = Breaker(Strip("".join([glyph.char or " " for glyph in glyphs]), advance, [size] * len(glyphs), full))
        for start, stop in breaker.lines(width, width):
            widths = breaker.fitted(start, stop, width, justify=False)
            lines.append(CellLine(glyphs[start : start + len(widths)], widths))
    return lines


def row_lines(row: LaidRow, start: int, stop: int) -> LaidRow:
    """Some of the lines of a row that is longer than a page."""
    cells: list[Cell] = []
    for cell in row.cells:
        cells.append((cell if start == 0 else "") if isinstance(cell, str) else cell[start:stop])
    return LaidRow(cells, stop - start, row.group, row.number)
