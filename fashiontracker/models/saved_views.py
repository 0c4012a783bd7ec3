"""Views that were given a name: the filters, the search, the columns and the order of a registry page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, get_args

from sqlalchemy import select

from fashiontracker.models.journal import utc_now
from fashiontracker.models.tables import SavedView
from fashiontracker.models.views import Filter, Operator

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.recorder import Recorder


@dataclass(frozen=True, slots=True)
class Kept:
    """A view as it was kept; ``layout`` is the table's own account of its columns and order."""

    name: str
    filters: tuple[Filter, ...] = ()
    search: str = ""
    layout: Mapping[str, Any] = field(default_factory=dict)
    id: int = 0


def kept(session: Session, page: str) -> list[Kept]:
    """The views of a page by name; what makes no sense in one (a file mended by hand) is left out of it."""
    query = select(SavedView.id, SavedView.name, SavedView.spec)
    query = query.where(SavedView.page == page, SavedView.trashed_at.is_(None)).order_by(SavedView.name, SavedView.id)
    return [_read(*row) for row in session.execute(query)]


def keep(session: Recorder, page: str, view: Kept) -> None:
    """Keep a view; one of the same name on the same page is replaced."""
    text = written(view)
    same = next((one.id for one in kept(session, page) if one.name == view.name), None)
    if same is None:
        session.insert_many(SavedView, [{"page": page, "name": view.name, "spec": text}])
    else:
        session.update_many(SavedView, {same: {"spec": text}})


def written(view: Kept) -> str:
    """The view as its row's ``spec`` holds it."""
    filters = [[one.column, one.operator, one.value] for one in view.filters]
    spec = {"filters": filters, "search": view.search, "layout": view.layout}
    return json.dumps(spec, ensure_ascii=False, sort_keys=True)


def remove(session: Recorder, number: int) -> None:
    """Put a view into the trash."""
    session.update_many(SavedView, {number: {"trashed_at": utc_now()}})


def _read(number: int, name: str, spec: str) -> Kept:
    try:
        stored = json.loads(spec)
    except ValueError:
        stored = {}
    stored = stored if isinstance(stored, dict) else {}
    filters = tuple(
        Filter(*one)
        for one in stored.get("filters", [])
        if isinstance(one, list) and len(one) == 3 and one[1] in get_args(Operator)
    )
    layout = stored.get("layout")
    search = stored.get("search")
    return Kept(
        name, filters, search if isinstance(search, str) else "", layout if isinstance(layout, dict) else {}, number
    )
