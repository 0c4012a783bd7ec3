"""What a registry table costs: opened, sorted, filtered and paged through, beside the same view over empty rows."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from bench.harness import Pair, Row
from bench.rows_count import filled
from fashiontracker.progress import finish

SIZES = (10_000, 100_000)
LEAPS = 100
YARDSTICK = "the same view over nothing"


def prepare_open(folder: Path, size: int) -> Pair:
    """From nothing to the painted table, the ids read and sorted by pinyin."""
    table, source = tables(folder, size)

    def opened(rows: Any) -> None:
        from fashiontracker.ui.table import Table

        view = Table(table.model_.columns, rows, "")
        view.resize(1000, 600)
        view.reload()
        show(view)
        view.deleteLater()

    def ours() -> None:
        source.forget()
        opened(source)

    return Pair(ours, lambda: opened(Silence(size)))


def prepare_sort(folder: Path, size: int) -> Pair:
    """By another column and painted; one of them is worked out, not stored."""
    from fashiontracker.ui.columns import Sort

    orders = [Sort("district"), Sort("name", descending=True), Sort("revenue", descending=True)]
    table, _source = tables(folder, size)

    def sort(view: Any) -> None:
        orders.append(orders.pop(0))
        view.model_.order = orders[0]
        view.reload()
        view.viewport().repaint()

    quiet = silent(table, size)
    return Pair(lambda: sort(table), lambda: sort(quiet))


def prepare_filter(folder: Path, size: int) -> Pair:
    """By one sector and painted."""
    from dataclasses import replace

    from fashiontracker.models.views import Filter

    table, source = tables(folder, size)
    sectors = ["watches", "clothing", "jewelry"]

    def filter_(view: Any) -> None:
        sectors.append(sectors.pop(0))
        source.question = replace(source.question, filters=(Filter("sectors", "has", sectors[0]),))
        view.reload()
        view.viewport().repaint()

    quiet = silent(table, size)
    return Pair(lambda: filter_(table), lambda: filter_(quiet))


def prepare_pages(folder: Path, size: int) -> Pair:
    """From the top to the end in a hundred leaps, each painted with rows that were not in sight before."""
    table, _source = tables(folder, size)

    def leaf(view: Any) -> None:
        view.reload()
        bar = view.verticalScrollBar()
        for leap in range(1, LEAPS + 1):
            bar.setValue(bar.maximum() * leap // LEAPS)
            view.viewport().repaint()

    quiet = silent(table, size)
    return Pair(lambda: leaf(table), lambda: leaf(quiet))


class Silence:
    """A source of as many rows, none of which says anything."""

    def __init__(self, size: int) -> None:
        self._size = size

    def ids(self, sort: object) -> range:
        """All of them."""
        return range(self._size)

    def rows(self, ids: object) -> dict[int, tuple[object, ...]]:
        """Nothing."""
        return {}

    def write(self, *_: object) -> None:
        """Never asked for."""


def silent(table: Any, size: int) -> Any:
    """The same view over nothing."""
    from fashiontracker.ui.table import Table

    view = Table(table.model_.columns, Silence(size), "")
    view.resize(1000, 600)
    view.reload()
    show(view)
    return view


def show(view: Any) -> None:
    """Have a view shown and painted."""
    from PySide6.QtWidgets import QApplication

    view.show()
    QApplication.processEvents()


def tables(folder: Path, size: int) -> tuple[Any, Any]:
    """The table of 企业 as its page builds it; the ids are asked for at once, for the time is what is measured."""
    from types import SimpleNamespace

    from fashiontracker.app import App
    from fashiontracker.exchange.typed import Typist
    from fashiontracker.models.registry import ENTERPRISES
    from fashiontracker.plan import library
    from fashiontracker.ui.pages.registry.source import RegistrySource
    from fashiontracker.ui.pages.registry.wording import table_columns
    from fashiontracker.ui.pages.registry.writing import Writer
    from fashiontracker.ui.table import Table

    application()
    policy = library.load()
    store = filled(folder, size)
    writer = Writer(store, Typist(policy.plan, policy.catalogue, ENTERPRISES))
    desk: Any = SimpleNamespace(app=App(store, policy.plan, policy.catalogue))
    source: Any = RegistrySource(desk, ENTERPRISES, at_once, lambda: None, writer)
    table = Table(table_columns(source.wording, writer.typist, ENTERPRISES.shown), source, "")
    table.resize(1000, 600)
    source.forget()
    table.reload()
    show(table)
    return table, source


def at_once(job: Any) -> None:
    """Do a job now."""
    job.done(finish(job.work()))


def application() -> Any:
    """The application, dressed as the program is, without a screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from fashiontracker.ui.style import Style

    running = QApplication.instance() or QApplication([])
    assert isinstance(running, QApplication)
    Style(running).apply("light", 100)
    return running


ROWS = (
    Row("registry table opened", YARDSTICK, 2.0, prepare_open, SIZES),
    Row("registry table sorted", YARDSTICK, 2.0, prepare_sort, SIZES, limit=0.15),
    Row("registry table filtered", YARDSTICK, 2.0, prepare_filter, SIZES, limit=0.15),
    Row("registry table, a hundred pages", YARDSTICK, 2.0, prepare_pages, SIZES, limit=0.035 * LEAPS),
)
