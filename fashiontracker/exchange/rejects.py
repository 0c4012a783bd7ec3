"""The rows that could not be taken, with the reasons, as a workbook that can be mended and imported again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path, PurePath
from typing import Final

from fashiontracker.exchange.book import Heading, OutCell, heading, new_book
from fashiontracker.exchange.cells import Cell, Percent, shown
from fashiontracker.exchange.columns import Column
from fashiontracker.exchange.headers import Match
from fashiontracker.exchange.layout import LAYOUTS, REASON_COLUMN
from fashiontracker.exchange.outcome import Intake, SheetOutcome
from fashiontracker.exchange.tables import Record
from fashiontracker.exchange.verdicts import Verdict
from fashiontracker.text import _

_SHOWN: Final = 2000
"""Of a cell too long for Excel, as much is repeated here."""


def write(path: Path, intake: Intake) -> int:
    """Write them, one sheet a kind; the number of rows. Headers keep the units in which the cells were given.

    Raises what `book.new_book` raises.
    """
    written = 0
    with new_book(path, _("退回的行")) as book:
        for kind in LAYOUTS:
            sheets = [one for one in intake.sheets if one.table is not None and one.table.kind == kind]
            bad = [(one, verdict) for one in sheets for verdict in one.verdicts if not verdict.good]
            if not bad:
                continue
            headings = _headings([one for one in sheets if any(not verdict.good for verdict in one.verdicts)])
            page = book.page(kind, [*headings.values(), Heading(REASON_COLUMN, width=60)])
            for one, verdict, record in _records(bad):
                cells = _cells(one, record)
                page.add([*(cells.get(name) for name in headings), _why(one, verdict)])
                written += 1
            page.finish()
        if not written:
            book.page(_("退回的行"), [Heading(_("没有退回的行"), width=30)])
    return written


def _headings(sheets: list[SheetOutcome]) -> dict[str, Heading]:
    """The columns of all these tables by header: ours first, in our order, then those nobody knows."""
    ours: dict[str, tuple[int, Heading]] = {}
    others: dict[str, Heading] = {}
    for one in sheets:
        assert one.table is not None
        order = {column.name: index for index, column in enumerate(one.table.layout.columns)}
        for match in one.table.matches:
            ours[_header(match)] = (order[match.column.name], heading(match.column, _starred(match)))
        for name in one.table.constants:
            column = one.table.layout.column(name)
            assert column is not None
            ours[name] = (order[name], heading(column))
        others.update({name: Heading(name, width=16) for _index, name in one.table.unknown})
    ranked = sorted(ours.items(), key=lambda item: (item[1][0], item[0]))
    return {**{name: found for name, (_rank, found) in ranked}, **others}


def _header(match: Match) -> str:
    """Our name, with the unit of their cells where it is another."""
    column: Column = match.column
    if match.unit and column.unit and match.unit != column.unit:
        return match.name.replace(f"({column.unit})", f"({match.unit})")
    return match.name


def _starred(match: Match) -> str:
    return f"{_header(match)}*" if match.column.required else _header(match)


def _records(bad: list[tuple[SheetOutcome, Verdict]]) -> Iterator[tuple[SheetOutcome, Verdict, Record]]:
    for one in dict.fromkeys(id(sheet) for sheet, _verdict in bad):
        mine = {verdict.place.row: (sheet, verdict) for sheet, verdict in bad if id(sheet) == one}
        table = next(iter(mine.values()))[0].table
        assert table is not None
        for record in table.records():
            if record.row in mine:
                yield *mine[record.row], record


def _cells(one: SheetOutcome, record: Record) -> dict[str, OutCell]:
    assert one.table is not None
    cells = {_header(match): _out(record.cells[match.name]) for match in one.table.matches}
    cells.update({name: _out(record.cells[name]) for name in one.table.constants})
    cells.update({name: _out(cell) for name, cell in record.others.items()})
    return cells


def _out(cell: Cell) -> OutCell:
    if isinstance(cell, bool | datetime):
        return shown(cell)
    if isinstance(cell, float | int | date | Percent):
        return cell
    text = shown(cell)
    return text if len(text) < _SHOWN * 8 else f"{text[:_SHOWN]}…"


def _why(one: SheetOutcome, verdict: Verdict) -> str:
    reasons = [
        f"{fault.column}：{fault.problem.text()}" if fault.column else fault.problem.text() for fault in verdict.faults
    ]
    where = f"{PurePath(verdict.place.file).name} {one.sheet} 第 {verdict.place.row} 行"
    return "；".join(reasons)[:8000] + f"（{where}）"
