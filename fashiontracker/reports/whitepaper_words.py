"""How document 5 says numbers, and how it numbers its tables and charts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from fashiontracker.tally import words

YI: Final = 10_000.0
"""万元 in 亿元."""


class Numbering:
    """表1, 表2 … and 图1, 图2 … in the order in which they are asked for."""

    def __init__(self) -> None:
        self._tables = self._charts = 0

    def table(self, title: str) -> str:
        """The title of the next table."""
        self._tables += 1
        return f"表{self._tables}　{title}"

    def chart(self, title: str) -> str:
        """The title of the next chart."""
        self._charts += 1
        return f"图{self._charts}　{title}"

    @property
    def next_table(self) -> str:
        """The table that will be numbered next."""
        return f"表{self._tables + 1}"


def yi(value: float) -> str:
    """万元 as 亿元 with two decimals."""
    return f"{value / YI:,.2f}"


def percent(share: float | None) -> str:
    """A share as a percentage with one decimal."""
    return "—" if share is None else f"{share * 100:.1f}%"


def share_of(part: float, whole: float) -> str:
    """How much a part is of the whole; a dash where there is no whole."""
    return percent(part / whole) if whole else "—"


def moved(rate: float | None) -> str:
    """增长3.2%, 下降1.0%, 持平."""
    if rate is None:
        return "无法比较"
    if round(rate, 3) == 0:
        return "基本持平"
    return f"{'增长' if rate > 0 else '下降'}{abs(rate) * 100:.1f}%"


def leaders(named: Iterable[tuple[str, float]], unit: str, count: int = 3) -> str:
    """甲（12家）、乙（9家）、丙（7家）: the largest, those with nothing left out."""
    ordered = sorted((one for one in named if one[1] > 0), key=lambda one: -one[1])[:count]
    return "、".join(f"{name}（{words.number(value)}{unit}）" for name, value in ordered)


def counts(named: Iterable[tuple[str, int]], unit: str) -> str:
    """甲12家，乙9家: those that are there."""
    return "，".join(f"{name}{count:,}{unit}" for name, count in named if count)
