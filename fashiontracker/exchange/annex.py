"""A document's tables as an editable workbook; what looks like a formula is written as text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Final, Protocol, TypeAlias

from fashiontracker.exchange.book import Heading, new_book
from fashiontracker.text import _

Value: TypeAlias = str | float | date | None

LONGEST_NAME: Final = 31
"""Characters in the name of a sheet."""
WIDEST: Final = 60.0
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\']")


class Table(Protocol):
    """One table to be written as one sheet."""

    @property
    def title(self) -> str:
        """What it is called on paper."""

    @property
    def columns(self) -> Sequence[str]:
        """The heads of the columns."""

    @property
    def rows(self) -> Sequence[Sequence[Value]]:
        """As many values in each row."""


def write_annex(path: Path, particulars: Sequence[tuple[str, str]], tables: Iterable[Table]) -> None:
    """Write the particulars of a document and its tables, a sheet each, whole or not at all.

    Raises what `book.new_book` raises: Refused for a place that won't do, NoRoom where it cannot be written.
    """
    title = particulars[0][1] if particulars else ""
    taken: set[str] = set()
    with new_book(path, title) as book:
        page = book.page(
            _sheet_name(_("说明"), taken), [Heading(_("项目"), width=14), Heading(_("内容"), width=WIDEST)]
        )
        for row in particulars:
            page.add(row)
        for table in tables:
            page = book.page(_sheet_name(table.title, taken), _headings(table))
            for values in table.rows:
                page.add(values)
            page.finish()


def _sheet_name(title: str, taken: set[str]) -> str:
    """A name that Excel accepts and no other sheet has."""
    name = _FORBIDDEN.sub("", title).strip()[:LONGEST_NAME] or _("表")
    number = 1
    while name.casefold() in taken:
        number += 1
        ending = f"（{number}）"
        name = name[: LONGEST_NAME - len(ending)].split("（")[0] + ending
    taken.add(name.casefold())
    return name


def _headings(table: Table) -> list[Heading]:
    found = []
    for place, head in enumerate(table.columns):
        cells = [row[place] for row in table.rows]
        known = [cell for cell in cells if cell is not None]
        form = "text" if any(isinstance(cell, str) and cell.isdecimal() for cell in known) else ""
        if known and all(isinstance(cell, date) for cell in known):
            form = "date"
        longest = max([2 * len(head), *(2 * len(str(cell)) for cell in known[:200])], default=8)
        found.append(Heading(head, form, min(WIDEST, max(10.0, longest + 2))))
    return found
