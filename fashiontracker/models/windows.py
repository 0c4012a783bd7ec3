"""Application windows: the catalogue's, and the association's own in place of those of the same year."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fashiontracker.errors import Problem
from fashiontracker.models import properties
from fashiontracker.text import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.recorder import Recorder
    from fashiontracker.plan.designations import Catalogue

PREFIX: Final = "windows:"
"""Before the designation in the key of a setting."""
LONGEST: Final = 366
"""Days of a window."""


class Window(NamedTuple):
    """When applications for a designation are taken; ``own``: the association recorded it.

    ``source`` says where it was announced, ``note`` what else is to be known.
    """

    designation: str
    opens: date
    closes: date
    source: str = ""
    note: str = ""
    own: bool = False

    @property
    def year(self) -> int:
        """The year that it belongs to."""
        return self.opens.year


def windows(session: Session, catalogue: Catalogue) -> list[Window]:
    """Every window in force, the earliest first."""
    recorded = {
        key.removeprefix(PREFIX): _read(key.removeprefix(PREFIX), text)
        for key, text in properties.under(session, PREFIX).items()
    }
    found: list[Window] = []
    for one in catalogue.designations:
        mine = recorded.get(one.key, ())
        years = {window.year for window in mine}
        found.extend(mine)
        found.extend(
            Window(one.key, first, last, one.application_window, one.local_channel)
            for first, last in one.windows
            if first.year not in years
        )
    return sorted(found, key=lambda window: (window.opens, window.closes, window.designation))


def put(session: Recorder, window: Window, instead: Window | None = None) -> None:
    """Record a window, in the place of another one of the association's where there is one."""
    if instead is not None:
        remove(session, instead)
    mine = [*own(session, window.designation), window._replace(own=True)]
    _keep(session, window.designation, mine)


def remove(session: Recorder, window: Window) -> None:
    """Remove a window of the association's; the catalogue's of that year is in force again. Another stays."""
    mine = [one for one in own(session, window.designation) if one[:3] != window[:3]]
    _keep(session, window.designation, mine)


def own(session: Session, designation: str) -> tuple[Window, ...]:
    """The association's windows of a designation."""
    return _read(designation, properties.value_of(session, PREFIX + designation))


def problems(window: Window, others: Iterable[Window] = ()) -> list[Problem]:
    """Why a window will not do beside the other ones of its designation; nothing where it will."""
    if window.closes < window.opens:
        return [Problem("range", N_("关闭日期早于开放日期"), "closes", str(window.closes))]
    if (window.closes - window.opens).days > LONGEST:
        return [Problem("range", N_("窗口长于一年，请核对日期"), "closes", str(window.closes))]
    for other in others:
        if other.opens <= window.closes and window.opens <= other.closes:
            message = N_("与已记的窗口 {first} 至 {last} 重叠")
            return [Problem("overlap", message, "opens", params={"first": other.opens, "last": other.closes})]
    return []


def _keep(session: Recorder, designation: str, mine: Sequence[Window]) -> None:
    rows = [
        {"opens": str(one.opens), "closes": str(one.closes), "source": one.source, "note": one.note}
        for one in sorted(mine, key=lambda one: (one.opens, one.closes))
    ]
    properties.put(session, PREFIX + designation, json.dumps(rows, ensure_ascii=False) if rows else "")


def _read(designation: str, text: str) -> tuple[Window, ...]:
    """The windows kept; what makes no sense (mended by hand) is left out."""
    try:
        stored: Any = json.loads(text) if text else []
    except ValueError:
        return ()
    found = []
    for row in stored if isinstance(stored, list) else ():
        try:
            first, last = date.fromisoformat(row["opens"]), date.fromisoformat(row["closes"])
        except (KeyError, TypeError, ValueError):
            continue
        window = Window(designation, first, last, str(row.get("source", "")), str(row.get("note", "")), own=True)
        found.extend([] if problems(window) else [window])
    return tuple(found)
