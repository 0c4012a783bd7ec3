"""The 口径 of each row in one or two sentences: what is counted, when, and what is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from fashiontracker.plan.designations import Catalogue
from fashiontracker.plan.types import (
    Built,
    ByDesignation,
    Indicator,
    Milestone,
    Plan,
    Published,
    Quota,
    RevenueOver,
    TalentKinds,
)
from fashiontracker.tally.words import number
from fashiontracker.text import N_, _, pick

Say = Callable[[str], str]
Pick = Callable[[str, str], str]

MODES = {
    "stock": N_("截至日有效即计入，不论何时认定或建成。"),
    "new": N_("只计新增：{start} 起首次认定，且规划期开始前一日未持有；续期、复核不算新增。"),
    "cultivate": N_("已入库培育或处于其后在办阶段，或已认定，即计入；仅摸底不计。"),
    "annual": N_("取截至日已生效的最近一年数值，某年数值自该年 12 月 31 日起生效。"),
}
BUILT = N_("状态为“建成”且建成日期不晚于截至日的{kinds}。")
TALENTS = N_("{start} 起引进或培育的{kinds}，每人计一次。")
PUBLISHED = N_("{start} 起发布的标准，每项计一次。")
REVENUE = N_("最近一年营业收入大于（不含等于）{threshold} 亿元的企业，档次累计；数值早于最近年度一年以上的标为过期。")
REVENUE_EXCLUSIVE = N_(
    "最近一年营业收入大于（不含等于）{threshold} 亿元、未达上一档的企业；数值早于最近年度一年以上的标为过期。"
)
FIGURE = N_("{indicator}的官方数值。")
FIGURE_OR_SUM = N_("{indicator}的官方数值；没有时取当年登记展会面积之和。")
TITLES = N_("持有{titles}的{subject}，一个对象有几个称号也只计一次。")
ALSO = N_("本计划文件另将{titles}计入：{reason}")
OWNER_ONCE = N_("称号记在中心或其企业名下均可，同一企业只计一次，不要求已建成。")
SECTORS = N_("行业范围：{sectors}；未填行业的随所属企业。")
MILESTONE = N_("按已登记的进展记录，取不晚于截至日的最后一条。")
SUBJECTS = {"enterprise": N_("企业"), "brand": N_("品牌"), "carrier": N_("载体平台"), "talent": N_("人才")}


def caption(row: Quota | Milestone, plan: Plan, catalogue: Catalogue, chinese: bool = False) -> str:
    """How this row is counted. ``chinese``: as documents print it, whatever the reader's language."""
    say: Say = str if chinese else _
    word: Pick = (lambda zh, en: zh) if chinese else pick
    if isinstance(row, Milestone):
        return say(MILESTONE)
    parts = [_what(row, plan, catalogue, say, word)]
    if not isinstance(row.rule, (TalentKinds, Published, RevenueOver)):
        parts.append(say(MODES[row.mode]).format(start=plan.start))
    if row.sectors:
        named = (plan.sectors.by_key[key] for key in row.sectors)
        parts.append(say(SECTORS).format(sectors=_list((word(one.zh, one.en) for one in named), say)))
    return _joined(parts)


def _what(row: Quota, plan: Plan, catalogue: Catalogue, say: Say, word: Pick) -> str:
    match row.rule:
        case ByDesignation() as rule:
            return _titles(row, rule, catalogue, say, word)
        case Built(kinds):
            named = (plan.carrier_kinds.by_key[key] for key in kinds)
            return say(BUILT).format(kinds=_list((word(one.zh, one.en) for one in named), say))
        case TalentKinds(kinds):
            named = (plan.talent_kinds.by_key[key] for key in kinds)
            return say(TALENTS).format(start=plan.start, kinds=_list((word(one.zh, one.en) for one in named), say))
        case Published():
            return say(PUBLISHED).format(start=plan.start)
        case RevenueOver(_indicator, threshold):
            template = REVENUE if plan.bands == "cumulative" else REVENUE_EXCLUSIVE
            return say(template).format(threshold=number(threshold / 10_000))
        case Indicator(key, summed):
            kind = plan.indicators.by_key[key]
            return say(FIGURE_OR_SUM if summed else FIGURE).format(indicator=word(kind.zh, kind.en))


def _titles(row: Quota, rule: ByDesignation, catalogue: Catalogue, say: Say, word: Pick) -> str:
    def names(keys: Iterable[str]) -> str:
        found = (catalogue.designations.by_key[key] for key in keys)
        return _list((f"“{word(one.zh, one.en)}”" for one in found), say)

    parts = [say(TITLES).format(titles=names(rule.designations), subject=say(SUBJECTS[row.subject]))]
    reasons: dict[str, list[str]] = {}
    for also in rule.also:
        reasons.setdefault(also.reason, []).append(also.designation)
    parts.extend(say(ALSO).format(titles=names(keys), reason=reason) for reason, keys in reasons.items())
    if rule.owner_counts:
        parts.append(say(OWNER_ONCE))
    return _joined(parts)


def _list(names: Iterable[str], say: Say) -> str:
    return say(N_("、")).join(names)


def _joined(parts: Iterable[str]) -> str:
    return "".join(part if part.endswith(("。", ". ", "；")) else part + "。" for part in parts)
