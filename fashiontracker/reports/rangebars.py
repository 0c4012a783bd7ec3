"""Quotas as horizontal bars: the promised band, what is there, what is foreseen, and where the pace should be."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fashiontracker.reports.document import RangeBar, RangeBars
from fashiontracker.reports.faces import Role
from fashiontracker.reports.pen import Pen
from fashiontracker.reports.plot import Area, number

_ROW = 26.0
_BAR = 9.0
_SIZE = 9.0
_KEY_HEIGHT = 18.0
_LABEL_SHARE = 0.36
_VALUE_SHARE = 0.22
_BAND_GREY = 0.86


def range_bars_height(chart: RangeBars) -> float:
    """A row for every bar, and the key."""
    return len(chart.bars) * _ROW + _KEY_HEIGHT


def draw_range_bars(pen: Pen, area: Area, chart: RangeBars) -> None:
    """One row a quota: name, bar, values in words; the key under them."""
    bar_area = area.width * (1 - _LABEL_SHARE - _VALUE_SHARE)
    left = area.x + area.width * _LABEL_SHARE
    y = area.y + area.height - _ROW / 2
    for bar in chart.bars:
        _label(pen, area.x, y, left - area.x - 6, bar.label)
        _bar(pen, left, y, bar_area, bar)
        pen.text(left + bar_area + 8, y - _SIZE * 0.36, _values(bar), pen.case[Role.FIGURES], _SIZE)
        y -= _ROW
    _key(pen, area, chart)


def _label(pen: Pen, x: float, y: float, width: float, text: str) -> None:
    from fashiontracker.reports.tablerows import wrapped

    lines = wrapped(text, pen.case[Role.FIGURES], _SIZE, width)[:2]
    top = y - _SIZE * 0.36 + (len(lines) - 1) * _SIZE * 0.6
    for place, line in enumerate(lines):
        at = x + width - sum(line.widths)
        pen.fitted(at, top - place * _SIZE * 1.2, line.glyphs, _SIZE, line.widths)


def _bar(pen: Pen, x: float, y: float, width: float, bar: RangeBar) -> None:
    """The band behind, the bar over it, the forecast as a lighter extension, the pace as a tick."""
    ends = [bar.actual, bar.forecast or 0.0, bar.most or 0.0, bar.least or 0.0, bar.pace or 0.0]
    scale = width / (max(ends) or 1.0)
    if bar.least is not None:
        end = width if bar.most is None else bar.most * scale
        pen.box(x + bar.least * scale, y - _BAR, max(end - bar.least * scale, 1.0), 2 * _BAR, fill=_BAND_GREY)
        pen.rules([(x + bar.least * scale, y - _BAR, x + bar.least * scale, y + _BAR)], 0.6)
        if bar.most is not None:
            pen.rules([(x + end, y - _BAR, x + end, y + _BAR)], 0.6)
    if bar.forecast is not None and bar.forecast > bar.actual:
        pen.hatched(x + bar.actual * scale, y - _BAR / 2, (bar.forecast - bar.actual) * scale, _BAR, 3.0)
    if bar.actual > 0:
        pen.box(x, y - _BAR / 2, bar.actual * scale, _BAR, fill=0.2)
    pen.rules([(x, y - _BAR, x, y + _BAR), (x, y - _BAR, x + width, y - _BAR)], 0.4)
    if bar.pace is not None:
        pen.rules([(x + bar.pace * scale, y - _BAR * 1.25, x + bar.pace * scale, y + _BAR * 1.25)], 1.6)


def _values(bar: RangeBar) -> str:
    if bar.least is None and bar.most is None:
        promised = ""
    elif bar.most is None:
        promised = f" / ≥{number(bar.least or 0)}"
    elif bar.least is None:
        promised = f" / ≤{number(bar.most)}"
    elif bar.least == bar.most:
        promised = f" / {number(bar.least)}"
    else:
        promised = f" / {number(bar.least)}～{number(bar.most)}"
    return f"{number(bar.actual)}{promised}{bar.unit}"


def _key(pen: Pen, area: Area, chart: RangeBars) -> None:
    """What the parts of a bar mean, as far as any bar has them."""
    stack = pen.case[Role.FIGURES]
    x, y = area.x + area.width * _LABEL_SHARE, area.y + 2
    for name, draw in _keys(pen, chart):
        draw(x, y)
        pen.text(x + 18, y, name, stack, 8.5)
        x += stack.width(name, 8.5) + 30


def _keys(pen: Pen, chart: RangeBars) -> Iterator[tuple[str, Callable[[float, float], None]]]:
    yield "实有", lambda x, y: pen.box(x, y, 14, 8, fill=0.2)
    if any(bar.forecast is not None for bar in chart.bars):
        yield "预计", lambda x, y: pen.hatched(x, y, 14, 8, 3.0)
    if any(bar.least is not None for bar in chart.bars):
        yield "目标区间", lambda x, y: pen.box(x, y, 14, 8, fill=_BAND_GREY, stroke=0.4)
    if any(bar.pace is not None for bar in chart.bars):
        yield "应达进度", lambda x, y: pen.rules([(x + 7, y - 1, x + 7, y + 9)], 1.6)
