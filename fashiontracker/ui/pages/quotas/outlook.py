"""The forecast of a row: what may still come, how likely each number is, and what-if without storing anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QPushButton, QTableView, QVBoxLayout, QWidget

from fashiontracker.tally import words
from fashiontracker.text import _
from fashiontracker.ui.charts.spread import SpreadChart
from fashiontracker.ui.pages.quotas.pushes import WIDTHS, PushModel, pushes
from fashiontracker.ui.style import give_role, look
from fashiontracker.ui.table import ROW_HEIGHT

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.plan.types import Quota
    from fashiontracker.tally.forecast import Assumed, Forecast

Foresee = Callable[["Assumed | None"], "Forecast | None"]
CHART_HEIGHT = 400
NEGLIGIBLE = 0.0005
"""Outcomes at either end less likely than this are left out of the chart."""


class Outlook(QWidget):
    """Table of pushes at the left, the distribution at the right, the answer above both."""

    opened = Signal(object)
    """The `Subject` whose record is wanted."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self._foresee: Foresee = lambda _assume: None
        self._least = 0.0
        self.answer = QLabel()
        give_role(self.answer, "heading")
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        give_role(self.hint, "muted")
        self.reset = QPushButton(_("清除假设"))
        self.model = PushModel(self)
        self.reset.clicked.connect(self.model.clear)
        self.model.assumed.connect(self._recount)
        self.table = self._table()
        self.chart = SpreadChart(_("期末数量的概率"))
        self.chart.setMaximumHeight(look().px(CHART_HEIGHT))
        head = QHBoxLayout()
        head.addWidget(self.answer)
        head.addStretch(1)
        head.addWidget(self.reset)
        both = QHBoxLayout()
        both.setSpacing(look().px(10))
        both.addWidget(self.table, 3)
        both.addWidget(self.chart, 2, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(10), look().px(8), look().px(10), look().px(10))
        column.setSpacing(look().px(6))
        column.addLayout(head)
        column.addWidget(self.hint)
        column.addLayout(both, 1)
        column.addStretch(0)

    def show_row(self, quota: Quota, foresee: Foresee, *, over: bool) -> int:
        """Show a row's forecast; ``over`` once nothing can come any more. The number of candidacies and renewals."""
        self._foresee, self._least = foresee, quota.min or 0
        base = foresee(None)
        rows = pushes(self._app, base) if base is not None else []
        self.model.show_rows(rows)
        for widget in (self.table, self.reset):
            widget.setVisible(bool(rows))
        self.chart.setVisible(base is not None)
        self.answer.setVisible(base is not None)
        self.hint.setText(_hint(quota, base, over=over))
        self._recount()
        return len(rows)

    def _recount(self) -> None:
        base = self._foresee(None)
        if base is None:
            return
        assume = self.model.assumptions
        shown = self._foresee(assume) if assume else base
        assert shown is not None
        said = _("达成概率 {chance}，期末预计 {expected}")
        now = said.format(chance=words.chance(shown.probability), expected=words.number(round(shown.expected, 1)))
        if assume:
            now = _("若假设成立：{now}（现状 {before}）").format(now=now, before=words.chance(base.probability))
        self.answer.setText(now)
        self.answer.setAccessibleName(now)
        self.reset.setEnabled(bool(assume))
        first, last = _likely(shown.distribution)
        self.chart.show_spread(first, shown.distribution[first : last + 1], self._least)

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(_("在办与待复核"))
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(look().px(ROW_HEIGHT))
        table.horizontalHeader().setHighlightSections(False)
        for place, width in enumerate(WIDTHS):
            table.setColumnWidth(place, look().px(width))
        table.activated.connect(self._open)
        return table

    def _open(self, index: QModelIndex) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            self.opened.emit(self.model.rows[index.row()].subject)


def _likely(chances: tuple[float, ...]) -> tuple[int, int]:
    """The first and the last number that are worth a bar."""
    places = [place for place, chance in enumerate(chances) if chance >= NEGLIGIBLE]
    return places[0], places[-1]


def _hint(quota: Quota, base: Forecast | None, *, over: bool) -> str:
    if base is None:
        if quota.min is None:
            return _("计划未定数量，这一项只跟踪，不作预测。")
        return _("预测只对按称号计数的存量和新增目标计算；这一项没有概率。")
    if over:
        return _("规划期已到最后一天，结果已定，没有可以推动的申报。")
    if not (base.candidates or base.renewals):
        return _("没有在办的申报，也没有期内要复核的称号；在“培育认定”登记入库、申报等进展后会出现在这里。")
    return _("按提升排序，最值得推动的在前。勾选“成功”或“落空”只重算这里的预测，不改动任何记录。")
