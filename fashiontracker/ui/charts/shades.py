"""Depths of one colour that say how large a number is, each light enough (or dark enough) to read a figure on."""

from __future__ import annotations

from PySide6.QtGui import QColor

from fashiontracker.ui.style import contrast, look, mixed

READABLE = 4.5
FAINTEST = 0.06
"""How much of the bar's colour lies over the ground at the smallest number above 0."""


def shade(value: float | None, most: float) -> QColor:
    """The fill of a number: the ground for none and for 0, deeper the nearer it is to the largest."""
    now = look()
    if not value or value < 0 or most <= 0:
        return now.colour("surface")
    return mixed(now.colour("surface"), now.colour("bar"), FAINTEST + (deepest() - FAINTEST) * min(value / most, 1.0))


def deepest() -> float:
    """The most of the bar's colour that the ink of the text can still be read on."""
    now = look()
    ground, bar, ink = now.colour("surface"), now.colour("bar"), now.colour("text")
    shares = (percent / 100 for percent in range(100, 0, -2))
    return next((share for share in shares if contrast(mixed(ground, bar, share), ink) >= READABLE), FAINTEST)
