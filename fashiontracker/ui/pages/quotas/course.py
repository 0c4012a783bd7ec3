"""The history of a row: its number at the end of every quarter up to the day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fashiontracker.text import _
from fashiontracker.ui.charts.lines import LineChart, Series
from fashiontracker.ui.style import look

if TYPE_CHECKING:
    from fashiontracker.models.facts import Facts
    from fashiontracker.plan.types import Plan, Quota

HEADROOM = 1.1


class Course(QWidget):
    """A line chart with the target as a band; a quota without a max has its band from the min upwards."""

    def __init__(self) -> None:
        super().__init__()
        self.chart = LineChart(_("各季度末的数"))
        column = QVBoxLayout(self)
        margin = look().px(10)
        column.setContentsMargins(margin, margin, margin, margin)
        column.addWidget(self.chart)

    def show_row(self, facts: Facts, plan: Plan, quota: Quota, day: date) -> None:
        """Show a row's course until the day."""
        from fashiontracker.tally import history

        days = history.quarter_ends(plan.start, day)
        values = history.curve(facts, plan, quota, days)
        band = None
        if quota.min is not None:
            top = max((value for value in values if value is not None), default=0.0)
            band = (quota.min, quota.max if quota.max is not None else max(quota.min, top) * HEADROOM)
        labels = [_label(end, last=end == day) for end in days]
        self.chart.show_series(labels, [Series(_("实际"), values)], band)


def _label(day: date, *, last: bool) -> str:
    """A quarter's end by its quarter, another day by itself."""
    quarter = f"{day:%y}Q{(day.month + 2) // 3}"
    ends = (day.month, day.day) in ((3, 31), (6, 30), (9, 30), (12, 31))
    return quarter if ends or not last else day.isoformat()
