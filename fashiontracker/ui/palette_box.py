"""The command palette: one box that finds records, pages and commands as one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from fashiontracker.text import _
from fashiontracker.ui.composing import Composing
from fashiontracker.ui.icons import icon
from fashiontracker.ui.style import give_role, look

WIDTH, ROWS = 560, 10


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: its name, a word on what it is, its icon, and what choosing it does."""

    title: str
    detail: str
    glyph: str
    act: Callable[[], None]


DETAIL = int(Qt.ItemDataRole.UserRole)

Provider = Callable[[str], Sequence[Found]]
"""Finds by what was typed (Chinese, pinyin, initials, a code); empty text gives what one is likely to want."""


class PaletteBox(QFrame):
    """Hangs at the top of the window; Enter chooses, Esc leaves, the arrows walk the list while typing goes on."""

    def __init__(self, provider: Provider, window: QWidget) -> None:
        super().__init__(window)
        give_role(self, "popup")
        self._provider = provider
        self._found: Sequence[Found] = ()
        self._back = window.focusWidget()
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("名称、拼音、信用代码、目标或命令"))
        self.line.setAccessibleName(_("搜索企业、品牌、命令"))
        self.line.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setIconSize(QSize(look().px(18), look().px(18)))
        self.list.setAccessibleName(_("搜索结果"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(_Line(self.list))
        self.nothing = QLabel(_("没有找到。可以试试拼音或首字母，例如 gelisi、gls。"))
        self.nothing.setContentsMargins(look().px(8), look().px(12), look().px(8), look().px(12))
        give_role(self.nothing, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(8), look().px(8), look().px(8), look().px(8))
        column.setSpacing(look().px(4))
        for widget in (self.line, self.list, self.nothing):
            column.addWidget(widget)
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        Composing(self.line)
        self.list.itemClicked.connect(lambda item: self._choose(self.list.row(item)))
        self._search("")

    def appear(self) -> None:
        """Open over the window and take the keyboard."""
        window = self.window()
        width = min(look().px(WIDTH), window.width() - look().px(32))
        self.setFixedWidth(width)
        self.move((window.width() - width) // 2, look().px(52))
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Close, and give the keyboard back."""
        self.hide()
        if self._back is not None:
            self._back.setFocus()
        self.setParent(None)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:  # else the window would take it as its own "back"
                event.accept()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        elif event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.leave()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Escape:
                self.leave()
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow((self.list.currentRow() + step) % max(self.list.count(), 1))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._choose(self.list.currentRow())
            case _:
                return False
        return True

    def _search(self, text: str) -> None:
        self._found = self._provider(text.strip())[:50]
        self.list.clear()
        for found in self._found:
            item = QListWidgetItem(icon(found.glyph, "muted"), found.title)
            item.setData(DETAIL, found.detail)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{found.title} {found.detail}")
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(self._found))
        self.nothing.setVisible(not self._found)
        rows = min(len(self._found), ROWS)
        if rows:
            self.list.setFixedHeight(self.list.sizeHintForRow(0) * rows + look().px(4))
        self.adjustSize()

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._found):
            act = self._found[row].act
            self.leave()
            act()


class _Line(QStyledItemDelegate):
    """A line of the list: the name at the left, what it is at the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        detail = index.data(DETAIL)
        if detail:
            painter.save()
            painter.setPen(look().colour("muted"))
            box = option.rect.adjusted(0, 0, -look().px(12), 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, detail)
            painter.restore()
