"""Submissions at work: handing in, looking a paper up by its fingerprint, and what became of its numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fashiontracker.errors import Damaged, Problem
from fashiontracker.models import submissions
from fashiontracker.models.causes import Cause, causes, position
from fashiontracker.models.submissions import HandedIn, Particulars
from fashiontracker.models.wordings import Wording
from fashiontracker.plan.types import ByDesignation, Indicator, RevenueOver
from fashiontracker.reports import targets
from fashiontracker.reports.comparison import RowChange, Sheet, SubjectChange, compare, read
from fashiontracker.reports.stamp import Options, Stamp, frozen, make_stamp
from fashiontracker.text import N_, on_paper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.store import Store
    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.plan.types import Plan
    from fashiontracker.reports.shelf import Kind

MAIN: Final = "targets"
"""The document whose numbers are followed from one submission to the next."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A row that is another one than on paper. ``causes`` are by record; a milestone's are under its key."""

    change: RowChange
    causes: Mapping[tuple[str, int] | tuple[str, str], tuple[Cause, ...]]

    def of(self, subject: SubjectChange) -> tuple[Cause, ...]:
        """The entries that bear on one subject of the row, in the journal's order."""
        return _merged(self.causes.get(record, ()) for record in subject.records)

    @property
    def entries(self) -> tuple[Cause, ...]:
        """Every entry that makes the difference, in the journal's order."""
        return _merged(self.causes.values())


@dataclass(frozen=True, slots=True)
class Verified:
    """A submission held against what is there now. ``pdf`` and ``sheet`` say what is wrong with them, empty if whole.

    ``changes`` are the rows of document 1 that have another number today for the same as-of date; None for other
    documents and for a damaged sheet. ``entries_since`` is None where the journal does not know the printed head.
    ``wordings`` are the paragraphs on it that somebody worded himself (人工修改).
    """

    submission: HandedIn
    pdf: str
    sheet: str
    changes: tuple[Explained, ...] | None
    entries_since: int | None
    wordings: tuple[Wording, ...]

    @property
    def whole(self) -> bool:
        """Whether what was handed in is kept as it was."""
        return not self.pdf and not self.sheet


def hand_in(store: Store, files: Path, kind: Kind, sheet: Any, pdf: Path, handed_in_on: date, note: str = "") -> str:
    """Freeze a document that was pressed into ``pdf`` from this sheet; its fingerprint.

    ``files`` is the folder of evidence. Raises Refused where the database has changed since the sheet was collected,
    and NoRoom as the store does.
    """
    stamp: Stamp = sheet.stamp
    particulars = Particulars(
        kind.name, stamp.as_of, stamp.number, stamp.issuer, stamp.recipient, handed_in_on, stamp.journal_head, note
    )
    return submissions.hand_in(store.journal, files, particulars, frozen(sheet), pdf)


def number_taken(store: Store, kind: Kind, options: Options) -> tuple[Problem, ...]:
    """That another document was handed in under the letter's number."""
    if not kind.letter or options.number is None:
        return ()
    with store.reading() as session:
        taken = any(one.particulars.number == options.number for one in submissions.handed_in(session))
    said = N_("发文字号 {value} 在报送台账中已经用过")
    return (Problem("number_taken", said, value=options.number),) if taken else ()


def verify(store: Store, files: Path, plan: Plan, catalogue: Catalogue, fingerprint: str) -> Verified:
    """Look a paper up by the 16 digits at its foot. Raises Refused where the ledger does not know them."""
    with store.reading() as session:
        found = submissions.find(session, fingerprint)
        pdf = _fault(lambda: submissions.pages_of(files, found))
        sheet = _fault(lambda: submissions.sheet_of(session, found))
        start = position(session, found.particulars.journal_head)
        changes = None
        if found.particulars.document == MAIN and not sheet:
            changes = explain(session, plan, today(session, plan, catalogue, found), found)
        wordings = () if sheet else submissions.wordings_of(submissions.sheet_of(session, found))
        newest = store.history.entries(limit=1)
    since = newest[0].id - start if start is not None and newest else None
    return Verified(found, pdf, sheet, changes, since, wordings)


def _fault(look: Callable[[], object]) -> str:
    try:
        look()
    except Damaged as fault:
        return str(fault)
    return ""


def today(session: Session, plan: Plan, catalogue: Catalogue, submission: HandedIn) -> tuple[RowChange, ...]:
    """The numbers of document 1 as printed against what they are today for the same as-of date."""
    printed = read(submissions.sheet_of(session, submission))
    return compare(printed, main_sheet(session, plan, catalogue, submission.particulars.as_of))


def main_sheet(session: Session, plan: Plan, catalogue: Catalogue, as_of: date) -> Sheet:
    """The numbers of document 1 as they are now for a day, as if they were frozen."""
    options = Options(as_of)
    stamp = make_stamp(options, {}, "", plan.title_zh)
    with on_paper():
        return read(frozen(targets.collect(session, plan, catalogue, stamp, options)))


def between(session: Session, older: str, newer: str) -> tuple[RowChange, ...]:
    """Two submissions of document 1 by their fingerprints, as printed. Raises Refused."""
    sheets = [read(submissions.sheet_of(session, submissions.find(session, one))) for one in (older, newer)]
    return compare(sheets[0], sheets[1])


def explain(session: Session, plan: Plan, changes: Sequence[RowChange], since: HandedIn) -> tuple[Explained, ...]:
    """The changes with the journal entries since the submission that bear on them; none where the journal lost it."""
    start = position(session, since.particulars.journal_head)
    if start is None:
        return tuple(Explained(change, {}) for change in changes)
    records = {
        (kind, key)
        for change in changes
        for one in change.subjects
        for kind, key in one.records
        if isinstance(key, int)
    }
    milestones = [change.key for change in changes if change.kind == "milestone"]
    found = causes(session, start, records, milestones)
    return tuple(
        Explained(change, {record: _bearing(plan, change, found.get(record, ())) for record in _records(change)})
        for change in changes
    )


def _bearing(plan: Plan, change: RowChange, found: Sequence[Cause]) -> tuple[Cause, ...]:
    """The entries that changed what the row counts by: another title, another figure makes no difference to it."""
    quota = plan.quotas.get(change.key)
    by = {""}
    if quota is not None and isinstance(quota.rule, ByDesignation):
        by.update(quota.rule.keys)
    elif quota is not None and isinstance(quota.rule, RevenueOver | Indicator):
        by.add(quota.rule.indicator)
    return tuple(cause for cause in found if cause.about & by)


def _records(change: RowChange) -> list[tuple[str, int] | tuple[str, str]]:
    if change.kind == "milestone":
        return [("milestone", change.key)]
    return [record for one in change.subjects for record in one.records]


def _merged(found: Iterable[Sequence[Cause]]) -> tuple[Cause, ...]:
    by_number = {cause.entry: cause for causes in found for cause in causes}
    return tuple(by_number[number] for number in sorted(by_number))
