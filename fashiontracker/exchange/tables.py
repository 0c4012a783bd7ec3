"""A sheet as a located table: which of our columns stand where, which rows are records, which are passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Final, NamedTuple

from fashiontracker.errors import Problem
from fashiontracker.exchange.cells import Cell, is_blank, is_empty, letters, shown
from fashiontracker.exchange.columns import SheetLayout, Value
from fashiontracker.exchange.headers import (
    Header,
    MappedNames,
    Match,
    Names,
    find_header,
    header_key,
    name_column,
    plain,
    unit_in,
    unit_line,
)
from fashiontracker.exchange.layout import LAYOUTS, REASON_COLUMN, ROW_NUMBERS
from fashiontracker.exchange.mapping import Mapping
from fashiontracker.exchange.passedover import ABOVE, EXCLUDED, METADATA, reason_to_pass
from fashiontracker.exchange.sheets import Sheet
from fashiontracker.models.names import name_key
from fashiontracker.text import N_, _

_ENDINGS: Final = re.compile(r"(?:名录|名单|信息|清单|台账|汇总表?|花名册|数据|库|表)+$")
_AROUND: Final = re.compile(r"\([^)]*\)|[\d年月日_\-.\s]+")


class Record(NamedTuple):
    """One row of a table: its number as Excel shows it, our columns' cells by name, the unknown columns' cells."""

    row: int
    cells: dict[str, Cell]
    others: dict[str, Cell]


class Skipped(NamedTuple):
    """A row that is no record, and why, in words."""

    row: int
    reason: str


@dataclass(slots=True)
class Table:
    """A located table.

    ``missing`` are required columns that the sheet lacks. ``rows`` are the records and ``faults`` those of them that
    may be shifted, both counted as Excel does.
    """

    sheet: Sheet
    layout: SheetLayout
    header: Header
    matches: tuple[Match, ...]
    unknown: tuple[tuple[int, str], ...]
    missing: tuple[str, ...]
    constants: dict[str, Cell] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    faults: dict[int, Problem] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The name of our sheet."""
        return self.layout.kind

    @property
    def header_row(self) -> int:
        """The lowest row of the header, as Excel shows it."""
        return self.header.below

    def records(self) -> Iterator[Record]:
        """The records in the sheet's order; each cell of a matched column is there, ``""`` where the row is short."""
        columns = [(match.index, match.name) for match in self.matches]
        width = max((index for index, _name in [*columns, *self.unknown]), default=-1) + 1
        for number in self.rows:
            row = self.sheet.rows[number - 1]
            if len(row) < width:
                row = [*row, *[""] * (width - len(row))]
            cells: dict[str, Cell] = {name: row[index] for index, name in columns}
            cells.update(self.constants)
            others = {name: row[index] for index, name in self.unknown if not is_empty(row[index])}
            yield Record(number, cells, others)

    def address(self, row: int, name: str) -> str:
        """``企业!C12`` for a row and one of our columns; ``企业!12`` where the column is a constant or missing."""
        at = next((match.index for match in self.matches if match.name == name), None)
        return f"{self.sheet.name}!{letters(at)}{row}" if at is not None else f"{self.sheet.name}!{row}"


Found = Table | Problem


def layout_named(name: str) -> SheetLayout | None:
    """The sheet of ours that a sheet's (or a text table's) name means: 企业, 2025年企业名录, 企业.csv."""
    stem = plain(PurePath(name).stem if name.lower().endswith((".csv", ".tsv", ".txt")) else name)
    bare = _AROUND.sub("", stem)
    for layout in LAYOUTS.values():
        known = {layout.kind, *layout.aliases}
        if stem in known or bare in known or _ENDINGS.sub("", bare) in known:
            return layout
    return None


def find_table(sheet: Sheet, wanted: SheetLayout | Mapping | None = None) -> Found:
    """The table in a sheet, or the problem for which the user must be asked.

    With nothing ``wanted``, the sheet's name says what it is, else its header, and only where that leaves no doubt.
    """
    if isinstance(wanted, Mapping):
        return _mapped(sheet, wanted)
    layout = wanted or layout_named(sheet.name)
    if layout is None:
        return _by_header(sheet)
    header = find_header(sheet, Names(layout))
    enough = min(2, len(layout.required))
    if header is None or len({match.name for match in header.matches}) < enough:
        return problem("no_header", sheet, kind=layout.kind)
    return _table(sheet, layout, header)


def _by_header(sheet: Sheet) -> Found:
    scored: list[tuple[int, int, SheetLayout, Header]] = []
    for layout in LAYOUTS.values():
        if header := find_header(sheet, Names(layout)):
            names = {match.name for match in header.matches}
            required = sum(1 for column in layout.required if column.name in names)
            if (
                required == len(layout.required)
                and (len(names) > 2 or len(names) * 2 >= header.width)
                and (not _says_little(header, layout))
            ):
                scored.append((len(names), required, layout, header))
    scored.sort(key=lambda found: found[:2], reverse=True)
    if not scored:
        return problem("unknown_table", sheet)
    if len(scored) > 1 and scored[0][:2] == scored[1][:2]:
        return problem("unclear_kind", sheet, kinds=_("、").join(one[2].kind for one in scored[:2]))
    table = _table(sheet, scored[0][2], scored[0][3])
    if isinstance(table, Table) and len(table.matches) * 2 < table.header.width and _is_long(table):
        return problem("long_table", sheet, kind=table.kind)
    return table


def _says_little(header: Header, layout: SheetLayout) -> bool:
    """The records' name stands under 名称, which may be the name of anything, and no code says that it is a firm's."""
    column = name_column(layout)
    bare = any(match.column is column and header_key(match.header) == "名称" for match in header.matches)
    return bare and not any(match.column.value == Value.USCC for match in header.matches)


def _is_long(table: Table) -> bool:
    """Several rows for one name beside columns nobody knows: a table of another shape."""
    column = name_column(table.layout)
    if column is None or any(other.required and other.value == Value.YEAR for other in table.layout.columns):
        return False
    names = [name_key(shown(record.cells.get(column.name, ""))) for record in table.records()]
    return len(set(names)) < len(names)


def _mapped(sheet: Sheet, mapping: Mapping) -> Found:
    names = MappedNames(mapping.layout, mapping.columns, tuple(mapping.keep))
    header = find_header(sheet, names)
    if header is None:
        return problem("no_mapped_header", sheet)
    there = {plain(text) for text in header.texts} | {header_key(text) for text in header.texts}
    absent = [name for name in mapping.columns if plain(name) not in there and header_key(name) not in there]
    absent += [name for name in mapping.keep if plain(name) not in there]
    if absent:
        return problem("mapped_column_absent", sheet, columns=_("、").join(dict.fromkeys(absent)))
    table = _table(sheet, mapping.layout, header)
    if isinstance(table, Problem):
        return table
    table.constants = {**mapping.constants}
    table.missing = tuple(name for name in table.missing if name not in table.constants)
    places = {plain(text): index for index, text in enumerate(header.texts)}
    _keep(table, {column: (places[plain(column)], value) for column, value in mapping.keep.items()})
    kept = {places[plain(column)] for column in mapping.keep}
    table.unknown = tuple(found for found in table.unknown if found[0] not in kept)
    return table


def _keep(table: Table, wanted: dict[str, tuple[int, str]]) -> None:
    rows = []
    for number in table.rows:
        for column, (index, value) in wanted.items():
            cell = shown(table.sheet.cell(number - 1, index))
            if name_key(cell) != name_key(value):
                reason = _(EXCLUDED).format(column=column, wanted=value, value=cell)
                table.skipped.append(Skipped(number, reason))
                break
        else:
            rows.append(number)
    table.rows = rows
    table.skipped.sort()


def _table(sheet: Sheet, layout: SheetLayout, header: Header) -> Found:
    chosen, doubled = _choose(header)
    if doubled:
        code = "side_by_side" if len({match.name for match in doubled}) > 1 else "duplicate_column"
        columns = _("、").join(f"{letters(match.index)} {match.header}" for match in doubled)
        return problem(code, sheet, row=header.below, columns=columns)
    taken = {match.index for match in chosen}
    unknown = tuple(
        (index, text)
        for index, text in enumerate(header.texts)
        if text and index not in taken and header_key(text) not in {REASON_COLUMN, ROW_NUMBERS}
    )
    names = {match.name for match in chosen}
    missing = tuple(column.name for column in layout.required if column.name not in names)
    table = Table(sheet, layout, header, chosen, unknown, missing)
    _classify(table)
    return table


def _choose(header: Header) -> tuple[tuple[Match, ...], list[Match]]:
    """One match for each of our columns; our own name goes before an alias. Doubled ones are for the user to decide."""
    by_name: dict[str, list[Match]] = {}
    for match in header.matches:
        by_name.setdefault(match.name, []).append(match)
    chosen, doubled = [], []
    for matches in by_name.values():
        own = [match for match in matches if match.how in ("name", "mapping")]
        best = own or matches
        chosen.append(best[0])
        if len(best) > 1:
            doubled.extend(best)
    return tuple(sorted(chosen, key=lambda match: match.index)), doubled


def _classify(table: Table) -> None:
    sheet, header = table.sheet, table.header
    column = name_column(table.layout)
    name_at = next((match.index for match in table.matches if column and match.name == column.name), None)
    width = max((index for index, text in enumerate(header.texts) if text), default=-1) + 1
    units: dict[int, str] = {}
    for number in range(header.row):
        if not is_blank(sheet.rows[number]):
            table.skipped.append(Skipped(number + 1, _(ABOVE)))
            for cell in sheet.rows[number]:
                if isinstance(cell, str) and (unit := unit_line(cell)):
                    units = dict.fromkeys(range(width), unit)
    for number in range(header.below, len(sheet.rows)):
        row = sheet.rows[number]
        if is_blank(row):
            continue
        if reason := reason_to_pass(sheet, number, header, name_at):
            table.skipped.append(Skipped(number + 1, reason))
            if reason == _(METADATA):
                units |= {i: unit for i, cell in enumerate(row) if (unit := unit_in(f"({shown(cell)})"))}
            continue
        table.rows.append(number + 1)
        if sheet.delimited and (fault := _shifted(sheet, number, width)):
            table.faults[number + 1] = fault
    table.matches = tuple(
        Match(m.index, m.column, m.name, m.header, m.how, _unit(m, units.get(m.index, "")), m.year)
        for m in table.matches
    )


def _unit(match: Match, below: str) -> str:
    """A unit that the sheet says, in the header or in a line of its own, goes before what a mapping implies."""
    return unit_in(match.header) or below or match.unit


def _shifted(sheet: Sheet, number: int, width: int) -> Problem | None:
    row = sheet.rows[number]
    beyond = any(not is_empty(cell) for cell in row[width:])
    if len(row) >= width and not beyond:
        return None
    message = N_("这一行有 {found} 格，表头有 {wanted} 格，内容可能错位")
    params = {"found": len(row), "wanted": width}
    return Problem("ragged_row", message, f"{sheet.name}!{number + 1}", params=params)


_MESSAGES: Final = {
    "no_header": N_("找不到“{kind}”的表头（前 30 行中没有一行的列名对得上），请指定表头或列的对应关系"),
    "unknown_table": N_("认不出这是哪一类表，也没有能确定的表头；请改用模板的工作表名和列名，或给出列的对应关系"),
    "unclear_kind": N_("看不出这是哪一类表（{kinds}都有可能），请把工作表改成其中一个名称，或给出列的对应关系"),
    "long_table": N_("看起来是“{kind}”，但同一名称占多行、还有多数列认不出，不能按一行一条读入；请给出列的对应关系"),
    "no_mapped_header": N_("找不到对应关系中所写列名的表头"),
    "mapped_column_absent": N_("对应关系中的列在表头里找不到：{columns}"),
    "side_by_side": N_("第 {row} 行的表头里有并排的几张表（{columns}），请拆开后再导入"),
    "duplicate_column": N_("第 {row} 行的表头里有重复的列（{columns}），请只留一列或给出列的对应关系"),
}


def problem(code: str, sheet: Sheet, **params: object) -> Problem:
    """A question about a sheet as a whole."""
    return Problem(code, _MESSAGES[code], sheet.name, params=params)
