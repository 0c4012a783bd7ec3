"""From nothing to the first painted window, and only then to the database."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from fashiontracker import app, paths, settings, text
from fashiontracker.ui import qt_words
from fashiontracker.ui.style import Style
from fashiontracker.ui.window import Window

log = logging.getLogger(__name__)


def run(database: Path | None) -> int:
    """Show the window and serve it until it is closed."""
    with app.running():
        application = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(application, QApplication)
        window = make_window(application)
        window.painted.connect(lambda: _open(window, database))
        window.show()
        status = application.exec()
        window.deleteLater()  # what it holds open ends before the libraries do
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return status


def make_window(application: QApplication) -> Window:
    """The window as this user likes it, without a database."""
    application.setApplicationName("fashiontracker")
    wishes, _problems = settings.load(paths.settings_file())
    text.use_language(wishes.language or text.system_language())
    qt_words.speak()
    style = Style(application)
    style.apply(wishes.theme, wishes.zoom, builtin_fonts=wishes.builtin_fonts)
    return Window(wishes, _keep, style)


def _keep(wishes: settings.Settings) -> None:
    """Keep the settings; where there is no room for them that keeps nobody from working, or from closing the window."""
    try:
        settings.save(wishes, paths.settings_file())
    except OSError as error:
        log.warning("settings not kept: %s", error.strerror)


def _open(window: Window, database: Path | None) -> None:
    """Open the database named, or the one used last, or the user's own; where there is none the start page stays."""
    last = window.settings.last_database
    known = [path for path in (Path(last) if last else None, paths.default_database()) if path and path.exists()]
    chosen = database or next(iter(known), None)
    if chosen is not None:
        window.open_database(chosen)
