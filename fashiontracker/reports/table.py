"""Statistical tables drawn directly: repeated heads, （续）, wrapped cells, aligned decimals; any number of rows.

Only the rows of the page being filled are laid out at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fashiontracker.reports.block import TOO_HIGH, Block
from fashiontracker.reports.columns import PADDING, fraction
from fashiontracker.reports.document import CellAlign, GroupRow, Table
from fashiontracker.reports.fontstack import TypeCase
from fashiontracker.reports.paragraph import Bookmark
from fashiontracker.reports.pen import Pen, Segment
from fashiontracker.reports.tablerows import ROW_PADDING, CellLine, Frame, LaidRow, row_lines

_BASELINE = 0.30  # of the size, from the lower edge of a line
_THIN, _THICK = 0.35, 1.0
_GROUP_GREY = 0.92
_LEAST_OVER = 3  # rows of a table that goes over to the next page
_SPARE_LEFT: Mapping[CellAlign, float] = {"left": 0.0, "center": 0.5, "right": 1.0, "decimal": 1.0}


class TableBlock:
    """A table, or the rows of one that a page holds."""

    keeps_next = False
    clings = False
    pinned = on_even_page = False
    before = 0.0
    after = 0.0

    def __init__(self, table: Table, case: TypeCase, continued: str = "", bookmark: Bookmark | None = None) -> None:
        self._frame = Frame(table, case, continued or table.title, bookmark)
        self._start, self._stop = 0, len(table.rows)
        self._carried: LaidRow | None = None  # what is left of a row longer than a page
        self._again: LaidRow | None = None  # the heading of the group that goes on from the page before
        self._rows: list[LaidRow] | None = None

    def prepare(self, width: float) -> None:
        """Measure all cells once and lay out the columns."""
        self._frame.prepare(width)

    @property
    def _first_part(self) -> bool:
        return self._start == 0 and self._carried is None

    def _head_height(self) -> float:
        again = self._frame.row_height(self._again) if self._again else 0.0
        return self._frame.head.height(self._first_part) + again

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
        least = 2 if self._first_part and self._count() > 2 else 1
        spare = len(rows) - (self._count() - _LEAST_OVER)
        if 0 < spare < len(rows) - least:  # rather a few rows over there than one alone
            rows = rows[:-spare]
        while rows and rows[-1].group:
            rows.pop()
        if len(rows) < least or len(rows) >= self._count():
            return None
        return self._cut(rows, None)

    def force(self, room: float) -> tuple[Block, Block]:
        """The rows that fit an empty page; of a row longer than the page, its first lines."""
        rows, left = self._fitting(room)
        if rows and not all(row.group for row in rows):
            return self._cut(rows, None)
        row = self._carried or self._frame.laid(self._start + len(rows))
        fit = int((left - 2 * ROW_PADDING * self._frame.layout.size) // self._frame.line_height())
        count = max(1, min(fit, row.lines - 1))
        return self._cut([*rows, row_lines(row, 0, count)], row_lines(row, count, row.lines))

    def _cut(self, rows: list[LaidRow], carried: LaidRow | None) -> tuple[Block, Block]:
        taken = len(rows) - (self._carried is not None)
        head, tail = self._part(), self._part()
        head._carried, head._rows = self._carried, rows
        tail._start, tail._carried = self._start + taken, carried
        head._again, tail._again = self._again, self._group_over(rows, tail._start)
        head._stop = tail._start
        tail.after, tail.keeps_next = self.after, self.keeps_next
        head.before = self.before
        return head, tail

    def _group_over(self, rows: list[LaidRow], start: int) -> LaidRow | None:
        """The heading, marked （续）, under which the rows from ``start`` on stand; None where they bring their own."""
        table = self._frame.table
        if start < self._stop and isinstance(table.rows[start], GroupRow):
            return None
        last = next((row.number for row in reversed(rows) if row.group), None)
        if last is None:
            return self._again
        text = f"{table.rows[last].text}（续）"  # type: ignore[union-attr]
        return self._frame.laid_group(text, last)

    def _part(self) -> TableBlock:
        part = object.__new__(TableBlock)
        part._frame = self._frame
        part._start, part._stop, part._carried, part._rows = self._start, self._stop, None, None
        part._again = None
        return part

    def draw(self, pen: Pen, top: float) -> None:
        """Head and rows from ``top`` downward."""
        frame = self._frame
        rows = self._rows if self._rows is not None else self._fitting(TOO_HIGH)[0]
        if self._first_part and frame.bookmark:
            pen.bookmark(frame.bookmark.key, frame.bookmark.title, frame.bookmark.level, top)
        body = top - frame.head.height(self._first_part)
        self._draw_rules(pen, [self._again, *rows] if self._again else rows, body)
        frame.head.draw(pen, top, frame.tag, self._first_part)
        table = pen.structure.element(frame.tag)
        if self._again:
            with pen.artifact():
                self._draw_heading(pen, self._again, body)
            body -= frame.row_height(self._again)
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
        with pen.cell_lines(cell, "TD"):
            self._draw_heading(pen, row, top)

    def _draw_heading(self, pen: Pen, row: LaidRow, top: float) -> None:
        lines = row.cells[0]
        assert not isinstance(lines, str)
        size = self._frame.layout.size
        self._draw_lines(pen, lines, PADDING, top - ROW_PADDING * size, "left", self._frame.width - 2 * PADDING)

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
                with pen.cell_lines(element, "TD"):
                    self._draw_lines(pen, cell, x + PADDING, middle + height / 2, column.align, width - 2 * PADDING)
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
        self, pen: Pen, lines: Sequence[CellLine], x: float, top: float, align: CellAlign, width: float
    ) -> None:
        frame = self._frame
        y = top - frame.line_height() + _BASELINE * frame.layout.size
        for line in lines:
            spare = width - sum(line.widths)
            at = x + spare * _SPARE_LEFT[align]
            pen.fitted(at, y, line.glyphs, frame.layout.size, line.widths)
            y -= frame.line_height()
