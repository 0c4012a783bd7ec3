"""The lines of a list as a table: what it says, what becomes of it, whom it means; the boxes that choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from fashiontracker.text import N_, _
from fashiontracker.ui.fate_bar import EVERY
from fashiontracker.ui.heads import size_columns
from fashiontracker.ui.icons import icon
from fashiontracker.ui.pages.published import fates
from fashiontracker.ui.style import look

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.exchange.published.settling import Settled, Terms

TITLES: Final = (N_("名单所载名称"), N_("结果"), N_("名录中的对象"), N_("相似度"), N_("说明"), N_("所在地"), N_("行"))
WIDTHS: Final = (214, 112, 206, 64, 216, 72, 48)
REASON: Final = TITLES.index(N_("说明"))
"""The column that takes what room there is."""
_Index = QModelIndex | QPersistentModelIndex
_CHECK: Final = int(Qt.ItemDataRole.CheckStateRole)


class ListModel(QAbstractTableModel):
    """Lines by their place in the list, those of one fate at a time. Only matched ones can be ticked."""

    ticked = Signal()

    def __init__(self, app: App, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._terms: Terms | None = None
        self.settled: Sequence[Settled] = ()
        self.shown: list[int] = []
        self.left_out: set[int] = set()
        """Places of matched lines that the user does not want."""
        self._fate = EVERY

    def show_settled(self, settled: Sequence[Settled], terms: Terms) -> None:
        """Hold others."""
        self._terms, self.settled = terms, settled
        self.keep(self._fate)

    def keep(self, fate: str) -> None:
        """Show only the lines of a fate."""
        self.beginResetModel()
        self._fate = fate
        self.shown = [place for place, one in enumerate(self.settled) if not fate or one.fate == fate]
        self.endResetModel()

    @property
    def terms(self) -> Terms:
        """What is said of the whole list; only once there is one."""
        assert self._terms is not None
        return self._terms

    def chosen(self) -> list[Settled]:
        """The lines to be written, whatever fate is shown."""
        return [one for place, one in enumerate(self.settled) if one.fate == "matched" and place not in self.left_out]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(TITLES)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        if index.column() == 0 and self.settled[self.shown[index.row()]].fate == "matched":
            return usual | Qt.ItemFlag.ItemIsUserCheckable
        return usual

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        place = self.shown[index.row()]
        one = self.settled[place]
        if role == _CHECK:
            if index.column() or one.fate != "matched":
                return None
            return Qt.CheckState.Unchecked if place in self.left_out else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 1:
            mark = fates.MARKS[one.fate]
            return icon(mark.shape, mark.ink)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(one)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (3, 6):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: _Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role != _CHECK:
            return False
        place = self.shown[index.row()]
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self.left_out.discard(place)
        else:
            self.left_out.add(place)
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return _(TITLES[section]) if orientation == Qt.Orientation.Horizontal else str(section + 1)

    def _words(self, one: Settled) -> tuple[str, ...]:
        listed = one.match.listed
        subject = one.subject or next(iter(one.match.candidates), None)
        show = subject if one.fate in ("matched", "near", "known", "branch") else None
        name = "" if show is None else show.name
        if one.fate == "near" and len(one.match.candidates) > 1:
            name = _("{name} 等 {count} 个").format(name=name, count=len(one.match.candidates))
        return (
            listed.other or listed.name,
            fates.MARKS[one.fate].word,
            name,
            f"{show.likeness:.0%}" if show is not None and one.fate != "branch" else "",
            fates.reason(self._app, one, self.terms),
            listed.city,
            str(listed.row),
        )


class Listing(QTableView):
    """Space ticks, 1…3 take a near name, 0 takes it back."""

    current_changed = Signal(object)
    """The place of the current line, or None."""
    taken = Signal(int, int)
    """A place, and which of its candidates (from 0; -1 for none) was taken."""

    def __init__(self, app: App, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines = ListModel(app, self)
        self.setModel(self.lines)
        self.setAccessibleName(_("名单比对结果"))
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setIconSize(QSize(look().px(16), look().px(16)))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(look().px(32))
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        size_columns(header, WIDTHS)
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self._tell(now))

    def show_settled(self, settled: Sequence[Settled], terms: Terms) -> None:
        """Show others, staying on the current line."""
        place = self.place()
        self.lines.show_settled(settled, terms)
        if place is not None and place in self.lines.shown:
            self.setCurrentIndex(self.lines.index(self.lines.shown.index(place), 0))

    def place(self) -> int | None:
        """The place of the current line."""
        row = self.currentIndex().row()
        return self.lines.shown[row] if 0 <= row < len(self.lines.shown) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        others = sum(self.columnWidth(column) for column in range(len(WIDTHS)) if column != REASON)
        self.setColumnWidth(REASON, max(self.viewport().width() - others, look().px(WIDTHS[REASON])))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place, digit = self.place(), event.text()
        if place is not None and digit in ("0", "1", "2", "3"):
            self.taken.emit(place, int(digit) - 1)
            event.accept()
        elif place is not None and event.key() == Qt.Key.Key_Space:
            index = self.lines.index(self.currentIndex().row(), 0)
            if (now := self.lines.data(index, _CHECK)) is not None:
                ticked = now == Qt.CheckState.Checked
                self.lines.setData(index, Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked, _CHECK)
            event.accept()
        else:
            super().keyPressEvent(event)

    def _tell(self, index: QModelIndex) -> None:
        self.current_changed.emit(self.lines.shown[index.row()] if index.isValid() else None)
