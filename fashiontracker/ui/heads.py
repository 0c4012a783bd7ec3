"""The widths of a table's columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from fashiontracker.ui.style import look

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHeaderView


def size_columns(header: QHeaderView, widths: Iterable[int]) -> None:
    """Give the columns these widths of the 100 % design; one whose title needs more gets more."""
    header.ensurePolished()  # the style sheet's bold and its padding count
    for number, width in enumerate(widths):
        header.resizeSection(number, max(look().px(width), header.sectionSizeHint(number)))
