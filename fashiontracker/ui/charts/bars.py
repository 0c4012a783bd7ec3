"""Bars by label, several series side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fashiontracker.ui.charts.frame import Chart, Numbers, ink, label_ticks, said
from fashiontracker.ui.charts.lines import Series
from fashiontracker.ui.style import look

GROUP = 0.72
"""The share of a step that its bars fill."""


class BarChart(Chart):
    """Revenue by year, enterprises by sector."""

    labels: Sequence[str] = ()
    series: Sequence[Series] = ()

    def show_series(self, labels: Sequence[str], series: Sequence[Series]) -> None:
        """Show these numbers."""
        self.labels, self.series = labels, series
        self.renew()

    def numbers(self) -> Numbers:
        rows = ((label, *(said(one.values[place]) for one in self.series)) for place, label in enumerate(self.labels))
        return Numbers(("", *(one.name for one in self.series)), tuple(rows))

    def draw(self, graphics: Any, plot: Any) -> None:
        now = look()
        plot.showGrid(y=True, alpha=0.15)
        if len(self.series) > 1:
            plot.addLegend(labelTextColor=now.colour("text"), offset=(8, 4))
        width = GROUP / max(len(self.series), 1)
        for number, one in enumerate(self.series):
            left = -GROUP / 2 + width * (number + 0.5)
            plot.addItem(
                graphics.BarGraphItem(
                    x=[place + left for place in range(len(one.values))],
                    height=[value or 0 for value in one.values],
                    width=width * 0.92,
                    brush=now.colour(ink(number)),
                    pen=None,
                    name=one.name,
                )
            )
        label_ticks(plot, "bottom", self.labels)
