"""A plan file's content turned into a `Plan`."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Final, TypeVar

from fashiontracker.plan.rules import Known, read_rule
from fashiontracker.plan.table import UNKNOWN, Table
from fashiontracker.plan.types import (
    AlsoCounts,
    ByDesignation,
    District,
    Group,
    IndicatorKind,
    Kind,
    Milestone,
    Overlay,
    Plan,
    Quota,
    RatingFactor,
    RatingGrade,
    Sector,
    Stage,
    State,
    Task,
    Unit,
)
from fashiontracker.plan.vocabulary import kind, name_of, stored_word, words
from fashiontracker.plan.words import Words
from fashiontracker.text import N_

Row = TypeVar("Row", Quota, Milestone)

MOST_TILES: Final = 24
"""How far to the right or down a tile of the map may stand."""

# The stages that the rules of the count name; a plan may word them as it likes, but not do without them.
NEEDED_STAGES: Final = ("recognised", "renewed", "expired", "revoked", "failed", "withdrawn")


def read_plan(root: Table) -> Plan:
    """The plan; only to be used where the table's problems stayed empty."""
    groups = words(root.tables("group", required=True), _group)
    sectors = words(root.tables("sector", required=True), lambda table, _: _sector(table, groups))
    districts = words(root.tables("district"), _district)
    units = words(root.tables("unit", required=True), _unit)
    indicators = words(root.tables("indicator"), lambda table, _: _indicator(table, units))
    carrier_kinds = words(root.tables("carrier_kind"), kind)
    talent_kinds = words(root.tables("talent_kind"), kind)
    known = Known(carrier_kinds, talent_kinds, indicators, units, _also_counts(root))
    build_quota = _row_builder(groups, lambda table, group: _quota(table, group, known, sectors))
    quotas = words(root.tables("quota", required=True), build_quota)
    milestones = words(root.tables("milestone"), _row_builder(groups, _milestone))
    _check_rows(root, groups, quotas, milestones)
    _check_also_counts(root, quotas)
    departments = words(root.tables("department"), kind)
    plan = Plan(
        key=root.text("key"),
        title_zh=root.text("title_zh"),
        title_en=root.text("title_en"),
        document=root.text("document"),
        city=root.text("city"),
        city_names=(root.text("city"), *root.texts("city_names")),
        start=root.day("start"),
        end=root.day("end"),
        baseline_year=root.integer("baseline_year", 1949, 2999),
        bands=root.choice("bands", ("cumulative", "exclusive")),
        renewal_prior=root.number("renewal_prior", 0, 1),
        prior_weight=root.number("prior_weight", 0),
        sectors=sectors,
        districts=districts,
        overlays=words(root.tables("overlay"), lambda table, _: _overlay(table, districts)),
        groups=groups,
        quotas=quotas,
        milestones=milestones,
        tasks=words(root.tables("task"), lambda table, _: _task(table, departments)),
        task_sections=words(root.tables("task_section"), kind),
        departments=departments,
        stages=_stages(root),
        units=units,
        indicators=indicators,
        carrier_kinds=carrier_kinds,
        talent_kinds=talent_kinds,
        tiers=words(root.tables("tier"), kind),
        regional_brands=words(root.tables("regional_brand"), kind),
        ways=words(root.tables("way"), kind),
        enterprise_sizes=words(root.tables("enterprise_size"), stored_word),
        listings=words(root.tables("listing"), stored_word),
        standard_levels=words(root.tables("standard_level"), stored_word),
        carrier_states=_states(root, "carrier_state"),
        project_states=_states(root, "project_state"),
        task_states=_states(root, "task_state"),
        milestone_states=_states(root, "milestone_state"),
        exhibition_rating=_rating(root),
        exhibition_grades=_grades(root),
    )
    if plan.end < plan.start:
        root.fault("range", N_("早于 start"), "end", plan.end)
    root.close()
    return plan


# ---- words ----------------------------------------------------------------------------------------------------


def _group(table: Table, order: int) -> Group:
    return Group(*name_of(table), table.text("title"), order, table.texts("rows", required=True))


def _sector(table: Table, groups: Words[Group]) -> Sector:
    goal_group = table.maybe_text("goal_group")
    table.known("goal_group", goal_group or "", groups.by_key, "group")
    return Sector(*name_of(table), goal_group)


def _district(table: Table, _order: int) -> District:
    return District(*name_of(table), table.maybe_text("code"), table.text("role", default=""), _tile(table))


def _overlay(table: Table, districts: Words[District]) -> Overlay:
    over = table.texts("districts", required=True)
    table.known("districts", over, districts.by_key, "district")
    return Overlay(*name_of(table), over, _tile(table))


def _tile(table: Table) -> tuple[float, float] | None:
    return table.maybe_pair("tile", 0, MOST_TILES)


def _unit(table: Table, _order: int) -> Unit:
    factor = table.number("factor")
    if factor <= 0 and "factor" in table.content:
        table.fault("range", N_("应大于 0"), "factor", factor)
    return Unit(*name_of(table), table.text("dimension"), factor)


def _indicator(table: Table, units: Words[Unit]) -> IndicatorKind:
    return IndicatorKind(*name_of(table), _unit_name(table, units))


def _unit_name(table: Table, units: Words[Unit]) -> str:
    """A unit as it is written out."""
    name = table.text("unit")
    unit = units.named(name)
    if unit is None:
        table.fault("reference", UNKNOWN, "unit", name, list="unit")
    return unit.zh if unit else name


def _states(root: Table, list_name: str) -> Words[State]:
    tables = root.tables(list_name, required=True)
    states = words(tables, lambda table, order: State(*name_of(table), table.truth("done"), order))
    if tables and sum(state.done for state in states) != 1:
        root.fault("range", N_("应恰有一项 done = true"), list_name)
    return states


def _stages(root: Table) -> Words[Stage]:
    tables = root.tables("stage", required=True)
    stages = words(tables, _stage)
    for key in NEEDED_STAGES:
        if tables and key not in stages.by_key:
            root.fault("missing", N_("缺少“{value}”"), "stage", key)
    return stages


def _stage(table: Table, order: int) -> Stage:
    live = table.truth("live")
    prior, lead_days = table.maybe_number("prior", 0, 1), table.maybe_integer("lead_days", 0, 36500)
    for name in ("prior", "lead_days"):
        if live and name not in table.content:
            table.fault("missing", N_("缺少此项"), name)
    return Stage(*name_of(table), live, table.truth("cultivating"), prior, lead_days, order)


def _rating(root: Table) -> Words[RatingFactor]:
    tables = root.tables("rating")
    factors = words(tables, _rating_factor)
    if tables and not math.isclose(sum(factor.weight for factor in factors), 1, abs_tol=1e-6):
        root.fault("range", N_("各项 weight 之和应为 1"), "rating")
    return factors


def _rating_factor(table: Table, _order: int) -> RatingFactor:
    full = table.number("full")
    if full <= 0 and "full" in table.content:
        table.fault("range", N_("应大于 0"), "full", full)
    weight, measure = table.number("weight", 0, 1), table.text("measure")
    return RatingFactor(*name_of(table), weight, measure, table.text("measure_en"), full)


def _grades(root: Table) -> Words[RatingGrade]:
    grades = words(root.tables("rating_grade"), _grade)
    for index, (higher, lower) in enumerate(pairwise(grades)):
        if lower.least >= higher.least:
            root.fault("range", N_("应小于前一级的 least"), f"rating_grade[{index + 1}].least", lower.least)
    return grades


def _grade(table: Table, _order: int) -> RatingGrade:
    return RatingGrade(*name_of(table), table.number("least", 0, 100))


# ---- rows and tasks -------------------------------------------------------------------------------------------


def _row_builder(groups: Words[Group], build: Callable[[Table, str], Row]) -> Callable[[Table, int], Row]:
    """Rows learn their group from the group that lists them."""
    group_of = {row: group.key for group in groups for row in group.rows}

    def row(table: Table, _order: int) -> Row:
        key = table.text("key")
        if key and key not in group_of:
            table.fault("reference", N_("没有一个 group 的 rows 列出“{value}”"), "key", key)
        return build(table, group_of.get(key, ""))

    return row


def _quota(table: Table, group: str, known: Known, sectors: Words[Sector]) -> Quota:
    rule, subject, mode = read_rule(table, known)
    own = table.texts("sectors")
    table.known("sectors", own, sectors.by_key, "sector")
    low, high = table.maybe_number("min", 0), table.maybe_number("max", 0)
    if low is not None and high is not None and low > high:
        table.fault("range", N_("min 大于 max（{max}）"), "min", low, max=high)
    return Quota(
        key=table.text("key"),
        group=group,
        zh=table.text("zh"),
        en=table.text("en"),
        clause=table.text("clause"),
        clause_ref=table.text("clause_ref"),
        subject=subject,
        sectors=own,
        rule=rule,
        mode=mode,
        min=low,
        max=high,
        unit=_unit_name(table, known.units),
        baseline=table.number("baseline", 0, default=0.0),
    )


def _milestone(table: Table, group: str) -> Milestone:
    names = (table.text(name) for name in ("zh", "en", "clause", "clause_ref"))
    return Milestone(table.text("key"), group, *names)


def _task(table: Table, departments: Words[Kind]) -> Task:
    task = Task(
        key=table.text("key"),
        title=table.text("title"),
        title_en=table.text("title_en"),
        text=table.text("text"),
        assignment=table.text("assignment"),
        leads=table.texts("leads"),
        responsible=table.texts("responsible"),
        clause_ref=table.text("clause_ref"),
    )
    for name, listed in (("leads", task.leads), ("responsible", task.responsible)):
        table.known(name, listed, {department.zh for department in departments}, "department")
    if not task.leads and not task.responsible:
        table.fault("missing", N_("leads 与 responsible 不能都为空"), "leads")
    return task


def _also_counts(root: Table) -> dict[str, tuple[AlsoCounts, ...]]:
    found: dict[str, tuple[AlsoCounts, ...]] = {}
    for table in root.tables("also_counts"):
        also = AlsoCounts(table.text("designation"), table.text("reason"))
        stands_for = table.text("stands_for")
        found[stands_for] = (*found.get(stands_for, ()), also)
        table.close()
    return found


# ---- what only the whole plan tells ---------------------------------------------------------------------------


def _check_rows(root: Table, groups: Words[Group], quotas: Words[Quota], milestones: Words[Milestone]) -> None:
    listed: set[str] = set()
    for order, group in enumerate(groups):
        for index, row in enumerate(group.rows):
            place = f"group[{order}].rows[{index}]"
            if row not in quotas.by_key and row not in milestones.by_key:
                root.fault("reference", UNKNOWN, place, row, list="quota, milestone")
            elif row in listed:
                root.fault("duplicate", N_("“{value}”重复"), place, row)
            listed.add(row)
    for index, milestone in enumerate(milestones):
        if milestone.key in quotas.by_key:
            root.fault("duplicate", N_("“{value}”重复"), f"milestone[{index}].key", milestone.key)


def _check_also_counts(root: Table, quotas: Words[Quota]) -> None:
    counting = {key for quota in quotas if isinstance(quota.rule, ByDesignation) for key in quota.rule.designations}
    for table in root.tables("also_counts"):
        table.known("stands_for", str(table.content.get("stands_for", "")), counting, "quota.counts.designations")
