"""The tiers as stairs: each a step higher than the one before, with how many brands stand on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from fashiontracker.text import _
from fashiontracker.ui.style import look, mixed

HEIGHT = 172
LOWEST = 86
"""The height of the lowest step; the highest is as high as the widget."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One step: its tier's key, its name, how many brands, and a line about them."""

    key: str
    name: str
    count: int
    about: str


class Stairs(QWidget):
    """``chosen`` tells the key of the step that was clicked; the arrow keys climb."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.rungs: Sequence[Rung] = ()
        self.current: str | None = None
        self.setFixedHeight(look().px(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_rungs(self, rungs: Sequence[Rung], current: str | None) -> None:
        """Show the steps from the lowest to the highest, one of them chosen."""
        self.rungs, self.current = rungs, current
        said = _("、").join(f"{one.name} {one.count}" for one in rungs)
        self.setAccessibleName(_("品牌梯队：{steps}").format(steps=said))
        self.update()

    def rect_of(self, place: int) -> QRectF:
        """Where a step is drawn."""
        now = look()
        gap = now.px(6)
        wide = (self.width() - gap * (len(self.rungs) - 1)) / max(len(self.rungs), 1)
        rise = (self.height() - now.px(LOWEST)) / max(len(self.rungs) - 1, 1)
        high = now.px(LOWEST) + rise * place
        return QRectF(place * (wide + gap), self.height() - high, wide, high).adjusted(1, 1, -1, -1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, rung in enumerate(self.rungs):
            self._draw(painter, place, rung)

    def _draw(self, painter: QPainter, place: int, rung: Rung) -> None:
        now = look()
        box = self.rect_of(place)
        chosen = rung.key == self.current
        depth = 0.0 if not rung.key else 0.10 + 0.10 * place
        painter.setBrush(mixed(now.colour("surface"), now.colour("bar"), depth))
        width = (now.px(3) if self.hasFocus() else now.px(2)) if chosen else 1
        ink = "border_strong" if not chosen else "focus" if self.hasFocus() else "bar"
        pen = QPen(now.colour(ink), width)
        pen.setStyle(Qt.PenStyle.SolidLine if rung.key else Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(box, now.px(6), now.px(6))
        inner = box.adjusted(now.px(14), now.px(10), -now.px(10), -now.px(8))
        painter.setPen(now.colour("text"))
        painter.setFont(now.font(13, bold=True))
        name = painter.fontMetrics().elidedText(rung.name, Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, name)
        painter.setFont(now.font(24, bold=True))
        painter.drawText(inner.adjusted(0, now.px(18), 0, 0), Qt.AlignmentFlag.AlignLeft, f"{rung.count:,}")
        painter.setFont(now.font(12))
        about = painter.fontMetrics().elidedText(rung.about, Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(inner.adjusted(0, now.px(50), 0, 0), Qt.AlignmentFlag.AlignLeft, about)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for place, rung in enumerate(self.rungs):
            if self.rect_of(place).contains(event.position()):
                self.chosen.emit(rung.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = [rung.key for rung in self.rungs]
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1}.get(
            Qt.Key(event.key()), 0
        )
        if not step or not keys:
            super().keyPressEvent(event)
            return
        here = keys.index(self.current) if self.current in keys else -step
        self.chosen.emit(keys[min(max(here + step, 0), len(keys) - 1)])
