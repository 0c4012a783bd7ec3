"""The journal's own two tables. Append-only: triggers refuse to change or delete a row."""

from __future__ import annotations

from sqlalchemy import DDL, ForeignKey, Index, Integer, event
from sqlalchemy.orm import Mapped, mapped_column

from fashiontracker.models.base import Base


class JournalEntry(Base):
    """One transaction: who wrote, when (UTC ISO), from where, and the hash that chains it to the one before.

    ``kind`` is ``base`` (the database's creation), ``do``, ``undo`` or ``redo``; the last two name their ``target``.
    """

    __tablename__ = "journal_entry"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[str]
    who: Mapped[str]
    label: Mapped[str]
    origin: Mapped[str]
    kind: Mapped[str]
    target: Mapped[int | None]
    changes: Mapped[int]
    previous: Mapped[str]
    hash: Mapped[str]


class JournalChange(Base):
    """One row's columns before and after, as canonical JSON of the stored values; NULL before = the row is new."""

    __tablename__ = "journal_change"
    __table_args__ = (Index("ix_journal_change_record", "record_table", "record_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("journal_entry.id"), index=True)
    record_table: Mapped[str]
    record_id: Mapped[int]
    before: Mapped[str | None]
    after: Mapped[str | None]


def guards() -> dict[str, str]:
    """The triggers that make both tables append-only, by name."""
    return {
        f"{table}_no_{verb.lower()}": f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
        for table in (JournalEntry.__tablename__, JournalChange.__tablename__)
        for verb in ("UPDATE", "DELETE")
    }


for _statement in guards().values():
    event.listen(JournalChange.__table__, "after_create", DDL(_statement))  # type: ignore[no-untyped-call]
