"""The paragraphs of a document that may be worded anew, and what is to be said of those that were.

`compose` marks them with a key that does not depend on the numbers. An empty paragraph with a key is room for words of
the user's own and is not printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from fashiontracker.errors import Problem
from fashiontracker.reports.document import Annex, Document, Heading, Paragraph, Part
from fashiontracker.text import N_

if TYPE_CHECKING:
    from fashiontracker.models.wordings import Wording

BODY: Final = "正文"
_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
UNBORNE: Final = N_("“{value}”在自动生成的文字中没有，请核对是否有登记的数据支持")
OUTDATED: Final = N_("改写之后数据又有变化，自动生成的文字已不同，请核对")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that may be worded anew. ``place`` is the heading over it (正文 under none), ``lead`` its opening."""

    key: str
    place: str
    lead: str
    generated: str
    wording: Wording | None

    @property
    def text(self) -> str:
        """What is printed."""
        return self.wording.text if self.wording else self.generated

    @property
    def name(self) -> str:
        """What it is called where it is listed."""
        return f"{self.place}·{self.lead.rstrip('。')}" if self.lead else self.place

    def notices(self) -> Iterator[Problem]:
        """What a reader of the user's words should be told: numbers that nothing bears out, and numbers that moved."""
        if self.wording is None:
            return
        for number in unborne(self.wording.text, self.generated):
            yield Problem("number_unborne", UNBORNE, self.name, number)
        if self.wording.generated != self.generated:
            yield Problem("wording_outdated", OUTDATED, self.name)


def unborne(text: str, generated: str) -> tuple[str, ...]:
    """The numbers in a text that do not occur in the one that was generated; 1,286 and 1286 are the same."""
    known = set(_numbers(generated))
    return tuple(dict.fromkeys(number for number in _numbers(text) if number not in known))


def _numbers(text: str) -> Iterator[str]:
    for number in _NUMBER.findall(unicodedata.normalize("NFKC", text)):
        plain = number.replace(",", "")
        yield plain.rstrip("0").rstrip(".") if "." in plain else plain


def passages(document: Document, wordings: Sequence[Wording]) -> tuple[Passage, ...]:
    """The paragraphs with a key, in the document's order; ``document`` is as it was composed, nothing worded."""
    written = {one.key: one for one in wordings}
    return tuple(
        Passage(part.key, place, part.lead, part.text, written.get(part.key))
        for part, place in _keyed(document.parts, BODY)
        if isinstance(part.text, str)
    )


def _keyed(parts: Sequence[Part], place: str) -> Iterator[tuple[Paragraph, str]]:
    for part in parts:
        match part:
            case Annex():
                yield from _keyed(part.parts, part.title)
            case Heading():
                place = part.text
            case Paragraph() if part.key:
                yield part, place


def worded(document: Document, wordings: Sequence[Wording]) -> Document:
    """The document with the user's words in their places; a line of them is a paragraph, no words are none."""
    names = tuple(one.name for one in passages(document, wordings) if one.wording)
    parts = tuple(_worded(document.parts, {one.key: one.text for one in wordings}))
    return replace(document, parts=parts, worded=names)


def _worded(parts: Sequence[Part], written: Mapping[str, str]) -> Iterator[Part]:
    for part in parts:
        match part:
            case Annex():
                yield replace(part, parts=tuple(_worded(part.parts, written)))
            case Paragraph() if part.key in written:
                lines = [line.strip() for line in written[part.key].splitlines() if line.strip()]
                yield from (
                    replace(part, text=line, lead="" if place else part.lead) for place, line in enumerate(lines)
                )
            case Paragraph() if part.key and not part.text:
                pass
            case _:
                yield part
