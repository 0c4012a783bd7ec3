"""Plan and catalogue files, read whole or refused whole: ``(result, [])`` or ``(None, problems)``.

Every problem says where: ``quota[3].min`` is the key ``min`` of the fourth ``[[quota]]``.
"""

from __future__ import annotations

from pathlib import Path

from fashiontracker.errors import Problem
from fashiontracker.plan.catalogue_file import overlaid, read_designations
from fashiontracker.plan.designations import Catalogue
from fashiontracker.plan.plan_file import read_plan
from fashiontracker.plan.table import Table, load
from fashiontracker.plan.types import Plan


def read(path: Path) -> tuple[Plan | None, list[Problem]]:
    """The plan of this file. Whether the catalogue knows its designations is `library.disagreements`."""
    content, problems = load(path)
    if content is None:
        return None, problems
    plan = read_plan(Table(content, "", problems))
    return (None, problems) if problems else (plan, [])


def read_catalogue(path: Path, override: Path | None = None) -> tuple[Catalogue | None, list[Problem]]:
    """The catalogue of this file, with the association's own file laid over it where there is one.

    An entry of the own file replaces those keys that it gives of the entry with its ``key``, or is a new one. Problems
    of the catalogue come before those of the own file, and their ``params["file"]`` tells them apart.
    """
    content, problems = load(path)
    catalogue = read_designations(Table(content, "", problems)) if content is not None else None
    if content is None or problems:
        return None, _of(path, problems)
    if override is None:
        return catalogue, []
    own, problems = load(override)
    if own is not None:
        merged, origin = overlaid(content, own, problems)
        catalogue = read_designations(Table(merged, "", problems))
        problems = [origin(problem) for problem in problems]
    return (None, _of(override, problems)) if problems else (catalogue, [])


def _of(path: Path, problems: list[Problem]) -> list[Problem]:
    """The problems with the name of their file."""
    return [Problem(p.code, p.message, p.place, p.value, {**p.params, "file": path.name}) for p in problems]
