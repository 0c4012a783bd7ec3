"""The base of every page: it knows when it is stale, costs nothing while hidden, and says what it wants by signals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fashiontracker.text import _
from fashiontracker.ui.elided import ElidedLabel
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.models.drafts import Draft

Touched = frozenset[str]
"""The names of the tables that an entry of the journal wrote to."""

EVERYTHING: Touched = frozenset({"*"})


class Page(QWidget):
    """One page of the stack.

    A subclass names its ``key``, ``title`` (a msgid) and the tables it ``watches``, fills ``body`` in its
    constructor and reads its data in `refresh`, which is called when the page is both visible and stale.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    watches: ClassVar[Touched] = frozenset()
    follows_date: ClassVar[bool] = True
    inspects: ClassVar[bool] = False
    """Whether the page uses the inspector; the panel is hidden on the others."""
    chooses: ClassVar[bool] = True
    """Whether the page mostly has a record chosen; if not, the inspector steps aside while none is."""

    go = Signal(str, object)
    """Wants another page, with what it should arrive at (a filter, a record, None)."""
    inspect = Signal(object)
    """Wants the inspector to show this widget, or nothing (None)."""
    work = Signal(object)
    """Wants a `jobs.Job` run."""
    away = Signal(object, object)
    """Wants a `jobs.Job` run while nobody has the database open; its key from then on, None where it stays the same."""
    database = Signal(object)
    """Wants the database of this path opened in the place of the present one."""
    counted = Signal(str)
    """Has counted its rows, in words for the status bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._stale = True
        self.as_of = date.today()
        self.heading = QLabel(_(self.title))
        give_role(self.heading, "title")
        self.count = ElidedLabel()
        give_role(self.count, "count")
        self.tools = QHBoxLayout()
        self.tools.setSpacing(look().px(8))
        head = QHBoxLayout()
        head.setSpacing(look().px(12))
        head.addWidget(self.heading)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addLayout(self.tools)
        self.body = QVBoxLayout(self)
        margin = look().px(16)
        self.body.setContentsMargins(margin + look().px(8), margin, margin + look().px(8), margin)
        self.body.setSpacing(look().px(12))
        self.body.addLayout(head)
        self.setAccessibleName(_(self.title))

    def refresh(self) -> None:
        """Read what is shown anew. Called only while the page is visible."""

    def arrive(self, wish: object) -> None:
        """Show what another page asked for (see `go`); None asks for nothing in particular."""

    def may_leave(self) -> bool:
        """Whether this page may go: nothing that was begun on it is lost, or the user, who is asked, gives it up."""
        return True

    def keyboard(self) -> QWidget:
        """Who has the keyboard when one comes to this page: what is mostly worked with."""
        return self

    def resume(self, draft: Draft) -> None:
        """Open the form again that a draft was typed into: its ``form`` and ``about`` are this page's own words."""

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """What this page does for the page deeds of `actions.DEEDS`, by key; the others are greyed meanwhile."""
        return {"refresh": self.reload}

    def notice(self, touched: Touched) -> None:
        """Rows of these tables have changed: go stale if they are ours, and refresh if visible."""
        self._stale |= touched == EVERYTHING or bool(touched & self.watches)
        self._settle()

    def look_at(self, as_of: date) -> None:
        """The as-of date is now this one."""
        if as_of != self.as_of:
            self.as_of = as_of
            self._stale |= self.follows_date
            self._settle()

    def reload(self) -> None:
        """Refresh now (or when next shown), whatever has changed."""
        self._stale = True
        self._settle()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settle()

    def _settle(self) -> None:
        if self._stale and self.isVisible():
            self._stale = False
            self.refresh()
