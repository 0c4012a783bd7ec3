"""What every chart has: a title, a picture to copy, and the same numbers as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fashiontracker.text import _
from fashiontracker.ui.elided import ElidedLabel
from fashiontracker.ui.pictures import icon_button
from fashiontracker.ui.style import give_role, look

SERIES = 8
"""How many series inks a theme has."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a chart as a table."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Drawing(QFrame):
    """Numbers drawn in a card: a title, a picture to copy, and the same numbers as a table.

    A subclass makes its view in `make_view`, draws it in `redraw`, and tells its numbers in `numbers`. The view is made
    once the card has been shown; it is drawn anew when the data or the theme change.
    """

    _view: QWidget | None = None  # Qt tells of palette changes while the constructor still runs

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_role(self, "card")
        self.title = title
        self.heading = ElidedLabel(title)
        give_role(self.heading, "heading")
        self.copy_button = icon_button("copy", _("复制为图片"), self.copy_picture)
        self.table_button = icon_button("table", _("查看数据表"))
        self.table_button.setCheckable(True)
        self.table_button.toggled.connect(self._show_table)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.table_button)
        head.addWidget(self.copy_button)
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(16), look().px(8), look().px(8), look().px(8))
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.setAccessibleName(title)
        self.setMinimumHeight(look().px(200))

    def make_view(self) -> QWidget:
        """The widget that shows the drawing."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw the data in the look in force."""
        raise NotImplementedError

    def numbers(self) -> Numbers:
        """The same data as a table."""
        raise NotImplementedError

    def renew(self) -> None:
        """The data are others now."""
        if self._view is not None:
            self.redraw()
        if self.table_button.isChecked():
            self._show_table(True)

    def copy_picture(self) -> QImage:
        """Put the drawing on the clipboard, at twice its size for print."""
        picture = QImage(self._stack.size() * 2, QImage.Format.Format_RGB32)
        picture.setDevicePixelRatio(2.0)
        picture.fill(look().colour("surface"))
        self._stack.render(picture)
        QGuiApplication.clipboard().setImage(picture)
        return picture

    def paintEvent(self, event: QPaintEvent) -> None:
        """Build the view when a part of it comes into sight; further down a page it may never be wanted."""
        super().paintEvent(event)
        if self._view is None:
            QTimer.singleShot(0, self, self._build)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._view is not None:
            self.redraw()

    def _build(self) -> None:
        if self._view is not None:
            return
        self._view = self.make_view()
        self._stack.insertWidget(0, self._view)
        if not self.table_button.isChecked():
            self._stack.setCurrentIndex(0)
        self.redraw()

    def _show_table(self, shown: bool) -> None:
        if shown:
            numbers = self.numbers()
            table = QTableWidget(len(numbers.rows), len(numbers.headings))
            table.setHorizontalHeaderLabels(list(numbers.headings))
            table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
            table.verticalHeader().hide()
            table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            table.setAccessibleName(self.title)
            for row, cells in enumerate(numbers.rows):
                for column, cell in enumerate(cells):
                    item = QTableWidgetItem(cell)
                    if column:
                        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                    table.setItem(row, column, item)
            while (old := self._stack.widget(1)) is not None:
                self._stack.removeWidget(old)
                old.deleteLater()
            self._stack.addWidget(table)
            self._stack.setCurrentIndex(1)
        else:
            self._stack.setCurrentIndex(0)


class Chart(Drawing):
    """A drawing by pyqtgraph, which is not imported before the chart comes into sight. Draws in `draw`."""

    _plot: Any = None

    def draw(self, graphics: Any, plot: Any) -> None:
        """Draw the data; ``graphics`` is the module pyqtgraph, ``plot`` an empty PlotItem."""
        raise NotImplementedError

    def make_view(self) -> QWidget:
        import pyqtgraph as graphics

        graphics.setConfigOptions(antialias=True)
        view: QWidget = graphics.PlotWidget()
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot = view
        self._plot.setFrameShape(QFrame.Shape.NoFrame)
        return view

    def redraw(self) -> None:
        import pyqtgraph as graphics

        now = look()
        self._plot.setBackground(now.colour("surface"))
        plot = self._plot.getPlotItem()
        plot.clear()
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.setMouseEnabled(x=False, y=False)
        for side in ("left", "bottom", "top"):
            axis = plot.getAxis(side)
            axis.setPen(now.colour("border"))
            axis.setTextPen(now.colour("muted"))
            axis.setZValue(-100)  # the grid belongs behind the data
            axis.setStyle(tickFont=now.font(12), tickLength=0)
        self.draw(graphics, plot)


def ink(number: int) -> str:
    """The colour role of the n-th series, from 0."""
    return f"series{number % SERIES + 1}"


def said(value: float | None) -> str:
    """A number in a chart's table; a missing one is a dash, never 0."""
    return "—" if value is None else f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"


def label_ticks(plot: Any, side: str, labels: Sequence[str], room: int = 12) -> None:
    """Name the places 0, 1, 2 … of an axis; where there are too many, every n-th."""
    every = max(1, -(-len(labels) // room))
    plot.getAxis(side).setTicks([[(place, words) for place, words in enumerate(labels) if place % every == 0]])
