"""The rating of exhibitions by the plan's factors (四（五）2): points for what is known, none for what is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from fashiontracker.models.tables import Enterprise, Exhibition

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.plan.types import Plan, RatingFactor, RatingGrade

MOST: Final = 100.0
"""The points of a factor whose measure is full."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition as it is recorded; ``area`` in 平方米, ``previous_area`` that of the edition before, where known."""

    name: str
    owner: str
    sectors: tuple[str, ...]
    venue: str
    year: int
    area: float | None
    previous_area: float | None
    exhibitors: int | None
    foreign_exhibitors: int | None
    visitors: int | None
    ufi: bool | None

    @property
    def growth(self) -> float | None:
        """By how many percent the area grew from the edition before; unknown for a first edition."""
        if self.area is None or not self.previous_area:
            return None
        return 100 * (self.area - self.previous_area) / self.previous_area

    @property
    def density(self) -> float | None:
        """Exhibitors on 1,000 平方米."""
        return None if self.exhibitors is None or not self.area else 1000 * self.exhibitors / self.area

    @property
    def foreign_share(self) -> float | None:
        """Percent of the exhibitors that come from abroad."""
        if self.foreign_exhibitors is None or not self.exhibitors:
            return None
        return 100 * self.foreign_exhibitors / self.exhibitors

    @property
    def measures(self) -> Mapping[str, float | None]:
        """What the plan's factors look at, by the factor's key."""
        return {
            "scale": self.area,
            "growth": self.growth,
            "specialisation": self.density,
            "internationalisation": self.foreign_share,
            "influence": None if self.visitors is None else float(self.visitors),
        }


@dataclass(frozen=True, slots=True)
class Points:
    """One factor: its measure and its points from 0 to 100, both None where the measure is unknown."""

    factor: str
    weight: float
    value: float | None
    points: float | None


@dataclass(frozen=True, slots=True)
class Rated:
    """An edition with its points. ``score`` adds up what is known, ``most`` is what it would be at best.

    ``grade`` is None where the score is below every grade, or where the unknown could still change it
    (``undecided``).
    """

    edition: Edition
    points: tuple[Points, ...]
    score: float
    most: float
    grade: str | None
    undecided: bool


def editions(session: Session, until: int) -> dict[str, tuple[Edition, ...]]:
    """The editions of every exhibition up to a year, the oldest first, by the key of its name."""
    e = Exhibition
    query = select(e, Enterprise.name).outerjoin(Enterprise, Enterprise.id == e.owner_id)
    query = query.where(e.trashed_at.is_(None), e.year <= until).order_by(e.name_key, e.year, e.id)
    found: dict[str, tuple[Edition, ...]] = {}
    for row, owner in session.execute(query):
        before = [one for one in found.get(row.name_key, ()) if one.year < row.year]
        edition = Edition(
            name=row.name,
            owner=owner or "",
            sectors=row.sectors,
            venue=row.venue or "",
            year=row.year,
            area=row.area,
            previous_area=before[-1].area if before else None,
            exhibitors=row.exhibitors,
            foreign_exhibitors=row.foreign_exhibitors,
            visitors=row.visitors,
            ufi=row.ufi,
        )
        found[row.name_key] = (*found.get(row.name_key, ()), edition)
    return found


def rate(plan: Plan, edition: Edition) -> Rated:
    """Points grow from 0 to 100 while a factor's measure grows from 0 to its ``full``; a fall scores nothing."""
    points = tuple(_points(factor, edition.measures.get(factor.key)) for factor in plan.exhibition_rating)
    score = sum(one.weight * one.points for one in points if one.points is not None)
    most = score + sum(one.weight * MOST for one in points if one.points is None)
    low, high = (_grade(plan.exhibition_grades, total) for total in (score, most))
    return Rated(edition, points, round(score, 1), round(most, 1), low if low == high else None, low != high)


def _points(factor: RatingFactor, value: float | None) -> Points:
    points = None if value is None else max(0.0, min(MOST, MOST * value / factor.full))
    return Points(factor.key, factor.weight, value, points)


def _grade(grades: Sequence[RatingGrade], score: float) -> str | None:
    return next((grade.zh for grade in grades if round(score, 1) >= grade.least), None)
