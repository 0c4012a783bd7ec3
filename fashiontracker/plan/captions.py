"""The 口径 of a quota in words, made from its rule, so that the words cannot part from what is counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fashiontracker.plan.designations import Catalogue
from fashiontracker.plan.types import (
    Built,
    ByDesignation,
    Indicator,
    Kind,
    Plan,
    Published,
    Quota,
    RevenueOver,
    TalentKinds,
)
from fashiontracker.text import N_, _, language, pick


def caption(
    quota: Quota, plan: Plan, catalogue: Catalogue, *, translated: bool = False, publicity: bool = False
) -> str:
    """What the quota counts, in Chinese for paper or ``translated`` for the window.

    With ``publicity`` it leaves out the names that may not be advertised (商标法第十四条).
    """
    speech = _Speech(plan, catalogue, translated, publicity)
    sentences = [*_what(quota, speech), *_when(quota, speech), *_whose(quota, speech)]
    return (" " if speech.english else "").join(sentences)


@dataclass(frozen=True, slots=True)
class _Speech:
    """How words and sentences are said."""

    plan: Plan
    catalogue: Catalogue
    translated: bool
    publicity: bool

    @property
    def english(self) -> bool:
        return self.translated and language() == "en"

    def say(self, message: str, **fields: object) -> str:
        return (_(message) if self.translated else message).format(**fields)

    def listed(self, words: Iterable[Kind | None]) -> str:
        names = (pick(word.zh, word.en) if self.translated else word.zh for word in words if word is not None)
        return ", ".join(map(_inside, names)) if self.english else "、".join(names)

    def titles(self, keys: Iterable[str]) -> str:
        found = [self.catalogue.designations.get(key) for key in keys]
        allowed = [title for title in found if title is not None and (title.publicity_allowed or not self.publicity)]
        return (", " if self.english else "、").join(pick(t.zh, t.en) if self.translated else t.zh for t in allowed)

    def day(self, day: date) -> str:
        return day.isoformat() if self.english else f"{day.year}年{day.month}月{day.day}日"

    def amount(self, value: float, unit: str) -> str:
        """A value in the largest of the plan's units in which it is at least 1."""
        own = self.plan.units.named(unit)
        if own is None:
            return f"{value:g}{unit}"
        sizes = [u for u in self.plan.units if u.dimension == own.dimension and u.factor <= value * own.factor]
        best = max(sizes, key=lambda u: u.factor, default=own)
        count = f"{value * own.factor / best.factor:g}"
        return f"{count} {best.en}" if self.english else f"{count}{best.zh}"

    def subject(self, quota: Quota) -> str:
        messages = {
            "enterprise": N_("企业"),
            "brand": N_("品牌"),
            "carrier": N_("载体平台"),
            "talent": N_("人才"),
            "standard": N_("标准"),
            "indicator": N_("指标"),
        }
        return _inside(self.say(messages[quota.subject]))


def _inside(word: str) -> str:
    """A word as it stands inside of a sentence: English names begin with a capital, Chinese ones know none."""
    return word[:1].lower() + word[1:]


def _what(quota: Quota, speech: _Speech) -> list[str]:
    rule, plan = quota.rule, speech.plan
    start = speech.day(plan.start)
    if isinstance(rule, ByDesignation):
        return _titles(quota, rule, speech)
    if isinstance(rule, Built):
        kinds = speech.listed(map(plan.carrier_kinds.get, rule.kinds))
        return [speech.say(N_("统计状态为建成、建成日期不晚于统计日的{kinds}；建成而无日期的不计。"), kinds=kinds)]
    if isinstance(rule, TalentKinds):
        kinds = speech.listed(map(plan.talent_kinds.get, rule.kinds))
        return [speech.say(N_("统计{start}至统计日引进或培育的{kinds}。"), start=start, kinds=kinds)]
    if isinstance(rule, Published):
        return [speech.say(N_("统计{start}至统计日发布的标准。"), start=start)]
    return _figures(rule, speech)


def _titles(quota: Quota, rule: ByDesignation, speech: _Speech) -> list[str]:
    titles, subject = speech.titles(rule.designations), speech.subject(quota)
    message = N_("统计持有“{titles}”称号的{subject}。")
    if len(rule.designations) > 1:
        message = N_("统计持有下列称号之一的{subject}：{titles}。")
    sentences = [speech.say(message, titles=titles, subject=subject)]
    if also := speech.titles(other.designation for other in rule.also):
        sentences.append(speech.say(N_("按计划文件的设定，另计入：{titles}。"), titles=also))
    if rule.owner_counts:
        sentences.append(speech.say(N_("称号记在中心或其企业名下均可，每个企业只计一次。")))
    return sentences


def _figures(rule: RevenueOver | Indicator, speech: _Speech) -> list[str]:
    kind = speech.plan.indicators.get(rule.indicator)
    indicator, in_force = speech.listed([kind]), speech.say(N_("某年的数自该年12月31日起有效。"))
    if isinstance(rule, Indicator):
        sentences = [speech.say(N_("取最近一个有数年度的{indicator}，以官方数为准。"), indicator=indicator), in_force]
        if rule.sum_of_exhibitions:
            sentences.append(speech.say(N_("没有官方数的年度，取当年已登记展会面积之和，不分行业。")))
        return sentences
    amount = speech.amount(rule.threshold, kind.unit if kind else "")
    exclusive = speech.plan.bands == "exclusive"
    return [
        speech.say(N_("统计最近一个有数年度的{indicator}大于{amount}的企业。"), indicator=indicator, amount=amount),
        in_force,
        speech.say(N_("各档互不重复。") if exclusive else N_("各档累计：高档企业同时计入低档。")),
        speech.say(N_("数据比最近有效年度早一年以上的照计，并加标记。")),
    ]


def _when(quota: Quota, speech: _Speech) -> list[str]:
    if not isinstance(quota.rule, ByDesignation):
        return []
    if quota.mode == "stock":
        return [speech.say(N_("统计日有效即计，不论何时认定。"))]
    if quota.mode == "new":
        message = N_("统计日有效、{start}及以后认定，且该日前一日未持有任何计入的称号；复核不算新增。")
        return [speech.say(message, start=speech.day(speech.plan.start))]
    stages = [stage for stage in speech.plan.stages if stage.cultivating]
    first, last = speech.listed(stages[:1]), speech.listed(stages[-1:])
    return [speech.say(N_("处于{first}至{last}阶段的，或已持有称号的，均计。"), first=first, last=last)]


def _whose(quota: Quota, speech: _Speech) -> list[str]:
    if quota.subject == "indicator":
        return []
    subject, sectors = speech.subject(quota), speech.listed(map(speech.plan.sectors.get, quota.sectors))
    if not sectors:
        sentences = [speech.say(N_("不限行业。"))]
    elif quota.subject == "enterprise":
        sentences = [speech.say(N_("行业：{sectors}。"), sectors=sectors)]
    else:
        message = N_("行业：{sectors}；{subject}自身没有行业的，按其单位的行业。")
        sentences = [speech.say(message, sectors=sectors, subject=subject)]
    if not (isinstance(quota.rule, ByDesignation) and quota.rule.owner_counts):
        sentences.append(speech.say(N_("同一{subject}只计一次。"), subject=subject))
    return sentences
