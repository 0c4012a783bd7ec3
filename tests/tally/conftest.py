from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from fashiontracker.models import store as stores
from fashiontracker.models.store import Store
from fashiontracker.plan import library
from fashiontracker.plan.designations import Catalogue
from fashiontracker.plan.types import Plan
from tests.tally.world import World


@pytest.fixture(scope="session")
def plan() -> Plan:
    return library.load_plan()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return library.load_catalogue()


@pytest.fixture
def world(plan: Plan, catalogue: Catalogue) -> World:
    return World(plan, catalogue)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with stores.create(tmp_path / "示例.db", tmp_path / "示例.lock", {}) as made:
        yield made


@pytest.fixture
def store_factory(tmp_path: Path) -> Callable[[], Store]:
    """A new empty database at every call, for tests that need many."""
    numbers = count()

    def make() -> Store:
        name = tmp_path / f"示例{next(numbers)}"
        return stores.create(name.with_suffix(".db"), name.with_suffix(".lock"), {})

    return make
