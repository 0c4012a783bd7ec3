"""Dates as people write them. What leaves a doubt is flagged, never guessed."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Final

from fashiontracker.errors import Problem
from fashiontracker.exchange.cells import Cell, Flaw, Percent, plain_number, shown
from fashiontracker.exchange.values import clean, flawed
from fashiontracker.text import N_

_FULL: Final = re.compile(
    r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?|年(?:(\d{1,2})月(?:(\d{1,2})日?)?)?)?"
    r"(?:[T ]?(?:00?:00(?::00(?:\.0+)?)?)Z?)?"
)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_SERIALS: Final = range(18_000, 75_000)
"""Day numbers of 1949 to 2105 in the calendar that begins in 1900."""
_EPOCH: Final = date(1899, 12, 30)
_SURE_FROM: Final = date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was: its dates before this one differ between programs."""
_ENDLESS: Final = re.compile(r"长期(?:有效)?|永久(?:有效)?|无固定期限|无期限|不限")


def day(cell: Cell) -> date | Problem | None:
    """A date; without a day the first of the month, a bare year 1 January."""
    return _read(cell, last=False)


def until(cell: Cell) -> date | Problem | None:
    """A last day (有效期至); without a day the last of the month, a bare year 31 December."""
    return _read(cell, last=True)


def _read(cell: Cell, last: bool) -> date | Problem | None:
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell if cell >= _SURE_FROM else _problem("date_1900", shown(cell))
    if isinstance(cell, Flaw):
        return flawed(cell)
    if isinstance(cell, bool | Percent):
        return _problem("date", shown(cell))
    if isinstance(cell, float | int):
        return _from_number(cell, last)
    said = clean(cell)
    if not said:
        return None
    return _from_text(said, last)


def _from_number(value: float, last: bool) -> date | Problem:
    said = plain_number(value)
    if value == int(value):
        if 1800 <= value <= 2100:
            return _made(int(value), None, None, last, said)
        if len(said) in (6, 8) and said[:2] in ("18", "19", "20"):
            return _from_text(said, last)
        if int(value) in _SERIALS:
            return _problem("date_serial", said, date=(_EPOCH + timedelta(days=int(value))).isoformat())
    return _problem("date", said)


def _from_text(said: str, last: bool) -> date | Problem:
    folded = unicodedata.normalize("NFKC", said)
    folded = re.sub(r"\s*([-/.年月日])\s*", r"\1", folded).strip()
    if found := _COMPACT.fullmatch(folded):
        return _made(int(found[1]), int(found[2]), int(found[3]) if found[3] else None, last, said)
    if found := _FULL.fullmatch(folded):
        month, day_ = found[2] or found[4], found[3] or found[5]
        return _made(int(found[1]), int(month) if month else None, int(day_) if day_ else None, last, said)
    if _ENDLESS.fullmatch(folded):
        return _problem("date_endless", said)
    if folded.isdecimal() and int(folded) in _SERIALS:
        return _problem("date_serial", said, date=(_EPOCH + timedelta(days=int(folded))).isoformat())
    return _problem("date", said)


def _made(year: int, month: int | None, day_: int | None, last: bool, said: str) -> date | Problem:
    if not 1800 <= year <= 2199 or (month is not None and not 1 <= month <= 12):
        return _problem("date_impossible", said)
    if month is None:
        return date(year, 12, 31) if last else date(year, 1, 1)
    length = monthrange(year, month)[1]
    if day_ is None:
        return date(year, month, length if last else 1)
    return date(year, month, day_) if 1 <= day_ <= length else _problem("date_impossible", said)


MESSAGES: Final = {
    "date": N_("不是日期（可写 2023-05-01、2023年5月1日、2023/5、2023）"),
    "date_impossible": N_("没有这一天"),
    "date_serial": N_("像是表格软件的日期序号（若从 1900 年起算则是 {date}），请改成日期"),
    "date_1900": N_("1900 年 3 月以前的日期在表格软件中不可靠，请改成文本填写"),
    "date_endless": N_("长期有效请留空"),
}


def _problem(code: str, value: str, **params: object) -> Problem:
    return Problem(code, MESSAGES[code], value=value, params=params)
