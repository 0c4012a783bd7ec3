"""The window's menus, and what its own deeds do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu

from fashiontracker.errors import EnvironmentFault
from fashiontracker.settings import ZOOMS
from fashiontracker.text import _, pick
from fashiontracker.ui import encryption, messages, opening
from fashiontracker.ui.actions import DEEDS
from fashiontracker.ui.places import PLACES

if TYPE_CHECKING:
    from fashiontracker.ui.window import Window


def connect_actions(window: Window) -> None:
    """Connect every deed of the window and of the page."""
    deeds: dict[str, Callable[[], object]] = {
        "find": lambda: _find(window),
        "undo": lambda: _turn(window, back=True),
        "redo": lambda: _turn(window, back=False),
        "new_database": lambda: _with(opening.ask_new(window), window.make_database),
        "new_encrypted": lambda: encryption.make_encrypted(window),
        "open_database": lambda: _with(opening.ask_open(window), window.open_database),
        "sample": window.open_sample,
        "import": window.import_rows,
        "as_of": lambda: _pick_date(window),
        "sidebar": lambda: _toggle_sidebar(window),
        "inspector": lambda: _toggle_inspector(window),
        "zoom_in": lambda: _zoom(window, 1),
        "zoom_out": lambda: _zoom(window, -1),
        "zoom_reset": lambda: _zoom(window, 0),
        "next_page": lambda: _turn_page(window, 1),
        "previous_page": lambda: _turn_page(window, -1),
        "lock": window.lock.lock,
        "settings": lambda: _settings(window),
        "help": lambda: _help(window),
        "quit": window.close,
        "back": window.back,
    }
    for deed in DEEDS:
        if deed.where == "page":
            window.actions_[deed.key].triggered.connect(lambda _checked=False, key=deed.key: _do(window, key))
        elif deed.where == "window":
            window.actions_[deed.key].triggered.connect(lambda _checked=False, act=deeds[deed.key]: act())


def fill(window: Window) -> None:
    """Fill the menus of the top bar."""
    window.frame.top.database_menu.aboutToShow.connect(lambda: _fill_databases(window, window.frame.top.database_menu))
    window.frame.top.more_menu.aboutToShow.connect(lambda: _fill_more(window, window.frame.top.more_menu))


def _fill_databases(window: Window, menu: QMenu) -> None:
    menu.clear()
    for key in ("new_database", "new_encrypted", "open_database", "sample"):
        menu.addAction(window.actions_[key])
    recent = [path for path in window.settings.recent if Path(path).exists()]
    if recent:
        menu.addSeparator()
        menu.addSection(_("最近打开"))
    for path in recent:
        menu.addAction(path, partial(window.open_database, Path(path)))


def _fill_more(window: Window, menu: QMenu) -> None:
    menu.clear()
    settings = window.settings
    languages = menu.addMenu(_("语言"))
    for value, words in (("zh", pick("中文", "中文")), ("en", "English")):
        languages.addAction(words, partial(_wish, window, language=value))
    themes = menu.addMenu(_("主题"))
    for value, words in (("system", _("跟随系统")), ("light", _("浅色")), ("dark", _("深色"))):
        action = themes.addAction(words, partial(_wish, window, theme=value))
        action.setCheckable(True)
        action.setChecked(settings.theme == value)
    zooms = menu.addMenu(_("缩放") + f"  {settings.zoom} %")
    for key in ("zoom_in", "zoom_out", "zoom_reset"):
        zooms.addAction(window.actions_[key])
    menu.addSeparator()
    for key in ("sidebar", "inspector"):
        menu.addAction(window.actions_[key])
    menu.addSeparator()
    for key in ("lock", "settings", "help", "quit"):
        menu.addAction(window.actions_[key])


def _wish(window: Window, **changes: Any) -> None:
    """Take one other setting."""
    window.apply_settings(replace(window.settings, **changes))


def _find(window: Window) -> None:
    from fashiontracker.ui import search  # loaded when first searched: it brings the readings of the characters

    search.open_palette(window)


def _with(path: Path | None, act: Callable[[Path], None]) -> None:
    if path is not None:
        act(path)


def _turn_page(window: Window, step: int) -> None:
    """The page after or before this one in the sidebar."""
    keys = list(PLACES)
    if window.page is not None:
        window.go(keys[(keys.index(window.settings.page) + step) % len(keys)])


def _do(window: Window, key: str) -> None:
    """Have the shown page do one of its deeds."""
    command = window.page.commands().get(key) if window.page else None
    if command is not None:
        command()


def _turn(window: Window, *, back: bool) -> None:
    """Undo or redo; where a later change stands in the way, the fault is said."""
    try:
        if window.desk is not None:
            (window.desk.undo if back else window.desk.redo)()
    except EnvironmentFault as fault:
        messages.fail(window, fault)


def _pick_date(window: Window) -> None:
    window.frame.top.as_of.showMenu()


def _toggle_sidebar(window: Window) -> None:
    _wish(window, sidebar_open=window.frame.sidebar.is_folded)
    window.arrange()


def _toggle_inspector(window: Window) -> None:
    _wish(window, inspector_open=window.frame.inspector.isHidden())
    window.arrange()


def _zoom(window: Window, step: int) -> None:
    zoom = window.settings.zoom
    if step == 0:
        zoom = 100
    elif step > 0:
        zoom = next((one for one in ZOOMS if one > zoom), zoom)
    else:
        zoom = next((one for one in reversed(ZOOMS) if one < zoom), zoom)
    _wish(window, zoom=zoom)


def _help(window: Window) -> None:
    from fashiontracker.ui.guide import HelpDialog  # dialogs load when they are wanted, not before the first paint

    HelpDialog(window.settings.page, window).show()


def _settings(window: Window) -> None:
    from fashiontracker.ui.settings_dialog import SettingsDialog

    wanted, accepted = SettingsDialog.ask(window.settings, window)
    if accepted:
        window.apply_settings(wanted)
