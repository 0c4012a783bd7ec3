"""Charts drawn as vectors in the document's own type, told apart by pattern and label rather than by colour."""

from __future__ import annotations

from fashiontracker.reports.block import Whole
from fashiontracker.reports.document import Bars, Chart, Histogram, Lines, RangeBars, TileMap
from fashiontracker.reports.faces import Role
from fashiontracker.reports.fontstack import TypeCase
from fashiontracker.reports.grid import SMALL_SIZE
from fashiontracker.reports.paragraph import ParagraphBlock, ParagraphStyle
from fashiontracker.reports.pen import Pen
from fashiontracker.reports.plot import LEGEND_HEIGHT, Area, draw_bars, draw_histogram, draw_lines, legend_rows
from fashiontracker.reports.rangebars import draw_range_bars, range_bars_height
from fashiontracker.reports.tags import Tag
from fashiontracker.reports.tilemap import draw_tile_map, tile_map_height

_PLOT_HEIGHT = 170.0
_GAP = 6.0


class ChartBlock(Whole):
    """A chart under its title; the whole is one figure with an alternative text."""

    before = 8.0
    after = 8.0

    def __init__(self, chart: Chart, case: TypeCase) -> None:
        self._chart, self._case = chart, case
        style = ParagraphStyle(Role.HEADING, SMALL_SIZE, SMALL_SIZE * 1.5, align="center")
        self._title = ParagraphBlock(chart.title, style, case)

    def prepare(self, width: float) -> None:
        """Break the title."""
        super().prepare(width)
        self._title.prepare(width)

    def own_height(self) -> float:
        """Title, gap and plot."""
        chart = self._chart
        title = self._title.height(float("inf")) + _GAP
        if isinstance(chart, RangeBars):
            return title + range_bars_height(chart)
        if isinstance(chart, TileMap):
            return title + tile_map_height(chart, self.width)
        legend = legend_rows(self._case[Role.FIGURES], chart, self.width)
        return title + _PLOT_HEIGHT + max(0, len(legend) - 1) * LEGEND_HEIGHT

    def draw(self, pen: Pen, top: float) -> None:
        """The title, and the plot of the chart's kind."""
        chart = self._chart
        with pen.tagged(Tag("Figure", alt=chart.alt or chart.title)):
            self._title.draw_plain(pen, 0, top)
            below = top - self._title.height(float("inf")) - _GAP
            area = Area(0, top - self.own_height(), self.width, below - (top - self.own_height()))
            match chart:
                case Bars():
                    draw_bars(pen, area, chart)
                case RangeBars():
                    draw_range_bars(pen, area, chart)
                case Lines():
                    draw_lines(pen, area, chart)
                case Histogram():
                    draw_histogram(pen, area, chart)
                case TileMap():
                    draw_tile_map(pen, area, chart)
