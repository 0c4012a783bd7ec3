"""The annexes of document 1: every counted subject, every near miss with its reason, the 口径 of every row."""

from __future__ import annotations

from fashiontracker.reports import document as doc
from fashiontracker.reports.target_sheet import HASH_DIGITS, LedgerLine, RowSheet, TargetSheet
from fashiontracker.reports.target_words import clause_place
from fashiontracker.tally import words

LEDGER = (
    doc.Column("台账号", "center", share=0.7),
    doc.Column("对象", share=2.4),
    doc.Column("所属单位", share=2.0),
    doc.Column("统一社会信用代码", "center", share=1.5),
    doc.Column("称号、类别或数值", share=1.8),
    doc.Column("文号、证书号或数据来源", share=1.9),
    doc.Column("认定等日期", "center", share=0.9),
    doc.Column("有效期至", "center", share=0.9),
    doc.Column("佐证文件", share=1.6),
)
MISSES = (
    doc.Column("对象", share=2.4),
    doc.Column("所属单位", share=2.0),
    doc.Column("统一社会信用代码", "center", share=1.5),
    doc.Column("称号或类别", share=1.6),
    doc.Column("认定等日期", "center", share=0.9),
    doc.Column("有效期至", "center", share=0.9),
    doc.Column("未计入原因", share=1.8),
)
CAPTIONS = (
    doc.Column("台账号", "center", share=0.7),
    doc.Column("目标", share=1.6),
    doc.Column("计划原文", share=2.6),
    doc.Column("口径", share=3.4),
)
DATES = "日期：称号为认定日期，载体为建成日期，人才为引进或培育日期，标准为发布日期。"


def ledger(sheet: TargetSheet) -> list[doc.Part]:
    """Every counted subject under its row, with what bears it out."""
    rows: list[doc.Row] = []
    for row in sheet.rows:
        if row.counted:
            rows.append(doc.GroupRow(f"{row.ledger}　{row.name}（{_size(row)}）"))
            rows.extend(_line(line) for line in row.counted)
    if not rows:
        return [doc.Paragraph("截至报告日没有计入的对象。")]
    evidenced = any(line.evidence for row in sheet.rows for line in row.counted)
    hashes = f"佐证文件名后为该文件 SHA-256 的前 {HASH_DIGITS} 位。" if evidenced else "台账所列对象尚未登记佐证文件。"
    return [_table(LEDGER, rows, f"注：{DATES}{hashes}")]


def _size(row: RowSheet) -> str:
    """The number that the rows under a heading add up to."""
    return f"{words.number(row.actual)}{row.unit}" if row.kind == "indicator" else f"{len(row.counted)}{row.unit}"


def _line(line: LedgerLine) -> tuple[str, ...]:
    return (
        *(line.ledger, line.subject, line.owner, line.uscc, line.basis, line.document_no),
        *(words.day(line.since), words.day(line.valid_until), line.evidence),
    )


def near_misses(sheet: TargetSheet) -> list[doc.Part]:
    """Every subject that nearly counts, under its row, with the first reason why it does not."""
    rows: list[doc.Row] = []
    for row in sheet.rows:
        if row.near_misses:
            rows.append(doc.GroupRow(f"{row.ledger}　{row.name}（{len(row.near_misses)}）"))
            rows.extend(
                (
                    *(line.subject, line.owner, line.uscc, line.basis),
                    *(words.day(line.since), words.day(line.valid_until), line.reason),
                )
                for line in row.near_misses
            )
    if not rows:
        return [doc.Paragraph("截至报告日没有接近但未计入的对象。")]
    return [_table(MISSES, rows, f"注：{DATES}")]


def _table(columns: tuple[doc.Column, ...], rows: list[doc.Row], note: str) -> doc.Table:
    return doc.Table(*doc.filled(columns, rows), note=note, size=8.0)


def captions(sheet: TargetSheet) -> list[doc.Part]:
    """What each row of the plan counts, in words."""
    rows = [
        (row.ledger, row.name, f"{row.clause}（{clause_place(row.clause_ref)}）", row.caption) for row in sheet.rows
    ]
    return [doc.Table(CAPTIONS, rows)]
