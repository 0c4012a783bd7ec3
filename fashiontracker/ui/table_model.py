"""The registry table's model: it holds ids, and loads rows in blocks when they come into sight."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from fashiontracker.errors import Problem
from fashiontracker.text import _
from fashiontracker.ui.columns import Column, Kind, Sort, Source, shown_text

BLOCK = 128
KEPT_BLOCKS = 48

_Index = QModelIndex | QPersistentModelIndex

# Constants, because building an enum or a flag in every call of data() triples the time of a frame.
DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
EDIT: Final = int(Qt.ItemDataRole.EditRole)
ALIGN: Final = int(Qt.ItemDataRole.TextAlignmentRole)
TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
SPOKEN: Final = int(Qt.ItemDataRole.AccessibleTextRole)
VALUE: Final = int(Qt.ItemDataRole.UserRole)
LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
NOTHING: Final = Qt.ItemFlag.NoItemFlags
READ: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
WRITE: Final = READ | Qt.ItemFlag.ItemIsEditable
HORIZONTAL: Final = Qt.Orientation.Horizontal

_Row = tuple[Sequence[object], tuple[str, ...]]


class TableModel(QAbstractTableModel):
    """Rows of a `Source` under declared columns. The scroll bar is true from the start: every id is known."""

    refused = Signal(object)
    """A `Problem`: why an edit was not saved."""
    written = Signal(int, str)
    """The id and the column's key of an edit that was saved."""

    def __init__(self, columns: Sequence[Column], source: Source, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.source = source
        self.order: Sort | None = None
        self.editable = True
        self._ids: Sequence[int] = array("q")
        self._blocks: OrderedDict[int, list[_Row]] = OrderedDict()
        self._alignments = [RIGHT if column.right else LEFT for column in self.columns]
        self._blank: _Row = ((None,) * len(self.columns), ("",) * len(self.columns))

    def reload(self) -> None:
        """Ask the source for its ids again; rows follow when seen."""
        ids = self.source.ids(self.order)
        self.beginResetModel()
        self._ids = ids
        self._blocks.clear()
        self.endResetModel()

    def id_of(self, row: int) -> int:
        """The id shown in a row."""
        return int(self._ids[row])

    def row_of(self, id_: int) -> int | None:
        """The row that shows an id, or None where it is filtered away."""
        try:
            return self._ids.index(id_)
        except ValueError:
            return None

    def value(self, row: int, column: int) -> object:
        """The value behind a cell."""
        return self._row(row)[0][column]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = DISPLAY) -> Any:
        if role == DISPLAY:
            return self._row(index.row())[1][index.column()]
        if role == ALIGN:
            return self._alignments[index.column()]
        if role == VALUE:
            return self._row(index.row())[0][index.column()]
        if role in (EDIT, TIP, SPOKEN):
            return self._row(index.row())[1][index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation != HORIZONTAL:
            return str(section + 1) if role == DISPLAY else None
        column = self.columns[section]
        if role == DISPLAY:
            return _(column.title)
        if role == ALIGN:
            return self._alignments[section]
        if role == TIP:
            return _(column.hint) if column.hint else _(column.title)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return NOTHING
        return WRITE if self.editable and self.columns[index.column()].editable else READ

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns):
            wanted = Sort(self.columns[column].key, order == Qt.SortOrder.DescendingOrder)
            if wanted != self.order:
                self.order = wanted
                self.reload()

    def setData(self, index: _Index, value: Any, role: int = EDIT) -> bool:
        if role != EDIT:
            return False
        row, column = index.row(), self.columns[index.column()]
        if value == self.value(row, index.column()) or value == self._row(row)[1][index.column()]:
            return False
        problem: Problem | None = self.source.write(self.id_of(row), column.key, value)
        if problem is not None:
            self.refused.emit(problem)
            return False
        self._forget(row)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))
        self.written.emit(self.id_of(row), column.key)
        return True

    def _forget(self, row: int) -> None:
        self._blocks.pop(row // BLOCK, None)

    def _row(self, row: int) -> _Row:
        block = self._blocks.get(row // BLOCK)
        if block is None:
            block = self._load(row // BLOCK)
        return block[row % BLOCK]

    def _load(self, number: int) -> list[_Row]:
        ids = self._ids[number * BLOCK : (number + 1) * BLOCK]
        found = self.source.rows(ids)
        block = [self._prepare(found[id_]) if id_ in found else self._blank for id_ in ids]
        self._blocks[number] = block
        if len(self._blocks) > KEPT_BLOCKS:
            self._blocks.popitem(last=False)
        return block

    def _prepare(self, values: Sequence[object]) -> _Row:
        texts = tuple(
            value if type(value) is str and column.kind is not Kind.STATUS else shown_text(column, value)
            for column, value in zip(self.columns, values, strict=True)
        )
        return values, texts
