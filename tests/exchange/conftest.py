"""A policy, empty databases, and the sample database made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fashiontracker.exchange.sample import make_sample
from fashiontracker.models import store as stores
from fashiontracker.models.store import Store
from fashiontracker.plan import library
from fashiontracker.plan.library import Policy
from fashiontracker.progress import finish
from tests.exchange.importing import Importing


@pytest.fixture(scope="session")
def policy() -> Policy:
    return library.load()


@pytest.fixture
def new_store(tmp_path: Path, policy: Policy) -> Iterator[Callable[[str], Store]]:
    """Makes empty databases, and closes them."""
    made: list[Store] = []

    def make(name: str = "registry") -> Store:
        path = tmp_path / f"{name}.db"
        made.append(stores.create(path, tmp_path / f"{name}.lock", {"plan": policy.plan.key}))
        return made[-1]

    yield make
    for store in made:
        store.close()


@pytest.fixture
def store(new_store: Callable[[str], Store]) -> Store:
    """An empty database."""
    return new_store("registry")


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory, policy: Policy) -> Iterator[Store]:
    """The sample database; read it, never write to it."""
    folder = tmp_path_factory.mktemp("sample")
    settings = {"plan": policy.plan.key}
    made = stores.create(folder / "sample.db", folder / "sample.lock", settings, now=lambda: "2022-01-04T01:00:00Z")
    finish(make_sample(made, policy.plan, policy.catalogue))
    yield made
    made.close()


@pytest.fixture
def imports(store: Store, policy: Policy, tmp_path: Path) -> Importing:
    """Imports into an empty database."""
    return Importing(store, policy, tmp_path)
