"""Document 1, 行动计划目标完成情况报告: the submission that is handed to the bureau."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fashiontracker.reports import correspondence
from fashiontracker.reports import document as doc
from fashiontracker.reports.stamp import Options, Stamp, chinese_date, fingerprint
from fashiontracker.reports.target_annexes import captions, ledger, near_misses
from fashiontracker.reports.target_sheet import (
    Curve,
    GroupSheet,
    Ledger,
    RowSheet,
    TargetSheet,
    group_letters,
    row_sheet,
)
from fashiontracker.reports.target_words import by_group, of_milestone, of_row, overall, progress_of
from fashiontracker.tally import words

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from fashiontracker.models.facts import Facts
    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.plan.types import Plan

REPORT, LEDGER, MISSES, CAPTIONS = "目标完成情况报告", "计入对象台账", "接近但未计入对象", "计算口径"


def collect(session: Session, plan: Plan, catalogue: Catalogue, stamp: Stamp, options: Options) -> TargetSheet:
    """The numbers as of the stamp's day."""
    from fashiontracker.models import facts, logbook, papers
    from fashiontracker.tally import board

    known = facts.load(session, plan)
    results = {row.key: row for row in board.rows(known, plan, catalogue, stamp.as_of)}
    figures = {
        key for row in results.values() for one in row.counted for table, key in one.records if table == "figure"
    }
    lines = Ledger(
        *(plan, catalogue, known, papers.document_numbers(session)),
        *(papers.figure_sources(session, figures), papers.evidence_files(session)),
    )
    noted = logbook.of_milestones(session, stamp.as_of)
    curves = _curves(known, plan, stamp.as_of)
    letters = group_letters([group.key for group in plan.groups])
    numbers = {row.key: number for number, row in enumerate(plan.rows, 1)}
    groups = []
    for group in plan.groups:
        rows = []
        for key in group.rows:
            place = f"{letters[group.key]}-{numbers[key]:02d}"
            last = noted[key][-1] if key in noted else None
            said = f"{chinese_date(last.day)}，{last.text}" if last and last.text else ""
            rows.append(row_sheet(plan, catalogue, results[key], place, lines, curves.get(key, ()), said))
        groups.append(GroupSheet(group.key, group.zh, group.title, tuple(rows)))
    return TargetSheet(stamp, plan.start, plan.end, tuple(groups))


def _curves(known: Facts, plan: Plan, as_of: date) -> dict[str, Curve]:
    """The number of every quota at the ends of the quarters until the day, which is the last point."""
    from fashiontracker.tally import history

    if as_of < plan.start:
        return {}
    days = [day for day in history.month_ends(plan.start, as_of) if day.month % 3 == 0 or day == as_of]
    return {quota.key: tuple(zip(days, history.curve(known, plan, quota, days), strict=True)) for quota in plan.quotas}


def compose(sheet: TargetSheet) -> doc.Document:
    """The report: letter, contents, summary table, a section for each group, the annexes."""
    stamp = sheet.stamp
    title = f"《{stamp.plan_title}》{REPORT}"
    body: list[doc.Part] = [
        doc.Heading(1, "总体完成情况"),
        doc.Paragraph(overall(sheet)),
        *_summary(sheet),
        doc.Heading(1, "分领域完成情况"),
        *(part for group in sheet.groups for part in _section(group, sheet.foreseen)),
        *_histories(sheet),
    ]
    parts: list[doc.Part] = [
        *_letter(sheet),
        doc.Contents(depth=3),
        doc.Annex(title, body),
        doc.Annex(LEDGER, ledger(sheet), landscape=any(row.counted for row in sheet.rows)),
        doc.Annex(MISSES, near_misses(sheet), landscape=any(row.near_misses for row in sheet.rows)),
        doc.Annex(CAPTIONS, captions(sheet), landscape=True),
        *correspondence.imprint(stamp),
    ]
    return doc.Document(
        meta=doc.Meta(title, stamp.issuer, stamp.created, subject=f"截至{chinese_date(stamp.as_of)}"),
        parts=parts,
        number=f"FT-01-{stamp.as_of:%Y%m%d}",
        as_of=stamp.as_of,
        fingerprint=fingerprint(sheet),
        demo=stamp.demo,
    )


# ---- the letter ------------------------------------------------------------------------------------------------


def _letter(sheet: TargetSheet) -> Iterator[doc.Part]:
    stamp = sheet.stamp
    yield from correspondence.opening(stamp, f"关于报送《{stamp.plan_title}》\n目标完成情况的报告")
    yield doc.Paragraph(
        f"根据《{stamp.plan_title}》有关要求，我单位汇总了行动计划各项目标的完成情况。"
        f"现将截至{chinese_date(stamp.as_of)}的情况报告如下。",
        key="letter.opening",
    )
    yield doc.Paragraph(overall(sheet), lead="总体情况。", key="letter.overall")
    yield doc.Paragraph(by_group(sheet), lead="分领域情况。", key="letter.groups")
    behind = [row for row in sheet.rows if row.graded and row.status in ("behind", "missed")]
    if behind:
        names = "；".join(f"{row.name}（{progress_of(row)}）" for row in behind)
        said = f"以下{len(behind)}项进度滞后或未达成：{names}。"
        yield doc.Paragraph(said, lead="需重点推进的目标。", key="letter.behind")
    yield doc.Paragraph("", lead="下一步工作。", key="letter.next")
    yield doc.Paragraph(
        "报告所列数字均有台账号，可在附件台账中逐一核对计入对象、认定日期、文号和佐证文件；"
        "接近但未计入的对象及其原因、各项目标的计算口径一并附后。",
        lead="数据说明。",
        key="letter.sources",
    )
    yield doc.Paragraph("特此报告。")
    yield from correspondence.closing(stamp, (f"《{stamp.plan_title}》{REPORT}", LEDGER, MISSES, CAPTIONS))


# ---- the report ------------------------------------------------------------------------------------------------

SUMMARY = (
    doc.Column("序号", "center", share=0.5),
    doc.Column("领域", share=1.5),
    doc.Column("目标", share=2.4),
    doc.Column("目标值", "center", share=0.9),
    doc.Column("实际", "decimal", share=0.9),
    doc.Column("单位", "center", share=0.6),
    doc.Column("状态", "center", share=1.0),
    doc.Column("预测", "center", share=0.7),
    doc.Column("台账号", "center", share=0.8),
)
FORECAST = "预测为规划期末达到目标下限的概率，由现有称号和在办申报推算，仅供参考。"


def _summary(sheet: TargetSheet) -> Iterator[doc.Part]:
    foreseen = sheet.foreseen
    columns = [column for column in SUMMARY if foreseen or column.head != "预测"]
    rows = []
    for group in sheet.groups:
        for row in group.rows:
            cells = [str(row.number), group.name, row.name, words.target(row.least, row.most)]
            cells += [words.number(row.actual), row.unit or "—", words.STATUS[row.status]]
            rows.append((*cells, *([words.chance(row.forecast)] if foreseen else []), row.ledger))
    over = sheet.stamp.as_of > sheet.end
    judged = "规划期已结束，状态按期末数判断" if over else "状态按序时进度判断"
    note = f"注：{judged}；“跟踪”为计划未定数量的目标，“—”为没有数量或没有数据。{FORECAST if foreseen else ''}"
    title = f"行动计划目标完成情况总表（截至{chinese_date(sheet.stamp.as_of)}）"
    yield doc.Table(columns, rows, title=title, note=note, in_contents=False)


def _section(group: GroupSheet, foreseen: bool) -> Iterator[doc.Part]:
    yield doc.Heading(2, group.title or group.name)
    counted = [row for row in group.rows if row.kind != "milestone"]
    for row in counted:
        yield doc.Paragraph(of_row(row, foreseen), lead=f"{row.name}。")
    for row in group.rows:
        if row.kind == "milestone":
            yield doc.Paragraph(of_milestone(row), lead=f"{row.name}。")
    bars = [_bar(row) for row in counted if row.graded and row.actual is not None]
    if bars:
        alt = "；".join(f"{bar.label}实际{words.number(bar.actual)}{bar.unit}" for bar in bars)
        yield doc.RangeBars(f"{group.name}各项目标完成情况", bars, alt=alt)


def _bar(row: RowSheet) -> doc.RangeBar:
    assert row.actual is not None
    pace = row.pace if row.status not in words.REACHED else None
    return doc.RangeBar(f"{row.ledger} {row.name}", row.actual, row.least, row.most, pace, unit=row.unit)


def _histories(sheet: TargetSheet) -> Iterator[doc.Part]:
    """A chart for each group in which a number has moved."""
    moving = [
        (group, rows)
        for group in sheet.groups
        if (rows := [row for row in group.rows if row.least and len({value for _, value in row.curve} - {None}) > 1])
    ]
    if moving:
        yield doc.Heading(1, "历次完成率")
        yield doc.Paragraph(
            "各项目标在每季度末的完成率，为当日实际数除以目标下限；各点按当日有效的记录计算，口径前后一致。"
        )
        for group, rows in moving:
            yield _history(group, rows)


def _history(group: GroupSheet, rows: list[RowSheet]) -> doc.Lines:
    """How far each row was from its lower bound, quarter by quarter: one scale for rows of different units."""
    labels = [f"{day:%Y-%m}" for day, _ in rows[0].curve]
    series = [
        (
            f"{row.ledger} {row.name}",
            [None if value is None else 100 * value / (row.least or 1) for _, value in row.curve],
        )
        for row in rows
    ]
    last = "，".join(
        f"{name}为{words.number(round(values[-1], 1))}%" for name, values in series if values[-1] is not None
    )
    return doc.Lines(f"{group.name}各项目标历次完成率", labels, series, unit="%", alt=f"最近一期：{last}")
