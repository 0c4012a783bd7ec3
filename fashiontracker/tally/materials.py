"""How complete an application is: every item of its checklist with the files that came since it began."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from fashiontracker.models import candidacies, checklists, materials, vouchers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from fashiontracker.models.attaching import Attached
    from fashiontracker.models.candidacies import ChainEvent
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
    begun, under_way = way(plan, chain, as_of)
    items = checklists.items(session, catalogue, designation)
    files = materials.at_hand(session, subject, designation, begun, as_of)
    known = {item.key for item in items}
    owner = vouchers.names(session, [subject]).get(subject, ("", 0))[1] or None
    used = {file.sha256 for held in files.values() for file in held}
    offered = materials.on_record(session, subject, owner, _until(chain, as_of))
    return Application(
        *(subject, designation, begun, under_way, items),
        {key: held for key, held in files.items() if key in known},
        tuple(file for key, held in files.items() if key not in known for file in held),
        tuple(file for file in offered if file.sha256 not in used),
    )


def way(plan: Plan, chain: Sequence[ChainEvent], as_of: date) -> tuple[date, bool]:
    """When the latest run of live stages (摸底…公示) began (date.min where none did), and whether it goes on."""
    live = {stage.key for stage in plan.stages if stage.live}
    begun, under_way = date.min, False
    for event in chain:
        if event.on > as_of:
            break
        if event.stage in live and not under_way:
            begun = event.on
        under_way = event.stage in live
    return begun, under_way


def _until(chain: Sequence[ChainEvent], as_of: date) -> Iterable[int]:
    return (event.id for event in chain if event.on <= as_of)
