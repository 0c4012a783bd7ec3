"""The numbers of document 1 as data: every row of the plan, its ledger of subjects, its curve."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from fashiontracker.plan.captions import caption
from fashiontracker.plan.types import Indicator, Milestone, Plan, Quota, RevenueOver
from fashiontracker.reports.stamp import Stamp
from fashiontracker.tally import words

if TYPE_CHECKING:
    from fashiontracker.models.facts import Facts
    from fashiontracker.models.papers import File, Place
    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.tally.board import Counted, RowResult

Curve = Sequence[tuple[date, float | None]]
MILESTONE = "按已登记的进展，取不晚于截至日的最后一条。"
HASH_DIGITS = 8


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One subject under a row; ``ledger`` (W-13-2) is what the paper calls it, empty for a near miss.

    ``record`` is the subject's kind and id: what a later count is compared by, whatever the subject is called then.
    ``owner`` is the enterprise it belongs to, where it is none itself. ``basis`` is the title, the kind, or the figure
    with its year, for which it counts; ``since`` the day of recognition, building, acquisition or publication;
    ``document_no`` the title's document or certificate, or the figure's source.
    """

    ledger: str
    record: tuple[str, int]
    subject: str
    owner: str
    uscc: str
    basis: str
    document_no: str
    since: date | None
    valid_until: date | None
    evidence: str
    reason: str


@dataclass(frozen=True, slots=True)
class RowSheet:
    """One row of the plan: its words, its number, and the subjects behind it."""

    number: int
    key: str
    ledger: str
    name: str
    clause: str
    clause_ref: str
    caption: str
    kind: Literal["count", "indicator", "milestone"]
    unit: str
    least: float | None
    most: float | None
    actual: float | None
    year: int | None
    pace: float | None
    status: str
    forecast: float | None
    stale: int
    progress: str
    counted: tuple[LedgerLine, ...]
    near_misses: tuple[LedgerLine, ...]
    curve: tuple[tuple[date, float | None], ...]

    @property
    def graded(self) -> bool:
        """Whether the plan names a number for it."""
        return self.least is not None or self.most is not None


@dataclass(frozen=True, slots=True)
class GroupSheet:
    """A block of the plan's goals with its rows in the text's order."""

    key: str
    name: str
    title: str
    rows: tuple[RowSheet, ...]


@dataclass(frozen=True, slots=True)
class TargetSheet:
    """Everything that document 1 prints."""

    stamp: Stamp
    start: date
    end: date
    groups: tuple[GroupSheet, ...]

    @property
    def rows(self) -> tuple[RowSheet, ...]:
        """All rows in the plan's order."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def foreseen(self) -> bool:
        """Whether there is still something to foresee: once the period is over a forecast only repeats the number."""
        return self.stamp.as_of < self.end and any(row.forecast is not None for row in self.rows)


def group_letters(keys: Sequence[str]) -> dict[str, str]:
    """A letter for each group: the first of its key that no group before it has taken."""
    taken: dict[str, str] = {}
    for key in keys:
        spare = (letter for letter in key.upper() + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if letter.isalpha())
        taken[key] = next(letter for letter in spare if letter not in taken.values())
    return taken


class Ledger:
    """Makes the lines of the sheet from what the count found.

    ``numbers``: document or certificate numbers by event; ``sources``: where figures were published, by figure;
    ``files``: evidence by record.
    """

    def __init__(
        self,
        plan: Plan,
        catalogue: Catalogue,
        facts: Facts,
        numbers: Mapping[int, str],
        sources: Mapping[int, str],
        files: Mapping[Place, tuple[File, ...]],
    ) -> None:
        self._plan, self._catalogue, self._facts = plan, catalogue, facts
        self._papers = {"stage_event": numbers, "figure": sources}
        self._files = files
        self._kinds = {one.subject: one.kind for dated in facts.dated.values() for one in dated}

    def lines(self, quota: Quota, found: Sequence[Counted], ledger: str = "") -> Iterator[LedgerLine]:
        """The subjects in their order; numbered where there is a ledger number to begin with."""
        for place, one in enumerate(found, 1):
            yield LedgerLine(
                ledger=f"{ledger}-{place}" if ledger else "",
                record=(one.subject_kind, one.subject_id),
                subject=one.subject,
                owner=self._owner(one),
                uscc=one.uscc or "",
                basis=self._basis(quota, one),
                document_no="、".join(self._named(one)),
                since=one.recognised_on or one.day,
                valid_until=one.valid_until,
                evidence=self._evidence(one),
                reason=words.REASONS[one.reason] if one.reason else "",
            )

    def _named(self, one: Counted) -> Iterator[str]:
        """The documents that bear the subject out: numbers of titles, sources of figures, each once."""
        found = (self._papers.get(table, {}).get(key) for table, key in one.records)
        yield from dict.fromkeys(name for name in found if name)

    def _owner(self, one: Counted) -> str:
        bearer = self._facts.bearers.get((one.subject_kind, one.subject_id))
        home = self._facts.bearers.get(("enterprise", bearer.owner)) if bearer and bearer.owner is not None else None
        return home.name if home else ""

    def _basis(self, quota: Quota, one: Counted) -> str:
        if one.designation:
            designation = self._catalogue.designations.get(one.designation)
            title = designation.zh if designation else one.designation
            stage = self._plan.stages.get(one.stage or "")
            return f"{title}（{stage.zh}）" if stage and stage.live and not one.recognised_on else title
        if one.value is None:
            key = self._kinds.get((one.subject_kind, one.subject_id), "")
            kind = self._plan.carrier_kinds.get(key) or self._plan.talent_kinds.get(key)
            return kind.zh if kind else ""
        amount = f"{one.year}年 {words.number(one.value)}{self._unit(quota)}"
        return f"{amount}（数值过期）" if one.stale else amount

    def _unit(self, quota: Quota) -> str:
        """The unit of a counted value: an indicator's own row, else the indicator that the row asks for."""
        if isinstance(quota.rule, RevenueOver):
            indicator = self._plan.indicators.get(quota.rule.indicator)
            return indicator.unit if indicator else ""
        return quota.unit if isinstance(quota.rule, Indicator) else ""

    def _evidence(self, one: Counted) -> str:
        places = dict.fromkeys([*one.records, (one.subject_kind, one.subject_id)])
        files = dict.fromkeys(file for place in places for file in self._files.get(place, ()))
        return "、".join(f"{file.name}（{file.sha256[:HASH_DIGITS]}）" for file in files)


def row_sheet(
    plan: Plan, catalogue: Catalogue, result: RowResult, ledger: str, lines: Ledger, curve: Curve, progress: str
) -> RowSheet:
    """One row of the sheet from the count's result; ``progress`` is what was last noted of a milestone."""
    planned = plan.row(result.key)
    assert isinstance(planned, Quota | Milestone)
    quota = planned if isinstance(planned, Quota) else None
    return RowSheet(
        number=int(ledger.split("-")[1]),
        key=result.key,
        ledger=ledger,
        name=planned.zh,
        clause=planned.clause,
        clause_ref=planned.clause_ref,
        caption=caption(quota, plan, catalogue) if quota else MILESTONE,
        kind=result.kind,
        unit=result.unit or "",
        least=result.min,
        most=result.max,
        actual=result.actual,
        year=result.year,
        pace=result.expected_pace,
        status=result.status,
        forecast=result.forecast,
        stale=result.stale,
        progress=progress,
        counted=tuple(lines.lines(quota, result.counted, ledger)) if quota else (),
        near_misses=tuple(lines.lines(quota, result.near_misses)) if quota else (),
        curve=tuple(curve),
    )
