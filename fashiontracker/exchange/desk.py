"""The desk at which rows are settled: a row is judged whole, and taken into the ledger whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeAlias

from fashiontracker.errors import Problem
from fashiontracker.exchange.cells import Cell
from fashiontracker.exchange.columns import Column, SheetLayout, Value
from fashiontracker.exchange.ledger import Draft, Ledger
from fashiontracker.exchange.reader import Reading
from fashiontracker.exchange.values import overlong
from fashiontracker.exchange.verdicts import Change, Decision, Fate, Fault, Place, Verdict
from fashiontracker.models.names import name_key
from fashiontracker.plan.designations import Catalogue
from fashiontracker.plan.types import Plan
from fashiontracker.text import N_

_MARKED: Final = re.compile(r"〔([^〕]+)〕(.*)")
_REFERENCES: Final = frozenset({Value.OWNER, Value.OWNER_CODE, Value.SUBJECT, Value.SUBJECT_CODE, Value.DESIGNATION})
"""Values that are kept as references, which the clerks find."""


Key: TypeAlias = tuple[Any, ...]
"""What `ledger.identity` gives."""


class Claim(NamedTuple):
    """A figure that a row gives: its value in our unit, the cell, and where."""

    value: float
    cell: Cell
    place: Place


@dataclass(slots=True)
class Work:
    """One row on the desk: what is wrong with it, and what it would write where nothing is."""

    place: Place
    name: str = ""
    faults: list[Fault] = field(default_factory=list)
    choices: tuple[Decision, ...] = ()
    writes: list[tuple[Draft, dict[str, Any], Key | None]] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    claims: dict[Draft, Claim] = field(default_factory=dict)
    disputes: int = 0

    def fault(self, column: str, value: str, problem: Problem) -> None:
        """Something is wrong with this row."""
        self.faults.append(Fault(column, value, problem))

    def dispute(self, column: str, value: str, problem: Problem, *choices: Decision) -> None:
        """The user must decide."""
        self.faults.append(Fault(column, value, problem))
        self.choices = choices
        self.disputes += 1

    def write(self, draft: Draft, fields: dict[str, Any], key: Key | None = None) -> None:
        """Let a record become so, once the row is found good. The first write is the row's own record."""
        self.writes.append((draft, fields, key))

    def own(self, draft: Draft, fields: dict[str, Any]) -> None:
        """The row's own record, before everything else that the row writes.

        Its note gathers what unknown columns say, and may outgrow the cell into which it is exported.
        """
        if (note := fields.get("note")) and (problem := overlong(note)):
            self.fault("备注", problem.value, problem)
        self.writes.insert(0, (draft, fields, None))


def begin(place: Place, name: str, reading: Reading) -> Work:
    """Put a row on the desk, with what its cells are at fault for and what had to be cleaned."""
    work = Work(place, name, reading.faults)
    for column in reading.cleaned:
        message = N_("“{column}”里有看不见的字符，已去掉")
        work.notes.append(Problem("cleaned", message, f"{place.sheet}!{place.row}", params={"column": column}))
    return work


class Desk:
    """What all rows of an import share."""

    def __init__(
        self,
        plan: Plan,
        catalogue: Catalogue,
        ledger: Ledger,
        decisions: Mapping[Place, Decision] | None = None,
        contested: Mapping[Place, Fault] | None = None,
    ) -> None:
        self.plan = plan
        self.catalogue = catalogue
        self.ledger = ledger
        self.decisions = decisions or {}
        self.notes: list[Problem] = []
        self.refused: dict[str, int] = {}
        """Names and codes of enterprises whose row was rejected, with the row."""
        self.claims: dict[Draft, Claim] = {}
        """Figures given so far in this import."""
        self.contested = dict(contested or {})
        """Rows whose figure a later row contradicts: neither is taken, so the rows are settled anew with this known."""
        self.fresh: list[Draft] = []
        """New enterprises without a code, to be compared with all others in the end."""
        self._touched: dict[Draft, Place] = {}

    def settle(self, work: Work, layout: SheetLayout) -> Verdict:
        """The row's end: its faults, or what it changed in the ledger."""
        verdict = Verdict(work.place, Fate.UNCHANGED, work.name, faults=work.faults, choices=work.choices)
        if work.faults:
            verdict.fate = Fate.CONFLICT if work.disputes == len(work.faults) else Fate.REJECTED
            return verdict
        own = work.writes[0][0] if work.writes else None
        if own is not None and own.is_blank:
            verdict.fate = Fate.NEW
        for draft, fields, key in work.writes:
            if draft.is_blank:
                draft.fill(fields)
                self.ledger.add(draft, key)
            elif changes := draft.differences(fields):
                self._change(draft, changes, draft is own, work, verdict, layout)
            else:
                continue
            if verdict.fate is Fate.UNCHANGED:
                verdict.fate = Fate.UPDATED
        if own is not None:
            self._touched[own] = work.place
        self.claims.update(work.claims)
        self.notes += work.notes
        return verdict

    def _change(
        self, draft: Draft, changes: dict[str, Any], is_own: bool, work: Work, verdict: Verdict, layout: SheetLayout
    ) -> None:
        if is_own:
            verdict.changes += _changes(draft, changes, layout)
            self._tell_second_row(draft, changes, work)
        elif draft.table == "figure":
            verdict.changes.append(Change(str(draft.get("year")), draft.get("value"), changes.get("value")))
        draft.set(changes)
        if changes.keys() & {"name_key", "uscc", "number"}:
            self.ledger.index(draft)

    def _tell_second_row(self, draft: Draft, changes: Mapping[str, Any], work: Work) -> None:
        before = self._touched.get(draft)
        replaced = [name for name in changes if draft.get(name) not in (None, (), "")]
        if before is not None and before != work.place and replaced:
            message = N_("“{name}”在第 {row} 行已经给出，这一行的内容取代了前面的")
            place = f"{work.place.sheet}!{work.place.row}"
            self.notes.append(Problem("second_row", message, place, params={"name": work.name, "row": before.row}))


def _changes(draft: Draft, changes: Mapping[str, Any], layout: SheetLayout) -> list[Change]:
    names = {column.field: column.name for column in layout.columns if column.field}
    return [
        Change(names[name], _said(draft.get(name)), _said(value)) for name, value in changes.items() if name in names
    ]


def _said(value: Any) -> Any:
    return value.get("name") if isinstance(value, Draft) else value


def own_columns(layout: SheetLayout) -> dict[str, Column]:
    """The columns that fill the record's own fields, by name; references are left to the clerks."""
    return {column.name: column for column in layout.columns if column.field and column.value not in _REFERENCES}


def fields_of(reading: Reading, columns: Mapping[str, Column]) -> dict[str, Any]:
    """The fields that a row states of those that `own_columns` gives."""
    fields: dict[str, Any] = {}
    for name, value in reading.values.items():
        column = columns.get(name)
        if column is None:
            continue
        if column.value is Value.NAME:
            fields["name"] = tidy(value)
            fields["name_key"] = name_key(value)
        elif column.value is Value.DISTRICT:
            fields["district"], fields["qianhai"] = value
        else:
            fields[column.field] = value
    return fields


def tidy(name: str) -> str:
    """A name on one line, with single spaces."""
    return " ".join(name.split())


def noted(kept: str | None, said: str | None, others: Mapping[str, str]) -> str | None:
    """The note with what unknown columns say, a line 〔列名〕值 each; one line a column, whatever was there before."""
    if said is None and not others:
        return kept
    lines: list[str] = []
    marked: dict[str, str] = {}
    for source in (kept, said):
        plain = []
        for line in (source or "").split("\n"):
            if found := _MARKED.fullmatch(line):
                marked[found[1]] = found[2]
            elif line:
                plain.append(line)
        if source is said or said is None:
            lines = plain or lines
    marked.update({name.replace("\n", " "): " ".join(value.split()) for name, value in others.items()})
    return "\n".join([*lines, *(f"〔{name}〕{value}" for name, value in marked.items())]) or None
