"""What was typed into a form and is not saved yet, kept so that a crash does not take it along.

It lies in a small file of its own in the user's folder, under the key of the database that it is meant for: a draft
waits neither for that database's disk nor for its lock, and is no part of its history.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from fashiontracker.errors import Damaged, NoRoom
from fashiontracker.models.engine import make_engine
from fashiontracker.models.sealing import Key
from fashiontracker.text import N_

_TABLE = (
    "CREATE TABLE IF NOT EXISTS draft (page TEXT, form TEXT, about TEXT, title TEXT, at TEXT, held TEXT, "
    "PRIMARY KEY (page, form, about))"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What one form held. ``page``, ``form`` and ``about`` say which one it is and whom it concerns, as its page does.

    ``title`` is its heading in the language of then, ``at`` UTC ISO, ``held`` its fields' values in order.
    """

    page: str
    form: str
    about: str
    title: str
    at: str
    held: tuple[Any, ...]


class Drafts:
    """The drafts for one database; there is no file before the first of them."""

    def __init__(self, path: Path, key: Key | None = None) -> None:
        self._path, self._key = path, key

    def all(self) -> list[Draft]:
        """The newest first; none where they can't be read (any more: the passphrase may be another)."""
        if not self._path.exists():
            return []
        try:
            with self._open() as connection:
                found = connection.exec_driver_sql(
                    "SELECT page, form, about, title, at, held FROM draft ORDER BY at DESC"
                )
                return [
                    Draft(page, form, about, title, at, tuple(json.loads(held)))
                    for page, form, about, title, at, held in found.fetchall()
                ]
        except (Damaged, ValueError):
            self._path.unlink(missing_ok=True)
            return []

    def keep(self, draft: Draft) -> None:
        """Keep a draft in the place of the form's last one. Raises NoRoom where it can't be."""
        held = json.dumps(draft.held, ensure_ascii=False)
        row = (draft.page, draft.form, draft.about, draft.title, draft.at, held)
        with self._open() as connection:
            connection.exec_driver_sql("INSERT OR REPLACE INTO draft VALUES (?,?,?,?,?,?)", row)

    def drop(self, page: str, form: str, about: str) -> None:
        """Forget the draft of one form, where there is one. Raises NoRoom where it can't be."""
        if self._path.exists():
            with self._open() as connection:
                sql = "DELETE FROM draft WHERE page=? AND form=? AND about=?"
                connection.exec_driver_sql(sql, (page, form, about))

    @contextmanager
    def _open(self) -> Iterator[Connection]:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
        except OSError as error:
            raise NoRoom(N_("不能写入 {path}：{reason}。"), path=self._path, reason=error.strerror or error) from error
        engine = make_engine(self._path, read_only=False, key=self._key)
        try:
            with engine.connect() as connection, connection.execution_options(writes=True).begin():
                connection.exec_driver_sql(_TABLE)
                yield connection
        finally:
            engine.dispose()
