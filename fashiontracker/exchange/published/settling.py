"""What becomes of each line: matched, near, known already, a branch, elsewhere, or nobody of ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from fashiontracker.exchange.published.matching import Candidate, Match
from fashiontracker.exchange.published.reading import PUBLICITY, stage_of, title_named
from fashiontracker.tally.terms import RECOGNISED, standing

if TYPE_CHECKING:
    from fashiontracker.models.facts import Chain, Facts, Subject
    from fashiontracker.plan.designations import Catalogue

Fate = Literal["matched", "near", "known", "branch", "elsewhere", "unmatched"]
FATES: Final[tuple[Fate, ...]] = ("matched", "near", "known", "branch", "elsewhere", "unmatched")
SAME: Final = 180
"""Days around the notice within which the same stage on record is the same event."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the user says of the whole list."""

    designation: str
    stage: str
    day: date
    number: str = ""
    batch: str = ""
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """A line's end. ``subject`` is whom it proposes a title for, None where that is still to be chosen or nobody.

    ``designation`` and ``stage`` are the line's own where it names others than the list; ``since`` is the day of the
    event that makes it known.
    """

    match: Match
    fate: Fate
    subject: Candidate | None
    designation: str
    stage: str
    since: date | None = None


def settle(
    matches: Sequence[Match],
    terms: Terms,
    facts: Facts,
    catalogue: Catalogue,
    chosen: Mapping[int, Subject] | None = None,
) -> list[Settled]:
    """Every line's end. ``chosen``: by the line's place, which of the offered the user took it for."""
    picked = chosen or {}
    settled: list[Settled] = []
    taken: set[tuple[Subject, str]] = set()
    for place, match in enumerate(matches):
        one = _settle(match, terms, facts, catalogue, picked.get(place))
        if one.fate == "matched" and one.subject is not None:
            twice = (one.subject.subject, one.designation)
            if twice in taken:
                one = Settled(match, "known", one.subject, one.designation, one.stage)
            taken.add(twice)
        settled.append(one)
    return settled


def counts(settled: Iterable[Settled]) -> Mapping[str, int]:
    """How many lines of each fate; every fate is there."""
    found = Counter(one.fate for one in settled)
    return {fate: found.get(fate, 0) for fate in FATES}


def _settle(match: Match, terms: Terms, facts: Facts, catalogue: Catalogue, chosen: Subject | None) -> Settled:
    own = title_named(catalogue, match.listed.title) if match.listed.title else None
    designation = own.key if own else terms.designation
    stage = stage_said(match.listed.title, terms.stage)
    subject = next((one for one in match.candidates if one.subject == chosen), None) if chosen else match.sure
    if chosen is None and match.elsewhere and (subject is None or subject.how != "code"):
        return Settled(match, "elsewhere", None, designation, stage)
    if chosen is None and match.head:
        return Settled(match, "branch", None, designation, stage)
    if subject is None:
        return Settled(match, "near" if match.candidates else "unmatched", None, designation, stage)
    since = known_since(facts.chains.get(designation, {}).get(subject.subject, ()), stage, terms.day)
    fate: Fate = "known" if since is not None else "matched"
    return Settled(match, fate, subject, designation, stage, since)


def stage_said(title: str, stage: str) -> str:
    """The list's stage, unless the line itself says that it is no more than 公示: that is never a recognition."""
    return PUBLICITY if title and stage_of(title) == PUBLICITY else stage


def known_since(chain: Chain, stage: str, day: date) -> date | None:
    """The day of the event on record that the notice tells of; None where it is news.

    A 认定 is no news to who holds the title on the day; 公示 and 复核通过 where one is on record within `SAME` days.
    """
    same = [on for on, its, _until, _id in chain if its == stage and abs((on - day).days) <= SAME]
    if same:
        return min(same, key=lambda on: abs((on - day).days))
    stands = standing(chain, day) if chain else None
    if stage == RECOGNISED and stands is not None and stands.held:
        return stands.recognised_on or stands.since
    return None
