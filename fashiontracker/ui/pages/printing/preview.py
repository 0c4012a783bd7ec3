"""A document on the screen: its pages small at the left, large in the middle, with search, zoom and the ways out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from fashiontracker.errors import Problem
from fashiontracker.text import _
from fashiontracker.ui.elided import ElidedButton
from fashiontracker.ui.pdf import Found, Pdf
from fashiontracker.ui.pictures import icon_button, put_icon
from fashiontracker.ui.style import give_role, look
from fashiontracker.ui.table_model import DISPLAY
from fashiontracker.ui.viewer import Viewer

SMALL = 76
"""The width of a small page."""
SHOWN_PROBLEMS = 3

_Index = QModelIndex | QPersistentModelIndex


class SmallPages(QAbstractListModel):
    """The pages in little; each is drawn when it is seen."""

    def __init__(self) -> None:
        super().__init__()
        self._pdf: Pdf | None = None
        self._drawn: dict[int, QImage] = {}

    def show_pdf(self, pdf: Pdf | None) -> None:
        """Show another document."""
        self.beginResetModel()
        self._pdf = pdf
        self._drawn.clear()
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return len(self._pdf) if self._pdf else 0

    def data(self, index: _Index, role: int = DISPLAY) -> Any:
        if role == DISPLAY:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.DecorationRole and self._pdf is not None:
            if index.row() not in self._drawn:
                self._drawn[index.row()] = self._small(self._pdf, index.row())
            return self._drawn[index.row()]
        return None

    def _small(self, pdf: Pdf, number: int) -> QImage:
        """Drawn larger and made smaller: pdfium draws no line thinner than a pixel."""
        width = look().px(SMALL)
        large = pdf.picture(number, 3 * width / pdf.sizes[number][0])
        return large.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)


class Preview(QWidget):
    """Shows a `Pdf`. What is done with it (printing, saving) is the page's."""

    print_wanted = Signal()
    save_wanted = Signal()
    open_wanted = Signal()
    protect_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.viewer = Viewer()
        self.small = SmallPages()
        self.list = _listed(self.small)
        self.page = QSpinBox()
        self.page.setAccessibleName(_("页码"))
        self.page.setMinimum(1)
        self.page.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.of = QLabel()
        self.zoom = QLabel()
        self.zoom.setMinimumWidth(look().px(44))
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("在文件中查找"))
        self.search.setAccessibleName(_("在文件中查找"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(look().px(170))
        self.hits = QLabel()
        give_role(self.hits, "muted")
        self.print = ElidedButton(_("打印…"))
        put_icon(self.print, "reports")
        self.save = ElidedButton(_("另存为 PDF…"))
        put_icon(self.save, "pdf")
        self.protect = icon_button("lock", _("另存为加密 PDF…"), self.protect_wanted.emit)
        self.outside = icon_button("window", _("用系统阅读器打开"), self.open_wanted.emit)
        self.warning = QFrame()
        give_role(self.warning, "warning")
        self.said = QLabel()
        self.said.setWordWrap(True)
        self._found: list[Found] = []
        self._at = 0
        self._lay_out()
        self._connect()
        self.show_pdf(None)

    def show_pdf(self, pdf: Pdf | None, notices: Sequence[Problem] = (), *, stay: bool = False) -> None:
        """Show a document; ``notices`` are what is to be said of it, ``stay`` keeps the place."""
        self._found = []
        self.hits.clear()
        self.small.show_pdf(pdf)
        self.viewer.show_pdf(pdf, stay=stay)
        count = len(pdf) if pdf else 0
        self.page.setMaximum(max(1, count))
        self.of.setText(f"/ {count}")
        for widget in (self.print, self.save, self.protect, self.outside, self.page, self.search):
            widget.setEnabled(pdf is not None)
        self.warning.setVisible(bool(notices))
        lines = [problem.line() for problem in notices[:SHOWN_PROBLEMS]]
        more = len(notices) - len(lines)
        self.said.setText("\n".join(lines + ([_("……另有 {count} 条").format(count=more)] if more > 0 else [])))
        self._scrolled(self.viewer.page)

    # ---- how it is made ----

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(look().px(6))
        bar.addWidget(self.page)
        bar.addWidget(self.of)
        bar.addSpacing(look().px(8))
        bar.addWidget(icon_button("zoom_out", _("缩小"), lambda: self.viewer.step_zoom(-1)))
        bar.addWidget(self.zoom)
        bar.addWidget(icon_button("zoom_in", _("放大"), lambda: self.viewer.step_zoom(1)))
        bar.addWidget(icon_button("fit_width", _("适合宽度"), self.viewer.fit_width))
        bar.addSpacing(look().px(8))
        bar.addWidget(self.search, 1)
        bar.addWidget(self.hits)
        bar.addStretch(1)
        for button in (self.outside, self.protect, self.save, self.print):
            bar.addWidget(button)
        inside = QHBoxLayout(self.warning)
        inside.setContentsMargins(look().px(12), look().px(6), look().px(12), look().px(6))
        inside.addWidget(self.said, 1)
        pages = QHBoxLayout()
        pages.setSpacing(look().px(8))
        pages.addWidget(self.list)
        pages.addWidget(self.viewer, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(8))
        column.addLayout(bar)
        column.addWidget(self.warning)
        column.addLayout(pages, 1)

    def _connect(self) -> None:
        self.list.clicked.connect(lambda index: self.viewer.go_to(index.row()))
        self.list.activated.connect(lambda index: self.viewer.go_to(index.row()))
        self.page.valueChanged.connect(lambda number: self.viewer.go_to(number - 1))
        self.viewer.page_changed.connect(self._scrolled)
        self.viewer.zoom_changed.connect(lambda zoom: self.zoom.setText(f"{zoom:.0%}"))
        self.search.returnPressed.connect(self._find_next)
        self.search.textChanged.connect(self._forget_found)
        self.print.clicked.connect(self.print_wanted)
        self.save.clicked.connect(self.save_wanted)

    def _scrolled(self, page: int) -> None:
        self.page.blockSignals(True)
        self.page.setValue(page + 1)
        self.page.blockSignals(False)
        index = self.small.index(page, 0)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def _forget_found(self) -> None:
        self._found = []
        self.hits.clear()
        self.viewer.show_found((), 0)

    def _find_next(self) -> None:
        pdf, text = self.viewer.pdf, self.search.text().strip()
        if pdf is None or not text:
            return
        if self._found:
            self._at = (self._at + 1) % len(self._found)
        else:
            self._found, self._at = pdf.find(text), 0
        self.viewer.show_found(self._found, self._at)
        self.hits.setText(f"{self._at + 1} / {len(self._found)}" if self._found else _("没有找到"))


def _listed(pages: SmallPages) -> QListView:
    """The pages in small, one under the other."""
    shown = QListView()
    shown.setModel(pages)
    shown.setAccessibleName(_("页"))
    shown.setViewMode(QListView.ViewMode.IconMode)
    shown.setMovement(QListView.Movement.Static)
    shown.setFlow(QListView.Flow.TopToBottom)
    shown.setWrapping(False)
    shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    shown.setIconSize(QSize(look().px(SMALL), look().px(SMALL * 3 // 2)))
    shown.setFixedWidth(look().px(SMALL + 40))
    shown.setSpacing(look().px(2))
    return shown
