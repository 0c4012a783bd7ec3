"""The registry table that every page shares: fast over 100,000 rows, the same keys everywhere, its layout kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QItemSelectionRange, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from fashiontracker.text import _
from fashiontracker.ui.cells import CellDelegate
from fashiontracker.ui.columns import Column, Sort, Source, plain_text
from fashiontracker.ui.heads import size_columns
from fashiontracker.ui.style import look
from fashiontracker.ui.table_model import TableModel

ROW_HEIGHT = 32


@dataclass(frozen=True, slots=True)
class Block:
    """Cells pasted from a spreadsheet: where they start, and their texts row by row."""

    row: int
    column: int
    cells: tuple[tuple[str, ...], ...]


class Table(QTableView):
    """A view of a `Source`. Enter opens, F2 edits, Del asks for the trash, Ctrl+C and Ctrl+V speak TSV."""

    opened = Signal(int)
    current_changed = Signal(object)
    """The id of the current row, or None."""
    trashed = Signal(object)
    """The ids of the selected rows, to be moved to the trash."""
    pasted = Signal(object)
    """A `Block`: the page previews it and writes it as one entry."""
    barred = Signal()
    """F2 where nothing may be edited."""
    layout_changed = Signal()
    caught_up = Signal()
    """A reload that had to wait for the end of an edit is done."""

    def __init__(self, columns: Sequence[Column], source: Source, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._behind = False
        self._refused = False
        self.model_ = TableModel(columns, source, self)
        self.setModel(self.model_)
        self.setItemDelegate(CellDelegate(self.model_.columns, self))
        self.setAccessibleName(name)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._dress_headers()
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.model_.refused.connect(self._note_refused)
        self.doubleClicked.connect(self._maybe_open)

    # ---- rows ----

    def reload(self) -> None:
        """Read the ids again, staying on the current row where it is still there.

        While a cell is edited this waits: new rows would take the editor away, and the keyboard with it.
        """
        if self.state() == QAbstractItemView.State.EditingState:
            self._behind = True
            return
        current, column = self.current_id(), max(self.currentIndex().column(), 0)
        self.model_.reload()
        row = self.model_.row_of(current) if current is not None else None
        if row is not None:
            self._make_current(row, column)

    def current_id(self) -> int | None:
        """The id of the current row."""
        index = self.currentIndex()
        return self.model_.id_of(index.row()) if index.isValid() else None

    def selected_ids(self) -> list[int]:
        """The ids of the rows with a selected cell, from the top."""
        rows: set[int] = set()
        for part in self._selected():
            rows.update(range(part.top(), part.bottom() + 1))
        return [self.model_.id_of(row) for row in sorted(rows)]

    def go_to(self, id_: int) -> bool:
        """Make a record current and bring it into sight; False where the filter hides it."""
        row = self.model_.row_of(id_)
        if row is None:
            return False
        self._make_current(row, self._first_shown())
        self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
        return True

    # ---- layout ----

    def layout_state(self) -> dict[str, Any]:
        """The columns as the user left them: order, widths (of the 100 % design), hidden ones, sort."""
        header = self.horizontalHeader()
        keys = [column.key for column in self.model_.columns]
        zoom = look().zoom
        return {
            "order": [keys[header.logicalIndex(place)] for place in range(header.count())],
            "widths": {
                key: round(header.sectionSize(number) / zoom)
                for number, key in enumerate(keys)
                if not header.isSectionHidden(number)
            },
            "hidden": [key for number, key in enumerate(keys) if header.isSectionHidden(number)],
            "sort": [self.model_.order.key, self.model_.order.descending] if self.model_.order else [],
        }

    def restore_layout(self, state: dict[str, Any]) -> None:
        """Take a kept layout as far as it fits the columns there are now."""
        header = self.horizontalHeader()
        number_of = {column.key: number for number, column in enumerate(self.model_.columns)}
        header.blockSignals(True)
        for place, key in enumerate(key for key in state.get("order", []) if key in number_of):
            header.moveSection(header.visualIndex(number_of[key]), place)
        for key, width in state.get("widths", {}).items():
            if key in number_of:
                header.resizeSection(number_of[key], look().px(width))
        for key, number in number_of.items():
            if "hidden" in state:
                header.setSectionHidden(number, key in state["hidden"])
        match state.get("sort"):
            case [str(key), bool(descending)] if key in number_of:
                self.model_.order = Sort(key, descending)
                order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
                header.setSortIndicator(number_of[key], order)
        header.blockSignals(False)

    def column_menu(self) -> QMenu:
        """The column chooser."""
        menu = QMenu(self)
        header = self.horizontalHeader()
        for number, column in enumerate(self.model_.columns):
            action = menu.addAction(_(column.title))
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(number))
            action.toggled.connect(lambda shown, number=number: self._show_column(number, shown))
        return menu

    # ---- clipboard ----

    def copy_selection(self) -> str:
        """Put the selected cells on the clipboard as TSV (the rectangle around them, hidden columns left out)."""
        parts = self._selected()
        if not parts:
            return ""
        header = self.horizontalHeader()
        rows = sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})
        columns = {column for part in parts for column in range(part.left(), part.right() + 1)}
        shown = [n for n in sorted(columns, key=header.visualIndex) if not header.isSectionHidden(n)]
        declared = self.model_.columns
        text = "\n".join(
            "\t".join(plain_text(declared[column], self.model_.value(row, column)) for column in shown) for row in rows
        )
        QGuiApplication.clipboard().setText(text)
        return text

    def paste(self) -> None:
        """Offer the clipboard's cells to the page, from the current cell on."""
        index = self.currentIndex()
        cells = read_tsv(QGuiApplication.clipboard().text())
        if index.isValid() and cells:
            self.pasted.emit(Block(index.row(), index.column(), cells))

    # ---- Qt ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.current_id()
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # Enter ends the edit, it does not open the record as well
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.opened.emit(current)
        elif event.key() == Qt.Key.Key_Delete and self.selected_ids():
            self.trashed.emit(self.selected_ids())
        elif event.key() == Qt.Key.Key_F2 and not self.model_.editable:
            self.barred.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        refused, self._refused = self._refused, False
        if refused and hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            editor.setFocus()
            return  # what was typed stays, to be tried again or left by Esc
        super().closeEditor(editor, hint)
        if self._behind:
            self._behind = False
            self.reload()
            if not self._behind:  # Tab edits the next cell
                self.caught_up.emit()

    def _note_refused(self) -> None:
        self._refused = self.state() == QAbstractItemView.State.EditingState

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size_rows()

    def _size_rows(self) -> None:
        height = look().px(ROW_HEIGHT)
        rows = self.verticalHeader()
        if rows.defaultSectionSize() != height:
            rows.setDefaultSectionSize(height)

    def _dress_headers(self) -> None:
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)  # never ResizeToContents: it reads every row
        rows.setMinimumSectionSize(1)
        rows.setHighlightSections(False)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        self._size_rows()
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setSortIndicatorShown(any(column.sortable for column in self.model_.columns))
        header.setSortIndicatorClearable(False)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setMinimumSectionSize(look().px(48))
        size_columns(header, (column.width for column in self.model_.columns))
        for number, column in enumerate(self.model_.columns):
            header.setSectionHidden(number, not column.shown)
        header.setSectionsClickable(True)
        header.sortIndicatorChanged.connect(self._sort)
        header.sectionMoved.connect(self.layout_changed)
        header.sectionResized.connect(self.layout_changed)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        if column < 0 or not self.model_.columns[column].sortable:
            return
        current = self.current_id()
        self.model_.sort(column, order)
        if current is not None:
            self.go_to(current)
        self.layout_changed.emit()

    def _choose_columns(self, where: QPoint) -> None:
        menu = self.column_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(where))

    def _show_column(self, number: int, shown: bool) -> None:
        self.setColumnHidden(number, not shown)
        self.layout_changed.emit()

    def _selected(self) -> list[QItemSelectionRange]:
        """The selected rectangles, never the single cells: a whole column may be selected."""
        selection = self.selectionModel().selection()
        return [selection.at(number) for number in range(selection.count())]

    def _make_current(self, row: int, column: int) -> None:
        """Select a cell outright: left to itself Qt asks the keyboard, and while Ctrl is down it selects nothing."""
        index = self.model_.index(row, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _first_shown(self) -> int:
        header = self.horizontalHeader()
        return next((n for n in map(header.logicalIndex, range(header.count())) if not header.isSectionHidden(n)), 0)

    def _tell_current(self, current: QModelIndex, before: QModelIndex) -> None:
        self.current_changed.emit(self.model_.id_of(current.row()) if current.isValid() else None)

    def _maybe_open(self, index: QModelIndex) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit(self.model_.id_of(index.row()))


def read_tsv(text: str) -> tuple[tuple[str, ...], ...]:
    """Cells as a spreadsheet copies them: tabs, line ends, and quoted cells that hold either."""
    import csv
    import io

    rows = csv.reader(io.StringIO(text.replace("\r\n", "\n")), dialect="excel-tab")
    return tuple(tuple(cell.strip() for cell in row) for row in rows if row)
