"""What became of one row, in words; where the user must decide, the decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from fashiontracker.exchange.verdicts import Decision, Verdict
from fashiontracker.text import N_, _
from fashiontracker.ui.pages.importing.fates import MARKS
from fashiontracker.ui.pages.importing.rows import fate_of, reason_of, row_of
from fashiontracker.ui.pictures import Picture
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.exchange.tables import Skipped

DECISIONS: Final = {
    Decision.TAKE_NEW: N_("采用文件里的"),
    Decision.KEEP_OLD: N_("保留原有的，其余照常导入"),
    Decision.SEPARATE: N_("作为另一条新增"),
}


class RowDetail(QFrame):
    """The current row. `decided` carries the decision (None takes it back) and whether it is for all alike."""

    decided = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        give_role(self, "card")
        self._picture = Picture("")
        self._title = QLabel()
        give_role(self._title, "heading")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.buttons: dict[Decision, QPushButton] = {}
        self.alike = QCheckBox()
        self._row = QHBoxLayout()
        self._row.setSpacing(look().px(8))
        for decision, words in DECISIONS.items():
            button = QPushButton(_(words))
            button.clicked.connect(
                lambda _checked=False, said=decision: self.decided.emit(said, self.alike.isChecked())
            )
            self.buttons[decision] = button
            self._row.addWidget(button)
        self.back = QPushButton(_("撤回这个决定"))
        self.back.clicked.connect(lambda: self.decided.emit(None, False))
        self._row.addWidget(self.back)
        self._row.addWidget(self.alike)
        self._row.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(look().px(8))
        head.addWidget(self._picture)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(16), look().px(10), look().px(16), look().px(10))
        column.setSpacing(look().px(6))
        column.addLayout(head)
        column.addWidget(self._words)
        column.addLayout(self._row)
        self.show_item(None)

    def show_item(
        self, item: Verdict | Skipped | None, decision: Decision | None = None, alike: int = 0, changes: str = ""
    ) -> None:
        """Show a row; ``decision`` is what the user said of it, ``alike`` how many conflicts are of its kind.

        ``changes`` is what it changes, in words.
        """
        self.setVisible(item is not None)
        if item is None:
            return
        mark = MARKS[fate_of(item)]
        self._picture.show_icon(mark.shape, mark.ink)
        name = item.name if isinstance(item, Verdict) else ""
        parts = (_("第 {row} 行").format(row=row_of(item)), mark.word, name)
        self._title.setText(" · ".join(part for part in parts if part))
        words = changes or reason_of(item)
        if fate_of(item) == "unchanged":
            words = _("与库中完全相同，不会改动。")
        if decision is not None:
            words = _("已决定：{decision}。{words}").format(decision=_(DECISIONS[decision]), words=words)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        choices = item.choices if isinstance(item, Verdict) else ()
        for choice, button in self.buttons.items():
            button.setVisible(choice in choices)
        self.back.setVisible(decision is not None)
        self.alike.setVisible(alike > 1)
        self.alike.setText(_("同类的 {count} 处冲突都这样").format(count=alike))
        self.alike.setChecked(False)
