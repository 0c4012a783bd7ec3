"""Scored evaluations: points by bands, floors for each part. A missing item may bring anything from worst to best."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from fashiontracker.models.judgements import place
from fashiontracker.plan.designations import Band, Designation, ScoreItem
from fashiontracker.tally.metrics import Missing, Value, Values


class PartScore(NamedTuple):
    """The points of one part: at least ``low``, at most ``high``; ``floor`` is what it must reach."""

    part: str
    low: float
    high: float
    floor: float


class ItemScore(NamedTuple):
    """One item: its value and its points; without a value the points are between ``low`` and ``high``."""

    item: ScoreItem
    value: Value | Missing
    low: float
    high: float


class Score(NamedTuple):
    """A whole evaluation; ``low`` = ``high`` where every item is known."""

    low: float
    high: float
    parts: tuple[PartScore, ...]
    items: tuple[ItemScore, ...]

    @property
    def wants(self) -> tuple[tuple[str, int], ...]:
        """The figures that would complete it."""
        missing = (one.value for one in self.items)
        return tuple(dict.fromkeys(want for one in missing if isinstance(one, Missing) for want in one.wants))


def score_metric(designation: Designation) -> str:
    """The metric that a designation's score items add up to."""
    return f"score.{designation.key}"


def score(designation: Designation, values: Values) -> Score:
    """The points that the values bring."""
    items = tuple(_item(designation, item, values) for item in designation.score_items)
    lows: dict[str, float] = defaultdict(float)
    highs: dict[str, float] = defaultdict(float)
    for one in items:
        lows[one.item.part] += one.low
        highs[one.item.part] += one.high
    rules = {rule.part: rule for rule in designation.score_rules}
    parts = []
    for part, low in lows.items():
        rule = rules.get(part)
        most = float("inf") if rule is None or rule.max is None else rule.max
        parts.append(PartScore(part, min(low, most), min(highs[part], most), rule.min if rule else 0))
    return Score(sum(part.low for part in parts), sum(part.high for part in parts), tuple(parts), items)


def _item(designation: Designation, item: ScoreItem, values: Values) -> ItemScore:
    choice = _chosen(designation, item, values)
    value = values.of(item.metric)
    if choice is not None:
        points = next(band.points for band in item.bands if band.is_ == choice)
        return ItemScore(item, Value(True, None, "answer", choice), points, points)
    if isinstance(value, Missing):
        every = [band.points for band in item.bands]
        return ItemScore(item, value, min(every), max(every))
    points = next((band.points for band in item.bands if _fits(band, value.value)), 0.0)
    return ItemScore(item, value, points, points)


def _chosen(designation: Designation, item: ScoreItem, values: Values) -> str | None:
    """The class that people recorded last, where the item asks for one."""
    found = None
    for band in item.bands:
        if isinstance(band.is_, str):
            for answer in values.dossier.answers.get(place(designation.key, "score", item.key, band.is_), ()):
                if (
                    answer.answer
                    and answer.answered_on <= values.as_of
                    and (found is None or answer.answered_on >= found[0])
                ):
                    found = (answer.answered_on, band.is_)
    return None if found is None else found[1]


def _fits(band: Band, value: float | bool) -> bool:
    if band.is_ is not None:
        return isinstance(value, bool) and value is band.is_
    return (band.gte is None or value >= band.gte) and (band.lte is None or value <= band.lte)
