"""How the cells of a registry table are drawn and edited, by the kind of their column."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fashiontracker.text import _
from fashiontracker.ui import icons
from fashiontracker.ui.columns import Column, Kind
from fashiontracker.ui.fields import ChoiceField, CodeField, DateField, Field, FindingField, NumberField, OfferingField
from fashiontracker.ui.range_bar import Reach, paint_reach
from fashiontracker.ui.style import look
from fashiontracker.ui.table_model import VALUE

_Index = QModelIndex | QPersistentModelIndex
LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
SELECTED = QStyle.StateFlag.State_Selected


class CellDelegate(QStyledItemDelegate):
    """Plain cells as the style draws them; a status as shape and word, a reach as its bar; edits checked as typed."""

    def __init__(self, columns: Sequence[Column], parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = columns
        self._drawn = {number for number, column in enumerate(columns) if column.kind in (Kind.STATUS, Kind.REACH)}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        if index.column() not in self._drawn:
            super().paint(painter, option, index)
            return
        now = look()
        if option.state & SELECTED:
            painter.fillRect(option.rect, now.colour("selected"))
        box = QRectF(option.rect).adjusted(now.px(8), 0, -now.px(8), 0)
        value = index.data(VALUE)
        if isinstance(value, Reach):
            paint_reach(painter, box, value)
        elif value is not None:
            self._paint_status(painter, box, index, str(value))

    def _paint_status(self, painter: QPainter, box: QRectF, index: _Index, key: str) -> None:
        now = look()
        mark = self._columns[index.column()].marks.get(key)
        if mark is not None:
            side = now.px(16)
            icons.draw(painter, QRectF(box.left(), box.center().y() - side / 2, side, side), mark.shape, mark.ink)
            box = box.adjusted(side + now.px(6), 0, 0, 0)
        painter.save()
        painter.setPen(now.colour(mark.ink if mark else "text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, mark.word if mark else key)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(look().px(self._columns[index.column()].width), look().px(32))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        column = self._columns[index.column()]
        editor = editor_for(column)
        editor.setParent(parent)
        editor.setAccessibleName(_(column.title))
        editor.setAutoFillBackground(True)
        return editor

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        leaves = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in LEAVING
        if leaves and isinstance(editor, Field) and not editor.judge():
            return True  # the field stays open with its reason
        return super().eventFilter(editor, event)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if isinstance(editor, NumberField):
            value = index.data(VALUE)
            editor.set_value(value if isinstance(value, int | float) else None)
        elif isinstance(editor, Field):
            editor.setText(str(index.data() or ""))
        if isinstance(editor, Field):
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, Field) and editor.judge():
            model.setData(index, edited(editor))


def editor_for(column: Column, *, required: bool = False) -> Field:
    """The field that edits a column's cells."""
    match column.kind:
        case Kind.CODE:
            return CodeField(required=required)
        case Kind.DATE:
            return DateField(required=required)
        case Kind.NUMBER | Kind.MONEY | Kind.PERCENT:
            return NumberField(column.unit, required=required)
        case Kind.CHOICE if column.choices is not None:
            return ChoiceField(column.choices(), required=required)
        case Kind.TEXT if column.find is not None:
            return FindingField(column.find, column.check, required=required)
        case Kind.TEXT if column.choices is not None:
            return OfferingField(column.choices(), column.check, required=required)
        case _:
            return Field(column.check, required=required)


def edited(editor: Field) -> object:
    """What an editor holds, as the value to save: None where it was emptied."""
    if not editor.typed():
        return None
    if isinstance(editor, DateField | NumberField):
        return editor.value
    return editor.typed()
