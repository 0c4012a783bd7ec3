"""Pictures of every page: two sizes, light and dark, Chinese and English. ``python -m tests.shots FOLDER [PAGE…]``."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

SIZES = ((1366, 768), (1920, 1080))
THEMES = ("light", "dark")
LANGUAGES = ("zh", "en")


def pictures(folder: Path, wanted: list[str]) -> Iterator[Path]:
    """Take all pictures; each one's path as it is written."""
    from PySide6.QtWidgets import QApplication

    from fashiontracker.progress import finish
    from fashiontracker.settings import Settings
    from fashiontracker.ui import opening
    from fashiontracker.ui.places import PLACES
    from fashiontracker.ui.start import make_window

    application = QApplication([])
    window = make_window(application)
    window.show()
    for theme, size in product(THEMES, SIZES):
        window.apply_settings(Settings(theme=theme, language="zh"))
        window.resize(*size)
        yield shot(application, window, folder / f"start-{size[0]}-{theme}-zh.png")
    window.show_app(finish(opening.make_sample()))
    for language, theme, size in product(LANGUAGES, THEMES, SIZES):
        window.apply_settings(Settings(theme=theme, language=language))
        window.resize(*size)
        for key in wanted or list(PLACES):
            window.go(key)
            yield shot(application, window, folder / f"{key}-{size[0]}-{theme}-{language}.png")
    window.close()


def shot(application: object, window: object, path: Path) -> Path:
    """Take one picture once everything has settled."""
    settle(application, window)
    window.grab().save(str(path))  # type: ignore[attr-defined]
    return path


def settle(application: object, window: object, quiet: int = 300) -> None:
    """Let jobs end, then wait until nothing has been put off: late texts, layouts, charts. ``quiet`` in ms."""
    from PySide6.QtCore import QEventLoop, QTimer

    for _round in range(2):
        loop = QEventLoop()
        QTimer.singleShot(quiet, loop.quit)
        loop.exec()
        while window.jobs.running():  # type: ignore[attr-defined]
            application.processEvents()  # type: ignore[attr-defined]


def main(arguments: list[str]) -> None:
    """Take the pictures into a folder, with a user's folder of their own."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ["FASHIONTRACKER_HOME"] = home
        for path in pictures(folder, arguments[1:]):
            print(path)


if __name__ == "__main__":
    main(sys.argv[1:])
