"""The whole of one record at the right of its table: facts, figures, titles, what belongs to it, files, history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fashiontracker.errors import EnvironmentFault, Problem
from fashiontracker.exchange.typed import typed_cell
from fashiontracker.models import particulars, views
from fashiontracker.text import N_, _
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.pages.registry.conditions import bare
from fashiontracker.ui.pages.registry.fact import Fact
from fashiontracker.ui.pages.registry.figures import Figures
from fashiontracker.ui.pages.registry.files import Files
from fashiontracker.ui.pages.registry.past import Past
from fashiontracker.ui.pages.registry.section import Section, link_button, words
from fashiontracker.ui.pages.registry.titles import Titles
from fashiontracker.ui.pages.registry.wording import Wording, table_column
from fashiontracker.ui.style import look
from fashiontracker.ui.wishes import PAGE_OF, Rows

if TYPE_CHECKING:
    from fashiontracker.models.particulars import Particulars
    from fashiontracker.models.views import ViewColumn
    from fashiontracker.ui.desk import Desk
    from fashiontracker.ui.pages.registry.writing import Writer

BELONGINGS: Final = {
    "brand": N_("名下品牌"),
    "carrier": N_("载体平台"),
    "talent": N_("人才"),
    "exhibition": N_("主办展会"),
    "standard": N_("牵头标准"),
    "project": N_("承担项目"),
}
CULTIVATED: Final = ("enterprise", "brand", "carrier")
"""Whose titles are recorded on the page 培育认定: where one has none, the panel says how it comes by one."""
SHORT: Final = {"uscc": N_("信用代码")}
"""Titles by column, for those that would not fit beside a value."""
MOST_LISTED: Final = 12


class RecordPanel(QWidget):
    """Shows one record and lets it be edited in place; fills itself anew in `show_record`."""

    go = Signal(str, object)
    """Wants another page: a brand of this firm, the firm of this brand."""
    left = Signal()
    """Esc: back to the table."""

    def __init__(self, desk: Desk, wording: Wording, writer: Writer, work: Callable[[Job[Any]], None]) -> None:
        super().__init__()
        self._app, self._wording, self._writer, self._work = desk.app, wording, writer, work
        self.record: int | None = None
        self._files: Files | None = None
        self._content = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(look().px(16), look().px(4), look().px(16), look().px(16))
        self._column.addWidget(self._content)
        self._column.addStretch(1)
        self.setAcceptDrops(not desk.read_only)
        self.setAccessibleName(_("详情"))

    def show_record(self, key: int, day: date) -> None:
        """Show a record as of a day; one that is gone leaves a sentence."""
        with self._app.store.reading() as session:
            found = particulars.read(session, self._wording.view.record, key)
        focus = self._focused()
        self.record = key if found else None
        content = self._filled(found, day) if found else words(_("这条记录已经不在了。"), "muted")
        self._column.replaceWidget(self._content, content)
        self._content.hide()
        self._content.deleteLater()
        content.show()  # now: the layout would leave it to the next round of events
        self._content = content
        facts = {fact.label.text(): fact for fact in content.findChildren(Fact)}
        if focus in facts:
            facts[focus].shown.setFocus()

    def begin(self) -> None:
        """Take the keyboard: the first fact that can be edited."""
        for fact in self._content.findChildren(Fact):
            if fact.editable:
                fact.shown.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def _focused(self) -> str:
        """The label of the fact that has the keyboard, so that it has it again in the new content."""
        for fact in self._content.findChildren(Fact):
            if fact.shown.hasFocus() or (fact.editor is not None and fact.editor.hasFocus()):
                return fact.label.text()
        return ""

    # ---- the parts ----

    def _filled(self, found: Particulars, day: date) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(8))
        column.addWidget(self._head(found))
        column.addWidget(self._facts(found))
        if self._wording.view.key == "enterprises":
            column.addWidget(Figures(self._app, found.record, found.figures))
        if found.events or found.place[0] in CULTIVATED:
            names = {(table, row.id): row.name for table, rows in found.belongings.items() for row in rows}
            column.addWidget(Titles(self._app, found.events, names, day))
        for table, rows in found.belongings.items():
            column.addWidget(self._belongings(table, rows))
        self._files = Files(self._app.store, found.place, found.record.name, found.files, self._work)
        column.addWidget(self._files)
        column.addWidget(Past(self._app, self._wording, found.steps))
        return content

    def _head(self, found: Particulars) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(2))
        column.addWidget(words(found.record.name, "heading"))
        if found.owner is not None:
            key, name = found.owner
            link = link_button(name, lambda: self.go.emit("enterprises", Rows(record=key)))
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        if found.former_names:
            former = _("、").join(one.name for one in found.former_names)
            column.addWidget(words(_("曾用名：{names}").format(names=former), "small"))
        if found.record.trashed_at:
            column.addWidget(words(_("这条记录在回收站里。"), "problem"))
        return head

    def _facts(self, found: Particulars) -> Section:
        section = Section(_("基本资料"))
        locked = self._app.store.read_only or bool(found.record.trashed_at)
        for column in self._wording.view.columns:
            if column.field is None:
                continue
            owner = found.owner[1] if found.owner else None
            value = owner if column.field == "owner_id" else getattr(found.record, column.field)
            shown = self._wording.said(column, value)
            cell = self._wording.cell(column, value)
            edit = shown if column.kind in ("keys", "date") else cell
            write = None if locked else self._writer_of(found, column, value)
            declared = table_column(self._wording, self._writer.typist, column)
            title = _(SHORT.get(column.key, column.title))
            unit = title.partition("（")[2].rstrip("）")
            shown = f"{shown} {unit}".strip() if shown else ""
            section.body.addWidget(Fact(bare(title), edit, shown, declared, write))
        return section

    def _writer_of(self, found: Particulars, column: ViewColumn, seen: Any) -> Callable[[object], Problem | None]:
        def write(value: object) -> Problem | None:
            fields = self._writer.typist.read(column.key, typed_cell(value))
            if isinstance(fields, Problem):
                return fields
            field = column.field or ""
            stored = {} if field == "owner_id" else {field: views.keys_of(seen) if column.kind == "keys" else seen}
            try:
                return self._writer.set_fields(found.record.id, fields, stored)
            except EnvironmentFault as fault:
                return Problem("fault", N_("{reason}"), params={"reason": str(fault)})

        return write

    def _belongings(self, table: str, rows: Any) -> Section:
        section = Section(_("{value}（{where}）").format(value=_(BELONGINGS[table]), where=len(rows)))
        for row in rows[:MOST_LISTED]:
            name = _("{value}（{where}）").format(value=row.name, where=row.year) if table == "exhibition" else row.name
            button = link_button(name, partial(self.go.emit, PAGE_OF[table], Rows(record=row.id)))
            section.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if len(rows) > MOST_LISTED:
            section.say(_("……另有 {count} 条").format(count=len(rows) - MOST_LISTED))
        return section

    # ---- Qt ----

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # back to the table, not to the page before
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.left.emit()
                return True
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if self._files is not None and files:
            self._files.take(files)
            event.acceptProposedAction()
