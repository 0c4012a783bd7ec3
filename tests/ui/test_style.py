from __future__ import annotations

import re
import tomllib
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel

from fashiontracker import paths
from fashiontracker.ui import fonts, icons
from fashiontracker.ui.marks import STATUS
from fashiontracker.ui.style import Look, Style, contrast, look, mixed, read_theme, style_sheet
from tests.source import modules

THEMES = sorted((paths.resources() / "themes").glob("*.toml"))
SHEET = (paths.resources() / "themes" / "window.qss").read_text(encoding="utf-8")


def colours(theme: Path, group: str) -> dict[str, QColor]:
    return {role: QColor(colour) for role, colour in tomllib.loads(theme.read_text("utf-8"))[group].items()}


@pytest.mark.parametrize("theme", THEMES, ids=lambda path: path.stem)
def test_every_ink_can_be_read_on_every_ground(theme: Path) -> None:
    pairs = product(colours(theme, "ink").items(), colours(theme, "ground").items())
    faint = [f"{ink} on {ground}: {ratio:.2f}" for (ink, i), (ground, g) in pairs if (ratio := contrast(i, g)) < 4.5]
    assert not faint


@pytest.mark.parametrize("theme", THEMES, ids=lambda path: path.stem)
def test_every_fill_carries_an_ink_that_can_be_read(theme: Path) -> None:
    fills, inks = colours(theme, "fill"), colours(theme, "on")
    assert fills.keys() == inks.keys()
    assert not [role for role in fills if contrast(fills[role], inks[role]) < 4.5]


@pytest.mark.parametrize("theme", THEMES, ids=lambda path: path.stem)
def test_every_mark_can_be_told_from_the_surfaces(theme: Path) -> None:
    grounds = colours(theme, "ground")
    pairs = product(colours(theme, "mark").items(), (grounds[name] for name in ("window", "surface", "sunken")))
    assert not [f"{mark}: {contrast(m, ground):.2f}" for (mark, m), ground in pairs if contrast(m, ground) < 3.0]


def test_all_themes_have_the_same_roles() -> None:
    assert len({frozenset(read_theme(path).colours) for path in THEMES}) == 1


def test_the_sheet_grows_with_the_zoom() -> None:
    theme = read_theme(THEMES[0])
    small, large = (style_sheet("a { padding: 0 8u; margin: 1px; }", Look(theme, zoom)) for zoom in (1.0, 2.0))
    assert small == "a { padding: 0 8px; margin: 1px; }"
    assert large == "a { padding: 0 16px; margin: 1px; }"


def test_the_sheet_names_known_roles_only() -> None:
    theme = read_theme(THEMES[0])
    assert set(re.findall(r"(?<!@)@(\w+)", SHEET)) <= theme.colours.keys()


def test_no_widget_writes_a_colour() -> None:
    hexes = re.compile(r"""["']#[0-9a-fA-F]{3,8}["']|Qt\.GlobalColor\.(?!transparent)\w+|QColor\(\d""")
    found = [module.name for module in modules() if module.room == "ui" and hexes.search(module.source)]
    assert not found


def test_a_theme_changes_what_stands_already(qapp: QApplication, style: Style) -> None:
    label = QLabel("字")
    light = label.palette().windowText().color()
    style.apply("dark", 125)
    assert look().theme.dark
    assert look().zoom == 1.25
    assert label.palette().windowText().color() != light
    assert label.fontInfo().pixelSize() == 16


def test_the_bundled_font_is_there_for_systems_without_chinese(qapp: QApplication) -> None:
    assert fonts.system_family(["DejaVu Sans", "Nimbus Sans"]) is None
    assert fonts.system_family(["DejaVu Sans", "Noto Sans CJK SC", "Microsoft YaHei"]) == "Microsoft YaHei"
    assert fonts.interface_font(builtin=True).family().startswith("Noto Sans SC")


def test_every_icon_has_an_outline(qapp: QApplication) -> None:
    assert not [name for name in icons.meanings() if icons.outline(name).isEmpty()]


def test_icons_are_asked_for_by_known_names() -> None:
    asked = re.compile(r"""\b(?:icon|_tool|Way\([^,]+,|Empty)\(\s*["'](\w+)["']""")
    names = {name for module in modules() if module.room == "ui" for name in asked.findall(module.source)}
    assert names <= set(icons.meanings())


def test_an_icon_follows_the_theme(style: Style) -> None:
    def inked() -> set[str]:
        picture = icons.icon("done", "good").pixmap(16, 16).toImage()
        return {QColor(picture.pixelColor(x, 4)).name() for x in range(16)}

    before = inked()
    style.apply("dark", 100)
    assert inked() != before


def test_every_status_has_its_own_shape_and_word() -> None:
    shapes = {mark.shape for mark in STATUS.values()}
    assert len(shapes) == len({mark.word for mark in STATUS.values()})
    assert shapes <= set(icons.meanings())


def test_colours_are_mixed_opaque() -> None:
    assert mixed(QColor("white"), QColor("black"), 0.5).name() == "#808080"
