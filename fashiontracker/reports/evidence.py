"""Document 9, 佐证材料汇编: evidence files bound into one, with a list of what is bound and of what is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from fashiontracker.errors import Problem, Refused
from fashiontracker.reports import document as doc
from fashiontracker.reports.evidence_files import Bound, Way, files_of, of_before
from fashiontracker.reports.evidence_gaps import Lacking
from fashiontracker.reports.evidence_words import Words
from fashiontracker.reports.stamp import Options, Stamp, chinese_date, fingerprint
from fashiontracker.text import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.facts import Subject
    from fashiontracker.models.vouchers import Voucher
    from fashiontracker.plan.designations import Catalogue, Designation
    from fashiontracker.plan.types import Plan
    from fashiontracker.tally.materials import Application

NAME: Final = "佐证材料汇编"
HEADING: Final = 24
"""So many characters of a file's name stand in a heading: it must stay on one line."""
DIGITS: Final = 16
DATED: Final = ("stage_event", "judgement")


@dataclass(frozen=True, slots=True)
class EvidenceSheet:
    """Everything that document 9 prints beside the files' own pages. ``scope``: what was asked for, in words."""

    stamp: Stamp
    scope: str
    files: tuple[Bound, ...]
    lacking: tuple[Lacking, ...]

    @property
    def bound(self) -> tuple[Bound, ...]:
        """The files whose pages are bound, in their order."""
        return tuple(one for one in self.files if not one.fault and not one.same_as)


# ---- collect ---------------------------------------------------------------------------------------------------


def collect(session: Session, plan: Plan, catalogue: Catalogue, stamp: Stamp, options: Options) -> EvidenceSheet:
    """The files linked to what was asked for, and what of it has none.

    Raises Refused for an unknown designation or enterprise, and where the folder of evidence is not known.
    """
    from fashiontracker.models import vouchers
    from fashiontracker.reports.candidates import designation_named

    if options.files is None:
        raise Refused(N_("不知道佐证文件在哪个文件夹。"))
    designation = designation_named(catalogue, options.designation) if options.designation else None
    homes = _homes(session, options.enterprises)
    scope = _Scope(session, designation, homes, stamp)
    in_words = Words(session, plan, catalogue)
    applications = _applications(session, plan, catalogue, scope)
    found = [one for one in vouchers.vouchers(session) if scope.wants(one) and not of_before(one, applications)]
    files = files_of(found, in_words, options.files, applications)
    lacking = _lacking(session, plan, catalogue, in_words, found, scope, applications)
    return EvidenceSheet(stamp, _scope(designation, options.enterprises), tuple(files), tuple(lacking))


class _Scope:
    """Which evidence was asked for."""

    def __init__(self, session: Session, designation: Designation | None, homes: set[int] | None, stamp: Stamp) -> None:
        from fashiontracker.models import candidacies, vouchers

        self.designation, self.homes, self.as_of = designation, homes, stamp.as_of
        self._bearers = set(candidacies.bearers(session, designation.key)) if designation else set()
        known = vouchers.names(session, self._bearers)
        self._owners = {owner for _, owner in known.values() if owner}

    def wants(self, one: Voucher) -> bool:
        """Whether a file belongs to it; with a title also what else bears out those on the way to it."""
        if self.homes is not None and one.owner not in self.homes:
            return False
        on = one.row.get("happened_on") or one.row.get("answered_on") if one.table in DATED else None
        if on is not None and str(on) > self.as_of.isoformat():
            return False
        if self.designation is None:
            return True
        if one.table == "judgement":
            return str(one.row["criterion"]).startswith(f"{self.designation.key}/")
        return one.home in self._bearers or one.owner in self._owners


def _homes(session: Session, texts: Sequence[str]) -> set[int] | None:
    """The enterprises meant; None for all."""
    from fashiontracker.models import vouchers
    from fashiontracker.models.seeking import find_subjects

    subjects: list[Subject] = []
    problems: list[Problem] = []
    for text in texts:
        found, faults = find_subjects(session, text)
        subjects += found
        problems += faults
    if problems:
        raise Refused(N_("企业有误："), tuple(problems))
    return {owner for _, owner in vouchers.names(session, subjects).values()} if texts else None


def _scope(designation: Designation | None, enterprises: Sequence[str]) -> str:
    said = [f"称号：{designation.zh}"] if designation else []
    said += [f"对象：{'、'.join(enterprises)}"] if enterprises else []
    return "；".join(said) or "全部登记的佐证文件"


def _applications(session: Session, plan: Plan, catalogue: Catalogue, scope: _Scope) -> dict[Way, Application]:
    """The papers of those asked for; without a designation or an enterprise there are too many to go through."""
    from fashiontracker.models import candidacies, vouchers
    from fashiontracker.tally.materials import application

    if scope.designation is None and scope.homes is None:
        return {}
    ways = candidacies.ways(session, scope.designation.key if scope.designation else None)
    names = vouchers.names(session, {subject for subject, _ in ways})
    return {
        (subject, designation): application(session, plan, catalogue, subject, designation, scope.as_of)
        for subject, designation in ways
        if subject in names and (scope.homes is None or names[subject][1] in scope.homes)
    }


def _lacking(
    session: Session,
    plan: Plan,
    catalogue: Catalogue,
    in_words: Words,
    found: Collection[Voucher],
    scope: _Scope,
    applications: Mapping[Way, Application],
) -> Iterator[Lacking]:
    """Titles without paper, items of the checklists, then the criteria of a designation's candidates."""
    from fashiontracker.reports import evidence_gaps as gaps

    designation, homes = scope.designation, scope.homes
    yield from gaps.untitled(session, plan, in_words, designation, homes, scope.as_of, found)
    yield from gaps.unfiled(session, in_words, applications.values())
    if designation is not None:
        yield from gaps.unproven(session, plan, catalogue, designation, homes, scope.as_of, found)


# ---- compose ---------------------------------------------------------------------------------------------------

LISTED: Final = (
    doc.Column("序号", "center", share=0.4),
    doc.Column("对象", share=1.8),
    doc.Column("佐证事项", share=1.8),
    doc.Column("文件", share=1.8),
    doc.Column("页数", "right", share=0.4),
    doc.Column("SHA-256 前16位", "center", share=1.1),
)
LACKING: Final = (doc.Column("对象", share=1.6), doc.Column("事项", share=2.4), doc.Column("说明", share=1.4))
UNBOUND: Final = (
    doc.Column("文件", share=1.8),
    doc.Column("对象", share=1.6),
    doc.Column("佐证事项", share=1.8),
    doc.Column("原因", share=1.4),
)


def compose(sheet: EvidenceSheet) -> doc.Document:
    """Cover, contents, lists, then a page for each page of a file, empty until the file's own is laid on it."""
    stamp = sheet.stamp
    lines = (sheet.scope, f"文件{len(sheet.bound)}个，共{sum(one.pages for one in sheet.bound)}页")
    parts: list[doc.Part] = [
        doc.Cover(NAME, stamp.issuer, chinese_date(stamp.dated), f"数据截至{chinese_date(stamp.as_of)}", lines),
        doc.Contents(depth=2),
        doc.Heading(1, "装订的文件"),
        *_listed(sheet),
        doc.Heading(1, "缺少的材料"),
        *_missing(sheet),
    ]
    for subject, files in groupby(sheet.bound, key=lambda one: one.subject):
        parts.extend(_leaves(subject, list(files)))
    return doc.Document(
        meta=doc.Meta(NAME, stamp.issuer, stamp.created, subject=f"截至{chinese_date(stamp.as_of)}"),
        parts=parts,
        number=f"FT-09-{stamp.as_of:%Y%m%d}",
        as_of=stamp.as_of,
        fingerprint=fingerprint(sheet),
        demo=stamp.demo,
    )


def _listed(sheet: EvidenceSheet) -> Iterator[doc.Part]:
    if not sheet.bound:
        yield doc.Paragraph("没有可以装订的文件。")
        return
    numbers = {one.sha256: str(number) for number, one in enumerate(sheet.bound, 1)}
    rows = [
        (
            *(f"同{numbers[one.sha256]}" if one.same_as else numbers[one.sha256], one.subject, one.about, one.name),
            *("—" if one.same_as else str(one.pages), one.sha256[:DIGITS]),
        )
        for one in sheet.files
        if not one.fault
    ]
    yield doc.Table(
        LISTED, rows, note="文件按原样缩放后印在本汇编的页面上；原件保存在佐证文件夹中，可按 SHA-256 核对。"
    )


def _missing(sheet: EvidenceSheet) -> Iterator[doc.Part]:
    unbound = [one for one in sheet.files if one.fault]
    if unbound:
        rows = [(one.name, one.subject, one.about, one.fault) for one in unbound]
        yield doc.Table(UNBOUND, rows, title="未能装订的文件")
    if sheet.lacking:
        yield doc.Table(
            LACKING, [(one.subject, one.about, one.note) for one in sheet.lacking], title="没有佐证文件的事项"
        )
    if not unbound and not sheet.lacking:
        yield doc.Paragraph("没有发现缺少的材料。")


def _leaves(subject: str, files: list[Bound]) -> Iterator[doc.Part]:
    """A new page for every page of every file; the first one under the heading."""
    for number, one in enumerate(files):
        yield doc.PageBreak(landscape=False)
        if not number:
            yield doc.Heading(1, _short(subject))
        yield doc.Heading(2, _short(one.item or one.name))
        yield doc.Blank()
        for _ in range(one.pages - 1):
            yield doc.PageBreak()
            yield doc.Blank()


def _short(text: str) -> str:
    return text if len(text) <= HEADING else f"{text[: HEADING - 8]}…{text[-7:]}"


def headings(sheet: EvidenceSheet) -> list[tuple[Bound, int]]:
    """The bound files with how many headings stand over their first page: what `binding` must leave room for."""
    return [
        (one, 2 if not number else 1)
        for _, files in groupby(sheet.bound, key=lambda one: one.subject)
        for number, one in enumerate(files)
    ]
