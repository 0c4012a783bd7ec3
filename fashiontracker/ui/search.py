"""The command palette and what it finds by itself: the plan's rows, pages, deeds. The open database finds records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from fashiontracker.models import pinyin
from fashiontracker.text import _, pick
from fashiontracker.ui.actions import Actions
from fashiontracker.ui.palette_box import Found, PaletteBox
from fashiontracker.ui.places import PLACES
from fashiontracker.ui.wishes import Target

if TYPE_CHECKING:
    from fashiontracker.plan.types import Plan
    from fashiontracker.ui.finding import Go
    from fashiontracker.ui.window import Window


def open_palette(window: Window) -> None:
    """Show the palette over the window: records first, then the plan's rows, then pages, then deeds."""

    def find(words: str) -> Sequence[Found]:
        records = window.finder.find(words, window.go) if window.finder is not None else ()
        targets = find_targets(words, window.desk.app.plan, window.go) if window.desk is not None else ()
        return [*records, *targets, *find_pages(words, window.go), *find_deeds(words, window.actions_)]

    PaletteBox(find, window).appear()


def find_targets(text: str, plan: Plan, go: Go) -> Iterator[Found]:
    """The rows of the plan whose name holds the text; none for an empty one."""
    for row in plan.rows if text else ():
        name = pick(row.zh, row.en)
        if _answers(name, text):
            yield Found(name, PLACES["quotas"].title, "quotas", partial(go, "quotas", Target(row.key)))


def find_pages(text: str, go: Callable[[str], None]) -> Iterator[Found]:
    """The pages whose name or key holds the text; all of them for an empty one."""
    for place in PLACES.values():
        if _answers(place.title, text) or text.casefold() in place.key:
            yield Found(place.title, _("页面"), place.key, partial(go, place.key))


def find_deeds(text: str, actions: Actions) -> Iterator[Found]:
    """The enabled deeds whose name holds the text; none for an empty one."""
    for deed, action in actions:
        if text and deed.key != "find" and action.isEnabled() and _answers(deed.text, text):
            yield Found(deed.text.rstrip("…"), deed.shortcut, deed.glyph or "keyboard", action.trigger)


def _answers(name: str, text: str) -> bool:
    """Whether a name holds what was typed, or the initials of its pinyin do."""
    wanted = text.casefold()
    return wanted in name.casefold() or wanted in pinyin.initials(name)
