"""What bears a fact out on paper: document numbers of events, evidence files of records."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from fashiontracker.models.bulk import among
from fashiontracker.models.tables import Evidence, EvidenceLink, Figure, StageEvent

Place: TypeAlias = tuple[str, int]
"""A record: its table and its id."""


class File(NamedTuple):
    """An evidence file: the name it came under, the SHA-256 of its content, its size in bytes."""

    name: str
    sha256: str
    size: int


def document_numbers(session: Session) -> dict[int, str]:
    """By the event's id: its certificate or document number, else its batch."""
    query = select(StageEvent.id, StageEvent.certificate_no, StageEvent.batch).where(StageEvent.trashed_at.is_(None))
    named = ((key, number or batch) for key, number, batch in session.execute(query))
    return {key: name for key, name in named if name}


def figure_sources(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Where these figures were published, as 年度指标 says; those without a source are left out."""
    query = select(Figure.id, Figure.source).where(Figure.id.in_(among(ids)), Figure.source.is_not(None))
    return {key: source for key, source in session.execute(query) if source}


def evidence_files(session: Session) -> Mapping[Place, tuple[File, ...]]:
    """The evidence files of every record that has some, in the order in which they were linked."""
    query = (
        select(EvidenceLink.record_table, EvidenceLink.record_id, Evidence.name, Evidence.sha256, Evidence.size)
        .join(Evidence, Evidence.id == EvidenceLink.evidence_id)
        .where(Evidence.trashed_at.is_(None), EvidenceLink.trashed_at.is_(None))
        .order_by(EvidenceLink.id)
    )
    found: dict[Place, tuple[File, ...]] = {}
    for table, key, name, sha256, size in session.execute(query):
        found[table, key] = (*found.get((table, key), ()), File(name, sha256, size))
    return found
