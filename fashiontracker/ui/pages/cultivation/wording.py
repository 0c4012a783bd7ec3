"""The pipeline in words: lanes, titles, how long, how much longer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from fashiontracker.tally.pipeline import CLOSED, HOLDING
from fashiontracker.text import N_, _, pick
from fashiontracker.ui.marks import Mark

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.models.facts import Subject
    from fashiontracker.tally.pipeline import Candidacy

LANES: Final = {HOLDING: N_("持有称号"), CLOSED: N_("已结束")}
KINDS: Final = {"enterprise": N_("企业"), "brand": N_("品牌"), "carrier": N_("载体平台")}
STATES: Final = {
    "stagnant": Mark("busy", "warn", N_("停滞")),
    "lapsing": Mark("late", "warn", N_("将到期")),
    "under_way": Mark("on_track", "info", N_("推进中")),
    "held": Mark("done", "good", N_("有效")),
    "closed": Mark("not_started", "quiet", N_("已结束")),
}
"""What a candidacy looks like in the table."""
STAGE_LOOKS: Final = {
    "recognised": ("done", "good"),
    "renewed": ("exceeded", "good"),
    "expired": ("late", "warn"),
    "revoked": ("missed", "bad"),
    "failed": ("missed", "bad"),
    "withdrawn": ("undo", "quiet"),
}
"""How the events of a chain are marked; those under way as `UNDER_WAY`."""
UNDER_WAY: Final = ("in_progress", "info")


def title(app: App, key: str) -> str:
    """A designation's name."""
    found = app.catalogue.designations.get(key)
    return pick(found.zh, found.en) if found else key


def stage(app: App, key: str) -> str:
    """A stage's name."""
    found = app.plan.stages.get(key)
    return pick(found.zh, found.en) if found else key


def lane(app: App, key: str) -> str:
    """A column of the board."""
    return _(LANES[key]) if key in LANES else stage(app, key)


def sector(app: App, key: str) -> str:
    """A sector's name."""
    found = app.plan.sectors.get(key)
    return pick(found.zh, found.en) if found else key


def kind(subject: Subject) -> str:
    """What sort of record bears the title."""
    return _(KINDS[subject[0]])


def state(one: Candidacy) -> str:
    """The key of `STATES`."""
    if one.lane == CLOSED:
        return "closed"
    if one.stagnant:
        return "stagnant"
    if one.lapsing:
        return "lapsing"
    return "held" if one.lane == HOLDING else "under_way"


def waiting(app: App, one: Candidacy) -> str:
    """How long it has been as it is, and how long that may last."""
    if one.lane == HOLDING:
        return term(one)
    if one.lane == CLOSED:
        last = _("有效期至 {day}，未见复核") if _ran_out(one) else "{stage} {day}"
        day = one.valid_until if _ran_out(one) else one.since
        return last.format(stage=stage(app, one.stage), day=day)
    if one.limit is None:
        return _("{days} 天").format(days=one.days)
    if one.stagnant:
        return _("{days} 天，已超 {over} 天").format(days=one.days, over=one.days - one.limit)
    return _("{days} 天 / 一般 {limit}").format(days=one.days, limit=one.limit)


def not_yet_shown(as_of: date) -> str:
    """Why the board keeps silent about a step of a day that is still to come as of the one in force."""
    words = _("这一天晚于截至日期 {as_of}：记录会保存，看板要把截至日期调到这一天之后才显示。")
    return words.format(as_of=as_of)


def term(one: Candidacy) -> str:
    """How long a title that is held lasts."""
    if one.valid_until is None or one.days_left is None:
        return _("长期有效（未载有效期）")
    return _("有效期至 {day}（{days} 天）").format(day=one.valid_until, days=one.days_left)


def _ran_out(one: Candidacy) -> bool:
    return one.stage in ("recognised", "renewed") and one.valid_until is not None


def short_waiting(app: App, one: Candidacy) -> str:
    """The same where there is little room: on a card."""
    if one.stagnant and one.limit is not None:
        return _("已超 {over} 天").format(over=one.days - one.limit)
    if one.lane == HOLDING and one.valid_until is not None:
        return _("至 {day}").format(day=one.valid_until)
    if one.lane == HOLDING:
        return _("有效，未填有效期")
    return waiting(app, one) if one.lane != CLOSED else f"{stage(app, one.stage)} {one.since}"
