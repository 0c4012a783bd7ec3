"""A lane's cards: the model that holds candidacies, and how one is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fashiontracker.text import _
from fashiontracker.ui import icons
from fashiontracker.ui.pages.cultivation import wording
from fashiontracker.ui.style import look

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.tally.pipeline import Candidacy

MIME: Final = "application/x-fashiontracker-candidacies"
CARD: Final = 74
"""The height of a card with the gap under it."""
ENTRY: Final = int(Qt.ItemDataRole.UserRole)

_Index = QModelIndex | QPersistentModelIndex


class CardModel(QAbstractListModel):
    """The candidacies of one lane. What is dragged is known by the ids of its latest events."""

    dropped = Signal(object)
    """The ids that were dropped here."""

    def __init__(self, app: App, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self.entries: Sequence[Candidacy] = ()

    def show_entries(self, entries: Sequence[Candidacy]) -> None:
        """Hold others."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        one = self.entries[index.row()]
        if role == ENTRY:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return one.name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = (one.name, wording.title(self._app, one.designation), wording.stage(self._app, one.stage))
            return "\n".join((*parts, wording.waiting(self._app, one)))
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        return usual if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        events = ",".join(str(self.entries[index.row()].event) for index in indexes)
        data.setData(MIME, QByteArray(events.encode()))
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index) -> bool:
        if not data.hasFormat(MIME):
            return False
        self.dropped.emit([int(one) for one in bytes(data.data(MIME).data()).decode().split(",") if one])
        return False  # the cards come when the move is recorded


class CardDelegate(QStyledItemDelegate):
    """Three lines: who, for what, how long; a mark where it waits too long or ends soon."""

    def __init__(self, app: App, parent: QWidget, has_focus: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._app = app
        self._has_focus = has_focus

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(look().px(120), look().px(CARD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        one, now = index.data(ENTRY), look()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        box = QRectF(option.rect).adjusted(1, 1, -1, -now.px(6))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = chosen and self._has_focus()
        painter.setPen(QPen(now.colour("focus" if ring else "border"), 2 if ring else 1))
        painter.setBrush(now.colour("selected" if chosen else "surface"))
        painter.drawRoundedRect(box, now.px(6), now.px(6))
        inner = box.adjusted(now.px(8), now.px(6), -now.px(8), -now.px(5))
        line = inner.height() / 3
        self._line(painter, QRectF(inner.left(), inner.top(), inner.width(), line), one.name, "text", bold=True)
        title = wording.title(self._app, one.designation)
        words = _("复核 · {title}").format(title=title) if one.renewal else title
        self._line(painter, QRectF(inner.left(), inner.top() + line, inner.width(), line), words, "muted")
        self._last(painter, QRectF(inner.left(), inner.top() + 2 * line, inner.width(), line), one)
        painter.restore()

    def _last(self, painter: QPainter, box: QRectF, one: Candidacy) -> None:
        now = look()
        mark = wording.STATES[wording.state(one)] if one.stagnant or one.lapsing else None
        if mark is not None:
            side = now.px(13)
            icons.draw(painter, QRectF(box.left(), box.center().y() - side / 2, side, side), mark.shape, mark.ink)
            box = box.adjusted(side + now.px(4), 0, 0, 0)
        self._line(painter, box, wording.short_waiting(self._app, one), mark.ink if mark else "muted", size=12)

    @staticmethod
    def _line(painter: QPainter, box: QRectF, words: str, ink: str, *, bold: bool = False, size: int = 13) -> None:
        painter.setFont(look().font(size, bold=bold))
        painter.setPen(look().colour(ink))
        short = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, short)
