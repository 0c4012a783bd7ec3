"""The question before a restore: what would come back, change and go, kind by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTreeWidget, QTreeWidgetItem, QWidget

from fashiontracker.text import _
from fashiontracker.ui.forms import FormDialog
from fashiontracker.ui.heads import size_columns
from fashiontracker.ui.moments import shown
from fashiontracker.ui.record_words import KINDS
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.models.restore import Preview


class RestoreDialog(FormDialog):
    """Shows a `Preview`; `ask` gives whether to restore."""

    def __init__(self, seen: Preview, parent: QWidget | None = None) -> None:
        super().__init__(_("恢复到这份备份？"), _("恢复"), parent)
        self.setMinimumWidth(look().px(560))
        when = shown(seen.made_at) if seen.made_at else seen.backup.name
        lesson = QLabel(
            _("数据库将回到 {when} 的状态。恢复之前会先把现状备份；恢复本身是一条变更记录，可以撤销。").format(
                when=when
            )
        )
        lesson.setWordWrap(True)
        self.add(_("会怎样"), lesson, wide=True)
        for words in self._warnings(seen):
            warning = QLabel(words)
            warning.setWordWrap(True)
            give_role(warning, "problem")
            self.add(_("请留意"), warning, wide=True)
        self.tree = QTreeWidget()
        self.tree.setRootIsDecorated(False)
        self.tree.setHeaderLabels([_("类别"), _("找回"), _("改回"), _("移除")])
        size_columns(self.tree.header(), (220, 76, 76))
        for table, one in seen.tables.items():
            numbers = [f"{number:,}" if number else "" for number in (one.back, one.changed, one.removed)]
            item = QTreeWidgetItem([_(KINDS.get(table, table)), *numbers])
            for column in range(1, 4):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.tree.addTopLevelItem(item)
        self.tree.setMinimumHeight(look().px(220))
        self.add(_("与现在相比（条）"), self.tree, wide=True)

    @classmethod
    def ask(cls, seen: Preview, parent: QWidget) -> bool:
        """Let the user decide."""
        return cls(seen, parent.window()).exec() == cls.DialogCode.Accepted

    @staticmethod
    def _warnings(seen: Preview) -> list[str]:
        found = []
        if seen.other_database:
            found.append(_("这份备份来自另一个数据库。"))
        if seen.replaces:
            found.append(
                _("现有文件不能使用（{reason}），整个文件会换成备份，换下来的另存在旁边。").format(reason=seen.replaces)
            )
        return found
