"""A PDF on paper: every page as large as it is, whatever the printer's margins."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from fashiontracker.errors import NoRoom
from fashiontracker.progress import Progress
from fashiontracker.text import N_, _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from fashiontracker.ui.pdf import Pdf

SHARPEST = 600
"""Dots to the inch at most: what is sharper than this nobody sees, and it takes long."""


def ask_printer(near: QWidget, pdf: Pdf, title: str) -> QPrinter | None:
    """Let the user choose a printer and pages; None where he thought better of it."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    prepare(printer, pdf, 0)
    dialog = QPrintDialog(printer, near.window())
    dialog.setWindowTitle(_("打印"))
    dialog.setMinMax(1, len(pdf))
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def prepare(printer: QPrinter, pdf: Pdf, number: int) -> None:
    """The next page is as large as that of the document, to the edge of the paper, at 100 %."""
    width, height = pdf.sizes[number]
    upright = QSizeF(min(width, height), max(width, height))
    size = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    way = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    layout = QPageLayout(size, way, QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)
    printer.setFullPage(True)


def chosen_pages(printer: QPrinter, pdf: Pdf) -> range:
    """The pages that the dialog asked for, counted from 0."""
    first, last = printer.fromPage(), printer.toPage()
    return range(first - 1, min(last, len(pdf))) if first else range(len(pdf))


def print_pages(printer: QPrinter, pdf: Pdf) -> Generator[Progress, None, int]:
    """Draw the chosen pages; their number. Runs on the window's thread, a page a step. Raises NoRoom."""
    pages = chosen_pages(printer, pdf)
    painter = QPainter()
    try:
        for done, number in enumerate(pages):
            prepare(printer, pdf, number)
            if not (printer.newPage() if done else painter.begin(printer)):
                raise NoRoom(N_("打印机不能用：没有纸、没有联机，或者打印已被取消。"))
            width, height = pdf.sizes[number]
            dots = printer.resolution()
            picture = pdf.picture(number, min(dots, SHARPEST) / 72)
            painter.drawImage(QRectF(0, 0, width * dots / 72, height * dots / 72), picture)
            yield Progress(done + 1, len(pages))
    finally:
        if painter.isActive():
            painter.end()
    return len(pages)
