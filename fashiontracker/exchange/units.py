"""Units that cells and headers may carry, and how many of the base unit one of each is. Exact."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple


class Unit(NamedTuple):
    """``factor`` of these make one in the base unit of the dimension."""

    dimension: str
    factor: Decimal


_MULTIPLES: Final = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7,
                     "亿": 10**8, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12}  # fmt: skip
_BASES: Final = {
    "money": ("元", "元人民币", "人民币元", "人民币"),
    "area": ("平方米", "㎡", "m2", "m²", "平米", "平方"),
    "count": ("家", "个", "人", "人次", "名", "位", "项", "件", "次", "户", "所", "场"),
}

MULTIPLES: Final = MappingProxyType({word: Decimal(number) for word, number in _MULTIPLES.items() if word})
"""万, 亿 and their like, as they stand alone behind a number."""

UNITS: Final = MappingProxyType(
    {
        **{
            multiple + base: Unit(dimension, Decimal(number))
            for dimension, bases in _BASES.items()
            for base in bases
            for multiple, number in _MULTIPLES.items()
        },
        "公顷": Unit("area", Decimal(10_000)),
        "平方公里": Unit("area", Decimal(10**6)),
        "%": Unit("percent", Decimal(1)),
        "％": Unit("percent", Decimal(1)),
    }
)
"""Every unit by its name: 万元, 亿元, 万平方米, %…"""


def base_of(unit: str) -> str:
    """The first name of the base unit in the same dimension: 元 for 万元. The unit itself where it is unknown."""
    found = UNITS.get(unit)
    return _BASES[found.dimension][0] if found and found.dimension in _BASES else unit
