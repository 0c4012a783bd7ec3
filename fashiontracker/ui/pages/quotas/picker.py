"""Which row of the plan is shown: a list under its groups with every row's status, and a step either way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from fashiontracker.text import _, pick
from fashiontracker.ui.icons import icon
from fashiontracker.ui.marks import STATUS
from fashiontracker.ui.pictures import icon_button
from fashiontracker.ui.style import look

if TYPE_CHECKING:
    from fashiontracker.plan.types import Plan
    from fashiontracker.tally.board import RowResult

WIDTH = 420


class RowPicker(QWidget):
    """``chosen`` tells the key that the user picked."""

    chosen = Signal(str)

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._keys = [row.key for row in plan.rows]
        self._items: dict[str, QStandardItem] = {}
        self._model = QStandardItemModel(self)
        for group in plan.groups:
            head = QStandardItem(pick(group.zh, group.en))
            head.setEnabled(False)
            self._model.appendRow(head)
            for key in group.rows:
                row = plan.row(key)
                assert row is not None
                item = QStandardItem(pick(row.zh, row.en))
                item.setData(key)
                self._items[key] = item
                self._model.appendRow(item)
        self.box = QComboBox()
        self.box.setModel(self._model)
        self.box.setMaxVisibleItems(24)
        self.box.setFixedWidth(look().px(WIDTH))
        self.box.setAccessibleName(_("选择目标"))
        self.box.activated.connect(self._activated)
        row_ = QHBoxLayout(self)
        row_.setContentsMargins(0, 0, 0, 0)
        row_.setSpacing(look().px(4))
        row_.addWidget(icon_button("back", _("上一项目标"), lambda: self._step(-1)))
        row_.addWidget(self.box)
        row_.addWidget(icon_button("forward", _("下一项目标"), lambda: self._step(1)))

    @property
    def key(self) -> str:
        """The row that is shown."""
        item = self._model.item(self.box.currentIndex())
        return str(item.data()) if item.data() else self._keys[0]

    def show_results(self, results: Mapping[str, RowResult], key: str) -> None:
        """Mark every row with its status, and show which one the page is on."""
        for row, item in self._items.items():
            mark = STATUS[results[row].status]
            item.setIcon(icon(mark.shape, mark.ink))
        self.box.setCurrentIndex(self._items[key].row())

    def _activated(self, place: int) -> None:
        key = self._model.item(place).data()
        if key:
            self.chosen.emit(str(key))

    def _step(self, by: int) -> None:
        place = self._keys.index(self.key) + by
        self.chosen.emit(self._keys[place % len(self._keys)])
