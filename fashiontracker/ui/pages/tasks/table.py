"""The table of the page 任务分工: headings of sections run across all columns."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from fashiontracker.text import _
from fashiontracker.ui.cells import CellDelegate
from fashiontracker.ui.pages.tasks.source import TaskSource, columns
from fashiontracker.ui.style import look
from fashiontracker.ui.table import Table


class HeadingDelegate(CellDelegate):
    """Draws a heading as such, everything else as in every table."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        table = self.parent()
        if not isinstance(table, TaskTable) or table.model_.id_of(index.row()) > 0:
            super().paint(painter, option, index)
            return
        now = look()
        painter.save()
        painter.fillRect(option.rect, now.colour("header"))
        painter.setFont(now.font(bold=True))
        painter.setPen(now.colour("text"))
        box = option.rect.adjusted(now.px(8), 0, -now.px(8), 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(index.data()))
        painter.restore()


class TaskTable(Table):
    """The plan's tasks. Its columns stay in their places: the headings span them."""

    def __init__(self, source: TaskSource) -> None:
        super().__init__(columns(source.plan), source, _("任务"))
        self.setItemDelegate(HeadingDelegate(self.model_.columns, self))
        self.setSelectionBehavior(Table.SelectionBehavior.SelectRows)
        self.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.horizontalHeader().setSectionsMovable(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.model_.modelReset.connect(self._span)

    def first_task(self) -> int | None:
        """The id of the first row that is a task."""
        ids = (self.model_.id_of(row) for row in range(self.model_.rowCount()))
        return next((id_ for id_ in ids if id_ > 0), None)

    def _span(self) -> None:
        self.clearSpans()
        for row in range(self.model_.rowCount()):
            if self.model_.id_of(row) < 0:
                self.setSpan(row, 0, 1, len(self.model_.columns))
