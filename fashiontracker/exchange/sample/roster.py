"""A roster as members send it: title rows, merged cells, section rows, sums, other people's headers, wrong codes."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from fashiontracker import paths
from fashiontracker.exchange.book import new_book


def write_messy_roster(path: Path) -> None:
    """Write it: rows 5–7 and 9–11 can be read as they stand; row 12 bears a wrong code, row 13 a cell in error.

    Raises what `book.new_book` raises.
    """
    told = tomllib.loads((paths.resources() / "sample" / "roster.toml").read_text("utf-8"))
    headers = told["headers"]
    with new_book(path, "示例：会员报来的企业名录") as book:
        sheet = book.workbook.add_worksheet("会员企业名录（2025年）")
        sheet.set_column(0, 0, 6)
        sheet.set_column(1, len(headers) - 1, 18)
        sheet.merge_range(0, 0, 0, len(headers) - 1, told["title"], book.head)
        first, last = told["about"]
        sheet.write_string(1, 0, first)
        sheet.write_string(1, len(headers) - 2, last)
        sheet.write_row(2, 0, headers, book.head)
        for row, cells in enumerate(told["rows"], 3):
            if len(cells) == 1 and cells[0].endswith("）"):
                sheet.merge_range(row, 0, row, len(headers) - 1, cells[0], book.head)
            else:
                _write(sheet, row, cells)


def _write(sheet: Any, row: int, cells: list[Any]) -> None:
    for column, cell in enumerate(cells):
        if cell == "#REF!":
            sheet.write_formula(row, column, "=会员企业名录!#REF!", None, "#REF!")
        elif isinstance(cell, str) and cell.startswith("="):
            sheet.write_formula(row, column, cell, None, 12000)
        elif isinstance(cell, str) and cell:
            sheet.write_string(row, column, cell)
        elif cell != "":
            sheet.write_number(row, column, cell)
    if cells[0] == 1:  # one 行业 for two rows, the way people merge it
        sheet.merge_range(row, 3, row + 1, 3, cells[3])
