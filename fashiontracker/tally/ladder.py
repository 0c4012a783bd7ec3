"""The ladder of brands: who stands on which tier, with which titles, and who went up or down since when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from fashiontracker.models import ladder
from fashiontracker.models.ladder import LadderBrand, TierStep
from fashiontracker.tally.selection import holders

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.plan.types import Plan

Way = Literal["entered", "up", "down", "left"]
NONE: Final = ""
"""The place of a brand without a tier."""


class Move(NamedTuple):
    """A brand that came to another tier; ``before`` and ``after`` are keys of tiers or None."""

    step: TierStep
    way: Way


@dataclass(frozen=True, slots=True)
class Ladder:
    """The brands as they are recorded now, their titles held on the day, and the moves that the journal knows.

    ``tiers`` are the keys from the top down. Tiers bear no date: a move's day is that of its writing.
    """

    day: date
    tiers: tuple[str, ...]
    brands: tuple[LadderBrand, ...]
    titles: Mapping[int, tuple[str, ...]]
    moves: tuple[Move, ...]

    def on(self, tier: str | None) -> list[LadderBrand]:
        """The brands of a tier; `NONE` asks for those without one, None for all."""
        return [one for one in self.brands if tier is None or (one.tier or NONE) == tier]

    def of_region(self, regional_brand: str) -> list[LadderBrand]:
        """The brands under a regional brand."""
        return [one for one in self.brands if one.regional_brand == regional_brand]

    def last_move(self) -> Mapping[int, Move]:
        """Each brand's latest move."""
        return {move.step.brand: move for move in self.moves}

    def over_years(self) -> list[tuple[int, Mapping[str, int]]]:
        """How many brands stood on each tier at the end of each year in which something was written, by the journal."""
        stands: dict[int, str | None] = {}
        found: dict[int, Mapping[str, int]] = {}
        for move in self.moves:
            stands[move.step.brand] = move.step.after
            found[move.step.day.year] = Counter(tier for tier in stands.values() if tier)
        if not found:
            return []
        years = range(min(found), max(found) + 1)
        kept: Mapping[str, int] = {}
        told = []
        for year in years:
            kept = found.get(year, kept)
            told.append((year, kept))
        return told


def climb(session: Session, plan: Plan, catalogue: Catalogue, day: date) -> Ladder:
    """The ladder with the titles of a day."""
    brands = tuple(ladder.brands(session))
    known = {brand.id for brand in brands}
    tiers = plan.tiers.keys
    steps = [step for step in ladder.tier_steps(session) if step.brand in known]
    moves = tuple(Move(step, _way(tiers, step)) for step in steps)
    return Ladder(day, tiers, brands, _titles(session, plan, catalogue, day, known), moves)


def _titles(
    session: Session, plan: Plan, catalogue: Catalogue, day: date, known: set[int]
) -> Mapping[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    for designation in catalogue.designations:
        if "brand" not in designation.holders:
            continue
        for key in holders(session, plan, designation.key, "brand", day) & known:
            found[key].append(designation.key)
    return {key: tuple(titles) for key, titles in found.items()}


def _way(tiers: Sequence[str], step: TierStep) -> Way:
    if step.before is None:
        return "entered"
    if step.after is None:
        return "left"
    rank = {key: place for place, key in enumerate(tiers)}
    return "up" if rank.get(step.after, len(tiers)) < rank.get(step.before, len(tiers)) else "down"
