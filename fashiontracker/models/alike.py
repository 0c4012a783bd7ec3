"""Names that look alike: 有限公司 / 有限责任公司, or one character off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

SHORT: Final = 4
"""Names of fewer characters are never one character off."""


def shortened(key: str) -> str:
    """A name's key without what the forms of one name differ in most often."""
    return key.replace("有限责任公司", "有限公司").replace("股份公司", "股份有限公司")


def one_off(left: str, right: str) -> bool:
    """Whether one character was added, left out or changed. Digits are no slip: 一厂 and 二厂 are two; nor is a
    character of a very short name.
    """
    if abs(len(left) - len(right)) > 1 or len(left) < SHORT:
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


def forms(key: str) -> Iterator[str]:
    """The key, and the key with each one of its characters left out: names one character apart share a form."""
    yield key
    for at in range(len(key)):
        yield key[:at] + key[at + 1 :]


def pairs(names: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """Ids of names (by their keys) that look alike, the lower first, each pair once; linear in the number of names."""
    short = {number: shortened(key) for number, key in names}
    sharing: dict[int, list[int]] = defaultdict(list)  # by the hash of a form: a form's text would take much more room
    for number, key in short.items():
        for form in {hash(form) for form in forms(key)}:
            sharing[form].append(number)
    seen: set[tuple[int, int]] = set()
    for numbers in sharing.values():
        for at, left in enumerate(numbers):
            for right in numbers[at + 1 :]:
                pair = (min(left, right), max(left, right))
                if pair not in seen and (short[left] == short[right] or one_off(short[left], short[right])):
                    yield pair
                seen.add(pair)
