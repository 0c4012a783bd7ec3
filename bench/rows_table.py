"""What a registry table costs: opened, sorted and filtered, beside the same view over a model of nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from bench.harness import Act, Pair, Row
from bench.rows_count import filled
from fashiontracker.progress import finish

SIZES = (10_000, 100_000)


def prepare_open(folder: Path, size: int) -> Pair:
    """From nothing to the painted table, the ids read and sorted by pinyin."""
    from fashiontracker.ui.table import Table

    table, source = tables(folder, size)

    def ours() -> None:
        opened = Table(table.model_.columns, source, "")
        opened.resize(1000, 600)
        opened.show()
        source.forget()
        opened.reload()
        paint(opened)
        opened.deleteLater()

    return Pair(ours, nothing(size))


def prepare_sort(folder: Path, size: int) -> Pair:
    """By another column and painted."""
    from fashiontracker.ui.columns import Sort

    table, _source = tables(folder, size)
    orders = [Sort("district"), Sort("name", descending=True), Sort("size")]

    def ours() -> None:
        orders.append(orders.pop(0))
        table.model_.order = orders[0]
        table.reload()
        paint(table)

    return Pair(ours, nothing(size))


def prepare_filter(folder: Path, size: int) -> Pair:
    """By one sector and painted."""
    from dataclasses import replace

    from fashiontracker.models.views import Filter

    table, source = tables(folder, size)
    sectors = ["watches", "clothing", "jewelry"]

    def ours() -> None:
        sectors.append(sectors.pop(0))
        source.question = replace(source.question, filters=(Filter("sectors", "has", sectors[0]),))
        table.reload()
        paint(table)

    return Pair(ours, nothing(size))


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
    table.show()
    source.forget()
    table.reload()
    return table, source


def at_once(job: Any) -> None:
    """Do a job now."""
    job.done(finish(job.work()))


def nothing(size: int) -> Act:
    """The same view, built, shown and painted over a model that has as many rows and says nothing."""
    from PySide6.QtCore import QStringListModel
    from PySide6.QtWidgets import QTableView

    model = QStringListModel([""] * size)

    def act() -> None:
        view = QTableView()
        view.setModel(model)
        view.verticalHeader().setDefaultSectionSize(32)
        view.resize(1000, 600)
        view.show()
        paint(view)
        view.deleteLater()

    return act


def paint(view: Any) -> None:
    """Have what is in sight painted now."""
    view.viewport().repaint()


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
    Row("registry table opened", "the view over a model of nothing", 2.0, prepare_open, SIZES),
    Row("registry table sorted", "the view over a model of nothing", 2.0, prepare_sort, SIZES),
    Row("registry table filtered", "the view over a model of nothing", 2.0, prepare_filter, SIZES),
)
