"""The city as a map of tiles: greys that can be told apart in print, every one with its figure in black."""

from __future__ import annotations

from typing import Final

from fashiontracker.reports.document import MapTile, TileMap
from fashiontracker.reports.faces import Role
from fashiontracker.reports.pen import Pen
from fashiontracker.reports.plot import Area, number

TALL: Final = 0.8
"""A tile is this much of its width high."""
PALEST: Final = 0.97
DARKEST: Final = 0.60
"""The greys of the smallest number above 0 and of the largest: black can be read on both."""
_GAP: Final = 2.0
_SIZE: Final = 9.0
_KEY_HEIGHT: Final = 22.0
_SWATCHES: Final = 5


def tile_map_height(chart: TileMap, width: float) -> float:
    """The tiles at this width, and the key under them."""
    return _down(chart) * _side(chart, width) * TALL + _KEY_HEIGHT


def draw_tile_map(pen: Pen, area: Area, chart: TileMap) -> None:
    """The districts, what lies over them, and the key with the note."""
    side = _side(chart, area.width)
    top = area.y + area.height
    most = max((tile.value for tile in chart.tiles), default=0.0)
    for tile in chart.tiles:
        gap = 0.0 if tile.overlay else _GAP / 2
        x, y = area.x + tile.x * side + gap, top - (tile.y + tile.height) * side * TALL + gap
        box = Area(x, y, tile.width * side - 2 * gap, tile.height * side * TALL - 2 * gap)
        _tile(pen, box, tile, most)
    _key(pen, area, chart, most)


def _tile(pen: Pen, box: Area, tile: MapTile, most: float) -> None:
    stack = pen.case[Role.FIGURES]
    fill = 1.0 if tile.overlay else grey(tile.value, most)
    pen.box(box.x, box.y, box.width, box.height, fill=fill, stroke=0.9 if tile.overlay else 0.4)
    middle, centre = box.y + box.height / 2, box.x + box.width / 2
    if tile.overlay:
        pen.text_centred(centre, middle - _SIZE * 0.36, f"{tile.name} {number(tile.value)}", stack, _SIZE - 1)
        return
    size = min(_SIZE, _SIZE * (box.width - 4) / max(stack.width(tile.name, _SIZE), 1.0))
    pen.text_centred(centre, middle + 2.5, tile.name, stack, size)
    pen.text_centred(centre, middle - 11.0, number(tile.value), stack, _SIZE + 3)


def _key(pen: Pen, area: Area, chart: TileMap, most: float) -> None:
    stack = pen.case[Role.FIGURES]
    x, y = area.x, area.y + 4
    pen.text(x, y, "0", stack, 8.5)
    x += stack.width("0", 8.5) + 5
    for place in range(_SWATCHES):
        pen.box(x + 14 * place, y - 1, 14, 8.5, fill=grey(place / (_SWATCHES - 1), 1.0), stroke=0.4)
    x += 14 * _SWATCHES + 5
    words = f"{number(most)}{chart.unit}"
    pen.text(x, y, words, stack, 8.5)
    pen.text(x + stack.width(words, 8.5) + 16, y, chart.note, stack, 8.5)


def grey(value: float, most: float) -> float:
    """The grey of a number: white for 0, darker the nearer to the largest."""
    if value <= 0 or most <= 0:
        return 1.0
    return PALEST + (DARKEST - PALEST) * min(value / most, 1.0)


def _side(chart: TileMap, width: float) -> float:
    return width / max((tile.x + tile.width for tile in chart.tiles), default=1.0)


def _down(chart: TileMap) -> float:
    return max((tile.y + tile.height for tile in chart.tiles), default=1.0)
