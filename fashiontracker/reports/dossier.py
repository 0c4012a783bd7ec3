"""Document 4, 企业档案: one enterprise as it is recorded, with its titles, its prospects and its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from fashiontracker.errors import Refused
from fashiontracker.reports import document as doc
from fashiontracker.reports.dossier_sheet import TABLES, ChangeLine, CheckLine, DossierSheet, Teller, Title
from fashiontracker.reports.registry_words import align
from fashiontracker.reports.stamp import Options, Stamp, chinese_date, fingerprint
from fashiontracker.tally import words
from fashiontracker.text import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.household import Change
    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.plan.types import Plan
    from fashiontracker.tally.eligibility import Check

NAME: Final = "企业档案"
GAPS: Final = 2
"""So many gaps of one check are told."""
CHANGES: Final = 15
"""How many entries of the journal are printed."""


def collect(session: Session, plan: Plan, catalogue: Catalogue, stamp: Stamp, options: Options) -> DossierSheet:
    """What is recorded on the enterprise that was named. Raises Refused where none or several are meant."""
    from fashiontracker.models import household, papers
    from fashiontracker.tally import eligibility, gaps
    from fashiontracker.tally.annual import year_in_force

    enterprise = _meant(session, options.enterprises)
    home = household.load(session, enterprise)
    teller = Teller(plan, catalogue, home, papers.evidence_files(session), stamp.as_of)
    figures = tuple(teller.figures(year_in_force(stamp.as_of)))
    revenue = plan.indicators.get("revenue")
    named = home.enterprise.uscc or home.enterprise.name
    checks, _ = eligibility.check(session, plan, catalogue, named, None, stamp.as_of)
    return DossierSheet(
        stamp=stamp,
        record=enterprise,
        name=home.enterprise.name,
        facts=tuple(teller.facts()),
        figures=figures,
        revenue=tuple(
            (one.year, one.value) for one in figures if revenue and one.indicator == revenue.zh and one.stands
        ),
        revenue_unit=revenue.unit if revenue else "",
        titles=tuple(teller.titles()),
        belongings=tuple(teller.belongings(session)),
        checks=tuple(_check_lines(checks, gaps.VERDICTS)),
        evidence=tuple(teller.evidence()),
        changes=tuple(_change_lines(household.changes(session, home.places, CHANGES))),
    )


def _meant(session: Session, named: tuple[str, ...]) -> int:
    from fashiontracker.models import household
    from fashiontracker.models.seeking import find_subjects

    if len(named) != 1:
        raise Refused(N_("企业档案一次印一家企业，请用 --enterprise 指定名称或统一社会信用代码"))
    found, problems = find_subjects(session, named[0])
    if problems:
        raise Refused(N_("不知道是哪家企业："), tuple(problems))
    owner = household.owner_of(session, found[0])
    if owner is None:
        raise Refused(N_("“{name}”没有登记所属企业，印不了企业档案"), name=named[0])
    return owner


def _check_lines(found: Iterable[Check], verdict: Mapping[str, str]) -> Iterator[CheckLine]:
    """Checks as lines; ``verdict`` puts their verdicts into words."""
    for one in found:
        yield CheckLine(
            designation=one.designation.zh,
            bearer=one.name,
            verdict=verdict[one.verdict],
            held=one.held,
            unmet=one.outcome.unmet,
            unknown=one.outcome.unknown,
            gap="；".join(one.gap(finding) for finding in one.lacking[:GAPS]),
        )


def _change_lines(changes: Iterable[Change]) -> Iterator[ChangeLine]:
    """Journal entries as lines; the time is UTC, to the minute."""
    for one in changes:
        touched = "、".join(f"{TABLES.get(table, table)}{count}行" for table, count in one.rows)
        yield ChangeLine(one.at.replace("T", " ")[:16], one.who, one.label, touched)


# ---- on paper --------------------------------------------------------------------------------------------------


def compose(sheet: DossierSheet) -> doc.Document:
    """The enterprise in sections; a section without anything is named as such, not left out."""
    stamp = sheet.stamp
    day = chinese_date(stamp.as_of)
    parts: list[doc.Part] = [
        doc.Title(f"{sheet.name}\n{NAME}", f"（截至{day}）"),
        doc.Note(f"编制单位：{stamp.issuer}　编制日期：{chinese_date(stamp.dated)}"),
        doc.Heading(1, "基本情况"),
        doc.Table((doc.Column("项目", share=0.7), doc.Column("内容", share=1.3)), sheet.facts, title="基本情况"),
        doc.Heading(1, "经营数据"),
        *_figures(sheet),
        doc.Heading(1, "称号与在办申报"),
        *_titles(sheet),
        doc.Heading(1, "品牌、载体、人才等"),
        *_belongings(sheet),
        doc.Heading(1, "申报条件核对"),
        *_checks(sheet),
        doc.Heading(1, "佐证目录"),
        *_evidence(sheet),
        doc.Heading(1, "最近变更"),
        *_changes(sheet),
    ]
    return doc.Document(
        meta=doc.Meta(f"{sheet.name}{NAME}", stamp.issuer, stamp.created, subject=f"截至{day}"),
        parts=parts,
        number=f"FT-04-{stamp.as_of:%Y%m%d}-{sheet.record:04d}",
        as_of=stamp.as_of,
        fingerprint=fingerprint(sheet),
        demo=stamp.demo,
    )


def _figures(sheet: DossierSheet) -> Iterator[doc.Part]:
    if not sheet.figures:
        yield doc.Paragraph("没有登记年度指标。")
        return
    if sheet.revenue:
        years = [str(year) for year, _ in sheet.revenue]
        values = [value for _, value in sheet.revenue]
        alt = "，".join(f"{year}年{words.number(value)}" for year, value in sheet.revenue)
        yield doc.Bars("历年营业收入", years, [("营业收入", values)], unit=sheet.revenue_unit, alt=alt)
    columns = (
        doc.Column("指标", share=1.4),
        doc.Column("年度", "center", share=0.6),
        doc.Column("数值", "decimal"),
        doc.Column("单位", "center", share=0.6),
        doc.Column("来源", share=1.6),
        doc.Column("登记处", "center", share=0.8),
        doc.Column("采用", "center", share=0.5),
    )
    rows = [
        (
            *(one.indicator, str(one.year), words.number(one.value), one.unit, one.source, one.sheet),
            "是" if one.stands else "否",
        )
        for one in sheet.figures
    ]
    note = "注：同一年度两处都有数的，采用“年度指标”所载。" if any(not one.stands for one in sheet.figures) else ""
    yield doc.Table(*doc.filled(columns, rows), title="年度指标", note=note)


def _titles(sheet: DossierSheet) -> Iterator[doc.Part]:
    if not sheet.titles:
        yield doc.Paragraph("没有登记称号和申报进程。")
        return
    held = sum(one.held for one in sheet.titles)
    live = sum(one.candidacy for one in sheet.titles)
    rest = len(sheet.titles) - held - live
    ended = f"，另有{rest}项已失效或已结束" if rest else ""
    yield doc.Paragraph(f"截至报告日持有称号{held}项，在办申报{live}项{ended}。")
    columns = (
        doc.Column("日期", "center", share=0.8),
        doc.Column("阶段", "center", share=0.8),
        doc.Column("有效期至", "center", share=0.8),
        doc.Column("证书号、批次", share=1.4),
        doc.Column("备注", share=1.2),
        doc.Column("佐证", share=1.2),
    )
    rows: list[doc.Row] = []
    for title in sheet.titles:
        rows.append(doc.GroupRow(_heading(sheet, title)))
        rows.extend(
            (words.day(one.day), one.stage, words.day(one.valid_until), one.number, one.note, one.evidence)
            for one in title.steps
        )
    yield doc.Table(*doc.filled(columns, rows), title="认定进程")


def _heading(sheet: DossierSheet, title: Title) -> str:
    bearer = f"（{title.bearer}）" if title.bearer != sheet.name else ""
    return f"{title.designation}{bearer}　{title.standing}"


def _belongings(sheet: DossierSheet) -> Iterator[doc.Part]:
    if not sheet.belongings:
        yield doc.Paragraph("没有登记品牌、载体平台、人才、标准、重点项目和展会。")
    for one in sheet.belongings:
        columns = [
            doc.Column(title, align(kind), share=1.6 if place == 0 else 1.0)
            for place, (title, kind) in enumerate(one.columns)
        ]
        yield doc.Table(columns, one.rows, title=f"{one.name}（{len(one.rows)}）")


def _checks(sheet: DossierSheet) -> Iterator[doc.Part]:
    if not sheet.checks:
        yield doc.Paragraph("没有可以核对条件的称号。")
        return
    columns = (
        doc.Column("称号", share=1.4),
        doc.Column("对象", share=1.2),
        doc.Column("结论", "center", share=0.8),
        doc.Column("未达", "decimal", share=0.4),
        doc.Column("未知", "decimal", share=0.4),
        doc.Column("主要差距", share=2.4),
    )
    rows = [
        (
            *(one.designation, "本企业" if one.bearer == sheet.name else one.bearer),
            *(f"{one.verdict}（已持有）" if one.held else one.verdict, str(one.unmet), str(one.unknown), one.gap),
        )
        for one in sheet.checks
    ]
    note = "注：按公布的条件和登记簿数据核对，缺数据的为未知，不视为符合；结论不代替主管部门的认定。"
    yield doc.Table(columns, rows, title="申报条件核对", note=note)


def _evidence(sheet: DossierSheet) -> Iterator[doc.Part]:
    if not sheet.evidence:
        yield doc.Paragraph("没有登记佐证文件。")
        return
    columns = (
        doc.Column("序号", "center", share=0.4),
        doc.Column("文件", share=1.6),
        doc.Column("大小（KB）", "decimal", share=0.6),
        doc.Column("SHA-256（前16位）", "center", share=1.2),
        doc.Column("证明事项", share=1.6),
    )
    rows = [
        (str(number), one.name, words.number(max(1, round(one.size / 1024))), one.sha256[:16], one.of)
        for number, one in enumerate(sheet.evidence, 1)
    ]
    yield doc.Table(columns, rows, title="佐证目录")


def _changes(sheet: DossierSheet) -> Iterator[doc.Part]:
    columns = (
        doc.Column("时间（UTC）", "center", share=0.9),
        doc.Column("何人", share=0.8),
        doc.Column("内容", share=2.0),
        doc.Column("涉及", share=1.2),
    )
    rows = [(one.at, one.who, one.label, one.touched) for one in sheet.changes]
    if rows:
        yield doc.Table(
            columns, rows, title="最近变更", note=f"注：变更记录中涉及本企业的最近{len(rows)}条，新的在前。"
        )
    else:
        yield doc.Paragraph("没有变更记录。")
