"""Upright plots: grouped bars, histogram, lines; axes with round steps, a value at every bar and line end."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fashiontracker.reports.document import Bars, Histogram, Lines
from fashiontracker.reports.faces import Role
from fashiontracker.reports.pen import Pen

_SIZE = 8.5
_VALUE_SIZE = 7.0
_GRID_GREY = 0.8
_LEGEND_HEIGHT = 16.0
_STEPS = 5
_DASHES = ("[] 0 d", "[4 2] 0 d", "[1 2] 0 d", "[6 2 1 2] 0 d")


@dataclass(frozen=True, slots=True)
class Area:
    """Where to draw: lower left corner, width and height in points."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from ``low`` in round steps to ``high``."""

    low: float
    high: float
    step: float

    def ticks(self) -> Iterator[float]:
        """The values that get a line and a number."""
        for n in range(round((self.high - self.low) / self.step) + 1):
            yield self.low + n * self.step

    def share(self, value: float) -> float:
        """How far up the scale a value lies, from 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def axis(values: Sequence[float]) -> Axis:
    """A scale that holds 0 and all values, in about five steps of 1, 2, 2.5 or 5 times a power of ten."""
    low, high = min([0.0, *values]), max([0.0, *values])
    span = (high - low) or 1.0
    power = 10 ** math.floor(math.log10(span / _STEPS))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor * _STEPS >= span * 0.999)
    bottom = math.floor(low / step) * step
    return Axis(bottom, bottom + max(1, math.ceil((high - bottom) / step - 1e-9)) * step, step)


def number(value: float) -> str:
    """A value as it is labelled: grouped, with as few decimals as it needs, at most two."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def fill_bar(pen: Pen, x: float, y: float, width: float, height: float, pattern: int) -> None:
    """A bar in one of the patterns that differ in print: light, dark, hatched up, hatched down, white."""
    if height < 0:
        y, height = y + height, -height
    match pattern % 5:
        case 0:
            pen.box(x, y, width, height, fill=0.35, stroke=0.6)
        case 1:
            pen.hatched(x, y, width, height, 4.0)
        case 2:
            pen.box(x, y, width, height, fill=0.8, stroke=0.6)
        case 3:
            pen.hatched(x, y, width, height, 4.0, slope=-1)
        case _:
            pen.box(x, y, width, height, fill=1.0, stroke=0.6)


def draw_bars(pen: Pen, area: Area, chart: Bars) -> None:
    """Grouped bars with their values above them."""
    values = [value for _, series in chart.series for value in series]
    scale, plot = axis(values), _framed(pen, area, axis(values), chart.unit)
    slot = plot.width / max(1, len(chart.categories))
    bar = min(26.0, slot * 0.72 / max(1, len(chart.series)))
    size = _value_size(pen, [number(value) for value in values], bar * 1.05)
    for place, category in enumerate(chart.categories):
        middle = plot.x + (place + 0.5) * slot
        left = middle - bar * len(chart.series) / 2
        for pattern, (_, series) in enumerate(chart.series):
            _value_bar(pen, plot, scale, left + pattern * bar, bar, series[place], pattern, size)
        _category(pen, middle, plot.y, category, slot)
    _legend(pen, area, [(name, pattern) for pattern, (name, _) in enumerate(chart.series)])


def draw_histogram(pen: Pen, area: Area, chart: Histogram) -> None:
    """Touching bars of neighbouring classes."""
    scale, plot = axis(chart.counts), _framed(pen, area, axis(chart.counts), chart.unit)
    slot = plot.width / max(1, len(chart.classes))
    size = _value_size(pen, [number(count) for count in chart.counts], slot)
    for place, (name, count) in enumerate(zip(chart.classes, chart.counts, strict=True)):
        _value_bar(pen, plot, scale, plot.x + place * slot, slot, count, 2, size)
        _category(pen, plot.x + (place + 0.5) * slot, plot.y, name, slot)


def draw_lines(pen: Pen, area: Area, chart: Lines) -> None:
    """Lines told apart by dashes and by a name at their ends."""
    values = [value for _, series in chart.series for value in series if value is not None]
    scale, plot = axis(values), _framed(pen, area, axis(values), chart.unit)
    slot = plot.width / max(1, len(chart.points))
    shown = max(1, math.ceil(len(chart.points) * 42 / plot.width))
    for place, point in enumerate(chart.points):
        if place % shown == 0:
            _category(pen, plot.x + (place + 0.5) * slot, plot.y, point, slot * shown)
    for dash, (_, series) in enumerate(chart.series):
        places = [
            (plot.x + (place + 0.5) * slot, plot.y + scale.share(value) * plot.height)
            for place, value in enumerate(series)
            if value is not None
        ]
        path = " ".join(f"{x:.2f} {y:.2f} {'l' if at else 'm'}" for at, (x, y) in enumerate(places))
        if path:
            pen.write(f"q 1.2 w 0 G {_DASHES[dash % len(_DASHES)]} {path} S Q")
        for x, y in places:
            pen.box(x - 1.5, y - 1.5, 3, 3, fill=0.0 if dash % 2 == 0 else 1.0, stroke=0.6)
        if places:
            last = next(value for value in reversed(series) if value is not None)
            pen.text_centred(places[-1][0], places[-1][1] + 4, number(last), pen.case[Role.FIGURES], _VALUE_SIZE)
    if len(chart.series) > 1:
        _line_legend(pen, area, [name for name, _ in chart.series])


def _framed(pen: Pen, area: Area, scale: Axis, unit: str) -> Area:
    """Draw the scale; the area that is left inside it."""
    stack = pen.case[Role.FIGURES]
    labels = [(tick, number(tick)) for tick in scale.ticks()]
    left = max(stack.width(label, _SIZE) for _, label in labels) + 8
    plot = Area(area.x + left, area.y + 30, area.width - left - 4, area.height - 30 - _LEGEND_HEIGHT - 12)
    for tick, label in labels:
        y = plot.y + scale.share(tick) * plot.height
        pen.rules([(plot.x, y, plot.x + plot.width, y)], 0.4, 0.0 if tick == 0 else _GRID_GREY)
        pen.text_right(plot.x - 4, y - _SIZE * 0.36, label, stack, _SIZE)
    pen.rules([(plot.x, plot.y, plot.x, plot.y + plot.height)], 0.6)
    if unit:
        pen.text(area.x, area.y + area.height - _SIZE, f"单位：{unit}", stack, _SIZE)
    return plot


def _value_bar(
    pen: Pen, plot: Area, scale: Axis, x: float, width: float, value: float, pattern: int, size: float
) -> None:
    zero = plot.y + scale.share(0) * plot.height
    height = value / (scale.high - scale.low) * plot.height
    fill_bar(pen, x, zero, width, height, pattern)
    y = zero + height + 2 if value >= 0 else zero + height - size
    pen.text_centred(x + width / 2, y, number(value), pen.case[Role.FIGURES], size)


def _value_size(pen: Pen, labels: Sequence[str], width: float) -> float:
    """The size at which the widest value still stands over its bar."""
    widest = max([pen.case[Role.FIGURES].width(label, 1) for label in labels], default=1.0)
    return max(4.5, min(_VALUE_SIZE, width / widest))


def _category(pen: Pen, middle: float, axis_y: float, text: str, width: float) -> None:
    """The name under the axis, in up to three lines."""
    from fashiontracker.reports.table import wrapped

    stack = pen.case[Role.FIGURES]
    lines = wrapped(text, stack, _SIZE, max(width - 2, _SIZE * 2))[:3]
    for place, line in enumerate(lines):
        x = middle - sum(line.widths) / 2
        pen.fitted(x, axis_y - 10 - place * _SIZE * 1.15, line.glyphs, _SIZE, line.widths)


def _legend(pen: Pen, area: Area, names: Sequence[tuple[str, int]]) -> None:
    stack, y = pen.case[Role.FIGURES], area.y + area.height - _SIZE - 1
    x = area.x + area.width - sum(stack.width(name, _SIZE) + 32 for name, _ in names)
    for name, pattern in names:
        fill_bar(pen, x, y, 14, 8, pattern)
        pen.text(x + 18, y, name, stack, _SIZE)
        x += stack.width(name, _SIZE) + 32


def _line_legend(pen: Pen, area: Area, names: Sequence[str]) -> None:
    stack, y = pen.case[Role.FIGURES], area.y + area.height - _SIZE - 1
    x = area.x + area.width - sum(stack.width(name, _SIZE) + 42 for name in names)
    for dash, name in enumerate(names):
        pen.write(f"q 1.2 w 0 G {_DASHES[dash % len(_DASHES)]} {x:.2f} {y + 4:.2f} m {x + 24:.2f} {y + 4:.2f} l S Q")
        pen.text(x + 28, y, name, stack, _SIZE)
        x += stack.width(name, _SIZE) + 42
