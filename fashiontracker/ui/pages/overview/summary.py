"""The strip above the board: the numbers that are asked for first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy

from fashiontracker.tally import words
from fashiontracker.text import _
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.models.census import Census
    from fashiontracker.tally.board import RowResult

HEIGHT = 46


class Tile(QAbstractButton):
    """A figure with its caption; with ``act`` a click goes to what it counts."""

    def __init__(self, caption: str, act: Callable[[], object] | None = None, ink: str = "text") -> None:
        super().__init__()
        self._caption, self._ink = caption, ink
        self.setAccessibleName(caption)
        self.figure = ""
        self._of = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if act is None:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.clicked.connect(lambda _checked=False: act())

    def show_figure(self, figure: int, of: int | None = None) -> None:
        """Show another number; ``of`` is what it is a part of."""
        self.figure, self._of = f"{figure:,}", "" if of is None else f"/{of:,}"
        self.setAccessibleName(f"{self._caption} {self.figure}{self._of}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look().px(132), look().px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter = look(), QPainter(self)
        if self.underMouse() and self.focusPolicy() != Qt.FocusPolicy.NoFocus:
            painter.fillRect(self.rect(), now.colour("hover"))
        if self.hasFocus():
            painter.setPen(QPen(now.colour("focus"), now.px(2)))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        box = self.rect().adjusted(now.px(14), 0, -now.px(6), 0)
        big, small = now.font(22, bold=True), now.font(12)
        x = box.left()
        for text, font, ink in ((self.figure, big, self._ink), (self._of, now.font(15), "muted")):
            painter.setFont(font)
            painter.setPen(now.colour(ink))
            painter.drawText(QRect(x, 0, box.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, text)
            x += QFontMetrics(font).horizontalAdvance(text)
        painter.setFont(small)
        rest = QRect(x + now.px(8), 0, box.right() - x - now.px(8), self.height())
        caption = QFontMetrics(small).elidedText(self._caption, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, caption)


class Summary(QFrame):
    """Reached, behind, enterprises, brands, titles."""

    def __init__(self, go: Callable[[str, object], object]) -> None:
        super().__init__()
        give_role(self, "card")
        self.setAccessibleName(_("摘要"))
        self.reached = Tile(_("项已达成"), ink="good")
        self.behind = Tile(_("项滞后或未达成"), ink="warn")
        self.enterprises = Tile(_("家企业"), lambda: go("enterprises", None))
        self.brands = Tile(_("个品牌"), lambda: go("brands", None))
        self.titles = Tile(_("项有效称号"), lambda: go("cultivation", None))
        self.titles.setToolTip(_("截至日期持有且未过有效期的全部称号"))
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for tile in (self.reached, self.behind, self.enterprises, self.brands, self.titles):
            row.addWidget(tile, 1)

    def show_results(self, results: Mapping[str, RowResult], census: Census) -> None:
        """Show other numbers; the titles have their own moment."""
        graded = [found.status for found in results.values() if found.kind != "milestone" and found.status != "tracked"]
        self.reached.show_figure(sum(status in words.REACHED for status in graded), len(graded))
        self.behind.show_figure(sum(status in ("behind", "missed") for status in graded))
        self.enterprises.show_figure(census.enterprises)
        self.brands.show_figure(census.brands)
