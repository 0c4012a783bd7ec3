"""The rows behind a registry table: ids first, rows on sight, one entry of the journal for each cell that is edited."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from fashiontracker.errors import EnvironmentFault, Problem
from fashiontracker.exchange.typed import Typist, typed_cell
from fashiontracker.models import registry, views
from fashiontracker.models.views import Filter
from fashiontracker.progress import Progress
from fashiontracker.tally import selection
from fashiontracker.tally.annual import year_in_force
from fashiontracker.text import N_, _
from fashiontracker.ui.columns import Sort
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.pages.registry.firms import find_firms
from fashiontracker.ui.pages.registry.wording import Wording
from fashiontracker.ui.pages.registry.writing import Writer

if TYPE_CHECKING:
    from fashiontracker.models.views import View
    from fashiontracker.ui.desk import Desk

LARGE: Final = 20_000
"""From this many records on, the ids are asked for in the background."""
SEEN: Final = 10_000
"""How many rows are remembered as they were shown, to notice what was changed by somebody else meanwhile."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the table asks for."""

    filters: tuple[Filter, ...] = ()
    search: str = ""
    within: tuple[int, ...] | None = None
    trashed: bool = False
    as_of: date = date.min
    sort: Sort | None = None


class RegistrySource:
    """Gives the table its rows. ``question`` is the page's to change; then it calls `Table.reload`.

    Over `LARGE` records `ids` gives at first what it has, hands a job to ``work`` and calls ``ready`` when the answer
    is there, so that the window does not stand still.
    """

    def __init__(
        self, desk: Desk, view: View, work: Callable[[Job[Any]], None], ready: Callable[[], None], writer: Writer
    ) -> None:
        self._desk = desk
        self._plan = desk.app.plan
        self._view = view
        self._work, self._ready = work, ready
        self._writer = writer
        self.wording = Wording(self._plan, view, partial(find_firms, desk))
        self.question = Question()
        self.total = 0
        self._answer: Sequence[int] = array("q")
        self._answered: Question | None = None
        self._asked: Question | None = None
        self._seen: dict[int, tuple[Any, ...]] = {}

    @property
    def typist(self) -> Typist:
        """Who reads what is typed."""
        return self._writer.typist

    @property
    def view(self) -> View:
        """The view as of the question's day: no revenue of a later year."""
        day = self.question.as_of
        return self._view if day == date.min else registry.until(self._view, year_in_force(day))

    def forget(self) -> None:
        """The database has changed: what was answered may be so no longer."""
        self._answered = self._asked = None
        with self._desk.app.store.reading() as session:
            self.total = views.size(session, self._view, self.question.trashed)

    def ids(self, sort: Sort | None) -> Sequence[int]:
        question = replace(self.question, sort=sort)
        self._seen.clear()
        if question == self._answered:
            return self._answer
        if self.total > LARGE and question != self._asked:
            self._asked = question
            show = partial(self._take, question)
            self._work(Job(_("正在筛选"), lambda: self._ask(question), show, reads=True))
        elif self.total <= LARGE:
            self._answer, self._answered = self._find(question), question
        return self._answer

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[object]]:
        view, wording = self.view, self.wording
        columns = view.columns
        with self._desk.app.store.reading() as session:
            found = views.by_id(session, view, ids, [column.key for column in columns])
        if len(self._seen) > SEEN:
            self._seen.clear()
        self._seen.update(found)
        return {
            key: [wording.cell(column, value) for column, value in zip(columns, row, strict=True)]
            for key, row in found.items()
        }

    def write(self, id_: int, key: str, value: object) -> Problem | None:
        fields = self.typist.read(key, typed_cell(value))
        if isinstance(fields, Problem):
            return fields
        try:
            return self._writer.set_fields(id_, fields, self._was_shown(id_, key))
        except EnvironmentFault as fault:
            return Problem("fault", N_("{reason}"), params={"reason": str(fault)})

    def _was_shown(self, id_: int, key: str) -> dict[str, Any]:
        """The field as the table showed it when the edit began."""
        names = [column.key for column in self._view.columns]
        column = self._view.column(key)
        if id_ not in self._seen or column.field is None or column.field == "owner_id":
            return {}
        value = self._seen[id_][names.index(key)]
        return {column.field: views.keys_of(value) if column.kind == "keys" else value}

    def _find(self, question: Question) -> Sequence[int]:
        sort = views.Sort(question.sort.key, question.sort.descending) if question.sort else None
        with self._desk.app.store.reading() as session:
            found = selection.choose(
                session,
                self._plan,
                self.view,
                question.filters,
                question.as_of,
                sort,
                question.search,
                question.within,
                question.trashed,
            )
        return array("q", found)

    def _ask(self, question: Question) -> Generator[Progress, None, Sequence[int]]:
        yield Progress(0, 0)
        return self._find(question)

    def _take(self, question: Question, found: Sequence[int]) -> None:
        if question == self._asked:
            self._answer, self._answered = found, question
            self._ready()
