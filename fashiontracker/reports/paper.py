"""The paper around the text: text areas upright and rotated, page numbers, the running line, the demo watermark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fashiontracker.reports import grid
from fashiontracker.reports.document import Document
from fashiontracker.reports.faces import Role
from fashiontracker.reports.glyphpath import text_path
from fashiontracker.reports.grid import FINE_SIZE, MM, NUMBER_SIZE
from fashiontracker.reports.pen import Pen

WATERMARK_FORM = "demo"
DEMO_MARK = "示例数据"
_NUMBER_BASELINE = grid.BOTTOM - 7 * MM - NUMBER_SIZE * 0.86  # the number's upper edge is 7 mm under the text area
_RUNNING_BASELINE = 14 * MM
_WATERMARK_GREY = 0.9
_WATERMARK_SIZE = 96.0


@dataclass(frozen=True, slots=True)
class PageStyle:
    """A kind of page. A rotated one is printed upright, its text turned so that its head lies to the left."""

    rotated: bool = False
    furnished: bool = True  # has number and running line

    @property
    def width(self) -> float:
        """Width of the text area as it is read."""
        return grid.TEXT_HEIGHT if self.rotated else grid.TEXT_WIDTH

    @property
    def height(self) -> float:
        """Height of the text area as it is read."""
        return grid.TEXT_WIDTH if self.rotated else grid.TEXT_HEIGHT


COVER = PageStyle(furnished=False)
UPRIGHT = PageStyle()
ROTATED = PageStyle(rotated=True)


def chinese_date(day: date) -> str:
    """2026年7月18日."""
    return f"{day.year}年{day.month}月{day.day}日"


def open_page(pen: Pen, style: PageStyle, document: Document) -> None:
    """Start a page: paper, watermark, and coordinates with 0, 0 at the lower left of the text area as it is read."""
    canvas = pen.canvas
    size = (grid.PAGE_WIDTH, grid.PAGE_HEIGHT)
    # reportlab swaps the sides of a rotated page, so it is given them swapped.
    canvas.setPageSize(size[::-1] if style.rotated else size)
    canvas.setPageRotation(90 if style.rotated else 0)
    pen.structure.start_page()
    if document.demo:
        with pen.artifact("Pagination"):
            _draw_watermark(pen, style)
    canvas.saveState()
    if style.rotated:
        canvas.translate(grid.LEFT + grid.TEXT_WIDTH, grid.BOTTOM)
        canvas.rotate(90)
    else:
        canvas.translate(grid.LEFT, grid.BOTTOM)


def _draw_watermark(pen: Pen, style: PageStyle) -> None:
    """The demo mark, turned about the middle of the paper with the text."""
    if style.rotated:
        across, up = (grid.PAGE_WIDTH + grid.PAGE_HEIGHT) / 2, (grid.PAGE_HEIGHT - grid.PAGE_WIDTH) / 2
        pen.write(f"q 0 1 -1 0 {across:.2f} {up:.2f} cm")
    pen.canvas.doForm(WATERMARK_FORM)
    if style.rotated:
        pen.write("Q")


def furnish_page(pen: Pen, style: PageStyle, numbered: bool) -> None:
    """Leave the text area and draw the page number; the running line follows when the pages are counted."""
    pen.leave_text()
    pen.canvas.restoreState()
    if not style.furnished or not numbered:
        return
    with pen.artifact("Pagination"):
        _draw_number(pen)


def _draw_number(pen: Pen) -> None:
    """— n —, one character from the outer edge of the text area."""
    text, stack = f"— {pen.page} —", pen.case[Role.FIGURES]
    if pen.page % 2:
        pen.text_right(grid.PAGE_WIDTH - grid.RIGHT - NUMBER_SIZE, _NUMBER_BASELINE, text, stack, NUMBER_SIZE)
    else:
        pen.text(grid.LEFT + NUMBER_SIZE, _NUMBER_BASELINE, text, stack, NUMBER_SIZE)


def running_line(pen: Pen, style: PageStyle, document: Document, page: int, pages: int) -> str:
    """The operators of the small line at the foot, written once the pages are counted; empty where there is none.

    On every page of a demo it says so; elsewhere it is only on pages that have page numbers.
    """
    pieces = [DEMO_MARK] if document.demo else []
    if style.furnished and document.running_line:
        pieces += _identity(document)
        pieces.append(f"第 {page} / {pages} 页")
    if not pieces:
        return ""
    pen.forget_font()
    stack = pen.case[Role.FIGURES]
    operators = pen.text_operators(grid.LEFT, _RUNNING_BASELINE, "　".join(pieces), stack, FINE_SIZE)
    return f"/Artifact <</Type /Pagination>>BDC BT {operators} ET EMC"


def _identity(document: Document) -> Iterator[str]:
    """What tells this report from every other."""
    if document.number:
        yield f"报告编号 {document.number}"
    if document.as_of:
        yield f"数据截至 {chinese_date(document.as_of)}"
    if document.fingerprint:
        yield f"数据指纹 {document.fingerprint}"


def draw_watermark_form(pen: Pen, document: Document) -> None:
    """Define the watermark that pages have referred to."""
    canvas = pen.canvas
    if document.demo:
        canvas.beginForm(WATERMARK_FORM, 0, 0, grid.PAGE_WIDTH, grid.PAGE_HEIGHT)
        middle = f"{grid.PAGE_WIDTH / 2:.2f} {grid.PAGE_HEIGHT / 2:.2f}"
        pen.write(f"{_WATERMARK_GREY:g} g 0.7071 0.7071 -0.7071 0.7071 {middle} cm")
        stack, mark = pen.case[Role.HEADING], "　".join(DEMO_MARK)
        left = -stack.width(mark, _WATERMARK_SIZE) / 2
        pen.write(text_path(mark, stack, _WATERMARK_SIZE, left, -_WATERMARK_SIZE / 3))
        canvas.endForm()
