"""A catalogue file's content turned into a `Catalogue`, and the association's own file laid over it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from fashiontracker.errors import Problem
from fashiontracker.plan.criteria import Known, confidence, read_rulesets, read_scores, strength
from fashiontracker.plan.designations import (
    Catalogue,
    Derivation,
    Designation,
    Holder,
    How,
    Level,
    Material,
    Metric,
    MetricType,
    Preparation,
    Source,
)
from fashiontracker.plan.table import Table
from fashiontracker.plan.vocabulary import name_of, words
from fashiontracker.text import N_

LEVELS: Final[tuple[Level, ...]] = ("national", "provincial", "municipal", "other")
HOLDERS: Final[tuple[Holder, ...]] = ("enterprise", "brand", "carrier", "exhibition", "talent")
TYPES: Final[tuple[MetricType, ...]] = ("number", "rank", "truth", "choice", "title", "statement")
HOWS: Final[tuple[How, ...]] = (
    *("sum", "mean", "min", "cagr", "growth_mean"),
    *("ratio", "ratio_min", "ratio_of_sums", "age"),
)
RATIOS: Final = ("ratio", "ratio_min", "ratio_of_sums")


def read_designations(root: Table) -> Catalogue:
    """The catalogue; only to be used where the table's problems stayed empty."""
    sources = words(root.tables("source"), _source)
    metric_tables = root.tables("metric")
    metrics = words(metric_tables, _metric)
    tables = root.tables("designation", required=True)
    keys = {str(table.content.get("key")) for table in tables}
    for table, metric in zip(metric_tables, metrics, strict=True):
        table.known("titles", metric.titles, keys, "designation")
        if metric.derive:
            inputs = [name for name in (metric.derive.of, metric.derive.by) if name]
            table.known("derive", inputs, {*metrics.by_key, "founded_on"}, "metric")
    known = Known(metrics, sources, frozenset(keys))
    return Catalogue(
        words(tables, lambda table, _: _designation(table, known)),
        metrics,
        sources,
        materials=_materials(root, known),
        preparations=tuple(words(root.tables("preparation"), _preparation)),
        title=_title(root),
    )


def _title(root: Table) -> str:
    title = root.text("title")
    root.close()
    return title


def _source(table: Table, _order: int) -> Source:
    return Source(
        table.text("key"),
        table.text("title"),
        table.text("doc_no", default=""),
        table.integer("year", 1949, 2999),
        table.text("seen"),
    )


def _metric(table: Table, _order: int) -> Metric:
    metric = Metric(
        *name_of(table),
        unit=table.maybe_text("unit"),
        type=table.choice("type", TYPES),
        indicator=table.maybe_text("indicator"),
        titles=table.texts("titles"),
        derive=_derivation(table.table("derive", required=False)),
        note=table.text("note", default=""),
    )
    if (metric.type == "title") != bool(metric.titles):
        table.fault("choice", N_("type = title 须列出 titles，其他类型不可"), "titles", ", ".join(metric.titles))
    return metric


def _derivation(table: Table | None) -> Derivation | None:
    if table is None:
        return None
    how = table.choice("how", HOWS)
    by = table.text("by") if how in RATIOS else None
    derivation = Derivation(how, table.text("of"), by, table.maybe_integer("years", 1, 10) or 1)
    table.close()
    return derivation


def _designation(table: Table, known: Known) -> Designation:
    name = name_of(table)
    prerequisites = table.lists("prerequisites")
    for index, alternatives in enumerate(prerequisites):
        table.known(f"prerequisites[{index}]", alternatives, known.designations, "designation")
    excludes = table.texts("excludes")
    table.known("excludes", excludes, known.designations, "designation")
    source = table.text("source")
    table.known("source", source, known.sources.by_key, "source")
    score_items, score_rules = read_scores(table, known)
    return Designation(
        *name,
        level=table.choice("level", LEVELS),
        holders=table.choices("holders", HOLDERS),
        awarding_body=table.text("awarding_body"),
        sectors=table.texts("sectors"),
        validity_years=table.maybe_integer("validity_years", 1, 100),
        reassessment=table.text("reassessment", default=""),
        application_window=table.text("application_window", default=""),
        windows=_windows(table),
        local_channel=table.text("local_channel", default=""),
        open_to_city=table.truth("open_to_city", default=True),
        nomination_cap=table.maybe_integer("nomination_cap", 0, 100000),
        nomination_note=table.text("nomination_note", default=""),
        batches=table.days("batches"),
        prerequisites=tuple(prerequisites),
        excludes=excludes,
        publicity_allowed=table.truth("publicity_allowed", default=True),
        plan_refs=table.texts("plan_refs"),
        has_published_criteria=table.truth("has_published_criteria", default=False),
        rulesets=read_rulesets(table, known),
        score_items=score_items,
        score_rules=score_rules,
        source=source,
        confidence=confidence(table),
        strength=strength(table),
        notes=table.text("notes", default=""),
        materials=_materials(table, known),
    )


def _materials(table: Table, known: Known) -> tuple[Material, ...]:
    def material(one: Table, _order: int) -> Material:
        found = Material(*name_of(one), one.truth("required", default=True), one.text("source", default=""))
        one.known("source", found.source.partition(" ")[0], known.sources.by_key, "source")
        return found

    return tuple(words(table.tables("material"), material))


def _preparation(table: Table, _order: int) -> Preparation:
    return Preparation(*name_of(table), table.integer("days", 0, 365))


def _windows(table: Table) -> tuple[tuple[date, date], ...]:
    found = []
    for window in table.tables("window"):
        opens, closes = window.day("opens"), window.day("closes")
        if closes < opens:
            window.fault("range", N_("早于 opens"), "closes", closes)
        window.close()
        found.append((opens, closes))
    return tuple(found)


# ---- the association's own file --------------------------------------------------------------------------------


def overlaid(
    base: Mapping[str, object], own: Mapping[str, object], problems: list[Problem]
) -> tuple[dict[str, object], Mapping[str, str]]:
    """The base with the own file's entries laid over it, and which places of the outcome are which of the own file."""
    merged: dict[str, object] = dict(base)
    places: dict[str, str] = {}
    for name, entries in own.items():
        below = base.get(name)
        if not isinstance(below, list) or not isinstance(entries, list):
            merged[name] = entries
            places[name] = name
            continue
        rows: list[object] = list(below)
        index_of = {row.get("key"): index for index, row in enumerate(below)}
        for order, entry in enumerate(Table(own, "", problems).tables(name)):
            index = index_of.get(entry.text("key"), len(rows))
            under = below[index] if index < len(below) else {}
            rows[index : index + 1] = [{**under, **entry.content}]
            places[f"{name}[{index}]"] = f"{name}[{order}]"
        merged[name] = rows
    return merged, places
