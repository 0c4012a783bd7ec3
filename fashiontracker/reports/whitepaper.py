"""Document 5, 监测分析报告（白皮书）: made for the public, so what may not be advertised is never named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from fashiontracker.reports import document as doc
from fashiontracker.reports import whitepaper_data as data
from fashiontracker.reports import (
    whitepaper_districts,
    whitepaper_industry,
    whitepaper_outlook,
    whitepaper_resources,
    whitepaper_titles,
)
from fashiontracker.reports.stamp import Options, Stamp, chinese_date, fingerprint
from fashiontracker.reports.whitepaper_resource_data import resource_part
from fashiontracker.reports.whitepaper_sheet import CountLine, OutlookLine, WhitePaperSheet
from fashiontracker.reports.whitepaper_words import Numbering

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.facts import Facts
    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.plan.types import Plan

NAME: Final = "监测分析报告"
PUSHES: Final = 3
"""So many candidates are named that would help a row most."""


def collect(session: Session, plan: Plan, catalogue: Catalogue, stamp: Stamp, options: Options) -> WhitePaperSheet:
    """The registry and the plan's rows as of the stamp's day."""
    from fashiontracker.models import facts as reading
    from fashiontracker.models import panorama
    from fashiontracker.tally import board

    known = reading.load(session, plan)
    registry = data.Registry(plan, catalogue, panorama.survey(session, plan), stamp.as_of)
    firms, brands = registry.firms, registry.seen.brands
    revenue = data.revenue_part(registry)
    overlay = next(iter(plan.overlays), None)
    return WhitePaperSheet(
        stamp=stamp,
        start=plan.start,
        end=plan.end,
        firms=len(firms),
        brands=len(brands),
        sectors=data.sector_lines(registry, revenue.year),
        sectorless=sum(not firm.sectors for firm in firms),
        several_sectors=sum(len(firm.sectors) > 1 for firm in firms),
        sizes=data.counted(firm.size for firm in firms),
        listings=data.counted(firm.listing for firm in firms),
        founded=data.founded(firms),
        revenue=revenue,
        districts=data.district_lines(registry, revenue.year),
        districtless=sum(firm.district is None for firm in firms),
        overlay=CountLine(overlay.zh if overlay else "", sum(firm.qianhai for firm in firms)),
        map=data.map_tiles(registry),
        tiers=tuple(tier.zh for tier in plan.tiers),
        untiered=sum(brand.tier is None for brand in brands),
        regional=data.by_kind(plan.regional_brands, [brand.regional_brand for brand in brands]),
        levels=tuple(data.LEVELS.values()),
        titles=data.title_lines(registry),
        title_starts=date(plan.baseline_year, 12, 31) + timedelta(days=1),
        title_years=data.title_years(registry),
        stages=data.stage_lines(registry),
        resources=resource_part(registry),
        targets=data.target_lines(plan, catalogue, board.rows(known, plan, catalogue, stamp.as_of)),
        outlook=tuple(_outlook(known, plan, catalogue, stamp.as_of)),
        known=data.known_lines(registry, revenue.year),
    )


def _outlook(facts: Facts, plan: Plan, catalogue: Catalogue, day: date) -> Iterator[OutlookLine]:
    from fashiontracker.tally import board, forecast

    for quota in plan.quotas:
        told = forecast.forecast(facts, plan, catalogue, quota, day)
        if told is not None and quota.min is not None:
            row = board.row_result(facts, plan, catalogue, quota, day)
            pushes = [(one.name, one.raises) for one in told.candidates if one.raises > 0][:PUSHES]
            yield OutlookLine(
                *(quota.zh, quota.unit, quota.min, row.actual, told.certain, len(told.renewals)),
                *(len(told.candidates), told.expected, told.probability, tuple(pushes)),
            )


# ---- compose ---------------------------------------------------------------------------------------------------


def compose(sheet: WhitePaperSheet) -> doc.Document:
    """Cover, contents, summary, the chapters, the sources and the 口径."""
    stamp, numbering = sheet.stamp, Numbering()
    title = f"《{stamp.plan_title}》"
    parts: list[doc.Part] = [
        doc.Cover(
            f"深圳现代时尚产业\n{NAME}",
            stamp.issuer,
            chinese_date(stamp.dated),
            "白皮书",
            (f"依据{title}", f"数据截至{chinese_date(stamp.as_of)}"),
        ),
        doc.Contents(depth=2),
        doc.Heading(1, "摘要", numbered=False),
        *_summary(sheet),
    ]
    for module in (
        whitepaper_industry,
        whitepaper_districts,
        whitepaper_titles,
        whitepaper_resources,
        whitepaper_outlook,
    ):
        parts.extend(module.chapters(sheet, numbering))
    return doc.Document(
        meta=doc.Meta(
            f"深圳现代时尚产业{NAME}", stamp.issuer, stamp.created, subject=f"截至{chinese_date(stamp.as_of)}"
        ),
        parts=parts,
        number=f"FT-05-{stamp.as_of:%Y%m%d}",
        as_of=stamp.as_of,
        fingerprint=fingerprint(sheet),
        demo=stamp.demo,
    )


def _summary(sheet: WhitePaperSheet) -> Iterator[doc.Part]:
    for key, lead, text in (
        ("firms", "主体。", whitepaper_industry.firms_in_short(sheet)),
        ("revenue", "营业收入。", whitepaper_industry.revenue_in_short(sheet)),
        ("concentration", "集中度。", whitepaper_industry.concentration_in_short(sheet)),
        ("districts", "区域。", whitepaper_districts.districts_in_short(sheet)),
        ("titles", "称号与培育。", whitepaper_titles.titles_in_short(sheet)),
        ("targets", "目标。", whitepaper_outlook.targets_in_short(sheet)),
    ):
        yield doc.Paragraph(text, lead=lead, key=f"summary.{key}")
    yield doc.Paragraph(
        f"本报告的数字来自截至{chinese_date(sheet.stamp.as_of)}的登记数据，只反映已登记的主体；"
        f"登记是否完整、各数如何计算，见“数据来源与口径”。规划期为{chinese_date(sheet.start)}至{chinese_date(sheet.end)}。"
    )
