"""The city as a map of tiles: a number for each district, its depth of colour saying the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from fashiontracker.plan.tilemap import Tile, extent
from fashiontracker.text import _
from fashiontracker.ui.charts.frame import Drawing, Numbers
from fashiontracker.ui.charts.shades import shade
from fashiontracker.ui.style import look

STEPS = 5
"""Swatches of the legend."""
TALL = 0.84
"""A tile is at most this much of its width high, where that leaves room for its words."""
LOWEST = 66
"""So high a tile is where there is room: a name and a number, one above the other."""
WIDEST = 150
CAPTION, LEGEND = 26, 34
ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


@dataclass(frozen=True, slots=True)
class MapData:
    """What is drawn. ``values`` and ``names`` are by tile; a value of None is unknown, which is not 0.

    ``caption`` says what is counted, ``note`` what else must be known to read it; ``shown`` writes a number.
    """

    tiles: Sequence[Tile] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, float | None] = field(default_factory=dict)
    caption: str = ""
    note: str = ""
    shown: Callable[[float | None], str] = str

    @property
    def most(self) -> float:
        """The largest number of a district."""
        return max((value for value in self.values.values() if value is not None), default=0.0)


class TileMap(Drawing):
    """The map in its card. ``chosen`` tells the tile that was clicked, ``opened`` the one that was double-clicked."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.data = MapData()
        self.current = ""
        self.canvas = Canvas(self)

    def show_map(self, data: MapData) -> None:
        """Show these numbers."""
        self.data = data
        self.renew()

    def choose(self, key: str) -> None:
        """Mark a tile; a key that is none marks nothing."""
        self.current = key
        self.canvas.update()

    def make_view(self) -> QWidget:
        return self.canvas

    def redraw(self) -> None:
        self.canvas.setAccessibleName(f"{self.title} {self.data.caption}")
        self.canvas.update()

    def numbers(self) -> Numbers:
        data = self.data
        rows = ((data.names[tile.key], data.shown(data.values.get(tile.key))) for tile in data.tiles)
        return Numbers((_("区"), data.caption), tuple(rows))


class Canvas(QWidget):
    """Draws the tiles; the arrow keys walk over them, Enter opens."""

    def __init__(self, card: TileMap) -> None:
        super().__init__()
        self._card = card
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(look().px(220))

    def sizeHint(self) -> QSize:
        width, height = extent(tuple(self._card.data.tiles))
        side = look().px(WIDEST)
        return QSize(round(width * side), round(height * side * TALL) + look().px(CAPTION + LEGEND))

    def tile_at(self, where: QPointF) -> Tile | None:
        """The tile under a point, the one on top first."""
        return next((tile for tile in reversed(self._card.data.tiles) if self.rect_of(tile).contains(where)), None)

    def rect_of(self, tile: Tile) -> QRectF:
        """Where a tile is drawn."""
        now = look()
        wide, high = extent(tuple(self._card.data.tiles))
        room = QRectF(self.rect()).adjusted(0, now.px(CAPTION), 0, -now.px(LEGEND))
        across = min(room.width() / wide, float(now.px(WIDEST)))
        down = min(room.height() / high, max(across * TALL, float(now.px(LOWEST))))
        gap = 0.0 if tile.overlay else now.px(4) / 2
        left = room.left() + (room.width() - wide * across) / 2
        return QRectF(
            left + tile.x * across, room.top() + tile.y * down, tile.width * across, tile.height * down
        ).adjusted(gap, gap, -gap, -gap)

    # ---- drawing ----

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now, data = look(), self._card.data
        painter.setFont(now.font(12))
        painter.setPen(now.colour("muted"))
        top = QRectF(0, 0, self.width(), now.px(CAPTION - 6))
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, data.caption)
        for tile in data.tiles:
            self._draw_tile(painter, tile)
        for tile in data.tiles:
            if tile.key == self._card.current:
                self._draw_choice(painter, tile)
        self._draw_legend(painter)

    def _draw_tile(self, painter: QPainter, tile: Tile) -> None:
        now, data = look(), self._card.data
        value = data.values.get(tile.key)
        box = self.rect_of(tile)
        fill = now.colour("surface") if tile.overlay else shade(value, data.most)
        pen = QPen(now.colour("text" if tile.overlay else "border_strong"), 1.0)
        pen.setStyle(Qt.PenStyle.DashLine if tile.overlay or value is None else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.setBrush(QBrush(fill))
        painter.drawRoundedRect(box, now.px(5), now.px(5))
        painter.setPen(now.colour("text"))
        name, figure = data.names[tile.key], data.shown(value)
        painter.setFont(now.font(13))
        name = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, round(box.width()) - now.px(6))
        if tile.overlay:
            painter.setFont(now.font(12, bold=True))
            both = f"{data.names[tile.key]} {figure}"
            fits = painter.fontMetrics().horizontalAdvance(both) <= box.width() - now.px(4)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, both if fits else figure)
            return
        half = box.height() / 2
        painter.drawText(
            box.adjusted(0, 0, 0, -half), Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, name
        )
        painter.setFont(now.font(20 if len(figure) < 8 else 16, bold=True))
        painter.drawText(box.adjusted(0, half, 0, 0), Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, figure)

    def _draw_choice(self, painter: QPainter, tile: Tile) -> None:
        now = look()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(now.colour("focus" if self.hasFocus() else "text"), now.px(3)))
        painter.drawRoundedRect(self.rect_of(tile), now.px(5), now.px(5))

    def _draw_legend(self, painter: QPainter) -> None:
        """Swatches from the smallest to the largest, and the note."""
        now, data = look(), self._card.data
        row = QRectF(0, self.height() - now.px(LEGEND - 10), self.width(), now.px(20))
        painter.setFont(now.font(12))
        painter.setPen(now.colour("muted"))
        words = data.shown(0.0)
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, words)
        x = row.left() + painter.fontMetrics().horizontalAdvance(words) + now.px(6)
        for step in range(STEPS):
            painter.setPen(QPen(now.colour("border_strong"), 1.0))
            painter.setBrush(shade(step / (STEPS - 1), 1.0))
            painter.drawRect(QRectF(x + step * now.px(22), row.top() + now.px(4), now.px(22), now.px(12)))
        x += STEPS * now.px(22) + now.px(6)
        painter.setPen(now.colour("muted"))
        words = data.shown(data.most)
        painter.drawText(row.adjusted(x, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        x += painter.fontMetrics().horizontalAdvance(words) + now.px(20)
        room = row.adjusted(x, 0, 0, 0)
        note = painter.fontMetrics().elidedText(data.note, Qt.TextElideMode.ElideRight, round(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, note)

    # ---- Qt ----

    def mousePressEvent(self, event: QMouseEvent) -> None:
        tile = self.tile_at(event.position())
        if tile is not None:
            self._card.chosen.emit(tile.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        tile = self.tile_at(event.position())
        if tile is not None:
            self._card.opened.emit(tile.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = ARROWS.get(Qt.Key(event.key()))
        if step is not None:
            self._walk(*step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._card.current:
            self._card.opened.emit(self._card.current)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            tile = self.tile_at(QPointF(event.pos()))
            data = self._card.data
            said = f"{data.names[tile.key]}　{data.shown(data.values.get(tile.key))}" if tile else ""
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)

    def _walk(self, across: int, down: int) -> None:
        """To the nearest tile that way; sideways steps cost less than they lead astray."""
        tiles = self._card.data.tiles
        here = next((tile for tile in tiles if tile.key == self._card.current), None)
        if here is None:
            nearest = tiles[0] if tiles else None
        else:
            start = _centre(here)
            ahead = [
                (abs(dx * across + dy * down) + 2 * abs(dx * down + dy * across), tile)
                for tile in tiles
                for dx, dy in [(_centre(tile).x() - start.x(), _centre(tile).y() - start.y())]
                if dx * across + dy * down > 0.1
            ]
            nearest = min(ahead, key=lambda one: one[0])[1] if ahead else None
        if nearest is not None:
            self._card.chosen.emit(nearest.key)


def _centre(tile: Tile) -> QPointF:
    return QPointF(tile.x + tile.width / 2, tile.y + tile.height / 2)
