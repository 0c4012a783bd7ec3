"""Document 5, the chapters on firms and their revenue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fashiontracker.reports import document as doc
from fashiontracker.reports.whitepaper_sheet import SectorLine, WhitePaperSheet
from fashiontracker.reports.whitepaper_words import (
    YI,
    Numbering,
    counts,
    leaders,
    moved,
    percent,
    share_of,
    yi,
)
from fashiontracker.tally.industry import BANDS, LEADERS

BAND_NAMES: Final = ("2000万元以下", "2000万–1亿元", "1–5亿元", "5–10亿元", "10–50亿元", "50–100亿元", "100亿元及以上")
FORMULA: Final = (
    "CR4 是营业收入最大的四家企业占有数企业合计的比重。HHI（赫芬达尔－赫希曼指数）是每家企业所占比重的平方之和"
    "乘以10000，即 HHI = 10000 × Σ（某企业营业收入 ÷ 合计）²，10000 表示只有一家企业。"
)


def chapters(sheet: WhitePaperSheet, numbering: Numbering) -> Iterator[doc.Part]:
    """产业主体, 营业收入."""
    yield doc.Heading(1, "产业主体")
    yield from _firms(sheet, numbering)
    yield doc.Heading(1, "营业收入")
    yield from _revenue(sheet, numbering)


# ---- firms -----------------------------------------------------------------------------------------------------


def firms_in_short(sheet: WhitePaperSheet) -> str:
    """How many firms and brands are recorded, and where most are."""
    if not sheet.firms:
        return "没有登记企业。"
    first = leaders(((one.name, one.firms) for one in sheet.sectors), "家")
    return f"登记企业{sheet.firms:,}家、品牌{sheet.brands:,}个。" + (f"企业数居前的行业是{first}。" if first else "")


def _firms(sheet: WhitePaperSheet, numbering: Numbering) -> Iterator[doc.Part]:
    yield doc.Heading(2, "行业构成")
    if not sheet.firms:
        yield doc.Paragraph("没有登记企业。")
        return
    several = f"其中{sheet.several_sectors:,}家属于一个以上行业，在各行业分别计入。" if sheet.several_sectors else ""
    unknown = f"行业未填的{sheet.sectorless:,}家，不计入任何行业。" if sheet.sectorless else ""
    yield doc.Paragraph(f"{firms_in_short(sheet)}{several}{unknown}各行业的主体见{numbering.next_table}。", key="firms")
    yield _sector_table(sheet, numbering)
    yield doc.Bars(
        numbering.chart("分行业登记企业和品牌"),
        [one.name for one in sheet.sectors],
        (("企业", [one.firms for one in sheet.sectors]), ("品牌", [one.brands for one in sheet.sectors])),
        "家、个",
        alt="；".join(f"{one.name}企业{one.firms}家、品牌{one.brands}个" for one in sheet.sectors),
    )
    yield doc.Heading(2, "规模与上市")
    yield doc.Paragraph(
        f"按登记的企业规模，{counts(((one.name, one.count) for one in sheet.sizes), '家')}。"
        f"按登记的上市情况，{counts(((one.name, one.count) for one in sheet.listings), '家')}。",
        key="sizes",
    )
    for title, lines in (("企业规模", sheet.sizes), ("上市情况", sheet.listings)):
        yield doc.Table(
            (doc.Column(title), doc.Column("企业（家）", "right"), doc.Column("占比", "right")),
            [(one.name, f"{one.count:,}", share_of(one.count, sheet.firms)) for one in lines],
            title=numbering.table(f"企业按{title}"),
        )
    if sheet.founded:
        yield doc.Heading(2, "成立时间")
        known = sum(one.count for one in sheet.founded)
        latest = sheet.founded[-1]
        yield doc.Paragraph(
            f"登记了成立日期的企业{known:,}家，其中{latest.name}年成立的{latest.count:,}家，"
            f"占{share_of(latest.count, known)}。",
            key="founded",
        )
        yield doc.Histogram(
            numbering.chart("企业成立年份分布"),
            [one.name for one in sheet.founded],
            [one.count for one in sheet.founded],
            "家",
            alt="；".join(f"{one.name}年{one.count}家" for one in sheet.founded),
        )


def _sector_table(sheet: WhitePaperSheet, numbering: Numbering) -> doc.Table:
    columns = (
        doc.Column("行业", share=1.4),
        *(
            doc.Column(head, "right")
            for head in ("企业（家）", "占企业总数", "品牌（个）", "建成载体（个）", "人才（位）")
        ),
    )
    rows = [
        (
            one.name,
            f"{one.firms:,}",
            share_of(one.firms, sheet.firms),
            f"{one.brands:,}",
            str(one.carriers),
            str(one.talents),
        )
        for one in sheet.sectors
    ]
    return doc.Table(
        columns,
        rows,
        title=numbering.table("各行业主体"),
        note="一个主体属于几个行业的，在各行业分别计入，各行之和可能大于总数。品牌、载体和人才自身没有行业的，按其单位的行业。",
    )


# ---- revenue ---------------------------------------------------------------------------------------------------


def revenue_in_short(sheet: WhitePaperSheet) -> str:
    """The sum of the year told and its growth on one footing."""
    total = next((one for one in sheet.revenue.totals if one.year == sheet.revenue.year), None)
    if total is None:
        return "没有登记营业收入。"
    said = f"{total.year}年有营业收入数据的企业{total.firms:,}家，合计{yi(total.revenue)}亿元。"
    growth = next((one for one in sheet.revenue.growths if one.year == sheet.revenue.year), None)
    if growth is not None:
        said += (
            f"{growth.year - 1}年和{growth.year}年都有数据的{growth.firms:,}家企业，合计同比{moved(growth.rate)}，"
            f"{growth.grown:,}家实现增长，占{share_of(growth.grown, growth.firms)}。"
        )
    return said


def concentration_in_short(sheet: WhitePaperSheet) -> str:
    """CR4 and HHI of all firms."""
    found = sheet.revenue.concentration
    if found is None:
        return ""
    return f"按{sheet.revenue.year}年营业收入，CR4 为{percent(found.cr4)}，HHI 为{found.hhi:,.0f}。"


def _revenue(sheet: WhitePaperSheet, numbering: Numbering) -> Iterator[doc.Part]:
    yield doc.Heading(2, "总量与增长")
    yield doc.Paragraph(revenue_in_short(sheet), key="revenue")
    if sheet.revenue.year is None:
        return
    latest = sheet.revenue.totals[-1]
    if latest.year != sheet.revenue.year:
        yield doc.Paragraph(
            f"{latest.year}年目前只有{latest.firms:,}家企业有数据，不足以反映结构，以下结构分析用{sheet.revenue.year}年的数据。"
        )
    yield _year_table(sheet, numbering)
    yield doc.Bars(
        numbering.chart("有数企业营业收入合计"),
        [f"{one.year}年" for one in sheet.revenue.totals],
        (("营业收入", [round(one.revenue / YI, 2) for one in sheet.revenue.totals]),),
        "亿元",
        alt="；".join(f"{one.year}年{one.firms}家合计{yi(one.revenue)}亿元" for one in sheet.revenue.totals),
    )
    yield doc.Heading(2, "分行业营业收入")
    sectors = [one for one in sheet.sectors if one.reporting]
    first = leaders(((one.name, round(one.revenue / YI, 2)) for one in sectors), "亿元")
    yield doc.Paragraph(
        f"{sheet.revenue.year}年营业收入居前的行业是{first}。同比按两年都有数据的企业计算。", key="revenue.sectors"
    )
    yield _sector_revenue(sheet, sectors, numbering)
    yield doc.Bars(
        numbering.chart(f"{sheet.revenue.year}年分行业营业收入"),
        [one.name for one in sectors],
        (("营业收入", [round(one.revenue / YI, 2) for one in sectors]),),
        "亿元",
        alt="；".join(f"{one.name}{yi(one.revenue)}亿元" for one in sectors),
    )
    yield doc.Heading(2, "规模分档")
    yield from _bands(sheet, numbering)
    yield doc.Heading(2, "集中度")
    yield from _concentration(sheet, sectors, numbering)


def _year_table(sheet: WhitePaperSheet, numbering: Numbering) -> doc.Table:
    columns = (
        doc.Column("年度", "center"),
        doc.Column("有数企业（家）", "right"),
        doc.Column("合计（亿元）", "right"),
        *(
            doc.Column(head, "right", "同比（两年都有数据的企业）")
            for head in ("企业（家）", "增速", "增速中位数", "增长面")
        ),
    )
    by_year = {one.year: one for one in sheet.revenue.growths}
    rows = []
    for one in sheet.revenue.totals:
        growth = by_year.get(one.year)
        told = ("—",) * 4
        if growth:
            told = (
                *(f"{growth.firms:,}", percent(growth.rate), percent(growth.middle)),
                share_of(growth.grown, growth.firms),
            )
        rows.append((str(one.year), f"{one.firms:,}", yi(one.revenue), *told))
    return doc.Table(
        columns,
        rows,
        title=numbering.table("历年营业收入"),
        note="各年有数企业不同，合计不能直接相比；增长面是营业收入增长的企业所占比重。",
    )


def _sector_revenue(sheet: WhitePaperSheet, sectors: list[SectorLine], numbering: Numbering) -> doc.Table:
    columns = (
        doc.Column("行业", share=1.4),
        doc.Column("有数企业（家）", "right"),
        doc.Column("营业收入（亿元）", "right"),
        doc.Column("户均（亿元）", "right"),
        doc.Column("同比", "right"),
        doc.Column("增长面", "right"),
    )
    rows = [
        (
            *(one.name, f"{one.reporting:,}", yi(one.revenue), yi(one.revenue / one.reporting)),
            percent(one.growth.rate) if one.growth else "—",
            share_of(one.growth.grown, one.growth.firms) if one.growth else "—",
        )
        for one in sectors
    ]
    return doc.Table(columns, rows, title=numbering.table(f"{sheet.revenue.year}年分行业营业收入"))


def _bands(sheet: WhitePaperSheet, numbering: Numbering) -> Iterator[doc.Part]:
    reporting = sum(sheet.revenue.bands)
    small = sheet.revenue.bands[0]
    large = sum(count for bound, count in zip(BANDS, sheet.revenue.bands, strict=True) if bound >= 100_000)
    yield doc.Paragraph(
        f"{sheet.revenue.year}年有数据的{reporting:,}家企业中，营业收入不足2000万元的{small:,}家，"
        f"占{share_of(small, reporting)}；10亿元及以上的{large:,}家，占{share_of(large, reporting)}。",
        key="revenue.bands",
    )
    yield doc.Table(
        (doc.Column("营业收入"), doc.Column("企业（家）", "right"), doc.Column("占比", "right")),
        [
            (name, f"{count:,}", share_of(count, reporting))
            for name, count in zip(BAND_NAMES, sheet.revenue.bands, strict=True)
        ],
        title=numbering.table(f"{sheet.revenue.year}年企业按营业收入分档"),
        note="各档含下限，不含上限。",
    )
    yield doc.Histogram(
        numbering.chart(f"{sheet.revenue.year}年企业按营业收入分档"),
        [name.replace("元", "").replace("及以上", "+") for name in BAND_NAMES],
        sheet.revenue.bands,
        "家",
        alt="；".join(f"{name}{count}家" for name, count in zip(BAND_NAMES, sheet.revenue.bands, strict=True)),
    )


def _concentration(sheet: WhitePaperSheet, sectors: list[SectorLine], numbering: Numbering) -> Iterator[doc.Part]:
    yield doc.Paragraph(f"{concentration_in_short(sheet)}{FORMULA}", key="concentration")
    found = [(one.name, one.concentration) for one in sectors if one.concentration]
    highest = max(found, key=lambda one: one[1].hhi, default=None)
    if highest and len(found) > 1:
        few = "，该行业有数企业不多于四家，CR4 恒为100%" if highest[1].firms <= LEADERS else ""
        yield doc.Paragraph(f"各行业中 HHI 最高的是{highest[0]}（{highest[1].hhi:,.0f}）{few}。")
    columns = (
        doc.Column("行业", share=1.4),
        doc.Column("有收入企业（家）", "right"),
        doc.Column("CR4", "right"),
        doc.Column("HHI", "right"),
    )
    rows = [(name, f"{one.firms:,}", percent(one.cr4), f"{one.hhi:,.0f}") for name, one in found]
    if sheet.revenue.concentration:
        whole = sheet.revenue.concentration
        rows.append(("全部", f"{whole.firms:,}", percent(whole.cr4), f"{whole.hhi:,.0f}"))
    yield doc.Table(columns, rows, title=numbering.table(f"{sheet.revenue.year}年营业收入集中度"))
