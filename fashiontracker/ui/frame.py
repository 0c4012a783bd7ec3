"""The frame: top bar, sidebar, the stack of pages, inspector and status bar, and how they share the room."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from fashiontracker.ui.actions import Actions
from fashiontracker.ui.empty import no_database
from fashiontracker.ui.inspector import Inspector
from fashiontracker.ui.jobs import Jobs
from fashiontracker.ui.notice import Notice
from fashiontracker.ui.sidebar import Sidebar
from fashiontracker.ui.statusbar import StatusBar
from fashiontracker.ui.style import look
from fashiontracker.ui.topbar import TopBar
from fashiontracker.ui.unsaved import Unsaved

if TYPE_CHECKING:
    from fashiontracker.ui.desk import Desk

NARROW = 1100
"""Below this width the sidebar folds by itself and the inspector steps aside."""


class Stack(QStackedWidget):
    """Asks for the room of the page that is shown, not of the widest that ever was."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()


class Frame(QWidget):
    """Everything seen in the window but the pages; it begins with the way to a database."""

    def __init__(self, actions: Actions, jobs: Jobs, day: date) -> None:
        super().__init__()
        self.top = TopBar(actions, day)
        self.notice = Notice()
        self.unsaved = Unsaved()
        self.sidebar = Sidebar()
        self.stack = Stack()
        self.inspector = Inspector()
        self.status = StatusBar(jobs)
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(look().px(4))
        self.splitter.addWidget(self.stack)
        self.splitter.addWidget(self.inspector)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.sidebar)
        middle.addWidget(self.splitter, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.notice)
        column.addWidget(self.unsaved)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self.start = no_database(
            *(actions[key].trigger for key in ("new_database", "new_encrypted", "open_database", "import", "sample"))
        )
        self.stack.addWidget(self.start)
        self.sidebar.setEnabled(False)

    def show_desk(self, desk: Desk) -> None:
        """Show which database is open, and what was not saved in it."""
        self.sidebar.setEnabled(True)
        self.top.as_of.set_period(*desk.period)
        self.top.show_database(desk.name, read_only=desk.read_only)
        self.top.show_undo(desk.undo_label(), desk.redo_label())
        self.unsaved.look_at(desk)

    def arrange(self, *, sidebar: bool, inspector: bool, width: int) -> None:
        """Show the sidebar's names and the inspector (at this width) as wished, where there is room for them."""
        narrow = self.window().width() < look().px(NARROW)
        self.sidebar.fold(narrow or not sidebar)
        shown = inspector and not narrow
        if self.inspector.isHidden() == shown:
            self.inspector.setVisible(shown)
            self.splitter.setSizes([max(self.splitter.width() - width, 1), width])
