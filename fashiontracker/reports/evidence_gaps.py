"""What is missing: titles and criteria that no file bears out, items of a checklist that nothing answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from fashiontracker.models import candidacies, dossiers, vouchers
from fashiontracker.models.judgements import place
from fashiontracker.plan.designations import Criterion
from fashiontracker.plan.types import ByDesignation
from fashiontracker.tally.examiner import Examiner
from fashiontracker.tally.metrics import inputs, stored_under

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.vouchers import Voucher
    from fashiontracker.plan.designations import Catalogue, Designation, Ruleset
    from fashiontracker.plan.types import Plan
    from fashiontracker.reports.evidence_words import Words
    from fashiontracker.tally.criteria import Finding
    from fashiontracker.tally.materials import Application


@dataclass(frozen=True, slots=True)
class Lacking:
    """Something that no file bears out."""

    subject: str
    about: str
    note: str


def untitled(
    session: Session,
    plan: Plan,
    in_words: Words,
    designation: Designation | None,
    homes: set[int] | None,
    as_of: date,
    found: Iterable[Voucher],
) -> Iterator[Lacking]:
    """Recognitions that no file bears out.

    Where neither a designation nor an enterprise was asked for, only the titles that the plan's rows count.
    """
    asked = {key for quota in plan.quotas if isinstance(quota.rule, ByDesignation) for key in quota.rule.keys}
    if designation is not None:
        asked = {designation.key}
    borne_out = {one.row["id"] for one in found if one.table == "stage_event"}
    titles = vouchers.recognitions(session, as_of)
    names = vouchers.names(session, {one.subject for one in titles})
    for title in titles:
        name, owner = names.get(title.subject, ("", 0))
        wanted = owner in homes if homes is not None else title.designation in asked
        if designation is not None:
            wanted = wanted and title.designation in asked
        if name and wanted and title.event not in borne_out:
            yield Lacking(name, in_words.title(title), "没有佐证文件")


def unfiled(session: Session, in_words: Words, applications: Iterable[Application]) -> Iterator[Lacking]:
    """Required items of the checklists of those who are on their way, in the order of the lists."""
    under_way = [one for one in applications if one.under_way]
    names = vouchers.names(session, {one.subject for one in under_way})
    for one in under_way:
        name, _ = names.get(one.subject, ("", 0))
        for item in one.missing if name else ():
            yield Lacking(name, in_words.material(one.designation, item.key), "清单所列，没有文件")


def unproven(
    session: Session,
    plan: Plan,
    catalogue: Catalogue,
    designation: Designation,
    homes: set[int] | None,
    as_of: date,
    found: Collection[Voucher],
) -> Iterator[Lacking]:
    """Criteria that nothing bears out, of those on their way to the designation on the day.

    Alternatives that do not decide are left aside; ``homes`` keeps some enterprises, ``found`` is the evidence.
    """
    examiner = Examiner(plan, catalogue, [designation], as_of)
    bearers = set(candidacies.bearers(session, designation.key))
    needs = examiner.needs()
    for dossier in dossiers.load(session, plan, needs.indicators, needs.designations, bearers):
        values = examiner.values(dossier)
        wanted = dossier.subject in bearers and (homes is None or dossier.enterprise in homes)
        if not wanted or not examiner.applies(designation, values):
            continue
        own = [one for one in found if one.home == dossier.subject or (one.owner and one.owner == dossier.enterprise)]
        outcome = examiner.best(designation, values)
        for finding in outcome.findings:
            criterion = finding.criterion
            if not isinstance(criterion, Criterion) or criterion.key not in outcome.needed or outcome.ruleset is None:
                continue
            if not any(_proves(one, catalogue, designation, outcome.ruleset, criterion) for one in own):
                yield Lacking(dossier.name, f"申报条件：{criterion.zh}", _note(finding))


def _note(finding: Finding) -> str:
    if finding.verdict == "unknown":
        return "缺少数据，没有佐证文件"
    return "没有佐证文件" if finding.verdict == "met" else "尚未符合，没有佐证文件"


def _proves(
    one: Voucher, catalogue: Catalogue, designation: Designation, ruleset: Ruleset, criterion: Criterion
) -> bool:
    """Whether a file is linked to what answers the criterion: a figure, a title, a judgement."""
    metric = catalogue.metrics.by_key[criterion.metric]
    match one.table:
        case "figure":
            needed = (catalogue.metrics.by_key[key] for key in inputs(catalogue, [metric.key]))
            return any(one.row["indicator"] in stored_under(needed_one) for needed_one in needed)
        case "stage_event":
            return one.row["designation"] in metric.titles
        case "judgement":
            return bool(one.row["criterion"] == place(designation.key, ruleset.key, criterion.key))
    return False
