"""How a foreign table maps onto a sheet of ours: read from TOML, written back, recognised by its headers."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fashiontracker.errors import Problem
from fashiontracker.exchange.columns import SheetLayout, Value
from fashiontracker.exchange.headers import header_key, yearly_of
from fashiontracker.exchange.layout import LAYOUTS
from fashiontracker.text import N_


@dataclass(frozen=True, slots=True)
class Mapping:
    """``columns``: theirs → ours. ``constants``: ours → the value in every row. ``keep``: theirs → rows to take."""

    layout: SheetLayout
    columns: dict[str, str]
    constants: dict[str, str] = field(default_factory=dict)
    keep: dict[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """Our sheet."""
        return self.layout.kind


Read = tuple[Mapping | None, list[Problem]]


def read_mapping(path: Path) -> Read:
    """The mapping in a TOML file, or every problem in it."""
    try:
        return parse_mapping(path.read_text(encoding="utf-8-sig"), path.name)
    except OSError:
        return None, [Problem("mapping_file", N_("读不到这个文件"), path.name)]
    except UnicodeDecodeError:
        return None, [Problem("mapping_file", N_("不是 UTF-8 编码的文本"), path.name)]


def parse_mapping(text: str, place: str) -> Read:
    """The mapping in TOML text; ``place`` names it in problems."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, [Problem("mapping_toml", N_("不是正确的 TOML：{error}"), place, params={"error": str(error)})]
    problems: list[Problem] = []
    layout = LAYOUTS.get(str(data.get("kind", "")))
    if layout is None:
        message = N_("kind 应为其中之一：{kinds}")
        params = {"kinds": "、".join(LAYOUTS)}
        return None, [Problem("mapping_kind", message, f"{place}: kind", str(data.get("kind", "")), params)]
    for key in sorted(set(data) - {"kind", "columns", "constants", "keep"}):
        problems.append(Problem("mapping_key", N_("不认识的项"), f"{place}: {key}"))
    columns = _table(data, "columns", place, problems)
    constants = _table(data, "constants", place, problems)
    keep = _table(data, "keep", place, problems)
    if not columns and "columns" not in {problem.code for problem in problems}:
        problems.append(Problem("mapping_columns", N_("至少要对应一列"), f"{place}: columns"))
    problems += _check_names(layout, columns, constants, place)
    return (None if problems else Mapping(layout, columns, constants, keep)), problems


def _table(data: dict[str, Any], key: str, place: str, problems: list[Problem]) -> dict[str, str]:
    table = data.get(key, {})
    if not isinstance(table, dict):
        problems.append(Problem("mapping_table", N_("应为一节：名称 = 值"), f"{place}: {key}"))
        return {}
    found: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            found[name] = str(value)
        else:
            problems.append(Problem("mapping_value", N_("应为文字"), f"{place}: {key}.{name}", str(value)))
    return found


def _check_names(
    layout: SheetLayout, columns: dict[str, str], constants: dict[str, str], place: str
) -> Iterable[Problem]:
    seen: dict[str, str] = {}
    for section, names in (("columns", columns.items()), ("constants", ((key, key) for key in constants))):
        for theirs, ours in names:
            at = f"{place}: {section}.{theirs}"
            if not _is_ours(layout, ours):
                yield Problem("mapping_column", N_("“{kind}”没有这一列"), at, ours, {"kind": layout.kind})
            elif ours in seen:
                yield Problem("mapping_twice", N_("这一列已经对应了“{other}”"), at, ours, {"other": seen[ours]})
            seen.setdefault(ours, theirs)


def _is_ours(layout: SheetLayout, name: str) -> bool:
    if layout.yearly and yearly_of(name):
        return True
    column = layout.column(name)
    return column is not None and column.value != Value.YEARLY_REVENUE


def write_mapping(mapping: Mapping) -> str:
    """The mapping as TOML, readable by `parse_mapping`."""
    lines = [f"kind = {_quoted(mapping.kind)}"]
    for key, table in (("columns", mapping.columns), ("constants", mapping.constants), ("keep", mapping.keep)):
        if table:
            lines += ["", f"[{key}]", *(f"{_quoted(name)} = {_quoted(value)}" for name, value in table.items())]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'


def fingerprint(headers: Iterable[str]) -> str:
    """By which a table of the same shape is known again: its headers in whatever order."""
    keys = sorted({header_key(header) for header in headers} - {""})
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()
