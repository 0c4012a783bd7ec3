"""Text as filled outlines: for a mark across the page that must not mix with the text when it is read or copied."""

from __future__ import annotations

from fashiontracker.reports.fontstack import FontStack

Point = tuple[float, float]


class _PathPen:
    """Takes a glyph's outline from HarfBuzz, whose names these are, and gives PDF path operators."""

    def __init__(self, x: float, y: float, scale: float) -> None:
        self._x, self._y, self._scale = x, y, scale
        self._last: Point = (0.0, 0.0)
        self.operators: list[str] = []

    def _put(self, operator: str, *points: Point) -> None:
        self._last = points[-1]
        numbers = [f"{self._x + x * self._scale:.2f} {self._y + y * self._scale:.2f}" for x, y in points]
        self.operators.append(f"{' '.join(numbers)} {operator}")

    def moveTo(self, point: Point) -> None:  # noqa: N802
        self._put("m", point)

    def lineTo(self, point: Point) -> None:  # noqa: N802
        self._put("l", point)

    def curveTo(self, first: Point, second: Point, end: Point) -> None:  # noqa: N802
        self._put("c", first, second, end)

    def qCurveTo(self, control: Point, end: Point) -> None:  # noqa: N802
        (x, y), (cx, cy), (ex, ey) = self._last, control, end
        first = (x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3)
        self._put("c", first, (ex + (cx - ex) * 2 / 3, ey + (cy - ey) * 2 / 3), end)

    def closePath(self) -> None:  # noqa: N802
        self.operators.append("h")


def text_path(text: str, stack: FontStack, size: float, x: float, y: float) -> str:
    """The operators that fill the outlines of a text, its baseline starting at ``x``, ``y``."""
    operators = []
    for char in text:
        glyph = stack.glyphs[char]
        pen = _PathPen(x, y, size / glyph.font.units_per_em)
        glyph.font.draw_outline(glyph.char, pen)
        operators += pen.operators
        x += glyph.advance * size
    return " ".join([*operators, "f"])
