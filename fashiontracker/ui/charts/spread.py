"""Distribution and funnel: how likely each outcome is, and how many are at each stage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal

from fashiontracker.text import _
from fashiontracker.ui.charts.frame import Chart, Numbers, label_ticks, said
from fashiontracker.ui.style import look


class SpreadChart(Chart):
    """The forecast: the probability of every final count, those that reach the target in another colour."""

    first: int = 0
    chances: Sequence[float] = ()
    low: float = 0.0

    def show_spread(self, first: int, chances: Sequence[float], low: float) -> None:
        """``chances[i]`` is the probability of ending with ``first + i``; ``low`` is the target's minimum."""
        self.first, self.chances, self.low = first, chances, low
        self.renew()

    def numbers(self) -> Numbers:
        rows = ((str(self.first + place), f"{chance:.1%}") for place, chance in enumerate(self.chances))
        return Numbers((_("期末数量"), _("概率")), tuple(rows))

    def draw(self, graphics: Any, plot: Any) -> None:
        now = look()
        counts = range(self.first, self.first + len(self.chances))
        plot.addItem(
            graphics.BarGraphItem(
                x=list(range(len(self.chances))),
                height=[chance * 100 for chance in self.chances],
                width=0.8,
                brushes=[now.colour("bar" if count >= self.low else "forecast") for count in counts],
                pen=None,
            )
        )
        label_ticks(plot, "bottom", [str(count) for count in counts])
        plot.getAxis("left").setLabel(_("概率（%）"), color=now.colour("muted").name())


class FunnelChart(Chart):
    """The pipeline: a bar for every stage from the first to the last; a click asks for its candidates."""

    chosen = Signal(int)

    stages: Sequence[tuple[str, float]] = ()

    def show_stages(self, stages: Sequence[tuple[str, float]]) -> None:
        """Each stage's name and how many are there."""
        self.stages = stages
        self.renew()

    def numbers(self) -> Numbers:
        return Numbers((_("阶段"), _("数量")), tuple((name, said(count)) for name, count in self.stages))

    def draw(self, graphics: Any, plot: Any) -> None:
        now = look()
        plot.invertY(True)
        places = list(range(len(self.stages)))
        counts = [count for _name, count in self.stages]
        plot.addItem(graphics.BarGraphItem(x0=0, y=places, height=0.7, width=counts, brush=now.colour("bar"), pen=None))
        for place, count in zip(places, counts, strict=True):
            figure = graphics.TextItem(said(count), color=now.colour("text"), anchor=(0, 0.5))
            figure.setFont(now.font(12))
            figure.setPos(count, place)
            plot.addItem(figure)
        label_ticks(plot, "left", [name for name, _count in self.stages], room=40)
        plot.setXRange(0, max(counts, default=1) * 1.12 or 1, padding=0)
        plot.setYRange(-0.5, len(self.stages) - 0.5, padding=0)
        plot.hideAxis("bottom")
        scene = plot.scene()
        if not scene.property("listening"):
            scene.setProperty("listening", True)
            scene.sigMouseClicked.connect(self._clicked)

    def _clicked(self, event: Any) -> None:
        place = round(self._plot.getPlotItem().vb.mapSceneToView(event.scenePos()).y())
        if 0 <= place < len(self.stages):
            self.chosen.emit(place)
