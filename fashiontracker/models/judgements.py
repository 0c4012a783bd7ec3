"""People's answers to criteria that no figure decides: recorded through the journal, never overwritten."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fashiontracker.models.tables import Judgement
from fashiontracker.text import N_

if TYPE_CHECKING:
    from fashiontracker.models.facts import Subject
    from fashiontracker.models.journal import Journal


def place(designation: str, ruleset: str, criterion: str, choice: str | None = None) -> str:
    """The key under which an answer is kept: designation/ruleset/criterion.

    For an item of a score the ruleset is ``score``, the criterion the item's key, ``choice`` the class that applies.
    """
    return "/".join((designation, ruleset, criterion, *([choice] if choice is not None else [])))


def record_judgement(
    journal: Journal,
    subject: Subject,
    criterion: str,
    answer: bool,
    answered_on: date,
    note: str | None = None,
    origin: str = "window",
) -> None:
    """Record whether the criterion's sentence is so for the subject; ``criterion`` is what `place` gives.

    A changed mind is another row: the latest answer on or before the as-of date stands.
    """
    with journal.entry(N_("记录人工判断"), origin=origin) as session:
        session.add(
            Judgement(
                subject_kind=subject[0],
                subject_id=subject[1],
                criterion=criterion,
                answer=answer,
                answered_on=answered_on,
                note=note or None,
            )
        )
