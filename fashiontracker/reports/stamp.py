"""What every document carries: for which day, by whom, to whom, and the fingerprint that ties paper to data."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from fashiontracker.models import letterheads
from fashiontracker.models.wordings import Wording

ISSUER_OPEN = "（发文单位待填）"
NUMBER_OPEN = "（发文字号待编）"
RECIPIENT = "深圳市工业和信息化局"


@dataclass(frozen=True, slots=True)
class Options:
    """What the user chooses for one document; None takes what the letterhead says, else the document's own default.

    ``letterhead`` is the name of one, None takes the default of the database. ``since`` is the fingerprint of a
    submission, ``files`` the folder in which the database's evidence lies. ``view`` is the name of a view that was kept
    on the roster's page. ``rows`` are the ids of a roster's rows in their order and ``said`` its conditions in words,
    where ``where`` can't say them.
    """

    as_of: date
    letterhead: str | None = None
    issuer: str | None = None
    recipient: str | None = None
    number: str | None = None
    signer: str | None = None
    copy_to: str | None = None
    dated: date | None = None
    kind: str | None = None
    where: tuple[str, ...] = ()
    view: str | None = None
    rows: tuple[int, ...] | None = None
    said: tuple[str, ...] = ()
    designation: str | None = None
    stages: tuple[str, ...] = ()
    enterprises: tuple[str, ...] = ()
    since: str | None = None
    files: Path | None = None
    system_fonts: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """The particulars of one document; ``journal_head`` is the hash of the newest journal entry when it was made.

    ``mark`` is 发文机关标志, ``office`` 印发机关 and ``contact`` 附注 of a letter.
    ``wordings`` are the paragraphs that somebody worded himself (人工修改), beside what was generated in their places.
    """

    as_of: date
    dated: date
    issuer: str
    mark: str
    recipient: str
    number: str
    signer: str
    copy_to: str
    office: str
    contact: str
    demo: bool
    journal_head: str
    plan_title: str
    wordings: tuple[Wording, ...] = ()

    @property
    def created(self) -> datetime:
        """The file's own date: that of the document, so that the same input gives the same bytes."""
        return datetime.combine(self.dated, time(9))


def make_stamp(options: Options, settings: Mapping[str, str], journal_head: str, plan_title: str) -> Stamp:
    """The particulars: the user's choice, else the letterhead's, else a gap that says what goes there.

    Raises Refused for a letterhead that the database does not have. Under an issuer of the user's own nothing of the
    letterhead stands that names another one: its mark, its office, its contact.
    """
    found = letterheads.choose(letterheads.read(settings), options.letterhead)
    head = found or letterheads.Letterhead("", ISSUER_OPEN)
    issuer = options.issuer or head.issuer
    own = issuer == head.issuer
    return Stamp(
        as_of=options.as_of,
        dated=options.dated or options.as_of,
        issuer=issuer,
        mark=(own and head.mark) or issuer,
        recipient=options.recipient or head.recipient or RECIPIENT,
        number=options.number or NUMBER_OPEN,
        signer=options.signer or head.signer,
        copy_to=options.copy_to or head.copy_to,
        office=head.office if own else "",
        contact=head.contact if own else "",
        demo=settings.get("sample") == "1",
        journal_head=journal_head,
        plan_title=plan_title,
    )


def frozen(sheet: Any) -> str:
    """A sheet as canonical JSON: what a submission freezes and the fingerprint covers."""
    return json.dumps(_plain(sheet), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(sheet: Any) -> str:
    """The first 16 hex digits of the SHA-256 of the frozen sheet, which holds the journal's head."""
    return hashlib.sha256(frozen(sheet).encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    return value


def chinese_date(day: date) -> str:
    """2025年12月31日."""
    return f"{day.year}年{day.month}月{day.day}日"
