"""Workbooks from plain rows, and imports of them, for the tests of verdicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from sqlalchemy import select

from fashiontracker.exchange import intake as importing
from fashiontracker.exchange.intake import Intake
from fashiontracker.exchange.verdicts import Decision, Fate, Place, Verdict
from fashiontracker.models.base import Record
from fashiontracker.models.journal import Entry
from fashiontracker.models.store import Store
from fashiontracker.plan.library import Policy
from fashiontracker.progress import finish

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
Sheets = Mapping[str, Sequence[Sequence[Any]]]


def code(number: int) -> str:
    """A made-up code with the right check character."""
    from stdnum.cn.uscc import calc_check_digit

    body = f"91990000{number:09d}"
    return body + str(calc_check_digit(body))


def workbook(path: Path, sheets: Sheets) -> Path:
    """An .xlsx with these rows; the first of each sheet is its header."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
    book.save(path)
    return path


class Importing:
    """Imports into one database."""

    def __init__(self, store: Store, policy: Policy, folder: Path) -> None:
        self.store = store
        self.policy = policy
        self.folder = folder

    def look(
        self, *files: Path | Sheets, mapping: Path | None = None, decide: Mapping[int, Decision] | None = None
    ) -> Intake:
        """The preview. ``decide`` is by row, for imports of one sheet of one file."""
        paths = [
            one if isinstance(one, Path) else workbook(self.folder / f"{number}.xlsx", one)
            for number, one in enumerate(files)
        ]
        first = files[0]
        sheet = next(iter(first)) if isinstance(first, Mapping) else ""
        decisions = {Place(str(paths[0]), sheet, row): choice for row, choice in (decide or {}).items()}
        plan, catalogue = self.policy
        return finish(importing.plan_import(self.store, plan, catalogue, paths, mapping, decisions))

    def write(self, *files: Path | Sheets, keep_good: bool = False, **more: Any) -> tuple[Intake, Entry | None]:
        """The preview, accepted."""
        intake = self.look(*files, **more)
        return intake, finish(importing.commit(self.store, intake, keep_good))

    def take(self, *files: Path | Sheets, **more: Any) -> Intake:
        """An import that must be without fault."""
        intake = self.look(*files, **more)
        assert [fault.line() for fault in intake.faults] == []
        finish(importing.commit(self.store, intake))
        return intake

    def all(self, record: type[Record]) -> list[Any]:
        """The live records, in the order in which they were made."""
        with self.store.reading() as session:
            found = session.execute(select(record).order_by(record.id)).scalars().all()
            session.expunge_all()
        return [one for one in found if getattr(one, "trashed_at", None) is None]

    def one(self, record: type[Record]) -> Any:
        """The only live record."""
        (found,) = self.all(record)
        return found


def verdicts(intake: Intake) -> list[Verdict]:
    return [verdict for sheet in intake.sheets for verdict in sheet.verdicts]


def fates(intake: Intake) -> list[Fate]:
    return [verdict.fate for verdict in verdicts(intake)]


def reasons(intake: Intake) -> list[str]:
    return [fault.problem.code for verdict in verdicts(intake) for fault in verdict.faults]


def said(intake: Intake) -> list[str]:
    return [note.code for note in intake.notes]
