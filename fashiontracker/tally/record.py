"""The association's own history: how often a stage led to 认定, how often titles were renewed (rule 11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from fashiontracker.models.facts import Chain
from fashiontracker.tally.terms import EXPIRED, FAILED, NEXT_DAY, RECOGNISED, RENEWED, REVOKED, WITHDRAWN

CLOSURES: Final = frozenset((RECOGNISED, FAILED, WITHDRAWN))
"""What closes a candidacy as a case of the record; every other stage that is not live ends it uncounted."""


@dataclass(slots=True)
class Record:
    """One designation's closed candidacies by stage, and its ended terms, until a day."""

    won: Counter[str] = field(default_factory=Counter)
    closed: Counter[str] = field(default_factory=Counter)
    renewed: int = 0
    ended: int = 0

    def chance(self, stage: str, prior: float, weight: float) -> float:
        """The probability of success from a stage, its prior corrected by the record."""
        return (weight * prior + self.won[stage]) / (weight + self.closed[stage])

    def renewal(self, prior: float, weight: float) -> float:
        """The probability that a title is renewed."""
        return (weight * prior + self.renewed) / (weight + self.ended)


def record_of(chains: Iterable[Chain], day: date, live: Collection[str]) -> Record:
    """What the chains of one designation tell until a day; ``live`` are the stages 摸底…公示."""
    record = Record()
    for chain in chains:
        known = chain if chain[-1][0] <= day else tuple(event for event in chain if event[0] <= day)
        if known:
            _note_candidacies(record, known, live)
            _note_terms(record, known, day)
    return record


def _note_candidacies(record: Record, chain: Chain, live: Collection[str]) -> None:
    """A candidacy is the maximal run of live events between closures; begun while the title is held it is a renewal."""
    run: set[str] = set()
    held = renewing = False
    until: date | None = None
    for on, stage, valid_until, _ in chain:
        if stage in live:
            if not run:
                renewing = held and (until is None or until >= on)
            run.add(stage)
            continue
        if run and stage in CLOSURES and not renewing:
            record.closed.update(run)
            if stage == RECOGNISED:
                record.won.update(run)
        run.clear()
        if stage in (RECOGNISED, RENEWED):
            held, until = True, valid_until
        elif stage in (EXPIRED, REVOKED):
            held = False


def _note_terms(record: Record, chain: Chain, day: date) -> None:
    """Each term ends once: renewed, or 到期 or past its end (a failure), or revoked (neither)."""
    open_, failed, revoked = False, False, False
    until: date | None = None
    expired_on: date | None = None
    for on, stage, valid_until, _ in chain:
        if stage == RENEWED or (stage == RECOGNISED and open_):
            in_time = stage == RENEWED or (not revoked and (expired_on == on or _by_next_day(until, on)))
            if in_time:
                record.renewed += 1
            if in_time or (not revoked and (failed or until is not None)):
                record.ended += 1
        if stage in (RECOGNISED, RENEWED):
            open_, failed, revoked, until, expired_on = True, False, False, valid_until, None
        elif stage == EXPIRED and not failed and not revoked:
            failed, expired_on = True, on if until is None or _by_next_day(until, on) else None
        elif stage == REVOKED and not failed and not revoked:
            failed = until is not None and until < on
            revoked = not failed
    if open_ and (failed or (not revoked and until is not None and until < day)):
        record.ended += 1


def _by_next_day(until: date | None, on: date) -> bool:
    return until is not None and on - until <= NEXT_DAY
