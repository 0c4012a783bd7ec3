"""A registry page: title and count, filter chips, table, inspector. One implementation for all seven tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSignalBlocker, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QWidget

from fashiontracker.errors import Problem
from fashiontracker.exchange.typed import Typist
from fashiontracker.models.registry import VIEWS
from fashiontracker.models.views import Filter
from fashiontracker.tally import selection
from fashiontracker.text import _
from fashiontracker.ui import messages
from fashiontracker.ui.chips import Chip, ChipBar
from fashiontracker.ui.empty import Empty
from fashiontracker.ui.page import Page
from fashiontracker.ui.pages.registry.conditions import Conditions
from fashiontracker.ui.pages.registry.deeds import Deeds
from fashiontracker.ui.pages.registry.filter_form import FilterForm
from fashiontracker.ui.pages.registry.nothing import nothing
from fashiontracker.ui.pages.registry.opened import RecordDialog
from fashiontracker.ui.pages.registry.panel import RecordPanel
from fashiontracker.ui.pages.registry.source import RegistrySource
from fashiontracker.ui.pages.registry.tools import Tools, TrashNotice
from fashiontracker.ui.pages.registry.wording import table_columns
from fashiontracker.ui.pages.registry.writing import Writer
from fashiontracker.ui.table import Table
from fashiontracker.ui.wishes import Rows

if TYPE_CHECKING:
    from fashiontracker.models.drafts import Draft
    from fashiontracker.models.saved_views import Kept
    from fashiontracker.ui.desk import Desk

TYPING: Final = 150
"""Milliseconds after the last key before the quick filter asks."""
SETTLING: Final = 60
"""Milliseconds a row stays current before the inspector reads it: the arrow keys may run on."""
WITHIN: Final = "within"


class RegistryPage(Page):
    """A subclass names its table: the key of the page is that of the view."""

    title = ""
    inspects = True

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        view = VIEWS[self.key]
        self.writer = Writer(desk.app.store, Typist(desk.app.plan, desk.app.catalogue, view))
        self.source = RegistrySource(desk, view, self.work.emit, self._answered, self.writer)
        self.wording = self.source.wording
        self.conditions = Conditions(desk, self.wording)
        self.title_of_within = ""
        self.panel: RecordPanel | None = None
        self._wanted: int | None = None
        self.table = Table(table_columns(self.wording, self.writer.typist, view.shown), self.source, _(view.title))
        self.table.restore_layout(desk.remembered(self.key).get("layout", {}))
        self.deeds = Deeds(self)
        self._build()
        self._connect()

    # ---- building ----

    def _build(self) -> None:
        self.top = Tools(self.deeds, self.table, read_only=self.desk.read_only)
        self.quick: QLineEdit = self.top.quick
        self.tools.addWidget(self.top)
        self.chips = ChipBar()
        self.trash_notice = TrashNotice(self.deeds)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self._empty: Empty | None = None
        self.body.addWidget(self.chips)
        self.body.addWidget(self.trash_notice)
        self.body.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self._typing = QTimer(self, interval=TYPING, singleShot=True)
        self._typing.timeout.connect(self._search)
        self._settling = QTimer(self, interval=SETTLING, singleShot=True)
        self._settling.timeout.connect(self._inspect_current)
        self.quick.textChanged.connect(lambda _text: self._typing.start())
        self.quick.returnPressed.connect(self._to_table)
        menu = self.top.filter_menu
        menu.aboutToShow.connect(lambda: self.conditions.fill(menu, self.as_of, self.add_filter, self._type_filter))
        self.chips.set_menu(menu)
        self.chips.removed.connect(self._remove)
        self.chips.cleared.connect(self.clear)
        self.table.current_changed.connect(lambda _id: self._settling.start())
        self.table.opened.connect(self.open_record)
        self.table.trashed.connect(self.deeds.trash)
        self.table.pasted.connect(self.deeds.paste)
        self.table.barred.connect(self.say_barred)
        self.table.layout_changed.connect(self._remember)
        self.table.caught_up.connect(lambda: self._answered(reload=False))
        self.table.model_.refused.connect(self._refused)
        self.table.customContextMenuRequested.connect(self.deeds.context_menu)

    # ---- what is shown ----

    def refresh(self) -> None:
        self.source.question = replace(self.source.question, as_of=self.as_of)
        self.source.forget()
        self.table.model_.editable = not (self.desk.read_only or self.source.question.trashed)
        self.reload_rows()

    def reload_rows(self) -> None:
        """Ask for the rows anew and say how many there are."""
        self.table.reload()
        self._answered(reload=False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.source.question.as_of != date.min:
            self._say_count()  # the window has forgotten it, and the inspector with it
            self._settling.start()

    def arrive(self, wish: object) -> None:
        if not isinstance(wish, Rows):
            return
        self._wanted = wish.record
        asks = bool(wish.filters) or wish.within is not None
        if asks or (wish.record is not None and not self._shows(wish.record)):
            self._type("")
            self.title_of_within = wish.title
            self._ask(filters=wish.filters, within=wish.within, search="", trashed=False)
        self.reload()

    def keyboard(self) -> QWidget:
        return self.table if self._empty is None else self._empty.buttons[0]

    def resume(self, draft: Draft) -> None:
        self.deeds.resume(draft)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        able = {
            **super().commands(),
            "filter": self._to_filter,
            "report": self.deeds.report,
            "export": self.deeds.export,
        }
        if self.desk.read_only:
            return able
        return {**able, "new": self.deeds.new, "keep_view": self.deeds.keep_view}

    def show_soon(self, record: int) -> None:
        """Make a record current as soon as the table has it; what hides it is taken away."""
        self.arrive(Rows(record=record))

    def _shows(self, record: int) -> bool:
        return self.source.question.as_of != date.min and self.table.model_.row_of(record) is not None

    def _answered(self, *, reload: bool = True) -> None:
        """The rows are there: show them or why there are none, and go where one wanted to."""
        if reload:
            self.table.reload()
        shown, total = self.table.model_.rowCount(), self.source.total
        self.trash_notice.setVisible(self.source.question.trashed)
        self._show_chips()
        self._say_count()
        self._show_table(shown, total)
        if self._wanted is not None and self.table.go_to(self._wanted):
            self._wanted = None
        elif not self.table.currentIndex().isValid() and shown:
            self.table.setCurrentIndex(self.table.model_.index(0, 0))
        self._settling.start()

    def _say_count(self) -> None:
        shown, total, trashed = self.table.model_.rowCount(), self.source.total, self.source.question.trashed
        words = self.wording.counted(total)
        narrowed = shown != total
        self.count.setText(_("{all} · 筛选后 {count}").format(all=words, count=f"{shown:,}") if narrowed else words)
        said = _("回收站 · {all}").format(all=words) if trashed else words
        self.counted.emit(_("{all} · 筛选后 {count}").format(all=said, count=f"{shown:,}") if narrowed else said)

    def _show_table(self, shown: int, total: int) -> None:
        if self._empty is not None:
            self.stack.removeWidget(self._empty)
            self._empty.deleteLater()
            self._empty = None
        self.chips.setVisible(bool(total) or bool(self.source.question.filters))
        if not shown:
            self._empty = nothing(self, total)
            self.stack.addWidget(self._empty)
            self.stack.setCurrentWidget(self._empty)

    # ---- filters ----

    def add_filter(self, one: Filter) -> None:
        """Add a chip; one that says the same is there only once."""
        filters = self.source.question.filters
        if one not in filters:
            self._ask(filters=(*filters, one))
            self.reload_rows()

    def clear(self) -> None:
        """Take all chips away."""
        self._type("")
        self._ask(filters=(), within=None, search="")
        self.reload_rows()
        self._to_table()

    def use_view(self, kept: Kept) -> None:
        """Show a view as it was kept; conditions on columns that are no more are left out."""
        known = {column.key for column in self.source.view.columns} | selection.DERIVED
        self.table.restore_layout(dict(kept.layout))
        self._type(kept.search)
        filters = tuple(one for one in kept.filters if one.column in known)
        self._ask(filters=filters, within=None, search=kept.search)
        self.reload_rows()

    def show_trash(self, shown: bool) -> None:
        """Go into the trash, or come back from it."""
        self._ask(filters=(), within=None, search="", trashed=shown)
        self._type("")
        self.refresh()

    def _type(self, text: str) -> None:
        """Show a text in the quick filter that is asked for by other means."""
        with QSignalBlocker(self.quick):
            self.quick.setText(text)

    def _ask(self, **changes: Any) -> None:
        self.source.question = replace(self.source.question, **changes)

    def _search(self) -> None:
        text = self.quick.text().strip()
        if text != self.source.question.search:
            self._ask(search=text)
            self.reload_rows()

    def _type_filter(self, key: str) -> None:
        one = FilterForm.ask(self.source.view.column(key), self)
        if one is not None:
            self.add_filter(one)

    def _show_chips(self) -> None:
        question = self.source.question
        chips = [Chip(str(place), self.conditions.words(one)) for place, one in enumerate(question.filters)]
        if question.within is not None:
            chips.insert(
                0, Chip(WITHIN, self.title_of_within or _("指定的 {count} 条").format(count=len(question.within)))
            )
        self.chips.show_chips(chips)

    def _remove(self, key: str) -> None:
        filters = self.source.question.filters
        if key == WITHIN:
            self._ask(within=None)
        else:
            self._ask(filters=tuple(one for place, one in enumerate(filters) if str(place) != key))
        self.reload_rows()

    # ---- the inspector ----

    def open_record(self, key: int) -> None:
        """Enter: the keyboard goes to the record's facts, in the inspector or, where there is none, in a dialog."""
        self._settling.stop()
        self._inspect_current()
        if self.panel is not None and self.panel.isVisible():
            self.panel.begin()
        else:
            RecordDialog(self.new_panel(), key, self.as_of, self.window()).exec()

    def new_panel(self) -> RecordPanel:
        """A panel for a record, connected to what it may want."""
        panel = RecordPanel(self.desk, self.wording, self.writer, self.work.emit)
        panel.go.connect(self.go)
        panel.left.connect(self._to_table)
        return panel

    def _inspect_current(self) -> None:
        if not self.isVisible():
            return
        current = self.table.current_id() if self.table.model_.rowCount() else None
        if current is None:
            self.inspect.emit(None)
        else:
            if self.panel is None:
                self.panel = self.new_panel()
                self.panel.destroyed.connect(self._lost)
                self.inspect.emit(self.panel)
            self.panel.show_record(current, self.as_of)

    def _lost(self) -> None:
        self.panel = None

    # ---- the keyboard ----

    def _to_filter(self) -> None:
        self.quick.setFocus()
        self.quick.selectAll()

    def _to_table(self) -> None:
        self._typing.stop()
        self._search()
        self.keyboard().setFocus()

    def _refused(self, problem: Problem) -> None:
        messages.toast(self, problem.text())
        QApplication.beep()

    def say_barred(self) -> None:
        """Why nothing can be edited here."""
        locked = _("数据库是以只读方式打开的，不能修改。")
        messages.toast(self, locked if self.desk.read_only else _("回收站里的记录要先恢复，才能修改。"))

    def _remember(self) -> None:
        self.desk.remembered(self.key)["layout"] = self.table.layout_state()
