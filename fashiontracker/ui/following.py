"""Follows the file of the open database: what others write, when it may be written here, whether it is still there."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from fashiontracker import paths
from fashiontracker.errors import EnvironmentFault
from fashiontracker.progress import Progress
from fashiontracker.text import _
from fashiontracker.ui.empty import Way
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.notice import Said
from fashiontracker.ui.page import EVERYTHING

if TYPE_CHECKING:
    from fashiontracker.ui.desk import Desk
    from fashiontracker.ui.window import Window

EVERY: Final = 3000
"""Milliseconds between two looks."""

_Place = tuple[int, int]


class Follower(QObject):
    """The window's; the desk it follows is the window's. What only reads is kept fresh, what is amiss is said."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._place: _Place | None = None
        self._held_by_another = False
        self._head: str | None = None
        self._asking = False
        self._said = ""
        self._before: tuple[Said, Way | None] = ("", None)
        self._clock = QTimer(self, interval=EVERY)
        self._clock.timeout.connect(self.look)

    def watch(self) -> None:
        """The window has another database."""
        desk = self._window.desk
        if desk is not None:
            self._place = _place_of(desk.path)
            self._held_by_another = desk.read_only and not _may_be_written(desk.path)
            self._head, self._said = None, ""
            self._clock.start()

    def leave(self) -> None:
        """The database is about to be closed."""
        self._clock.stop()

    def look(self) -> None:
        """Say what has become of the file; where others write, show what they have written."""
        desk = self._window.desk
        if desk is None:
            return
        words, way = self._news(desk)
        self._say(words, way)
        if desk.read_only and not self._asking and _place_of(desk.path) is not None:
            self._asking = True
            self._window.run(Job(_("正在查看改动"), lambda: self._ask(desk), self._show, quiet=True))

    def misses(self) -> bool:
        """Whether the file is not in its place just now; the strip says so."""
        self.look()
        desk = self._window.desk
        return desk is not None and _place_of(desk.path) is None

    def _news(self, desk: Desk) -> tuple[str, Way | None]:
        again = Way(_("重新打开"), "refresh", self._window.reopen)
        place = _place_of(desk.path)
        if place is None:
            return _("“{name}”不在原处了：可能被移动、改名或删除。放回原处后可以继续。").format(
                name=desk.path.name
            ), None
        if not desk.read_only and place != self._place:
            return _("“{name}”在打开期间被换成了另一份，修改不会写入它。").format(name=desk.path.name), again
        if self._held_by_another and _may_be_written(desk.path):
            return _("对方已关闭这个数据库，重新打开后就可以在这里修改。"), again
        return "", None

    def _say(self, words: str, way: Way | None) -> None:
        notice = self._window.frame.notice
        if words == self._said:
            return
        if not self._said:
            self._before = (notice.said, notice.way)
        if words:
            notice.tell(words, way)
        elif notice.text() == self._said:
            notice.tell(*self._before)
        self._said = words

    def _ask(self, desk: Desk) -> Generator[Progress, None, str | None]:
        """The journal's head, off the window's thread: a writer in the middle of a commit lets nobody read."""
        try:
            yield Progress(0, 0)
            return desk.app.store.history.head()
        except EnvironmentFault:
            return None
        finally:
            self._asking = False

    def _show(self, head: str | None) -> None:
        before, self._head = self._head, head or self._head
        if before is not None and self._head != before:
            self._window.notice_pages(EVERYTHING)
            if self._window.finder is not None:
                self._window.finder.renew()


def _place_of(database: Path) -> _Place | None:
    """What file a path leads to; None where it leads nowhere."""
    try:
        found = database.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _may_be_written(database: Path) -> bool:
    from fashiontracker.models import lock

    return lock.is_free(paths.lock_file(database))
