"""The front door of the count: every row of the plan as of a date, with the lists behind its number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from fashiontracker.models.bulk import nothing_is_garbage
from fashiontracker.models.facts import Facts, load
from fashiontracker.plan.types import Indicator, Milestone, Plan, Quota
from fashiontracker.tally.annual import AREA_UNIT, Reading, reading
from fashiontracker.tally.forecast import is_forecast, probability
from fashiontracker.tally.pools import pool_of
from fashiontracker.tally.status import default_as_of, expected_pace, milestone_state, status_of
from fashiontracker.tally.verdicts import Verdict, verdicts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.plan.designations import Catalogue

__all__ = ["Counted", "RowResult", "as_json", "default_as_of", "row_result", "rows", "status_rows"]


class Counted(NamedTuple):
    """A subject that counts, or a near miss with its ``reason`` (a code of rule 9).

    ``subject`` is its name, ``uscc`` its own code or its owner's; the other fields are those of `verdicts.Verdict`.
    ``value`` is in the row's unit where the row is an indicator, else in the indicator's (万元).
    """

    subject_kind: str
    subject_id: int
    subject: str
    uscc: str | None
    designation: str | None
    recognised_on: date | None
    valid_until: date | None
    reason: str | None
    day: date | None
    year: int | None
    value: float | None
    stage: str | None
    stale: bool
    records: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class RowResult:
    """A row on a day. ``actual`` is the length of ``counted`` for a count, the figure for an indicator (None without
    one, and for a milestone). ``stale`` is how many of the counted rest on an old figure; ``year`` is an indicator's.
    """

    key: str
    kind: Literal["count", "indicator", "milestone"]
    sector_group: str
    unit: str | None
    min: float | None
    max: float | None
    actual: float | None
    status: str
    forecast: float | None
    stale: int
    counted: tuple[Counted, ...]
    near_misses: tuple[Counted, ...]
    expected_pace: float | None
    year: int | None = None


def status_rows(
    session: Session, plan: Plan, catalogue: Catalogue, as_of: date, facts: Facts | None = None
) -> tuple[RowResult, ...]:
    """All rows in the order of the plan's text; ``facts`` spares reading them again."""
    return rows(facts or load(session, plan), plan, catalogue, as_of)


@nothing_is_garbage()
def rows(facts: Facts, plan: Plan, catalogue: Catalogue, as_of: date) -> tuple[RowResult, ...]:
    """All rows in the order of the plan's text, from facts at hand."""
    return tuple(row_result(facts, plan, catalogue, row, as_of) for row in plan.rows)


def row_result(facts: Facts, plan: Plan, catalogue: Catalogue, row: Quota | Milestone, as_of: date) -> RowResult:
    """One row."""
    if isinstance(row, Milestone):
        state = milestone_state(plan, facts.milestones.get(row.key, ()), as_of)
        return RowResult(row.key, "milestone", row.group, None, None, None, None, state, None, 0, (), (), None)
    if isinstance(row.rule, Indicator):
        return _indicator(facts, plan, row, row.rule, as_of)
    pool = pool_of(facts, plan, row)
    said = verdicts(pool, as_of)
    counting = [member for member, found in said if found.reason is None]
    at_end = len(counting)
    if as_of > plan.end:
        at_end = sum(found.reason is None for _, found in verdicts(pool, plan.end))
    if as_of < plan.end:
        forecast = probability(facts, plan, catalogue, row, pool, set(counting), as_of)
    else:
        forecast = float(at_end >= (row.min or 0)) if is_forecast(row) else None
    return _result(
        plan,
        row,
        as_of,
        len(counting),
        at_end,
        counted=_listed(facts, (found for _, found in said if found.reason is None)),
        near_misses=_listed(facts, (found for _, found in said if found.reason is not None)),
        forecast=forecast,
        stale=sum(found.stale for _, found in said if found.reason is None),
    )


def _listed(facts: Facts, found: Iterable[Verdict]) -> tuple[Counted, ...]:
    return _sorted(_counted(facts, said) for said in found)


def _counted(facts: Facts, said: Verdict) -> Counted:
    return Counted(
        said.subject[0],
        said.subject[1],
        facts.bearers[said.subject].name,
        facts.uscc(said.subject),
        said.designation,
        said.recognised_on,
        said.valid_until,
        said.reason,
        said.day,
        said.year,
        said.value,
        said.stage,
        said.stale,
        said.records,
    )


def _sorted(found: Iterable[Counted]) -> tuple[Counted, ...]:
    def place(one: Counted) -> tuple[Any, ...]:
        return (one.recognised_on or one.day or date.min, -(one.value or 0), one.subject, one.uscc or "", one[:2])

    return tuple(sorted(found, key=place))


def _indicator(facts: Facts, plan: Plan, quota: Quota, rule: Indicator, as_of: date) -> RowResult:
    read = reading(facts, plan, quota, rule, as_of)
    end = reading(facts, plan, quota, rule, plan.end)
    return _result(
        plan,
        quota,
        as_of,
        read.value if read else None,
        end.value if end else None,
        counted=_sources(plan, quota, read) if read else (),
        year=read.year if read else None,
    )


def _sources(plan: Plan, quota: Quota, read: Reading) -> tuple[Counted, ...]:
    """What the figure is made of: the official one, or every edition with its area in the row's unit."""
    if read.figure is None:
        return _sorted(
            _source(
                "exhibition", edition.id, edition.name, read.year, plan.converted(edition.area, AREA_UNIT, quota.unit)
            )
            for edition in read.editions
        )
    sector = plan.sectors.get(read.source)
    return (_source("figure", read.figure, sector.zh if sector else read.source, read.year, read.value),)


def _source(table: str, key: int, name: str, year: int, value: float | None) -> Counted:
    return Counted(table, key, name, None, None, None, None, None, None, year, value, None, False, ((table, key),))


def _result(
    plan: Plan, quota: Quota, as_of: date, actual: float | None, at_end: float | None, **rest: Any
) -> RowResult:
    pace = expected_pace(plan, quota, as_of)
    given = {"counted": (), "near_misses": (), "forecast": None, "stale": 0, **rest}
    return RowResult(
        key=quota.key,
        kind=quota.kind,
        sector_group=quota.group,
        unit=quota.unit,
        min=quota.min,
        max=quota.max,
        actual=actual,
        status=status_of(plan, quota, actual, at_end, as_of),
        expected_pace=None if pace is None else float(pace),
        **given,
    )


# ---- as JSON ---------------------------------------------------------------------------------------------------


def as_json(row: RowResult, with_lists: bool) -> dict[str, Any]:
    """The row as `status --json` prints it; dates are ISO text, whole numbers have no point."""
    numbers = {"min": row.min, "max": row.max, "actual": row.actual}
    found: dict[str, Any] = {
        "key": row.key,
        "kind": row.kind,
        "sector_group": row.sector_group,
        "unit": row.unit,
        **{name: _number(value) for name, value in numbers.items()},
        "status": row.status,
        "forecast": None if row.forecast is None else _number(round(row.forecast, 12)),
        "stale": row.stale,
    }
    if with_lists:
        found["counted"] = _list_as_json(row.counted)
        found["near_misses"] = _list_as_json(row.near_misses)
    return found


def _list_as_json(found: Sequence[Counted]) -> list[dict[str, str | None]]:
    return [
        {
            "subject": one.subject,
            "uscc": one.uscc,
            "designation": one.designation,
            "recognised_on": one.recognised_on.isoformat() if one.recognised_on else None,
            "valid_until": one.valid_until.isoformat() if one.valid_until else None,
            "reason": one.reason,
        }
        for one in found
    ]


def _number(value: float | None) -> int | float | None:
    return int(value) if value is not None and float(value).is_integer() else value
