"""Document 8, 自上次报送以来变化说明: what moved since a submission, and which printed numbers were put right.

Three numbers for each row keep the two apart: as it was printed, as it is today for the day of that print (the
difference is corrections), and as it is for the day of this report (the difference is what happened since).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from fashiontracker.errors import Refused
from fashiontracker.models.causes import Cause
from fashiontracker.reports import changes_words, correspondence
from fashiontracker.reports import document as doc
from fashiontracker.reports.changes_words import SORTS, WHAT, Sort
from fashiontracker.reports.stamp import Options, Stamp, chinese_date, fingerprint
from fashiontracker.tally import words
from fashiontracker.text import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.submissions import HandedIn
    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.plan.types import Plan
    from fashiontracker.reports.comparison import SubjectChange
    from fashiontracker.reports.ledger import Explained

NAME: Final = "自上次报送以来变化说明"


@dataclass(frozen=True, slots=True)
class Before:
    """The submission that this report compares with."""

    fingerprint: str
    number: str
    recipient: str
    handed_in_on: date
    as_of: date


@dataclass(frozen=True, slots=True)
class Moved:
    """One subject that came, went or changed: by a ``correction`` of what was printed, or ``since`` then.

    ``entries`` are the numbers of the journal entries that bear on it.
    """

    sort: Sort
    what: str
    subject: str
    uscc: str
    reason: str
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A journal entry that makes a difference; ``at`` is UTC ISO."""

    entry: int
    at: str
    who: str
    label: str


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One row with its three numbers (or states of a milestone), in words, and everyone who makes the difference."""

    ledger: str
    name: str
    unit: str
    printed: str
    restated: str
    now: str
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class ChangesSheet:
    """Everything that document 8 prints. ``traced`` is False where the journal does not know the printed head."""

    stamp: Stamp
    before: Before
    rows: tuple[ChangedRow, ...]
    entries: tuple[Entry, ...]
    unchanged: int
    traced: bool


# ---- collect ---------------------------------------------------------------------------------------------------


def collect(session: Session, plan: Plan, catalogue: Catalogue, stamp: Stamp, options: Options) -> ChangesSheet:
    """Against the submission named, or the latest of document 1. Raises Refused where there is none."""
    from fashiontracker.models import submissions
    from fashiontracker.models.causes import position
    from fashiontracker.reports import comparison, ledger

    since = _since(session, options.since)
    printed = comparison.read(submissions.sheet_of(session, since))
    restated = ledger.main_sheet(session, plan, catalogue, since.particulars.as_of)
    now = ledger.main_sheet(session, plan, catalogue, stamp.as_of)
    corrected = ledger.explain(session, plan, comparison.compare(printed, restated), since)
    moved = ledger.explain(session, plan, comparison.compare(restated, now), since)
    sheets = [comparison.rows(sheet) for sheet in (printed, restated, now)]
    by_key = [{one.change.key: one for one in found} for found in (corrected, moved)]
    keys = [key for key in sheets[2] if key in by_key[0] or key in by_key[1]]
    rows = tuple(_row([sheet.get(key, {}) for sheet in sheets], *(found.get(key) for found in by_key)) for key in keys)
    given = since.particulars
    before = Before(since.fingerprint, given.number, given.recipient, given.handed_in_on, given.as_of)
    traced = position(session, given.journal_head) is not None
    entries = {cause.entry: cause for explained in (*corrected, *moved) for cause in explained.entries}
    told = tuple(Entry(one.entry, one.at, one.who, one.label) for _, one in sorted(entries.items()))
    return ChangesSheet(stamp, before, rows, told, len(sheets[2]) - len(rows), traced)


def _since(session: Session, typed: str | None) -> HandedIn:
    from fashiontracker.models import submissions
    from fashiontracker.reports.ledger import MAIN

    if typed is not None:
        return submissions.find(session, typed)
    found = submissions.handed_in(session, MAIN)
    if not found:
        raise Refused(
            N_("报送台账中还没有“行动计划目标完成情况报告”。请先生成该报告并存入台账（report targets … --hand-in）。")
        )
    return found[0]


def _row(sheets: Sequence[Mapping[str, Any]], corrected: Explained | None, moved: Explained | None) -> ChangedRow:
    told = sheets[2]
    changes: tuple[tuple[Sort, Explained | None], ...] = (("correction", corrected), ("since", moved))
    lines = tuple(
        Moved(sort, WHAT[one.what], one.subject, one.uscc, _reason(sort, one), _entries(explained.of(one)))
        for sort, explained in changes
        if explained is not None
        for one in explained.change.subjects
    )
    if told["kind"] == "milestone":
        lines = tuple(_milestone(sort, explained) for sort, explained in changes if explained is not None)
    printed, restated, now = (_shown(row) for row in sheets)
    return ChangedRow(told["ledger"], told["name"], told["unit"], printed, restated, now, lines)


def _shown(row: Mapping[str, Any]) -> str:
    if row.get("kind") == "milestone":
        return words.STATUS.get(row["status"], "—")
    return words.number(row.get("actual"))


def _milestone(sort: Sort, explained: Explained) -> Moved:
    change = explained.change
    states = [words.STATUS.get(state, "—") for state in (change.status_before, change.status_after)]
    return Moved(sort, "状态变化", change.name, "", f"{states[0]} → {states[1]}", _entries(explained.entries))


def _reason(sort: Sort, one: SubjectChange) -> str:
    if one.what == "went":
        return one.reason or ("相关记录已更正或移入回收站" if sort == "correction" else "已不符合计入口径")
    if one.what == "changed":
        return one.detail
    on = f"，{one.since}" if one.since else ""
    return f"{'补录或更正' if sort == 'correction' else '期间计入'}：{one.detail}{on}".removesuffix("：")


def _entries(causes: Sequence[Cause]) -> tuple[int, ...]:
    return tuple(cause.entry for cause in causes)


# ---- compose ---------------------------------------------------------------------------------------------------

SUMMARY: Final = (
    doc.Column("台账号", "center", share=0.7),
    doc.Column("目标", share=2.6),
    doc.Column("上次报送", "decimal", share=0.8),
    doc.Column("更正后", "decimal", share=0.8),
    doc.Column("本期", "decimal", share=0.8),
)
MOVED: Final = (
    doc.Column("变化", "center", share=0.8),
    doc.Column("性质", "center", share=0.8),
    doc.Column("对象", share=2.2),
    doc.Column("统一社会信用代码", "center", share=1.5),
    doc.Column("原因", share=2.4),
    doc.Column("变更记录", share=1.0),
)
ENTRIES: Final = (
    doc.Column("编号", "center", share=0.5),
    doc.Column("日期", "center", share=0.8),
    doc.Column("何人", share=1.2),
    doc.Column("内容", share=4.0),
)


def compose(sheet: ChangesSheet) -> doc.Document:
    """What was compared, the rows that differ, who makes the difference."""
    stamp, title = sheet.stamp, f"《{sheet.stamp.plan_title}》\n目标完成情况{NAME}"
    parts: list[doc.Part] = [
        doc.Title(title),
        doc.Heading(1, "对比的基准"),
        doc.Paragraph(changes_words.compared(sheet)),
        doc.Heading(1, "总体变化"),
        doc.Paragraph(changes_words.overall(sheet), key="overall"),
        *_summary(sheet),
        doc.Heading(1, "口径说明"),
        doc.Paragraph(changes_words.method(sheet), key="method"),
        doc.Paragraph("", key="remarks"),
        correspondence.signature(stamp),
    ]
    if any(row.moved for row in sheet.rows):
        parts.append(doc.Annex("逐项变化明细", [_moved_table(sheet), *_entry_table(sheet)], landscape=True))
    return doc.Document(
        meta=doc.Meta(title.replace("\n", ""), stamp.issuer, stamp.created, subject=f"截至{chinese_date(stamp.as_of)}"),
        parts=parts,
        number=f"FT-08-{stamp.as_of:%Y%m%d}",
        as_of=stamp.as_of,
        fingerprint=fingerprint(sheet),
        demo=stamp.demo,
    )


def _summary(sheet: ChangesSheet) -> Iterator[doc.Part]:
    if not sheet.rows:
        return
    rows = [
        (row.ledger, f"{row.name}（{row.unit}）" if row.unit else row.name, row.printed, row.restated, row.now)
        for row in sheet.rows
    ]
    note = "只列有变化的目标；“更正后”是用现在的数据、按上次的截至日重新计算的数。对象见附件。"
    yield doc.Table(SUMMARY, rows, title="有变化的目标", note=note)


def _moved_table(sheet: ChangesSheet) -> doc.Table:
    rows: list[doc.Row] = []
    for row in sheet.rows:
        if row.moved:
            rows.append(doc.GroupRow(f"{row.ledger}　{row.name}"))
            rows.extend(
                (one.what, SORTS[one.sort], one.subject, one.uscc, one.reason, _numbers(one.entries))
                for one in row.moved
            )
    return doc.Table(MOVED, rows)


def _numbers(entries: Sequence[int]) -> str:
    return "、".join(f"第{number}条" for number in entries) or "—"


def _entry_table(sheet: ChangesSheet) -> Iterator[doc.Part]:
    if sheet.entries:
        rows = [(str(one.entry), one.at[:10], one.who, one.label) for one in sheet.entries]
        yield doc.Table(ENTRIES, rows, title="上述变更记录")
