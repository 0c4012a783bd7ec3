"""How records are written out: each column of ours as a function from a row of its table to a cell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from fashiontracker.exchange.book import OutCell
from fashiontracker.exchange.cells import Percent
from fashiontracker.exchange.columns import UNKNOWN, Column, SheetLayout, Value
from fashiontracker.models.names import name_key
from fashiontracker.models.tables import Brand, Carrier, Enterprise, FormerName
from fashiontracker.plan.designations import Catalogue
from fashiontracker.plan.types import Kind, Plan
from fashiontracker.plan.words import Words

Row: TypeAlias = Sequence[Any]
Writer: TypeAlias = Callable[[Row], OutCell]

BY_KEY = ("tasks", "milestones")
"""Vocabularies whose keys are what people write (任务编号, 目标编号)."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """What a row refers to: its name, and code and name of the enterprise that it is or belongs to."""

    name: str
    uscc: str | None
    owner: str | None = None


class Spelling:
    """The words of one plan and catalogue, and the names of what the rows refer to; trashed records have none."""

    def __init__(self, session: Session, plan: Plan, catalogue: Catalogue) -> None:
        self._plan = plan
        self._catalogue = catalogue
        self.bearers: dict[str, dict[int, Bearer]] = {"enterprise": _enterprises(session)}
        for kind, record in (("brand", Brand), ("carrier", Carrier)):
            self.bearers[kind] = self._owned(session, record)
        self._former: dict[int, list[str]] = {}
        query = select(FormerName.enterprise_id, FormerName.name, FormerName.until).where(
            FormerName.trashed_at.is_(None)
        )
        for owner, name, until in session.execute(query.order_by(FormerName.id)):
            self._former.setdefault(owner, []).append(f"{name}（至{until}）" if until else name)
        self._sectors: dict[tuple[str, ...], str] = {}

    def _owned(self, session: Session, record: type[Brand] | type[Carrier]) -> dict[int, Bearer]:
        owners = self.bearers["enterprise"]
        query = select(record.id, record.name, record.owner_id).where(record.trashed_at.is_(None))
        found = {}
        for key, name, owner in session.execute(query):
            firm = owners.get(owner or 0)
            found[key] = Bearer(name, firm.uscc, firm.name) if firm else Bearer(name, None)
        return found

    def columns(self, layout: SheetLayout) -> list[Column]:
        """The columns of a sheet but for the wide form's, which other sheets hold, and that which stands for years.

        Whose brand it is is written only where names and codes leave a doubt.
        """
        derived = {Value.OWNER_CODE, Value.SUBJECT_CODE, Value.FORMER_NAMES}
        if any(self._doubtful(self.bearers[kind].values()) for kind in ("brand", "carrier")):
            derived.add(Value.SUBJECT_OWNER)
        return [column for column in layout.columns if column.field or column.value in derived]

    @staticmethod
    def _doubtful(bearers: Collection[Bearer]) -> bool:
        return len({(name_key(bearer.name), bearer.uscc) for bearer in bearers}) < len(bearers)

    def subject(self, kind: str, key: Any) -> Bearer | None:
        """What an event or a figure is about: a record by its id, a sector by its key, the city by its name."""
        if kind == "sector":
            return Bearer(_word(self._plan.sectors, key), None)
        return Bearer(key, None) if kind == "city" else self.bearers[kind].get(key)

    def writers(self, layout: SheetLayout, names: Sequence[str]) -> list[Writer]:
        """One function for each of the layout's columns that hold a record's own values; ``names`` are the row's."""
        place = {name: index for index, name in enumerate(names)}
        return [self._starred(self._writer(column, place), column) for column in self.columns(layout)]

    def _starred(self, write: Writer, column: Column) -> Writer:
        if not column.required:
            return write

        def starred(row: Row) -> OutCell:
            cell = write(row)
            return UNKNOWN if cell is None or cell == "" else cell

        return starred

    def _writer(self, column: Column, place: Mapping[str, int]) -> Writer:
        at = place.get(column.field, 0)
        match column.value:
            case Value.OWNER | Value.OWNER_CODE:
                return self._of_owner(place["owner_id"], "name" if column.value == Value.OWNER else "uscc")
            case Value.SUBJECT | Value.SUBJECT_CODE | Value.SUBJECT_OWNER:
                return self._of_subject(place, _SUBJECT[column.value])
            case Value.SUBJECT_KIND:
                words = {key: word for word, key in column.choices}
                return lambda row: words[row[at]]
            case Value.SECTORS:
                return lambda row: self._joined(row[at])
            case Value.DISTRICT:
                tag = place["qianhai"]
                return lambda row: self._district(row[at], row[tag])
            case Value.FORMER_NAMES:
                key = place["id"]
                return lambda row: "\n".join(self._former.get(row[key], ()))
            case Value.WORD if column.vocabulary not in BY_KEY:
                return self._of_words(at, getattr(self._plan, column.vocabulary))
            case Value.STAGE:
                return self._of_words(at, self._plan.stages)
            case Value.UNIT:
                return self._of_words(at, self._plan.units)
            case Value.DESIGNATION:
                return self._of_words(at, self._catalogue.designations)
            case Value.INDICATOR:
                return lambda row: _word(self._plan.indicators, row[at]) if self._plan.indicators.get(row[at]) else (
                    _word(self._catalogue.metrics, row[at])
                )  # fmt: skip
            case Value.YES_NO:
                return lambda row: None if row[at] is None else "是" if row[at] else "否"
            case Value.PERCENT:
                return lambda row: _percent(row[at])
            case _:
                return lambda row: row[at]

    def _of_owner(self, at: int, attribute: str) -> Writer:
        firms = self.bearers["enterprise"]

        def write(row: Row) -> OutCell:
            firm = firms.get(row[at])
            return getattr(firm, attribute) if firm else None

        return write

    def _of_subject(self, place: Mapping[str, int], attribute: str) -> Writer:
        kind, key = place["subject_kind"], subject_places(place)

        def write(row: Row) -> OutCell:
            found = self.subject(row[kind], next((row[at] for at in key if row[at]), None))
            return getattr(found, attribute) if found else None

        return write

    def _of_words(self, at: int, words: Words[Any]) -> Writer:
        written: dict[str | None, str | None] = {None: None}

        def write(row: Row) -> OutCell:
            key = row[at]
            if key not in written:
                written[key] = _word(words, key)
            return written[key]

        return write

    def _joined(self, sectors: tuple[str, ...]) -> str:
        if sectors not in self._sectors:
            self._sectors[sectors] = "、".join(_word(self._plan.sectors, key) for key in sectors)
        return self._sectors[sectors]

    def _district(self, key: str | None, qianhai: bool) -> str:
        district = _word(self._plan.districts, key) if key else ""
        if not qianhai:
            return district
        tag = _word(self._plan.overlays, "qianhai")
        return f"{district}（{tag}）" if district else tag


_SUBJECT = {Value.SUBJECT: "name", Value.SUBJECT_CODE: "uscc", Value.SUBJECT_OWNER: "owner"}


def subject_places(place: Mapping[str, int]) -> tuple[int, ...]:
    """Where a row says whom it is about: an event in ``subject_id``, a figure in one of two columns."""
    return tuple(place[name] for name in ("subject_id", "enterprise_id", "subject_key") if name in place)


def _enterprises(session: Session) -> dict[int, Bearer]:
    query = select(Enterprise.id, Enterprise.name, Enterprise.uscc).where(Enterprise.trashed_at.is_(None))
    return {key: Bearer(name, uscc) for key, name, uscc in session.execute(query)}


def _word(words: Words[Any], key: str) -> str:
    """The word written out for a key; a key that this plan does not know stays as it is."""
    found: Kind | None = words.get(key) or words.named(key)
    return found.names[0] if found else key


def _percent(value: float | None) -> OutCell:
    """A percentage as a number; where a reader could take it for a share of one, in a cell that says %."""
    return Percent(value / 100) if value is not None and 0 < value <= 1 else value
