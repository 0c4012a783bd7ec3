"""What an application must prove: every criterion of its candidates that no evidence file bears out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING

from fashiontracker.models import candidacies, dossiers
from fashiontracker.models.judgements import place
from fashiontracker.plan.designations import Criterion
from fashiontracker.tally.examiner import Examiner
from fashiontracker.tally.metrics import inputs, stored_under

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.vouchers import Voucher
    from fashiontracker.plan.designations import Catalogue, Designation, Ruleset
    from fashiontracker.plan.types import Plan
    from fashiontracker.tally.criteria import Finding


def unproven(
    session: Session,
    plan: Plan,
    catalogue: Catalogue,
    designation: Designation,
    homes: set[int] | None,
    as_of: date,
    found: Collection[Voucher],
) -> Iterator[tuple[str, str, str]]:
    """Candidate, criterion and what is wanting, for those on their way to the designation on the day.

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
                yield dossier.name, criterion.zh, _note(finding)


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
