"""The dialog that changes a designation's checklist: items named, ordered, required or not, added, removed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from fashiontracker.models import checklists
from fashiontracker.models.checklists import Item
from fashiontracker.text import _, pick
from fashiontracker.ui.forms import FormDialog
from fashiontracker.ui.labels import wrapped
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.style import look

if TYPE_CHECKING:
    from fashiontracker.plan.designations import Catalogue

NAME, REQUIRED = 0, 1
ITEM = int(Qt.ItemDataRole.UserRole)


class ChecklistDialog(FormDialog):
    """`items` is the list as it stands in the dialog; one that will not do cannot be accepted."""

    def __init__(
        self, catalogue: Catalogue, designation: str, items: Sequence[Item], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("调整申报材料清单"), _("保存清单"), parent)
        self._usual = checklists.usual(catalogue, designation)
        self.table = QTableWidget(0, 2)
        self.table.setHorizontalHeaderLabels([_("材料"), _("必交")])
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.table.horizontalHeader().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setSectionResizeMode(REQUIRED, QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setMinimumHeight(look().px(260))
        self.setMinimumWidth(look().px(600))
        title = catalogue.designations.by_key[designation]
        self.add(pick(title.zh, title.en), self.table, wide=True)
        self.add("", self._tools(), wide=True)
        self.add("", wrapped(_origin(catalogue, designation), "muted"), wide=True)
        self.problem = wrapped(role="problem")
        self.add("", self.problem, wide=True)
        self._show(items)
        self.table.itemChanged.connect(lambda _item: self.problem.clear())

    @property
    def items(self) -> tuple[Item, ...]:
        """The items from the top, as typed."""
        return tuple(self._item(row) for row in range(self.table.rowCount()))

    def add_item(self) -> None:
        """Add an item under the current one and begin to name it."""
        row = self.table.currentRow() + 1 if self.table.currentRow() >= 0 else self.table.rowCount()
        self._put(row, Item.named(_("新材料"), self.items))
        self.table.setCurrentCell(row, NAME)
        self.table.edit(self.table.currentIndex())

    def remove(self) -> None:
        """Remove the current item; the files under it stay and are shown beside the list."""
        if self.table.currentRow() >= 0:
            self.table.removeRow(self.table.currentRow())

    def shift(self, step: int) -> None:
        """Move the current item up (-1) or down (1)."""
        row = self.table.currentRow()
        if row < 0 or not 0 <= row + step < self.table.rowCount():
            return
        item = self._item(row)
        self.table.removeRow(row)
        self._put(row + step, item)
        self.table.setCurrentCell(row + step, NAME)

    def restore(self) -> None:
        """Show the catalogue's own list again."""
        self._show(self._usual)

    def _try(self) -> None:
        problems = checklists.problems(self.items)
        self.problem.setText("\n".join(one.line() for one in problems))
        if not problems:
            super()._try()

    def _show(self, items: Sequence[Item]) -> None:
        self.table.setRowCount(0)
        for row, item in enumerate(items):
            self._put(row, item)
        self.table.setCurrentCell(0, NAME)

    def _put(self, row: int, item: Item) -> None:
        self.table.insertRow(row)
        name = QTableWidgetItem(pick(item.zh, item.en))
        name.setData(ITEM, item)
        required = QTableWidgetItem()
        required.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        required.setCheckState(Qt.CheckState.Checked if item.required else Qt.CheckState.Unchecked)
        self.table.setItem(row, NAME, name)
        self.table.setItem(row, REQUIRED, required)

    def _item(self, row: int) -> Item:
        """The row's item; one that was renamed has one name in both languages."""
        cell, box = self.table.item(row, NAME), self.table.item(row, REQUIRED)
        assert cell is not None
        assert box is not None
        known = Item(*cell.data(ITEM))
        typed = cell.text().strip()
        if typed != pick(known.zh, known.en):
            known = known._replace(zh=typed, en=typed)
        return known._replace(required=box.checkState() == Qt.CheckState.Checked)

    def _tools(self) -> QWidget:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(6))
        for words, glyph, act, key in (
            (_("添加"), "new", self.add_item, ""),
            (_("移除此项"), "close", self.remove, ""),
            (_("上移"), "up", lambda: self.shift(-1), "Alt+Up"),
            (_("下移"), "down", lambda: self.shift(1), "Alt+Down"),
        ):
            button = QPushButton(words)
            put_icon(button, glyph)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, act=act: act())
            if key:
                button.setToolTip(key)
                QShortcut(QKeySequence(key), self, act)
            row.addWidget(button)
        row.addStretch(1)
        self.restore_button = QPushButton(_("恢复目录清单"))
        self.restore_button.setAutoDefault(False)
        self.restore_button.clicked.connect(self.restore)
        row.addWidget(self.restore_button)
        return tools


def _origin(catalogue: Catalogue, designation: str) -> str:
    """Where the catalogue's list comes from."""
    materials = catalogue.designations.by_key[designation].materials
    if not materials:
        return _("目录里没有查到这个称号公布的材料清单，先用通用清单；请按当年通知核对。")
    key, _sep, clause = materials[0].source.partition(" ")
    source = catalogue.sources.get(key)
    named = f"{source.doc_no or source.title} {clause}" if source else materials[0].source
    return _("目录清单出自 {source}；请按当年通知核对。").format(source=named.strip())
