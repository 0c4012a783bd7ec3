"""A document made for the preview: collected, pressed into a file of its own, with what was lacking."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fashiontracker.errors import EnvironmentFault, Problem
from fashiontracker.progress import Progress

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.reports.shelf import Kind
    from fashiontracker.reports.stamp import Options


@dataclass(frozen=True, slots=True)
class Made:
    """A document as it was made, or why it can't be made as it is asked for.

    ``missing`` are characters that no font has; ``notices`` are about its number and the user's own words, which a
    ``wordable`` one may hold.
    """

    kind: Kind
    options: Options
    sheet: Any = None
    data: bytes = b""
    missing: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    wordable: bool = False
    refused: EnvironmentFault | None = None

    @property
    def fingerprint(self) -> str:
        """What stands at the foot of its pages."""
        from fashiontracker.reports.stamp import fingerprint

        return fingerprint(self.sheet)

    @property
    def gaps(self) -> list[str]:
        """The particulars that stand on it as gaps to be filled in."""
        from fashiontracker.reports.stamp import ISSUER_OPEN, NUMBER_OPEN

        stamp = self.sheet.stamp
        printed = ((ISSUER_OPEN, stamp.issuer), *(((NUMBER_OPEN, stamp.number),) if self.kind.letter else ()))
        return [gap for gap, value in printed if gap == value]


Work = Generator[Progress, None, Made]
Write = Callable[[Made, Path], Generator[Progress, None, None]]


def make(app: App, kind: Kind, options: Options, folder: Path) -> Work:
    """Make a document; a refusal is part of the result, because what is typed is often not finished yet."""
    from fashiontracker.reports import ledger, shelf

    yield Progress(0, 0)
    path = folder / "preview.pdf"
    try:
        sheet = shelf.collect(app.store, app.plan, app.catalogue, kind, options)
        pressed = yield from shelf.print_sheet(kind, sheet, path, options)
        notices = (*shelf.notices(kind, sheet), *ledger.number_taken(app.store, kind, options))
        wordable = bool(shelf.passages(kind, sheet))
        return Made(kind, options, sheet, path.read_bytes(), pressed.missing, notices, wordable)
    except EnvironmentFault as fault:
        return Made(kind, options, refused=fault)
    finally:
        path.unlink(missing_ok=True)


def save(made: Made, path: Path) -> Generator[Progress, None, None]:
    """Press the same sheet again: the same bytes, whole or not at all. Raises NoRoom."""
    from fashiontracker.reports import shelf

    yield from shelf.print_sheet(made.kind, made.sheet, path, made.options)


def save_annex(made: Made, path: Path) -> Generator[Progress, None, None]:
    """Write the same numbers as a workbook that can be edited. Raises NoRoom."""
    from fashiontracker.exchange import annex
    from fashiontracker.reports import shelf

    yield Progress(0, 0)
    annex.write_annex(path, *shelf.tables(made.kind, made.sheet))


def hand_in(app: App, files: Path, made: Made, folder: Path, note: str) -> Generator[Progress, None, str]:
    """Freeze the document in the ledger; its fingerprint. Raises Refused where the data have changed since."""
    from datetime import date

    from fashiontracker.reports import ledger

    yield Progress(0, 0)
    path = folder / "hand-in.pdf"
    try:
        path.write_bytes(made.data)
        return ledger.hand_in(app.store, files, made.kind, made.sheet, path, date.today(), note)
    finally:
        path.unlink(missing_ok=True)
