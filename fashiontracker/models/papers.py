"""What bears a number out on paper: document and certificate numbers of recognitions, evidence files of subjects."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from fashiontracker.models.tables import Evidence, EvidenceLink, StageEvent


def document_numbers(session: Session) -> dict[tuple[str, int, str], str]:
    """Certificate number, else batch, of the latest event that names one, by subject kind, id and designation."""
    query = (
        select(
            *(StageEvent.subject_kind, StageEvent.subject_id, StageEvent.designation),
            *(StageEvent.certificate_no, StageEvent.batch),
        )
        .where(StageEvent.trashed_at.is_(None), StageEvent.stage.in_(("recognised", "renewed")))
        .order_by(StageEvent.happened_on, StageEvent.id)
    )
    found: dict[tuple[str, int, str], str] = {}
    for kind, subject, designation, certificate, batch in session.execute(query):
        if certificate or batch:
            found[(kind, subject, designation)] = certificate or batch
    return found


def evidence_names(session: Session) -> dict[tuple[str, int], str]:
    """The evidence files of enterprises, brands and carriers and of their events: names with 8 digits of the hash."""
    found: dict[tuple[str, int], list[str]] = {}
    live = (Evidence.trashed_at.is_(None), EvidenceLink.trashed_at.is_(None))
    direct = select(EvidenceLink.record_table, EvidenceLink.record_id, Evidence.name, Evidence.sha256)
    direct = direct.join(Evidence, Evidence.id == EvidenceLink.evidence_id).where(*live).order_by(EvidenceLink.id)
    events = (
        select(StageEvent.subject_kind, StageEvent.subject_id, Evidence.name, Evidence.sha256)
        .join(EvidenceLink, EvidenceLink.record_id == StageEvent.id)
        .join(Evidence, Evidence.id == EvidenceLink.evidence_id)
        .where(*live, EvidenceLink.record_table == "stage_event", StageEvent.trashed_at.is_(None))
        .order_by(EvidenceLink.id)
    )
    for query in (direct, events):
        for kind, subject, name, sha256 in session.execute(query):
            found.setdefault((kind, subject), []).append(f"{name}（{sha256[:8]}）")
    return {subject: "、".join(dict.fromkeys(names)) for subject, names in found.items()}
