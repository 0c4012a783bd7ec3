"""Filters as visible chips: each says one condition and goes away by its ✕."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QLayout, QLayoutItem, QMenu, QSizePolicy, QToolButton, QWidget

from fashiontracker.text import _
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.style import give_role, look


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition: its key (whatever the page filters by) and its words (``行业 = 钟表``)."""

    key: str
    words: str


class FlowLayout(QLayout):
    """Rows of widgets, as many on each as there is room for."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def _lay(self, rect: QRect, *, move: bool) -> int:
        x, y, tallest = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if tallest and x + size.width() > rect.right() + 1:
                x, y, tallest = rect.x(), y + tallest + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self.spacing()
            tallest = max(tallest, size.height())
        return y + tallest - rect.y()


class ChipBar(QWidget):
    """The chips of a page, with 添加筛选 at the head (its menu is the page's) and 清除 at the end."""

    removed = Signal(str)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self, look().px(6))
        self._chips: list[QToolButton] = []
        self.add = QToolButton()
        self.add.setText(_("添加筛选"))
        put_icon(self.add, "new", "muted", 14)
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        give_role(self.add, "chip-add")
        self._flow.addWidget(self.add)
        self._clear = QToolButton()
        self._clear.setText(_("清除全部"))
        self._clear.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._clear.clicked.connect(self.cleared)
        self._clear.hide()

    def set_menu(self, menu: QMenu) -> None:
        """What 添加筛选 offers."""
        self.add.setMenu(menu)

    def show_chips(self, chips: Iterable[Chip]) -> None:
        """Replace all chips."""
        for old in self._chips:
            self._flow.removeWidget(old)
            old.deleteLater()
        self._chips = [self._button(chip) for chip in chips]
        self._flow.removeWidget(self._clear)
        for button in self._chips:
            self._flow.addWidget(button)
            button.show()
        self._flow.addWidget(self._clear)
        self._clear.setVisible(len(self._chips) > 1)
        self.updateGeometry()

    def _button(self, chip: Chip) -> QToolButton:
        button = QToolButton(self)
        button.setText(chip.words)
        put_icon(button, "close", "muted", 12)
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the ✕ stands after the words
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(_("移除筛选：{condition}").format(condition=chip.words))
        button.setToolTip(_("移除筛选"))
        give_role(button, "chip")
        button.clicked.connect(lambda: self.removed.emit(chip.key))
        return button
