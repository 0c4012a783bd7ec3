"""The value of a metric for a subject as of a day: from figures, derived from yearly figures, from dates and titles.

A year's figure is in force from 31 December of its year. A figure more than one year older than the latest year in
force is out of date: it says nothing of last year, so the value is unknown. What is unknown says which figures are
missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from fashiontracker.models.dossiers import Dossier, Reading
from fashiontracker.plan.designations import Catalogue, Derivation, Metric
from fashiontracker.plan.types import Plan
from fashiontracker.tally.terms import Standing, standing

Origin = Literal["figure", "derived", "founded", "built", "trademark", "title", "no_title", "answer", "score"]

CENTRE_AGES: Final = ("design_center_years", "rd_unit_years")
"""Metrics that a carrier's 建成日期 answers where no figure does."""

PRECISION: Final = 6
"""Decimals that a derived value keeps: 5 % growth two years running is 5 % and not 4.999999."""


class Part(NamedTuple):
    """A figure that a derived value stands on."""

    metric: str
    year: int
    value: float


class Value(NamedTuple):
    """What is compared.

    ``year`` of the (last) figure; ``source`` as recorded, or the sheet (``indicators``, ``roster``). ``parts`` are the
    figures of a derived value; ``titles`` the designations held; ``least``: the value is this or more.
    """

    value: float | bool
    year: int | None
    origin: Origin
    source: str = ""
    parts: tuple[Part, ...] = ()
    titles: tuple[str, ...] = ()
    day: date | None = None
    least: bool = False


class Missing(NamedTuple):
    """No value. ``wants``: figures by metric and year that would give one; ``stale``: the year of one out of date."""

    wants: tuple[tuple[str, int], ...] = ()
    stale: int | None = None


NOTHING: Final = Missing()


def latest_year(as_of: date) -> int:
    """The latest year whose figures are in force."""
    return as_of.year if (as_of.month, as_of.day) == (12, 31) else as_of.year - 1


def whole_years(since: date, day: date) -> int:
    """Birthdays passed; 29 February counts as 1 March in common years."""
    return day.year - since.year - ((day.month, day.day) < (since.month, since.day))


def inputs(catalogue: Catalogue, metrics: Iterable[str]) -> set[str]:
    """The metrics with all that they are derived from."""
    found: set[str] = set()
    todo = list(metrics)
    while todo:
        metric = catalogue.metrics.get(todo.pop())
        if metric is None or metric.key in found:
            continue
        found.add(metric.key)
        if metric.derive:
            todo.extend(name for name in (metric.derive.of, metric.derive.by) if name)
    return found


def stored_under(metric: Metric) -> tuple[str, ...]:
    """The names under which figures of a metric are kept: the plan's indicator where it has one, and its own key."""
    return (metric.indicator, metric.key) if metric.indicator else (metric.key,)


class Values:
    """The metrics of one subject as of one day; each is worked out once."""

    def __init__(self, plan: Plan, catalogue: Catalogue, dossier: Dossier, as_of: date) -> None:
        self.dossier = dossier
        self.as_of = as_of
        self.latest = latest_year(as_of)
        self._plan = plan
        self._metrics = catalogue.metrics
        self._known: dict[str, Value | Missing] = {}
        self._by_year: dict[tuple[str, int], Value | Missing] = {}
        self._standings: dict[str, list[Standing]] = {}

    def of(self, key: str) -> Value | Missing:
        """The value in force."""
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._work_out(self._metrics.by_key[key])
        return found

    def standings(self, designation: str) -> list[Standing]:
        """How the subject and those that count for it stand with a designation."""
        found = self._standings.get(designation)
        if found is None:
            chains = self.dossier.titles.get(designation, ())
            found = self._standings[designation] = [one for chain in chains if (one := standing(chain, self.as_of))]
        return found

    def holds(self, designations: Sequence[str]) -> Value:
        """Whether any of the titles is held; none on record is a no."""
        for designation in designations:
            for one in self.standings(designation):
                if one.held:
                    day = one.recognised_on or one.since
                    return Value(True, day.year, "title", titles=(designation,), day=one.valid_until)
        return Value(False, None, "no_title", titles=tuple(designations))

    def _work_out(self, metric: Metric) -> Value | Missing:
        if metric.type == "title":
            return self.holds(metric.titles)
        if metric.type in ("statement", "choice"):
            return NOTHING
        latest = self.in_year(metric.key, self.latest)
        if isinstance(latest, Value):
            return latest
        before = self.in_year(metric.key, self.latest - 1)
        if isinstance(before, Value):
            return before
        recorded = self._recorded(metric)
        if recorded is not None:
            return recorded
        nearest = before if len(before.wants) < len(latest.wants) else latest
        stale = self._stale_year(metric)
        return nearest if stale is None else Missing(nearest.wants, stale)

    def in_year(self, key: str, year: int) -> Value | Missing:
        """The value of one year: the figure itself, else derived; what is missing where it is neither."""
        known = self._by_year.get((key, year))
        if known is None:
            # a derivation that comes back to itself finds nothing
            self._by_year[key, year] = NOTHING
            known = self._by_year[key, year] = self._find(self._metrics.by_key[key], year)
        return known

    def _find(self, metric: Metric, year: int) -> Value | Missing:
        figures = self.dossier.figures
        for name in stored_under(metric):
            reading = figures[name].get(year) if name in figures else None
            value = None if reading is None else self._in_unit(reading, metric)
            if reading is not None and value is not None:
                source = reading.source or reading.entered_in
                return Value(bool(value) if metric.type == "truth" else value, year, "figure", source)
        if metric.derive is None or metric.derive.how == "age":
            return NOTHING if metric.derive else Missing(((metric.key, year),))
        return self._derive(metric.derive, year)

    def _in_unit(self, reading: Reading, metric: Metric) -> float | None:
        if metric.unit is None or metric.type != "number" or reading.unit == metric.unit:
            return reading.value
        return self._plan.converted(reading.value, reading.unit, metric.unit)

    def _derive(self, derive: Derivation, year: int) -> Value | Missing:
        first = year - derive.years + (derive.how not in ("cagr", "growth_mean"))
        series: dict[str, list[float]] = {}
        parts: list[Part] = []
        wants: list[tuple[str, int]] = []
        sources: list[str] = []
        for key in (derive.of,) if derive.by is None else (derive.of, derive.by):
            for one in range(first, year + 1):
                found = self.in_year(key, one)
                if isinstance(found, Missing):
                    wants.extend(found.wants or ((key, one),))
                    continue
                series.setdefault(key, []).append(float(found.value))
                parts.extend(found.parts or (Part(key, one, float(found.value)),))
                sources.append(found.source)
        if wants:
            return Missing(tuple(dict.fromkeys(wants)))
        value = _HOW[derive.how](series[derive.of], series[derive.by] if derive.by else [], derive.years)
        if value is None:
            return NOTHING
        return Value(
            round(value, PRECISION),
            year,
            "derived",
            "；".join(dict.fromkeys(source for source in sources if source)),
            tuple(dict.fromkeys(parts)),
        )

    def _recorded(self, metric: Metric) -> Value | None:
        """What the registry itself tells: the age of a firm, a brand or a carrier, and its trademark."""
        dossier = self.dossier
        if metric.derive is not None and metric.derive.how == "age":
            if dossier.founded_on is None or dossier.founded_on > self.as_of:
                return None
            age = whole_years(dossier.founded_on, self.as_of)
            return Value(age, self.as_of.year, "founded", day=dossier.founded_on)
        if metric.key == "has_registered_trademark" and dossier.trademark_no:
            return Value(True, None, "trademark", dossier.trademark_no)
        if metric.key == "brand_age_years" and dossier.founded_year is not None:
            years = self.as_of.year - dossier.founded_year
            return Value(years, self.as_of.year, "founded", str(dossier.founded_year)) if years >= 0 else None
        if metric.key in CENTRE_AGES and dossier.built_on is not None and dossier.built_on <= self.as_of:
            return Value(whole_years(dossier.built_on, self.as_of), self.as_of.year, "built", day=dossier.built_on)
        return None

    def _stale_year(self, metric: Metric) -> int | None:
        years = [
            year
            for name in stored_under(metric)
            for year in self.dossier.figures.get(name, ())
            if year < self.latest - 1
        ]
        return max(years, default=None)


Series = Sequence[float]


def _growths(series: Series) -> list[float] | None:
    if min(series[:-1]) <= 0:
        return None
    return [(later / earlier - 1) * 100 for earlier, later in pairwise(series)]


def _growth_mean(of: Series, _by: Series, years: int) -> float | None:
    growths = _growths(of)
    return None if growths is None else sum(growths) / years


def _cagr(of: Series, _by: Series, years: int) -> float | None:
    if of[0] <= 0 or of[-1] < 0:
        return None
    return float(((of[-1] / of[0]) ** (1 / years) - 1) * 100)


def _ratio_min(of: Series, by: Series, _years: int) -> float | None:
    if min(by) <= 0:
        return None
    return min(one / other * 100 for one, other in zip(of, by, strict=True))


def _ratio_of_sums(of: Series, by: Series, _years: int) -> float | None:
    return sum(of) / sum(by) * 100 if sum(by) > 0 else None


_HOW: Final[Mapping[str, Callable[[Series, Series, int], float | None]]] = {
    "sum": lambda of, _by, _years: sum(of),
    "mean": lambda of, _by, years: sum(of) / years,
    "min": lambda of, _by, _years: min(of),
    "cagr": _cagr,
    "growth_mean": _growth_mean,
    "ratio": _ratio_of_sums,
    "ratio_min": _ratio_min,
    "ratio_of_sums": _ratio_of_sums,
}
