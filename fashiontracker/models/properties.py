"""Properties of the database itself (table ``setting``): one text under each key, journaled like everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from fashiontracker.models.tables import Setting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.models.recorder import Recorder


def value_of(session: Session, key: str) -> str:
    """What is kept under a key; empty where nothing is."""
    return session.scalar(select(Setting.value).where(Setting.key == key)) or ""


def under(session: Session, prefix: str) -> dict[str, str]:
    """What is kept under the keys that begin with this."""
    query = select(Setting.key, Setting.value).where(Setting.key.startswith(prefix, autoescape=True))
    return {row.key: row.value for row in session.execute(query.order_by(Setting.key))}


def put(session: Recorder, key: str, value: str) -> None:
    """Keep a text under a key; an empty one takes the key away."""
    found = session.scalar(select(Setting.id).where(Setting.key == key))
    if found is None and value:
        session.insert_many(Setting, [{"key": key, "value": value}])
    elif found is not None and value:
        session.update_many(Setting, {found: {"value": value}})
    elif found is not None:
        session.delete_many(Setting, [found])
