"""How everything looks: a theme file, the zoom and the font become a palette, a style sheet and a `Look`.

Widgets that paint themselves ask `look()` for colours by role and lengths by unit; nobody else writes a colour.
The look in force belongs to the QApplication, so that there is one for the process and none in a module.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from fashiontracker import paths
from fashiontracker.ui import fonts

TEXT_SIZE = 13
GROUPS = ("ground", "ink", "fill", "mark", "line")

_PICTURE = re.compile(r"@@(\w+)")
_ROLE = re.compile(r"@(\w+)")
_UNIT = re.compile(r"\b(\d+)u\b")


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme file: its names in both languages, and every role's colour as #rrggbb (`on_…` = ink on that fill)."""

    key: str
    zh: str
    en: str
    dark: bool
    colours: Mapping[str, str]


def read_theme(path: Path) -> Theme:
    """Read one theme file; a malformed one is a bug of ours and raises."""
    stored = tomllib.loads(path.read_text(encoding="utf-8"))
    colours = {role: colour for group in GROUPS for role, colour in stored[group].items()}
    colours |= {f"on_{role}": colour for role, colour in stored["on"].items()}
    head = stored["theme"]
    return Theme(path.stem, head["zh"], head["en"], head["dark"], colours)


@dataclass(frozen=True)
class Look:
    """The theme at a zoom. ``zoom`` is a factor (1.0 = 100 %)."""

    theme: Theme
    zoom: float

    def colour(self, role: str) -> QColor:
        """The colour of a role, as a copy; an unknown role raises KeyError."""
        return QColor(_colour(self.theme.colours[role]))

    def px(self, units: float) -> int:
        """A length of the 100 % design in pixels at this zoom."""
        return max(1, round(units * self.zoom))

    def font(self, size: float = TEXT_SIZE, *, bold: bool = False) -> QFont:
        """The window's font at a design size, with figures of equal width."""
        font = QFont(QApplication.font())
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font


@cache
def _colour(name: str) -> QColor:
    return QColor(name)


def look() -> Look:
    """The look in force; raises LookupError before a `Style` has been applied."""
    application = QApplication.instance()
    found = application.property("look") if application is not None else None
    if not isinstance(found, Look):
        raise LookupError("no style has been applied")
    return found


class Style(QObject):
    """Applies theme, zoom and font to the application, at start and whenever a setting changes."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._sheet = (paths.resources() / "themes" / "window.qss").read_text(encoding="utf-8")
        application.setStyle("Fusion")

    def apply(self, theme: str, zoom: int, *, builtin_fonts: bool = False) -> None:
        """Dress the application. ``theme`` may be ``system``; ``zoom`` is in per cent."""
        chosen = read_theme(paths.resources() / "themes" / f"{self._resolved(theme)}.toml")
        now = Look(chosen, zoom / 100)
        application = self._application
        application.setProperty("look", now)
        font = fonts.interface_font(builtin=builtin_fonts)
        font.setPixelSize(now.px(TEXT_SIZE))
        application.setFont(font)
        application.setPalette(palette(chosen))
        application.setStyleSheet(style_sheet(self._sheet, now))
        self.changed.emit()

    def _resolved(self, theme: str) -> str:
        if theme != "system":
            return theme
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"


def style_sheet(template: str, now: Look) -> str:
    """The template with the theme's pictures, roles as colours and units as pixels."""
    icons = (paths.resources() / "icons").as_posix()
    shade = "dark" if now.theme.dark else "light"
    template = _PICTURE.sub(lambda picture: f"{icons}/{picture[1]}-{shade}.svg", template)
    sheet = _ROLE.sub(lambda role: now.theme.colours[role[1]], template)
    return _UNIT.sub(lambda length: f"{now.px(int(length[1]))}px", sheet)


def palette(theme: Theme) -> QPalette:
    """The Qt palette of a theme: what Fusion draws where the style sheet is silent."""
    role = QPalette.ColorRole
    roles = {
        role.Window: "window",
        role.WindowText: "text",
        role.Base: "surface",
        role.AlternateBase: "stripe",
        role.Text: "text",
        role.Button: "surface",
        role.ButtonText: "text",
        role.BrightText: "on_accent",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.ToolTipBase: "tip",
        role.ToolTipText: "on_tip",
        role.PlaceholderText: "muted",
        role.Link: "accent_ink",
        role.LinkVisited: "accent_ink",
        role.Accent: "accent",
        role.Mid: "border",
        role.Dark: "border_strong",
        role.Shadow: "shadow",
        role.Light: "surface",
        role.Midlight: "border",
    }
    result = QPalette()
    for name, colour in roles.items():
        result.setColor(name, _colour(theme.colours[colour]))
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, name, _colour(theme.colours["on_disabled_fill"]))
    return result


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two colours after WCAG 2: 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(ground: QColor, colour: QColor, share: float) -> QColor:
    """A colour laid over a ground with some opacity, as one opaque colour."""
    pairs = zip(*((one.red(), one.green(), one.blue()) for one in (ground, colour)), strict=True)
    return QColor(*(round(under + (over - under) * share) for under, over in pairs))


def give_role(widget: QWidget, role: str) -> None:
    """Say what a widget is (``title``, ``muted``, ``card``, ``primary``…), so that the style sheet can dress it."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
