"""Pictures of every page: two sizes, light and dark, Chinese and English. ``python -m tests.shots FOLDER [PAGE…]``.

``--rows 100000`` takes them of an invented registry of so many firms, ``--zoom 150`` at another zoom, ``--size 1366``
in one size.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

SIZES = ((1366, 768), (1920, 1080))
THEMES = ("light", "dark")
LANGUAGES = ("zh", "en")


def pictures(
    folder: Path, wanted: Sequence[str], rows: int = 0, zoom: int = 100, sizes: Sequence[tuple[int, int]] = SIZES
) -> Iterator[Path]:
    """Take all pictures, of the sample or of so many rows; each one's path as it is written."""
    from PySide6.QtWidgets import QApplication

    from fashiontracker.progress import finish
    from fashiontracker.settings import Settings
    from fashiontracker.ui import opening
    from fashiontracker.ui.places import PLACES
    from fashiontracker.ui.start import make_window

    application = QApplication([])
    window = make_window(application)
    window.show()
    for theme, size in product(THEMES, sizes):
        window.apply_settings(Settings(theme=theme, zoom=zoom, language="zh"))
        window.resize(*size)
        yield shot(application, window, folder / f"start-{size[0]}-{theme}-zh.png")
    window.show_app(finish(opening.open_database(many(folder, rows)) if rows else opening.make_sample()))
    for language, theme, size in product(LANGUAGES, THEMES, sizes):
        window.apply_settings(Settings(theme=theme, zoom=zoom, language=language))
        window.resize(*size)
        for key in wanted or list(PLACES):
            window.go(key)
            yield shot(application, window, folder / f"{key}-{size[0]}-{theme}-{language}.png")
    window.close()


def many(folder: Path, rows: int) -> Path:
    """A database of so many invented firms, kept beside the pictures for the next time."""
    from bench.rows_count import filled

    place = folder / f"{rows}"
    if not place.exists():
        place.mkdir()
        filled(place, rows).close()
    return next(place.glob("*.db"))


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


def main() -> None:
    """Take the pictures into a folder, with a user's folder of their own."""
    parser = argparse.ArgumentParser(prog="python -m tests.shots")
    parser.add_argument("folder", type=Path)
    parser.add_argument("pages", nargs="*")
    parser.add_argument("--rows", type=int, default=0)
    parser.add_argument("--zoom", type=int, default=100)
    parser.add_argument("--size", type=int, choices=[width for width, _height in SIZES])
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    sizes = [size for size in SIZES if asked.size in (None, size[0])]
    with tempfile.TemporaryDirectory() as home:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ["FASHIONTRACKER_HOME"] = home
        for path in pictures(asked.folder, asked.pages, asked.rows, asked.zoom, sizes):
            print(path)


if __name__ == "__main__":
    main()
