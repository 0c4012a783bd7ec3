"""The pages of a PDF one under the other, drawn when they come into sight."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

from fashiontracker.text import _
from fashiontracker.ui.pdf import Found, Pdf
from fashiontracker.ui.style import give_role, look

ZOOMS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
KEPT = 24
"""So many drawn pages are kept."""
SCREEN = 96 / 72
"""Pixels to the point at 100 %."""


class Viewer(QAbstractScrollArea):
    """Ctrl and the wheel zoom; as long as nobody has zoomed, a page is as wide as the view."""

    page_changed = Signal(int)
    zoom_changed = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("文件预览"))
        give_role(self, "paper")
        self.pdf: Pdf | None = None
        self.fits = True
        self.zoom = 1.0
        self.page = 0
        self._boxes: list[QRect] = []
        self._drawn: OrderedDict[int, QImage] = OrderedDict()
        self._found: Sequence[Found] = ()
        self._current: Found | None = None
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_pdf(self, pdf: Pdf | None, *, stay: bool = False) -> None:
        """Show another document; ``stay`` keeps the place, because it is the same one made anew."""
        place = self.verticalScrollBar().value() if stay else 0
        self.pdf = pdf
        self._found, self._current = (), None
        self._lay()
        self.verticalScrollBar().setValue(place)
        self._scrolled()

    def go_to(self, page: int) -> None:
        """Bring the top of a page into sight."""
        if 0 <= page < len(self._boxes):
            self.verticalScrollBar().setValue(self._boxes[page].top() - look().px(8))

    def set_zoom(self, zoom: float) -> None:
        """Another size; 1.0 is the paper's own."""
        self.fits = False
        self._resize(min(max(zoom, ZOOMS[0]), ZOOMS[-1]))

    def step_zoom(self, step: int) -> None:
        """The next larger or smaller usual size."""
        if step > 0:
            self.set_zoom(next((one for one in ZOOMS if one > self.zoom + 0.01), ZOOMS[-1]))
        else:
            self.set_zoom(next((one for one in reversed(ZOOMS) if one < self.zoom - 0.01), ZOOMS[0]))

    def fit_width(self) -> None:
        """As wide as the view, now and when the view changes."""
        self.fits = True
        self._resize(self._fitting())

    def show_found(self, found: Sequence[Found], current: int) -> None:
        """Mark places, and bring one of them into sight."""
        self._found = found
        self._current = found[current] if found else None
        if self._current is not None:
            scale = self.zoom * SCREEN
            top = self._boxes[self._current.page].top() + round(self._current.boxes[0].top() * scale)
            self.verticalScrollBar().setValue(top - self.viewport().height() // 3)
        self.viewport().update()

    # ---- Qt ----

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.fits:
            self._resize(self._fitting())
        else:
            self._lay()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter = look(), QPainter(self.viewport())
        painter.fillRect(event.rect(), now.colour("sunken"))
        offset = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        seen = event.rect().translated(offset.toPoint())
        for number, box in enumerate(self._boxes):
            if not box.intersects(seen):
                continue
            at = QRectF(box).translated(-offset)
            painter.setPen(QPen(now.colour("border_strong")))
            painter.drawRect(at.adjusted(-1, -1, 0, 0))
            painter.drawImage(at.topLeft(), self._picture(number))
            self._mark(painter, number, at)

    def _mark(self, painter: QPainter, number: int, at: QRectF) -> None:
        scale = self.zoom * SCREEN
        for found in self._found:
            if found.page == number:
                colour = look().colour("accent" if found is self._current else "warn_mark")
                colour.setAlpha(110 if found is self._current else 60)
                for box in found.boxes:
                    place = QRectF(box.topLeft() * scale, box.size() * scale).translated(at.topLeft())
                    painter.fillRect(place.adjusted(-1, -1, 1, 1), colour)

    # ---- layout ----

    def _fitting(self) -> float:
        widest = max((width for width, _height in self.pdf.sizes), default=595.0) if self.pdf else 595.0
        room = self.viewport().width() - look().px(24)
        return max(ZOOMS[0], room / (widest * SCREEN))

    def _resize(self, zoom: float) -> None:
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self.zoom = zoom
        self._lay()
        bar.setValue(round(share * bar.maximum()))
        self.zoom_changed.emit(zoom)

    def _lay(self) -> None:
        self._drawn.clear()
        self._boxes = []
        gap, y, widest = look().px(12), look().px(12), 0
        scale = self.zoom * SCREEN
        for width, height in self.pdf.sizes if self.pdf else ():
            box = QRect(0, y, round(width * scale), round(height * scale))
            self._boxes.append(box)
            widest = max(widest, box.width())
            y += box.height() + gap
        room = max(self.viewport().width(), widest + 2 * gap)
        for box in self._boxes:
            box.moveLeft((room - box.width()) // 2)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, room - self.viewport().width()))
        across.setPageStep(self.viewport().width())
        down.setRange(0, max(0, y - self.viewport().height()))
        down.setPageStep(self.viewport().height())
        down.setSingleStep(look().px(48))
        self.viewport().update()

    def _picture(self, number: int) -> QImage:
        assert self.pdf is not None
        if number in self._drawn:
            self._drawn.move_to_end(number)
            return self._drawn[number]
        ratio = self.devicePixelRatioF()
        image = self.pdf.picture(number, self.zoom * SCREEN * ratio)
        image.setDevicePixelRatio(ratio)
        self._drawn[number] = image
        if len(self._drawn) > KEPT:
            self._drawn.popitem(last=False)
        return image

    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        page = next((number for number, box in enumerate(self._boxes) if box.bottom() >= middle), len(self._boxes) - 1)
        self.page = max(0, page)
        self.page_changed.emit(self.page)
