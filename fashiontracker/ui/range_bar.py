"""The range bar: how far a quota is. From 0 to max(actual, max): the band, the pace tick, what is and what may be.

The same drawing stands in the printed report.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from fashiontracker.text import _
from fashiontracker.ui.style import look


@dataclass(frozen=True, slots=True)
class Reach:
    """The numbers of one bar, in the quota's own unit; None where there is no such number.

    ``expected`` is what the pace asks for on the as-of date, ``forecast`` what is expected at the period's end.
    """

    actual: float | None
    low: float | None
    high: float | None = None
    expected: float | None = None
    forecast: float | None = None

    @property
    def top(self) -> float:
        """The value at the bar's right end, never 0."""
        known = [value for value in (self.actual, self.low, self.high) if value is not None]
        return max(known, default=0.0) or 1.0

    def share(self, value: float) -> float:
        """Where a value stands: 0…1 of the bar's length."""
        return min(1.0, max(0.0, value / self.top))


class RangeBar(QWidget):
    """Paints a `Reach`. ``rule`` is the 口径 in one sentence, for the tooltip; ``ink`` the colour role of the bar."""

    def __init__(
        self, reach: Reach | None = None, rule: str = "", ink: str = "bar", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_reach(reach or Reach(None, None), rule, ink)

    def show_reach(self, reach: Reach, rule: str, ink: str = "bar") -> None:
        """Show other numbers."""
        self.reach, self._ink = reach, ink
        self.setToolTip("\n".join(part for part in (rule, describe(reach)) if part))
        self.setAccessibleName(describe(reach))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look().px(200), look().px(20))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(64), look().px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_reach(painter, QRectF(self.rect()), self.reach, self._ink)


def paint_reach(painter: QPainter, box: QRectF, reach: Reach, ink: str = "bar") -> None:
    """Draw a reach into a box; tables use it for their cells."""
    now = look()
    unit = now.zoom
    track = QRectF(box.left() + unit, box.center().y() - 5 * unit, box.width() - 2 * unit, 10 * unit)
    painter.setPen(Qt.PenStyle.NoPen)

    def stretch(until: float, height: float, role: str) -> None:
        part = QRectF(
            track.left(), track.center().y() - height * unit / 2, track.width() * reach.share(until), height * unit
        )
        painter.setBrush(now.colour(role))
        painter.drawRoundedRect(part, 2 * unit, 2 * unit)

    painter.setBrush(now.colour("track"))
    painter.drawRoundedRect(track, 2 * unit, 2 * unit)
    if reach.low is not None:
        left = track.left() + track.width() * reach.share(reach.low)
        right = track.left() + track.width() * reach.share(reach.high if reach.high is not None else reach.top)
        painter.setBrush(now.colour("band"))
        painter.drawRect(QRectF(left, track.top(), max(right - left, 2 * unit), track.height()))
    if reach.forecast is not None and reach.forecast > (reach.actual or 0):
        stretch(reach.forecast, 6, "forecast")
    if reach.actual:
        stretch(reach.actual, 6, ink)
    _ticks(painter, track, reach)


def _ticks(painter: QPainter, track: QRectF, reach: Reach) -> None:
    """The edges of the band as thin lines, the pace as a taller tick with a head."""
    now = look()
    unit = now.zoom
    for edge in (reach.low, reach.high):
        if edge is not None:
            x = track.left() + track.width() * reach.share(edge)
            painter.setPen(QPen(now.colour("border_strong"), max(1.0, unit)))
            painter.drawLine(QPointF(x, track.top()), QPointF(x, track.bottom()))
    if reach.expected is not None:
        x = track.left() + track.width() * reach.share(reach.expected)
        painter.setPen(QPen(now.colour("pace"), 1.5 * unit))
        painter.drawLine(QPointF(x, track.top() - 3 * unit), QPointF(x, track.bottom() + 3 * unit))


def describe(reach: Reach) -> str:
    """The bar in words: for the tooltip, and for those who hear it."""
    parts = []
    if reach.actual is not None:
        parts.append(_("实际 {value}").format(value=f"{reach.actual:g}"))
    if reach.low is not None and reach.high is not None and reach.high != reach.low:
        parts.append(_("目标 {low}–{high}").format(low=f"{reach.low:g}", high=f"{reach.high:g}"))
    elif reach.low is not None:
        parts.append(_("目标 {low}").format(low=f"{reach.low:g}"))
    if reach.expected is not None:
        parts.append(_("进度要求 {value}").format(value=f"{reach.expected:.1f}".removesuffix(".0")))
    if reach.forecast is not None:
        parts.append(_("期末预测 {value}").format(value=f"{reach.forecast:.1f}".removesuffix(".0")))
    return _("，").join(parts)
