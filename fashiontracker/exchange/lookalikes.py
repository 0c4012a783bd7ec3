"""Names that look alike: 有限公司 / 有限责任公司, or one character off. They are offered, never merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fashiontracker.errors import Problem
from fashiontracker.exchange.ledger import Draft
from fashiontracker.models.alike import forms, one_off, shortened
from fashiontracker.text import N_


def lookalikes(fresh: Iterable[Draft], everyone: Iterable[Draft]) -> Iterator[tuple[Draft, Draft]]:
    """Each fresh enterprise without a code beside another whose name is nearly its own; each pair once.

    Linear in the number of names: two names one character apart share a form with one character left out.
    """
    new = [draft for draft in fresh if not draft.get("uscc")]
    if not new:
        return
    sharing: dict[str, list[Draft]] = {}
    for draft in everyone:
        for form in forms(shortened(draft.get("name_key"))):
            sharing.setdefault(form, []).append(draft)
    seen: set[frozenset[int]] = set()
    for draft in new:
        key = shortened(draft.get("name_key"))
        for form in forms(key):
            for other in sharing.get(form, ()):
                pair = frozenset((id(draft), id(other)))
                if other is draft or pair in seen:
                    continue
                seen.add(pair)
                theirs = shortened(other.get("name_key"))
                if theirs == key or one_off(key, theirs):
                    yield draft, other


def told(draft: Draft, other: Draft) -> Problem:
    """The offer in words."""
    message = N_("“{value}”与“{other}”很像，可能是同一家；已按两家处理，请核对")
    return Problem("lookalike", message, value=draft.get("name"), params={"other": other.get("name")})
