"""The page 总览."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fashiontracker.text import N_, _
from fashiontracker.ui.charts.lines import LineChart, Series
from fashiontracker.ui.counting import WATCHED, Known
from fashiontracker.ui.empty import Empty, Way
from fashiontracker.ui.page import Page, Touched
from fashiontracker.ui.pages.overview.attention import Attention
from fashiontracker.ui.pages.overview.board import Board
from fashiontracker.ui.pages.overview.matters import matters
from fashiontracker.ui.pages.overview.summary import Summary
from fashiontracker.ui.scrolled import scrolled
from fashiontracker.ui.style import look
from fashiontracker.ui.wishes import Target

if TYPE_CHECKING:
    from fashiontracker.ui.desk import Desk

WIDE = 1360
"""From this width on, what needs attention and the trend stand beside the board."""
SIDE = 340


class Overview(Page):
    """Every row of the plan, the numbers asked for first, what needs attention, and the trend."""

    key = "overview"
    title = N_("总览")
    watches: ClassVar[Touched] = WATCHED

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._period_end = desk.app.plan.end
        desk.counting.arrived.connect(self.reload)
        self.summary = Summary(self.go.emit)
        self.attention = Attention(self.go.emit)
        self.board = Board(desk.app)
        self.board.opened.connect(lambda key: self.go.emit("quotas", Target(key)))
        self.trend = LineChart(_("已达成的目标数"))
        self.trend.setFixedHeight(look().px(240))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._sheet())
        self._stack.addWidget(self._empty())
        self.body.addWidget(self._stack, 1)
        self._stack.hide()
        self._later: list[Callable[[], None]] = []
        self._afterwards = QTimer(self, interval=0)
        self._afterwards.timeout.connect(self._show_next)
        self._wide: bool | None = None
        self._arrange(wide=False)

    def refresh(self) -> None:
        known = self._desk.counting.ask(self.work.emit)
        if known is None:
            return
        nothing = not (known.census.enterprises or known.facts.bearers or known.facts.figures)
        self._stack.setCurrentIndex(int(nothing))
        self._stack.show()
        if nothing:
            self.count.clear()
            return
        self._show(known)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {**super().commands(), "report": lambda: self.go.emit("reports", None)}

    def _show(self, known: Known) -> None:
        results = self._desk.counting.rows(self.as_of)
        self.board.show_results(results)
        self.summary.show_results(results, known.census)
        met = self.summary.reached.figure
        self.count.setText(_("行动计划共 {count} 项").format(count=len(results)))
        self.counted.emit(_("{count} 项目标 · 已达成 {met} 项").format(count=len(results), met=met))
        day = self.as_of
        seen = [(end, count) for end, count in known.trend if end <= day]
        labels = [f"{end:%y}Q{(end.month + 2) // 3}" for end, _count in seen]
        self.trend.show_series(labels, [Series(_("已达成"), tuple(count for _end, count in seen))])
        foreseen = [key for key, found in results.items() if found.forecast is not None and day < self._period_end]
        self._later = [
            partial(self._show_matters, known, day),
            partial(self._show_titles, known, day),
            *(partial(self._foresee, key, day) for key in foreseen),
        ]
        self._afterwards.start()

    # What takes a while comes after the paint of the numbers, one part at a time: the window stays quick.

    def _show_next(self) -> None:
        if self._later:
            self._later.pop(0)()
        else:
            self._afterwards.stop()

    def _show_titles(self, known: Known, day: date) -> None:
        from fashiontracker.tally import holdings

        self.summary.titles.show_figure(holdings.held(known.facts, day))

    def _show_matters(self, known: Known, day: date) -> None:
        from fashiontracker.tally import attention

        app, results = self._desk.app, self._desk.counting.rows(day)
        with app.store.reading() as session:
            found = attention.notices(session, known.facts, app.plan, app.catalogue, results.values(), day)
        self.attention.show_items(matters(found))

    def _foresee(self, key: str, day: date) -> None:
        foreseen = self._desk.counting.forecast(key, day)
        if foreseen is not None:
            self.board.row(key).foresee(foreseen.expected)

    # ---- layout ----

    def _sheet(self) -> QWidget:
        sheet = QWidget()
        sheet.setObjectName("page")
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom, sheet)
        self._columns.setContentsMargins(0, 0, look().px(4), 0)
        self._columns.setSpacing(look().px(10))
        self._main, self._side = QVBoxLayout(), QVBoxLayout()
        for column in (self._main, self._side):
            column.setSpacing(look().px(10))
            column.addStretch(1)
            self._columns.addLayout(column)
        return scrolled(sheet)

    def _empty(self) -> Empty:
        lesson = _(
            "总览按行动计划逐项显示目标的进展、节奏和预测。先导入企业、品牌和称号，"
            "这里的每个数字就会出现，并能一路点到名单、口径和佐证。"
        )
        return Empty(
            "overview",
            _("还没有可以统计的记录"),
            lesson,
            [
                Way(_("导入 Excel"), "import", lambda: self.go.emit("import", None), main=True),
                Way(_("手工录入企业"), "enterprises", lambda: self.go.emit("enterprises", None)),
            ],
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(wide=event.size().width() >= look().px(WIDE))

    def _arrange(self, *, wide: bool) -> None:
        if wide == self._wide:
            return
        self._wide = wide
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(direction)
        side = [self.attention, self.trend] if wide else [self.trend]
        main = [self.summary, self.board] if wide else [self.summary, self.attention, self.board]
        for part in (self.summary, self.attention, self.board, self.trend):
            for column in (self._main, self._side):
                column.removeWidget(part)
        for column, widgets in ((self._main, main), (self._side, side)):
            for place, widget in enumerate(widgets):
                column.insertWidget(place, widget)
        self._columns.setStretch(0, 1)
        self.attention.stand(upright=wide)
        for widget in (self.attention, self.trend):
            widget.setMaximumWidth(look().px(SIDE) if wide else 16777215)
            widget.setMinimumWidth(look().px(SIDE) if wide else 0)
