"""How good the records are: what is missing in which, and which names look alike."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from fashiontracker.models import alike, findings
from fashiontracker.models.facts import Subject
from fashiontracker.plan.types import Plan
from fashiontracker.progress import Progress
from fashiontracker.tally.attention import indicators_of_enterprises
from fashiontracker.text import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FlawKind = Literal["no_code", "no_sector", "no_district", "no_built_date", "no_figure", "look_alike"]


class Flaw(NamedTuple):
    """Something missing in a record, or two names that look alike (``other``). ``year`` is the missing figure's, and
    ``last`` the latest year before it that has one.
    """

    kind: FlawKind
    subject: Subject
    name: str
    year: int | None = None
    last: int | None = None
    other: Subject | None = None
    other_name: str = ""


def survey(session: Session, plan: Plan, as_of: date) -> Generator[Progress, None, tuple[Flaw, ...]]:
    """Every flaw, kind by kind; figures are asked for the year before the day's."""
    done = [state.key for state in plan.carrier_states if state.done]
    yield Progress(0, 3, _("正在查找缺失的内容"))
    flaws = [Flaw("no_code", *one[:2]) for one in findings.without_code(session)]
    flaws += [Flaw("no_sector", *one[:2]) for one in findings.without_sector(session)]
    flaws += [Flaw("no_district", *one[:2]) for one in findings.without_district(session)]
    flaws += [Flaw("no_built_date", *one[:2]) for one in findings.built_without_date(session, done)]
    yield Progress(1, 3, _("正在查找缺失的年度指标"))
    year = as_of.year - 1
    for indicator in indicators_of_enterprises(plan):
        missing = findings.without_figure(session, indicator, year)
        flaws += [Flaw("no_figure", subject, name, year, last) for subject, name, last in missing]
    yield Progress(2, 3, _("正在比对相近的名称"))
    return (*flaws, *look_alikes(session))


def look_alikes(session: Session) -> list[Flaw]:
    """Pairs of enterprises whose names look alike, without those that the user declared distinct."""
    known = {key: (name, name_key) for key, name, name_key in findings.names(session)}
    distinct = findings.declared_distinct(session)
    found = sorted(alike.pairs((key, name_key) for key, (name, name_key) in known.items()))
    return [
        Flaw(
            "look_alike",
            ("enterprise", left),
            known[left][0],
            other=("enterprise", right),
            other_name=known[right][0],
        )
        for left, right in found
        if (left, right) not in distinct
    ]
