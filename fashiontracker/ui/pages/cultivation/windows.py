"""The tab 申报窗口: when applications are taken, what is due before, who is on the way; recorded and changed here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fashiontracker.errors import EnvironmentFault, Problem
from fashiontracker.text import N_, _, pick
from fashiontracker.ui import messages
from fashiontracker.ui.columns import Column, Kind, Sort
from fashiontracker.ui.labels import wrapped
from fashiontracker.ui.marks import Mark
from fashiontracker.ui.pages.cultivation import wording
from fashiontracker.ui.pages.cultivation.window_form import WindowForm
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.style import look
from fashiontracker.ui.table import Table

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.models.windows import Window
    from fashiontracker.tally.pipeline import Candidacy
    from fashiontracker.ui.desk import Desk

STATES = {
    "open": Mark("done", "good", N_("开放中")),
    "ahead": Mark("calendar", "info", N_("未开放")),
    "closed": Mark("not_started", "quiet", N_("已关闭")),
}


def columns(app: App) -> tuple[Column, ...]:
    """The table's columns; those of the preparations are the catalogue's."""
    due = (Column(f"due/{one.key}", pick(one.zh, one.en), Kind.DATE, width=132) for one in app.catalogue.preparations)
    return (
        Column("title", N_("称号"), width=210),
        Column("year", N_("年度"), width=64),
        Column("state", N_("情况"), Kind.STATUS, width=92, marks=STATES),
        Column("opens", N_("开放日"), Kind.DATE, width=100),
        Column("closes", N_("截止日"), Kind.DATE, width=100),
        *due,
        Column("under_way", N_("在办"), Kind.NUMBER, width=80),
        Column("origin", N_("来自"), width=96),
        Column("source", N_("出处"), width=240),
        Column("note", N_("备注"), width=200),
    )


class WindowSource:
    """Windows by their place in the list; what is open comes first, then what opens next, then what is over."""

    def __init__(self, app: App) -> None:
        self._app = app
        self.windows: Sequence[Window] = ()
        self._under_way: Mapping[str, int] = {}
        self._as_of = date.today()

    def show(self, found: Sequence[Window], under_way: Mapping[str, int], as_of: date) -> None:
        """Hold others; the table is told by `Table.reload`."""
        self._under_way, self._as_of = under_way, as_of
        order = list(STATES)
        self.windows = sorted(found, key=lambda one: (order.index(self._state(one)), self._next_day(one)))

    def ids(self, sort: Sort | None) -> Sequence[int]:
        places: Sequence[int] = range(len(self.windows))
        if sort is None:
            return places
        return sorted(places, key=lambda place: self._key(place, sort.key), reverse=sort.descending)

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[object]]:
        names = [column.key for column in columns(self._app)]
        return {place: tuple(self._values(self.windows[place])[name] for name in names) for place in ids}

    def write(self, id_: int, key: str, value: object) -> Problem | None:
        return Problem("read_only", N_("申报窗口在对话框里修改"))

    def _values(self, one: Window) -> dict[str, Any]:
        tasks = self._app.catalogue.preparations
        return {
            "title": wording.title(self._app, one.designation),
            "year": str(one.year),
            "state": self._state(one),
            "opens": one.opens,
            "closes": one.closes,
            **{f"due/{task.key}": one.closes - timedelta(days=task.days) for task in tasks},
            "under_way": self._under_way.get(one.designation, 0),
            "origin": _("本协会") if one.own else _("目录"),
            "source": one.source,
            "note": one.note,
        }

    def _state(self, one: Window) -> str:
        if one.closes < self._as_of:
            return "closed"
        return "open" if one.opens <= self._as_of else "ahead"

    def _next_day(self, one: Window) -> int:
        """Days to what happens next; of those that are over the latest first."""
        state = self._state(one)
        day = one.opens if state == "ahead" else one.closes
        return abs((day - self._as_of).days)

    def _key(self, place: int, column: str) -> Any:
        from fashiontracker.models.pinyin import sort_key

        value = self._values(self.windows[place])[column]
        return sort_key(value) if isinstance(value, str) else value


class Windows(QWidget):
    """The table with its deeds. Enter changes, Del removes one of the association's."""

    filtered = Signal(str)
    """The candidacies of this designation are wanted."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._wanted: tuple[str, int | None] | None = None
        self.source = WindowSource(desk.app)
        self.table = Table(columns(desk.app), self.source, _("申报窗口"))
        self.table.model_.editable = False
        self.table.opened.connect(lambda _place: self.change())
        self.table.trashed.connect(lambda _places: self.remove())
        self.table.current_changed.connect(lambda _place: self._enable())
        lesson = wrapped(
            _(
                "目录所列的窗口是历年公布的；当年的通知出来后，在这里按年度记下，它就取代目录的那一年，并进入待办和日历。"
            ),
            "muted",
        )
        self.add_button = _button(_("新增窗口…"), "new", self.add)
        self.change_button = _button(_("修改…"), "edit", self.change)
        self.remove_button = _button(_("移除窗口"), "trash", self.remove)
        self.way_button = _button(_("查看在办"), "forward", self._show_way)
        head = QHBoxLayout()
        head.setSpacing(look().px(8))
        head.addWidget(lesson, 1)
        for button in (self.way_button, self.remove_button, self.change_button, self.add_button):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look().px(10), 0, 0)
        column.setSpacing(look().px(10))
        column.addLayout(head)
        column.addWidget(self.table, 1)

    def look_at(self, as_of: date, found: Sequence[Candidacy]) -> None:
        """Show the windows on a day; ``found`` are all candidacies."""
        from fashiontracker.models import windows
        from fashiontracker.tally.pipeline import CLOSED, HOLDING

        app = self._desk.app
        with app.store.reading() as session:
            known = windows.windows(session, app.catalogue)
        under_way = Counter(one.designation for one in found if one.lane not in (HOLDING, CLOSED))
        current = self.current()
        if current is not None and self._wanted is None:
            self._wanted = (current.designation, current.year)
        self.source.show(known, under_way, as_of)
        self.table.reload()
        if self._wanted is not None:
            self.go_to(*self._wanted)
            self._wanted = None
        self._enable()

    def current(self) -> Window | None:
        """The window at the cursor."""
        place = self.table.current_id()
        return self.source.windows[place] if place is not None and place < len(self.source.windows) else None

    def go_to(self, designation: str, year: int | None = None) -> None:
        """Put the cursor on a designation's window (of a year, else the one that matters next), once it is there."""
        for place, one in enumerate(self.source.windows):
            if one.designation == designation and year in (None, one.year):
                self.table.go_to(place)
                return
        self._wanted = (designation, year)

    # ---- deeds ----

    def add(self) -> None:
        """Ask for a new window and record it."""
        self._ask(None)

    def change(self) -> None:
        """Ask what a window shall be; one of the catalogue's becomes the association's for its year."""
        if (one := self.current()) is not None:
            self._ask(one)

    def remove(self) -> None:
        """Remove one of the association's: the catalogue's of that year is in force again."""
        from fashiontracker.models import windows

        one = self.current()
        if one is not None and one.own and not self._desk.read_only:
            try:
                with self._desk.app.store.journal.entry(N_("移除申报窗口")) as session:
                    windows.remove(session, one)
            except EnvironmentFault as fault:
                messages.fail(self, fault)

    def _ask(self, before: Window | None) -> None:
        from fashiontracker.models import windows

        if self._desk.read_only:
            return
        dialog = WindowForm(self._desk.app, before, self.source.windows, self)
        instead = before if before is not None and before.own else None

        def save() -> None:
            with self._desk.app.store.journal.entry(N_("记录申报窗口")) as session:
                windows.put(session, dialog.window_, instead)

        dialog.run(save)

    def _show_way(self) -> None:
        if (one := self.current()) is not None:
            self.filtered.emit(one.designation)

    def _enable(self) -> None:
        one, writable = self.current(), not self._desk.read_only
        self.add_button.setEnabled(writable)
        self.change_button.setEnabled(writable and one is not None)
        self.remove_button.setEnabled(writable and one is not None and one.own)
        self.way_button.setEnabled(one is not None)


def _button(words: str, glyph: str, act: Callable[[], None]) -> QPushButton:
    button = QPushButton(words)
    put_icon(button, glyph)
    button.clicked.connect(lambda _checked=False: act())
    return button
