"""What is urgent when a database is opened, said once in the strip under the top bar; 总览 lists all of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from fashiontracker.text import _

if TYPE_CHECKING:
    from fashiontracker.tally.attention import Notice
    from fashiontracker.ui.counting import Known
    from fashiontracker.ui.desk import Desk
    from fashiontracker.ui.window import Window

LAPSING: Final = 30
"""Titles that end within so many days are urgent."""
CLOSING: Final = 14
"""So are windows that close within so many."""
SAID: Final = 4
"""So many things are said; of the others the number."""


def remind(window: Window, desk: Desk, day: date) -> None:
    """Say what is urgent, once the count is there; not where 总览 is shown at first, or another thing is said."""
    if window.page is not None and window.page.key == "overview":
        return

    def tell() -> None:
        known = desk.counting.ask(window.run) if window.desk is desk else None
        if known is None:
            return
        desk.counting.arrived.disconnect(tell)
        if not window.frame.notice.text():
            window.frame.notice.tell(partial(words, desk, known, day))

    desk.counting.arrived.connect(tell)
    tell()


def words(desk: Desk, known: Known, day: date) -> str:
    """What is urgent on a day in one line; empty where nothing is."""
    from fashiontracker.ui.pages.overview.matters import matters

    items = matters(urgent(desk, known, day))
    said = [item.words for item in items[:SAID]]
    if not said:
        return ""
    more = _("另有 {count} 项").format(count=len(items) - SAID) if len(items) > SAID else ""
    return _("截至 {day}：{things}。详见总览的待办。").format(day=day, things=" · ".join(filter(None, (*said, more))))


def urgent(desk: Desk, known: Known, day: date) -> Iterator[Notice]:
    """Titles that end soon, papers that are due, windows that close soon."""
    from fashiontracker.models import windows
    from fashiontracker.tally import attention

    app = desk.app
    with app.store.reading() as session:
        found = windows.windows(session, app.catalogue)
    yield from (one for one in attention.lapsing(known.facts, day) if one.days is not None and one.days <= LAPSING)
    yield from attention.documents_due(found, known.facts, app.plan, app.catalogue, day)
    for one in attention.of_windows(found, app.catalogue, day):
        if one.kind == "window_closing" and one.days is not None and one.days <= CLOSING:
            yield one
