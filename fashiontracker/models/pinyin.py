"""Pinyin of names for sorting and for search by initials (``gls`` finds 歌力思).

Readings come from pypinyin's table of single characters; where the field's words and surnames read otherwise, the
exceptions below prevail. The table is loaded when first asked for. A hundred thousand names are read in a fifth of a
second: each such word becomes one sign of private use, and `str.translate` does the rest.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Final

PHRASES: Final = {
    "银行": "yin hang",
    "行业": "hang ye",
    "商行": "shang hang",
    "车行": "che hang",
    "表行": "biao hang",
    "珠宝行": "zhu bao hang",
    "重庆": "chong qing",
    "厦门": "xia men",
    "长安": "chang an",
    "长沙": "chang sha",
    "长江": "chang jiang",
    "长城": "chang cheng",
    "音乐": "yin yue",
    "乐器": "yue qi",
    "会计": "kuai ji",
}
SURNAMES: Final = {
    "单": "shan",
    "曾": "zeng",
    "解": "xie",
    "仇": "qiu",
    "区": "ou",
    "查": "zha",
    "朴": "piao",
    "覃": "qin",
    "尉迟": "yu chi",
    "盖": "ge",
    "缪": "miao",
    "翟": "zhai",
    "乐": "yue",
}


SIGNS: Final = {word: chr(0xF0000 + number) for number, word in enumerate((*PHRASES, *SURNAMES))}
"""A sign of private use for each of the words above."""
PHRASE: Final = re.compile("|".join(sorted(PHRASES, key=len, reverse=True)))
SURNAME: Final = re.compile("|".join(sorted(SURNAMES, key=len, reverse=True)))


class _Spelling(dict[int, str]):
    """What `str.translate` puts for a character, found out when it is first met."""

    def __init__(self, spell: Callable[[str], str]) -> None:
        words = {**PHRASES, **SURNAMES}
        super().__init__({ord(sign): "".join(map(spell, words[word].split())) for word, sign in SIGNS.items()})
        self._spell = spell

    def __missing__(self, code: int) -> str:
        self[code] = spelt = self._spell(_reading(chr(code)))
        return spelt


def _reading(char: str) -> str:
    """The usual reading of one character without its tone; a character that is no hanzi stands for itself."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")  # half a second and 20 MB for phrases that nobody asks for
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "1")
    from pypinyin.pinyin_dict import pinyin_dict

    readings = pinyin_dict.get(ord(char))
    if readings is None:
        return char.lower()
    plain = unicodedata.normalize("NFD", readings.split(",")[0])
    return "".join(letter for letter in plain if letter.isascii() or letter == "ü") or char


_WHOLE: Final = _Spelling(lambda reading: " " + reading)
_FIRST: Final = _Spelling(lambda reading: reading[0] if reading[:1].isalnum() else "")


def _signed(text: str, person: bool) -> str:
    """The text with a sign for each word that has a reading of its own."""
    surname = SURNAME.match(text) if person else None
    if surname:
        return SIGNS[surname[0]] + _signed(text[surname.end() :], person=False)
    return PHRASE.sub(lambda found: SIGNS[found[0]], text)


def spelling(text: str, person: bool = False) -> str:
    """The readings of a name's characters, a blank between them; ``person`` reads the surname as one."""
    return _signed(text, person).translate(_WHOLE)[1:]


@lru_cache(maxsize=262144)
def sort_key(text: str | None) -> str:
    """What a name is sorted by: its readings, then itself."""
    return f"{spelling(text)}\t{text}" if text else ""


def initials(text: str, person: bool = False) -> str:
    """The first letters of the readings, without blanks and signs."""
    return _signed(text, person).translate(_FIRST)
