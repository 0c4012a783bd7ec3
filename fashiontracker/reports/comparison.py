"""Two frozen sheets of document 1 side by side: which numbers differ, and which subjects make the difference.

Sheets are compared as they were frozen, as JSON: one written years ago by an older program is compared like any other.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from fashiontracker.errors import Refused
from fashiontracker.tally import words
from fashiontracker.text import N_

Sheet: TypeAlias = Mapping[str, Any]
"""A frozen sheet as it is read from its JSON."""

What = Literal["came", "went", "changed"]
Record: TypeAlias = tuple[str, int] | tuple[str, str]
"""The subject's kind and id; its name and code in sheets that do not say them."""

COMPARED: Final = {"basis": "依据", "since": "日期", "valid_until": "有效期至"}
"""What of a counted subject makes it another one on paper, as it is called there."""


@dataclass(frozen=True, slots=True)
class SubjectChange:
    """A subject that counts in one sheet only, or otherwise in the other; of an indicator's row its figure.

    ``records`` are what the number stands on in both sheets. ``reason``: why the newer sheet does not count it, where
    it says so. ``detail``: what changed, old → new; of one that came the title or figure for which it counts.
    """

    what: What
    records: tuple[Record, ...]
    subject: str
    uscc: str
    detail: str
    since: str
    reason: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row whose number, status or subjects differ; numbers are in the row's unit."""

    key: str
    ledger: str
    name: str
    kind: str
    unit: str
    before: float | None
    after: float | None
    status_before: str
    status_after: str
    subjects: tuple[SubjectChange, ...]


def read(frozen: str) -> Sheet:
    """The sheet of document 1 in its JSON. Raises Refused for any other document's."""
    sheet = json.loads(frozen)
    if not isinstance(sheet, dict) or "groups" not in sheet:
        raise Refused(N_("只有“行动计划目标完成情况报告”可以逐项对比。"))
    return sheet


def rows(sheet: Sheet) -> dict[str, Mapping[str, Any]]:
    """The rows by key, in the plan's order."""
    return {row["key"]: row for group in sheet["groups"] for row in group["rows"]}


def compare(older: Sheet, newer: Sheet) -> tuple[RowChange, ...]:
    """The rows that differ, in the newer sheet's order; what only one sheet has is nothing in the other."""
    before, after = rows(older), rows(newer)
    found = (
        _row(key, before.get(key), after.get(key)) for key in [*after, *(key for key in before if key not in after)]
    )
    return tuple(change for change in found if change is not None)


def _row(key: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> RowChange | None:
    told = new or old or {}
    subjects = tuple(_subjects(old or {}, new or {}))
    before, after = ((row or {}).get("actual") for row in (old, new))
    status_before, status_after = ((row or {}).get("status", "") for row in (old, new))
    if before == after and status_before == status_after and not subjects:
        return None
    return RowChange(
        *(key, told["ledger"], told["name"], told["kind"], told["unit"]),
        *(before, after, status_before, status_after, subjects),
    )


def _subjects(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[SubjectChange]:
    if "indicator" in (old.get("kind"), new.get("kind")):
        yield from _figure(old, new)
        return
    before, after = (_lines(row, "counted") for row in (old, new))
    near = _lines(new, "near_misses")
    for record, line in after.items():
        if record not in before:
            yield _change("came", record, line, line, line.get("basis", ""))
        elif detail := _difference(before[record], line):
            yield _change("changed", record, line, line, detail)
    for record, line in before.items():
        if record not in after:
            yield _change("went", record, line, near.get(record, {}), "")


def _figure(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[SubjectChange]:
    """An indicator's row as one figure, whatever it is made of."""
    before, after = (_lines(row, "counted") for row in (old, new))
    records = tuple(key for key in {**before, **after} if before.get(key) != after.get(key))
    told = [_said(row) for row in (old, new)]
    if told[0] != told[1]:
        yield SubjectChange("changed", records, (new or old)["name"], "", " → ".join(told), "", "")


def _said(row: Mapping[str, Any]) -> str:
    if row.get("actual") is None:
        return "（空）"
    year = f"{row['year']}年 " if row.get("year") else ""
    return f"{year}{words.number(row['actual'])}{row['unit']}"


def _lines(row: Mapping[str, Any], name: str) -> dict[Record, Mapping[str, Any]]:
    return {_record(line): line for line in row.get(name, ())}


def _record(line: Mapping[str, Any]) -> Record:
    kind, key = line.get("record") or (line["subject"], line["uscc"])
    return kind, key


def _change(what: What, record: Record, who: Mapping[str, Any], told: Mapping[str, Any], detail: str) -> SubjectChange:
    return SubjectChange(
        what, (record,), who["subject"], who["uscc"], detail, told.get("since") or "", told.get("reason") or ""
    )


def _difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    told = [
        f"{name}：{old.get(field) or '（空）'} → {new.get(field) or '（空）'}"
        for field, name in COMPARED.items()
        if old.get(field) != new.get(field)
    ]
    return "；".join(told)
