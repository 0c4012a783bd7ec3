"""Rows of 品牌, 载体平台, 人才, 展会, 标准 and 重点项目: records with a name, most of them an enterprise's."""

from __future__ import annotations

from typing import Any

from fashiontracker.exchange.columns import Value
from fashiontracker.exchange.desk import Desk, Work, begin, fields_of, noted, own_columns
from fashiontracker.exchange.firms import refer
from fashiontracker.exchange.headers import name_column
from fashiontracker.exchange.ledger import Draft
from fashiontracker.exchange.reader import Reader, Reading
from fashiontracker.exchange.tables import Record, Table
from fashiontracker.exchange.verdicts import Place, Verdict, reason
from fashiontracker.models.names import name_key


class OwnedClerk:
    """Settles the rows of one table of such records."""

    def __init__(self, desk: Desk, table: Table) -> None:
        self._desk = desk
        self._table = table
        self._reader = Reader(desk.plan, desk.catalogue, table)
        self._columns = own_columns(table.layout)
        named = name_column(table.layout)
        assert named is not None
        self._name = named.name
        owner = next(column for column in table.layout.columns if column.value == Value.OWNER)
        self._owner = owner.name

    def settle(self, record: Record, place: Place) -> Verdict:
        """The row's end."""
        reading = self._reader.read(record)
        name = reading.values.get(self._name)
        work = begin(place, name or "", reading)
        owner = refer(
            self._desk, work, self._owner, reading.values.get(self._owner), reading.values.get("统一社会信用代码")
        )
        fields = fields_of(reading, self._columns)
        if owner is not None:
            fields["owner_id"] = owner
        found = self._find(work, fields, owner, reading)
        if found is None:
            work.faults += self._reader.missing(reading)
            found = Draft(self._table.layout.table)
            fields = {"sectors": (), "owner_id": owner, **fields}
        elif fields.get("name_key") == found.get("name_key"):  # only written another way
            fields.pop("name", None)
            fields.pop("name_key", None)
        note = noted(found.get("note"), fields.get("note"), reading.others)
        if note is not None:
            fields["note"] = note
        work.own(found, fields)
        return self._desk.settle(work, self._table.layout)

    def _find(self, work: Work, fields: dict[str, Any], owner: Draft | None, reading: Reading) -> Draft | None:
        """The record that the row means: by number or year where its kind has one, else by name and owner."""
        table = self._table.layout.table
        number = fields.get("number") if table == "standard" else None
        if number and (known := self._desk.ledger.by_number.get(name_key(number))):
            return known
        if "name_key" not in fields:
            work.faults += [fault for fault in self._reader.missing(reading) if fault.column == self._name]
            return None
        same = self._desk.ledger.named[table].get(fields["name_key"], [])
        if table == "exhibition":
            return next((draft for draft in same if draft.get("year") == fields.get("year")), None)
        if table == "standard":
            same = [draft for draft in same if not (number and draft.get("number"))]
            return self._only(work, same)
        if owner is None:
            return self._only(work, same)
        mine = next((draft for draft in same if draft.get("owner_id") is owner), None)
        ownerless = [draft for draft in same if draft.get("owner_id") is None]
        return mine or (ownerless[0] if len(ownerless) == len(same) == 1 else None)

    def _only(self, work: Work, same: list[Draft]) -> Draft | None:
        if len(same) > 1:
            work.fault(self._name, work.name, reason("ambiguous", work.name, count=len(same)))
        return same[0] if len(same) == 1 else None
