from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from fashiontracker.ui.collecting import Collector


class Knot:
    """Refers to itself: only a collection frees it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def busy() -> list[str]:
    return []


@pytest.fixture
def collector(qapp: QApplication, busy: list[str]) -> Iterator[Collector]:
    host = QObject()
    gc.collect()
    collector = Collector(host, lambda: busy)
    yield collector
    collector.release()
    host.deleteLater()


def knots() -> weakref.ref[Knot]:
    """More rubbish than Python lets lie."""
    made = [Knot() for _number in range(2 * gc.get_threshold()[0])]
    return weakref.ref(made[0])


def test_nothing_is_collected_while_something_is_built(collector: Collector) -> None:
    assert knots()() is not None


def test_between_two_events_it_is_collected(collector: Collector) -> None:
    first = knots()
    collector.look()
    assert first() is None


def test_what_is_under_way_is_waited_for(collector: Collector, busy: list[str]) -> None:
    busy.append("导入")
    first = knots()
    collector.look()
    assert first() is not None
    busy.clear()
    collector.look()
    assert first() is None


def test_a_few_things_are_left_lying(collector: Collector) -> None:
    collector.look()
    knot = weakref.ref(Knot())
    collector.look()
    assert knot() is not None


def test_python_looks_for_itself_when_the_window_is_gone(collector: Collector) -> None:
    assert not gc.isenabled()
    collector.release()
    assert gc.isenabled()
