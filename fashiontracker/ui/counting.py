"""The count as the pages share it: read once for each state of the database, then counted for any date.

What is known carries the journal's head; whoever asks after another entry was written finds it stale, whichever
signal came first.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fashiontracker.progress import Progress
from fashiontracker.text import _, language, pick
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.range_bar import Reach

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.models.census import Census
    from fashiontracker.models.facts import Facts, Subject
    from fashiontracker.models.papers import File, Place
    from fashiontracker.plan.types import Plan, Quota
    from fashiontracker.tally.board import RowResult
    from fashiontracker.tally.forecast import Assumed, Forecast

KEPT_DAYS = 8

WATCHED = frozenset(
    {
        *("enterprise", "brand", "carrier", "talent", "exhibition", "standard"),
        *("stage_event", "figure", "milestone_progress", "evidence", "evidence_link", "setting"),
    }
)
"""The tables that the count and its lists stand on."""


@dataclass(frozen=True, slots=True)
class Known:
    """What was read at one head of the journal.

    ``trend``: how many graded rows were reached, by the quarter's end; ``files``: evidence by record; ``numbers``:
    certificate or document numbers by event; ``kinds``: of carriers and talents.
    """

    head: str
    facts: Facts
    census: Census
    trend: Sequence[tuple[date, int]]
    files: Mapping[Place, tuple[File, ...]]
    numbers: Mapping[int, str]
    kinds: Mapping[Subject, str]


class Counting(QObject):
    """Reads off the window's thread, counts on it: a switch of the date reads nothing."""

    arrived = Signal()
    """What is known is fresh again: those who asked may ask once more."""

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._known: Known | None = None
        self._days: dict[date, dict[str, RowResult]] = {}
        self._forecasts: dict[tuple[str, date], Forecast | None] = {}
        self._reading = False

    def ask(self, work: Callable[[Job[Known]], object]) -> Known | None:
        """What is known; where it is stale, None now, a job given to ``work``, and `arrived` once it is done."""
        if self._known is not None and self._known.head == self._app.store.history.head():
            return self._known
        if not self._reading:
            self._reading = True
            work(Job(_("正在统计"), self._read, self._keep, reads=True))
        return None

    def rows(self, day: date) -> Mapping[str, RowResult]:
        """All rows of the plan on a day, by key; only once `ask` has given something."""
        from fashiontracker.tally import board

        assert self._known is not None
        if day not in self._days:
            if len(self._days) >= KEPT_DAYS:
                self._forget(next(iter(self._days)))
            found = board.rows(self._known.facts, self._app.plan, self._app.catalogue, day)
            self._days[day] = {row.key: row for row in found}
        return self._days[day]

    def forecast(self, key: str, day: date, assume: Assumed | None = None) -> Forecast | None:
        """The forecast of a row with what moves it; None where there is none. What is assumed is stored nowhere."""
        if assume:
            return self._forecast(key, day, assume)
        if (key, day) not in self._forecasts:
            self._forecasts[key, day] = self._forecast(key, day, {})
        return self._forecasts[key, day]

    def _forecast(self, key: str, day: date, assume: Assumed) -> Forecast | None:
        from fashiontracker.tally import forecast

        assert self._known is not None
        plan, quota = self._app.plan, self._app.plan.quotas.get(key)
        return forecast.forecast(self._known.facts, plan, self._app.catalogue, quota, day, assume) if quota else None

    def _read(self) -> Generator[Progress, None, Known]:
        try:
            return (yield from read(self._app))
        finally:
            self._reading = False

    def _keep(self, read: Known) -> None:
        self._known = read
        self._days.clear()
        self._forecasts.clear()
        self.arrived.emit()

    def _forget(self, day: date) -> None:
        del self._days[day]
        self._forecasts = {place: found for place, found in self._forecasts.items() if place[1] != day}


def read(app: App) -> Generator[Progress, None, Known]:
    """Read what the count stands on, on one snapshot of the database."""
    from fashiontracker.models import census, facts, papers
    from fashiontracker.tally import history

    yield Progress(0, 3, _("正在读取记录"))
    plan, head = app.plan, app.store.history.head()  # an entry written meanwhile leaves it stale, never wrong
    with app.store.reading() as session:
        known = facts.load(session, plan, every_title=True)
        yield Progress(1, 3, _("正在读取佐证"))
        files, numbers = papers.evidence_files(session), papers.document_numbers(session)
        size = census.take(session)
    yield Progress(2, 3, _("正在统计走势"))
    quarters = history.quarter_ends(plan.start, plan.end)
    reached = history.reached(known, plan, quarters)
    kinds = {one.subject: one.kind for dated in known.dated.values() for one in dated}
    return Known(head, known, size, tuple(zip(quarters, reached, strict=True)), files, numbers, kinds)


def reach_of(found: RowResult, expected: float | None = None) -> Reach:
    """A row's numbers as its bar draws them; ``expected`` is the number foreseen for the period's last day."""
    return Reach(found.actual, found.min, found.max, found.expected_pace, expected)


def unit_word(plan: Plan, row: RowResult | Quota) -> str:
    """The unit in the language in force; English says what is counted in the row's name and leaves 家 and 个 out."""
    if row.kind == "count" and language() == "en":
        return ""
    unit = plan.units.named(row.unit or "")
    return pick(unit.zh, unit.en) if unit and row.kind != "count" else row.unit or ""
