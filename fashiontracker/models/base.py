"""The ground of every table: ids that are never reused, a trash mark, and lists of keys in one column."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Dialect, Integer, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class KeyList(TypeDecorator[tuple[str, ...]]):
    """A tuple of keys kept as ``,a,b,`` so that one LIKE finds a member; the order is the user's."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> str:
        """As it is stored."""
        keys = tuple(value or ())
        return f",{','.join(keys)}," if keys else ""

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[str, ...]:
        """As it is used."""
        return split_keys(value)


def split_keys(stored: str | None) -> tuple[str, ...]:
    """The keys in a stored `KeyList` value."""
    return tuple(key for key in (stored or "").split(",") if key)


class Base(DeclarativeBase):
    """Every table of the database."""

    metadata = MetaData(naming_convention=NAMING)


class Record(Base):
    """A journaled row: its id is never used again, not even after an undo or a purge."""

    __abstract__ = True

    @declared_attr.directive
    def __table_args__(cls) -> Any:  # noqa: N805 - SQLAlchemy hands the class over
        return (*getattr(cls, "__indexes__", ()), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Integer, primary_key=True)


class Trashable(Record):
    """A record that is put into the trash instead of being deleted; ``trashed_at`` is UTC ISO text."""

    __abstract__ = True

    trashed_at: Mapped[str | None]
