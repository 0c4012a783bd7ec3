"""What the map's measures and places are called, and how their numbers are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from fashiontracker.tally.atlas import UNKNOWN, Measure
from fashiontracker.text import N_, _, language, pick

if TYPE_CHECKING:
    from fashiontracker.plan.types import District, Plan

NAMES: Final[Mapping[Measure, str]] = {
    "enterprises": N_("企业"),
    "brands": N_("品牌"),
    "titles": N_("持有称号"),
    "revenue": N_("营收"),
    "carriers": N_("载体"),
}
UNITS: Final[Mapping[Measure, str]] = {
    "enterprises": N_("登记企业（家）"),
    "brands": N_("登记品牌（个，按所属企业所在区）"),
    "titles": N_("持有称号（项，企业、品牌、载体合计）"),
    "revenue": N_("{year} 年营业收入（亿元，有数企业合计）"),
    "carriers": N_("建成载体（个）"),
}
TEN_THOUSANDS = 10_000
"""万元 in 亿元."""


def caption(measure: Measure, year: int | None) -> str:
    """A measure with its unit."""
    return _(UNITS[measure]).format(year=year or "—")


def figure(measure: Measure, value: float | None) -> str:
    """A number of a measure; revenue in 亿元."""
    if value is None:
        return "—"
    return f"{value / TEN_THOUSANDS:,.1f}" if measure == "revenue" else f"{value:,.0f}"


def short(district: District) -> str:
    """A district's name for a heading of a column: 大鹏, Dapeng."""
    return (
        district.names[1]
        if language() == "zh" and len(district.names) > 1
        else pick(district.zh, district.en.split()[0])
    )


def on_tile(plan: Plan, key: str) -> str:
    """A district or an overlay as its tile says it: English names are long."""
    district = plan.districts.get(key)
    return short(district) if district and language() == "en" else place_name(plan, key)


def place_name(plan: Plan, key: str) -> str:
    """A district, an overlay, or what has no district."""
    if key == UNKNOWN:
        return _("未填所属区")
    found = plan.districts.get(key) or plan.overlays.get(key)
    return pick(found.zh, found.en) if found else key


def sector_name(plan: Plan, key: str | None) -> str:
    """A sector, or all of them."""
    if key is None:
        return _("全部行业")
    found = plan.sectors.get(key)
    return pick(found.zh, found.en) if found else _("未填行业")
