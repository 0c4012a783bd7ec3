"""Candidates × designations: who is ready now, who is one criterion away, and which data are missing to tell."""

from __future__ import annotations

from collections.abc import Collection, Generator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from fashiontracker.models import dossiers
from fashiontracker.models.dossiers import Dossier
from fashiontracker.models.facts import Subject
from fashiontracker.plan.designations import Catalogue, Criterion, Designation, Purpose
from fashiontracker.plan.types import Plan
from fashiontracker.progress import Progress
from fashiontracker.tally.criteria import Eligible, Finding, Outcome
from fashiontracker.tally.examiner import Examiner
from fashiontracker.tally.metrics import Missing, Values
from fashiontracker.text import N_, _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

STEP: Final = 250
"""Subjects between two reports of progress."""

LABEL: Final = N_("核对申报条件")
NOBODY: Final = (3, True, 0, 0)
"""Later in the order than anyone."""


class Cell(NamedTuple):
    """How far a subject is from one designation; ``lacking`` are the keys of criteria not met or unknown."""

    designation: str
    ruleset: str | None
    verdict: Eligible
    unmet: int
    unknown: int
    held: bool
    lacking: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Fulfils everything and does not hold the title yet."""
        return self.verdict == "eligible" and not self.held

    @property
    def one_away(self) -> bool:
        """Everything is known and all but one criterion is met."""
        return self.unmet == 1 and self.unknown == 0


@dataclass(frozen=True, slots=True)
class Row:
    """A subject and its cells in the order of the designations; None where it cannot hold one."""

    subject: Subject
    name: str
    uscc: str | None
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class WantedFigure:
    """A figure of an enterprise to be filled in: what a row of 年度指标 says but its value.

    ``indicator`` is the name that the sheet knows, ``metric`` the catalogue's key.
    """

    name: str
    uscc: str | None
    metric: str
    indicator: str
    year: int
    unit: str


@dataclass(frozen=True, slots=True)
class Question:
    """A criterion or an item of a score that only people can judge; ``place`` is what `record_judgement` takes."""

    subject: Subject
    name: str
    designation: str
    ruleset: str
    criterion: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Worklist:
    """What is missing: figures to enter, questions to answer."""

    figures: tuple[WantedFigure, ...]
    questions: tuple[Question, ...]


def matrix(
    session: Session,
    plan: Plan,
    catalogue: Catalogue,
    designations: Sequence[str],
    as_of: date,
    within: Collection[Subject] | None = None,
    purpose: Purpose = "new",
) -> Generator[Progress, None, list[Row]]:
    """Every subject that can hold one of the designations, the readiest first. ``within``: only these subjects."""
    examiner = _examiner(plan, catalogue, designations, as_of, purpose)
    rows: list[tuple[tuple[int, bool, int, int], Row]] = []
    for done, total, dossier, values in _subjects(session, examiner, within):
        if done % STEP == 0:
            yield Progress(done, total, _(LABEL))
        cells: list[Cell | None] = []
        nearest: tuple[int, bool, int, int] = NOBODY
        for designation in examiner.designations:
            if not examiner.fits(designation, values):
                cells.append(None)
                continue
            outcome = examiner.best(designation, values)
            nearest = min(nearest, outcome.order)
            cells.append(_cell(designation, outcome, values))
        if any(cells):
            rows.append((nearest, Row(dossier.subject, dossier.name, dossier.uscc, tuple(cells))))
    rows.sort(key=lambda row: row[0])
    return [row for _order, row in rows]


def worklist(
    session: Session,
    plan: Plan,
    catalogue: Catalogue,
    designations: Sequence[str],
    as_of: date,
    within: Collection[Subject] | None = None,
    purpose: Purpose = "new",
) -> Generator[Progress, None, Worklist]:
    """What is missing to judge; of several ways to a title the one that lacks least. Each figure is asked for once."""
    examiner = _examiner(plan, catalogue, designations, as_of, purpose)
    figures: dict[tuple[int | None, str, int], WantedFigure] = {}
    questions: list[Question] = []
    for done, total, dossier, values in _subjects(session, examiner, within):
        if done % STEP == 0:
            yield Progress(done, total, _(LABEL))
        for designation in examiner.designations:
            if not examiner.fits(designation, values):
                continue
            outcome = examiner.best(designation, values)
            for finding in outcome.findings:
                if finding.verdict != "unknown" or finding.criterion.key not in outcome.needed:
                    continue
                for key, year in finding.missing.wants if dossier.enterprise is not None else ():
                    figures.setdefault((dossier.enterprise, key, year), _figure(plan, catalogue, dossier, key, year))
                questions.extend(_questions(designation, outcome, finding, dossier))
    return Worklist(tuple(figures.values()), tuple(questions))


def _examiner(plan: Plan, catalogue: Catalogue, designations: Sequence[str], as_of: date, purpose: Purpose) -> Examiner:
    return Examiner(plan, catalogue, [catalogue.designations.by_key[key] for key in designations], as_of, purpose)


def _subjects(
    session: Session, examiner: Examiner, within: Collection[Subject] | None
) -> Generator[tuple[int, int, Dossier, Values], None, None]:
    needs = examiner.needs()
    found = dossiers.load(session, examiner.plan, needs.indicators, needs.designations, within)
    if within is not None:
        wanted = set(within)
        found = [dossier for dossier in found if dossier.subject in wanted]
    for done, dossier in enumerate(found):
        yield done, len(found), dossier, examiner.values(dossier)


def _cell(designation: Designation, outcome: Outcome, values: Values) -> Cell:
    lacking = [
        one.criterion.key
        for one in outcome.findings
        if one.verdict in ("not_met", "unknown") and one.criterion.key in outcome.needed
    ]
    return Cell(
        designation.key,
        outcome.ruleset.key if outcome.ruleset else None,
        outcome.verdict,
        outcome.unmet,
        outcome.unknown,
        any(one.held for one in values.standings(designation.key)),
        tuple(lacking),
    )


def _figure(plan: Plan, catalogue: Catalogue, dossier: Dossier, key: str, year: int) -> WantedFigure:
    metric = catalogue.metrics.by_key[key]
    indicator = plan.indicators.get(metric.indicator) if metric.indicator else None
    name = indicator.zh if indicator else metric.zh
    return WantedFigure(dossier.enterprise_name, dossier.uscc, key, name, year, metric.unit or "")


def _questions(designation: Designation, outcome: Outcome, finding: Finding, dossier: Dossier) -> list[Question]:
    criterion = finding.criterion
    if not isinstance(criterion, Criterion) or outcome.ruleset is None:
        return []
    common = (dossier.subject, dossier.name, designation.key)
    if finding.score is not None:
        unknown = [one.item for one in finding.score.items if isinstance(one.value, Missing) and not one.value.wants]
        return [Question(*common, "score", item.key, item.zh, item.en) for item in unknown]
    if finding.why not in ("not_judged", "no_threshold"):
        return []
    return [Question(*common, outcome.ruleset.key, criterion.key, criterion.zh, criterion.en)]
