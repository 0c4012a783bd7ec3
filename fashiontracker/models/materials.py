"""The files of an application, each under the item of the checklist that it answers.

That an item is at hand is a judgement like any other, a dated answer about a subject, under
``designation/materials/item``; the files are its evidence. So it is undone, merged and carried over with the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from fashiontracker.models import attaching
from fashiontracker.models.journal import utc_now
from fashiontracker.models.judgements import place
from fashiontracker.models.tables import Evidence, EvidenceLink, Figure, Judgement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from fashiontracker.models.attaching import Attached, Kept
    from fashiontracker.models.facts import Subject
    from fashiontracker.models.papers import Place
    from fashiontracker.models.recorder import Recorder

MATERIALS: Final = "materials"
"""Stands where the ruleset stands in the key of another judgement."""


def item_of(criterion: str) -> tuple[str, str] | None:
    """Designation and item of a judgement's key; None where it judges something else."""
    designation, _, rest = criterion.partition("/")
    kind, _, item = rest.partition("/")
    return (designation, item) if kind == MATERIALS and item else None


def at_hand(
    session: Session, subject: Subject, designation: str, since: date, until: date
) -> Mapping[str, tuple[Attached, ...]]:
    """The files by item that came between two days; items without any are left out."""
    found = _answers(session, subject, designation, since, until)
    files = attaching.by_record(session, (("judgement", number) for number in found))
    held: dict[str, tuple[Attached, ...]] = {}
    for number, item in found.items():
        held[item] = (*held.get(item, ()), *files.get(("judgement", number), ()))
    return {item: files_ for item, files_ in held.items() if files_}


def everywhere(session: Session, until: date) -> list[tuple[Subject, str, str, date]]:
    """Subject, designation, item and day of everything at hand on a day, of whatever application."""
    j, link = Judgement, EvidenceLink
    query = (
        select(j.subject_kind, j.subject_id, j.criterion, j.answered_on)
        .join(link, (link.record_id == j.id) & (link.record_table == j.__tablename__) & link.trashed_at.is_(None))
        .join(Evidence, (Evidence.id == link.evidence_id) & Evidence.trashed_at.is_(None))
        .where(j.criterion.contains(f"/{MATERIALS}/"), j.trashed_at.is_(None), j.answer, j.answered_on <= until)
        .distinct()
    )
    return [
        ((kind, key), *asked, on)
        for kind, key, criterion, on in session.execute(query)
        if (asked := item_of(criterion)) is not None
    ]


def put(
    session: Recorder, subject: Subject, designation: str, item: str, since: date, on: date, files: Iterable[Kept]
) -> None:
    """Put files under an item on a day; ``since`` is when the application they belong to began."""
    known = _answers(session, subject, designation, since, on)
    number = next((key for key, its in known.items() if its == item), None)
    if number is None:
        row = {"subject_kind": subject[0], "subject_id": subject[1], "answer": True, "answered_on": on}
        row["criterion"] = place(designation, MATERIALS, item)
        number = session.insert_many(Judgement, [row])[0]
    attaching.attach(session, ("judgement", number), files)


def take_off(session: Recorder, link: int) -> None:
    """Take a file off its item; an item that has none left is not at hand any more."""
    record = session.get_one(EvidenceLink, link)
    home = (record.record_table, record.record_id)
    attaching.detach(session, link)
    if home[0] == "judgement" and not attaching.attached(session, [home]):
        session.update_many(Judgement, {home[1]: {"trashed_at": utc_now()}})


def on_record(session: Session, subject: Subject, owner: int | None, events: Iterable[int]) -> list[Attached]:
    """Files on what is recorded of a subject (its events, itself, its enterprise's figures), each content once."""
    places: list[Place] = [("stage_event", event) for event in events]
    places.append(subject)
    if owner is not None:
        places.append(("enterprise", owner))
        figures = select(Figure.id).where(Figure.enterprise_id == owner, Figure.trashed_at.is_(None))
        places.extend(("figure", number) for number in session.scalars(figures))
    by_content = {one.sha256: one for one in reversed(attaching.attached(session, places))}
    return sorted(by_content.values(), key=lambda one: one.link)


def _answers(session: Session, subject: Subject, designation: str, since: date, until: date) -> dict[int, str]:
    """Items said to be at hand between two days, by the judgement's id, the oldest first."""
    j = Judgement
    query = (
        select(j.id, j.criterion)
        .where(j.subject_kind == subject[0], j.subject_id == subject[1], j.trashed_at.is_(None), j.answer)
        .where(j.criterion.startswith(place(designation, MATERIALS, ""), autoescape=True))
        .where(j.answered_on >= since, j.answered_on <= until)
        .order_by(j.answered_on, j.id)
    )
    return {number: item[1] for number, criterion in session.execute(query) if (item := item_of(criterion))}
