"""What becomes of a line, as shape, word and colour; and its reason in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fashiontracker.models.names import name_key
from fashiontracker.text import N_, _, pick
from fashiontracker.ui.marks import Mark

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.exchange.published.settling import Settled, Terms

MARKS: Final = {
    "matched": Mark("done", "good", N_("匹配")),
    "near": Mark("question", "warn", N_("相近，待选")),
    "known": Mark("check", "quiet", N_("已有记录")),
    "branch": Mark("in_progress", "warn", N_("分支机构")),
    "elsewhere": Mark("forward", "quiet", N_("外地")),
    "unmatched": Mark("no_data", "quiet", N_("未在名录")),
}
HOW: Final = {"code": N_("信用代码一致"), "name": N_("名称一致"), "near": N_("人工确认")}


def reason(app: App, one: Settled, terms: Terms) -> str:
    """Why a line ends as it does."""
    match, subject = one.match, one.subject
    if one.fate == "elsewhere":
        if match.clash:
            return _("名称相同，信用代码不同：不是同一家")
        same = _("；名录中的同名企业未采用") if match.candidates else ""
        return _("{city}的企业").format(city=match.elsewhere) + same
    if one.fate == "branch":
        return (
            _("“{head}”的分支机构，不代表总公司") if match.candidates else _("“{head}”的分支机构，名录中没有总公司")
        ).format(head=match.head)
    if one.fate == "near":
        return _("相近的有 {count} 个，请选定").format(count=len(match.candidates))
    if one.fate == "unmatched" or subject is None:
        return _("名录中没有相同或相近的名称")
    if one.fate == "known":
        return _("已记有 {day} 的同一事项").format(day=one.since) if one.since else _("名单中重复出现")
    said = _("曾用名“{name}”").format(name=subject.was) if subject.how == "former" else _(HOW[subject.how])
    other = subject.how == "code" and name_key(subject.name) != name_key(match.listed.name)
    renamed = [_("名称与名录不同，可能已更名")] if other else []
    return _("；").join([said, *renamed, *_own(app, one, terms)])


def _own(app: App, one: Settled, terms: Terms) -> list[str]:
    """What the line says of itself against the list."""
    own = []
    if one.stage != terms.stage and (stage := app.plan.stages.get(one.stage)):
        own.append(_("本行写明“{stage}”，按此记录").format(stage=pick(stage.zh, stage.en)))
    if one.designation != terms.designation and (title := app.catalogue.designations.get(one.designation)):
        own.append(_("本行称号为“{title}”").format(title=pick(title.zh, title.en)))
    return own
