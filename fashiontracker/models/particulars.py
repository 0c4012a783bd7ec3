"""The whole of one record: itself, what belongs to it, its figures, titles and files, and its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from fashiontracker.models import attaching, biography, household
from fashiontracker.models import tables as t

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.attaching import Attached
    from fashiontracker.models.biography import Step
    from fashiontracker.models.papers import Place

STEPS: Final = 60
"""How much of the history is read."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """One record as it stands. ``owner`` is an enterprise's id and name; ``belongings`` are rows by their table.

    ``events`` of an enterprise include those of its brands and carriers.
    """

    record: Any
    owner: tuple[int, str] | None
    former_names: Sequence[t.FormerName]
    figures: Sequence[t.Figure]
    events: Sequence[t.StageEvent]
    belongings: Mapping[str, Sequence[Any]]
    files: Sequence[Attached]
    steps: Sequence[Step]

    @property
    def place(self) -> Place:
        """Table and id of the record itself."""
        return self.record.__tablename__, self.record.id


def read(session: Session, record: type[Any], key: int) -> Particulars | None:
    """The particulars of a record, also of one in the trash; None where there is none."""
    found = session.get(record, key)
    if found is None:
        return None
    if record is t.Enterprise:
        return _of_enterprise(session, key)
    e = t.StageEvent
    query = select(e).where(e.subject_kind == record.__tablename__, e.subject_id == key, e.trashed_at.is_(None))
    events = session.scalars(query.order_by(e.designation, e.happened_on, e.id)).all()
    places = [(record.__tablename__, key), *(("stage_event", event.id) for event in events)]
    owner = session.get(t.Enterprise, found.owner_id) if found.owner_id is not None else None
    return Particulars(
        record=found,
        owner=(owner.id, owner.name) if owner is not None else None,
        former_names=(),
        figures=(),
        events=events,
        belongings={},
        files=attaching.attached(session, places),
        steps=biography.of(session, places, STEPS),
    )


def _of_enterprise(session: Session, key: int) -> Particulars:
    home = household.load(session, key)
    own: list[Place] = [("enterprise", key)]
    own += [(row.__tablename__, row.id) for rows in (home.former_names, home.figures) for row in rows]
    own += [("stage_event", event.id) for event in home.events if event.subject_kind == "enterprise"]
    owned: tuple[Sequence[Any], ...] = (
        *(home.brands, home.carriers, home.talents),
        *(home.exhibitions, home.standards, home.projects),
    )
    return Particulars(
        record=home.enterprise,
        owner=None,
        former_names=home.former_names,
        figures=home.figures,
        events=home.events,
        belongings={rows[0].__tablename__: rows for rows in owned if rows},
        files=attaching.attached(session, own),
        steps=biography.of(session, own, STEPS),
    )
