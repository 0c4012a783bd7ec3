"""A strip for what was typed before a crash and never saved: go on with it, or let it go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from fashiontracker.text import _
from fashiontracker.ui.drafting import Slot, kept
from fashiontracker.ui.moments import shown
from fashiontracker.ui.pictures import Picture
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.models.drafts import Draft
    from fashiontracker.ui.desk import Desk


class Unsaved(QFrame):
    """Shows one draft after the other; hidden where there is none."""

    wanted = Signal(object)
    """The `Draft` to go on with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_role(self, "warning")
        self._left: list[tuple[Draft, Slot]] = []
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.go_on, self.discard = QPushButton(_("继续填写")), QPushButton(_("丢弃"))
        self.go_on.clicked.connect(self._go_on)
        self.discard.clicked.connect(self._discard)
        row = QHBoxLayout(self)
        row.setContentsMargins(look().px(16), look().px(4), look().px(8), look().px(4))
        row.setSpacing(look().px(8))
        row.addWidget(Picture("edit", "warn"))
        row.addWidget(self.words, 1)
        row.addWidget(self.go_on)
        row.addWidget(self.discard)
        self.hide()

    def look_at(self, desk: Desk) -> None:
        """Show the drafts for a database, which only its writer can go on with."""
        drafts = desk.app.drafts
        found = [] if desk.read_only else kept(drafts)
        self._left = [(one, Slot(drafts, one.page, one.form, one.about)) for one in found]
        self._show()

    def _go_on(self) -> None:
        draft, _slot = self._left.pop(0)
        self._show()
        self.wanted.emit(draft)

    def _discard(self) -> None:
        _draft, slot = self._left.pop(0)
        slot.drop()
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._left))
        if self._left:
            draft = self._left[0][0]
            words = _("上次没有保存的“{title}”（{at}）还在。").format(title=draft.title, at=shown(draft.at))
            more = _("另有 {count} 份。").format(count=len(self._left) - 1) if len(self._left) > 1 else ""
            self.words.setText(words + more)
            self.setAccessibleName(words + more)
