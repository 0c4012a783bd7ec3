"""Paragraphs that somebody worded anew: kept for a document and a day until it is handed in, and undone like anything.

They are properties of the database, one for each document and day, so that no table stands for them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Final

from fashiontracker.models import properties
from fashiontracker.text import N_

if TYPE_CHECKING:
    from fashiontracker.models.journal import Journal

LABEL: Final = N_("修改文件的段落")


@dataclass(frozen=True, slots=True)
class Wording:
    """One paragraph: its key in the document, what somebody wrote, and what was generated when he did."""

    key: str
    text: str
    generated: str


def kept(settings: Mapping[str, str], document: str, as_of: date) -> tuple[Wording, ...]:
    """The paragraphs of a document; what makes no sense among them (a file mended by hand) is left out."""
    try:
        stored = json.loads(settings.get(_key(document, as_of), "[]"))
    except ValueError:
        return ()
    return read(stored)


def read(stored: object) -> tuple[Wording, ...]:
    """Paragraphs out of JSON: a draft's, or those in a frozen sheet."""
    names = {field.name for field in fields(Wording)}
    return tuple(
        Wording(**one)
        for one in (stored if isinstance(stored, list) else [])
        if isinstance(one, dict) and set(one) == names and all(isinstance(value, str) for value in one.values())
    )


def keep(journal: Journal, document: str, as_of: date, wordings: Sequence[Wording]) -> None:
    """Keep these paragraphs of a document and no others, as one entry; none puts back what is generated."""
    text = json.dumps([asdict(one) for one in wordings], ensure_ascii=False) if wordings else ""
    with journal.entry(LABEL) as session:
        properties.put(session, _key(document, as_of), text)


def _key(document: str, as_of: date) -> str:
    return f"wording:{document}:{as_of.isoformat()}"
