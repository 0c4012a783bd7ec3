"""Pinyin of names for sorting and for search by initials (``gls`` finds 歌力思).

Readings come from pypinyin's table of single characters; where the field's words and surnames read otherwise, the
exceptions below prevail. The table is loaded when first asked for.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

PHRASES = {
    "银行": "yin hang",
    "行业": "hang ye",
    "商行": "shang hang",
    "车行": "che hang",
    "表行": "biao hang",
    "珠宝行": "zhu bao hang",
    "重庆": "chong qing",
    "厦门": "xia men",
    "大厦": "da sha",
    "长安": "chang an",
    "长沙": "chang sha",
    "长江": "chang jiang",
    "长城": "chang cheng",
    "音乐": "yin yue",
    "乐器": "yue qi",
    "东莞": "dong guan",
    "深圳": "shen zhen",
    "大鹏": "da peng",
    "会计": "kuai ji",
    "朝阳": "chao yang",
}
SURNAMES = {
    "单": "shan",
    "曾": "zeng",
    "解": "xie",
    "任": "ren",
    "仇": "qiu",
    "区": "ou",
    "查": "zha",
    "朴": "piao",
    "覃": "qin",
    "尉迟": "yu chi",
    "华": "hua",
    "盖": "ge",
    "缪": "miao",
    "翟": "zhai",
    "乐": "yue",
}


@lru_cache(maxsize=65536)
def syllable(char: str) -> str:
    """The usual reading of one character without its tone; a character that is no hanzi stands for itself."""
    from pypinyin.pinyin_dict import pinyin_dict

    readings = pinyin_dict.get(ord(char))
    if readings is None:
        return char.lower()
    plain = unicodedata.normalize("NFD", readings.split(",")[0])
    return "".join(letter for letter in plain if letter.isascii() or letter == "ü") or char


def syllables(text: str, person: bool = False) -> list[str]:
    """The readings of a name's characters, in order; ``person`` reads the surname as one."""
    found: list[str] = []
    position = 0
    while position < len(text):
        word, reading = _exception(text, position, person and position == 0)
        found.extend(reading.split() if word else [syllable(text[position])])
        position += len(word) or 1
    return found


def _exception(text: str, position: int, surname: bool) -> tuple[str, str]:
    for length in (3, 2, 1):
        word = text[position : position + length]
        if surname and word in SURNAMES:
            return word, SURNAMES[word]
        if word in PHRASES:
            return word, PHRASES[word]
    return "", ""


@lru_cache(maxsize=262144)
def sort_key(text: str | None) -> str:
    """What a name is sorted by: its readings, then itself."""
    return " ".join(syllables(text)) + "\t" + text if text else ""


def initials(text: str, person: bool = False) -> str:
    """The first letters of the readings, without blanks and signs."""
    return "".join(one[0] for one in syllables(text, person) if one[:1].isalnum())
