"""Rule 2: what a chain of dated events says about one subject × designation on a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

from fashiontracker.models.facts import Chain

RECOGNISED: Final = "recognised"
RENEWED: Final = "renewed"
EXPIRED: Final = "expired"
REVOKED: Final = "revoked"
FAILED: Final = "failed"
WITHDRAWN: Final = "withdrawn"

NEXT_DAY: Final = timedelta(days=1)


class Standing(NamedTuple):
    """How a subject stands with a designation on a day.

    ``recognised_on`` is the first 认定 of the unbroken holding; None = never recognised, or recognised before anything
    on record (复核通过 without a 认定). ``once``: recognised at some time. ``revoked``: a 撤销 ended the holding.
    ``stage``, ``since`` and ``latest`` are the latest event's stage, day and id; ``event`` is the id of the 认定 or
    复核通过 that governs, 0 where there is none.
    """

    held: bool
    once: bool
    recognised_on: date | None
    valid_until: date | None
    revoked: bool
    stage: str
    since: date
    latest: int
    event: int

    def recognised_before(self, day: date) -> bool:
        """Whether the holding began before the day; one without a 认定 on record did (rule 12)."""
        return self.once and (self.recognised_on is None or self.recognised_on < day)


def standing(chain: Chain, day: date) -> Standing | None:
    """The standing at the end of a day; None where nothing had happened yet."""
    held = once = revoked = False
    began: date | None = None
    until: date | None = None
    lapsed_on: date | None = None
    event = latest = 0
    stage, since = "", day
    for on, stage_, valid_until, number in chain:
        if on > day:
            break
        stage, since, latest = stage_, on, number
        if stage == RECOGNISED:
            if not (lapsed_on == on or (held and _reaches(until, on))):
                began = on
            held, once, revoked, until, event = True, True, False, valid_until, number
        elif stage == RENEWED:
            held, once, revoked, until, event = True, True, False, valid_until, number
        elif stage == EXPIRED:
            # with a 认定 on the same day the holding is unbroken (rule 12)
            lapsed_on = on if held and _reaches(until, on) else lapsed_on
            held = False
        elif stage == REVOKED:
            held, revoked, lapsed_on = False, once, None
    if not stage:
        return None
    held = held and (until is None or until >= day)
    return Standing(held, once, began, until, revoked, stage, since, latest, event)


def _reaches(until: date | None, on: date) -> bool:
    """Whether a term that ends on ``until`` is followed without a gap by what happens on ``on``."""
    return until is None or on - until <= NEXT_DAY


def turning_days(chain: Chain) -> set[date]:
    """The days on which the standing may change: every event's, and the day after every end of a term."""
    days = {on for on, *_ in chain}
    days.update(until + NEXT_DAY for _, _, until, _ in chain if until is not None and until < date.max)
    return days
