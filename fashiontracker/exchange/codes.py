"""The 统一社会信用代码 (GB 32100-2015): normalised, and checked with a reason that helps to mend it."""

from __future__ import annotations

import unicodedata
from operator import mul
from typing import Final

from fashiontracker.errors import Problem
from fashiontracker.exchange.cells import Cell, Flaw, plain_number, shown
from fashiontracker.exchange.values import clean, flawed
from fashiontracker.text import N_

_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES: Final = {character: value for value, character in enumerate(_ALPHABET)}
_CHARACTERS: Final = frozenset(_ALPHABET)
_WEIGHTS: Final = tuple(pow(3, place, 31) for place in range(17))
_LENGTH: Final = 18


def uscc(cell: Cell) -> str | Problem | None:
    """The code in half-width capitals without spaces, or what is wrong with it."""
    if isinstance(cell, Flaw):
        return flawed(cell)
    if not isinstance(cell, str):
        said = plain_number(cell) if isinstance(cell, float | int) and not isinstance(cell, bool) else shown(cell)
        return _problem("uscc_number", said)
    if len(cell) == _LENGTH and cell.isascii() and cell.isalnum():
        return check(cell.upper(), cell)
    code = "".join(unicodedata.normalize("NFKC", clean(cell)).split()).replace("-", "").upper()
    return check(code, cell.strip()) if code else None


def check_character(code: str) -> str:
    """The 18th character that belongs to the first seventeen."""
    total = sum(map(mul, map(_VALUES.__getitem__, code), _WEIGHTS))
    return _ALPHABET[-total % 31]


def check(code: str, said: str) -> str | Problem:
    """The normalised code itself where its length, characters and check character are right."""
    if len(code) != _LENGTH:
        return _problem("uscc_length", said, length=len(code))
    if not _CHARACTERS.issuperset(code):
        return _problem("uscc_characters", said, wrong="".join(sorted(set(code) - _CHARACTERS)))
    if not code.strip("0"):
        return _problem("uscc_zeros", said)
    if check_character(code) != code[-1]:
        return _problem("uscc_check", said, last=code[-1])
    return code


MESSAGES: Final = {
    "uscc_number": N_("信用代码是数字格式，18 位数字已失真，请改为文本格式重新填写"),
    "uscc_length": N_("信用代码应为 18 位，这里有 {length} 位"),
    "uscc_characters": N_("信用代码中有不该出现的字符“{wrong}”（只用数字和除 I、O、S、V、Z 外的大写字母）"),
    "uscc_zeros": N_("信用代码不能全是 0"),
    "uscc_check": N_("信用代码校验位不符（末位“{last}”与前 17 位对不上），请核对有无错字"),
}


def _problem(code: str, value: str, **params: object) -> Problem:
    return Problem(code, MESSAGES[code], value=value, params=params)
