"""One import on its way from files to an entry: what was read, how its columns are mapped, what the user decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from fashiontracker import paths
from fashiontracker.errors import EnvironmentFault
from fashiontracker.progress import Progress
from fashiontracker.text import _

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.exchange.mapping import Mapping as TableMapping
    from fashiontracker.exchange.outcome import Intake, SheetOutcome
    from fashiontracker.exchange.verdicts import Decision, Place, Verdict
    from fashiontracker.models.journal import Entry

SheetKey = tuple[str, str]
"""A file's path and a sheet's name."""

SKIPPED = "skipped"
FATES = ("new", "updated", "unchanged", "conflict", "rejected", SKIPPED)


@dataclass(frozen=True, slots=True)
class Written:
    """What came of an acceptance: the entry (None where nothing changed), or why there is no backup yet."""

    entry: Entry | None
    unsaved: EnvironmentFault | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """The files with everything the user has said about them; another saying makes another session.

    ``intake`` is None until the files were read. The generators know no Qt and run off the window's thread.
    """

    app: App
    files: tuple[Path, ...]
    with_hidden: bool = False
    by_sheet: Mapping[SheetKey, TableMapping] = field(default_factory=dict)
    decisions: Mapping[Place, Decision] = field(default_factory=dict)

    def read(self) -> Generator[Progress, None, Intake]:
        """Read the files and settle every row; nothing is written."""
        from fashiontracker.exchange import intake

        app = self.app
        return (
            yield from intake.plan_import(
                app.store,
                app.plan,
                app.catalogue,
                self.files,
                decisions=self.decisions,
                with_hidden=self.with_hidden,
                by_sheet=self.by_sheet,
            )
        )

    def settle(self, found: Intake) -> Generator[Progress, None, Intake]:
        """Settle what was read anew, because of a decision or a change of the database; no file is reopened."""
        from fashiontracker.exchange import intake

        return (yield from intake.settle(self.app.store, self.app.plan, self.app.catalogue, found, self.decisions))

    def write(self, found: Intake, *, keep_good: bool, without_backup: bool) -> Generator[Progress, None, Written]:
        """Back up, then write what the preview shows as one entry. Raises what `intake.commit` raises."""
        from fashiontracker.exchange import intake
        from fashiontracker.models import keeping

        database = self.app.store.path
        if not without_backup:
            folders = paths.backup_folder(database), paths.evidence_folder(database)
            try:
                yield from keeping.back_up(database, folders[0], "import", folders[1], key=self.app.store.key)
            except EnvironmentFault as fault:
                return Written(None, fault)
        return Written((yield from intake.commit(self.app.store, found, keep_good=keep_good)))


def counts(found: Intake) -> Counter[str]:
    """How many rows of all sheets ended how."""
    total: Counter[str] = Counter()
    for sheet in found.sheets:
        total += counts_of(sheet)
    return total


def counts_of(sheet: SheetOutcome) -> Counter[str]:
    """How many rows of one sheet ended how."""
    total = Counter(str(verdict.fate) for verdict in sheet.verdicts)
    total[SKIPPED] = len(sheet.skipped) + sheet.passed
    return total


def hidden_sheets(found: Intake) -> list[str]:
    """The names of the hidden sheets that were not read."""
    return [str(note.params["sheet"]) for note in found.file_notes if note.code == "hidden_sheet"]


def conflicts_like(found: Intake, verdict: Verdict) -> list[Verdict]:
    """All conflicts of the same kind that offer the same choices, the given one among them."""
    code = verdict.faults[0].problem.code
    return [
        other
        for sheet in found.sheets
        for other in sheet.verdicts
        if other.choices == verdict.choices and other.faults and other.faults[0].problem.code == code
    ]


def files_in_words(files: tuple[Path, ...]) -> str:
    """The files' names, for headings and for the entry's label."""
    return _("、").join(PurePath(file).name for file in files)
