"""A history as lines over labelled steps: a quota by as-of date, revenue by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from fashiontracker.ui.charts.frame import Chart, Numbers, ink, label_ticks, said
from fashiontracker.ui.style import look


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one set of bars: its name, and a value for every label (None leaves a gap)."""

    name: str
    values: tuple[float | None, ...]


class LineChart(Chart):
    """Lines; a target may lie behind them as a band from ``low`` to ``high``."""

    labels: Sequence[str] = ()
    series: Sequence[Series] = ()
    band: tuple[float, float] | None = None

    def show_series(
        self, labels: Sequence[str], series: Sequence[Series], band: tuple[float, float] | None = None
    ) -> None:
        """Show these numbers."""
        self.labels, self.series, self.band = labels, series, band
        self.renew()

    def numbers(self) -> Numbers:
        heads = ("", *(one.name for one in self.series))
        rows = ((label, *(said(one.values[place]) for one in self.series)) for place, label in enumerate(self.labels))
        return Numbers(heads, tuple(rows))

    def draw(self, graphics: Any, plot: Any) -> None:
        now = look()
        plot.showGrid(y=True, alpha=0.15)
        if self.band is not None:
            region = graphics.LinearRegionItem(
                self.band, orientation="horizontal", movable=False, brush=now.colour("band"), pen=now.colour("band")
            )
            region.setZValue(-10)
            plot.addItem(region)
        if len(self.series) > 1:
            plot.addLegend(labelTextColor=now.colour("text"), offset=(8, 4))
        for number, one in enumerate(self.series):
            pen = QPen(now.colour(ink(number)), 2, Qt.PenStyle.SolidLine if number < 4 else Qt.PenStyle.DashLine)
            pen.setCosmetic(True)
            plot.plot(
                list(range(len(one.values))),
                [nan if value is None else value for value in one.values],
                connect="finite",
                pen=pen,
                symbol="otsd+x"[number % 6],
                symbolSize=6,
                symbolBrush=now.colour(ink(number)),
                symbolPen=None,
                name=one.name,
            )
        label_ticks(plot, "bottom", self.labels, room=8)
        plot.setXRange(-0.5, len(self.labels) - 0.5, padding=0)
        top = max((value for one in self.series for value in one.values if value is not None), default=1.0)
        plot.setYRange(0, max(top, self.band[1] if self.band else 0) * 1.08 or 1, padding=0)
