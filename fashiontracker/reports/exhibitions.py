"""Document 7, 展会评级表: every exhibition by the plan's factors; what is not known does not score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fashiontracker.errors import Refused
from fashiontracker.reports import document as doc
from fashiontracker.reports.stamp import Options, Stamp, chinese_date, fingerprint
from fashiontracker.tally import words
from fashiontracker.tally.rating import Edition, Points, Rated
from fashiontracker.tally.ufi import UfiRule
from fashiontracker.text import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.plan.types import Plan

NAME: Final = "展会评级表"
RESULT, BASIS, METHOD, HISTORY = "评级结果", "评分依据", "评分办法", "历届情况"
UNKNOWN: Final = "未知"


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor as the plan's file has it."""

    key: str
    name: str
    measure: str
    full: float
    weight: float


@dataclass(frozen=True, slots=True)
class ExhibitionSheet:
    """Everything that document 7 prints. ``areas`` are the recorded areas of each year in 平方米."""

    stamp: Stamp
    year: int
    factors: tuple[Factor, ...]
    grades: tuple[tuple[str, float], ...]
    ufi: UfiRule | None
    conditions: tuple[str, ...]
    rated: tuple[Rated, ...]
    history: tuple[tuple[Edition, ...], ...]
    areas: tuple[tuple[int, float, int], ...]


def collect(session: Session, plan: Plan, catalogue: Catalogue, stamp: Stamp, options: Options) -> ExhibitionSheet:
    """The latest edition of each exhibition as of the stamp's day, and those before it.

    Raises Refused for a sector that the plan does not have.
    """
    from fashiontracker.tally import rating, ufi
    from fashiontracker.tally.annual import year_in_force

    year = year_in_force(stamp.as_of)
    series = list(rating.editions(session, year).values())
    conditions = []
    for text in options.where:
        series, said = _of_sector(plan, series, text)
        conditions.append(said)
    rated = [rating.rate(plan, editions[-1]) for editions in series]
    rated.sort(key=lambda one: (-one.score, -one.most, one.edition.name))
    areas: dict[int, list[float]] = {}
    for edition in (one for editions in series for one in editions):
        areas.setdefault(edition.year, []).extend([] if edition.area is None else [edition.area])
    return ExhibitionSheet(
        stamp=stamp,
        year=year,
        factors=tuple(Factor(one.key, one.zh, one.measure, one.full, one.weight) for one in plan.exhibition_rating),
        grades=tuple((one.zh, one.least) for one in plan.exhibition_grades),
        ufi=ufi.rule(catalogue),
        conditions=tuple(conditions),
        rated=tuple(rated),
        history=tuple(sorted((tuple(one) for one in series), key=lambda one: one[-1].name)),
        areas=tuple((year, sum(found), len(found)) for year, found in sorted(areas.items())),
    )


def _of_sector(plan: Plan, series: list[tuple[Edition, ...]], text: str) -> tuple[list[tuple[Edition, ...]], str]:
    column, sign, value = (part.strip() for part in text.replace("＝", "=").partition("="))
    if not sign or column not in ("行业", "sectors"):
        raise Refused(N_("展会评级表可按 行业=… 筛选，不认识“{text}”"), text=text)
    sector = plan.sectors.named(value)
    if sector is None:
        names = "、".join(one.zh for one in plan.sectors)
        raise Refused(N_("“{column}”没有“{value}”。可用：{names}"), column=column, value=value, names=names)
    return [editions for editions in series if sector.key in editions[-1].sectors], f"行业为{sector.zh}"


# ---- on paper --------------------------------------------------------------------------------------------------


def compose(sheet: ExhibitionSheet) -> doc.Document:
    """The rating, the measures behind it, the formula, and the editions of all years."""
    stamp = sheet.stamp
    day = chinese_date(stamp.as_of)
    parts: list[doc.Part] = [
        doc.PageBreak(landscape=True),
        doc.Title(NAME, f"（截至{day}，共{len(sheet.rated)}个展会）"),
        doc.Note(_about(sheet)),
    ]
    if sheet.rated:
        parts += [doc.Heading(1, RESULT), _ratings(sheet), doc.Heading(1, BASIS), _measures(sheet)]
    else:
        parts.append(doc.Paragraph("登记簿中没有符合条件的展会。"))
    parts += [doc.Heading(1, METHOD), _formula(sheet)]
    if sheet.rated:
        parts += [doc.Heading(1, HISTORY), *_areas(sheet), _history(sheet)]
    return doc.Document(
        meta=doc.Meta(NAME, stamp.issuer, stamp.created, subject=f"截至{day}"),
        parts=parts,
        number=f"FT-07-{stamp.as_of:%Y%m%d}",
        as_of=stamp.as_of,
        fingerprint=fingerprint(sheet),
        demo=stamp.demo,
    )


def _about(sheet: ExhibitionSheet) -> str:
    said = [f"编制单位：{sheet.stamp.issuer}", f"编制日期：{chinese_date(sheet.stamp.dated)}"]
    if sheet.conditions:
        said.append(f"筛选条件：{'；'.join(sheet.conditions)}")
    return "　".join(said)


def _ratings(sheet: ExhibitionSheet) -> doc.Table:
    columns = [
        doc.Column("名次", "center", share=0.5),
        doc.Column("展会", share=2.2),
        doc.Column("主办单位", share=2.0),
        doc.Column("届次年度", "center", share=0.6),
        *(doc.Column(one.name, "decimal", group="各因素得分（满分100）", share=0.8) for one in sheet.factors),
        doc.Column("得分", "decimal", share=0.8),
        doc.Column("最高可能", "decimal", share=0.8),
        doc.Column("等级", "center", share=0.8),
        doc.Column("未知因素", share=1.2),
    ]
    rows = [_rating_row(sheet, rank, one) for rank, one in enumerate(sheet.rated, 1)]
    floor = "、".join(f"{name}{words.number(least)}分" for name, least in sheet.grades)
    grades = f"等级起点：{floor}；未知因素可能改变等级的，等级为“待定”。" if sheet.grades else ""
    old = any(one.edition.year < sheet.year for one in sheet.rated)
    late = f"带*的展会没有{sheet.year}年的登记，按最近一届评分。" if old else ""
    note = f"注：得分为各因素得分乘以权重之和，未知因素不得分；“最高可能”为未知因素都得满分时的得分。{grades}{late}"
    return doc.Table(columns, rows, title=RESULT, note=note, size=8.0)


def _rating_row(sheet: ExhibitionSheet, rank: int, one: Rated) -> tuple[str, ...]:
    edition = one.edition
    names = {factor.key: factor.name for factor in sheet.factors}
    unknown = [names[points.factor] for points in one.points if points.points is None]
    lacking = "全部" if len(unknown) == len(one.points) else "、".join(unknown)
    grade = "待定" if one.undecided else one.grade or "未达等级"
    year = f"{edition.year}{'*' if edition.year < sheet.year else ''}"
    return (
        *(str(rank), edition.name, edition.owner, year, *(_shown(points) for points in one.points)),
        *(words.number(one.score), words.number(one.most), grade if sheet.grades else "—", lacking),
    )


def _shown(points: Points) -> str:
    return UNKNOWN if points.points is None else words.number(round(points.points, 1))


def _number(value: float | None, digits: int = 1) -> str:
    return UNKNOWN if value is None else words.number(round(value, digits))


def _measures(sheet: ExhibitionSheet) -> doc.Table:
    """What the points come from, and how the edition stands with UFI."""
    columns = [
        doc.Column("展会", share=2.2),
        doc.Column("年度", "center", share=0.6),
        doc.Column("面积（平方米）", "decimal"),
        doc.Column("上届面积（平方米）", "decimal"),
        doc.Column("增长（%）", "decimal"),
        doc.Column("展商数", "decimal"),
        doc.Column("每千平方米展商", "decimal"),
        doc.Column("境外展商", "decimal"),
        doc.Column("境外占比（%）", "decimal"),
        doc.Column("观众（人次）", "decimal"),
        doc.Column("UFI认证", "center"),
        doc.Column("境外展商条件", "center"),
    ]
    rows = [_measure_row(sheet, one.edition) for one in sheet.rated]
    note = "注：UFI认证为登记值。"
    if sheet.ufi:
        note += (
            f"UFI国际展会的条件：{'；'.join(sheet.ufi.sentences)}。登记簿不记境外观众和审计，"
            f"“境外展商条件”一列只看境外展商占比是否达到{words.number(sheet.ufi.share)}%。"
        )
    return doc.Table(columns, rows, title=BASIS, note=note, size=8.0)


def _measure_row(sheet: ExhibitionSheet, one: Edition) -> tuple[str, ...]:
    previous = UNKNOWN if one.previous_area is None else words.number(one.previous_area)
    growth = _number(one.growth)
    return (
        *(one.name, str(one.year), _number(one.area), previous, growth, _number(one.exhibitors)),
        *(_number(one.density), _number(one.foreign_exhibitors), _number(one.foreign_share), _number(one.visitors)),
        *(_yes(one.ufi), _international(sheet, one)),
    )


def _yes(value: bool | None) -> str:
    return UNKNOWN if value is None else "是" if value else "否"


def _international(sheet: ExhibitionSheet, one: Edition) -> str:
    if sheet.ufi is None or one.foreign_share is None:
        return UNKNOWN
    return "达到" if one.foreign_share >= sheet.ufi.share else "未达到"


def _formula(sheet: ExhibitionSheet) -> doc.Table:
    columns = (
        doc.Column("因素"),
        doc.Column("看什么", share=1.6),
        doc.Column("得满分的值", "decimal"),
        doc.Column("权重（%）", "decimal"),
    )
    rows = [(one.name, one.measure, words.number(one.full), words.number(100 * one.weight)) for one in sheet.factors]
    note = (
        "注：因素出自计划第四部分（五）2“围绕展会规模、成长性、专业化、国际化和行业影响力等因素，建立展览业评级制度”。"
        "计划没有规定指标、权重和等级，表中数值为计划文件所载参数，可以调整。"
        "得分＝100×指标÷满分值，最低0分，最高100分；首届展会的成长性未知。"
    )
    return doc.Table(columns, rows, title=METHOD, note=note)


def _areas(sheet: ExhibitionSheet) -> Iterator[doc.Part]:
    if len(sheet.areas) > 1:
        years = [str(year) for year, _, _ in sheet.areas]
        values = [round(area / 10000, 2) for _, area, _ in sheet.areas]
        alt = "，".join(f"{year}年{words.number(value)}" for year, value in zip(years, values, strict=True))
        yield doc.Bars("历年登记展会面积合计", years, [("面积", values)], unit="万平方米", alt=alt)


def _history(sheet: ExhibitionSheet) -> doc.Table:
    columns = (
        doc.Column("年度", "center", share=0.6),
        doc.Column("场馆", share=2.0),
        doc.Column("主办单位", share=2.0),
        doc.Column("面积（平方米）", "decimal"),
        doc.Column("较上届（%）", "decimal"),
        doc.Column("展商数", "decimal"),
        doc.Column("境外展商", "decimal"),
        doc.Column("观众（人次）", "decimal"),
        doc.Column("UFI认证", "center"),
    )
    rows: list[doc.Row] = []
    for editions in sheet.history:
        rows.append(doc.GroupRow(f"{editions[-1].name}（{len(editions)}届）"))
        for one in editions:
            growth = "首届" if one is editions[0] else _number(one.growth)
            rows.append(
                (
                    *(str(one.year), one.venue, one.owner, _number(one.area), growth),
                    *(_number(one.exhibitors), _number(one.foreign_exhibitors), _number(one.visitors), _yes(one.ufi)),
                )
            )
    return doc.Table(columns, rows, title=HISTORY, note="注：“首届”为登记簿所载的第一届。", size=8.0)
