"""What is typed or pasted into a column of the registry, read and judged as an import would."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from fashiontracker.errors import Problem
from fashiontracker.exchange import values
from fashiontracker.exchange.cells import Cell, is_empty, shown
from fashiontracker.exchange.columns import Column, Value
from fashiontracker.exchange.headers import Header, Match
from fashiontracker.exchange.layout import LAYOUTS
from fashiontracker.exchange.reader import Reader
from fashiontracker.exchange.sheets import Sheet
from fashiontracker.exchange.tables import Record, Table
from fashiontracker.models import seeking
from fashiontracker.models.names import name_key
from fashiontracker.plan.designations import Catalogue
from fashiontracker.plan.types import Plan
from fashiontracker.text import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.views import View

Fields = Mapping[str, Any]
"""Fields of the record with the values that are stored."""

NEVER_EMPTY: Final[Mapping[str, frozenset[str]]] = {
    "carrier": frozenset(("name", "kind")),
    "talent": frozenset(("name", "kind")),
    "exhibition": frozenset(("name", "year")),
}
"""Fields by table that cannot be cleared; everywhere else only the name."""


class Typist:
    """Reads one table's cells. ``key`` is always that of a column of the view."""

    def __init__(self, plan: Plan, catalogue: Catalogue, view: View) -> None:
        self.view = view
        self._plan = plan
        self._table = view.record.__tablename__
        layout = next(one for one in LAYOUTS.values() if one.table == self._table)
        self._columns = {column.field: column for column in layout.columns if column.field}
        matches = tuple(
            Match(at, column, column.name, column.header, "name", column.unit)
            for at, column in enumerate(self._columns.values())
        )
        header = Header(0, 1, tuple(match.header for match in matches), matches)
        self._reader = Reader(plan, catalogue, Table(Sheet(layout.kind), layout, header, matches, (), ()))

    def required(self, key: str) -> bool:
        """Whether a new record must have it (the starred columns of the workbook)."""
        column = self._columns.get(self.view.column(key).field or "")
        return column is not None and column.required

    def read(self, key: str, cell: Cell | None) -> Fields | Problem:
        """The fields that the cell sets; an owner stays a name until `resolve`. An empty cell clears."""
        field = self.view.column(key).field
        if field is None:
            return Problem("derived", N_("这一列由其他资料得出，不能直接修改"), value=shown(cell or ""))
        if cell is None or is_empty(cell):
            return self._cleared(field)
        if field == "qianhai":
            said = values.yes_no(cell)
            return said if isinstance(said, Problem) else {field: bool(said)}
        return self._told(self._columns[field], self._named(key, cell))

    def check(self, key: str, text: str) -> str:
        """Why the text will not do, in words, or nothing: for a field while one types."""
        read = self.read(key, text)
        return read.text() if isinstance(read, Problem) else ""

    def resolve(self, session: Session, fields: Fields) -> Fields | Problem:
        """The fields with the owner's id in the place of the name (or code) of an enterprise."""
        owner = fields.get("owner_id")
        if not isinstance(owner, str):
            return fields
        found, problems = seeking.find_subjects(session, owner)
        firms = [number for kind, number in found if kind == "enterprise"]
        if firms:
            return {**fields, "owner_id": firms[0]}
        return problems[0] if problems else Problem("unknown", N_("没有登记企业“{value}”"), value=owner)

    def _named(self, key: str, cell: Cell) -> Cell:
        """English words of the plan's lists as their keys, which the reader knows; files have Chinese ones only."""
        column = self.view.column(key)
        if column.vocabulary is None or not isinstance(cell, str):
            return cell
        keys: dict[str, str] = {word.en.casefold(): word.key for word in getattr(self._plan, column.vocabulary)}
        if column.kind != "keys":
            return keys.get(cell.strip().casefold(), cell)
        parts = values.parts(cell)
        return "、".join(keys.get(part.casefold(), part) for part in parts) if isinstance(parts, tuple) else cell

    def _cleared(self, field: str) -> Fields | Problem:
        if field in NEVER_EMPTY.get(self._table, frozenset(("name",))):
            return Problem("required", N_("这一项必须填写"))
        if field == "qianhai":
            return {field: False}
        return {field: () if field == "sectors" else None}

    def _told(self, column: Column, cell: Cell) -> Fields | Problem:
        if column.value == Value.PERCENT and isinstance(cell, int | float):
            cell = f"{cell:.15g}%"  # the column says per cent; a bare 1 would be asked about
        elif column.value == Value.PERCENT and isinstance(cell, str) and not cell.rstrip().endswith(("%", "％")):
            cell = f"{cell.strip()}%"
        reading = self._reader.read(Record(0, {column.name: cell}, {}))
        if reading.faults:
            return reading.faults[0].problem
        if column.name not in reading.values:
            return self._cleared(column.field)
        value = reading.values[column.name]
        if column.value == Value.NAME:
            name = " ".join(str(value).split())
            return {"name": name, "name_key": name_key(name)}
        if column.value == Value.DISTRICT:
            district, overlaid = value
            fields: dict[str, Any] = {"district": district} if district else {}
            return {**fields, "qianhai": True} if overlaid else fields
        return {column.field: value}


def typed_cell(value: object) -> Cell | None:
    """What an editor holds as a cell."""
    return value if isinstance(value, str | float | int | date) or value is None else str(value)
