"""Records in the command palette: by name, former name, 统一社会信用代码 or pinyin, whole or in its initials.

The index is one text in memory, built in the background after the first paint and again when a name was written.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from fashiontracker.progress import Progress
from fashiontracker.text import _
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.palette_box import Found
from fashiontracker.ui.places import PLACES
from fashiontracker.ui.wishes import PAGE_OF, Rows

if TYPE_CHECKING:
    from fashiontracker.models.journal import Entry
    from fashiontracker.models.search import Hit, SearchIndex
    from fashiontracker.models.store import Store

MOST = 30
"""How many records the palette lists."""
PAUSE = 400
"""Milliseconds without another entry before the index is built anew."""

Go = Callable[[str, object], None]


class Finder(QObject):
    """Finds the records of one database; until the index is there it finds nothing."""

    def __init__(self, store: Store, work: Callable[[Job[Any]], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._work = store, work
        self._index: SearchIndex | None = None
        self._building = self._again = False
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self._build)
        QTimer.singleShot(0, self, self._build)

    def heard(self, entry: Entry) -> None:
        """An entry was written: where it touched a name, the index is built anew."""
        from fashiontracker.models import search

        if entry.tables & search.TABLES:
            self.renew()

    def renew(self) -> None:
        """Build the index anew, after a pause in which more may come."""
        self._pause.start()

    def hits(self, typed: str, most: int) -> Sequence[Hit]:
        """The records that answer to what was typed, at most so many."""
        return self._index.find(typed, most) if self._index and typed else ()

    def find(self, typed: str, go: Go) -> Iterator[Found]:
        """The records that answer to what was typed, each leading to its page."""
        for hit in self.hits(typed, MOST):
            page = PAGE_OF[hit.kind]
            shown = (
                _("{value}（{where}）").format(value=hit.name, where=_("曾用名：{names}").format(names=hit.was))
                if hit.was
                else hit.name
            )
            yield Found(shown, _detail(hit), page, partial(go, page, Rows(record=hit.id)))

    def _build(self) -> None:
        if self._building:
            self._again = True
            return
        self._building = True
        self._work(Job(_("正在准备搜索"), self._read, self._take, quiet=True))

    def _read(self) -> Generator[Progress, None, SearchIndex]:
        try:
            yield Progress(0, 0)
            from fashiontracker.models import search

            with self._store.reading() as session:
                return search.build(session)
        finally:
            self._building = False

    def _take(self, index: SearchIndex) -> None:
        self._index = index
        if self._again:
            self._again = False
            self._build()


def _detail(hit: Hit) -> str:
    """What it is, and its code where it has one."""
    kind = PLACES[PAGE_OF[hit.kind]].title
    return f"{hit.uscc} · {kind}" if hit.uscc else kind
