"""A handful of watchmakers with one of each fate in the row 单项冠军、小巨人、独角兽, in a window."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from fashiontracker import app
from fashiontracker.ui.window import Window
from tests.tally.world import World

ROW = "watches.champions"
DAY = date(2024, 6, 30)


def found(database: Path) -> app.App:
    """示例甲 counts, 示例乙 has lapsed, 示例丁 held its title before the period, 示例丙 has applied."""
    made = app.create(database)
    world = World(made.plan, made.catalogue)
    makers = {name: world.enterprise(f"示例{name}钟表", "watches", uscc=f"示例{name}") for name in "甲乙丙丁"}
    world.title(makers["甲"], "little_giant", "认定 2023-05-01..2026-04-30")
    world.title(makers["乙"], "little_giant", "认定 2022-03-01..2024-01-31")
    world.title(makers["丙"], "little_giant", "已申报 2024-03-01")
    world.title(makers["丁"], "little_giant", "认定 2020-11-13..2023-11-12", "复核通过 2023-10-20..2026-11-12")
    world.title(makers["甲"], "provincial_sme", "认定 2021-08-01..2024-07-20")
    world.revenue(makers["甲"], y2022=60)
    world.milestone("watches.capital", "2023-05-15", "in_progress")
    world.write(made.store)
    return made


def shown(window: Window, made: app.App, page: str, qtbot: QtBot, day: date = DAY, wish: object = None) -> Window:
    """The window on that database, at a page and a day, everything counted and painted."""
    window.settings.page = page
    window.show_app((made, ""))
    window.frame.top.as_of.set_day(day)
    window.go(page, wish)
    settled(window, qtbot)
    return window


def settled(window: Window, qtbot: QtBot) -> None:
    """Wait until the page has read, counted and shown what was put off until after the paint."""

    def at_rest() -> bool:
        page = window.page
        later = (
            [] if page is None else [timer.isActive() for timer in page.findChildren(QTimer) if not timer.interval()]
        )
        return page is not None and not (page._stale or window.jobs.running() or any(later))

    qtbot.waitUntil(at_rest)
