"""Document 5, the chapters on carriers, talents, exhibitions, standards and projects."""

from __future__ import annotations

from collections.abc import Iterator

from fashiontracker.reports import document as doc
from fashiontracker.reports.whitepaper_sheet import EditionYear, ResourcePart, WhitePaperSheet, YearsLine
from fashiontracker.reports.whitepaper_words import Numbering, counts, share_of, yi
from fashiontracker.tally import words

WAN = 10_000.0
"""平方米 in 万平方米."""


def chapters(sheet: WhitePaperSheet, numbering: Numbering) -> Iterator[doc.Part]:
    """载体平台与人才, 会展, 标准与重点项目."""
    yield doc.Heading(1, "载体平台与人才")
    yield doc.Heading(2, "载体平台")
    yield from _carriers(sheet.resources, numbering)
    yield doc.Heading(2, "人才")
    yield from _talents(sheet.resources, numbering)
    yield doc.Heading(1, "会展")
    yield from _exhibitions(sheet.resources, numbering)
    yield doc.Heading(1, "标准与重点项目")
    yield from _standards(sheet.resources)


def _carriers(part: ResourcePart, numbering: Numbering) -> Iterator[doc.Part]:
    if not part.carriers:
        yield doc.Paragraph("没有登记载体平台。")
        return
    states = (*part.states, "未填或未到建成日期")
    totals = [sum(one.states[place] for one in part.carriers) for place in range(len(states))]
    yield doc.Paragraph(
        f"登记载体平台{sum(totals):,}个：{counts(zip(states, totals, strict=True), '个')}。", key="carriers"
    )
    yield doc.Table(
        (
            doc.Column("类型", share=2.4),
            *(doc.Column(f"{state}（个）" if len(state) < 4 else state, "right") for state in states),
            doc.Column("合计（个）", "right"),
        ),
        [(one.name, *(str(count) for count in one.states), str(sum(one.states))) for one in part.carriers],
        title=numbering.table("载体平台按类型和状态"),
    )
    yield from _yearly(part, part.carrier_years, "个", numbering)


def _yearly(part: ResourcePart, line: YearsLine, unit: str, numbering: Numbering) -> Iterator[doc.Part]:
    if any(line.counts):
        yield doc.Bars(
            numbering.chart(f"逐年{line.name}"),
            [f"{year}年" for year in part.years],
            ((line.name, line.counts),),
            unit,
            alt="；".join(f"{year}年{count}{unit}" for year, count in zip(part.years, line.counts, strict=True)),
        )


def _talents(part: ResourcePart, numbering: Numbering) -> Iterator[doc.Part]:
    if not part.talents:
        yield doc.Paragraph("没有登记引进或者培育的人才。")
        return
    total = sum(sum(one.counts) for one in part.talents)
    ways = counts(((one.name, one.count) for one in part.talent_ways), "位")
    yield doc.Paragraph(
        f"{part.years[0]}年以来引进或者培育的人才{total:,}位。按方式：{ways or '未填'}。", key="talents"
    )
    yield doc.Table(
        (
            doc.Column("类别", share=2),
            *(doc.Column(f"{year}年", "right") for year in part.years),
            doc.Column("合计", "right"),
        ),
        [(one.name, *(str(count) for count in one.counts), str(sum(one.counts))) for one in part.talents],
        title=numbering.table("逐年引进或者培育的人才"),
        unit="单位：位",
    )


# ---- exhibitions -----------------------------------------------------------------------------------------------


def _exhibitions(part: ResourcePart, numbering: Numbering) -> Iterator[doc.Part]:
    if not part.editions:
        yield doc.Paragraph("没有登记展会。")
        return
    last = part.editions[-1]
    yield doc.Paragraph(_edition_text(last), key="exhibitions")
    yield doc.Table(
        (
            doc.Column("年度", "center"),
            doc.Column("展会（个）", "right"),
            doc.Column("面积合计（万平方米）", "decimal"),
            doc.Column("展商（家）", "right"),
            doc.Column("境外展商占比", "right"),
            doc.Column("观众（万人次）", "decimal"),
            doc.Column("UFI 认证（个）", "right"),
        ),
        [
            (
                *(str(one.year), f"{one.editions:,}", words.number(round(one.area / WAN, 2)), f"{one.exhibitors:,}"),
                *(share_of(one.foreign, one.foreign_base), words.number(round(one.visitors / WAN, 2)), str(one.ufi)),
            )
            for one in part.editions
        ],
        title=numbering.table("登记展会"),
        note=(
            "面积合计是登记展会面积之和，不等于计划口径的官方展览总面积；"
            "境外展商占比只计同时填了展商数和境外展商数的展会。"
        ),
    )
    if any(one.area for one in part.editions):
        yield doc.Bars(
            numbering.chart("登记展会面积"),
            [f"{one.year}年" for one in part.editions],
            (("面积合计", [round(one.area / WAN, 2) for one in part.editions]),),
            "万平方米",
            alt="；".join(f"{one.year}年{words.number(round(one.area / WAN, 2))}万平方米" for one in part.editions),
        )
    if part.largest:
        yield doc.Table(
            (
                doc.Column("序号", "center", share=0.4),
                doc.Column("展会", share=3),
                doc.Column("面积（平方米）", "decimal"),
            ),
            [(str(number), name, words.number(area)) for number, (name, area) in enumerate(part.largest, 1)],
            title=numbering.table(f"{last.year}年面积居前的展会"),
        )


def _edition_text(one: EditionYear) -> str:
    said = f"{one.year}年登记展会{one.editions:,}个，其中填有面积的{one.areas:,}个"
    if one.areas:
        mean = words.number(round(one.area / one.areas))
        said += f"，面积合计{words.number(round(one.area / WAN, 2))}万平方米，平均{mean}平方米"
    foreign = f"境外展商占{share_of(one.foreign, one.foreign_base)}。" if one.foreign_base else ""
    return f"{said}。{foreign}" + (f"取得 UFI 认证的{one.ufi:,}个。" if one.ufi else "")


# ---- standards and projects ------------------------------------------------------------------------------------


def _standards(part: ResourcePart) -> Iterator[doc.Part]:
    years = counts(((f"{year}年", count) for year, count in zip(part.years, part.standards.counts, strict=True)), "项")
    undated = f"另有{part.standards_undated:,}项没有发布日期。" if part.standards_undated else ""
    yield doc.Paragraph(
        f"发布标准：{years}。{undated}" if years else f"没有登记已发布的标准。{undated}", lead="标准。", key="standards"
    )
    total = sum(one.count for one in part.projects)
    if not total:
        yield doc.Paragraph("没有登记重点项目。", lead="重点项目。")
        return
    invested = f"，登记的总投资合计{yi(part.investment)}亿元" if part.investment else ""
    states = counts(((one.name, one.count) for one in part.projects), "个")
    yield doc.Paragraph(f"登记重点项目{total:,}个（{states}）{invested}。", lead="重点项目。", key="projects")
