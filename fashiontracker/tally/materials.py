"""How complete an application is: every item of its checklist with the files that came since it began."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from fashiontracker.models import candidacies, checklists, materials, vouchers
from fashiontracker.tally.pipeline import way

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from fashiontracker.models.attaching import Attached
    from fashiontracker.models.checklists import Item
    from fashiontracker.models.facts import Subject
    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.plan.types import Plan


@dataclass(frozen=True, slots=True)
class Application:
    """The papers of one subject × designation on a day, since the way to the title (or to its renewal) was begun.

    ``under_way``: the way is not over yet. ``files`` by item; ``others`` are under items that the list no longer has.
    ``offered`` are files on record elsewhere: of the events, the subject, its enterprise and that one's figures.
    """

    subject: Subject
    designation: str
    begun: date
    under_way: bool
    items: tuple[Item, ...]
    files: Mapping[str, tuple[Attached, ...]]
    others: tuple[Attached, ...]
    offered: tuple[Attached, ...]

    @property
    def wanted(self) -> tuple[Item, ...]:
        """The items that are required."""
        return tuple(item for item in self.items if item.required)

    @property
    def missing(self) -> tuple[Item, ...]:
        """The required items without a file, in the order of the list."""
        return tuple(item for item in self.wanted if item.key not in self.files)

    @property
    def ready(self) -> int:
        """How many required items have a file."""
        return len(self.wanted) - len(self.missing)


def application(
    session: Session, plan: Plan, catalogue: Catalogue, subject: Subject, designation: str, as_of: date
) -> Application:
    """The papers as they were on a day."""
    chain = candidacies.chain(session, plan, subject, designation)
    begun, under_way = way(plan, ((event.on, event.stage) for event in chain), as_of)
    items = checklists.items(session, catalogue, designation)
    files = materials.at_hand(session, subject, designation, begun, as_of)
    known = {item.key for item in items}
    owner = vouchers.names(session, [subject]).get(subject, ("", 0))[1] or None
    used = {file.sha256 for held in files.values() for file in held}
    offered = materials.on_record(session, subject, owner, (event.id for event in chain if event.on <= as_of))
    return Application(
        *(subject, designation, begun, under_way, items),
        {key: held for key, held in files.items() if key in known},
        tuple(file for key, held in files.items() if key not in known for file in held),
        tuple(file for file in offered if file.sha256 not in used),
    )


def readiness(
    session: Session, catalogue: Catalogue, begun: Mapping[tuple[Subject, str], date], as_of: date
) -> dict[tuple[Subject, str], tuple[int, int]]:
    """Of many applications, by when each was begun: how many required items are at hand, and how many are required."""
    held: dict[tuple[Subject, str], set[str]] = {}
    for subject, designation, item, on in materials.everywhere(session, as_of):
        if on >= begun.get((subject, designation), date.max):
            held.setdefault((subject, designation), set()).add(item)
    wanted = {
        designation: {item.key for item in checklists.items(session, catalogue, designation) if item.required}
        for designation in {designation for _, designation in begun}
    }
    return {
        (subject, designation): (
            len(held.get((subject, designation), set()) & wanted[designation]),
            len(wanted[designation]),
        )
        for subject, designation in begun
    }
