"""The dialog that adds firms of a list to the registry: which of them, and whether with what the list says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from fashiontracker.text import _
from fashiontracker.ui.forms import FormDialog
from fashiontracker.ui.heads import size_columns
from fashiontracker.ui.labels import wrapped
from fashiontracker.ui.style import look

if TYPE_CHECKING:
    from fashiontracker.exchange.published.settling import Settled


class NewcomersForm(FormDialog):
    """Every firm is ticked at first. ``said`` is what can be recorded of each, in words; empty for nothing."""

    def __init__(self, found: Sequence[Settled], said: str, parent: QWidget | None = None) -> None:
        super().__init__(_("新增为企业"), _("新增"), parent)
        self._found = found
        self.setMinimumWidth(look().px(600))
        self.table = QTableWidget(len(found), 3)
        self.table.setHorizontalHeaderLabels([_("企业名称"), _("统一社会信用代码"), _("所在地")])
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        size_columns(self.table.horizontalHeader(), (200, 176, 80))
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setMinimumHeight(look().px(260))
        for row, one in enumerate(found):
            self._fill(row, one)
        self.table.itemChanged.connect(lambda _item: self._tell())
        self.title = QCheckBox(_("同时记入称号"))
        self.title.setEnabled(bool(said))
        words = wrapped(said or _("先在名单上选定称号、日期，且称号由企业持有，才能同时记入。"), "muted")
        self.add(_("名录中没有的企业；行业等以后补填"), self.table, wide=True)
        self.add("", self.title, wide=True)
        self.add("", words, wide=True)
        self._tell()

    @property
    def chosen(self) -> list[Settled]:
        """The ticked ones."""
        return [one for row, one in enumerate(self._found) if self._ticked(row)]

    @property
    def with_title(self) -> bool:
        """Whether what the list says of them is recorded too."""
        return self.title.isChecked()

    def _fill(self, row: int, one: Settled) -> None:
        listed = one.match.listed
        for column, text in enumerate((listed.name, listed.uscc, listed.city)):
            item = QTableWidgetItem(text)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            if column == 0:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked)
            self.table.setItem(row, column, item)

    def _ticked(self, row: int) -> bool:
        item = self.table.item(row, 0)
        return item is not None and item.checkState() == Qt.CheckState.Checked

    def _tell(self) -> None:
        count = len(self.chosen)
        self.deed.setText(_("新增 {count} 家").format(count=count))
        self.deed.setEnabled(count > 0)
