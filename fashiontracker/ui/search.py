"""The command palette and what it finds by itself: pages and deeds. Records are found by the open database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from fashiontracker.text import _
from fashiontracker.ui.actions import Actions
from fashiontracker.ui.palette_box import Found, PaletteBox
from fashiontracker.ui.places import PLACES

if TYPE_CHECKING:
    from fashiontracker.ui.window import Window


def open_palette(window: Window) -> None:
    """Show the palette over the window: records first, then pages, then deeds."""

    def find(words: str) -> Sequence[Found]:
        records = window.finder.find(words, window.go) if window.finder is not None else ()
        return [*records, *find_pages(words, window.go), *find_deeds(words, window.actions_)]

    PaletteBox(find, window).appear()


def find_pages(text: str, go: Callable[[str], None]) -> Iterator[Found]:
    """The pages whose name or key holds the text; all of them for an empty one."""
    wanted = text.casefold()
    for place in PLACES.values():
        if wanted in place.title.casefold() or wanted in place.key:
            yield Found(place.title, _("页面"), place.key, lambda key=place.key: go(key))  # type: ignore[misc]


def find_deeds(text: str, actions: Actions) -> Iterator[Found]:
    """The enabled deeds whose name holds the text; none for an empty one."""
    wanted = text.casefold()
    for deed, action in actions:
        if wanted and deed.key != "find" and action.isEnabled() and wanted in deed.text.casefold():
            yield Found(deed.text.rstrip("…"), deed.shortcut, deed.glyph or "keyboard", action.trigger)
