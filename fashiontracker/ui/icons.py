"""Icons: glyphs of the Phosphor font that ships with QtAwesome, drawn as outlines in the colours of the theme.

The font file alone is used: importing the qtawesome module costs more than the whole window (it pulls in OpenGL).
"""

from __future__ import annotations

import importlib.util
import json
import tomllib
from functools import cache
from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPainterPath, QPixmap, QRawFont

from fashiontracker import paths
from fashiontracker.ui.style import look

EM = 64.0
FONT = "phosphor-*.ttf"
CHARMAP = "phosphor-charmap-*.json"


def icon(name: str, role: str = "text") -> QIcon:
    """The icon of a meaning listed in icons.toml, inked with a colour role; it follows theme and pixel density."""
    return QIcon(_Glyph(name, role))


def draw(painter: QPainter, box: QRectF, name: str, role: str) -> None:
    """Draw an icon into a square of a widget that paints itself."""
    _fill(painter, box, name, role)


@cache
def outline(name: str) -> QPainterPath:
    """The glyph's outline on a square of `EM` by `EM`."""
    font, codes, glyphs = _phosphor()
    index = font.glyphIndexesForString(chr(codes[glyphs[name]]))[0]
    path = font.pathForGlyph(index)
    ascent = font.ascent()
    return path.translated(QPointF(0.0, ascent - (ascent + font.descent() - EM) / 2))


@cache
def _phosphor() -> tuple[QRawFont, dict[str, int], dict[str, str]]:
    """The font, its code points by glyph name, and our meanings; read when the first icon is drawn."""
    package = importlib.util.find_spec("qtawesome")
    if package is None or package.origin is None:
        raise FileNotFoundError("qtawesome")
    folder = Path(package.origin).parent / "fonts"
    font = QRawFont(str(next(folder.glob(FONT))), EM)
    codes = json.loads(next(folder.glob(CHARMAP)).read_text(encoding="utf-8"))
    ours = tomllib.loads((paths.resources() / "icons" / "icons.toml").read_text(encoding="utf-8"))
    return font, {name: int(code, 16) for name, code in codes.items()}, ours["glyphs"]


def meanings() -> list[str]:
    """Every name that `icon` knows."""
    return list(_phosphor()[2])


def _fill(painter: QPainter, box: QRectF, name: str, role: str) -> None:
    side = min(box.width(), box.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.center() - QPointF(side / 2, side / 2))
    painter.scale(side / EM, side / EM)
    painter.fillPath(outline(name), look().colour(role))
    painter.restore()


class _Glyph(QIconEngine):
    """Draws at any size and asks for the colour when it draws, so that a change of theme needs no new icons."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name, self._role = name, role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        role = "quiet_mark" if mode == QIcon.Mode.Disabled else self._role
        if state == QIcon.State.On:
            role = "accent_ink"
        _fill(painter, QRectF(rect), self._name, role)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        if picture.isNull():  # a button that its layout has no room for yet
            return picture
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _Glyph(self._name, self._role)
