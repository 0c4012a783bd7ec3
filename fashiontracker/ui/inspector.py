"""The inspector: a panel at the right where a page shows the whole of the selected record."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from fashiontracker.text import _
from fashiontracker.ui.pictures import icon_button
from fashiontracker.ui.style import give_role, look


class Inspector(QFrame):
    """Holds one widget at a time; the page makes it and hands it over."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        heading = QLabel(_("详情"))
        give_role(heading, "heading")
        close = icon_button("close", _("隐藏详情栏") + "  (Ctrl+J)", self.closed.emit)
        head = QHBoxLayout()
        head.setContentsMargins(look().px(16), look().px(12), look().px(8), look().px(4))
        head.addWidget(heading, 1)
        head.addWidget(close)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName(_("详情"))
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        self.setMinimumWidth(look().px(280))
        self.show_widget(None)

    def show_widget(self, widget: QWidget | None) -> None:
        """Show a record's panel, or what this place is for; the one before is deleted."""
        self.empty = widget is None
        shown = widget if widget is not None else _nothing()
        self._scroll.setWidget(shown)
        for ground in (shown, self._scroll.viewport()):
            ground.setAutoFillBackground(False)  # the panel's own surface shows through


def _nothing() -> QWidget:
    label = QLabel(_("在表格中选中一条记录，这里会显示它的全部资料：事实、称号、佐证与变更记录。"))
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setContentsMargins(look().px(16), look().px(8), look().px(16), look().px(8))
    give_role(label, "muted")
    return label
