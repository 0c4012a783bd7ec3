"""The head of a table: caption and unit, one or two rows of column heads; repeated on every page with （续）."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fashiontracker.reports.columns import PADDING, Layout
from fashiontracker.reports.document import Table
from fashiontracker.reports.faces import Role
from fashiontracker.reports.fontstack import TypeCase
from fashiontracker.reports.grid import SMALL_SIZE
from fashiontracker.reports.paragraph import ParagraphBlock, ParagraphStyle
from fashiontracker.reports.pen import Pen, Segment
from fashiontracker.reports.tags import Tag

_LINE = 1.25  # of the size
_PADDING = 0.35  # of the size, above and below the lines of a head
_UNIT_LINE = 1.6  # of the size
_CAPTION_GAP = 3.0
_THIN, _THICK = 0.35, 1.0


@dataclass(frozen=True, slots=True)
class HeadCell:
    """One cell of the head: columns ``left`` to ``right`` (exclusive), rows ``top`` to ``bottom`` (exclusive)."""

    text: str
    left: int
    right: int
    top: int
    bottom: int


class TableHead:
    """Caption, unit and column heads, laid out for the columns of a table."""

    def __init__(self, table: Table, layout: Layout, case: TypeCase, continued: str, width: float) -> None:
        self._table, self._layout, self._width = table, layout, width
        self._case = case
        self._cells = list(head_cells(table))
        self._edges = [sum(layout.widths[:n]) for n in range(len(layout.widths) + 1)]
        style = ParagraphStyle(Role.HEADING, SMALL_SIZE, SMALL_SIZE * 1.5, align="center", tag="Caption")
        self._texts = {
            cell: self._paragraph(cell.text, layout.size, self._edges[cell.right] - self._edges[cell.left])
            for cell in self._cells
        }
        self._rows = self._row_heights()
        self._captions = [
            self._caption(text, style) for text in (table.title, f"{continued}（续）" if continued else "")
        ]
        case.missing.at(continued)

    def _caption(self, text: str, style: ParagraphStyle) -> ParagraphBlock | None:
        if not text:
            return None
        block = ParagraphBlock(text, style, self._case)
        block.prepare(self._width)
        return block

    def _paragraph(self, text: str, size: float, width: float) -> ParagraphBlock:
        inner = width - 2 * PADDING
        if self._case[Role.HEADING].width(text, size) > inner:
            text = text.replace("（", "\n（").lstrip("\n")  # a unit in brackets goes to a line of its own
        block = ParagraphBlock(text, ParagraphStyle(Role.HEADING, size, size * _LINE, align="center"), self._case)
        block.prepare(inner)
        return block

    def _row_heights(self) -> list[float]:
        """The heights of the head's rows; a cell over both rows adds to the lower one if it needs to."""
        size = self._layout.size
        heights = [0.0] * (2 if any(cell.bottom == 2 for cell in self._cells) else 1)
        for cell in sorted(self._cells, key=lambda cell: cell.bottom - cell.top):
            needed = self._texts[cell].line_count * size * _LINE + 2 * _PADDING * size
            lacking = needed - sum(heights[cell.top : cell.bottom])
            heights[cell.bottom - 1] += max(0.0, lacking)
        return heights

    def _caption_height(self, first: bool) -> float:
        caption = self._captions[0 if first else 1]
        height = caption.height(float("inf")) + _CAPTION_GAP if caption else 0.0
        return height + (self._layout.size * _UNIT_LINE if self._table.unit else 0.0)

    def height(self, first: bool) -> float:
        """The height above the first row, on the first page or on the following ones."""
        return self._caption_height(first) + sum(self._rows)

    def draw(self, pen: Pen, top: float, table: Tag, first: bool) -> None:
        """Draw it: as part of the table on the first page, as an artifact where it is repeated."""
        y = top - self._caption_height(first)
        with pen.artifact():
            pen.rules([(0, y, self._width, y)], _THICK)
            pen.rules(self._inner_rules(y), _THIN)
        caption = self._captions[0 if first else 1]
        if first:
            if caption or self._table.unit:
                with pen.tagged(Tag("Caption", table)):
                    self._draw_caption(pen, top, y, caption)
            self._draw_tagged_cells(pen, y, table)
        else:
            with pen.artifact():
                self._draw_caption(pen, top, y, caption)
                for cell in self._cells:
                    self._draw_cell(pen, cell, y)

    def _draw_caption(self, pen: Pen, top: float, y: float, caption: ParagraphBlock | None) -> None:
        if caption:
            caption.draw_plain(pen, 0, top)
        if self._table.unit:
            size = self._layout.size
            pen.text_right(self._width, y + 0.45 * size, self._table.unit, self._case[Role.FIGURES], size)
            pen.leave_text()

    def _draw_tagged_cells(self, pen: Pen, top: float, table: Tag) -> None:
        rows = [Tag("TR", table) for _ in self._rows]
        for row in range(len(self._rows)):
            for cell in self._cells:
                if cell.top == row:
                    with pen.tagged(Tag("TH", rows[row], attributes=_attributes(cell))):
                        self._draw_cell(pen, cell, top)

    def _draw_cell(self, pen: Pen, cell: HeadCell, top: float) -> None:
        text = self._texts[cell]
        upper = top - sum(self._rows[: cell.top])
        height = sum(self._rows[cell.top : cell.bottom])
        text.draw_plain(pen, self._edges[cell.left] + PADDING, upper - (height - text.height(float("inf"))) / 2)
        pen.leave_text()

    def _inner_rules(self, top: float) -> Iterator[Segment]:
        bottom = top - sum(self._rows)
        yield (0, bottom, self._width, bottom)
        for cell in self._cells:
            upper, lower = top - sum(self._rows[: cell.top]), top - sum(self._rows[: cell.bottom])
            left, right = self._edges[cell.left], self._edges[cell.right]
            if cell.right < len(self._edges) - 1:
                yield (right, upper, right, lower)
            if lower > bottom + 0.01:
                yield (left, lower, right, lower)


def head_cells(table: Table) -> Iterator[HeadCell]:
    """The cells of the head: one row, or two where columns share a group heading."""
    two_rows = any(column.group for column in table.columns)
    number = 0
    while number < len(table.columns):
        column, end = table.columns[number], number + 1
        if column.group:
            while end < len(table.columns) and table.columns[end].group == column.group:
                end += 1
            yield HeadCell(column.group, number, end, 0, 1)
            for inner in range(number, end):
                yield HeadCell(table.columns[inner].head, inner, inner + 1, 1, 2)
        else:
            yield HeadCell(column.head, number, end, 0, 2 if two_rows else 1)
        number = end


def _attributes(cell: HeadCell) -> str:
    columns, rows = cell.right - cell.left, cell.bottom - cell.top
    spans = (f" /ColSpan {columns}" if columns > 1 else "") + (f" /RowSpan {rows}" if rows > 1 else "")
    return f"/A <</O /Table /Scope /Column{spans}>>"
