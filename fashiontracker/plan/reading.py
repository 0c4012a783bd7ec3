"""Plan and catalogue files, read whole or refused whole: ``(result, [])`` or ``(None, problems)``.

Every problem says where: ``quota[3].min`` is the key ``min`` of the fourth ``[[quota]]``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
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

    An entry of the own file replaces those keys that it gives of the entry with its ``key``, or is a new one. The
    problems' ``params["file"]`` says which of the two files each is in.
    """
    content, problems = load(path)
    catalogue = read_designations(Table(content, "", problems)) if content is not None else None
    if content is None or problems:
        return None, _of(path, problems)
    if override is None:
        return catalogue, []
    own, problems = load(override)
    merged, places = overlaid(content, own or {}, problems)
    if problems:
        return None, _of(override, problems)
    catalogue = read_designations(Table(merged, "", problems))
    if not problems:
        return catalogue, []
    return None, [_led_back(problem, places, override, path) for problem in problems]


def _of(path: Path, problems: list[Problem]) -> list[Problem]:
    """The problems with the name of their file."""
    return [replace(problem, params={**problem.params, "file": path.name}) for problem in problems]


def _led_back(problem: Problem, places: Mapping[str, str], own: Path, base: Path) -> Problem:
    """A problem of the merged content, at its place in the own file, or in the base if it is that side's."""
    entry = re.match(r"\w+(\[\d+\])?", problem.place)
    if entry is None or entry[0] not in places:
        return _of(base, [problem])[0]
    return replace(_of(own, [problem])[0], place=places[entry[0]] + problem.place[entry.end() :])
