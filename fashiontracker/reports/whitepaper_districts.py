"""Document 5, the chapter on districts."""

from __future__ import annotations

from collections.abc import Iterator

from fashiontracker.reports import document as doc
from fashiontracker.reports.whitepaper_sheet import DistrictLine, WhitePaperSheet
from fashiontracker.reports.whitepaper_words import Numbering, leaders, share_of, yi


def chapters(sheet: WhitePaperSheet, numbering: Numbering) -> Iterator[doc.Part]:
    """区域分布."""
    yield doc.Heading(1, "区域分布")
    yield from _districts(sheet, numbering)


def districts_in_short(sheet: WhitePaperSheet) -> str:
    """Where most firms are."""
    first = leaders(((one.name, one.firms) for one in sheet.districts), "家")
    return f"企业数居前的区是{first}。" if first else ""


def _districts(sheet: WhitePaperSheet, numbering: Numbering) -> Iterator[doc.Part]:
    yield doc.Heading(2, "分区概况")
    if not any(one.firms for one in sheet.districts):
        yield doc.Paragraph("没有登记所属区的企业。")
    else:
        unknown = f"所属区未填的{sheet.districtless:,}家。" if sheet.districtless else ""
        name = sheet.overlay.name
        overlay = f"标注{name}的企业{sheet.overlay.count:,}家，{name}与所在区重叠，不另计。" if name else ""
        yield doc.Paragraph(f"{districts_in_short(sheet)}{unknown}{overlay}", key="districts")
        yield _district_table(sheet, numbering)
        yield doc.TileMap(
            numbering.chart("分区登记企业"),
            sheet.map,
            "家",
            note="示意图，不表示面积和边界。" + (f"{name}与所在区重叠，已计入。" if name else ""),
            alt="；".join(f"{one.name}{one.firms}家" for one in sheet.districts),
        )
        yield doc.Heading(2, "区与行业")
        yield doc.Paragraph("各区各行业的登记企业见下表，一家企业属于几个行业的分别计入。")
        yield _matrix(sheet, numbering)
    yield doc.Heading(2, "各区定位与现状")
    for one in sheet.districts:
        yield doc.Paragraph(_district_text(sheet, one), lead=f"{one.name}。", key=f"districts.{one.name}")


def _district_table(sheet: WhitePaperSheet, numbering: Numbering) -> doc.Table:
    columns = (
        doc.Column("区", share=1.6),
        doc.Column("企业（家）", "right"),
        doc.Column("占比", "right"),
        doc.Column("有数企业（家）", "right"),
        doc.Column("营业收入（亿元）", "right"),
        doc.Column("建成载体（个）", "right"),
    )
    rows = [
        (
            one.name,
            f"{one.firms:,}",
            share_of(one.firms, sheet.firms),
            f"{one.reporting:,}",
            yi(one.revenue),
            str(one.carriers),
        )
        for one in sheet.districts
    ]
    title = "分区主体" if sheet.revenue.year is None else f"分区主体（营业收入为{sheet.revenue.year}年）"
    return doc.Table(columns, rows, title=numbering.table(title))


def _matrix(sheet: WhitePaperSheet, numbering: Numbering) -> doc.Table:
    columns = [doc.Column("区", share=1.4), *(doc.Column(one.name, "right") for one in sheet.sectors)]
    rows = [(one.name, *(str(count or "—") for count in one.by_sector)) for one in sheet.districts]
    return doc.Table(columns, rows, title=numbering.table("各区各行业登记企业"), unit="单位：家")


def _district_text(sheet: WhitePaperSheet, one: DistrictLine) -> str:
    role = f"计划的定位：{one.role.removesuffix('。')}。" if one.role else ""
    if not one.firms:
        return f"{role}没有登记所属该区的企业。"
    first = leaders(((sector.name, count) for sector, count in zip(sheet.sectors, one.by_sector, strict=True)), "家")
    revenue = (
        f"，{sheet.revenue.year}年有数企业{one.reporting:,}家、营业收入合计{yi(one.revenue)}亿元"
        if one.reporting
        else ""
    )
    carriers = f"，建成载体平台{one.carriers:,}个" if one.carriers else ""
    return f"{role}登记企业{one.firms:,}家{revenue}{carriers}。" + (f"企业较多的行业是{first}。" if first else "")
