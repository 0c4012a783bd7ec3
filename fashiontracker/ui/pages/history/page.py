"""The page 变更记录."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QSplitter, QWidget

from fashiontracker.errors import EnvironmentFault, Refused
from fashiontracker.text import N_, _
from fashiontracker.ui import messages
from fashiontracker.ui.backing_up import BACKUPS
from fashiontracker.ui.fields import DateField
from fashiontracker.ui.moments import end_of, start_of
from fashiontracker.ui.page import Page, Touched
from fashiontracker.ui.pages.history.detail import EntryDetail
from fashiontracker.ui.pages.history.entries import COLUMNS, Entries, origin
from fashiontracker.ui.style import look
from fashiontracker.ui.table import Table

if TYPE_CHECKING:
    from fashiontracker.models.chronicle import Changed
    from fashiontracker.ui.desk import Desk

TYPING = 250
"""Milliseconds after the last keystroke before the entries are looked for."""


class History(Page):
    """Every entry of the journal, the newest first; the chosen one in full at the right."""

    key = "history"
    title = N_("变更记录")
    follows_date: ClassVar[bool] = False

    def __init__(self, desk: Desk) -> None:
        from fashiontracker.models.chronicle import Wanted

        super().__init__()
        self._desk = desk
        self._wanted = Wanted
        self.source = Entries(desk.app, Wanted())
        self.table = Table(COLUMNS, self.source, _("变更记录"))
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setSelectionBehavior(Table.SelectionBehavior.SelectRows)
        self.detail = EntryDetail(desk.app)
        self.text = QLineEdit()
        self.text.setPlaceholderText(_("内容、人员或企业名称"))
        self.text.setClearButtonEnabled(True)
        self.text.setAccessibleName(_("查找变更记录"))
        self.origin = QComboBox()
        self.origin.setAccessibleName(_("来源"))
        self.since, self.until = DateField(), DateField()
        for field, words in ((self.since, _("起始日期")), (self.until, _("截止日期"))):
            field.setAccessibleName(words)
            field.setFixedWidth(look().px(116))
            field.editingFinished.connect(self._filter)
        self._pause = QTimer(self, interval=TYPING, singleShot=True)
        self._pause.timeout.connect(self._filter)
        self.text.textChanged.connect(self._pause.start)
        self.origin.activated.connect(self._filter)
        self.table.current_changed.connect(self._show)
        self.detail.undo_wanted.connect(self._undo)
        self.detail.value_wanted.connect(self._restore)
        self.detail.entry_wanted.connect(self._go_to)
        self._lay_out()

    def notice(self, touched: Touched) -> None:
        """Every entry concerns this page, whatever it touched; a backup is none."""
        if touched != {BACKUPS}:
            self.reload()

    def refresh(self) -> None:
        self._offer_origins()
        current = self.table.current_id()
        newest = self.table.model_.id_of(0) if self.table.model_.rowCount() else None
        self.table.reload()
        if self.table.model_.rowCount() and (current is None or current == newest):
            self.table.go_to(self.table.model_.id_of(0))  # who looked at the newest sees the newest
        if self.table.current_id() is None:
            self.detail.show_line(None)
        else:
            self._show(self.table.current_id())
        words = _("{count} 条").format(count=f"{self.table.model_.rowCount():,}")
        self.count.setText(words)
        self.counted.emit(words)

    def arrive(self, wish: object) -> None:
        if isinstance(wish, int):
            self._go_to(wish)

    def keyboard(self) -> QWidget:
        return self.table

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {**super().commands(), "filter": self.text.setFocus}

    # ---- how it is made ----

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(look().px(8))
        row.addWidget(self.text, 1)
        row.addWidget(self.origin)
        for words, field in ((_("自"), self.since), (_("至"), self.until)):
            row.addWidget(QLabel(words))
            row.addWidget(field)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(look().px(12))
        split.addWidget(self.table)
        split.addWidget(self.detail)
        split.setSizes([look().px(640), look().px(520)])
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        self.body.addLayout(row)
        self.body.addWidget(split, 1)

    def _offer_origins(self) -> None:
        from fashiontracker.models import chronicle

        with self._desk.app.store.reading() as session:
            found = chronicle.origins(session)
        chosen = self.origin.currentData()
        self.origin.clear()
        self.origin.addItem(_("全部来源"), "")
        for key in found:
            self.origin.addItem(origin(key), key)
        self.origin.setCurrentIndex(max(0, self.origin.findData(chosen)))

    # ---- deeds ----

    def _filter(self) -> None:
        since, until = self.since.value, self.until.value
        self.source.wanted = self._wanted(
            self.text.text().strip(),
            str(self.origin.currentData() or ""),
            start_of(since) if since else "",
            end_of(until) if until else "",
        )
        self.reload()

    def _show(self, number: object) -> None:
        from fashiontracker.models import chronicle

        if not isinstance(number, int):
            self.detail.show_line(None)
            return
        with self._desk.app.store.reading() as session:
            self.detail.show_line(chronicle.lines(session, [number]).get(number))

    def _go_to(self, number: int) -> None:
        if self.table.model_.row_of(number) is None:
            for field in (self.text, self.since, self.until):
                field.blockSignals(True)
                field.clear()
                field.blockSignals(False)
            self.origin.setCurrentIndex(0)
            self._filter()
        if self.table.model_.row_of(number) is None:
            self.table.reload()
        self.table.go_to(number)

    def _undo(self, number: int) -> None:
        try:
            self._desk.app.store.journal.undo(number)
        except Refused as fault:
            self.detail.explain(fault)
        except EnvironmentFault as fault:
            messages.fail(self, fault)

    def _restore(self, changed: Changed, column: str) -> None:
        from fashiontracker.models import chronicle
        from fashiontracker.ui.record_words import RecordWords

        app = self._desk.app
        with app.store.reading() as session:
            names = chronicle.names(session, [(changed.table, changed.row)])
        words = RecordWords(app.plan, app.catalogue, names)
        label = _("恢复“{name}”的{column}").format(
            name=words.title(changed.table, changed.row), column=words.column(column)
        )
        try:
            chronicle.give_back(app.store.journal, label, changed, column)
        except EnvironmentFault as fault:
            messages.fail(self, fault)
