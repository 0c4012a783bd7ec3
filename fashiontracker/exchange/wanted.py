"""The figures that eligibility lacks, as a workbook to be filled in and imported: rows of 年度指标 without values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fashiontracker.exchange.book import OutCell, heading, new_book
from fashiontracker.exchange.layout import FIGURES
from fashiontracker.text import _

if TYPE_CHECKING:
    from fashiontracker.tally.readiness import WantedFigure, Worklist


def write(path: Path, worklist: Worklist) -> int:
    """Write the wanted figures; the number of rows. Raises what `book.new_book` raises."""
    with new_book(path, _("待补数据")) as book:
        page = book.page(FIGURES.kind, [heading(column) for column in FIGURES.columns])
        for wanted in worklist.figures:
            cells = _cells(wanted)
            page.add(cells.get(column.name) for column in FIGURES.columns)
        page.finish()
    return len(worklist.figures)


def _cells(wanted: WantedFigure) -> dict[str, OutCell]:
    return {
        "对象类型": "企业",
        "对象名称": wanted.name,
        "统一社会信用代码": wanted.uscc,
        "指标": wanted.indicator,
        "年度": wanted.year,
        "单位": wanted.unit,
    }
