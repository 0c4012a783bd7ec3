"""Who is meant where a document speaks of candidates for a designation, each with the criteria held against it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from fashiontracker.errors import Problem, Refused
from fashiontracker.models import candidacies, dossiers
from fashiontracker.models.seeking import find_subjects
from fashiontracker.tally import gaps
from fashiontracker.tally.examiner import Examiner
from fashiontracker.tally.terms import standing
from fashiontracker.text import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.dossiers import Dossier
    from fashiontracker.models.facts import Subject
    from fashiontracker.plan.designations import Catalogue, Designation
    from fashiontracker.plan.types import Plan, Stage
    from fashiontracker.tally.criteria import Finding, Outcome

VERDICTS: Final = {
    "eligible": "各项条件均符合",
    "not_eligible": "有条件不符合",
    "unknown": "需人工核对",
    "met": "符合",
    "not_met": "不符合",
    "not_applicable": "不适用",
}
"""An unknown value is never a pass: on paper it reads 需人工核对."""
SHOWN_GAPS: Final = 3


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion as it is printed."""

    criterion: str
    verdict: str
    value: str
    year: str
    gap: str
    clause: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate; ``verdict`` is a key of the eligibility, ``stage`` in words with the day it was reached."""

    subject: Subject
    name: str
    owner: str
    uscc: str
    sectors: str
    stage: str
    since: date | None
    verdict: str
    ruleset: str
    lacking: str
    criteria: tuple[CriterionLine, ...]


def designation_named(catalogue: Catalogue, text: str | None) -> Designation:
    """The designation of this key or name. Raises Refused."""
    if text is None:
        raise Refused(N_("请用 --designation 指定称号（代号或名称）。"))
    found = catalogue.by_name(text)
    if found is None:
        raise Refused(N_("目录里没有称号“{text}”。"), text=text)
    return found


def stages_named(plan: Plan, texts: Sequence[str]) -> list[Stage]:
    """The live stages of these keys or names. Raises Refused and names those there are."""
    live = [stage for stage in plan.stages if stage.live]
    found = []
    for text in texts:
        stage = plan.stages.named(text)
        if stage not in live:
            names = "、".join(one.zh for one in live)
            raise Refused(N_("没有名为“{text}”的培育阶段。可用：{names}"), text=text, names=names)
        found.append(stage)
    return found


def at_stages(
    session: Session, plan: Plan, catalogue: Catalogue, designation: Designation, stages: Collection[str], as_of: date
) -> tuple[Candidate, ...]:
    """Everyone whose latest event on the day is one of these stages, the readiest first."""
    examined = _Examined(session, plan, catalogue, designation, as_of)
    found = (one for one in examined.subjects(candidacies.bearers(session, designation.key)))
    return _in_order(examined.candidate(one) for one in found if examined.stage(one)[0] in stages)


def named(
    session: Session, plan: Plan, catalogue: Catalogue, designation: Designation, texts: Sequence[str], as_of: date
) -> tuple[Candidate, ...]:
    """Those named, at whatever stage; of an enterprise its brands or carriers where they are the candidates.

    Raises Refused with the names that nobody or several bear, or that cannot hold the designation.
    """
    subjects: list[Subject] = []
    problems: list[Problem] = []
    for text in texts:
        found, faults = find_subjects(session, text)
        subjects += found
        problems += faults
    if problems:
        raise Refused(N_("推荐对象有误："), tuple(problems))
    examined = _Examined(session, plan, catalogue, designation, as_of)
    found_all: dict[Subject, Dossier] = {}
    for subject in subjects:
        fitting = examined.household(subject)
        if not fitting:
            raise Refused(N_("{name} 不能持有“{title}”。"), name=texts[subjects.index(subject)], title=designation.zh)
        found_all.update((one.subject, one) for one in fitting)
    return _in_order(examined.candidate(one) for one in found_all.values())


def _in_order(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    order = ("eligible", "unknown", "not_eligible")
    return tuple(
        sorted(found, key=lambda one: (order.index(one.verdict), one.since or date.max, one.name, one.subject))
    )


class _Examined:
    """Subjects against one designation on one day."""

    def __init__(
        self, session: Session, plan: Plan, catalogue: Catalogue, designation: Designation, as_of: date
    ) -> None:
        self._session, self._plan, self._catalogue = session, plan, catalogue
        self._designation, self._as_of = designation, as_of
        self._examiner = Examiner(plan, catalogue, [designation], as_of)

    def _load(self, subjects: Collection[Subject]) -> list[Dossier]:
        needs = self._examiner.needs()
        return dossiers.load(self._session, self._plan, needs.indicators, needs.designations, subjects)

    def subjects(self, subjects: Collection[Subject]) -> list[Dossier]:
        """These subjects, as far as they are not in the trash."""
        wanted = set(subjects)
        return [one for one in self._load(subjects) if one.subject in wanted]

    def household(self, subject: Subject) -> list[Dossier]:
        """Who of an enterprise's household is the candidate: those under way, else the first kind of holder it has."""
        known = self._load([subject])
        if subject[0] != "enterprise":
            known = [one for one in known if one.subject == subject]
        fitting = [one for one in known if self._examiner.fits(self._designation, self._examiner.values(one))]
        under_way = [one for one in fitting if self._designation.key in one.candidacies]
        kinds = [kind for kind in self._designation.holders if any(one.kind == kind for one in fitting)]
        return under_way or [one for one in fitting if one.kind == kinds[0]]

    def stage(self, dossier: Dossier) -> tuple[str, date | None]:
        """The stage on the day and since when; nothing where it is under no way."""
        now = standing(dossier.candidacies.get(self._designation.key, ()), self._as_of)
        return (now.stage, now.since) if now else ("", None)

    def candidate(self, dossier: Dossier) -> Candidate:
        """The subject with every criterion held against it."""
        outcome = self._examiner.best(self._designation, self._examiner.values(dossier))
        key, since = self.stage(dossier)
        stage = self._plan.stages.get(key)
        sectors = (self._plan.sectors.get(one) for one in dossier.sectors)
        ruleset = outcome.ruleset
        return Candidate(
            subject=dossier.subject,
            name=dossier.name,
            owner=dossier.enterprise_name if dossier.kind != "enterprise" else "",
            uscc=dossier.uscc or "",
            sectors="、".join(sector.zh for sector in sectors if sector),
            stage=stage.zh if stage else "",
            since=since,
            verdict=outcome.verdict,
            ruleset=f"{ruleset.doc} {ruleset.variant}".strip() if ruleset else "",
            lacking="；".join(self._lacking(outcome)[:SHOWN_GAPS]),
            criteria=tuple(self._line(finding) for finding in outcome.findings),
        )

    def _lacking(self, outcome: Outcome) -> list[str]:
        deciding = [one for one in outcome.findings if one.criterion.key in outcome.needed]
        return [
            gaps.gap(one, self._plan, self._catalogue)
            for verdict in ("not_met", "unknown")
            for one in deciding
            if one.verdict == verdict
        ]

    def _line(self, finding: Finding) -> CriterionLine:
        return CriterionLine(
            gaps.sentence(finding, self._plan, self._catalogue),
            finding.verdict,
            gaps.shown(finding, self._plan),
            str(finding.value.year or "") if finding.value else "",
            gaps.gap(finding, self._plan, self._catalogue),
            gaps.clause(finding.criterion, self._catalogue),
        )
