"""Names that look alike: 有限公司 / 有限责任公司, or one character off. They are offered, never merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fashiontracker.errors import Problem
from fashiontracker.exchange.ledger import Draft
from fashiontracker.text import N_


def shortened(key: str) -> str:
    """A name's key without what the forms of one name differ in most often."""
    return key.replace("有限责任公司", "有限公司").replace("股份公司", "股份有限公司")


def one_off(left: str, right: str) -> bool:
    """Whether one character was added, left out or changed. Digits are no slip: 一厂 and 二厂 are two."""
    if abs(len(left) - len(right)) > 1:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    if len(left) == len(right):
        differing = left[start : start + 1] + right[start : start + 1]
        return left[start + 1 :] == right[start + 1 :] and not any(_counts(char) for char in differing)
    longer, shorter = (left, right) if len(left) > len(right) else (right, left)
    return longer[start + 1 :] == shorter[start:] and not _counts(longer[start])


def _counts(char: str) -> bool:
    return char.isdecimal() or char in "一二三四五六七八九十甲乙丙丁戊" or (char.isascii() and char.isalpha())


def lookalikes(fresh: Iterable[Draft], everyone: Iterable[Draft]) -> Iterator[tuple[Draft, Draft]]:
    """Each fresh enterprise without a code beside another whose name is nearly its own; each pair once.

    Linear in the number of names: two names one character apart share a form with one character left out.
    """
    new = [draft for draft in fresh if not draft.get("uscc")]
    if not new:
        return
    forms: dict[str, list[Draft]] = {}
    for draft in everyone:
        for form in _forms(shortened(draft.get("name_key"))):
            forms.setdefault(form, []).append(draft)
    seen: set[frozenset[int]] = set()
    for draft in new:
        key = shortened(draft.get("name_key"))
        for form in _forms(key):
            for other in forms.get(form, ()):
                pair = frozenset((id(draft), id(other)))
                if other is draft or pair in seen:
                    continue
                seen.add(pair)
                theirs = shortened(other.get("name_key"))
                if theirs == key or one_off(key, theirs):
                    yield draft, other


def _forms(key: str) -> Iterator[str]:
    yield key
    for at in range(len(key)):
        yield key[:at] + key[at + 1 :]


def told(draft: Draft, other: Draft) -> Problem:
    """The offer in words."""
    message = N_("“{value}”与“{other}”很像，可能是同一家；已按两家处理，请核对")
    return Problem("lookalike", message, value=draft.get("name"), params={"other": other.get("name")})
