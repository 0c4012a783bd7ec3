"""A PDF as pictures of its pages, drawn by pdfium; the library is loaded when the first page is wanted."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage


class Found(NamedTuple):
    """One occurrence of a text: its page, counted from 0, and where it stands there, in points from the top left."""

    page: int
    boxes: tuple[QRectF, ...]


class Pdf:
    """An open PDF. Pages are counted from 0, sizes are in points (1/72 inch)."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self.data = data
        self._document: Any = pypdfium2.PdfDocument(data)
        self.sizes: tuple[tuple[float, float], ...] = tuple(
            self._document.get_page_size(number) for number in range(len(self._document))
        )

    def __len__(self) -> int:
        return len(self.sizes)

    def picture(self, number: int, scale: float) -> QImage:
        """A page with so many pixels to the point."""
        page = self._document[number]
        bitmap = page.render(scale=scale, prefer_bgrx=True)
        image = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
        ).copy()  # the buffer goes with the bitmap
        bitmap.close()
        page.close()
        return image

    def find(self, text: str, limit: int = 500) -> list[Found]:
        """Where a text stands, page by page; upper and lower case are the same."""
        found: list[Found] = []
        for number in range(len(self) if text else 0):
            page = self._document[number]
            words = page.get_textpage()
            searcher = words.search(text)
            while (place := searcher.get_next()) is not None and len(found) < limit:
                found.append(Found(number, tuple(self._boxes(words, number, *place))))
            words.close()
            page.close()
        return found

    def _boxes(self, words: Any, number: int, first: int, count: int) -> list[QRectF]:
        height = self.sizes[number][1]
        boxes = []
        for place in range(words.count_rects(first, count)):
            left, bottom, right, top = words.get_rect(place)
            boxes.append(QRectF(left, height - top, right - left, top - bottom))
        return boxes

    def close(self) -> None:
        """Let go of the document."""
        self._document.close()
