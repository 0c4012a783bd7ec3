"""Any kind of table as raw sheets: the checks first, then the fast reader, then what it keeps silent about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, cast

from fashiontracker.exchange.cells import Row
from fashiontracker.exchange.faults import Unreadable
from fashiontracker.exchange.formats.raw import Findings, RawSheet, overlay
from fashiontracker.exchange.limits import ROWS

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook, SheetMetadata


def raw_sheets(data: bytes, kind: str, name: str, with_hidden: bool) -> Iterator[RawSheet]:
    """The sheets of a file of this kind (`sniff.type_of`), one after the other. Raises `Unreadable`."""
    if kind == "text":
        from fashiontracker.exchange.formats import delimited

        yield delimited.read(data, name)
        return
    if kind == "xls":
        from fashiontracker.exchange.formats import xls

        records = xls.Workbook(data)
        yield from _calamine_sheets(data, records.findings, with_hidden)
        return
    from fashiontracker.exchange.formats.archive import Archive

    archive = Archive(data)
    if kind == "ods":
        from fashiontracker.exchange.formats import ods

        for sheet in ods.read(archive):
            yield sheet if with_hidden or not sheet.hidden else RawSheet(sheet.name, hidden=True)
    elif kind == "xlsb":
        from fashiontracker.exchange.formats import xlsb

        binary = xlsb.Workbook(archive)
        yield from _calamine_sheets(data, lambda _, sheet: binary.findings(sheet), with_hidden)
    else:
        from fashiontracker.exchange.formats import xlsx

        workbook = xlsx.Workbook(archive)
        yield from _calamine_sheets(data, lambda _, sheet: workbook.findings(sheet), with_hidden)


def _calamine_sheets(data: bytes, findings_of: Callable[[int, str], Findings], with_hidden: bool) -> Iterator[RawSheet]:
    import io

    from python_calamine import CalamineError, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

    try:
        workbook = load_workbook(io.BytesIO(data))
        for index, about in enumerate(workbook.sheets_metadata):
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            hidden = about.visible != SheetVisibleEnum.Visible
            if hidden and not with_hidden:
                yield RawSheet(about.name, hidden=True)
            else:
                yield _calamine_sheet(workbook, about, hidden, findings_of(index, about.name))
    except PasswordError as error:
        raise Unreadable("password") from error
    except (CalamineError, OSError, ValueError) as error:
        raise Unreadable("damaged", part=type(error).__name__) from error


def _calamine_sheet(workbook: CalamineWorkbook, about: SheetMetadata, hidden: bool, findings: Findings) -> RawSheet:
    sheet = workbook.get_sheet_by_name(about.name)
    total = max(sheet.end[0] + 1 if sheet.end else 0, max(findings.cells, default=-1) + 1)
    if total > ROWS:
        raise Unreadable("too_many_rows", about.name, limit=ROWS)
    merged = [(first[0], first[1], last[0], last[1]) for first, last in sheet.merged_cell_ranges or ()]
    # calamine gives the rows before the first cell as rows, and the columns before it as empty cells
    rows = cast("Iterator[Row]", sheet.iter_rows())
    return RawSheet(about.name, hidden, overlay(rows, findings), total, merged or findings.merged, findings.hidden_rows)
