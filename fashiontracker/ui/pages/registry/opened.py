"""The record's panel in a window of its own, where there is no room for the inspector."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from fashiontracker.text import _
from fashiontracker.ui.pages.registry.panel import RecordPanel
from fashiontracker.ui.style import look


class RecordDialog(QDialog):
    """Esc closes it; edits inside are saved one by one as in the inspector."""

    def __init__(self, panel: RecordPanel, key: int, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("详情"))
        panel.show_record(key, day)
        panel.left.connect(self.reject)
        panel.go.connect(lambda _key, _wish: self.reject())
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look().px(8), 0, 0)
        column.addWidget(scroll)
        self.resize(look().px(520), look().px(620))
        panel.begin()
