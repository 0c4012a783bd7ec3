"""Heat tiles: one number for every row and column, its depth of colour and its figure saying the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, Signal

from fashiontracker.ui.charts.frame import Chart, Numbers, label_ticks, said
from fashiontracker.ui.charts.shades import shade
from fashiontracker.ui.style import look


class TileChart(Chart):
    """Sector × district; a click on a tile asks for its rows."""

    chosen = Signal(int, int)
    """The row and the column clicked."""

    rows: Sequence[str] = ()
    columns: Sequence[str] = ()
    values: Sequence[Sequence[float | None]] = ()

    def show_tiles(self, rows: Sequence[str], columns: Sequence[str], values: Sequence[Sequence[float | None]]) -> None:
        """Show these numbers; ``values[row][column]``."""
        self.rows, self.columns, self.values = rows, columns, values
        self.renew()

    def numbers(self) -> Numbers:
        rows = ((name, *(said(value) for value in self.values[row])) for row, name in enumerate(self.rows))
        return Numbers(("", *self.columns), tuple(rows))

    def draw(self, graphics: Any, plot: Any) -> None:
        now = look()
        most = max((value for row in self.values for value in row if value is not None), default=0.0) or 1.0
        plot.invertY(True)
        for row, values in enumerate(self.values):
            for column, value in enumerate(values):
                tile = graphics.QtWidgets.QGraphicsRectItem(QRectF(column - 0.47, row - 0.46, 0.94, 0.92))
                tile.setBrush(shade(value, most))
                tile.setPen(graphics.mkPen(None))
                plot.addItem(tile)
                ink = now.colour("text" if value else "muted")
                figure = graphics.TextItem(said(value), color=ink, anchor=(0.5, 0.5))
                figure.setFont(now.font(12))
                figure.setPos(column, row)
                plot.addItem(figure)
        label_ticks(plot, "top", self.columns, room=40)
        plot.showAxis("top")
        plot.hideAxis("bottom")
        label_ticks(plot, "left", self.rows, room=40)
        plot.setXRange(-0.5, len(self.columns) - 0.5, padding=0)
        plot.setYRange(-0.5, len(self.rows) - 0.5, padding=0)
        scene = plot.scene()
        if not scene.property("listening"):
            scene.setProperty("listening", True)
            scene.sigMouseClicked.connect(self._clicked)

    def _clicked(self, event: Any) -> None:
        where = self._plot.getPlotItem().vb.mapSceneToView(event.scenePos())
        row, column = round(where.y()), round(where.x())
        if 0 <= row < len(self.rows) and 0 <= column < len(self.columns):
            self.chosen.emit(row, column)
