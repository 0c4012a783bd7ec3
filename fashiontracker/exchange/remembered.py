"""Mappings that were used before, found again by the headers of a table."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from fashiontracker.exchange.cells import shown
from fashiontracker.exchange.mapping import Mapping, fingerprint, parse_mapping, write_mapping
from fashiontracker.exchange.outcome import Intake
from fashiontracker.exchange.sheets import Sheet
from fashiontracker.models import tables
from fashiontracker.models.recorder import Recorder
from fashiontracker.models.store import Store

_SEARCHED = 30


def recall(store: Store, sheet: Sheet) -> Mapping | None:
    """The mapping that was last used for a table with one of this sheet's first rows as its header."""
    with store.reading() as session:
        query = select(tables.Mapping.fingerprint, tables.Mapping.toml).where(tables.Mapping.trashed_at.is_(None))
        known = dict(session.execute(query.order_by(tables.Mapping.id)).all())
    for row in sheet.rows[:_SEARCHED] if known else ():
        if toml := known.get(fingerprint(shown(cell) for cell in row)):
            return parse_mapping(toml, "")[0]
    return None


def remember(session: Recorder, intake: Intake) -> int:
    """Keep the mappings of this import under the headers they fitted; the number of rows written."""
    written = 0
    for name, mark, toml in dict.fromkeys(_fitted(intake)):
        kept = session.execute(
            select(tables.Mapping).where(tables.Mapping.fingerprint == mark, tables.Mapping.trashed_at.is_(None))
        ).scalars().first()  # fmt: skip
        if kept is None:
            session.add(tables.Mapping(fingerprint=mark, name=name, toml=toml))
        elif kept.toml != toml:
            kept.toml = toml
        else:
            continue
        written += 1
    return written


def _fitted(intake: Intake) -> Iterator[tuple[str, str, str]]:
    for sheet in intake.sheets:
        if sheet.table is not None and sheet.mapping is not None:
            yield sheet.sheet, fingerprint(sheet.table.header.texts), write_mapping(sheet.mapping)
