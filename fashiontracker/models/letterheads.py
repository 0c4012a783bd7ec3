"""Letterheads: what an association prints on its documents. A database keeps several; the first is the default.

They are one property of the database, so that a backup, a package and undo carry them like any other fact.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from fashiontracker.errors import Refused
from fashiontracker.models import properties
from fashiontracker.models.tables import Submission
from fashiontracker.text import N_, _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.journal import Journal
    from fashiontracker.models.recorder import Recorder

KEY: Final = "letterheads"
LABEL: Final = N_("修改版头和发文单位")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands on the documents of one issuer, in the terms of GB/T 9704-2012.

    ``name`` is what it is chosen by. ``mark`` is 发文机关标志 (the issuer's name where it is empty), ``code`` 机关代字,
    ``office`` 印发机关 (the issuer where it is empty), ``contact`` stands under the date as 附注.
    """

    name: str
    issuer: str
    mark: str = ""
    code: str = ""
    recipient: str = ""
    signer: str = ""
    copy_to: str = ""
    office: str = ""
    contact: str = ""

    def number(self, year: int, place: int) -> str:
        """发文字号: 示时协〔2026〕3号, without the zeros that GB/T 9704 forbids."""
        return f"{self.code}〔{year}〕{place}号"


def read(settings: Mapping[str, str]) -> tuple[Letterhead, ...]:
    """The letterheads among the properties of a database; what makes no sense (a file mended by hand) is left out."""
    try:
        stored = json.loads(settings.get(KEY, "[]"))
    except ValueError:
        return ()
    known = {field.name for field in fields(Letterhead)}
    return tuple(
        Letterhead(**one)
        for one in (stored if isinstance(stored, list) else [])
        if isinstance(one, dict)
        and {"name", "issuer"} <= set(one) <= known
        and all(isinstance(value, str) for value in one.values())
    )


def choose(known: Sequence[Letterhead], name: str | None) -> Letterhead | None:
    """The one of this name or issuer, the default where no name is given. Raises Refused and names those there are."""
    if name is None:
        return known[0] if known else None
    found = next((one for one in known if name in (one.name, one.issuer)), None)
    if found is None:
        names = _("、").join(one.name for one in known) or _("（还没有版头）")
        raise Refused(N_("没有名为“{name}”的版头。可用：{names}"), name=name, names=names)
    return found


def keep(journal: Journal, letterheads: Sequence[Letterhead]) -> None:
    """Keep these and no others, the default first, as one entry. Raises Refused where two go by one name."""
    names = [one.name for one in letterheads]
    double = next((name for name in names if names.count(name) > 1), None)
    if double is not None:
        raise Refused(N_("有两个名为“{name}”的版头，请改一个名称。"), name=double)
    with journal.entry(LABEL) as session:
        put(session, letterheads)


def put(session: Recorder, letterheads: Sequence[Letterhead]) -> None:
    """Write them within an entry of somebody else's."""
    stored = [{key: value for key, value in asdict(one).items() if value} for one in letterheads]
    properties.put(session, KEY, json.dumps(stored, ensure_ascii=False, sort_keys=True) if stored else "")


def next_place(session: Session, letterhead: Letterhead, year: int) -> int:
    """顺序号 after the highest of this code and year in the ledger of submissions; 1 where there is none."""
    written = re.compile(rf"{re.escape(letterhead.code)}[〔\[（(]{year}[〕\]）)]\s*(\d+)\s*号")
    numbers = session.scalars(select(Submission.number).where(Submission.trashed_at.is_(None)))
    return max((int(found[1]) for number in numbers if (found := written.fullmatch(number.strip()))), default=0) + 1
