"""A strip under the top bar for what stays true for a while: the database is read-only, a backup failed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from fashiontracker.text import _
from fashiontracker.ui.empty import Way
from fashiontracker.ui.pictures import Picture, icon_button
from fashiontracker.ui.style import give_role, look

Said = str | Callable[[], str]
"""Words, or what makes them: those are in the language in force when the window is built anew."""


class Notice(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_role(self, "warning")
        picture = Picture("warning", "warn")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self.said: Said = ""
        self.way: Way | None = None
        self.button: QPushButton | None = None
        close = icon_button("close", _("关闭提示"), self.hide)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(look().px(16), look().px(4), look().px(8), look().px(4))
        row.addWidget(picture)
        row.addWidget(self._text, 1)
        row.addWidget(close)
        self.tell("")

    def text(self) -> str:
        """What it says now."""
        return self._text.text()

    def tell(self, said: Said, way: Way | None = None) -> None:
        """Say this, or nothing, with a way on where there is one."""
        self.said = said
        text = said() if callable(said) else said
        self._text.setText(text)
        self._offer(way)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def _offer(self, way: Way | None) -> None:
        self.way = way
        if self.button is not None:
            self._row.removeWidget(self.button)
            self.button.deleteLater()
            self.button = None
        if way is not None:
            self.button = QPushButton(way.words)
            give_role(self.button, "link")
            self.button.clicked.connect(way.act)
            self._row.insertWidget(self._row.count() - 1, self.button)
