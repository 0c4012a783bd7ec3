"""A view of the registry as a workbook: its rows in its order, its columns as they stand."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from fashiontracker.errors import Refused
from fashiontracker.exchange.book import Heading, OutCell, new_book
from fashiontracker.models import views
from fashiontracker.models.raw import chunks
from fashiontracker.models.store import Store
from fashiontracker.models.views import View, ViewColumn
from fashiontracker.plan.types import Plan
from fashiontracker.progress import Progress
from fashiontracker.text import N_


def export_view(
    store: Store, plan: Plan, view: View, ids: Sequence[int], columns: Sequence[str], path: Path
) -> Generator[Progress, None, int]:
    """Write these rows and columns into ``path``; the number of rows. Headers are always Chinese, as an import reads.

    Raises what `book.new_book` raises, and Refused where ``path`` is the database itself.
    """
    if path.exists() and path.samefile(store.path):
        raise Refused(N_("不能把导出文件写到数据库 {path} 自己上面。"), path=path)
    chosen = [view.column(key) for key in columns]
    done = 0
    with store.reading() as session, new_book(path, f"{plan.title_zh} {view.title}") as book:
        page = book.page(view.title, [_heading(column) for column in chosen])
        for part in chunks(ids, 1000):
            for row in views.rows(session, view, part, columns):
                page.add(cell(plan, column, value) for column, value in zip(chosen, row, strict=True))
                done += 1
            yield Progress(done, len(ids), "")
        page.finish()
    return done


def _heading(column: ViewColumn) -> Heading:
    form = "date" if column.kind == "date" else "text" if column.kind in ("code", "text") else ""
    return Heading(column.title.replace("（", "(").replace("）", ")"), form, max(10, column.width * 2))


def cell(plan: Plan, column: ViewColumn, value: Any) -> OutCell:
    """A value of the table as a cell: keys as the plan's words, yes and no as 是 and 否."""
    if value is None:
        return None
    if column.vocabulary is not None:
        words = getattr(plan, column.vocabulary)
        keys = views.keys_of(value) if column.kind == "keys" else (value,)
        return "、".join(word.names[0] if (word := words.get(key)) else key for key in keys)
    if column.kind == "yesno":
        return "是" if value else "否"
    if column.kind == "date" and isinstance(value, str):
        return date.fromisoformat(value)
    return value  # type: ignore[no-any-return]
