"""The window's font: a Chinese interface font of the system, or the bundled Noto Sans SC where there is none."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

BUNDLED = "NotoSansSC-Regular.otf"
SYSTEM = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "HarmonyOS Sans SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
)


def interface_font(*, builtin: bool = False) -> QFont:
    """The font of the window: ``builtin`` asks for the bundled one even where the system has a Chinese font."""
    family = None if builtin else system_family(QFontDatabase.families())
    font = QFont(family or bundled_family() or QFont().family())
    font.setFeature(QFont.Tag("tnum"), 1)  # figures of equal width, so that columns of numbers line up
    return font


def system_family(installed: list[str]) -> str | None:
    """The best Chinese interface font among the installed families."""
    there = set(installed)
    return next((family for family in SYSTEM if family in there), None)


def bundled_family() -> str | None:
    """Load the bundled font, once, and name its family; None where the font package is absent."""
    families: list[str] = []
    path = bundled_file()
    if path is not None:
        known = next((family for family in QFontDatabase.families() if family == "Noto Sans SC"), None)
        if known is not None:
            return known
        families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    return families[0] if families else None


def bundled_file() -> Path | None:
    """The font's file inside its package, found without importing it."""
    package = importlib.util.find_spec("pylopdf_fonts_zh_cn")
    if package is None or package.origin is None:
        return None
    path = Path(package.origin).with_name(BUNDLED)
    return path if path.is_file() else None
