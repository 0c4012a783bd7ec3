"""The dialog that adds firms of a list to the registry: which of them, and whether with what the list says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QWidget

from fashiontracker.text import _
from fashiontracker.ui.forms import FormDialog
from fashiontracker.ui.style import look

if TYPE_CHECKING:
    from fashiontracker.exchange.published.settling import Settled


class NewcomersForm(FormDialog):
    """Every firm is ticked at first. ``said`` is what can be recorded of each, in words; empty for nothing."""

    def __init__(self, found: Sequence[Settled], said: str, parent: QWidget | None = None) -> None:
        super().__init__(_("新增为企业"), _("新增"), parent)
        self._found = found
        self.list = QListWidget()
        self.list.setAccessibleName(_("名录中没有的企业"))
        self.list.setMinimumSize(look().px(460), look().px(260))
        for one in found:
            listed = one.match.listed
            item = QListWidgetItem(" · ".join(filter(None, (listed.name, listed.uscc, listed.city))))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.itemChanged.connect(lambda _item: self._tell())
        self.title = QCheckBox(said)
        self.title.setVisible(bool(said))
        self.add(_("名录中没有的企业；行业等以后补填"), self.list, wide=True)
        self.add("", self.title, wide=True)
        self._tell()

    @property
    def chosen(self) -> list[Settled]:
        """The ticked ones."""
        return [one for row, one in enumerate(self._found) if self._ticked(row)]

    @property
    def with_title(self) -> bool:
        """Whether what the list says of them is recorded too."""
        return self.title.isChecked() and not self.title.isHidden()

    def _ticked(self, row: int) -> bool:
        return self.list.item(row).checkState() == Qt.CheckState.Checked

    def _tell(self) -> None:
        count = len(self.chosen)
        self.deed.setText(_("新增 {count} 家").format(count=count))
        self.deed.setEnabled(count > 0)
