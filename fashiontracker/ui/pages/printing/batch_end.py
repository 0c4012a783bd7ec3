"""What became of the documents of a quarter: which were made, which were left out and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from fashiontracker.text import _
from fashiontracker.ui import saving
from fashiontracker.ui.icons import icon
from fashiontracker.ui.pages.printing.words import in_window
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.reports.batch import Outcome


class BatchEnd(QDialog):
    """Lists the documents, and opens their folder on request."""

    def __init__(self, outcomes: Sequence[Outcome], folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("整套生成的结果"))
        made = sum(one.path is not None for one in outcomes)
        heading = QLabel(_("生成 {made} 份，未生成 {left} 份").format(made=made, left=len(outcomes) - made))
        give_role(heading, "heading")
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels([_("文件"), _("结果"), _("说明")])
        self.tree.setAccessibleName(_("整套生成的结果"))
        self.tree.setColumnWidth(0, look().px(220))
        self.tree.setColumnWidth(1, look().px(340))
        self._list(outcomes)
        buttons = QDialogButtonBox()
        self.show_folder = buttons.addButton(_("打开文件夹"), QDialogButtonBox.ButtonRole.ActionRole)
        put_icon(self.show_folder, "open")
        self.show_folder.clicked.connect(lambda: saving.open_outside(folder))
        give_role(buttons.addButton(_("关闭"), QDialogButtonBox.ButtonRole.RejectRole), "primary")
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(24), look().px(20), look().px(24), look().px(16))
        column.setSpacing(look().px(16))
        for widget in (heading, self.tree, buttons):
            column.addWidget(widget)
        self.resize(look().px(900), look().px(460))

    def _list(self, outcomes: Sequence[Outcome]) -> None:
        from fashiontracker.reports import batch

        for one, (title, result, why) in zip(outcomes, batch.summary(outcomes), strict=True):
            row = QTreeWidgetItem([_(title), result, in_window(why)])
            fine = one.fault is None and not one.notices
            row.setIcon(0, icon("done", "good_mark") if fine else icon("warning", "warn_mark"))
            row.addChildren([QTreeWidgetItem(["", "", notice.line()]) for notice in one.notices])
            self.tree.addTopLevelItem(row)
            row.setExpanded(bool(one.notices))
            for place in range(self.tree.columnCount()):
                row.setToolTip(place, row.text(place))
