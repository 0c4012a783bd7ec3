"""The plan and the catalogue that come with the program, and files made from their content."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fashiontracker import paths
from fashiontracker.plan import library
from fashiontracker.plan.designations import Catalogue
from fashiontracker.plan.types import Plan

PLAN_FILE = paths.resources() / "plans" / f"{library.DEFAULT_PLAN}.toml"
CATALOGUE_FILE = paths.resources() / "catalogue" / "designations.toml"


def toml(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value in (float("inf"), -float("inf")):
        return "inf" if value > 0 else "-inf"
    return json.dumps(value, ensure_ascii=False)


def document(content: dict[str, Any]) -> str:
    """The content as a TOML document."""
    return "".join(f"{json.dumps(key)} = {toml(value)}\n" for key, value in content.items())


@pytest.fixture(scope="session")
def policy() -> library.Policy:
    return library.load()


@pytest.fixture(scope="session")
def plan(policy: library.Policy) -> Plan:
    return policy.plan


@pytest.fixture(scope="session")
def catalogue(policy: library.Policy) -> Catalogue:
    return policy.catalogue


@pytest.fixture
def content() -> dict[str, Any]:
    """The content of the plan file, to be spoiled."""
    return tomllib.loads(PLAN_FILE.read_text(encoding="utf-8"))


@pytest.fixture
def catalogue_content() -> dict[str, Any]:
    """The content of the catalogue file, to be spoiled."""
    return tomllib.loads(CATALOGUE_FILE.read_text(encoding="utf-8"))


@pytest.fixture
def written(tmp_path: Path) -> Callable[[dict[str, Any]], Path]:
    """A file of this content."""

    def write(content: dict[str, Any]) -> Path:
        path = tmp_path / "written.toml"
        path.write_text(document(content), encoding="utf-8")
        return path

    return write
