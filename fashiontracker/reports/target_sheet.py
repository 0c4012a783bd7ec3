"""The numbers of document 1 as data: every row of the plan, its ledger of subjects, its curve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from fashiontracker.plan.captions import caption
from fashiontracker.plan.types import Milestone, Plan, Quota
from fashiontracker.reports.stamp import Stamp
from fashiontracker.tally import words

if TYPE_CHECKING:
    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.tally.board import RowResult
    from fashiontracker.tally.count import Counted


MILESTONE = "按已登记的进展，取不晚于截至日的最后一条。"


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One subject under a row; ``ledger`` (W-13-2) is what the paper calls it, empty for a near miss."""

    ledger: str
    subject: str
    uscc: str
    designation: str
    document_no: str
    recognised_on: date | None
    valid_until: date | None
    figure: str
    evidence: str
    reason: str


@dataclass(frozen=True, slots=True)
class RowSheet:
    """One row of the plan: its words, its number, and the subjects behind it."""

    number: int
    key: str
    ledger: str
    name: str
    clause: str
    clause_ref: str
    caption: str
    kind: str
    unit: str
    least: float | None
    most: float | None
    actual: float | None
    pace: float | None
    status: str
    forecast: float | None
    stale: int
    counted: tuple[LedgerLine, ...]
    near_misses: tuple[LedgerLine, ...]
    curve: tuple[tuple[date, float | None], ...]


@dataclass(frozen=True, slots=True)
class GroupSheet:
    """A block of the plan's goals with its rows in the text's order."""

    key: str
    name: str
    title: str
    rows: tuple[RowSheet, ...]


@dataclass(frozen=True, slots=True)
class TargetSheet:
    """Everything that document 1 prints."""

    stamp: Stamp
    start: date
    end: date
    groups: tuple[GroupSheet, ...]

    @property
    def rows(self) -> tuple[RowSheet, ...]:
        """All rows in the plan's order."""
        return tuple(row for group in self.groups for row in group.rows)


def group_letters(keys: Sequence[str]) -> dict[str, str]:
    """A letter for each group: the first of its key that no group before it has taken."""
    taken: dict[str, str] = {}
    for key in keys:
        spare = (letter for letter in key.upper() + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if letter.isalpha())
        taken[key] = next(letter for letter in spare if letter not in taken.values())
    return taken


def lay_out(
    plan: Plan,
    catalogue: Catalogue,
    stamp: Stamp,
    results: Sequence[RowResult],
    curves: Mapping[str, Sequence[tuple[date, float | None]]],
    papers: Mapping[tuple[str, int, str], str],
    evidence: Mapping[tuple[str, int], str],
) -> TargetSheet:
    """The sheet from the count's results.

    ``papers``: document or certificate number by subject and designation; ``evidence``: file names with the beginning
    of their hash by subject.
    """
    letters = group_letters([group.key for group in plan.groups])
    by_key = {result.key: (number, result) for number, result in enumerate(results, 1)}
    groups = []
    for group in plan.groups:
        rows = tuple(
            _row(plan, catalogue, key, letters[group.key], *by_key[key], curves.get(key, ()), papers, evidence)
            for key in group.rows
        )
        groups.append(GroupSheet(group.key, group.zh, group.title, rows))
    return TargetSheet(stamp, plan.start, plan.end, tuple(groups))


def _row(
    plan: Plan,
    catalogue: Catalogue,
    key: str,
    letter: str,
    number: int,
    result: RowResult,
    curve: Sequence[tuple[date, float | None]],
    papers: Mapping[tuple[str, int, str], str],
    evidence: Mapping[tuple[str, int], str],
) -> RowSheet:
    planned = plan.row(key)
    assert isinstance(planned, Quota | Milestone)
    ledger = f"{letter}-{number:02d}"
    return RowSheet(
        number=number,
        key=key,
        ledger=ledger,
        name=planned.zh,
        clause=planned.clause,
        clause_ref=planned.clause_ref,
        caption=MILESTONE if isinstance(planned, Milestone) else caption(planned, plan, catalogue),
        kind=result.kind,
        unit=result.unit or "",
        least=result.min,
        most=result.max,
        actual=result.actual,
        pace=result.expected_pace,
        status=result.status,
        forecast=result.forecast,
        stale=result.stale,
        counted=tuple(
            _line(one, catalogue, f"{ledger}-{place}", papers, evidence) for place, one in enumerate(result.counted, 1)
        ),
        near_misses=tuple(_line(one, catalogue, "", papers, evidence) for one in result.near_misses),
        curve=tuple(curve),
    )


def _line(
    one: Counted,
    catalogue: Catalogue,
    ledger: str,
    papers: Mapping[tuple[str, int, str], str],
    evidence: Mapping[tuple[str, int], str],
) -> LedgerLine:
    designation = catalogue.designations.get(one.designation) if one.designation else None
    subject = (one.subject_kind, one.subject_id)
    figure = ""
    if one.value is not None:
        figure = f"{one.year}年 {words.number(one.value)}" + ("（过期）" if one.stale else "")
    return LedgerLine(
        ledger=ledger,
        subject=one.subject,
        uscc=one.uscc or "",
        designation=designation.zh if designation else "",
        document_no=papers.get((*subject, one.designation or ""), ""),
        recognised_on=one.recognised_on,
        valid_until=one.valid_until,
        figure=figure,
        evidence=evidence.get(subject, ""),
        reason=words.REASONS[one.reason] if one.reason else "",
    )
