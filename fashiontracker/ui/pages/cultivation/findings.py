"""The criteria of a check as a table: verdict, criterion, value, year and source, gap, clause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from fashiontracker.plan.designations import Criterion
from fashiontracker.tally import gaps
from fashiontracker.tally.metrics import Missing
from fashiontracker.text import N_, _, pick
from fashiontracker.ui.icons import icon
from fashiontracker.ui.pages.cultivation.judging import Asked
from fashiontracker.ui.style import look

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.tally.criteria import Finding
    from fashiontracker.tally.eligibility import Check

LOOKS: Final = {
    "met": ("done", "good"),
    "not_met": ("missed", "bad"),
    "unknown": ("question", "warn"),
    "not_applicable": ("not_started", "quiet"),
}
COLUMNS: Final = (N_("结论"), N_("条件"), N_("数值"), N_("年度与来源"), N_("差距"), N_("依据"))
SHARES: Final = (0.13, 0.25, 0.1, 0.19, 0.18, 0.15)
"""Of the table's width."""


class _Roomy(QStyledItemDelegate):
    """Some air above and below the words."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return super().sizeHint(option, index) + QSize(0, look().px(10))


class Findings(QTableWidget):
    """One row a criterion; alternatives that do not decide are said to be so."""

    def __init__(self, app: App) -> None:
        super().__init__(0, len(COLUMNS))
        self._app = app
        self._shown: list[Finding] = []
        self.setItemDelegate(_Roomy(self))
        self.setAccessibleName(_("逐条结论"))
        self.setHorizontalHeaderLabels([_(one) for one in COLUMNS])
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().hide()
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        self.setWordWrap(True)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setIconSize(QSize(look().px(16), look().px(16)))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def show_check(self, check: Check) -> None:
        """Show another check: what keeps it from being eligible first."""
        first = {one.criterion.key for one in check.lacking}
        self._shown = sorted(check.findings, key=lambda one: one.criterion.key not in first)
        self.setRowCount(len(self._shown))
        for row, finding in enumerate(self._shown):
            for column, words in enumerate(self._cells(check, finding)):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                if column == 0:
                    item.setIcon(icon(*LOOKS[finding.verdict]))
                self.setItem(row, column, item)

    def chosen(self) -> Finding | None:
        """The finding of the selected row."""
        row = self.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) and self.selectedItems() else None

    def choose(self, criterion: str) -> bool:
        """Select the row of a criterion, by its key; False where there is none."""
        row = next((n for n, one in enumerate(self._shown) if one.criterion.key == criterion), None)
        if row is not None:
            self.selectRow(row)
        return row is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.viewport().width()
        for column, share in enumerate(SHARES):
            self.setColumnWidth(column, int(width * share))

    def _cells(self, check: Check, finding: Finding) -> tuple[str, ...]:
        plan, catalogue = self._app.plan, self._app.catalogue
        value, criterion = finding.value, finding.criterion
        year = _("{year} 年").format(year=value.year) if value is not None and value.year else ""
        source = gaps.source(value, catalogue) if value is not None else ""
        aside = check.outcome.needed and criterion.key not in check.outcome.needed
        left = aside and finding.verdict in ("not_met", "unknown")
        sentence = gaps.sentence(finding, plan, catalogue)
        return (
            gaps.verdict(finding.verdict),
            _("{criterion}（另一途径，不影响结论）").format(criterion=sentence) if left else sentence,
            gaps.shown(finding, plan),
            " · ".join(filter(None, (year, source))),
            check.gap(finding),
            gaps.clause(criterion, catalogue),
        )


def asked_by(check: Check, finding: Finding) -> Asked | None:
    """What people are to answer for a criterion; None where a figure or a title decides."""
    criterion, rules = finding.criterion, check.ruleset
    if not isinstance(criterion, Criterion) or rules is None:
        return None
    words = gaps.sentence(finding, check.plan, check.catalogue)
    clause = gaps.clause(criterion, check.catalogue)
    if finding.score is not None:
        for one in finding.score.items:
            classes = [band.is_ for band in one.item.bands if isinstance(band.is_, str)]
            open_ = isinstance(one.value, Missing) or one.value.origin == "answer"
            if classes and open_:
                return Asked(
                    pick(one.item.zh, one.item.en), clause, check.designation.key, "score", one.item.key, classes
                )
        return None
    answered = finding.value is not None and finding.value.origin == "answer"
    if answered or finding.why in ("not_judged", "no_threshold"):
        return Asked(words, clause, check.designation.key, rules.key, criterion.key)
    if finding.verdict == "unknown" and criterion.comparator in ("is_true", "is_false"):
        return Asked(words, clause, check.designation.key, rules.key, criterion.key)
    return None
