"""The board: a card for every block of the plan's goals, in one column or two, as there is room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from fashiontracker.plan.captions import caption
from fashiontracker.plan.types import Milestone, Quota
from fashiontracker.tally import words
from fashiontracker.text import _, pick
from fashiontracker.ui.chips import FlowLayout
from fashiontracker.ui.counting import reach_of, unit_word
from fashiontracker.ui.marks import STATUS
from fashiontracker.ui.pages.overview.row import BoardRow
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.plan.types import Group, Plan
    from fashiontracker.tally.board import RowResult

TWO_COLUMNS = 900
"""From this width on the cards stand in two columns."""


class MilestoneChip(QToolButton):
    """A goal without a number, with its state."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setAccessibleName(name)
        give_role(self, "chip")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_state(self, state: str) -> None:
        """Show the state it has on another day."""
        mark = STATUS[state]
        put_icon(self, mark.shape, mark.ink, 14)
        self.setText(f"{self._name}  {mark.word}")
        self.setAccessibleName(_("{name}：{said}").format(name=self._name, said=mark.word))
        self.setToolTip(_("里程碑：{name}，{said}").format(name=self._name, said=mark.word))


class GroupCard(QFrame):
    """A block of goals: its heading and score, its rows, its milestones."""

    def __init__(self, app: App, group: Group, open_row: Callable[[str], object]) -> None:
        super().__init__()
        give_role(self, "card")
        self._plan = app.plan
        self.rows: dict[str, BoardRow] = {}
        self.chips: dict[str, MilestoneChip] = {}
        heading = QLabel(pick(group.zh, group.en))
        heading.setToolTip(group.title)
        give_role(heading, "heading")
        self.score = QLabel()
        give_role(self.score, "muted")
        head = QHBoxLayout()
        head.setContentsMargins(look().px(10), 0, look().px(10), look().px(2))
        head.addWidget(heading)
        head.addStretch(1)
        head.addWidget(self.score)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, look().px(8), 1, look().px(6))
        column.setSpacing(0)
        column.addLayout(head)
        flow = FlowLayout(spacing=look().px(6))
        for key in group.rows:
            row = app.plan.row(key)
            if isinstance(row, Quota):
                rule = caption(row, app.plan, app.catalogue, translated=True)
                self.rows[key] = line = BoardRow(row_name(app.plan, row), rule)
                line.clicked.connect(lambda _checked=False, key=key: open_row(key))
                column.addWidget(line)
            elif isinstance(row, Milestone):
                self.chips[key] = chip = MilestoneChip(pick(row.zh, row.en))
                chip.clicked.connect(lambda _checked=False, key=key: open_row(key))
                flow.addWidget(chip)
        if self.chips:
            holder = QVBoxLayout()
            holder.setContentsMargins(look().px(10), look().px(4), look().px(10), look().px(2))
            holder.addLayout(flow)
            column.addLayout(holder)
        self.setAccessibleName(pick(group.zh, group.en))

    @property
    def weight(self) -> int:
        """Its height in rows, roughly."""
        return 2 + len(self.rows) + (len(self.chips) + 1) // 2

    def show_results(self, results: Mapping[str, RowResult]) -> None:
        """Show other numbers."""
        graded = [key for key in self.rows if results[key].status != "tracked"]
        met = sum(results[key].status in words.REACHED for key in graded)
        self.score.setText(_("达成 {met}/{all}").format(met=met, all=len(graded)) if graded else "")
        for key, line in self.rows.items():
            found = results[key]
            chance = words.chance(found.forecast) if found.forecast is not None else ""
            unit = unit_word(self._plan, found) if found.kind == "count" else ""
            line.show_numbers(reach_of(found), unit, found.status, chance)
        for key, chip in self.chips.items():
            chip.show_state(results[key].status)


class Board(QWidget):
    """All cards. ``opened`` tells the key of the row that was chosen."""

    opened = Signal(str)

    def __init__(self, app: App) -> None:
        super().__init__()
        self.cards = [GroupCard(app, group, self.opened.emit) for group in app.plan.groups]
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(look().px(12))
        for column in (self._left, self._right):
            column.setSpacing(look().px(10))
            column.addStretch(1)
            both.addLayout(column, 1)
        self._columns = 0
        self._place(1)

    def show_results(self, results: Mapping[str, RowResult]) -> None:
        """Show other numbers."""
        for card in self.cards:
            card.show_results(results)

    def row(self, key: str) -> BoardRow:
        """The line of a quota. Raises KeyError."""
        return next(card.rows[key] for card in self.cards if key in card.rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(2 if event.size().width() >= look().px(TWO_COLUMNS) else 1)

    def _place(self, columns: int) -> None:
        """Lay the cards out so that they read down one column, then down the other."""
        if columns == self._columns:
            return
        self._columns = columns
        for card in self.cards:
            self._left.removeWidget(card)
            self._right.removeWidget(card)
        split = _split([card.weight for card in self.cards]) if columns == 2 else len(self.cards)
        for place, card in enumerate(self.cards[:split]):
            self._left.insertWidget(place, card)
        for place, card in enumerate(self.cards[split:]):
            self._right.insertWidget(place, card)
        both = self.layout()
        assert isinstance(both, QHBoxLayout)
        both.setStretch(1, 1 if columns == 2 else 0)


def _split(weights: list[int]) -> int:
    """After how many cards the second column begins, so that both are about as long."""
    return min(range(1, len(weights)), key=lambda place: abs(sum(weights[:place]) - sum(weights[place:])), default=1)


def row_name(plan: Plan, quota: Quota) -> str:
    """The row's name; a figure's unit stands with it, being longer than its number."""
    name = pick(quota.zh, quota.en)
    return name if quota.kind == "count" else _("{name}（{unit}）").format(name=name, unit=unit_word(plan, quota))
