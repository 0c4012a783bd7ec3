"""The matrix drawn: one row a subject, one column a designation, each cell a shape and words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from fashiontracker.text import N_, _
from fashiontracker.ui.heads import size_columns
from fashiontracker.ui.icons import icon
from fashiontracker.ui.pages.cultivation import wording
from fashiontracker.ui.style import look

if TYPE_CHECKING:
    from fashiontracker.models.facts import Subject
    from fashiontracker.tally.readiness import Cell, Row

KEEPS: Final = {
    "every": N_("全部 {count}"),
    "ready": N_("现在可报 {count}"),
    "one_away": N_("只差一项 {count}"),
    "unknown": N_("缺数据 {count}"),
}
_Index = QModelIndex | QPersistentModelIndex


def face(cell: Cell) -> tuple[str, str, str]:
    """A cell's shape, ink and words."""
    if cell.held:
        return "done", "good", _("已持有")
    if cell.ready:
        return "exceeded", "good", _("可申报")
    if cell.ruleset is None:
        return "no_data", "quiet", _("无公布条件")
    if cell.one_away:
        return "in_progress", "info", _("只差一项")
    if cell.unmet and cell.unknown:
        return "missed", "bad", _("差 {unmet} 项 · 缺 {unknown} 项").format(unmet=cell.unmet, unknown=cell.unknown)
    if cell.unmet:
        return "missed", "bad", _("差 {unmet} 项").format(unmet=cell.unmet)
    return "question", "warn", _("缺 {unknown} 项数据").format(unknown=cell.unknown)


def kept(row: Row, key: str) -> bool:
    """Whether a row belongs to one of `KEEPS`."""
    cells = [cell for cell in row.cells if cell is not None]
    match key:
        case "ready":
            return any(cell.ready for cell in cells)
        case "one_away":
            return any(cell.one_away for cell in cells)
        case "unknown":
            return any(cell.verdict == "unknown" for cell in cells)
    return True


class MatrixModel(QAbstractTableModel):
    """The rows that are kept; first column the name, second the kind, then the designations."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._all: Sequence[Row] = ()
        self.shown: list[Row] = []
        self.titles: Sequence[str] = ()
        self._keep = "every"

    def show_rows(self, rows: Sequence[Row], titles: Sequence[str]) -> None:
        """Hold others."""
        self._all, self.titles = rows, titles
        self.keep(self._keep)

    def keep(self, key: str) -> None:
        """Show only the rows of one of `KEEPS`."""
        self.beginResetModel()
        self._keep = key
        self.shown = [row for row in self._all if kept(row, key)]
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 2 + len(self.titles)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        row = self.shown[index.row()]
        if index.column() < 2:
            words = row.name if index.column() == 0 else wording.kind(row.subject)
            return words if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None
        cell = row.cells[index.column() - 2]
        if cell is None:
            return "—" if role == Qt.ItemDataRole.DisplayRole else None
        shape, ink, words = face(cell)
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(shape, ink)
        return words if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return (_("对象"), _("类型"), *self.titles)[section]


class MatrixGrid(QTableView):
    """Enter or a double click looks at a cell closely."""

    examined = Signal(object, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.cells = MatrixModel(self)
        self._keys: Sequence[str] = ()
        self.setModel(self.cells)
        self.setAccessibleName(_("条件矩阵"))
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setIconSize(QSize(look().px(16), look().px(16)))
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(look().px(32))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(self._examine)

    def show_rows(self, rows: Sequence[Row], titles: Sequence[str], keys: Sequence[str]) -> None:
        """Show another matrix."""
        self._keys = keys
        self.cells.show_rows(rows, titles)
        size_columns(self.horizontalHeader(), (220, 76, *([168] * len(titles))))

    def keep(self, key: str) -> None:
        """Show only the rows of one of `KEEPS`."""
        self.cells.keep(key)

    def subject_at(self, row: int) -> Subject:
        """Whose row it is."""
        return self.cells.shown[row].subject

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._examine(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)

    def _examine(self, index: QModelIndex) -> None:
        column = index.column() - 2
        designation = self._keys[column] if 0 <= column < len(self._keys) else None
        self.examined.emit(self.subject_at(index.row()), designation)
