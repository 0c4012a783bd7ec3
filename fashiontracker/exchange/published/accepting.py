"""What was chosen becomes one entry: an event for each, with the notice itself as its evidence."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fashiontracker.exchange.published.settling import Settled, Terms
from fashiontracker.models import attaching, candidacies
from fashiontracker.models.attaching import Kept
from fashiontracker.models.candidacies import TERMS, Step
from fashiontracker.models.names import name_key
from fashiontracker.models.tables import EvidenceLink
from fashiontracker.progress import finish
from fashiontracker.text import N_, _

if TYPE_CHECKING:
    from fashiontracker.exchange.published.reading import Notice
    from fashiontracker.models.journal import Journal
    from fashiontracker.models.recorder import Recorder
    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.plan.types import Plan

LABEL = N_("公示比对：记入名单")


def keep(folder: Path, notice: Notice, day: date) -> Kept:
    """Take the notice in as evidence: the file, or the pasted text as one. Raises NoRoom where it can't be stored."""
    if notice.file is not None:
        return finish(attaching.take_in(folder, [notice.file]))[0]
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / _("粘贴的名单 {day}.txt").format(day=day)
        file.write_text(notice.text, encoding="utf-8")
        return finish(attaching.take_in(folder, [file]))[0]


def steps(chosen: Iterable[Settled], terms: Terms) -> list[Step]:
    """The events that the lines propose; a name spelt otherwise than ours is kept in the note."""
    found = []
    for one in chosen:
        if one.subject is None:
            continue
        until = terms.valid_until if one.stage in TERMS else None
        batch = one.match.listed.batch or terms.batch
        found.append(
            Step(
                one.subject.subject,
                one.designation,
                one.stage,
                terms.day,
                _note(one),
                until,
                terms.number or None,
                batch or None,
            )
        )
    return found


def accept(
    journal: Journal, plan: Plan, catalogue: Catalogue, chosen: Sequence[Settled], terms: Terms, notice: Kept
) -> int:
    """Write the events and their evidence as one entry; the number of events.

    Raises Refused where one of them cannot be recorded, and writes nothing then.
    """
    wanted = steps(chosen, terms)
    with journal.entry(LABEL) as session:
        return record(session, plan, catalogue, wanted, notice)


def record(session: Recorder, plan: Plan, catalogue: Catalogue, wanted: Sequence[Step], notice: Kept) -> int:
    """Write events within an entry, the notice as the evidence of each; their number. Raises what `accept` raises."""
    events = candidacies.move_all(session, plan, catalogue, wanted)
    if events:
        attaching.attach(session, ("stage_event", events[0]), [notice])
        file = attaching.attached(session, [("stage_event", events[0])])[-1]
        evidence = session.get_one(EvidenceLink, file.link).evidence_id
        session.insert_many(
            EvidenceLink,
            [{"evidence_id": evidence, "record_table": "stage_event", "record_id": event} for event in events[1:]],
        )
    return len(events)


def _note(one: Settled) -> str:
    listed = one.match.listed
    spelt = listed.other or listed.name
    assert one.subject is not None
    if name_key(spelt) == name_key(one.subject.name):
        return ""
    return _("名单所载名称：{name}").format(name=spelt)
