"""A small roster in a window: five firms, two brands, figures, one title."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot
from sqlalchemy import select

from fashiontracker import app
from fashiontracker.exchange.codes import check_character
from fashiontracker.models import tables
from fashiontracker.models.names import name_key
from fashiontracker.ui.pages.registry.page import RegistryPage
from fashiontracker.ui.window import Window

DAY = date(2024, 12, 31)
NAMES = ("示例歌力思服饰有限公司", "示例钟表有限公司", "示例钟表有限责任公司", "示例眼镜厂", "示例皮具公司")
GELISI, WATCHES, WATCHES_TOO, EYEWEAR, LEATHER = range(1, 6)


def code(number: int) -> str:
    """A made-up 统一社会信用代码 whose check digit is right."""
    start = f"9199{number:013}"
    return start + check_character(start)


def firm(name: str, **more: object) -> dict[str, Any]:
    return {"name": name, "name_key": name_key(name), **more}


def figure(enterprise: int, year: int, value: float) -> dict[str, Any]:
    cell = {"subject_kind": "enterprise", "enterprise_id": enterprise, "subject_key": "", "indicator": "revenue"}
    return {**cell, "year": year, "value": value, "unit": "万元", "entered_in": "indicators", "source": "年报"}


def made(database: Path) -> app.App:
    """The roster in a new database."""
    opened = app.create(database)
    with opened.store.journal.entry("登记") as session:
        session.insert_many(
            tables.Enterprise,
            [
                firm(NAMES[0], uscc=code(1), sectors=("clothing",), district="futian", size="大型"),
                firm(NAMES[1], uscc=code(2), sectors=("watches",), district="guangming", size="中型"),
                firm(NAMES[2], sectors=("watches",), district="luohu", size="中型"),
                firm(NAMES[3], sectors=("eyewear",), district="longgang", size="小型"),
                firm(NAMES[4], sectors=("leather",)),
            ],
        )
        session.insert_many(tables.Brand, [firm("示例·歌", owner_id=GELISI), firm("示例·表", owner_id=WATCHES_TOO)])
        session.insert_many(tables.Figure, [figure(GELISI, 2023, 1200.0), figure(GELISI, 2024, 1500.0)])
        title = {"subject_kind": "enterprise", "designation": "little_giant", "stage": "recognised"}
        session.insert_many(
            tables.StageEvent,
            [{**title, "subject_id": WATCHES, "happened_on": date(2023, 5, 1), "valid_until": date(2026, 4, 30)}],
        )
    return opened


def shown(window: Window, opened: app.App, qtbot: QtBot, page: str = "enterprises") -> RegistryPage:
    """The window at a registry page, the first record in the inspector."""
    window.settings.page = page
    window.show_app((opened, ""))
    window.frame.top.as_of.set_day(DAY)
    qtbot.waitUntil(lambda: not window.jobs.running())
    found = window.page
    assert isinstance(found, RegistryPage)
    qtbot.waitUntil(lambda: found.panel is not None and found.panel.record is not None)
    return found


def names(page: RegistryPage) -> list[str]:
    """The names in the table, from the top."""
    model = page.table.model_
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def stored(window: Window, record: type[Any] = tables.Enterprise) -> dict[int, Any]:
    """The records outside the trash, by id."""
    assert window.desk is not None
    with window.desk.app.store.reading() as session:
        return {one.id: one for one in session.scalars(select(record).where(record.trashed_at.is_(None)))}


def entries(window: Window) -> int:
    """How many entries the journal has."""
    assert window.desk is not None
    return len(window.desk.app.store.history.entries())
