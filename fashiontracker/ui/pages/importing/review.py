"""The preview of an import: sheets at the left, the rows, columns and notes of one of them, the deeds at the foot."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from fashiontracker.text import _
from fashiontracker.ui.empty import Empty, Way
from fashiontracker.ui.fate_bar import EVERY, FateBar
from fashiontracker.ui.icons import icon
from fashiontracker.ui.pages.importing.detail import RowDetail
from fashiontracker.ui.pages.importing.fates import MARKS
from fashiontracker.ui.pages.importing.grid import RowsTable
from fashiontracker.ui.pages.importing.mapping import MappingEditor
from fashiontracker.ui.pages.importing.rows import RowsModel, fate_of, row_of
from fashiontracker.ui.pages.importing.session import SheetKey, conflicts_like, counts, counts_of, hidden_sheets
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.record_words import RecordWords
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fashiontracker.app import App
    from fashiontracker.exchange.outcome import FileOutcome, Intake, SheetOutcome
    from fashiontracker.exchange.verdicts import Decision, Place, Verdict

COLUMNS = 1
"""The place of the tab that maps columns."""
SHOWN_NOTES = 500


class Review(QWidget):
    """Shows an `Intake`; says by signals what the user wants done with it."""

    decided = Signal(object, object)
    """The rows (`Verdict`s) and the decision for them, or None."""
    mapped = Signal(object, object)
    """A sheet's key and its mapping, or None to find it by itself again."""
    hidden_wanted = Signal(bool)
    accepted = Signal(bool)
    """True: only the good rows."""
    rejects = Signal()

    def __init__(self, app: App) -> None:
        super().__init__()
        self._found: Intake | None = None
        self._decisions: Mapping[Place, Decision] = {}
        self.sheets = QListWidget()
        self.sheets.setAccessibleName(_("工作表"))
        self.sheets.setFixedWidth(look().px(208))
        self.sheets.setSpacing(2)
        self.hidden = QCheckBox()
        self.hidden.clicked.connect(self.hidden_wanted)
        self.fates = FateBar(MARKS)
        self.rows = RowsModel(RecordWords(app.plan, app.catalogue))
        self.table = RowsTable(self.rows)
        self.detail = RowDetail()
        self.mapping = MappingEditor(app.plan)
        self.notes = QListWidget()
        self.notes.setAccessibleName(_("提示"))
        self.notes.setWordWrap(True)
        self.said = QLabel()
        self.everything = QPushButton(_("全部导入"))
        self.good = QPushButton(_("只导入没有问题的行"))
        self.save = QPushButton(_("另存退回的行…"))
        self._fate = EVERY
        self._number: int | None = None
        self._lay_out()
        self._connect()

    def show_intake(self, found: Intake, decisions: Mapping[Place, Decision], *, may_write: bool) -> None:
        """Show what was read; the sheet, the filter and the row that were shown stay as far as they are there."""
        kept = self.key()
        self._found, self._decisions = found, decisions
        self.sheets.blockSignals(True)
        self.sheets.clear()
        for file in found.files:
            self._list_file(file, several=len(found.files) > 1)
        places = [n for n in range(self.sheets.count()) if self._key(self.sheets.item(n)) == kept]
        asked = [n for n in range(self.sheets.count()) if self.sheets.item(n).data(Qt.ItemDataRole.UserRole + 1)]
        self.sheets.setCurrentRow(places[0] if places else asked[0] if asked else 0)
        self.sheets.blockSignals(False)
        unread = hidden_sheets(found)
        self.hidden.setText(_("也读入隐藏的工作表：{names}").format(names=_("、").join(unread)))
        self.hidden.setToolTip(_("、").join(unread))
        self.hidden.setVisible(bool(unread) or self.hidden.isChecked())
        self._show_notes(found)
        self._show_deeds(found, may_write)
        self._show_sheet()

    def keyboard(self) -> QWidget:
        """Who has the keyboard: the deed, or where something is to be decided first the rows."""
        return self.everything if self.everything.isEnabled() else self.table

    def key(self) -> SheetKey | None:
        """The sheet that is shown."""
        return self._key(self.sheets.currentItem())

    def sheet(self) -> SheetOutcome | None:
        """What was found of the sheet that is shown."""
        key = self.key()
        known = self._found.sheets if self._found else []
        return next((sheet for sheet in known if (sheet.file, sheet.sheet) == key), None)

    # ---- how it is made ----

    def _lay_out(self) -> None:
        gap = look().px(8)
        left = QVBoxLayout()
        left.addWidget(self.sheets, 1)
        left.addWidget(self.hidden)
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap)
        for widget, stretch in ((self.fates, 0), (self.table, 1), (self.detail, 0)):
            column.addWidget(widget, stretch)
        self._question = QStackedWidget()
        self._question.addWidget(rows)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self._question, _("逐行结果"))
        self.tabs.addTab(self.mapping, _("列的对应"))
        self.tabs.addTab(self.notes, _("提示"))
        middle = QHBoxLayout()
        middle.setSpacing(look().px(12))
        middle.addLayout(left)
        middle.addWidget(self.tabs, 1)
        foot = QHBoxLayout()
        foot.setSpacing(gap)
        give_role(self.everything, "primary")
        put_icon(self.everything, "import", "on_accent")
        put_icon(self.save, "save")
        foot.addWidget(self.said, 1)
        for button in (self.save, self.good, self.everything):
            foot.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look().px(12))
        whole.addLayout(middle, 1)
        whole.addLayout(foot)

    def _connect(self) -> None:
        self.sheets.currentRowChanged.connect(lambda _row: self._show_sheet())
        self.fates.chosen.connect(self._filter)
        self.table.current_changed.connect(self._show_row)
        self.detail.decided.connect(self._decide)
        self.mapping.applied.connect(lambda made: self.mapped.emit(self.key(), made))
        self.mapping.reset.connect(lambda: self.mapped.emit(self.key(), None))
        self.everything.clicked.connect(lambda: self.accepted.emit(False))
        self.good.clicked.connect(lambda: self.accepted.emit(True))
        self.save.clicked.connect(self.rejects)

    def _list_file(self, file: FileOutcome, *, several: bool) -> None:
        name = PurePath(file.file).name
        for problem in file.problems:
            self._list(f"{name}\n{problem.text()}", "failed", "bad", (file.file, ""), asked=True)
        for sheet in file.sheets:
            title = f"{name} · {sheet.sheet}" if several and sheet.sheet != name else sheet.sheet
            key = (sheet.file, sheet.sheet)
            if sheet.asked is not None:
                self._list(f"{title}\n{_('需要您指定')}", "question", "warn", key, asked=True)
            elif sheet.table is None:
                self._list(f"{title}\n{_('没有读入')}", "no_data", "muted", key)
            else:
                bad = counts_of(sheet)["conflict"] + counts_of(sheet)["rejected"]
                said = _("{kind} · {count} 行").format(kind=_(sheet.table.kind), count=f"{len(sheet.verdicts):,}")
                self._list(f"{title}\n{said}", "warning" if bad else "done", "warn" if bad else "good_mark", key)

    def _list(self, words: str, glyph: str, ink: str, key: SheetKey, *, asked: bool = False) -> None:
        item = QListWidgetItem(icon(glyph, ink), words)
        item.setData(Qt.ItemDataRole.UserRole, key)
        item.setData(Qt.ItemDataRole.UserRole + 1, asked)
        item.setToolTip(words)
        self.sheets.addItem(item)

    @staticmethod
    def _key(item: QListWidgetItem | None) -> SheetKey | None:
        return None if item is None else tuple(item.data(Qt.ItemDataRole.UserRole))

    # ---- what is shown ----

    def _show_sheet(self) -> None:
        sheet = self.sheet()
        if (old := self._question.widget(1)) is not None:
            self._question.removeWidget(old)
            old.deleteLater()
        self.rows.show_sheet(sheet)
        readable = sheet is not None and sheet.source is not None
        self.tabs.setTabEnabled(COLUMNS, readable)
        if sheet is not None and readable:
            self.mapping.show_sheet(sheet)
        if sheet is None or sheet.table is None:
            self._question.addWidget(self._ask(sheet))
            self._question.setCurrentIndex(1)
            return
        number = counts_of(sheet)
        self.fates.show_counts(number)
        if self._fate and not number[self._fate]:
            self._fate = EVERY
        self.fates.choose(self._fate)
        self._filter(self._fate)

    def _ask(self, sheet: SheetOutcome | None) -> Empty:
        """What stands where a sheet could not be read: why, and what to do."""
        if sheet is None:
            file = (
                next((one for one in self._found.files if self.key() == (one.file, "")), None) if self._found else None
            )
            words = "\n".join(problem.text() for problem in file.problems) if file else _("没有可以读入的内容。")
            return Empty("failed", _("这个文件不能读入"), words)
        words = sheet.asked.text() if sheet.asked else self._passed_over(sheet)
        ways = [Way(_("指定列的对应"), "columns", lambda: self.tabs.setCurrentIndex(COLUMNS), main=True)]
        if sheet.remembered is not None:
            again = Way(
                _("沿用上次的对应关系"), "redo", lambda: self.mapped.emit(self.key(), sheet.remembered), main=True
            )
            words = _("这样的表以前导入过，列的对应关系还记得。") + "\n" + words
            ways = [again, Way(ways[0].words, ways[0].glyph, ways[0].act)]
        return Empty("question", _("这张表怎么读？"), words, ways)

    def _passed_over(self, sheet: SheetOutcome) -> str:
        notes = self._found.file_notes if self._found else []
        return next((note.text() for note in notes if note.params.get("sheet") == sheet.sheet), "")

    def _filter(self, fate: str) -> None:
        number, self._fate = self._number, fate
        self.rows.keep(fate)
        self.table.go_to(number)

    def _show_row(self, row: int) -> None:
        item = self.rows.item(row) if row >= 0 else None
        if item is None or self._found is None:
            self.detail.show_item(None)
            return
        self._number = row_of(item)
        place = getattr(item, "place", None)
        alike = len(conflicts_like(self._found, item)) if fate_of(item) == "conflict" else 0  # type: ignore[arg-type]
        decision = self._decisions.get(place) if place else None
        self.detail.show_item(item, decision, alike, self.rows.changes(item))

    def _decide(self, decision: Decision | None, alike: bool) -> None:
        verdict: Verdict = self.rows.item(self.table.currentIndex().row())  # type: ignore[assignment]
        assert self._found is not None
        self.decided.emit(conflicts_like(self._found, verdict) if alike else [verdict], decision)

    def _show_notes(self, found: Intake) -> None:
        self.notes.clear()
        for note in found.notes[:SHOWN_NOTES]:
            self.notes.addItem(QListWidgetItem(icon("info", "info"), note.line()))
        more = len(found.notes) - SHOWN_NOTES
        if more > 0:
            self.notes.addItem(_("……另有 {count} 条").format(count=f"{more:,}"))
        self.tabs.setTabText(2, _("提示 {count}").format(count=len(found.notes)) if found.notes else _("提示"))
        self.tabs.setTabEnabled(2, bool(found.notes))

    def _show_deeds(self, found: Intake, may_write: bool) -> None:
        total: Counter[str] = counts(found)
        bad, good = total["conflict"] + total["rejected"], total["new"] + total["updated"]
        faults = len(found.faults)
        self.said.setText(" · ".join(f"{MARKS[fate].word} {total[fate]:,}" for fate in MARKS if total[fate]))
        self.everything.setEnabled(may_write and not faults and good > 0)
        self.everything.setText(_("全部导入（{count} 行）").format(count=f"{good:,}") if good else _("全部导入"))
        self.good.setVisible(faults > 0)
        self.good.setEnabled(may_write and good > 0)
        self.good.setText(_("只导入没有问题的行（{count} 行）").format(count=f"{good:,}"))
        self.save.setVisible(bad > 0)
        why = "" if may_write else _("数据库是以只读方式打开的，只能预览。")
        if may_write and faults:
            why = _("有 {count} 处问题。改好后再导入，或只导入没有问题的行。").format(count=faults)
        elif may_write and not good:
            why = _("库中都已有，没有要写入的。")
        for button in (self.everything, self.good):
            button.setToolTip(why)
