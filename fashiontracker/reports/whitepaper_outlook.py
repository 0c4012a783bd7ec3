"""Document 5, the chapters on the plan's goals, the outlook, and where the numbers come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from fashiontracker.reports import document as doc
from fashiontracker.reports.stamp import chinese_date
from fashiontracker.reports.whitepaper_sheet import OutlookLine, TargetLine, WhitePaperSheet
from fashiontracker.reports.whitepaper_words import Numbering, share_of
from fashiontracker.tally import words


def chapters(sheet: WhitePaperSheet, numbering: Numbering) -> Iterator[doc.Part]:
    """行动计划目标, 展望, 数据来源与口径."""
    yield doc.Heading(1, "行动计划目标进展")
    yield from _targets(sheet, numbering)
    yield doc.Heading(1, "展望")
    yield from _outlook(sheet, numbering)
    yield doc.Paragraph("", lead="工作建议。", key="advice")
    yield doc.Heading(1, "数据来源与口径")
    yield from _sources(sheet, numbering)


# ---- goals -----------------------------------------------------------------------------------------------------


def targets_in_short(sheet: WhitePaperSheet) -> str:
    """How many of the graded rows are reached."""
    graded = [one for one in sheet.targets if one.least is not None or one.most is not None]
    if not graded:
        return "行动计划没有定量目标。"
    statuses = Counter(one.status for one in graded)
    reached = sum(statuses[status] for status in words.REACHED)
    others = "".join(
        f"，{words.STATUS[status]}{statuses[status]}项"
        for status in ("on_track", "behind", "missed", "no_data")
        if statuses[status]
    )
    return f"行动计划{len(graded)}项定量目标中，已达成{reached}项{others}。"


def _targets(sheet: WhitePaperSheet, numbering: Numbering) -> Iterator[doc.Part]:
    milestones = Counter(one.status for one in sheet.targets if one.kind == "milestone")
    said = "，".join(
        f"{words.STATUS[key]}{milestones[key]}项"
        for key in ("achieved", "in_progress", "not_started")
        if milestones[key]
    )
    about = f"{milestones.total()}项里程碑目标中，{said}。" if milestones else ""
    yield doc.Paragraph(f"{targets_in_short(sheet)}{about}", key="targets")
    columns = (
        doc.Column("领域", share=1.1),
        doc.Column("目标", share=2.8),
        doc.Column("目标值", "center"),
        doc.Column("实际", "decimal"),
        doc.Column("单位", "center"),
        doc.Column("状态", "center"),
    )
    rows = [
        (
            one.group,
            one.name,
            words.target(one.least, one.most),
            words.number(one.actual),
            one.unit,
            words.STATUS[one.status],
        )
        for one in sheet.targets
    ]
    title = f"行动计划目标进展（截至{chinese_date(sheet.stamp.as_of)}）"
    yield doc.Table(columns, rows, title=numbering.table(title), note="“跟踪”为计划没有定数量的目标，“—”为没有数量。")
    for group, lines in groupby(sheet.targets, key=lambda one: one.group):
        yield from _bars(group, list(lines), numbering)


def _bars(group: str, lines: list[TargetLine], numbering: Numbering) -> Iterator[doc.Part]:
    bars = [
        doc.RangeBar(one.name, one.actual, one.least, one.most, one.pace, unit=one.unit)
        for one in lines
        if one.actual is not None and (one.least or one.most)
    ]
    if bars:
        alt = "；".join(f"{bar.label}实际{words.number(bar.actual)}{bar.unit}" for bar in bars)
        yield doc.RangeBars(numbering.chart(f"{group}目标完成情况"), bars, alt=alt)


# ---- outlook ---------------------------------------------------------------------------------------------------


def _outlook(sheet: WhitePaperSheet, numbering: Numbering) -> Iterator[doc.Part]:
    end = chinese_date(sheet.end)
    if not sheet.outlook:
        yield doc.Paragraph("没有按称号计数、可以推算的定量目标。")
        return
    over = sheet.stamp.as_of >= sheet.end
    yield doc.Paragraph(
        f"规划期到{end}为止，下表是期末的结果。"
        if over
        else f"按现有称号的有效期、在办申报的阶段和历史转化情况，推算{end}各项目标的数量。推算不是承诺，"
        "新出现的申报对象、政策变化都没有计入。",
        key="outlook",
    )
    columns = (
        doc.Column("目标", share=2.6),
        doc.Column("目标下限", "right"),
        doc.Column("现有", "right"),
        doc.Column("可保持", "right"),
        doc.Column("待复核", "right"),
        doc.Column("在办", "right"),
        doc.Column("期末预期", "decimal"),
        doc.Column("达到下限的概率", "right"),
    )
    rows = [
        (
            *(f"{one.name}（{one.unit}）", words.number(one.least), words.number(one.actual), str(one.certain)),
            *(str(one.renewals), str(one.candidates), words.number(round(one.expected, 1))),
            words.chance(one.probability),
        )
        for one in sheet.outlook
    ]
    note = "可保持：称号有效期到期末以后或者未载明的对象；待复核：期末前到期的称号；期末预期：期末数量的数学期望。"
    yield doc.Table(columns, rows, title=numbering.table("期末推算"), note=note)
    for one in sheet.outlook:
        if not over:
            yield doc.Paragraph(_outlook_text(one), lead=f"{one.name}。", key=f"outlook.{one.name}")


def _outlook_text(one: OutlookLine) -> str:
    said = f"目标不少于{words.number(one.least)}{one.unit}，现有{words.number(one.actual)}{one.unit}，"
    said += f"期末预期{words.number(round(one.expected, 1))}{one.unit}，"
    said += f"达到下限的概率为{words.chance(one.probability)}。"
    if one.pushes:
        names = "、".join(f"{name}（提高{words.chance(raises)}）" for name, raises in one.pushes)
        said += f"若能取得认定，对概率提高最多的在办对象是{names}。"
    if one.renewals:
        said += f"有{one.renewals}项称号在期末前到期，须及时复核。"
    return said


# ---- sources ---------------------------------------------------------------------------------------------------

METHODS: Final = (
    ("截至日。", "所有数字都是截至报告日的登记数据；成立、建成、引进、发布日期晚于报告日的不计。"),
    ("营业收入。", "以年度指标为准，没有的取企业名录所载；某年的数自该年12月31日起有效。同比只用两年都有数据的企业。"),
    ("结构分析的年度。", "取最近一个有数企业不少于历年最多者一半的年度。"),
    ("称号有效。", "最后一次认定、复核通过之后没有到期、撤销，且有效期未过；未载有效期的视为长期有效。"),
    ("认定率。", "已结案的培育和申报中获得认定的比重，只计登记过该阶段的。"),
)


def _sources(sheet: WhitePaperSheet, numbering: Numbering) -> Iterator[doc.Part]:
    yield doc.Heading(2, "数据来源")
    yield doc.Paragraph(
        f"数据由{sheet.stamp.issuer}登记，来源为会员企业报送的名册、主管部门公布的名单和官方统计数。各项内容的填报率如下。"
    )
    yield doc.Table(
        (
            doc.Column("内容", share=2.4),
            doc.Column("已填", "right"),
            doc.Column("总数", "right"),
            doc.Column("填报率", "right"),
        ),
        [(one.name, f"{one.known:,}", f"{one.total:,}", share_of(one.known, one.total)) for one in sheet.known],
        title=numbering.table("填报率"),
    )
    yield doc.Heading(2, "计算方法")
    for lead, text in METHODS:
        yield doc.Paragraph(text, lead=lead)
    yield doc.Heading(2, "行动计划目标的口径")
    yield doc.Table(
        (doc.Column("目标", share=1.6), doc.Column("口径", share=4)),
        [(one.name, one.caption) for one in sheet.targets if one.caption],
        title=numbering.table("各项目标的口径"),
        size=8.0,
    )
