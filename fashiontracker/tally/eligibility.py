"""Eligibility (体检): an enterprise, brand or carrier against a designation's ruleset in force on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from fashiontracker.errors import Problem
from fashiontracker.models import dossiers
from fashiontracker.models.facts import Subject
from fashiontracker.models.seeking import find_subjects
from fashiontracker.models.tables import SUBJECTS
from fashiontracker.plan.designations import Catalogue, Criterion, Designation, Purpose, Ruleset
from fashiontracker.plan.types import Plan
from fashiontracker.tally import gaps
from fashiontracker.tally.criteria import Eligible, Finding, Outcome
from fashiontracker.tally.examiner import Examiner
from fashiontracker.tally.metrics import Values
from fashiontracker.text import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Check:
    """One subject against one designation, criterion by criterion.

    ``uscc`` is the owner's for a brand or carrier. ``outcome.ruleset`` is None where none is in force. ``held``: the
    title is held on the day, ``valid_until`` its end (None = open-ended or not held).
    """

    subject: Subject
    name: str
    uscc: str | None
    designation: Designation
    purpose: Purpose
    as_of: date
    outcome: Outcome
    held: bool
    valid_until: date | None
    plan: Plan
    catalogue: Catalogue

    @property
    def verdict(self) -> Eligible:
        """Eligible, not eligible, or unknown."""
        return self.outcome.verdict

    @property
    def ruleset(self) -> Ruleset | None:
        """The ruleset that judged."""
        return self.outcome.ruleset

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every criterion with its verdict."""
        return self.outcome.findings

    @property
    def lacking(self) -> list[Finding]:
        """What keeps it from being eligible: not met first, then unknown; alternatives left aside."""
        found = [one for one in self.findings if one.criterion.key in self.outcome.needed]
        short = [one for one in found if one.verdict == "not_met"]
        return short + [one for one in found if one.verdict == "unknown"]

    def gap(self, finding: Finding) -> str:
        """What is short or missing, in the reader's language; empty for a criterion that is met."""
        return gaps.gap(finding, self.plan, self.catalogue)


def check(
    session: Session,
    plan: Plan,
    catalogue: Catalogue,
    enterprise: str | None,
    designation: str | None,
    as_of: date,
    purpose: Purpose = "new",
) -> tuple[list[Check], list[Problem]]:
    """Check what is named, the readiest first.

    ``enterprise``: a code, a name or a former name; a brand's or carrier's name is understood too. ``designation``: a
    key or a name. Without a designation: every one with criteria in force that the enterprise, its brands and carriers
    can hold. Without an enterprise: everyone who can hold the designation. Where an enterprise has no brand or carrier
    that could hold the designation, it is checked itself. With neither: every candidacy under way.
    """
    wanted, problems = _designations(catalogue, designation)
    within: list[Subject] | None = None
    if enterprise is not None:
        within, not_found = find_subjects(session, enterprise)
        problems += not_found
    if problems:
        return [], problems
    examiner = Examiner(plan, catalogue, wanted, as_of, purpose)
    needs = examiner.needs()
    known = dossiers.load(session, plan, needs.indicators, needs.designations, within)
    values = [examiner.values(dossier) for dossier in known]
    pairs: Iterable[tuple[Designation, Values]]
    if within is None:
        fits = examiner.fits if designation is not None else examiner.applies
        pairs = ((one, subject) for one in wanted for subject in values if fits(one, subject))
    else:
        judged = wanted if designation is not None else [one for one in wanted if examiner.published(one)]
        alone = designation is not None
        pairs = ((one, subject) for one in judged for subject in _applicants(examiner, one, values, within, alone))
    checks = [_check(examiner, one, subject, examiner.best(one, subject)) for one, subject in pairs]
    return sorted(checks, key=lambda check: check.outcome.order), []


def _applicants(
    examiner: Examiner, designation: Designation, household: Sequence[Values], within: Sequence[Subject], alone: bool
) -> list[Values]:
    """Who of a household applies: the first kind of holder that it has; for one designation ``alone`` who was named."""
    named = [one for one in household if one.dossier.subject in within]
    if within[0][0] != "enterprise":
        household = named
    for holder in designation.holders:
        fitting = [one for one in household if one.dossier.kind == holder and examiner.fits(designation, one)]
        if fitting:
            return fitting
    return named if alone else []


def versions(
    session: Session, plan: Plan, catalogue: Catalogue, subject: Subject, designation: str, as_of: date
) -> list[Check]:
    """One subject under every ruleset of a designation, whenever in force: what the old and the new rules say of it."""
    wanted = catalogue.designations.by_key[designation]
    examiner = Examiner(plan, catalogue, [wanted], as_of, whatever_the_day=True)
    values = _values_of(session, examiner, subject)
    return [_check(examiner, wanted, values, outcome) for outcome in examiner.outcomes(wanted, values)]


def of_subject(
    session: Session,
    plan: Plan,
    catalogue: Catalogue,
    subject: Subject,
    designation: str,
    as_of: date,
    purpose: Purpose = "new",
) -> Check:
    """One subject, known by its id, under the ruleset in force; of variants the one that suits it best."""
    wanted = catalogue.designations.by_key[designation]
    examiner = Examiner(plan, catalogue, [wanted], as_of, purpose)
    values = _values_of(session, examiner, subject)
    return _check(examiner, wanted, values, examiner.best(wanted, values))


def _values_of(session: Session, examiner: Examiner, subject: Subject) -> Values:
    needs = examiner.needs()
    known = dossiers.load(session, examiner.plan, needs.indicators, needs.designations, [subject])
    return examiner.values(next(one for one in known if one.subject == subject))


def _designations(catalogue: Catalogue, text: str | None) -> tuple[list[Designation], list[Problem]]:
    if text is None:
        return [one for one in catalogue.designations if SUBJECTS.keys() & set(one.holders)], []
    found = catalogue.by_name(text)
    if found is None:
        return [], [Problem("unknown", N_("目录里没有称号“{value}”"), "designation", text)]
    if not SUBJECTS.keys() & set(found.holders):
        message = N_("“{value}”由展会或人才持有，只能核对企业、品牌和载体平台的称号")
        return [], [Problem("holder", message, "designation", found.zh)]
    return [found], []


def _check(examiner: Examiner, designation: Designation, values: Values, outcome: Outcome) -> Check:
    held = [one for one in values.standings(designation.key) if one.held]
    return Check(
        subject=values.dossier.subject,
        name=values.dossier.name,
        uscc=values.dossier.uscc,
        designation=designation,
        purpose=examiner.purpose,
        as_of=examiner.as_of,
        outcome=outcome,
        held=bool(held),
        valid_until=held[0].valid_until if held else None,
        plan=examiner.plan,
        catalogue=examiner.catalogue,
    )


# ---- as JSON ---------------------------------------------------------------------------------------------------

Json = dict[str, Any]


def as_json(check: Check) -> Json:
    """The check as ``check --json`` prints it."""
    return {
        "subject": check.name,
        "uscc": check.uscc,
        "subject_kind": check.subject[0],
        "designation": check.designation.key,
        "ruleset": check.ruleset.key if check.ruleset else None,
        "purpose": check.purpose,
        "verdict": check.verdict,
        "criteria": [_finding(check, one) for one in check.findings],
    }


def _finding(check: Check, finding: Finding) -> Json:
    criterion, value = finding.criterion, finding.value
    own = criterion if isinstance(criterion, Criterion) else None
    return {
        "key": criterion.key,
        "criterion": gaps.sentence(finding, check.plan, check.catalogue),
        "verdict": finding.verdict,
        "value": value.value if value else None,
        "unit": own.unit if own else None,
        "year": value.year if value else None,
        "threshold": own.threshold if own else None,
        "comparator": own.comparator if own else None,
        "gap": check.gap(finding),
        "source": gaps.source(value, check.catalogue) if value else "",
        "clause": gaps.clause(criterion, check.catalogue),
        "group": own.group if own else None,
        "path": own.path if own else None,
        "confidence": own.confidence if own else check.designation.confidence,
    }
