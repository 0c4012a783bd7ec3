"""Rows of 培育认定, 任务进展 and 目标进展: something reached a stage or a state on a day."""

from __future__ import annotations

from typing import Any

from fashiontracker.exchange.desk import Desk, Work, begin, fields_of, noted, own_columns
from fashiontracker.exchange.firms import meet, refer
from fashiontracker.exchange.ledger import Draft, identity
from fashiontracker.exchange.reader import Reader, Reading
from fashiontracker.exchange.tables import Record, Table
from fashiontracker.exchange.verdicts import Fault, Place, Verdict, reason
from fashiontracker.models.names import name_key


class EventClerk:
    """Settles rows that are known by what they are about, and their day."""

    def __init__(self, desk: Desk, table: Table) -> None:
        self._desk = desk
        self._table = table
        self._reader = Reader(desk.plan, desk.catalogue, table)
        self._columns = own_columns(table.layout)
        self._kinds = {key: word for column in table.layout.columns for word, key in column.choices}
        self._about = {column.name for column in table.layout.required if column.field != "state"}

    def settle(self, record: Record, place: Place) -> Verdict:
        """The row's end. Without what it is about, and its day, such a row is about nothing."""
        reading = self._reader.read(record)
        work = begin(place, str(next(iter(reading.values.values()), "")), reading)
        lacking = self._reader.missing(reading)
        work.faults += [fault for fault in lacking if fault.column in self._about]
        fields = fields_of(reading, self._columns)
        if self._table.layout.table == "stage_event":
            work.name = reading.values.get("对象名称", "")
            if title := reading.values.get("称号"):
                fields["designation"] = title.key
            fields["subject_id"] = self._subject(work, reading)
        if not work.faults:
            self._write(work, fields, reading, lacking)
        return self._desk.settle(work, self._table.layout)

    def _write(self, work: Work, fields: dict[str, Any], reading: Reading, lacking: list[Fault]) -> None:
        table = self._table.layout.table
        known = self._desk.ledger.by_key.get(identity(table, fields.get))
        if known is None:
            work.faults += lacking
        draft = known or Draft(table)
        note = noted(draft.get("note"), fields.get("note"), reading.others)
        if note is not None:
            fields["note"] = note
        work.own(draft, fields)

    def _subject(self, work: Work, reading: Reading) -> Draft | None:
        kind, name = reading.values.get("对象类型"), reading.values.get("对象名称")
        code = reading.values.get("统一社会信用代码")
        if kind is None or (name is None and code is None):
            return None
        if kind == "enterprise":
            return refer(self._desk, work, "对象名称", name, code)
        same = self._desk.ledger.named[kind].get(name_key(name or ""), [])
        if code:
            owner = meet(self._desk, None, code).firm
            same = [draft for draft in same if draft.get("owner_id") is owner]
        if len(same) > 1 and (whose := reading.values.get("对象所属企业")):
            owner = meet(self._desk, whose, None).firm
            same = [draft for draft in same if draft.get("owner_id") is owner]
        if len(same) == 1:
            return same[0]
        if same:
            work.fault("对象名称", name or "", reason("ambiguous", name or "", count=len(same)))
        else:
            work.fault("对象名称", name or "", reason("unknown_subject", name or "", kind=self._kinds[kind]))
        return None
