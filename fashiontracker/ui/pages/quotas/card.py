"""The head of a row's page: the policy's sentence, the 口径 in words, and the number with its bar and status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from fashiontracker.plan.captions import caption
from fashiontracker.plan.types import Quota
from fashiontracker.tally import words
from fashiontracker.text import _, pick
from fashiontracker.ui.counting import reach_of, unit_word
from fashiontracker.ui.marks import STATUS
from fashiontracker.ui.pictures import Picture
from fashiontracker.ui.range_bar import RangeBar
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.plan.types import Milestone
    from fashiontracker.tally.board import RowResult

INKS = {"good": "good_mark", "warn": "warn_mark", "bad": "bad_mark"}
NUMBERS_WIDTH = 330


class RowCard(QFrame):
    """Shows one row on one day."""

    def __init__(self, app: App) -> None:
        super().__init__()
        give_role(self, "card")
        self._app = app
        self.name = _label("heading", wrap=True)
        self.clause = _label("", wrap=True)
        self.rule = _label("muted", wrap=True)
        self.figure = _label("figure")
        self.unit = _label("muted")
        self.mark = Picture("", "text", 18)
        self.status = _label("")
        self.bar = RangeBar()
        self.line = _label("muted", wrap=True)
        words_ = QVBoxLayout()
        words_.setSpacing(look().px(6))
        for label in (self.name, self.clause, self.rule):
            words_.addWidget(label)
        words_.addStretch(1)
        number = QHBoxLayout()
        number.setSpacing(look().px(6))
        number.addWidget(self.figure)
        number.addWidget(self.unit, 0, Qt.AlignmentFlag.AlignBottom)
        number.addStretch(1)
        number.addWidget(self.mark)
        number.addWidget(self.status)
        numbers = QVBoxLayout()
        numbers.setSpacing(look().px(4))
        numbers.addLayout(number)
        numbers.addWidget(self.bar)
        numbers.addWidget(self.line)
        numbers.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(look().px(16), look().px(12), look().px(16), look().px(12))
        row.setSpacing(look().px(24))
        row.addLayout(words_, 1)
        row.addLayout(numbers)
        for widget in (self.bar, self.line):
            widget.setFixedWidth(look().px(NUMBERS_WIDTH))

    def show_row(self, row: Quota | Milestone, result: RowResult, expected: float | None) -> None:
        """Show a row; ``expected`` is the number foreseen for the period's last day."""
        plan = self._app.plan
        mark = STATUS[result.status]
        self.name.setText(pick(row.zh, row.en))
        self.clause.setText(_("原文（{place}）：{clause}").format(clause=row.clause, place=row.clause_ref))
        self.mark.show_icon(mark.shape, mark.ink)
        self.status.setText(mark.word)
        self.status.setAccessibleName(_("状态：{status}").format(status=mark.word))
        counted = isinstance(row, Quota)
        for widget in (self.figure, self.unit, self.line):
            widget.setVisible(counted)
        self.bar.setVisible(result.min is not None)
        if not isinstance(row, Quota):
            self.rule.setText(_("口径：按已登记的进展，取不晚于截至日期的最后一条。"))
            return
        rule = caption(row, plan, self._app.catalogue, translated=True)
        self.rule.setText(_("口径：{rule}").format(rule=rule))
        self.figure.setText(words.number(result.actual))
        self.unit.setText(unit_word(plan, result))
        self.bar.show_reach(reach_of(result, expected), rule, INKS.get(mark.ink, "bar"))
        self.line.setText(" · ".join(self._facts(result, expected)))

    def _facts(self, result: RowResult, expected: float | None) -> list[str]:
        """Target, pace and forecast in a few words."""
        said = []
        if result.year is not None:
            said.append(_("{year} 年的数").format(year=result.year))
        if result.min is None:
            return [*said, _("计划未定数量，只跟踪")]
        said.append(_("目标 {target}").format(target=words.target(result.min, result.max)))
        if result.expected_pace is not None:
            said.append(_("序时进度 {pace}").format(pace=words.number(round(result.expected_pace, 1))))
        if expected is not None:
            said.append(_("期末预计 {expected}").format(expected=words.number(round(expected, 1))))
        if result.forecast is not None:
            said.append(_("达成概率 {chance}").format(chance=words.chance(result.forecast)))
        if result.stale:
            said.append(_("{count} 个数据偏旧").format(count=result.stale))
        return said


def _label(role: str, *, wrap: bool = False) -> QLabel:
    label = QLabel()
    label.setWordWrap(wrap)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        give_role(label, role)
    return label
