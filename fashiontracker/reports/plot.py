"""Upright plots: grouped bars, histogram, lines; axes with round steps, a value at every bar and line end."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fashiontracker.reports.document import Bars, Histogram, Lines
from fashiontracker.reports.faces import Role
from fashiontracker.reports.fontstack import FontStack
from fashiontracker.reports.pen import Pen

_SIZE = 8.5
_VALUE_SIZE = 7.0
_GRID_GREY = 0.8
LEGEND_HEIGHT = 14.0
_BAR_KEY, _LINE_KEY = 18.0, 28.0  # the drawn key before a name, with its gap
_BETWEEN = 14.0  # two entries of a legend
_LABEL_ROOM = 8.0  # from one value at the end of a line to the next
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


def legend_rows(stack: FontStack, chart: Bars | Lines | Histogram, width: float) -> list[list[str]]:
    """The names of the series in as many rows as the width asks for; none for a single line or a histogram."""
    if isinstance(chart, Histogram) or (isinstance(chart, Lines) and len(chart.series) < 2):
        return []
    key = _LINE_KEY if isinstance(chart, Lines) else _BAR_KEY
    unit = stack.width(f"单位：{chart.unit}", _SIZE) + _BETWEEN if chart.unit else 0.0
    rows: list[list[str]] = [[]]
    left = width - unit
    for name, _ in chart.series:
        wanted = key + stack.width(name, _SIZE) + _BETWEEN
        if rows[-1] and wanted > left:
            rows.append([])
            left = width
        rows[-1].append(name)
        left -= wanted
    return rows


def draw_bars(pen: Pen, area: Area, chart: Bars) -> None:
    """Grouped bars with their values above them."""
    values = [value for _, series in chart.series for value in series]
    scale, plot = axis(values), _framed(pen, area, axis(values), chart)
    slot = plot.width / max(1, len(chart.categories))
    bar = min(26.0, slot * 0.72 / max(1, len(chart.series)))
    room = slot * 0.95 if len(chart.series) == 1 else bar * 1.05
    size = _value_size(pen, [number(value) for value in values], room)
    for place, category in enumerate(chart.categories):
        middle = plot.x + (place + 0.5) * slot
        left = middle - bar * len(chart.series) / 2
        for pattern, (_, series) in enumerate(chart.series):
            _value_bar(pen, plot, scale, left + pattern * bar, bar, series[place], pattern, size)
        _category(pen, middle, plot.y, category, slot)
    for pattern, x, y, name in _legend(pen, area, chart, _BAR_KEY):
        fill_bar(pen, x, y, 14, 8, pattern)
        pen.text(x + _BAR_KEY, y, name, pen.case[Role.FIGURES], _SIZE)


def draw_histogram(pen: Pen, area: Area, chart: Histogram) -> None:
    """Touching bars of neighbouring classes."""
    scale, plot = axis(chart.counts), _framed(pen, area, axis(chart.counts), chart)
    slot = plot.width / max(1, len(chart.classes))
    size = _value_size(pen, [number(count) for count in chart.counts], slot)
    for place, (name, count) in enumerate(zip(chart.classes, chart.counts, strict=True)):
        _value_bar(pen, plot, scale, plot.x + place * slot, slot, count, 2, size)
        _category(pen, plot.x + (place + 0.5) * slot, plot.y, name, slot)


def draw_lines(pen: Pen, area: Area, chart: Lines) -> None:
    """Lines told apart by dashes and marks, each with its last value at its end."""
    values = [value for _, series in chart.series for value in series if value is not None]
    stack = pen.case[Role.FIGURES]
    room = max((stack.width(number(value), _VALUE_SIZE) for value in values), default=0.0) + 4
    scale = axis(values)
    plot = _framed(pen, Area(area.x, area.y, area.width - room, area.height), scale, chart)
    slot = plot.width / max(1, len(chart.points))
    shown = max(1, math.ceil(len(chart.points) * 42 / plot.width))
    for place, point in enumerate(chart.points):
        if (len(chart.points) - 1 - place) % shown == 0:
            _category(pen, plot.x + (place + 0.5) * slot, plot.y, point, slot * shown)
    ends: list[tuple[float, float, str]] = []
    for order, (_, series) in enumerate(chart.series):
        places = [
            (plot.x + (place + 0.5) * slot, plot.y + scale.share(value) * plot.height)
            for place, value in enumerate(series)
            if value is not None
        ]
        path = " ".join(f"{x:.2f} {y:.2f} {'l' if at else 'm'}" for at, (x, y) in enumerate(places))
        if path:
            pen.write(f"q 1.2 w 0 G {_DASHES[order % len(_DASHES)]} {path} S Q")
            last = next(value for value in reversed(series) if value is not None)
            ends.append((places[-1][1], places[-1][0], number(last)))
        for x, y in places:
            _mark(pen, x, y, order)
    _end_values(pen, ends)
    for order, x, y, name in _legend(pen, area, chart, _LINE_KEY):
        pen.write(f"q 1.2 w 0 G {_DASHES[order % len(_DASHES)]} {x:.2f} {y + 3:.2f} m {x + 24:.2f} {y + 3:.2f} l S Q")
        _mark(pen, x + 12, y + 3, order)
        pen.text(x + _LINE_KEY, y, name, stack, _SIZE)


def _mark(pen: Pen, x: float, y: float, order: int) -> None:
    """The mark at a point: full, open, grey, and again for the next four dashes."""
    pen.box(x - 1.6, y - 1.6, 3.2, 3.2, fill=(0.0, 1.0, 0.6)[(order + order // len(_DASHES)) % 3], stroke=0.6)


def _end_values(pen: Pen, ends: list[tuple[float, float, str]]) -> None:
    """The last value of each line beside its end, moved up where two would stand in one place."""
    above = -math.inf
    for y, x, text in sorted(ends):
        y = max(y - _VALUE_SIZE * 0.36, above)
        pen.text(x + 5, y, text, pen.case[Role.FIGURES], _VALUE_SIZE)
        above = y + _LABEL_ROOM


def _framed(pen: Pen, area: Area, scale: Axis, chart: Bars | Lines | Histogram) -> Area:
    """Draw the scale; the area that is left inside it."""
    stack = pen.case[Role.FIGURES]
    head = max(1, len(legend_rows(stack, chart, area.width))) * LEGEND_HEIGHT + 14
    labels = [(tick, number(tick)) for tick in scale.ticks()]
    left = max(stack.width(label, _SIZE) for _, label in labels) + 8
    plot = Area(area.x + left, area.y + 30, area.width - left - 4, area.height - 30 - head)
    for tick, label in labels:
        y = plot.y + scale.share(tick) * plot.height
        pen.rules([(plot.x, y, plot.x + plot.width, y)], 0.4, 0.0 if tick == 0 else _GRID_GREY)
        pen.text_right(plot.x - 4, y - _SIZE * 0.36, label, stack, _SIZE)
    pen.rules([(plot.x, plot.y, plot.x, plot.y + plot.height)], 0.6)
    if chart.unit:
        pen.text(area.x, area.y + area.height - _SIZE, f"单位：{chart.unit}", stack, _SIZE)
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
    from fashiontracker.reports.tablerows import wrapped

    stack = pen.case[Role.FIGURES]
    lines = wrapped(text, stack, _SIZE, max(width - 2, _SIZE * 2))[:3]
    for place, line in enumerate(lines):
        x = middle - sum(line.widths) / 2
        pen.fitted(x, axis_y - 10 - place * _SIZE * 1.15, line.glyphs, _SIZE, line.widths)


def _legend(pen: Pen, area: Area, chart: Bars | Lines, key: float) -> Iterator[tuple[int, float, float, str]]:
    """Of every entry of the legend its place in the order, where it stands, and its name; rows end at the right."""
    stack, order = pen.case[Role.FIGURES], 0
    for row, names in enumerate(legend_rows(stack, chart, area.width)):
        widths = [key + stack.width(name, _SIZE) + _BETWEEN for name in names]
        x = area.x + max(0.0, area.width - sum(widths) + _BETWEEN)
        y = area.y + area.height - _SIZE - row * LEGEND_HEIGHT
        for name, width in zip(names, widths, strict=True):
            yield order, x, y, name
            x, order = x + width, order + 1
