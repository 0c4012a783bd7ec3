"""Which plans there are, and a plan with its catalogue, ready for use or refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from fashiontracker import paths
from fashiontracker.errors import Problem, Refused
from fashiontracker.plan.designations import Catalogue
from fashiontracker.plan.reading import read, read_catalogue
from fashiontracker.plan.table import UNKNOWN
from fashiontracker.plan.types import ByDesignation, Plan
from fashiontracker.text import N_

DEFAULT_PLAN: Final = "shenzhen-fashion-2022-2025"


class Policy(NamedTuple):
    """A plan and the catalogue that its words refer to."""

    plan: Plan
    catalogue: Catalogue


def plan_keys() -> tuple[str, ...]:
    """The keys of the plans that came with the program: the names of their files."""
    return tuple(sorted(path.stem for path in _plans().glob("*.toml")))


def load_plan(key: str = DEFAULT_PLAN) -> Plan:
    """The plan of this key. Raises `Refused` with the file, the places and the reasons."""
    if key not in plan_keys():
        raise Refused(N_("没有计划“{key}”；现有：{keys}"), key=key, keys=", ".join(plan_keys()))
    path = _plans() / f"{key}.toml"
    plan, problems = read(path)
    if plan is not None and plan.key != key:
        problems = [Problem("choice", N_("应与文件名相同：{stem}"), "key", plan.key, {"stem": key})]
    if plan is None or problems:
        raise _refused(path, problems)
    return plan


def load_catalogue(override: Path | None = None) -> Catalogue:
    """The catalogue, with the association's own file laid over it if that exists. Raises `Refused` like `load_plan`."""
    path = paths.resources() / "catalogue" / "designations.toml"
    own = override if override is not None and override.exists() else None
    catalogue, problems = read_catalogue(path, own)
    if catalogue is None:
        raise _refused(own or path, problems)
    return catalogue


def load(key: str = DEFAULT_PLAN, override: Path | None = None) -> Policy:
    """The plan and the catalogue, agreeing with each other. Raises `Refused`."""
    plan, catalogue = load_plan(key), load_catalogue(override)
    if problems := disagreements(plan, catalogue):
        raise _refused(_plans() / f"{key}.toml", problems)
    return Policy(plan, catalogue)


def disagreements(plan: Plan, catalogue: Catalogue) -> list[Problem]:
    """Where the plan names a designation, or the catalogue a word of the plan, that the other does not have."""
    found: list[Problem] = []

    def expect(value: str, known: bool, place: str, list_name: str) -> None:
        if not known:
            found.append(Problem("reference", UNKNOWN, place, value, {"list": list_name}))

    for index, quota in enumerate(plan.quotas):
        if isinstance(quota.rule, ByDesignation):
            for key in quota.rule.keys:
                place = f"quota[{index}].counts.designations"
                expect(key, key in catalogue.designations.by_key, place, "designation")
    for index, metric in enumerate(catalogue.metrics):
        unit, indicator = metric.unit, metric.indicator
        expect(unit or "", not unit or plan.units.named(unit) is not None, f"metric[{index}].unit", "unit")
        place = f"metric[{index}].indicator"
        expect(indicator or "", not indicator or indicator in plan.indicators.by_key, place, "indicator")
    return found


def _plans() -> Path:
    return paths.resources() / "plans"


def _refused(path: Path, problems: list[Problem]) -> Refused:
    """One line a fault: the file, the place, the reason."""
    located = tuple(
        replace(problem, place=f"{problem.params.get('file', path.name)}: {problem.place}".removesuffix(": "))
        for problem in problems
    )
    return Refused(N_("{file} 不能用：{count} 处有误"), located, file=path.name, count=len(located))
