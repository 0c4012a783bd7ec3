"""What the lists of a row say of a subject, in the language in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fashiontracker.plan.types import Indicator, RevenueOver
from fashiontracker.tally import words
from fashiontracker.text import N_, _, pick

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.models.facts import Facts
    from fashiontracker.plan.types import Quota
    from fashiontracker.tally.board import Counted
    from fashiontracker.ui.counting import Known

WHY = {
    "revoked": N_("称号已被撤销"),
    "lapsed": N_("有效期至 {until}，已过期，未见复核通过"),
    "held_before_start": N_("{since} 认定，规划期开始前已持有，不算新增"),
    "recognised_before_start": N_("{since} 认定，早于规划期开始，不算新增"),
    "no_date": N_("没有日期，无法判断，补上即可计入"),
    "before_start": N_("日期 {since}，早于规划期开始（{start}）"),
    "sector_unknown": N_("行业未填，补上即可计入"),
}
WHY_UNDATED = {
    "lapsed": N_("已到期，未见复核通过"),
    "held_before_start": N_("规划期开始前已持有，不算新增"),
    "recognised_before_start": N_("规划期开始前已认定，不算新增"),
}
"""The same where the day that the sentence would name is not on record."""


def why(app: App, one: Counted) -> str:
    """Why a near miss is not counted, with the days that decide; nothing for a counted subject."""
    if one.reason is None:
        return ""
    since = one.recognised_on or one.day
    named = {"until": words.day(one.valid_until), "since": words.day(since), "start": words.day(app.plan.start)}
    message = WHY[one.reason]
    undated = ("{until}" in message and not one.valid_until) or ("{since}" in message and not since)
    return _(WHY_UNDATED[one.reason] if undated else message).format(**named)


def title(app: App, key: str | None) -> str:
    """A designation's name."""
    designation = app.catalogue.designations.get(key or "")
    return pick(designation.zh, designation.en) if designation else key or ""


def stage(app: App, key: str | None) -> str:
    """A stage's name."""
    found = app.plan.stages.get(key or "")
    return pick(found.zh, found.en) if found else key or ""


def basis(app: App, known: Known, quota: Quota, one: Counted) -> str:
    """By what a subject counts: its title, its kind, its figure."""
    if one.designation:
        name, reached = title(app, one.designation), app.plan.stages.get(one.stage or "")
        if reached is not None and reached.live and not one.recognised_on:
            return _("{title}（{stage}）").format(title=name, stage=stage(app, one.stage))
        return name
    if one.value is not None:
        said = _("{year} 年 {value} {unit}").format(
            year=one.year, value=words.number(one.value), unit=_value_unit(app, quota)
        )
        return _("{said}（数据偏旧）").format(said=said) if one.stale else said
    key = known.kinds.get((one.subject_kind, one.subject_id), "")
    kind = app.plan.carrier_kinds.get(key) or app.plan.talent_kinds.get(key)
    return pick(kind.zh, kind.en) if kind else ""


def _value_unit(app: App, quota: Quota) -> str:
    rule = quota.rule
    kind = app.plan.indicators.get(rule.indicator) if isinstance(rule, RevenueOver) else None
    unit = app.plan.units.named(kind.unit if kind else quota.unit if isinstance(rule, Indicator) else "")
    return pick(unit.zh, unit.en) if unit else ""


def owner(facts: Facts, one: Counted) -> str:
    """The enterprise a subject belongs to, where it is none itself."""
    bearer = facts.bearers.get((one.subject_kind, one.subject_id))
    home = facts.bearers.get(("enterprise", bearer.owner)) if bearer and bearer.owner is not None else None
    return home.name if home else ""


def evidence(known: Known, one: Counted) -> tuple[str, ...]:
    """The names of the files that bear it out: of the records that decide, and of the subject itself."""
    places = dict.fromkeys([*one.records, (one.subject_kind, one.subject_id)])
    return tuple(dict.fromkeys(file.name for place in places for file in known.files.get(place, ())))
