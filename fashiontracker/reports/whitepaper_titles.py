"""Document 5, the chapters on brands, titles and the way to them."""

from __future__ import annotations

from collections.abc import Iterator

from fashiontracker.reports import document as doc
from fashiontracker.reports.whitepaper_sheet import WhitePaperSheet
from fashiontracker.reports.whitepaper_words import Numbering, counts, leaders, share_of


def chapters(sheet: WhitePaperSheet, numbering: Numbering) -> Iterator[doc.Part]:
    """品牌, 称号与培育."""
    yield doc.Heading(1, "品牌")
    yield from _brands(sheet, numbering)
    yield doc.Heading(1, "称号与培育")
    yield from _titles(sheet, numbering)
    yield doc.Heading(2, "培育转化")
    yield from _stages(sheet, numbering)


def titles_in_short(sheet: WhitePaperSheet) -> str:
    """How many titles are held, level by level, and how many candidacies are under way."""
    held = sum(one.total for one in sheet.titles)
    by_level = [(level, sum(one.total for one in sheet.titles if one.level == level)) for level in sheet.levels]
    under_way = sum(one.now for one in sheet.stages)
    said = f"有效称号{held:,}项（{counts(by_level, '项')}）" if held else "没有登记有效的称号"
    return f"{said}，在办培育和申报{under_way:,}项。"


# ---- brands ----------------------------------------------------------------------------------------------------


def _brands(sheet: WhitePaperSheet, numbering: Numbering) -> Iterator[doc.Part]:
    yield doc.Heading(2, "品牌梯队")
    if not sheet.brands:
        yield doc.Paragraph("没有登记品牌。")
        return
    tiered = sheet.brands - sheet.untiered
    by_sector = leaders(((one.name, one.brands) for one in sheet.sectors), "个")
    yield doc.Paragraph(
        f"登记品牌{sheet.brands:,}个，其中列入品牌梯队的{tiered:,}个，占{share_of(tiered, sheet.brands)}。"
        + (f"品牌数居前的行业是{by_sector}。" if by_sector else "")
        + "一个品牌属于几个行业的，在各行业分别计入。",
        key="brands",
    )
    columns = (
        doc.Column("行业", share=1.4),
        *(doc.Column(f"{tier}（个）", "right") for tier in sheet.tiers),
        doc.Column("未列梯队（个）", "right"),
        doc.Column("品牌（个）", "right"),
    )
    rows = [
        (one.name, *(str(count) for count in one.tiers), str(one.brands - sum(one.tiers)), f"{one.brands:,}")
        for one in sheet.sectors
    ]
    yield doc.Table(columns, rows, title=numbering.table("分行业品牌梯队"))
    if any(any(one.tiers) for one in sheet.sectors):
        yield _tier_chart(sheet, numbering)
    yield doc.Heading(2, "区域品牌")
    regional = [(one.name, one.count) for one in sheet.regional]
    yield doc.Paragraph(
        f"使用区域品牌的品牌：{counts(regional, '个')}。"
        if any(count for _, count in regional)
        else "没有登记使用区域品牌的品牌。",
        key="brands.regional",
    )


def _tier_chart(sheet: WhitePaperSheet, numbering: Numbering) -> doc.Bars:
    return doc.Bars(
        numbering.chart("分行业品牌梯队"),
        [one.name for one in sheet.sectors],
        tuple((tier, [one.tiers[place] for one in sheet.sectors]) for place, tier in enumerate(sheet.tiers)),
        "个",
        alt="；".join(
            f"{one.name}{counts(zip(sheet.tiers, one.tiers, strict=True), '个') or '没有'}" for one in sheet.sectors
        ),
    )


# ---- titles ----------------------------------------------------------------------------------------------------


def _titles(sheet: WhitePaperSheet, numbering: Numbering) -> Iterator[doc.Part]:
    yield doc.Heading(2, "称号存量")
    yield doc.Paragraph(f"截至报告日，{titles_in_short(sheet)}", key="titles")
    if sheet.titles:
        yield doc.Table(
            (
                doc.Column("级别", "center", share=0.7),
                doc.Column("称号", share=2.6),
                *(doc.Column(head, "right") for head in ("企业（家）", "品牌（个）", "载体（个）", "合计")),
                doc.Column("一年内到期", "right"),
            ),
            [
                (
                    one.level,
                    one.name,
                    str(one.enterprises),
                    str(one.brands),
                    str(one.carriers),
                    str(one.total),
                    str(one.ending),
                )
                for one in sheet.titles
            ],
            title=numbering.table("有效称号"),
            note="只列可以公开宣传的称号。有效期未载明的视为长期有效。",
        )
        yield from _ending(sheet)
        yield doc.Heading(2, "分行业称号")
        yield doc.Paragraph("各行业主体持有的称号如下，属于几个行业的在各行业分别计入。")
        yield doc.Table(
            (doc.Column("行业", share=1.4), *(doc.Column(f"{level}（项）", "right") for level in sheet.levels)),
            [(one.name, *(f"{count:,}" for count in one.titles)) for one in sheet.sectors],
            title=numbering.table("分行业有效称号"),
        )
    yield doc.Heading(2, "逐年变化")
    yield from _years(sheet, numbering)


def _ending(sheet: WhitePaperSheet) -> Iterator[doc.Part]:
    ending = [(one.name, one.ending) for one in sheet.titles if one.ending]
    if ending:
        total = sum(count for _, count in ending)
        yield doc.Paragraph(
            f"未来一年内到期的称号{total:,}项：{counts(ending, '项')}，须在到期前完成复核。", key="titles.ending"
        )
    else:
        yield doc.Paragraph("未来一年内没有到期的称号。")


def _years(sheet: WhitePaperSheet, numbering: Numbering) -> Iterator[doc.Part]:
    shown = [(level, years) for level, years in zip(sheet.levels, sheet.title_years, strict=True) if any(
        one.held or one.gained or one.lost for one in years)]  # fmt: skip
    if not shown:
        yield doc.Paragraph("规划期内没有登记称号的取得或者失效。")
        return
    ends = [one.until for one in shown[0][1]]
    gained = sum(one.gained for _, years in shown for one in years)
    lost = sum(one.lost for _, years in shown for one in years)
    first = sheet.title_starts
    yield doc.Paragraph(
        f"{first.year}年以来，新取得称号{gained:,}项，失效、撤销或者到期{lost:,}项。年初和年末都有效的，复核不算新取得。",
        key="titles.years",
    )
    columns = [doc.Column("级别", "center"), doc.Column("项目", "center")]
    columns += [doc.Column(f"{end.year}年", "right") for end in ends]
    rows: list[doc.Row] = []
    for level, years in shown:
        for name, values in (
            ("新取得", [one.gained for one in years]),
            ("失效", [one.lost for one in years]),
            ("年末有效", [one.held for one in years]),
        ):
            rows.append((level, name, *(f"{value:,}" for value in values)))
    last = ends[-1]
    note = "" if (last.month, last.day) == (12, 31) else f"{last.year}年为截至{last.month}月{last.day}日。"
    yield doc.Table(columns, rows, title=numbering.table("各级称号逐年变化"), unit="单位：项", note=note)
    totals = [
        [sum(getattr(years[place], name) for _, years in shown) for place in range(len(ends))]
        for name in ("gained", "lost")
    ]
    yield doc.Bars(
        numbering.chart("称号逐年取得和失效"),
        [f"{end.year}年" for end in ends],
        (("新取得", totals[0]), ("失效", totals[1])),
        "项",
        alt="；".join(f"{end.year}年新取得{new}项、失效{old}项" for end, new, old in zip(ends, *totals, strict=True)),
    )


# ---- the way to them -------------------------------------------------------------------------------------------


def _stages(sheet: WhitePaperSheet, numbering: Numbering) -> Iterator[doc.Part]:
    if not any(one.now or one.closed for one in sheet.stages):
        yield doc.Paragraph("没有登记培育或者申报。")
        return
    now = counts(((one.name, one.now) for one in sheet.stages), "项")
    yield doc.Paragraph(
        f"截至报告日在办的有：{now or '没有'}。"
        f"已结案的培育和申报中，曾到过各阶段的最终获得认定的比重见{numbering.next_table}；"
        "结案是指认定、未通过或者撤回，持有称号期间开始的复核不计。",
        key="stages",
    )
    yield doc.Table(
        (
            doc.Column("阶段", "center"),
            doc.Column("在办（项）", "right"),
            doc.Column("已结案（项）", "right"),
            doc.Column("其中认定（项）", "right"),
            doc.Column("认定率", "right"),
        ),
        [
            (one.name, f"{one.now:,}", f"{one.closed:,}", f"{one.won:,}", share_of(one.won, one.closed))
            for one in sheet.stages
        ],
        title=numbering.table("各阶段在办和转化"),
        note="只计登记了该阶段的培育和申报，样本小的比重仅供参考。",
    )
    yield doc.Bars(
        numbering.chart("各阶段在办和结案"),
        [one.name for one in sheet.stages],
        (
            ("在办", [one.now for one in sheet.stages]),
            ("已结案", [one.closed for one in sheet.stages]),
            ("其中认定", [one.won for one in sheet.stages]),
        ),
        "项",
        alt="；".join(f"{one.name}在办{one.now}项、结案{one.closed}项、认定{one.won}项" for one in sheet.stages),
    )
