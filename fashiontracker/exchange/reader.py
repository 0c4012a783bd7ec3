"""The cells of one record as values of the program: words of the plan as keys, amounts in our units, dates as dates."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from fashiontracker.errors import Problem
from fashiontracker.exchange import codes, dates, values
from fashiontracker.exchange.cells import Cell, is_empty, shown
from fashiontracker.exchange.columns import MAY_BE_UNKNOWN, UNKNOWN, Column, Value
from fashiontracker.exchange.tables import Record, Table
from fashiontracker.exchange.verdicts import Fault, reason
from fashiontracker.plan.designations import Catalogue
from fashiontracker.plan.types import Plan
from fashiontracker.text import _

Parse = Callable[[Cell], Any]
_SPLIT: Final = re.compile(r"[、，,；;\n\r]+")
_OFFERED: Final = 32
"""So many of the words that a cell may hold are told where it holds another."""
_REMEMBERED: Final = 4096
"""So many texts of a column are remembered with what they mean: most columns say the same few again and again."""
_FORMER: Final = re.compile(r"(.+?)\s*[（(](?:至|截至|到)\s*([^（）()]+)[)）]")


@dataclass(slots=True)
class Reading:
    """One row read. ``values`` holds what cells say, by our column's name; empty cells are absent. ``unknown`` are
    starred columns that say 未知. ``cleaned`` are columns from which unseen characters were taken."""

    row: int
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)
    cleaned: list[str] = field(default_factory=list)
    others: dict[str, str] = field(default_factory=dict)


class Reader:
    """Reads the records of one table."""

    def __init__(self, plan: Plan, catalogue: Catalogue, table: Table) -> None:
        self._plan = plan
        self._catalogue = catalogue
        self._table = table
        self._required = table.layout.required
        self._parsers: dict[str, tuple[Parse, dict[str, Any], bool]] = {}
        columns = {column.name: column for column in table.layout.columns}
        given = [(match.name, match.column, match.unit) for match in table.matches]
        for name, column, unit in [*given, *((name, columns[name], columns[name].unit) for name in table.constants)]:
            self._parsers[name] = (self._parser(column, unit), {}, column.field in MAY_BE_UNKNOWN)

    def read(self, record: Record) -> Reading:
        """The row's values and everything that is wrong with its cells."""
        reading = Reading(record.row)
        found, parsers = reading.values, self._parsers
        for name, cell in record.cells.items():
            parse, known, may_be_unknown = parsers[name]
            if isinstance(cell, str):
                if not cell:
                    continue
                if cell in known:
                    found[name] = known[cell]
                    continue
                if may_be_unknown and cell == UNKNOWN:
                    reading.unknown.add(name)
                    continue
            value = parse(cell)
            if value is None:
                continue
            if isinstance(value, Problem):
                reading.faults.append(Fault(name, shown(cell), value))
                continue
            found[name] = value
            if isinstance(cell, str):
                if values.has_unseen(cell):
                    reading.cleaned.append(name)
                elif len(known) < _REMEMBERED:
                    known[cell] = value
        if shifted := self._table.faults.get(record.row):
            reading.faults.append(Fault("", "", shifted))
        for name, cell in record.others.items():
            said = values.text(cell)
            if isinstance(said, Problem):
                reading.faults.append(Fault(name, shown(cell), said))
            elif said:
                reading.others[name] = said
        return reading

    def missing(self, reading: Reading) -> list[Fault]:
        """The starred columns of which the row says nothing; asked of new records only."""
        faulty = {fault.column for fault in reading.faults}
        found = []
        for column in self._required:
            name = column.name
            if name not in reading.values and name not in reading.unknown and name not in faulty:
                code = "required_absent" if name in self._table.missing else "required"
                found.append(Fault(name, "", reason(code)))
        return found

    def _parser(self, column: Column, unit: str) -> Parse:
        plain = _PLAIN.get(column.value)
        if plain is not None:
            return plain
        match column.value:
            case Value.WORD:
                return self._word(column)
            case Value.STAGE:
                return self._word(column)
            case Value.SUBJECT_KIND:
                return _choice(column)
            case Value.SECTORS:
                return self._sectors
            case Value.DISTRICT:
                return self._district
            case Value.DESIGNATION:
                return self._designation
            case Value.DESIGNATIONS:
                return self._designations
            case Value.AMOUNT | Value.YEARLY_REVENUE:
                return _amount(unit or column.assumed, column.unit)
            case _:
                return _as_it_is

    def _word(self, column: Column) -> Parse:
        words = getattr(self._plan, column.vocabulary)
        numbered = column.name.endswith("编号")

        def parse(cell: Cell) -> Any:
            said = values.text(cell)
            if said is None or isinstance(said, Problem):
                return said
            if found := words.named(said):
                return found.key
            choices = _("、").join(word.key if numbered else word.names[0] for word in list(words)[:_OFFERED])
            return reason("unknown_word", said, column=column.name, words=choices)

        return parse

    def _sectors(self, cell: Cell) -> Any:
        said = values.parts(cell)
        if said is None or isinstance(said, Problem):
            return said
        keys = []
        for word in said:
            sector = self._plan.sectors.named(word)
            if sector is None:
                choices = _("、").join(each.zh for each in self._plan.sectors)
                return reason("unknown_word", word, column="行业", words=choices)
            keys.append(sector.key)
        return tuple(dict.fromkeys(keys))

    def _district(self, cell: Cell) -> Any:
        said = values.text(cell)
        if said is None or isinstance(said, Problem):
            return said
        bare = said.removeprefix(self._plan.city) if said != self._plan.city else said
        place = self._plan.place_named(bare)
        if place.district is None and place.overlay is None:
            return reason("unknown_district", said)
        return (place.district.key if place.district else None, place.overlay is not None)

    def _designation(self, cell: Cell) -> Any:
        said = values.text(cell)
        if said is None or isinstance(said, Problem):
            return said
        return self._catalogue.by_name(said) or reason("unknown_designation", said)

    def _designations(self, cell: Cell) -> Any:
        said = values.text(cell)
        if said is None or isinstance(said, Problem):
            return said
        found = []
        for word in filter(None, (part.strip() for part in _SPLIT.split(said))):
            designation = self._catalogue.by_name(word)
            if designation is None:
                return reason("unknown_designation", word)
            found.append(designation)
        return tuple(found) or None


def _choice(column: Column) -> Parse:
    words = dict(column.choices)

    def parse(cell: Cell) -> Any:
        said = values.text(cell)
        if said is None or isinstance(said, Problem):
            return said
        return words.get(said) or reason("unknown_word", said, column=column.name, words=_("、").join(words))

    return parse


def _amount(unit: str, wanted: str) -> Parse:
    def parse(cell: Cell) -> Any:
        if unit == wanted and cell.__class__ is float and -1e15 < cell < 1e15:
            return cell if cell.is_integer() else float(f"{cell:.15g}")
        amount = values.quantity(cell, unit, wanted)
        return float(amount) if isinstance(amount, Decimal) else amount

    return parse


def _percent(cell: Cell) -> Any:
    share = values.percent(cell)
    return float(share) if isinstance(share, Decimal) else share


def _former_names(cell: Cell) -> Any:
    """Names with the day of the renaming where it is told: 旧名（至2023-08-18）."""
    said = values.text(cell)
    if said is None or isinstance(said, Problem):
        return said
    found: list[tuple[str, date | None]] = []
    for line in filter(None, (part.strip() for part in re.split(r"[、；;\n\r]+", said))):
        told = _FORMER.fullmatch(line)
        until = dates.until(told[2]) if told else None
        if isinstance(until, Problem):
            return until
        found.append((told[1] if told else line, until))
    return tuple(found) or None


def _dates(cell: Cell) -> Any:
    """One date or several, in the order of the titles they belong to."""
    if not isinstance(cell, str):
        found = dates.day(cell)
        return found if found is None or isinstance(found, Problem) else (found,)
    days = []
    for part in filter(None, (part.strip() for part in _SPLIT.split(values.clean(cell)))):
        day = dates.day(part)
        if isinstance(day, Problem):
            return day
        days.append(day)
    return tuple(days) or None


def _as_it_is(cell: Cell) -> Any:
    return None if is_empty(cell) else cell


_PLAIN: Final[dict[Value, Parse]] = {
    **dict.fromkeys(
        (Value.NAME, Value.TEXT, Value.OWNER, Value.SUBJECT, Value.SUBJECT_OWNER, Value.INDICATOR, Value.UNIT),
        values.text,
    ),
    **dict.fromkeys((Value.USCC, Value.OWNER_CODE, Value.SUBJECT_CODE), codes.uscc),
    Value.DATE: dates.day,
    Value.UNTIL: dates.until,
    Value.DATES: _dates,
    Value.YEAR: values.year,
    Value.COUNT: values.count,
    Value.PERCENT: _percent,
    Value.YES_NO: values.yes_no,
    Value.BRANDS: values.parts,
    Value.FORMER_NAMES: _former_names,
}
