"""What the pages work on: the open database, and who must be told when it changes.

The journal tells of every entry; the desk carries the news to the window's thread, whichever thread wrote.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from fashiontracker.text import _
from fashiontracker.ui.counting import Counting

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.models.journal import Entry
    from fashiontracker.ui.finding import Finder


class Desk(QObject):
    """An open `App` as the window needs it: what can be undone, what was saved last, and a signal for every entry."""

    saved = Signal(object)
    """The journal's `Entry`, after its commit."""

    def __init__(
        self, app: App, parent: QObject | None = None, remembered: dict[str, dict[str, Any]] | None = None
    ) -> None:
        super().__init__(parent)
        self.app = app
        self._remembered = {} if remembered is None else remembered
        self.carried: dict[str, Any] = {}
        """What a page is in the middle of, by its key: another language or zoom makes the page anew."""
        self.counting = Counting(app, self)
        self.finder: Finder | None = None
        """Finds records as they are typed; the window gives it, because its work runs there."""
        self._entry: Entry | None = None
        app.store.history.listeners.append(self._heard)

    @property
    def name(self) -> str:
        """The database's name for the top bar."""
        return self.path.stem

    @property
    def path(self) -> Path:
        """The database's file."""
        return self.app.store.path

    @property
    def read_only(self) -> bool:
        """Whether somebody else is writing, or the file may not be written."""
        return self.app.store.read_only

    @property
    def period(self) -> tuple[date, date]:
        """The first and the last day of the plan."""
        return self.app.plan.start, self.app.plan.end

    def default_date(self, today: date) -> date:
        """The as-of date to begin with: today, or the period's last day once the period is over."""
        return min(today, self.period[1])

    def remembered(self, page: str) -> dict[str, Any]:
        """What a page chose to remember; what it puts in is there again after a restart."""
        return self._remembered.setdefault(page, {})

    def undo_label(self) -> str:
        """What undo would take back, or nothing."""
        entry = None if self.read_only else self.app.store.history.next_undo()
        return _(entry.label) if entry else ""

    def redo_label(self) -> str:
        """What redo would do again, or nothing."""
        entry = None if self.read_only else self.app.store.history.next_redo()
        return _(entry.label) if entry else ""

    def undo(self) -> None:
        """Take back the newest entry. Raises Refused where a later change stands in the way."""
        self.app.store.journal.undo()

    def redo(self) -> None:
        """Do again what was undone last. Raises Refused where there is nothing."""
        self.app.store.journal.redo()

    def last_saved(self) -> str:
        """The newest entry in words, for the crash dialog."""
        newest = self._entry or next(iter(self.app.store.history.entries(limit=1)), None)
        return f"#{newest.id} {_(newest.label)} {newest.at}" if newest else ""

    def close(self) -> None:
        """Let go of the database."""
        self.app.store.history.listeners.remove(self._heard)
        self.app.close()

    def _heard(self, entry: Entry) -> None:
        self._entry = entry
        self.saved.emit(entry)
