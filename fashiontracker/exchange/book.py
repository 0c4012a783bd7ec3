"""A workbook in the making: rows go straight to disk, and the finished file takes its place whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, TypeAlias

from fashiontracker.errors import NoRoom, Problem, Refused
from fashiontracker.exchange.cells import Percent, address
from fashiontracker.exchange.columns import Column, Value
from fashiontracker.text import N_

OutCell: TypeAlias = str | float | int | date | Percent | None

MOST_ROWS: Final = 1_048_576
LONGEST: Final = 32_767
"""What one cell of Excel holds, in UTF-16 units."""
FIRST_DAY: Final = date(1900, 3, 1)
"""Days before this one are written as text: programs disagree about what they are as dates."""
LIKE_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
MADE: Final = datetime(2022, 1, 1)
"""When every workbook says it was made: the same data give the same bytes."""

_FORMS: Final = {
    Value.DATE: "date",
    Value.UNTIL: "date",
    Value.USCC: "text",
    Value.OWNER_CODE: "text",
    Value.SUBJECT_CODE: "text",
}
_DIGITS: Final = ("phone", "trademark_no", "number", "certificate_no", "batch")
"""Fields of text that may be nothing but digits."""
_WIDTHS: Final = {
    Value.NAME: 36,
    Value.SUBJECT: 36,
    Value.OWNER: 32,
    Value.USCC: 22,
    Value.OWNER_CODE: 22,
    Value.SUBJECT_CODE: 22,
    Value.DESIGNATION: 30,
    Value.FORMER_NAMES: 28,
    Value.TEXT: 18,
    Value.WORD: 18,
    Value.SECTORS: 16,
    Value.DISTRICT: 16,
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A column to be written: its header, its width, and its cells' form: ``date``, ``text`` where digits typed into
    it must stay as they are, or nothing in particular."""

    header: str
    form: str = ""
    width: float = 12
    required: bool = False


def heading(column: Column, name: str = "") -> Heading:
    """How a column of ours is headed; ``name`` where it stands for one column a year."""
    width = 40 if column.field == "note" else _WIDTHS.get(column.value, 12)
    header = name or column.header
    form = "text" if column.field in _DIGITS else _FORMS.get(column.value, "")
    return Heading(header, form, max(width, _shown_width(header) + 4), column.required)


def _shown_width(text: str) -> int:
    """How wide a header is, in digits; Chinese characters are two."""
    return sum(2 if char > "\u2e7f" else 1 for char in text)


class Book:
    """An open workbook; made by `new_book`. ``workbook`` is xlsxwriter's own, for what a page does not offer."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        self.too_long: list[Problem] = []
        head = {
            "valign": "vcenter",
            "bold": True,
            "border": 1,
            "border_color": "#B8B8B8",
            "text_wrap": True,
            "align": "center",
        }
        self.head = workbook.add_format({**head, "bg_color": "#E7ECF2"})
        self.required = workbook.add_format({**head, "bg_color": "#FBE9E2"})
        self.forms = {
            "": None,
            "text": workbook.add_format({"num_format": "@"}),
            "date": workbook.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        }
        self.share = workbook.add_format({"num_format": "0.##########%"})
        self.quoted = workbook.add_format({"num_format": "@", "quote_prefix": True})

    def page(self, name: str, headings: Sequence[Heading]) -> Page:
        """A new sheet with its header row, frozen."""
        return Page(self, name, headings)


class Page:
    """One sheet: a header row and the rows added under it."""

    def __init__(self, book: Book, name: str, headings: Sequence[Heading]) -> None:
        self.sheet = book.workbook.add_worksheet(name)
        self.name = name
        self._book = book
        self._row = 0
        self._columns = len(headings)
        for index, one in enumerate(headings):
            self.sheet.set_column(index, index, one.width, book.forms[one.form])
            self.sheet.write_string(0, index, one.header, book.required if one.required else book.head)
        self.sheet.set_row(0, 24)
        self.sheet.freeze_panes(1, 1)

    def add(self, cells: Iterable[OutCell]) -> None:
        """Write the next row; None and the empty text leave a cell empty. Text stays text, whatever it looks like."""
        self._row += 1
        if self._row >= MOST_ROWS:
            raise Refused(
                N_("工作表“{sheet}”超过 {limit} 行，一个 Excel 文件放不下。"), sheet=self.name, limit=MOST_ROWS
            )
        row, sheet, book = self._row, self.sheet, self._book
        for index, cell in enumerate(cells):
            if cell is None or cell == "":
                continue
            if type(cell) is str:  # quicker than isinstance, and this is the inner loop of an export
                self._text(row, index, cell)
            elif type(cell) is date:
                if cell < FIRST_DAY:
                    sheet.write_string(row, index, cell.isoformat())
                else:
                    sheet.write_datetime(row, index, cell, book.forms["date"])
            elif type(cell) is Percent:
                sheet.write_number(row, index, cell.value, book.share)
            else:
                sheet.write_number(row, index, cell)

    def _text(self, row: int, index: int, text: str) -> None:
        if len(text) > LONGEST // 2 and (length := len(text.encode("utf-16-le")) // 2) > LONGEST:
            place = f"{self.name}!{address(row, index)}"
            facts = {"length": length, "limit": LONGEST}
            message = N_("有 {length} 个字符，Excel 的一格最多放 {limit} 个")
            self._book.too_long.append(Problem("text_too_long", message, place, f"{text[:40]}…", facts))
        elif text.startswith(LIKE_FORMULA):
            self.sheet.write_string(row, index, text, self._book.quoted)
        else:
            self.sheet.write_string(row, index, text)

    def finish(self) -> None:
        """Let the filter reach to the last row."""
        self.sheet.autofilter(0, 0, max(1, self._row), self._columns - 1)


@contextmanager
def new_book(path: Path, title: str) -> Iterator[Book]:
    """A workbook that becomes ``path`` when the block ends well; otherwise whatever was there stays as it was.

    Raises Refused for a place that won't do and for text too long for a cell, NoRoom where it cannot be written.
    """
    from xlsxwriter.exceptions import XlsxWriterException

    if path.suffix.lower() != ".xlsx":
        raise Refused(N_("只能写成 .xlsx 文件，请把 {path} 改为以 .xlsx 结尾。"), path=path)
    if path.is_dir() or not path.parent.is_dir():
        raise Refused(N_("不能写到 {path}：文件夹不存在，或它本身是文件夹。"), path=path)
    try:
        with TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
            draft = Path(folder) / "draft.xlsx"
            with _drafting(draft, title) as book:
                yield book
            _put(draft, path)
    except (OSError, XlsxWriterException) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NoRoom(N_("无法写入 {path}：{reason}。原有文件未改动。"), path=path, reason=reason) from error


@contextmanager
def _drafting(draft: Path, title: str) -> Iterator[Book]:
    import xlsxwriter

    options = {
        "constant_memory": True,
        "tmpdir": str(draft.parent),
        "nan_inf_to_errors": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": "宋体", "font_size": 11},
    }
    workbook = xlsxwriter.Workbook(str(draft), options)
    try:
        workbook.set_properties({"title": title, "created": MADE})
        book = Book(workbook)
        yield book
        if book.too_long:
            raise Refused(N_("有内容放不进 Excel 的单元格，没有写出文件。"), tuple(book.too_long))
        workbook.close()
    finally:
        for sheet in workbook.worksheets():  # where the block failed, the rows' drafts are still open
            if sheet.row_data_fh is not None:
                sheet.row_data_fh.close()


def _put(draft: Path, path: Path) -> None:
    """The finished draft in its place, for its owner's eyes only, safe on the disk."""
    draft.chmod(0o600)
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    draft.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
