"""The window: frame, navigation and all wiring between pages. It knows no business; pages and the desk do."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from fashiontracker import text
from fashiontracker.errors import EnvironmentFault
from fashiontracker.settings import Settings
from fashiontracker.text import _
from fashiontracker.ui import menus, messages, opening, pages, search
from fashiontracker.ui.actions import DEEDS, Actions
from fashiontracker.ui.crash import CrashGuard
from fashiontracker.ui.desk import Desk
from fashiontracker.ui.empty import Empty, no_database
from fashiontracker.ui.inspector import Inspector
from fashiontracker.ui.jobs import Job, Jobs
from fashiontracker.ui.notice import Notice
from fashiontracker.ui.page import Page
from fashiontracker.ui.palette_box import Found, PaletteBox
from fashiontracker.ui.places import PLACES
from fashiontracker.ui.sidebar import Sidebar
from fashiontracker.ui.statusbar import StatusBar
from fashiontracker.ui.style import Style, look
from fashiontracker.ui.topbar import TopBar

if TYPE_CHECKING:
    from fashiontracker.models.journal import Entry

NARROW = 1100
"""Below this width the sidebar folds by itself and the inspector steps aside."""


class Window(QWidget):
    """The one top-level window. `open_database` gives it something to show."""

    top: TopBar
    painted = Signal()
    """Emitted once, after the first paint: now heavy libraries may load."""

    def __init__(self, settings: Settings, keep: Callable[[Settings], None], style: Style) -> None:
        super().__init__()
        self.settings = settings
        self._keep = keep
        self._style = style
        self._seen = False
        self._day = date.today()
        self.desk: Desk | None = None
        self.page: Page | None = None
        self._pages: dict[str, Page] = {}
        self._trail: list[str] = []
        self.setWindowTitle(_("深圳时尚产业培育"))
        self.jobs = Jobs(self)
        self.actions_ = Actions(self)
        self.guard = CrashGuard(self, lambda: self.desk.last_saved() if self.desk else "")
        self.jobs.refused.connect(self._refused)
        self.jobs.broke.connect(self.guard.show)
        menus.connect_actions(self)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._frame: QWidget | None = None
        self._build()
        self.resize(1280, 760)
        if settings.geometry:
            self.restoreGeometry(QByteArray(base64.b64decode(settings.geometry)))

    # ---- the frame ----

    def _build(self) -> None:
        """Build everything seen, in the language and at the zoom in force; called again when either changes."""
        day = self._day
        frame = QWidget()
        self.top = TopBar(self.actions_, day)
        self.notice = Notice()
        self.sidebar = Sidebar()
        self.stack = QStackedWidget()
        self.inspector = Inspector()
        self.status = StatusBar(self.jobs)
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
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.notice)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self.sidebar.chosen.connect(self.go)
        self.inspector.closed.connect(self.actions_["inspector"].trigger)
        self.top.as_of.changed.connect(self._date_changed)
        self._replace_frame(frame)
        menus.fill(self)
        self._show_start()
        self.arrange()

    def _replace_frame(self, frame: QWidget) -> None:
        if self._frame is not None:
            self._outer.removeWidget(self._frame)
            self._frame.hide()
            self._frame.deleteLater()
        self._frame = frame
        self._pages.clear()
        self.page = None
        self._outer.addWidget(frame)

    def rebuild(self) -> None:
        """Build all anew, because language or zoom are others now, and come back to the page that was shown."""
        key = self._trail[-1] if self._trail else self.settings.page
        said = self.notice.text()
        self.actions_.retranslate()
        self.setWindowTitle(_("深圳时尚产业培育"))
        self._build()
        self.notice.tell(said)
        if self.desk is not None:
            self._take(self.desk)
            self.go(key)

    def arrange(self) -> None:
        """Fold what there is no room for."""
        narrow = self.width() < look().px(NARROW)
        self.sidebar.fold(narrow or not self.settings.sidebar_open)
        wanted = self.page is not None and self.page.inspects and self.settings.inspector_open
        if self.inspector.isHidden() == (wanted and not narrow):
            self.inspector.setVisible(wanted and not narrow)
            width = look().px(self.settings.inspector_width)
            self.splitter.setSizes([max(self.splitter.width() - width, 1), width])

    def _show_start(self) -> None:
        """What stands in the window before there is a database."""
        start: Empty = no_database(
            self.actions_["new_database"].trigger,
            self.actions_["open_database"].trigger,
            self.actions_["import"].trigger,
            self.actions_["sample"].trigger,
        )
        self.stack.addWidget(start)
        start.buttons[0].setFocus()
        self.sidebar.setEnabled(False)

    # ---- the database ----

    def open_database(self, database: Path) -> None:
        """Open a database in the background and show it; what stands in the way is said."""
        self.run(
            Job(_("正在打开 {name}").format(name=database.name), lambda: opening.open_database(database), self.show_app)
        )

    def make_database(self, database: Path) -> None:
        """Make an empty database and show it."""
        self.run(
            Job(_("正在新建 {name}").format(name=database.name), lambda: opening.make_database(database), self.show_app)
        )

    def open_sample(self) -> None:
        """Make the sample database afresh and show it."""
        self.run(Job(_("正在准备示例数据库"), opening.make_sample, self.show_app))

    def show_app(self, opened: opening.Opened) -> None:
        """Show another database."""
        app, why_read_only = opened
        if self.desk is not None:
            self.desk.close()
        self.desk = Desk(app, self)
        self.settings.remember(str(app.store.path))
        self._trail.clear()
        self._day = self.desk.default_date(date.today())
        self._build()
        self._take(self.desk)
        self.notice.tell(_("以只读方式打开：{reason}").format(reason=why_read_only) if why_read_only else "")
        self.go(self.settings.page if self.settings.page in PLACES else "overview")

    def _take(self, desk: Desk) -> None:
        self.sidebar.setEnabled(True)
        self.top.as_of.set_period(*desk.period)
        self.top.show_database(desk.name, read_only=desk.read_only)
        self.top.show_undo(desk.undo_label(), desk.redo_label())
        desk.saved.connect(self._saved)

    def _saved(self, entry: Entry) -> None:
        """An entry was written: the way back has changed, pages may be stale, and the user is told."""
        desk = self.desk
        if desk is None:
            return
        self.top.show_undo(desk.undo_label(), desk.redo_label())
        for page in self._pages.values():
            page.notice(entry.tables)
        said = {"do": _("已保存：{what}"), "undo": _("已撤销：{what}"), "redo": _("已重做：{what}")}.get(entry.kind)
        if said is not None:
            undo = self.actions_["undo"].trigger if entry.kind == "do" else None
            messages.toast(self, said.format(what=_(entry.label)), undo)

    # ---- pages ----

    def go(self, key: str, wish: object = None) -> None:
        """Show a page, made when first wanted, and tell it what it was wanted for."""
        if self.desk is None:
            return
        page = self._pages.get(key) or self._make(key, self.desk)
        if self.page is not page:
            if not self._trail or self._trail[-1] != key:
                self._trail.append(key)
            self.page = page
            self.settings.page = key
            self.inspector.show_widget(None)
            self.status.counts.setText("")
        page.look_at(self._day)
        page.arrive(wish)
        self.stack.setCurrentWidget(page)
        self.sidebar.show_chosen(key)
        page.setFocus()
        self._enable_deeds()
        self.arrange()

    def back(self) -> None:
        """The page before this one."""
        if len(self._trail) > 1:
            self._trail.pop()
            self.go(self._trail[-1])

    def neighbour(self, step: int) -> None:
        """The page after or before this one in the sidebar."""
        keys = list(PLACES)
        if self.page is not None:
            self.go(keys[(keys.index(self._trail[-1]) + step) % len(keys)])

    def do(self, key: str) -> None:
        """Have the shown page do one of its deeds."""
        command = self.page.commands().get(key) if self.page else None
        if command is not None:
            command()

    def _make(self, key: str, desk: Desk) -> Page:
        page = pages.make(key, desk)
        page.go.connect(self.go)
        page.inspect.connect(self.inspector.show_widget)
        page.work.connect(self.run)
        page.counted.connect(self.status.counts.setText)
        self._pages[key] = page
        self.stack.addWidget(page)
        return page

    def _enable_deeds(self) -> None:
        can = self.page.commands() if self.page else {}
        for deed in DEEDS:
            if deed.where == "page":
                self.actions_[deed.key].setEnabled(deed.key in can)

    def _date_changed(self, day: date) -> None:
        self._day = day
        for page in self._pages.values():
            page.look_at(day)

    # ---- what is always there ----

    def run(self, job: Job[Any]) -> None:
        """Run a job in the background."""
        self.jobs.start(job)

    def open_palette(self) -> None:
        """Open the command palette."""
        PaletteBox(self._find, self).appear()

    def _find(self, words: str) -> Sequence[Found]:
        return [*search.find_pages(words, self.go), *search.find_deeds(words, self.actions_)]

    def apply_settings(self, settings: Settings) -> None:
        """Take other settings, dress and speak accordingly, and keep them."""
        before, self.settings = self.settings, settings
        text.use_language(settings.language or text.system_language())
        if (before.theme, before.zoom, before.builtin_fonts) != (settings.theme, settings.zoom, settings.builtin_fonts):
            self._style.apply(settings.theme, settings.zoom, builtin_fonts=settings.builtin_fonts)
        if (before.language, before.zoom) != (settings.language, settings.zoom):
            self.rebuild()
        self._keep(self.settings)

    def _refused(self, fault: EnvironmentFault) -> None:
        messages.fail(self, fault)

    def pick_date(self) -> None:
        """Open the as-of control, from the keyboard."""
        self.top.as_of.showMenu()

    def quit(self) -> None:
        """Close the window, and with it the program."""
        self.close()

    # ---- Qt ----

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            menus.later(self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.jobs.close()
        self.settings.geometry = base64.b64encode(self.saveGeometry().data()).decode()
        if not self.inspector.isHidden():
            self.settings.inspector_width = round(self.inspector.width() / look().zoom)
        self._keep(self.settings)
        if self.desk is not None:
            self.desk.close()
            self.desk = None
        self.guard.release()
        super().closeEvent(event)
