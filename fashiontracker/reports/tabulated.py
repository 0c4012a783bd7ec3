"""The numbers of a document as plain tables, for an editable workbook: exactly what stands on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from fashiontracker.reports.document import Annex, Bars, Document, GroupRow, Lines, Part, Row, Table, Title
from fashiontracker.reports.stamp import chinese_date

if TYPE_CHECKING:
    from fashiontracker.reports.document import Column

Value: TypeAlias = str | float | date | None

GROUP = "分组"
_NUMERIC = ("decimal", "right")
_NUMBER = re.compile(r"-?\d{1,3}(,\d{3})*(\.\d+)?|-?\d+(\.\d+)?")
_SHARE = re.compile(r"(-?\d+(\.\d+)?)%")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Tabulated:
    """One table: its title, its columns, its rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def particulars(document: Document) -> list[tuple[str, str]]:
    """What the paper says of itself, for the workbook's first sheet."""
    found = [("文件", document.meta.title), ("编制单位", document.meta.author), ("报告编号", document.number)]
    if document.as_of:
        found.append(("数据截至", chinese_date(document.as_of)))
    found.append(("数据指纹", document.fingerprint))
    found.append(("人工修改的段落", "、".join(document.worded)))
    if document.demo:
        found.append(("说明", "示例数据"))
    return [(name, value) for name, value in found if value]


def tabulate(document: Document) -> list[Tabulated]:
    """Every table and the values of every chart, in the order of the paper."""
    return list(_tables(document.parts, document.meta.title))


def _tables(parts: Sequence[Part], said: str) -> Iterator[Tabulated]:
    for part in parts:
        match part:
            case Annex():
                yield from _tables(part.parts, part.title)
            case Title():
                said = part.text.replace("\n", "")
            case Table():
                yield _table(part, part.title or said)
            case Bars():
                yield _series(part.title, part.unit, part.categories, part.series)
            case Lines():
                yield _series(part.title, part.unit, part.points, part.series)


def _table(table: Table, title: str) -> Tabulated:
    """Headings across the table become a column of their own, so that rows can be sorted and filtered."""
    grouped = any(isinstance(row, GroupRow) for row in table.rows)
    heads = tuple(_head(one, place, table.rows) for place, one in enumerate(table.columns))
    return Tabulated(title, ((GROUP,) if grouped else ()) + heads, tuple(_rows(table.columns, table.rows, grouped)))


def _head(column: Column, place: int, rows: Sequence[Row]) -> str:
    """The head, with what heads it and with the sign that its numbers lose."""
    shares = column.align in _NUMERIC and any(
        not isinstance(row, GroupRow) and _SHARE.fullmatch(row[place]) for row in rows
    )
    head = f"{column.group}：{column.head}" if column.group else column.head
    return f"{head}（%）" if shares else head


def _rows(columns: Sequence[Column], rows: Sequence[Row], grouped: bool) -> Iterator[tuple[Value, ...]]:
    group = ""
    for row in rows:
        if isinstance(row, GroupRow):
            group = row.text
        else:
            cells = tuple(_value(column, text) for column, text in zip(columns, row, strict=True))
            yield (group, *cells) if grouped else cells


def _value(column: Column, text: str) -> Value:
    """Numbers of number columns and dates of centred ones are values, the dash of nothing is nothing."""
    if text in ("", "—"):
        return None
    if column.align in _NUMERIC:
        share = _SHARE.fullmatch(text)
        if share or _NUMBER.fullmatch(text):
            return float((share[1] if share else text).replace(",", ""))
    if column.align == "center" and _DAY.fullmatch(text):
        return date.fromisoformat(text)
    return text


def _series(
    title: str, unit: str, points: Sequence[str], series: Sequence[tuple[str, Sequence[float | None]]]
) -> Tabulated:
    heads = ("项目", *(f"{name}（{unit}）" if unit else name for name, _ in series))
    rows = tuple((point, *(values[place] for _, values in series)) for place, point in enumerate(points))
    return Tabulated(title, heads, rows)
