"""The count in words. The dictionaries hold msgids: documents print them as they are, the rest through gettext."""

from __future__ import annotations

from datetime import date

from fashiontracker.text import N_, _

STATUS = {
    "exceeded": N_("超额完成"),
    "met": N_("已达成"),
    "on_track": N_("进度正常"),
    "behind": N_("滞后"),
    "late": N_("逾期达成"),
    "missed": N_("未达成"),
    "no_data": N_("无数据"),
    "tracked": N_("跟踪"),
    "not_started": N_("未启动"),
    "in_progress": N_("推进中"),
    "achieved": N_("已达成"),
}
REACHED = frozenset(("met", "exceeded", "late"))
"""The statuses of a row whose least number is reached."""
REASONS = {
    "revoked": N_("称号已被撤销"),
    "lapsed": N_("有效期已过，未见复核通过"),
    "held_before_start": N_("规划期开始前已持有，不算新增"),
    "recognised_before_start": N_("规划期开始前已认定，不算新增"),
    "no_date": N_("缺少日期，无法判断"),
    "before_start": N_("日期早于规划期开始"),
    "sector_unknown": N_("行业未填，补上即可计入"),
}


def status(key: str) -> str:
    """A status in the reader's language."""
    return _(STATUS[key])


def reason(key: str | None) -> str:
    """Why a near miss is not counted, in the reader's language; nothing for a counted subject."""
    return _(REASONS[key]) if key else ""


def number(value: float | None, empty: str = "—") -> str:
    """A count or a figure: thousands separated, no trailing zeros."""
    if value is None:
        return empty
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def target(least: float | None, most: float | None, empty: str = "—") -> str:
    """A range as the plan writes it: 5-8, ≥10, or nothing where it names no number."""
    if least is not None and most is not None:
        return f"{number(least)}-{number(most)}"
    if least is not None:
        return f"≥{number(least)}"
    if most is not None:
        return f"≤{number(most)}"
    return empty


def chance(value: float | None, empty: str = "—") -> str:
    """A probability; what is not certain is never shown as 0 or 100 %."""
    if value is None:
        return empty
    if 0 < value < 0.01:
        return "<1%"
    if 0.99 < value < 1:
        return ">99%"
    return f"{value:.0%}"


def day(value: date | None, empty: str = "") -> str:
    """A date as 2025-12-31."""
    return value.isoformat() if value else empty
