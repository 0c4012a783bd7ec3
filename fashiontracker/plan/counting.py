"""What a quota counts: one small rule a kind, without the counting itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class AlsoCounts(NamedTuple):
    """A designation that this plan file lets stand for another, and why."""

    designation: str
    reason: str


@dataclass(frozen=True, slots=True)
class ByDesignation:
    """Subjects that hold one of the designations; ``owner_counts``: a carrier's title counts once per owner."""

    designations: tuple[str, ...]
    also: tuple[AlsoCounts, ...] = ()
    owner_counts: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """Every counting designation, the plan's own first."""
        return self.designations + tuple(also.designation for also in self.also)


@dataclass(frozen=True, slots=True)
class Built:
    """Carriers of these kinds that are built (rule 7)."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TalentKinds:
    """Talents of these kinds, introduced or trained (rule 7)."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """Standards published (rule 7)."""


@dataclass(frozen=True, slots=True)
class RevenueOver:
    """Enterprises whose yearly figure is strictly greater than ``threshold``, in the indicator's unit (万元)."""

    indicator: str
    threshold: float


@dataclass(frozen=True, slots=True)
class Indicator:
    """A yearly figure; ``sum_of_exhibitions``: where there is no official one, the sum of recorded areas (rule 8)."""

    indicator: str
    sum_of_exhibitions: bool = False


Rule = ByDesignation | Built | TalentKinds | Published | RevenueOver | Indicator
