"""The window's ways to a database: opened, made, or the sample; by a job each, so that the window goes on."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from fashiontracker import paths
from fashiontracker.errors import EnvironmentFault
from fashiontracker.text import _
from fashiontracker.ui import encryption, opening
from fashiontracker.ui.desk import Desk
from fashiontracker.ui.finding import Finder
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.reminding import remind

if TYPE_CHECKING:
    from fashiontracker.models.sealing import Key
    from fashiontracker.ui.window import Window


def open_database(window: Window, database: Path, key: Key | None) -> None:
    """Open a database; what opens an encrypted one is asked for, unless known."""
    if (window.desk is not None and window.desk.path == database) or not window.may_leave():
        return
    secret, wanted = (key, True) if key else encryption.ask_to_open(window, database)
    if wanted:
        title = _("正在打开 {name}").format(name=database.name)
        work = partial(opening.open_database, database, secret)
        window.run(Job(title, work, window.show_app, refused=partial(_rescue, window, database, secret)))


def _rescue(window: Window, database: Path, key: Key | None, fault: EnvironmentFault) -> None:
    """Say why a database was not opened, and offer what can be done for a damaged one."""
    from fashiontracker.ui.pages.safekeeping.rescue import Rescue

    Rescue(window, database, key, window.run, window.open_database).offer(fault)


def make_database(window: Window, database: Path) -> None:
    """Make an empty database."""
    if window.may_leave():
        title = _("正在新建 {name}").format(name=database.name)
        window.run(Job(title, lambda: opening.make_database(database), window.show_app))


def import_rows(window: Window) -> None:
    """Go to the import; who has no database open gets his own for it, which is made where there is none."""
    if window.desk is not None:
        window.go("import")
        return
    window.settings.page = "import"
    database = paths.default_database()
    if database.exists():
        window.open_database(database)
    else:
        window.make_database(database)


def open_sample(window: Window) -> None:
    """Make the sample database afresh."""
    if window.may_leave():
        window.run(Job(_("正在准备示例数据库"), opening.make_sample, window.show_app))


def reopen(window: Window) -> None:
    """Close the database and open what lies in its place now, to be written where it can be."""
    if window.desk is not None and window.may_leave():
        database, key = window.desk.path, window.desk.app.store.key
        window.jobs.stop_reading()
        window.close_database()
        window.open_database(database, key)


def show_app(window: Window, opened: opening.Opened) -> None:
    """Put a database that was opened on the window's desk; why it may only be read is said."""
    app, why_read_only = opened
    if not window.is_free():  # begun while this was opened
        app.close()
        return
    window.settings.remember(str(app.store.path))
    desk = Desk(app, window, window.settings.remembered)
    window.take_desk(desk)
    window.finder = desk.finder = Finder(app.store, window.run, desk)
    desk.saved.connect(window.finder.heard)
    remind(window, desk, window.day)
    if why_read_only:
        window.frame.notice.tell(lambda: _("以只读方式打开：{reason}").format(reason=why_read_only))
