"""Document 3, 名录: any table of the registry, filtered, in landscape, with subtotals at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from fashiontracker.reports import document as doc
from fashiontracker.reports.registry_words import Speaker, align
from fashiontracker.reports.roster_choice import EMPTY, ROSTERS, Roster, choose, unmatched
from fashiontracker.reports.roster_view import Asked, find
from fashiontracker.reports.stamp import Options, Stamp, chinese_date, fingerprint

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.views import Filter, View, ViewColumn
    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.plan.types import Plan

SIZE = 8.0
SHOWN = 12
"""How many of a column's texts are named where none of them is the one asked for."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; no name where the roster is not divided."""

    name: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows have a value: of one column, in the order of its words."""

    column: str
    value: str
    number: int


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """A roster in words. ``columns`` are titles with the kinds of their values."""

    stamp: Stamp
    title: str
    measure: str
    conditions: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    counts: tuple[Count, ...]
    several_sectors: bool

    @property
    def total(self) -> int:
        """The number of rows."""
        return sum(len(group.rows) for group in self.groups)


def collect(session: Session, plan: Plan, catalogue: Catalogue, stamp: Stamp, options: Options) -> RosterSheet:
    """The chosen rows as they stand in the registry; figures and editions no later than the stamp's day.

    Raises Refused for a kind, a view, a column or a value that does not exist.
    """
    from fashiontracker.models import registry, views
    from fashiontracker.tally.annual import year_in_force

    asked = _asked(session, plan, options)
    choice = choose(plan, options.kind or (asked.page if asked else None), options.where)
    view = registry.until(choice.view, year_in_force(stamp.as_of))
    roster = ROSTERS[view.key]
    if options.rows is not None:
        found = list(options.rows)
    elif asked:
        found = asked.ids(session, plan, view, choice.filters, stamp.as_of)
    else:
        found = views.ids(session, view, choice.filters)
    if not found and options.rows is None:
        _refuse_unknown_text(session, view, choice.filters)
    shown = [view.column(key) for key in (asked.columns(view) if asked else view.shown)]
    keys = list(dict.fromkeys((*(column.key for column in shown), *_beside(view, roster))))
    records = [dict(zip(keys, row, strict=True)) for row in views.rows(session, view, found, keys)]
    records = [one for one in records if not _later(one.get(roster.dated or ""), stamp.as_of)]
    divided = roster.grouped is not None and len({one[roster.grouped] for one in records}) > 1
    if roster.grouped and divided:
        shown = [column for column in shown if column.key != roster.grouped]
    speaker = Speaker(plan, view)
    return RosterSheet(
        stamp=stamp,
        title=choice.title,
        measure=roster.measure,
        conditions=(*(asked.said(plan, catalogue, view) if asked else ()), *choice.conditions, *options.said),
        columns=tuple((column.title, column.kind) for column in shown),
        groups=tuple(_groups(records, shown, roster.grouped if divided else None, speaker)),
        counts=tuple(_counts(records, roster, speaker)),
        several_sectors=any(len(views.keys_of(one["sectors"])) > 1 for one in records),
    )


def _asked(session: Session, plan: Plan, options: Options) -> Asked | None:
    """The kept view that was asked for by its name."""
    if options.view is None:
        return None
    if options.kind is None:
        return find(session, options.view)
    return find(session, options.view, (choose(plan, options.kind, ()).view.key,))


def _beside(view: View, roster: Roster) -> list[str]:
    """Columns that are read whether they are shown or not."""
    wanted = {"qianhai", "sectors", *roster.counted, roster.grouped, roster.dated}
    return [column.key for column in view.columns if column.key in wanted]


def _later(value: Any, day: date) -> bool:
    """Whether what bears this date or year was not there yet; what bears none is never left out."""
    return (isinstance(value, date) and value > day) or (isinstance(value, int) and value > day.year)


def _refuse_unknown_text(session: Session, view: View, filters: Sequence[Filter]) -> None:
    """Nothing was found: say so where it is because no row at all has the text asked for."""
    from fashiontracker.models import views

    for one in filters:
        column = view.column(one.column)
        if one.operator == "contains" and not views.ids(session, view, [one]):
            everything = views.rows(session, view, views.ids(session, view), [one.column])
            texts = sorted({row[0] for row in everything if row[0]})
            more = ["……"] if len(texts) > SHOWN else []
            raise unmatched(column, str(one.value), [*texts[:SHOWN], *more] or ["（这一列全部未填）"])


def _groups(
    records: Sequence[dict[str, Any]], shown: Sequence[ViewColumn], grouped: str | None, speaker: Speaker
) -> Iterator[Group]:
    """The rows, divided by a column in the order of its words; those without a word come last."""
    named: dict[str, list[tuple[str, ...]]] = {}
    for one in records:
        name = "、".join(speaker.words(grouped, one[grouped])) if grouped else ""
        named.setdefault(name, []).append(tuple(speaker.cell(one, column) for column in shown))
    order = speaker.order(grouped) if grouped else {}
    for name in sorted(named, key=lambda name: (not name, order.get(name, 0), name)):
        title = name or f"{speaker.title(grouped)}{EMPTY}" if grouped else ""
        yield Group(title, tuple(named[name]))


def _counts(records: Sequence[dict[str, Any]], roster: Roster, speaker: Speaker) -> Iterator[Count]:
    for key in roster.counted:
        column = speaker.title(key)
        found = Counter(word for one in records for word in speaker.words(key, one[key]) or [EMPTY])
        order = speaker.order(key)
        if len(found) < 2:  # what all rows share needs no counting
            continue
        for value in sorted(found, key=lambda value: (value == EMPTY, order.get(value, 0), value)):
            yield Count(column, value, found[value])


# ---- on paper --------------------------------------------------------------------------------------------------


def compose(sheet: RosterSheet) -> doc.Document:
    """The roster in landscape, with its rows numbered through, and what they add up to."""
    stamp = sheet.stamp
    day = chinese_date(stamp.as_of)
    parts: list[doc.Part] = [
        doc.PageBreak(landscape=True),
        doc.Title(sheet.title, f"（截至{day}，共{sheet.total}{sheet.measure}）"),
        *_about(sheet),
    ]
    if sheet.total:
        parts += [_table(sheet), *([_subtotals(sheet)] if sheet.counts else [])]
    else:
        parts.append(doc.Paragraph("登记簿中没有符合条件的记录。"))
    return doc.Document(
        meta=doc.Meta(sheet.title, stamp.issuer, stamp.created, subject=f"截至{day}"),
        parts=parts,
        number=f"FT-03-{stamp.as_of:%Y%m%d}",
        as_of=stamp.as_of,
        fingerprint=fingerprint(sheet),
        demo=stamp.demo,
    )


def _about(sheet: RosterSheet) -> Iterator[doc.Part]:
    said = [f"编制单位：{sheet.stamp.issuer}", f"编制日期：{chinese_date(sheet.stamp.dated)}"]
    if sheet.conditions:
        said.append(f"筛选条件：{'；'.join(sheet.conditions)}")
    yield doc.Note("　".join(said))


def _table(sheet: RosterSheet) -> doc.Table:
    columns = [doc.Column("序号", "center", share=0.4)]
    for place, (title, kind) in enumerate(sheet.columns):
        columns.append(doc.Column(title, align(kind), share=1.6 if place == 0 else 1.0))
    rows: list[doc.Row] = []
    number = 0
    for group in sheet.groups:
        if group.name:
            rows.append(doc.GroupRow(f"{group.name}（{len(group.rows)}{sheet.measure}）"))
        for cells in group.rows:
            number += 1
            rows.append((str(number), *cells))
    return doc.Table(columns, rows, title=sheet.title, size=SIZE)


def _subtotals(sheet: RosterSheet) -> doc.Table:
    rows: list[doc.Row] = []
    last = ""
    for one in sheet.counts:
        if one.column != last:
            rows.append(doc.GroupRow(f"按{one.column}"))
            last = one.column
        rows.append((one.value, str(one.number), f"{one.number / sheet.total:.1%}"))
    columns = (doc.Column("分类"), doc.Column(f"数量（{sheet.measure}）", "decimal"), doc.Column("占比", "decimal"))
    several = "属多个行业的分别计入各行业，占比之和可超过100%。" if sheet.several_sectors else ""
    note = f"注：合计{sheet.total}{sheet.measure}。{several}"
    return doc.Table(columns, rows, title="分类小计", note=note)
