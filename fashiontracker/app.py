"""The composition root: opens or makes a database and reads the plan and the catalogue that belong to it."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fashiontracker import logs, paths, scratch
from fashiontracker.text import N_

if TYPE_CHECKING:
    from fashiontracker.models.drafts import Drafts
    from fashiontracker.models.sealing import Key
    from fashiontracker.models.store import Store
    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.plan.types import Plan

log = logging.getLogger(__name__)


@contextmanager
def running() -> Iterator[None]:
    """A run of the program: what it writes is for its owner only, it keeps a log, and it leaves no temporary files."""
    before = os.umask(0o077)
    try:
        with logs.written(paths.log_folder()):
            scratch.clear()
            try:
                yield
            finally:
                scratch.clear(own=True)
    finally:
        os.umask(before)


@dataclass(frozen=True, slots=True)
class App:
    """One open database with its plan and its catalogue."""

    store: Store
    plan: Plan
    catalogue: Catalogue

    @property
    def is_sample(self) -> bool:
        """Whether the database holds sample data, so that every page of paper must say 示例数据."""
        return self.store.settings().get("sample") == "1"

    @property
    def drafts(self) -> Drafts:
        """What this user typed into forms of this database and has not saved."""
        from fashiontracker.models.drafts import Drafts

        return Drafts(paths.drafts_file(self.store.settings().get("identity", "")), self.store.key)

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    def __enter__(self) -> App:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create(
    database: Path, plan_key: str | None = None, settings: Mapping[str, str] | None = None, sealed: Key | None = None
) -> App:
    """Make an empty database that follows a plan, encrypted where there is a key (`models.sealing.new_key`).

    Raises Refused where the plan or the place won't do.
    """
    from fashiontracker.models import store
    from fashiontracker.plan import library

    key = plan_key or library.DEFAULT_PLAN
    plan, catalogue = library.load(key, paths.catalogue_override(database))
    made = store.create(database, paths.lock_file(database), {"plan": key, **(settings or {})}, key=sealed)
    return App(made, plan, catalogue)


def create_sample(database: Path) -> App:
    """Make the database that the sample is written into: signed the same on every run, so that its paper is the same.

    Raises what `create` raises.
    """
    from fashiontracker.models import store
    from fashiontracker.plan import library

    plan, catalogue = library.load()
    settings = {"plan": plan.key, "sample": "1", "identity": "sample"}
    made = store.create(database, paths.lock_file(database), settings, N_("示例"), lambda: "2022-01-04T01:00:00Z")
    return App(made, plan, catalogue)


def open_database(database: Path, write: bool, secret: Key | str | None = None) -> App:
    """Open a database, an encrypted one with its passphrase, recovery key or key.

    Raises what `models.store.open_store` and `models.sealing.unlock` raise, and Refused for a broken plan file.
    """
    from fashiontracker.models import sealing, store
    from fashiontracker.plan import library

    unlocked = sealing.unlock(database, secret)
    opened = store.open_store(database, paths.lock_file(database), write, paths.backup_folder(database), unlocked)
    try:
        key = opened.settings().get("plan", library.DEFAULT_PLAN)
        loaded = App(opened, *library.load(key, paths.catalogue_override(database)))
    except BaseException:
        opened.close()
        raise
    log.info("opened for writing" if write else "opened for reading")
    return loaded
