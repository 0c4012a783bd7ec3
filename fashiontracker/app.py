"""The composition root: opens or makes a database and reads the plan and the catalogue that belong to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from fashiontracker import paths
from fashiontracker.errors import Problem, Refused
from fashiontracker.text import N_

if TYPE_CHECKING:
    from fashiontracker.models.store import Store
    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.plan.types import Plan

T = TypeVar("T")

DEFAULT_PLAN = "shenzhen-fashion-2022-2025"


@dataclass(frozen=True, slots=True)
class App:
    """One open database with its plan and its catalogue."""

    store: Store
    plan: Plan
    catalogue: Catalogue

    @property
    def is_sample(self) -> bool:
        """Whether the database holds sample data, so that every page of paper must say 示例数据."""
        return self.store.settings().get("sample") == "1"

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    def __enter__(self) -> App:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create(database: Path, plan_key: str = DEFAULT_PLAN, settings: Mapping[str, str] | None = None) -> App:
    """Make an empty database that follows a plan. Raises Refused where the plan or the place won't do."""
    from fashiontracker.models import store

    plan = _plan(plan_key)
    catalogue = _catalogue(database)
    made = store.create(database, paths.lock_file(database), {"plan": plan_key, **(settings or {})})
    return App(made, plan, catalogue)


def open_database(database: Path, write: bool) -> App:
    """Open a database. Raises what `models.store.open_store` raises, and Refused for a broken plan file."""
    from fashiontracker.models import store

    opened = store.open_store(database, paths.lock_file(database), write)
    try:
        plan = _plan(opened.settings().get("plan", DEFAULT_PLAN))
        return App(opened, plan, _catalogue(database))
    except BaseException:
        opened.close()
        raise


def _plan(key: str) -> Plan:
    from fashiontracker.plan import library

    plan, problems = library.load_plan(key)
    return _whole(plan, problems, N_("行动计划“{name}”不能使用："), key)


def _catalogue(database: Path) -> Catalogue:
    from fashiontracker.plan import library

    own = paths.catalogue_override(database)
    catalogue, problems = library.load_catalogue(own if own.exists() else None)
    return _whole(catalogue, problems, N_("称号目录“{name}”不能使用："), own.name)


def _whole(value: T | None, problems: list[Problem], message: str, name: str) -> T:
    if value is None:
        raise Refused(message, tuple(problems), name=name)
    return value
