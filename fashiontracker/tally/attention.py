"""What needs attention on a day: titles about to lapse, windows, candidacies at a standstill, missing entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from fashiontracker.models import findings, windows
from fashiontracker.models.facts import Facts, Subject
from fashiontracker.models.windows import Window
from fashiontracker.plan.designations import Catalogue
from fashiontracker.plan.types import Plan, RevenueOver
from fashiontracker.tally.board import RowResult
from fashiontracker.tally.terms import standing
from fashiontracker.text import pick

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NoticeKind = Literal[
    "lapsing",
    "window_closing",
    "window_opening",
    "document_due",
    "stagnant",
    "stale_figure",
    "no_date",
    "sector_unknown",
]

WARNINGS: Final = (30, 90, 180)
"""Days before the end of a term at which it is called to mind, the most urgent first."""

WINDOW_AHEAD: Final = 60
"""Days ahead in which the opening of an application window is announced."""

DOCUMENTS_AHEAD: Final = 14
"""Days ahead in which something to be prepared for a window is called to mind."""


class Notice(NamedTuple):
    """One thing to see to.

    ``day`` is when it happens (a title's last day, a window's first or last) or since when a candidacy stands still;
    ``days`` counts to it or from it. ``within`` is the warning of `WARNINGS` that a title has come to. ``year`` is that
    of the figure that is missing, ``rows`` are the plan's rows that would count the subject. ``task`` is what has to be
    prepared for a window by the day, in the reader's language.
    """

    kind: NoticeKind
    subject: Subject | None
    name: str
    designation: str | None = None
    day: date | None = None
    days: int | None = None
    within: int | None = None
    stage: str | None = None
    year: int | None = None
    rows: tuple[str, ...] = ()
    task: str = ""


def notices(
    session: Session, facts: Facts, plan: Plan, catalogue: Catalogue, rows: Iterable[RowResult], as_of: date
) -> tuple[Notice, ...]:
    """Everything, kind by kind, the nearest or longest first.

    ``facts`` may hold every title (`load(every_title=True)`), so that others than the plan's are called to mind too;
    ``rows`` are the board of the same day.
    """
    open_windows = windows.windows(session, catalogue)
    return (
        *sorted(lapsing(facts, as_of), key=lambda one: (one.days, one.name)),
        *sorted(of_windows(open_windows, catalogue, as_of), key=lambda one: (one.kind, one.days, one.name)),
        *sorted(documents_due(open_windows, facts, plan, catalogue, as_of), key=lambda one: (one.days, one.name)),
        *sorted(stagnant(facts, plan, as_of), key=lambda one: (-(one.days or 0), one.name)),
        *stale_figures(session, plan, as_of),
        *mendable(rows),
    )


def lapsing(facts: Facts, as_of: date) -> Iterator[Notice]:
    """Titles held that end within the longest warning, their renewal not on record."""
    for designation, chains in facts.chains.items():
        for subject, chain in chains.items():
            stands = standing(chain, as_of)
            if stands and stands.held and stands.valid_until is not None:
                days = (stands.valid_until - as_of).days
                within = next((warning for warning in WARNINGS if days <= warning), None)
                if within is not None:
                    name = facts.bearers[subject].name
                    yield Notice("lapsing", subject, name, designation, stands.valid_until, days, within, stands.stage)


def stagnant(facts: Facts, plan: Plan, as_of: date) -> Iterator[Notice]:
    """Candidacies that have stood at their stage for longer than it usually takes to succeed from there."""
    limits = {stage.key: stage.lead_days for stage in plan.stages if stage.live}
    for designation, chains in facts.chains.items():
        for subject, chain in chains.items():
            stands = standing(chain, as_of)
            limit = limits.get(stands.stage) if stands else None
            if stands and limit is not None and (days := (as_of - stands.since).days) > limit:
                name = facts.bearers[subject].name
                yield Notice("stagnant", subject, name, designation, stands.since, days, stage=stands.stage)


def of_windows(found: Iterable[Window], catalogue: Catalogue, as_of: date) -> Iterator[Notice]:
    """Application windows open on the day, and those that open soon."""
    for one in found:
        name = _title(catalogue, one.designation)
        if one.opens <= as_of <= one.closes:
            yield Notice("window_closing", None, name, one.designation, one.closes, (one.closes - as_of).days)
        elif as_of < one.opens <= as_of + timedelta(days=WINDOW_AHEAD):
            yield Notice("window_opening", None, name, one.designation, one.opens, (one.opens - as_of).days)


def documents_due(
    found: Iterable[Window], facts: Facts, plan: Plan, catalogue: Catalogue, as_of: date
) -> Iterator[Notice]:
    """What has to be prepared soon for a window, where somebody is on the way to its designation."""
    live = {stage.key for stage in plan.stages if stage.live}
    for one in found:
        chains = facts.chains.get(one.designation, {}).values()
        if not any(stands.stage in live for chain in chains if (stands := standing(chain, as_of))):
            continue
        for task in catalogue.preparations:
            day = one.closes - timedelta(days=task.days)
            if as_of <= day <= as_of + timedelta(days=DOCUMENTS_AHEAD):
                name, words = _title(catalogue, one.designation), pick(task.zh, task.en)
                yield Notice("document_due", None, name, one.designation, day, (day - as_of).days, task=words)


def _title(catalogue: Catalogue, key: str) -> str:
    one = catalogue.designations.by_key[key]
    return pick(one.zh, one.en)


def stale_figures(session: Session, plan: Plan, as_of: date) -> Iterator[Notice]:
    """Enterprises whose yearly figure was recorded before but not for last year."""
    year = as_of.year - 1
    for indicator in indicators_of_enterprises(plan):
        for subject, name, last in findings.without_figure(session, indicator, year):
            if last is not None:
                yield Notice("stale_figure", subject, name, year=year)


def indicators_of_enterprises(plan: Plan) -> Sequence[str]:
    """The yearly figures that rows count enterprises by."""
    return sorted({quota.rule.indicator for quota in plan.quotas if isinstance(quota.rule, RevenueOver)})


def mendable(rows: Iterable[RowResult]) -> tuple[Notice, ...]:
    """Near misses that one entry would make count: a missing date or sector, with the rows that wait for it."""
    found: dict[tuple[NoticeKind, Subject], Notice] = {}
    for row in rows:
        for one in row.near_misses:
            kind: NoticeKind
            if one.reason == "no_date":
                kind = "no_date"
            elif one.reason == "sector_unknown":
                kind = "sector_unknown"
            else:
                continue
            subject = (one.subject_kind, one.subject_id)
            known = found.get((kind, subject), Notice(kind, subject, one.subject, one.designation))
            found[kind, subject] = known._replace(rows=(*known.rows, row.key))
    return tuple(sorted(found.values(), key=lambda one: (one.kind, one.name, one.subject)))
