"""What UFI asks of an international event, by the catalogue: guests from abroad of one kind or the other, and audit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from fashiontracker.plan.designations import Catalogue, Criterion
from fashiontracker.tally.rating import Edition

UFI: Final = "ufi_approved_international_event"
FOREIGN_SHARE: Final = "foreign_exhibitor_pct"

Answer = Literal["met", "not_met", "unknown"]


@dataclass(frozen=True, slots=True)
class UfiRule:
    """What UFI asks of an international event in the catalogue's words; ``share``: the least of foreign exhibitors."""

    share: float
    sentences: tuple[str, ...]


class Judged(NamedTuple):
    """One criterion and how an edition stands with it; ``value`` is None where nothing is recorded of it."""

    criterion: Criterion
    value: float | None
    answer: Answer


def criteria(catalogue: Catalogue) -> list[Criterion]:
    """All that UFI asks, in the catalogue's order."""
    designation = catalogue.designations.get(UFI)
    return [one for ruleset in designation.rulesets for one in ruleset.criteria] if designation else []


def rule(catalogue: Catalogue) -> UfiRule | None:
    """The rule, or None where the catalogue has none."""
    asked = criteria(catalogue)
    share = next((one.threshold for one in asked if one.metric == FOREIGN_SHARE), None)
    return None if share is None else UfiRule(share, tuple(one.zh for one in asked))


def judge(catalogue: Catalogue, edition: Edition) -> list[Judged]:
    """Each criterion by itself. The registry knows of foreign exhibitors only: everything else stays unknown."""
    found = []
    for one in criteria(catalogue):
        value = edition.foreign_share if one.metric == FOREIGN_SHARE else None
        answer: Answer = "unknown"
        if value is not None and one.threshold is not None:
            answer = "met" if value >= one.threshold else "not_met"
        found.append(Judged(one, value, answer))
    return found


def international(judged: Sequence[Judged]) -> Answer:
    """Whether enough guests come from abroad: any of the criteria of one group will do, so a failed one may be made
    good by one that is unknown."""
    answers = {one.answer for one in judged if one.criterion.group}
    if "met" in answers:
        return "met"
    return "not_met" if answers == {"not_met"} else "unknown"
