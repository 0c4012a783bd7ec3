"""Eligibility in words: what a criterion asks, what was found, what is short or missing, where it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from fashiontracker.plan.designations import Catalogue, Criterion, Metric
from fashiontracker.plan.types import Plan
from fashiontracker.tally.criteria import Finding, Gate
from fashiontracker.tally.metrics import Missing, Value
from fashiontracker.tally.scores import Score
from fashiontracker.tally.words import number
from fashiontracker.text import N_, _, pick

VERDICTS: Final = {
    "met": N_("符合"),
    "not_met": N_("不符合"),
    "unknown": N_("未知"),
    "not_applicable": N_("不适用"),
    "eligible": N_("符合条件"),
    "not_eligible": N_("不符合条件"),
}
GATES: Final = {
    "prerequisite": N_("已取得{names}，且在有效期内"),
    "excludes": N_("未持有{names}"),
    "closed": N_("接受本市对象申报"),
    "sectors": N_("属于{names}行业"),
    "held": N_("已持有{names}，可以复核"),
    "no_criteria": N_("有公布的条件"),
}
GATE_GAPS: Final = {
    "prerequisite": N_("尚未取得{names}"),
    "excludes": N_("已持有{names}，不再受理"),
    "closed": N_("不接受本市对象申报"),
    "sectors": N_("行业不在{names}之内"),
    "held": N_("没有持有{names}的记录，不能复核"),
}
SHEETS: Final = {"indicators": N_("年度指标"), "roster": N_("企业名录")}
INNER: Final = str.maketrans("“”", "‘’")
"""Quotation marks within quotation marks."""
PARTS: Final = {
    "innovation": N_("创新能力"),
    "growth": N_("成长性"),
    "specialisation": N_("专业化"),
}


def verdict(key: str) -> str:
    """A criterion's or a check's verdict."""
    return _(VERDICTS[key])


def sentence(finding: Finding, plan: Plan, catalogue: Catalogue) -> str:
    """What is asked."""
    criterion = finding.criterion
    if isinstance(criterion, Gate):
        return _(GATES[criterion.what]).format(names=_names(criterion, plan, catalogue))
    text = pick(criterion.zh, criterion.en)
    return _("否决项：{criterion}").format(criterion=text) if criterion.kind == "veto" else text


def clause(criterion: Criterion | Gate, catalogue: Catalogue) -> str:
    """Where it is written: documents by their numbers, or titles where they have none."""

    def document(match: re.Match[str]) -> str:
        source = catalogue.sources.get(match[0])
        if source is None:
            return match[0]
        return source.doc_no or f"《{source.title}》"

    return re.sub(r"[A-Za-z][A-Za-z0-9-]*", document, criterion.source)


def source(value: Value, catalogue: Catalogue) -> str:
    """Where the value comes from."""
    recorded = "；".join(_(SHEETS[one]) if one in SHEETS else one for one in value.source.split("；"))
    match value.origin:
        case "derived":
            return _("推算自 {figures}（{source}）").format(figures=_figures(value, catalogue), source=recorded)
        case "founded":
            return (
                _("成立日期 {day}").format(day=value.day) if value.day else _("创立年份 {year}").format(year=recorded)
            )
        case "built":
            return _("建成日期 {day}").format(day=value.day)
        case "trademark":
            return _("商标注册号 {number}").format(number=recorded)
        case "title":
            until = _("有效期至 {day}").format(day=value.day) if value.day else _("未载有效期")
            return _("{titles}（{until}）").format(titles=_titles(value.titles, catalogue), until=until)
        case "no_title":
            return _("没有持有的记录")
        case "answer":
            if value.day is None:
                return _("人工判断")
            answer = _("人工判断 {day}").format(day=value.day)
            return _("{title}：{count}").format(title=answer, count=recorded) if recorded else answer
        case "score":
            return _("按已知分项计") if value.least else _("按分项计")
        case _:
            return recorded


def shown(finding: Finding, plan: Plan) -> str:
    """The value with its unit; yes and no in words; empty where there is none."""
    value = finding.value
    if value is None:
        return ""
    if isinstance(finding.criterion, Gate):
        return ""
    if isinstance(value.value, bool):
        return _("是") if value.value else _("否")
    text = number(value.value)
    if finding.criterion.comparator == "rank<=" and finding.why != "outside_tier":
        return _("第 {rank} 名").format(rank=text) if value.value > 0 else _("无名次")
    unit = _unit(finding.criterion.unit, plan) if finding.why != "outside_tier" else ""
    text = f"{text}%" if unit == "%" else f"{text} {unit}".strip()
    return _("至少 {value}").format(value=text) if value.least else text


def gap(finding: Finding, plan: Plan, catalogue: Catalogue) -> str:
    """What is short, what is missing, or why it is not asked; empty for a criterion that is met."""
    criterion = finding.criterion
    if finding.verdict == "met":
        return ""
    if finding.verdict == "unknown":
        return _unknown(finding, catalogue)
    if finding.why == "outside_tier":
        return _("不在本档：{value}").format(value=number(float(finding.value.value))) if finding.value else ""
    if finding.why == "not_on_renewal":
        return _("复核不考查")
    if isinstance(criterion, Gate):
        return _(GATE_GAPS[criterion.what]).format(names=_names(criterion, plan, catalogue))
    if finding.score is not None:
        return _short_of_points(criterion, finding.score, finding.value)
    return _short(criterion, finding.value, plan, catalogue)


# ---- unknown ---------------------------------------------------------------------------------------------------


def _unknown(finding: Finding, catalogue: Catalogue) -> str:
    if finding.why == "no_criteria":
        return _("没有施行中的公布条件，需人工核对")
    if finding.why == "no_threshold":
        return _("未见公布的数值，需人工核对")
    if finding.why == "not_judged":
        return _("需人工核对，尚无记录的判断")
    if isinstance(finding.criterion, Gate):
        return _("缺数据：行业")
    lacking = _lacking(finding.missing, finding, catalogue)
    if finding.why == "tier_unknown":
        return _("不知适用哪一档，{lacking}").format(lacking=lacking)
    return lacking


def _lacking(missing: Missing, finding: Finding, catalogue: Catalogue) -> str:
    years: dict[str, list[int]] = {}
    for key, year in missing.wants:
        years.setdefault(key, []).append(year)
    wanted = _("、").join(
        _("{metric}（{years} 年）").format(
            metric=_metric(catalogue.metrics.by_key[key]), years=_("、").join(str(year) for year in sorted(found))
        )
        for key, found in years.items()
    )
    if missing.stale is not None:
        return _("只有 {stale} 年的数值，已过期；缺数据：{wanted}").format(stale=missing.stale, wanted=wanted)
    if wanted:
        return _("缺数据：{wanted}").format(wanted=wanted)
    return _without_figures(finding, catalogue)


def _without_figures(finding: Finding, catalogue: Catalogue) -> str:
    """What no yearly figure would tell."""
    if finding.score is not None:
        items = [pick(one.item.zh, one.item.en) for one in finding.score.items if isinstance(one.value, Missing)]
        return _("需人工核对：{items}").format(items=_("、").join(items))
    metric = catalogue.metrics.get(finding.criterion.metric) if isinstance(finding.criterion, Criterion) else None
    if metric is not None and metric.derive is not None and metric.derive.how == "age":
        return _("缺数据：成立日期")
    return _("基数不是正数，无法推算，需人工核对")


# ---- not met ---------------------------------------------------------------------------------------------------


def _short(criterion: Criterion, value: Value | None, plan: Plan, catalogue: Catalogue) -> str:
    metric = catalogue.metrics.by_key[criterion.metric]
    if value is not None and value.origin == "answer":
        so = _("人工判断为存在：{criterion}") if criterion.kind == "veto" else _("人工判断为不符合：{criterion}")
        return so.format(criterion=pick(criterion.zh, criterion.en))
    if criterion.kind == "veto":
        return _("存在否决情形：{criterion}").format(criterion=pick(criterion.zh, criterion.en))
    if metric.type == "title":
        return _("尚未取得{names}").format(names=_titles(metric.titles, catalogue))
    if criterion.threshold is None or value is None:
        return _("不具备：{criterion}").format(criterion=pick(criterion.zh, criterion.en))
    return _distance(criterion, metric, float(value.value), criterion.threshold, plan)


def _distance(criterion: Criterion, metric: Metric, value: float, threshold: float, plan: Plan) -> str:
    unit = _("个百分点") if metric.unit == "%" else _unit(metric.unit, plan)
    amount = number(round(abs(threshold - value), 4))
    name = _metric(metric)
    if criterion.comparator == "rank<=":
        if value <= 0:
            return _("没有名次，须进入前 {threshold} 名").format(threshold=number(threshold))
        return _("现为第 {value} 名，须进入前 {threshold} 名").format(value=number(value), threshold=number(threshold))
    if value == threshold:
        words = _("{metric}须高于 {threshold}") if criterion.comparator == ">" else _("{metric}须低于 {threshold}")
        return words.format(metric=name, threshold=number(threshold))
    if criterion.comparator in ("<=", "<"):
        return _("{metric}超出 {amount} {unit}").format(metric=name, amount=amount, unit=unit)
    dimension = plan.units.named(metric.unit) if metric.unit else None
    if dimension is not None and dimension.dimension == "count" and metric.zh.endswith("数"):
        counted = pick(metric.zh.removesuffix("数"), metric.en)
        return _("还差 {amount} {unit}{counted}").format(amount=amount, unit=unit, counted=counted)
    return _("{metric}还差 {amount} {unit}").format(metric=name, amount=amount, unit=unit)


def _short_of_points(criterion: Criterion, score: Score, value: Value | None) -> str:
    texts = []
    most = score.high if value is None or value.origin == "score" else float(value.value)
    if criterion.threshold is not None and most < criterion.threshold:
        words = (
            _("总分最多 {points} 分，还差 {amount} 分")
            if score.low < score.high
            else _("总分 {points} 分，还差 {amount} 分")
        )
        texts.append(words.format(points=number(most), amount=number(criterion.threshold - most)))
    for part in score.parts:
        if part.high < part.floor:
            name = _(PARTS[part.part]) if part.part in PARTS else part.part
            words = _("{part} {points} 分，低于最低的 {floor} 分")
            texts.append(words.format(part=name, points=number(part.high), floor=number(part.floor)))
    return _("；").join(texts)


# ---- words -----------------------------------------------------------------------------------------------------


def _metric(metric: Metric) -> str:
    return pick(metric.zh, metric.en)


def _unit(unit: str | None, plan: Plan) -> str:
    known = plan.units.named(unit) if unit else None
    return pick(known.zh, known.en) if known else unit or ""


def _titles(keys: Iterable[str], catalogue: Catalogue) -> str:
    found = (catalogue.designations.by_key[key] for key in keys)
    return _("或").join(_("“{title}”").format(title=pick(one.zh, one.en).translate(INNER)) for one in found)


def _names(gate: Gate, plan: Plan, catalogue: Catalogue) -> str:
    if gate.what != "sectors":
        return _titles(gate.names, catalogue)
    found = (plan.sectors.get(key) for key in gate.names)
    return _("、").join(pick(one.zh, one.en) for one in found if one)


def _figures(value: Value, catalogue: Catalogue) -> str:
    years: dict[str, list[int]] = {}
    for part in value.parts:
        years.setdefault(part.metric, []).append(part.year)
    return _("，").join(
        _("{years} 年{metric}").format(
            years=_("、").join(str(year) for year in sorted(set(found))), metric=_metric(catalogue.metrics.by_key[key])
        )
        for key, found in years.items()
    )
