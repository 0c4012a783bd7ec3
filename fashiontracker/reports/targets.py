"""Document 1, 行动计划目标完成情况报告: the submission that is handed to the bureau."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fashiontracker.reports import document as doc
from fashiontracker.reports.stamp import Options, Stamp, chinese_date, fingerprint
from fashiontracker.reports.target_sheet import GroupSheet, LedgerLine, RowSheet, TargetSheet, lay_out
from fashiontracker.tally import words

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.plan.types import Plan

NAME = "行动计划目标完成情况报告"
ANNEXES = ("目标完成情况总表", "分领域完成情况", "计入对象台账", "接近但未计入对象", "计算口径")
REACHED = {"met", "exceeded", "late", "achieved"}


def collect(session: Session, plan: Plan, catalogue: Catalogue, stamp: Stamp, options: Options) -> TargetSheet:
    """The numbers as of the stamp's day."""
    from fashiontracker.models import papers
    from fashiontracker.tally import board, history

    results = board.status_rows(session, plan, catalogue, stamp.as_of)
    days = history.quarter_ends(plan.start, min(stamp.as_of, plan.end))
    curves = history.curves(session, plan, catalogue, days)
    return lay_out(
        plan, catalogue, stamp, results, curves, papers.document_numbers(session), papers.evidence_names(session)
    )


def compose(sheet: TargetSheet) -> doc.Document:
    """The report: letter, contents, summary table, a section for each group, the annexes."""
    stamp = sheet.stamp
    parts: list[doc.Part] = [
        *_letter(sheet),
        doc.PageBreak(),
        doc.Contents(depth=2),
        doc.PageBreak(),
        doc.Title(_title(stamp)),
        doc.Heading(1, ANNEXES[0]),
        *_summary(sheet),
        doc.Heading(1, ANNEXES[1]),
    ]
    for group in sheet.groups:
        parts.extend(_section(group))
    parts.extend(
        [
            doc.Annex(ANNEXES[2], _ledger(sheet), landscape=True),
            doc.Annex(ANNEXES[3], _near_misses(sheet), landscape=True),
            doc.Annex(ANNEXES[4], _captions(sheet)),
        ]
    )
    mark = fingerprint(sheet)
    return doc.Document(
        meta=doc.Meta(_title(stamp), stamp.issuer, stamp.created, subject=f"截至{chinese_date(stamp.as_of)}"),
        parts=parts,
        number=f"FT-01-{stamp.as_of:%Y%m%d}",
        as_of=stamp.as_of,
        fingerprint=mark,
        demo=stamp.demo,
    )


def _title(stamp: Stamp) -> str:
    return f"《{stamp.plan_title}》\n目标完成情况报告"


# ---- the letter ------------------------------------------------------------------------------------------------


def _letter(sheet: TargetSheet) -> Iterator[doc.Part]:
    stamp = sheet.stamp
    yield doc.LetterHead(stamp.issuer, stamp.number, stamp.signer)
    yield doc.Title(f"关于报送《{stamp.plan_title}》\n目标完成情况的报告")
    yield doc.Paragraph(f"{stamp.recipient}：", indent=False)
    yield doc.Paragraph(
        f"根据《{stamp.plan_title}》有关要求，我单位对行动计划各项目标的完成情况进行了汇总。"
        f"现将截至{chinese_date(stamp.as_of)}的情况报告如下。"
    )
    graded = [row for row in sheet.rows if row.least is not None or row.most is not None]
    reached = [row for row in graded if row.status in REACHED]
    yield doc.Paragraph(_overall(graded, reached), lead="总体情况。")
    yield doc.Paragraph(_by_group(sheet), lead="分领域情况。")
    open_rows = [row for row in graded if row.status in ("behind", "missed", "no_data")]
    if open_rows:
        names = "；".join(f"{_short(row)}（{_progress(row)}）" for row in open_rows)
        yield doc.Paragraph(f"以下{len(open_rows)}项需重点推进：{names}。", lead="需重点推进的目标。")
    yield doc.Paragraph(
        "报告所列数字均可在附件台账中逐一核对，计入对象、认定日期、文号和佐证文件随数列出；"
        "接近但未计入的对象及原因、各项目标的计算口径一并附后。",
        lead="数据说明。",
    )
    yield doc.Paragraph("特此报告。")
    yield doc.Attachments((f"《{stamp.plan_title}》目标完成情况报告", *ANNEXES[2:]))
    yield doc.Signature(stamp.issuer, chinese_date(stamp.dated))
    if stamp.copy_to:
        yield doc.Imprint(stamp.copy_to, stamp.issuer, chinese_date(stamp.dated))


def _overall(graded: list[RowSheet], reached: list[RowSheet]) -> str:
    if not graded:
        return "行动计划没有定量目标。"
    on_track = sum(row.status == "on_track" for row in graded)
    behind = sum(row.status == "behind" for row in graded)
    missed = sum(row.status == "missed" for row in graded)
    blank = sum(row.status == "no_data" for row in graded)
    counts = (("进度正常", on_track), ("滞后", behind), ("未达成", missed), ("暂无数据", blank))
    others = "，".join(f"{name}{count}项" for name, count in counts if count)
    share = f"行动计划提出的{len(graded)}项定量目标中，已达成或超额完成{len(reached)}项"
    return f"{share}{'，' + others if others else ''}。"


def _by_group(sheet: TargetSheet) -> str:
    said = []
    for group in sheet.groups:
        graded = [row for row in group.rows if row.least is not None or row.most is not None]
        if graded:
            reached = sum(row.status in REACHED for row in graded)
            said.append(f"{group.name}{len(graded)}项中达成{reached}项")
    return "，".join(said) + "。" if said else "各领域没有定量目标。"


def _short(row: RowSheet) -> str:
    return row.name


def _progress(row: RowSheet) -> str:
    if row.actual is None:
        return f"目标{_target(row)}，暂无数据"
    return f"目标{_target(row)}，实际{words.number(row.actual)}{row.unit}"


def _target(row: RowSheet) -> str:
    text = words.target(row.least, row.most, empty="不设数量")
    return text + row.unit if text != "不设数量" else text


# ---- the report ------------------------------------------------------------------------------------------------

SUMMARY = (
    doc.Column("序号", "center", share=0.5),
    doc.Column("领域", share=0.9),
    doc.Column("目标", share=2.6),
    doc.Column("目标值", "center", share=0.9),
    doc.Column("实际", "decimal", share=0.9),
    doc.Column("单位", "center", share=0.6),
    doc.Column("状态", "center", share=1.0),
    doc.Column("预测", "center", share=0.7),
    doc.Column("台账号", "center", share=0.8),
)


def _summary(sheet: TargetSheet) -> Iterator[doc.Part]:
    rows = [
        (
            *(str(row.number), group.name, row.name, words.target(row.least, row.most), words.number(row.actual)),
            *(row.unit, words.STATUS[row.status], _percent(row.forecast), row.ledger),
        )
        for group in sheet.groups
        for row in group.rows
    ]
    note = (
        "状态：规划期内按序时进度判断，规划期结束后按期末数判断；“跟踪”为计划未定数量的目标。"
        "预测为期末达到目标下限的概率，由在办对象按阶段推算，仅供参考。"
    )
    yield doc.Table(
        SUMMARY, rows, title=f"行动计划目标完成情况总表（截至{chinese_date(sheet.stamp.as_of)}）", note=note
    )


def _percent(value: float | None) -> str:
    if value is None:
        return "—"
    if 0 < value < 0.01:
        return "<1%"
    if 0.99 < value < 1:
        return ">99%"
    return f"{value:.0%}"


def _section(group: GroupSheet) -> Iterator[doc.Part]:
    yield doc.Heading(2, group.title or group.name)
    counted = [row for row in group.rows if row.kind != "milestone"]
    milestones = [row for row in group.rows if row.kind == "milestone"]
    for row in counted:
        yield doc.Paragraph(_row_text(row), lead=f"{row.name}。")
    bars = [_bar(row) for row in counted if row.actual is not None and (row.least or row.most)]
    if bars:
        alt = "；".join(f"{bar.label}实际{words.number(bar.actual)}{bar.unit}" for bar in bars)
        yield doc.RangeBars(f"{group.name}各项目标完成情况", bars, alt=alt)
    moving = [row for row in counted if _moves(row)]
    if moving:
        yield _history(group, moving)
    for row in milestones:
        yield doc.Paragraph(
            f"计划提出“{row.clause}”。截至报告日状态：{words.STATUS[row.status]}。", lead=f"{row.name}。"
        )


def _row_text(row: RowSheet) -> str:
    parts = [f"计划提出“{row.clause}”（{row.clause_ref}）。"]
    if row.actual is None:
        parts.append("截至报告日没有可用数据。")
    else:
        parts.append(f"目标{_target(row)}，实际{words.number(row.actual)}{row.unit}，{words.STATUS[row.status]}。")
    if row.status == "behind" and row.pace is not None:
        parts.append(f"按序时进度应达到{words.number(round(row.pace, 1))}{row.unit}。")
    if row.counted:
        parts.append(f"计入对象见附件1台账号{row.ledger}。")
    if row.near_misses:
        parts.append(f"另有{len(row.near_misses)}个对象接近但未计入，见附件2。")
    if row.stale:
        parts.append(f"计入对象中{row.stale}个的数值已过期一年以上，待更新。")
    if row.forecast is not None and row.status not in REACHED:
        parts.append(f"按在办情况推算，期末达到目标下限的概率为{_percent(row.forecast)}。")
    return "".join(parts)


def _bar(row: RowSheet) -> doc.RangeBar:
    assert row.actual is not None
    return doc.RangeBar(
        f"{row.ledger} {row.name}", row.actual, least=row.least, most=row.most, pace=row.pace, unit=row.unit
    )


def _moves(row: RowSheet) -> bool:
    return bool(row.least) and len({value for _, value in row.curve if value is not None}) > 1


def _history(group: GroupSheet, rows: list[RowSheet]) -> doc.Lines:
    """How far each row was from its lower bound, quarter by quarter: one scale for rows of different units."""
    labels = [f"{day.year}-{day.month:02d}" for day, _ in rows[0].curve]
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
    return doc.Lines(f"{group.name}各项目标达成率走势（实际÷目标下限）", labels, series, unit="%", alt=f"期末{last}")


# ---- annexes ---------------------------------------------------------------------------------------------------

LEDGER = (
    doc.Column("台账号", "center", share=0.7),
    doc.Column("对象", share=2.4),
    doc.Column("统一社会信用代码", "center", share=1.5),
    doc.Column("称号", share=1.6),
    doc.Column("文号或证书", share=1.2),
    doc.Column("认定日期", "center", share=0.9),
    doc.Column("有效期至", "center", share=0.9),
    doc.Column("数值", "left", share=1.0),
    doc.Column("佐证文件", share=1.4),
)
MISSES = (
    doc.Column("对象", share=2.4),
    doc.Column("统一社会信用代码", "center", share=1.5),
    doc.Column("称号", share=1.6),
    doc.Column("认定日期", "center", share=0.9),
    doc.Column("有效期至", "center", share=0.9),
    doc.Column("未计入原因", share=1.8),
)


def _ledger(sheet: TargetSheet) -> list[doc.Part]:
    rows: list[doc.Row] = []
    for row in sheet.rows:
        if row.counted:
            rows.append(doc.GroupRow(f"{row.ledger}　{row.name}（{len(row.counted)}{row.unit}）"))
            rows.extend(_ledger_line(line) for line in row.counted)
    if not rows:
        return [doc.Paragraph("截至报告日没有计入的对象。")]
    return [doc.Table(LEDGER, rows, note="佐证文件后为其 SHA-256 前 8 位；没有佐证的留空。")]


def _ledger_line(line: LedgerLine) -> tuple[str, ...]:
    return (
        *(line.ledger, line.subject, line.uscc, line.designation, line.document_no),
        *(words.day(line.recognised_on), words.day(line.valid_until), line.figure, line.evidence),
    )


def _near_misses(sheet: TargetSheet) -> list[doc.Part]:
    rows: list[doc.Row] = []
    for row in sheet.rows:
        if row.near_misses:
            rows.append(doc.GroupRow(f"{row.ledger}　{row.name}（{len(row.near_misses)}）"))
            rows.extend(
                (
                    *(line.subject, line.uscc, line.designation),
                    *(words.day(line.recognised_on), words.day(line.valid_until), line.reason),
                )
                for line in row.near_misses
            )
    if not rows:
        return [doc.Paragraph("截至报告日没有接近但未计入的对象。")]
    return [doc.Table(MISSES, rows)]


def _captions(sheet: TargetSheet) -> list[doc.Part]:
    columns = (
        doc.Column("台账号", "center", share=0.7),
        doc.Column("目标", share=1.6),
        doc.Column("计划原文", share=2.6),
        doc.Column("口径", share=3.4),
    )
    rows = [(row.ledger, row.name, f"{row.clause}（{row.clause_ref}）", row.caption) for row in sheet.rows]
    return [doc.Table(columns, rows)]
