"""Evidence on a record: files taken in and linked, and links that come off again (the file stays)."""

from __future__ import annotations

import mimetypes
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from fashiontracker.errors import Refused
from fashiontracker.models import attachments, evidence
from fashiontracker.models.bulk import among
from fashiontracker.models.journal import utc_now
from fashiontracker.models.tables import Evidence, EvidenceLink
from fashiontracker.progress import Progress
from fashiontracker.text import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.papers import Place
    from fashiontracker.models.recorder import Recorder


class Kept(NamedTuple):
    """A file that lies in the evidence folder, not yet linked to anything. ``size`` in bytes."""

    name: str
    sha256: str
    size: int


class Attached(NamedTuple):
    """A file linked to a record: the link's id, the name it came under, its content's SHA-256, size, day (UTC ISO)."""

    link: int
    name: str
    sha256: str
    size: int
    added_at: str


def take_in(folder: Path, files: Sequence[Path]) -> Generator[Progress, None, list[Kept]]:
    """Copy files into the evidence folder, under names that are safe to give them.

    Raises Refused for programs and what is no plain file, NoRoom where one can't be read or stored.
    """
    wrong = [problem for problem in map(attachments.refused, files) if problem is not None]
    if wrong:
        raise Refused(N_("有 {count} 个文件不能作为佐证，一个也没有存入。"), tuple(wrong), count=len(wrong))
    kept = []
    for number, file in enumerate(files):
        yield Progress(number, len(files), file.name)
        kept.append(Kept(attachments.safe_name(file.name), *evidence.keep(folder, file)))
    return kept


def attach(session: Recorder, place: Place, files: Iterable[Kept]) -> None:
    """Link files to a record; a file that is linked to it already is not linked twice."""
    linked = {one.sha256 for one in attached(session, [place])}
    table, key = place
    for file in files:
        if file.sha256 in linked:
            continue
        linked.add(file.sha256)
        number = _known(session, file) or session.insert_many(Evidence, [_row(file)])[0]
        session.insert_many(EvidenceLink, [{"evidence_id": number, "record_table": table, "record_id": key}])


def detach(session: Recorder, link: int) -> None:
    """Take a file off a record; the file itself stays in the evidence folder."""
    session.update_many(EvidenceLink, {link: {"trashed_at": utc_now()}})


def attached(session: Session, places: Iterable[Place]) -> list[Attached]:
    """The files on these records, in the order in which they were linked."""
    return [file for _, file in _linked(session, places)]


def by_record(session: Session, places: Iterable[Place]) -> Mapping[Place, tuple[Attached, ...]]:
    """The same for each record that has some."""
    found: dict[Place, tuple[Attached, ...]] = {}
    for place, file in _linked(session, places):
        found[place] = (*found.get(place, ()), file)
    return found


def _linked(session: Session, places: Iterable[Place]) -> Iterator[tuple[Place, Attached]]:
    wanted = set(places)
    link = EvidenceLink
    query = (
        select(link.record_table, link.record_id, link.id, Evidence.name, Evidence.sha256, Evidence.size)
        .add_columns(Evidence.added_at)
        .join(Evidence, Evidence.id == link.evidence_id)
        .where(
            link.record_id.in_(among({key for _, key in wanted})),
            link.trashed_at.is_(None),
            Evidence.trashed_at.is_(None),
        )
        .order_by(link.id)
    )
    for table, key, *file in session.execute(query):
        if (table, key) in wanted:
            yield (table, key), Attached(*file)


def _known(session: Session, file: Kept) -> int | None:
    """The same content under the same name."""
    same = (Evidence.sha256 == file.sha256, Evidence.name == file.name, Evidence.trashed_at.is_(None))
    return session.scalar(select(Evidence.id).where(*same).limit(1))


def _row(file: Kept) -> dict[str, object]:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return {**file._asdict(), "media_type": kind, "added_at": utc_now()}
