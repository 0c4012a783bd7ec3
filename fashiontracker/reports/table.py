"""Statistical tables drawn directly: repeated heads, （续）, wrapped cells, aligned decimals; any number of rows.

Only the rows of the page being filled are laid out at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fashiontracker.reports.block import TOO_HIGH, Block
from fashiontracker.reports.columns import PADDING, Layout, Measured, fraction, lay_out, measure
from fashiontracker.reports.document import CellAlign, GroupRow, Table
from fashiontracker.reports.faces import Role
from fashiontracker.reports.fontstack import FontStack, Glyph, TypeCase
from fashiontracker.reports.linebreak import Breaker, Strip
from fashiontracker.reports.paragraph import Bookmark
from fashiontracker.reports.pen import Pen, Segment
from fashiontracker.reports.tablehead import TableHead
from fashiontracker.reports.tags import Tag

LINE_HEIGHT = 1.3  # of the size
_ROW_PADDING = 0.18  # of the size, above and below
_BASELINE = 0.30  # of the size, from the lower edge of a line
_THIN, _THICK = 0.35, 1.0
_GROUP_GREY = 0.92
_SPARE_LEFT: Mapping[CellAlign, float] = {"left": 0.0, "center": 0.5, "right": 1.0, "decimal": 1.0}


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


class _Frame:
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
        if self.measured is None:
            head = self.case[Role.HEADING]
            self.measured = measure(self.table, self.continued, self.stack, head, self.case.missing)
        if width != self.width:
            self.width = width
            self.layout = lay_out(self.table, self.measured, width)
            self.head = TableHead(self.table, self.layout, self.case, self.continued, width)

    def line_height(self) -> float:
        return self.layout.size * LINE_HEIGHT

    def row_height(self, row: LaidRow) -> float:
        return row.lines * self.line_height() + 2 * _ROW_PADDING * self.layout.size

    def laid(self, number: int) -> LaidRow:
        """Row ``number`` with its cells wrapped to their columns."""
        row = self.table.rows[number]
        assert self.measured is not None
        if isinstance(row, GroupRow):
            lines = wrapped(row.text, self.group_stack, self.layout.size, self.width - 2 * PADDING)
            return LaidRow([lines], len(lines), True, number)
        return self._laid_cells(row, number, self.measured)

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


class TableBlock:
    """A table, or the rows of one that a page holds."""

    keeps_next = False
    clings = False
    pinned = on_even_page = False
    before = 0.0
    after = 0.0

    def __init__(self, table: Table, case: TypeCase, continued: str = "", bookmark: Bookmark | None = None) -> None:
        self._frame = _Frame(table, case, continued or table.title, bookmark)
        self._start, self._stop = 0, len(table.rows)
        self._carried: LaidRow | None = None  # what is left of a row longer than a page
        self._rows: list[LaidRow] | None = None

    def prepare(self, width: float) -> None:
        """Measure all cells once and lay out the columns."""
        self._frame.prepare(width)

    @property
    def _first_part(self) -> bool:
        return self._start == 0 and self._carried is None

    def _head_height(self) -> float:
        return self._frame.head.height(self._first_part)

    def height(self, room: float) -> float:
        """The height of all rows, looking no further than the room."""
        rows, left = self._fitting(room)
        if len(rows) < self._count():
            return TOO_HIGH
        self._rows = rows
        return room - left

    def _count(self) -> int:
        return self._stop - self._start + (self._carried is not None)

    def _fitting(self, room: float) -> tuple[list[LaidRow], float]:
        """The rows that fit the room, and what they leave of it."""
        frame = self._frame
        rows: list[LaidRow] = []
        left = room - self._head_height() + 0.01
        pending = [self._carried] if self._carried else []
        number = self._start
        while pending or number < self._stop:
            if pending:
                row = pending.pop()
            else:
                row = frame.laid(number)
                number += 1
            left -= frame.row_height(row)
            if left < 0:
                return rows, left + frame.row_height(row)
            rows.append(row)
        return rows, left

    def split(self, room: float) -> tuple[Block, Block] | None:
        """The rows that fit; a group's heading goes over with its first row."""
        rows, _ = self._fitting(room)
        while rows and rows[-1].group:
            rows.pop()
        least = 2 if self._first_part and self._count() > 2 else 1
        if len(rows) < least or len(rows) >= self._count():
            return None
        return self._cut(rows, None)

    def force(self, room: float) -> tuple[Block, Block]:
        """The rows that fit an empty page; of a row longer than the page, its first lines."""
        rows, left = self._fitting(room)
        if rows and not all(row.group for row in rows):
            return self._cut(rows, None)
        row = self._carried or self._frame.laid(self._start + len(rows))
        fit = int((left - 2 * _ROW_PADDING * self._frame.layout.size) // self._frame.line_height())
        count = max(1, min(fit, row.lines - 1))
        return self._cut([*rows, _row_lines(row, 0, count)], _row_lines(row, count, row.lines))

    def _cut(self, rows: list[LaidRow], carried: LaidRow | None) -> tuple[Block, Block]:
        taken = len(rows) - (self._carried is not None)
        head, tail = self._part(), self._part()
        head._carried, head._rows = self._carried, rows
        tail._start, tail._carried = self._start + taken, carried
        head._stop = tail._start
        tail.after, tail.keeps_next = self.after, self.keeps_next
        head.before = self.before
        return head, tail

    def _part(self) -> TableBlock:
        part = object.__new__(TableBlock)
        part._frame = self._frame
        part._start, part._stop, part._carried, part._rows = self._start, self._stop, None, None
        return part

    def draw(self, pen: Pen, top: float) -> None:
        """Head and rows from ``top`` downward."""
        frame = self._frame
        rows = self._rows if self._rows is not None else self._fitting(TOO_HIGH)[0]
        if self._first_part and frame.bookmark:
            pen.bookmark(frame.bookmark.key, frame.bookmark.title, frame.bookmark.level, top)
        body = top - self._head_height()
        self._draw_rules(pen, rows, body)
        frame.head.draw(pen, top, frame.tag, self._first_part)
        table = pen.structure.element(frame.tag)
        for row in rows:
            if row.group:
                self._draw_group(pen, table, row, body)
            else:
                self._draw_row(pen, table, row, body)
            body -= frame.row_height(row)

    def _draw_rules(self, pen: Pen, rows: Sequence[LaidRow], top: float) -> None:
        frame = self._frame
        right, y = frame.width, top
        thin: list[Segment] = []
        edges = [sum(frame.layout.widths[:n]) for n in range(1, len(frame.layout.widths))]
        stretch_top = top
        with pen.artifact():
            for row in rows:
                below = y - frame.row_height(row)
                if row.group:
                    thin += [(x, stretch_top, x, y) for x in edges if stretch_top > y]
                    pen.box(0, below, right, y - below, fill=_GROUP_GREY)
                    stretch_top = below
                thin.append((0, below, right, below))
                y = below
            thin += [(x, stretch_top, x, y) for x in edges if stretch_top > y]
            pen.rules(thin, _THIN)
            pen.rules([(0, y, right, y)], _THICK)

    def _draw_group(self, pen: Pen, table: int, row: LaidRow, top: float) -> None:
        frame = self._frame
        span = f"/A <</O /Table /ColSpan {len(frame.table.columns)}>>"
        cell = pen.structure.add("TD", pen.structure.add("TR", table), attributes=span)
        lines = row.cells[0]
        assert not isinstance(lines, str)
        upper = top - _ROW_PADDING * frame.layout.size
        self._draw_lines(pen, cell, lines, PADDING, upper, "left", frame.width - 2 * PADDING)

    def _draw_row(self, pen: Pen, table: int, row: LaidRow, top: float) -> None:
        frame, structure = self._frame, pen.structure
        size, stack, measured = frame.layout.size, frame.stack, frame.measured
        assert measured is not None
        middle = top - frame.row_height(row) / 2
        baseline = middle - frame.line_height() / 2 + _BASELINE * size
        record = structure.add("TR", table)
        x = 0.0
        for number, (column, width, cell) in enumerate(
            zip(frame.table.columns, frame.layout.widths, row.cells, strict=True)
        ):
            element = structure.add("TD", record)
            if not isinstance(cell, str):
                height = len(cell) * frame.line_height()
                self._draw_lines(
                    pen, element, cell, x + PADDING, middle + height / 2, column.align, width - 2 * PADDING
                )
            elif cell:
                spare = width - 2 * PADDING - measured.cells[number][row.number] * size
                at = x + PADDING + spare * _SPARE_LEFT[column.align]
                if column.align == "decimal":
                    at = x + PADDING + self._before_decimal(cell, number, spare)
                pen.cell(element, "TD", at, baseline, cell, stack, size)
            x += width

    def _before_decimal(self, cell: str, column: int, spare: float) -> float:
        """The blank before a number so that the points of its column stand under each other; words are centred."""
        frame = self._frame
        assert frame.measured is not None
        if not any(char.isdigit() for char in cell):
            return spare / 2
        after = (frame.measured.fractions[column] - frame.stack.width(fraction(cell), 1)) * frame.layout.size
        return max(0.0, spare - after)

    def _draw_lines(
        self, pen: Pen, element: int, lines: Sequence[CellLine], x: float, top: float, align: CellAlign, width: float
    ) -> None:
        frame = self._frame
        y = top - frame.line_height() + _BASELINE * frame.layout.size
        with pen.cell_lines(element, "TD"):
            for line in lines:
                spare = width - sum(line.widths)
                at = x + spare * _SPARE_LEFT[align]
                pen.fitted(at, y, line.glyphs, frame.layout.size, line.widths)
                y -= frame.line_height()


def _row_lines(row: LaidRow, start: int, stop: int) -> LaidRow:
    """Some of the lines of a row that is longer than a page."""
    cells: list[Cell] = []
    for cell in row.cells:
        cells.append((cell if start == 0 else "") if isinstance(cell, str) else cell[start:stop])
    return LaidRow(cells, stop - start, row.group, row.number)
