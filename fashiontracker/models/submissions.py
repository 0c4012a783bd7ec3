"""The ledger of what was handed in: the frozen sheet, the PDF byte for byte, the fingerprint printed on it.

The PDF is kept as evidence of its submission, so that backups carry it and `verify` reads it back. A submission is
never changed; the journal's head tells from when on the database has moved away from it.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from fashiontracker.errors import Damaged, NoRoom, Refused
from fashiontracker.models import evidence, wordings
from fashiontracker.models.log import JournalEntry
from fashiontracker.models.tables import Evidence, EvidenceLink, Submission
from fashiontracker.models.wordings import Wording
from fashiontracker.text import N_

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from fashiontracker.models.journal import Journal

LABEL: Final = N_("报送存档")
DIGITS: Final = 16
"""So many hex digits of the sheet's SHA-256 stand on the paper."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is noted of a document that is handed in; ``document`` is its name on the shelf."""

    document: str
    as_of: date
    number: str
    issuer: str
    recipient: str
    handed_in_on: date
    journal_head: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One submission as it lies in the ledger, without its sheet and its pages."""

    id: int
    particulars: Particulars
    fingerprint: str
    pdf_sha256: str


def fingerprint_of(sheet: str) -> str:
    """What stands on the paper: the first 16 hex digits of the SHA-256 of the frozen sheet."""
    return hashlib.sha256(sheet.encode()).hexdigest()[:DIGITS]


def hand_in(journal: Journal, files: Path, particulars: Particulars, sheet: str, pdf: Path) -> str:
    """Freeze a document as one journal entry; its fingerprint.

    ``sheet`` is canonical JSON, ``files`` the folder of evidence. Raises Refused where the journal has moved on since
    the sheet was collected, so that what is on paper is no longer what is recorded, and NoRoom where the PDF can't be
    stored.
    """
    sha256, size = evidence.keep(files, pdf)
    fingerprint = fingerprint_of(sheet)
    with journal.entry(LABEL, origin="report") as session:
        newest = session.scalar(select(JournalEntry.hash).order_by(JournalEntry.id.desc()).limit(1))
        if newest != particulars.journal_head:
            raise Refused(N_("汇总之后数据又有改动，文件与数据不一致。请重新生成后再存档。"))
        (row,) = session.insert_many(Submission, [_row(particulars, sheet, sha256, fingerprint)])
        (kept,) = session.insert_many(Evidence, [_kept(particulars, sha256, size, fingerprint)])
        session.insert_many(
            EvidenceLink, [{"evidence_id": kept, "record_table": Submission.__tablename__, "record_id": row}]
        )
    return fingerprint


def _row(given: Particulars, sheet: str, sha256: str, fingerprint: str) -> dict[str, object]:
    return {
        "document": given.document,
        "as_of": given.as_of,
        "number": given.number,
        "issuer": given.issuer or None,
        "recipient": given.recipient or None,
        "handed_in_on": given.handed_in_on,
        "sheet": sheet,
        "pdf_sha256": sha256,
        "fingerprint": fingerprint,
        "journal_head": given.journal_head,
        "note": given.note or None,
    }


def _kept(given: Particulars, sha256: str, size: int, fingerprint: str) -> dict[str, object]:
    return {
        "sha256": sha256,
        "name": f"{given.document}-{fingerprint}.pdf",
        "media_type": "application/pdf",
        "size": size,
        "added_at": given.handed_in_on.isoformat(),
    }


# ---- looking up ------------------------------------------------------------------------------------------------


def handed_in(session: Session, document: str | None = None) -> list[HandedIn]:
    """The ledger, newest first; of one document where it is named."""
    query = _query()
    if document is not None:
        query = query.where(Submission.document == document)
    return [_told(one) for one in session.scalars(query)]


def find(session: Session, text: str) -> HandedIn:
    """The submission with this fingerprint, typed off the paper: any case, any blanks. Raises Refused."""
    typed = "".join(unicodedata.normalize("NFKC", text).split()).replace("-", "").lower()
    if len(typed) != DIGITS or not set(typed) <= set("0123456789abcdef"):
        raise Refused(N_("数据指纹是 16 位十六进制数字（0-9、a-f），不是“{text}”。"), text=text)
    found = session.scalars(_query().where(Submission.fingerprint == typed)).first()
    if found is None:
        raise Refused(N_("报送台账中没有数据指纹为 {text} 的文件。"), text=typed)
    return _told(found)


def _query() -> Select[Submission]:
    return (
        select(Submission)
        .where(Submission.trashed_at.is_(None))
        .order_by(Submission.handed_in_on.desc(), Submission.id.desc())
    )


def _told(row: Submission) -> HandedIn:
    particulars = Particulars(
        row.document,
        row.as_of,
        row.number,
        row.issuer or "",
        row.recipient or "",
        row.handed_in_on or row.as_of,
        row.journal_head,
        row.note or "",
    )
    return HandedIn(row.id, particulars, row.fingerprint, row.pdf_sha256)


# ---- opening again ---------------------------------------------------------------------------------------------


def sheet_of(session: Session, submission: HandedIn) -> str:
    """The frozen sheet as it was. Raises Damaged where it no longer gives the fingerprint on the paper."""
    sheet = session.scalar(select(Submission.sheet).where(Submission.id == submission.id)) or ""
    if fingerprint_of(sheet) != submission.fingerprint:
        raise Damaged(N_("报送文件 {fingerprint} 的数据与指纹不符。"), fingerprint=submission.fingerprint)
    return sheet


def wordings_of(sheet: str) -> tuple[Wording, ...]:
    """The paragraphs of a frozen sheet that somebody worded himself; none in one of before there were any."""
    stamp = json.loads(sheet).get("stamp", {})
    return wordings.read(stamp.get("wordings", []))


def pages_of(files: Path, submission: HandedIn) -> bytes:
    """The PDF as it was handed in, byte for byte. Raises Damaged where it is missing or not what it was."""
    fault = next((fault for _, fault in evidence.wrong(files, [submission.pdf_sha256])), None)
    if fault == "missing":
        raise Damaged(N_("报送文件 {fingerprint} 的 PDF 已不在佐证文件夹中。"), fingerprint=submission.fingerprint)
    if fault is not None:
        raise Damaged(N_("报送文件 {fingerprint} 的 PDF 已被改动。"), fingerprint=submission.fingerprint)
    return evidence.file_of(files, submission.pdf_sha256).read_bytes()


def write_pages(path: Path, pages: bytes) -> None:
    """The kept pages into a file, whole or not at all. Raises NoRoom."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".draft", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(pages)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise NoRoom(N_("无法写入 {path}：{reason}。原有文件未改动。"), path=path, reason=reason) from fault
