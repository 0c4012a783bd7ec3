"""Everything in one workbook, in the layout that an import reads: what is recorded, without the trash."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Column as TableColumn
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from fashiontracker.errors import Refused
from fashiontracker.exchange.book import Book, Heading, heading, new_book
from fashiontracker.exchange.columns import SheetLayout, yearly_name
from fashiontracker.exchange.layout import ENTERPRISES, LAYOUTS
from fashiontracker.exchange.spelling import Row, Spelling, subject_places
from fashiontracker.models.base import Base
from fashiontracker.models.store import Store
from fashiontracker.models.tables import Figure
from fashiontracker.plan.designations import Catalogue
from fashiontracker.plan.types import Plan
from fashiontracker.progress import Progress
from fashiontracker.text import N_

STRIDE = 2000
"""Rows from one progress to the next."""


def export(store: Store, plan: Plan, catalogue: Catalogue, path: Path) -> Generator[Progress, None, int]:
    """Write every record into ``path``, one sheet a kind, as of one moment; the number of rows written.

    The same data give the same bytes. Raises what `book.new_book` raises, and Refused where ``path`` is the database
    itself. A file that was there is replaced only when the new one is whole.
    """
    if path.exists() and path.samefile(store.path):
        raise Refused(N_("不能把导出文件写到数据库 {path} 自己上面。"), path=path)
    with store.reading() as session, new_book(path, plan.title_zh) as book:
        total = sum(_size(session, layout) for layout in LAYOUTS.values())
        spelling = Spelling(session, plan, catalogue)
        done = 0
        for layout in LAYOUTS.values():
            sheet = (
                _enterprises(session, plan, spelling) if layout is ENTERPRISES else _records(session, layout, spelling)
            )
            for _ in _filled(book, layout, *sheet):
                done += 1
                if done % STRIDE == 1:
                    yield Progress(done, total, layout.kind)
        yield Progress(total, total, "")
    return done


def _filled(book: Book, layout: SheetLayout, headings: list[Heading], rows: Iterator[list[Any]]) -> Iterator[None]:
    page = book.page(layout.kind, headings)
    for cells in rows:
        page.add(cells)
        yield
    page.finish()


def _records(session: Session, layout: SheetLayout, spelling: Spelling) -> tuple[list[Heading], Iterator[list[Any]]]:
    headings = [heading(column) for column in spelling.columns(layout)]
    names = [column.name for column in _columns(layout)]
    writers = spelling.writers(layout, names)
    place = {name: index for index, name in enumerate(names)}

    def stands(row: Row) -> bool:
        """Whether what the row is about is still there."""
        if "subject_kind" not in place:
            return True
        key = next((row[at] for at in subject_places(place) if row[at]), None)
        return spelling.subject(row[place["subject_kind"]], key) is not None

    return headings, ([write(row) for write in writers] for row in session.execute(_query(layout)) if stands(row))


def _enterprises(session: Session, plan: Plan, spelling: Spelling) -> tuple[list[Heading], Iterator[list[Any]]]:
    """The roster with a column for each year of which it told the revenue."""
    yearly = ENTERPRISES.yearly
    assert yearly is not None
    headings, rows = _records(session, ENTERPRISES, spelling)
    revenue = plan.indicators.named("营业收入")
    told: dict[int, dict[int | None, float]] = {}
    query = select(Figure.enterprise_id, Figure.year, Figure.value, Figure.unit).where(
        Figure.trashed_at.is_(None),
        Figure.entered_in == "roster",
        Figure.subject_kind == "enterprise",
        Figure.indicator == (revenue.key if revenue else ""),
    )
    for owner, year, value, unit in session.execute(query):
        given = value if unit == yearly.unit else plan.converted(value, unit, yearly.unit)
        told.setdefault(year, {})[owner] = value if given is None else given
    headings += [heading(yearly, yearly_name(year)) for year in sorted(told)]
    ids = session.execute(_query(ENTERPRISES).with_only_columns(Base.metadata.tables["enterprise"].c.id)).scalars()
    values = [told[year].get for year in sorted(told)]
    return headings, ([*row, *(value(key) for value in values)] for row, key in zip(rows, ids, strict=True))


def _columns(layout: SheetLayout) -> list[TableColumn[Any]]:
    return list(Base.metadata.tables[layout.table].columns)


def _query(layout: SheetLayout) -> Select[Any]:
    table = Base.metadata.tables[layout.table]
    query = select(table).where(table.c.trashed_at.is_(None)).order_by(table.c.id)
    return query.where(table.c.entered_in == "indicators") if layout.table == "figure" else query


def _size(session: Session, layout: SheetLayout) -> int:
    return session.execute(select(func.count()).select_from(_query(layout).subquery())).scalar_one()
