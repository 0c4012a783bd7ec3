"""The table of a sheet's rows in the preview."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from fashiontracker.text import N_, _
from fashiontracker.ui.cells import CellDelegate
from fashiontracker.ui.columns import Column, Kind
from fashiontracker.ui.pages.importing.fates import MARKS
from fashiontracker.ui.pages.importing.rows import OUTCOME, RowsModel
from fashiontracker.ui.style import look

ROW_HEIGHT = 30


class _Delegate(CellDelegate):
    """The fate as shape, word and colour; everything else as the style draws it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__([Column("fate", N_("结果"), Kind.STATUS, marks=MARKS)], parent)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        model = index.model()
        assert isinstance(model, RowsModel)
        return QSize(look().px(model.width(index.column())), look().px(ROW_HEIGHT))


class RowsTable(QTableView):
    """Rows by their number in the file; `current_changed` carries the row shown."""

    current_changed = Signal(int)

    def __init__(self, model: RowsModel) -> None:
        super().__init__()
        self.rows = model
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(_("逐行结果"))
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        lines = self.verticalHeader()
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        lines.setMinimumSectionSize(1)
        lines.setDefaultSectionSize(look().px(ROW_HEIGHT))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(look().px(60))
        model.modelReset.connect(self._size_columns)
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self.current_changed.emit(now.row()))

    def go_to(self, number: int | None) -> None:
        """Make a row of the file current, or the one to begin with where it is not shown."""
        place = self.rows.place_of(number) if number is not None else None
        if place is None and (first := self.rows.first()) is not None:
            place = self.rows.place_of(first)
        if self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(place or 0, OUTCOME))
        else:
            self.current_changed.emit(-1)

    def _size_columns(self) -> None:
        header = self.horizontalHeader()
        for column in range(self.rows.columnCount()):
            header.resizeSection(column, look().px(self.rows.width(column)))
