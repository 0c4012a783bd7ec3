"""The window: frame, navigation and all wiring between pages. It knows no business; pages and the desk do."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fashiontracker import text
from fashiontracker.settings import Settings
from fashiontracker.text import _
from fashiontracker.ui import doors, menus, messages, pages, qt_words
from fashiontracker.ui.actions import Actions
from fashiontracker.ui.closing import Closing
from fashiontracker.ui.desk import Desk
from fashiontracker.ui.following import Follower
from fashiontracker.ui.frame import Frame
from fashiontracker.ui.guard import CrashGuard
from fashiontracker.ui.jobs import Job, Jobs
from fashiontracker.ui.keeper import Keeper
from fashiontracker.ui.lock import Lock
from fashiontracker.ui.page import Page, Touched
from fashiontracker.ui.places import PLACES
from fashiontracker.ui.style import Style, look

if TYPE_CHECKING:
    from fashiontracker.models.drafts import Draft
    from fashiontracker.models.journal import Entry
    from fashiontracker.models.sealing import Key
    from fashiontracker.ui import opening
    from fashiontracker.ui.finding import Finder


class Window(QWidget):
    """The one top-level window. `open_database` gives it something to show."""

    frame: Frame
    painted = Signal()
    """Emitted once, after the first paint: now heavy libraries may load."""

    def __init__(self, settings: Settings, keep: Callable[[Settings], None], style: Style) -> None:
        super().__init__()
        self.settings = settings
        self._keep = keep
        self._style = style
        self._seen = False
        self.day = date.today()
        self.desk: Desk | None = None
        self.finder: Finder | None = None
        self.page: Page | None = None
        self._pages: dict[str, Page] = {}
        self._counts: dict[str, str] = {}
        self._trail: list[str] = []
        self.setWindowTitle(_("深圳时尚产业培育"))
        self.jobs = Jobs(self)
        self.actions_ = Actions(self)
        self.follower = Follower(self)
        self.guard = CrashGuard(self, lambda: self.desk.last_saved() if self.desk else "", self.follower.misses)
        self.jobs.failed.connect(self.guard.show)
        self.keeper = Keeper(self)
        self.lock = Lock(self)
        self.closing = Closing(self)
        menus.connect_actions(self)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._build()
        self.resize(look().px(1280), look().px(760))
        if settings.geometry:
            self.restoreGeometry(QByteArray(base64.b64decode(settings.geometry)))

    # ---- the frame ----

    def _build(self) -> None:
        """Build everything seen, in the language and at the zoom in force; called again when either changes."""
        self.frame = frame = Frame(self.actions_, self.jobs, self.day)
        frame.sidebar.chosen.connect(self.go)
        frame.splitter.splitterMoved.connect(lambda _place, _handle: self._keep_inspector())
        frame.inspector.closed.connect(self.actions_["inspector"].trigger)
        frame.top.as_of.changed.connect(self._date_changed)
        frame.unsaved.wanted.connect(self.resume)
        self._outer.addWidget(frame)
        frame.start.buttons[0].setFocus()
        menus.fill(self)
        self.arrange()

    def _take_down(self) -> None:
        """Remove everything seen; the pages go with their stack."""
        self._outer.removeWidget(self.frame)
        self.frame.hide()
        self.frame.deleteLater()
        self._pages.clear()
        self._counts.clear()
        self.page = None

    def rebuild(self) -> None:
        """Build all anew, because language or zoom are others now, and come back to the page that was shown."""
        key = self._trail[-1] if self._trail else self.settings.page
        said, way = self.frame.notice.said, self.frame.notice.way
        self.actions_.retranslate()
        self.setWindowTitle(_("深圳时尚产业培育"))
        self._take_down()
        self._build()
        self.frame.notice.tell(said, way)
        if self.desk is not None:
            self.frame.show_desk(self.desk)
            self.go(key)

    def arrange(self) -> None:
        """Fold what there is no room for."""
        page, wished = self.page, self.settings.inspector_open
        inspector = wished and page is not None and page.inspects and (page.chooses or not self.frame.inspector.empty)
        self.frame.arrange(
            sidebar=self.settings.sidebar_open, inspector=inspector, width=look().px(self.settings.inspector_width)
        )

    # ---- the database ----

    def open_database(self, database: Path, key: Key | None = None) -> None:
        """Open a database in the background and show it; what opens an encrypted one is asked for, unless known."""
        doors.open_database(self, database, key)

    def make_database(self, database: Path) -> None:
        """Make an empty database and show it."""
        doors.make_database(self, database)

    def import_rows(self) -> None:
        """Go to the import; who has no database yet gets an empty one for it."""
        doors.import_rows(self)

    def open_sample(self) -> None:
        """Make the sample database afresh and show it."""
        doors.open_sample(self)

    def is_free(self) -> bool:
        """Whether the database may be left for another: not under a job at work on it, which is said."""
        busy = self.jobs.busy()
        if busy:
            messages.say(self, _("还有任务在进行，请等它结束后再试。"))
        return not busy

    def gives_up(self) -> bool:
        """Whether nothing that was begun on a page is lost when all pages go, or the user gives it up."""
        return self.desk is None or all(page.may_leave() for page in self._pages.values())

    def may_leave(self) -> bool:
        """Whether the database may be left for another, by its jobs and by its pages."""
        return self.is_free() and self.gives_up()

    def show_app(self, opened: opening.Opened) -> None:
        """Show another database, and say why it may only be read, if so."""
        doors.show_app(self, opened)

    def reopen(self) -> None:
        """Close the database and open what lies in its place now, to be written where it can be."""
        doors.reopen(self)

    def take_desk(self, desk: Desk) -> None:
        """Work on this desk from now on, beginning with the page shown last."""
        if self.desk is not None:
            self.jobs.stop_reading()
            self.keeper.leave()
            self.desk.close()
        self.desk = desk
        desk.saved.connect(self._saved)
        self._trail.clear()
        self.day = desk.default_date(date.today())
        self._take_down()
        self._build()
        self.frame.show_desk(desk)
        self.go(self.settings.page if self.settings.page in PLACES else "overview")
        self.keeper.watch()
        self.follower.watch()

    def close_database(self) -> None:
        """Let go of the database: the window is as it was before one was opened."""
        if self.desk is not None:
            self.follower.leave()
            self.desk.close()
            self.desk = None
            self._take_down()
            self._build()

    def _saved(self, entry: Entry) -> None:
        """An entry was written: the way back has changed, pages may be stale, and the user is told."""
        desk = self.desk
        if desk is None:
            return
        self.frame.top.show_undo(desk.undo_label(), desk.redo_label())
        self.notice_pages(entry.tables)
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
            self.frame.inspector.show_widget(None)
            self.frame.status.counts.setText(self._counts.get(key, ""))
        page.look_at(self.day)
        page.arrive(wish)
        self.frame.stack.setCurrentWidget(page)
        self.frame.sidebar.show_chosen(key)
        page.keyboard().setFocus()
        self.actions_.enable_page_deeds(page.commands())
        self.arrange()

    def resume(self, draft: Draft) -> None:
        """Go on with what was typed into a page's form before a crash."""
        self.go(draft.page)
        if self.page is not None:
            self.page.resume(draft)

    def notice_pages(self, touched: Touched) -> None:
        """Tell every page what has changed."""
        for page in list(self._pages.values()):
            page.notice(touched)

    def back(self) -> None:
        """The page before this one."""
        if len(self._trail) > 1:
            self._trail.pop()
            self.go(self._trail[-1])

    def _make(self, key: str, desk: Desk) -> Page:
        page = pages.make(key, desk)
        page.go.connect(self.go)
        page.inspect.connect(self._inspect)
        page.work.connect(self.run)
        page.away.connect(self.keeper.run_closed)
        page.database.connect(self.open_database)
        page.counted.connect(partial(self._tell_count, key))
        self._pages[key] = page
        self.frame.stack.addWidget(page)
        return page

    def _tell_count(self, key: str, words: str) -> None:
        self._counts[key] = words
        if self.page is self._pages.get(key):
            self.frame.status.counts.setText(words)

    def _inspect(self, widget: QWidget | None) -> None:
        self.frame.inspector.show_widget(widget)
        if self.page is not None and not self.page.chooses:
            self.arrange()

    def _date_changed(self, day: date) -> None:
        self.day = day
        for page in self._pages.values():
            page.look_at(day)

    # ---- what is always there ----

    def run(self, job: Job[Any]) -> None:
        """Run a job in the background."""
        self.jobs.start(job)

    def apply_settings(self, settings: Settings) -> None:
        """Take other settings, dress and speak accordingly, and keep them."""
        before, self.settings = self.settings, settings
        text.use_language(settings.language or text.system_language())
        qt_words.speak()
        if (before.theme, before.zoom, before.builtin_fonts) != (settings.theme, settings.zoom, settings.builtin_fonts):
            self._style.apply(settings.theme, settings.zoom, builtin_fonts=settings.builtin_fonts)
        if (before.language, before.zoom) != (settings.language, settings.zoom):
            self.rebuild()
            self._outer.activate()
            self.resize(self.size().boundedTo(self.screen().availableSize()))  # back from a zoom that did not fit
        self._keep(self.settings)

    # ---- Qt ----

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _keep_inspector(self) -> None:
        """Only as wide as the user drew it: what a small window left of it is no wish."""
        self.settings.inspector_width = round(self.frame.inspector.width() / look().zoom)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.closing.may_close():
            event.ignore()
            return
        self.settings.geometry = base64.b64encode(self.saveGeometry().data()).decode()
        self._keep(self.settings)
        if self.desk is not None:
            self.follower.leave()
            try:
                self.keeper.leave()
            finally:  # the window goes whatever breaks here, and nothing would close the database after it
                self.desk.close()
                self.desk = None
        self.guard.release()
        super().closeEvent(event)
