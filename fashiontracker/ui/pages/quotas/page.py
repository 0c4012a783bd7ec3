"""The page 目标."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QScrollArea, QSizePolicy, QTabWidget, QVBoxLayout, QWidget

from fashiontracker.plan.types import Milestone, Quota
from fashiontracker.reports.target_sheet import group_letters
from fashiontracker.text import N_, _
from fashiontracker.ui.counting import WATCHED, Known
from fashiontracker.ui.page import Page, Touched
from fashiontracker.ui.pages.quotas.card import RowCard
from fashiontracker.ui.pages.quotas.course import Course
from fashiontracker.ui.pages.quotas.lists import Lists
from fashiontracker.ui.pages.quotas.outlook import Outlook
from fashiontracker.ui.pages.quotas.picker import RowPicker
from fashiontracker.ui.pages.quotas.steps import Steps
from fashiontracker.ui.pages.quotas.subject import SubjectPanel
from fashiontracker.ui.scrolled import scrolled
from fashiontracker.ui.style import look
from fashiontracker.ui.wishes import PAGE_OF, Rows, Target

if TYPE_CHECKING:
    from fashiontracker.models.facts import Subject
    from fashiontracker.tally.board import Counted, RowResult
    from fashiontracker.ui.desk import Desk


class Quotas(Page):
    """One row of the plan at a time: its rule, its lists, its forecast, its history."""

    key = "quotas"
    title = N_("目标")
    watches: ClassVar[Touched] = WATCHED
    inspects = True

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._plan = plan = desk.app.plan
        self._known: Known | None = None
        self.row: Quota | Milestone = plan.rows[0]
        self._numbers = {row.key: number for number, row in enumerate(plan.rows, 1)}
        self._letters = group_letters([group.key for group in plan.groups])
        desk.counting.arrived.connect(self.reload)
        self.picker = RowPicker(plan)
        self.picker.chosen.connect(self._choose)
        self.tools.addWidget(self.picker)
        self.card = RowCard(desk.app)
        self.lists = Lists(desk.app)
        self.lists.chosen.connect(self._inspect)
        self.lists.opened.connect(lambda one: self._open((one.subject_kind, one.subject_id)))
        self.outlook = Outlook(desk.app)
        self.outlook.opened.connect(self._open)
        self.course = Course()
        self.steps = Steps(desk.app)
        self.tabs = _Tabs()
        self.tabs.tabBar().setAccessibleName(_("这一项目标的明细"))
        for tab, name in ((self.lists, _("名单")), (self.outlook, _("在办与预测")), (self.course, _("走势"))):
            self.tabs.addTab(tab, name)
        self.body.addWidget(self._sheet(), 1)

    def arrive(self, wish: object) -> None:
        if isinstance(wish, Target):
            self._choose(wish.key)
        self.lists.tell()  # the inspector was cleared on the way here

    def refresh(self) -> None:
        known = self._desk.counting.ask(self.work.emit)
        if known is not None:
            self._known = known
            self._show(known)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {**super().commands(), "report": lambda: self.go.emit("reports", None)}

    def _sheet(self) -> QScrollArea:
        """Card and lists; they scroll together only where the window is too small for both."""
        sheet = QWidget()
        sheet.setObjectName("page")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(12))
        column.addWidget(self.card)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.steps, 1)
        for widget in (self.card, self.tabs, self.steps):
            widget.hide()
        return scrolled(sheet)

    # ---- showing ----

    def _choose(self, key: str) -> None:
        row = self._plan.row(key)
        if row is not None and row.key != self.row.key:
            self.row = row
            self.outlook.model.clear()
            self.inspect.emit(None)
            self.reload()

    def _show(self, known: Known) -> None:
        results = self._desk.counting.rows(self.as_of)
        result = results[self.row.key]
        self.picker.show_results(results, self.row.key)
        self.card.show()
        counted = isinstance(self.row, Quota)
        self.tabs.setVisible(counted)
        self.steps.setVisible(not counted)
        if isinstance(self.row, Quota):
            self._show_quota(known, self.row, result)
        else:
            self.card.show_row(self.row, result, None)
            self.steps.show_milestone(self.row, self.as_of)
            self.counted.emit("")

    def _show_quota(self, known: Known, quota: Quota, result: RowResult) -> None:
        foresee = partial(self._desk.counting.forecast, quota.key, self.as_of)
        over = self.as_of >= self._plan.end
        base = None if over else foresee()
        self.card.show_row(quota, result, base.expected if base else None)
        ledger = f"{self._letters[quota.group]}-{self._numbers[quota.key]:02d}"
        self.lists.show_row(known, quota, result, ledger)
        open_ = self.outlook.show_row(quota, foresee, over=over)
        self.course.show_row(known.facts, self._plan, quota, self.as_of)
        counted, near = f"{len(result.counted):,}", f"{len(result.near_misses):,}"
        self.tabs.setTabText(0, _("名单（计入 {counted}，未计入 {near}）").format(counted=counted, near=near))
        self.tabs.setTabText(1, _("在办与预测（{count}）").format(count=open_) if open_ else _("在办与预测"))
        self.counted.emit(_("计入 {counted} · 差一点 {near}").format(counted=counted, near=near))

    # ---- one subject ----

    def _inspect(self, one: Counted) -> None:
        if self._known is None or not isinstance(self.row, Quota):
            return
        subject = (one.subject_kind, one.subject_id)
        open_ = partial(self._open, subject) if one.subject_kind in PAGE_OF else None
        self.inspect.emit(SubjectPanel(self._desk.app, self._known, self.row, one, self.as_of, open_))

    def _open(self, subject: Subject) -> None:
        kind, id_ = subject
        if kind in PAGE_OF:
            self.go.emit(PAGE_OF[kind], Rows(record=id_))


class _Tabs(QTabWidget):
    """Takes what room there is: it asks for no more than the least, whatever its pages would like."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)

    def hasHeightForWidth(self) -> bool:
        return False
