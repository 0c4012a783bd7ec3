"""A database written anew under another key: encrypted for the first time, under a new passphrase, or plain again."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path
from typing import Any

from fashiontracker.errors import Damaged, EnvironmentFault, NoRoom
from fashiontracker.models import backup, header, keeping, manifest, store, verify
from fashiontracker.models.engine import environment_fault
from fashiontracker.models.library import sqlite
from fashiontracker.models.places import Places
from fashiontracker.models.sealing import Key, unlock
from fashiontracker.progress import Progress
from fashiontracker.text import N_


def reseal(places: Places, key: Key | None) -> Generator[Progress, None, Path]:
    """Put the database under ``key`` (None: plain), after a backup under the old one; that backup.

    The new file is verified before it takes the old one's place, and backed up at once. Older backups stay under their
    keys. Raises as `sealing.unlock` and `store.open_store` do, and NoRoom; the database is as it was then.
    """
    old = unlock(places.database, places.secret)
    draft = places.database.with_name(places.database.name + ".draft")
    with store.open_store(places.database, places.lock, write=True, backups=places.backups, key=old) as present:
        pool = places.backups / "files"
        safety = backup.name_in(places.backups, places.database, "key")
        yield from backup.back_up_file(places.database, safety, "key", places.evidence, pool, old)
        try:
            yield Progress(0, 0, N_("改写加密"))
            with present.engine.connect() as connection:
                _export(connection.connection.driver_connection, draft, key)
            yield from _hold_against(present, draft, key)
            draft.replace(places.database)
            manifest.sync_folder(places.database.parent)
        except OSError as error:
            reason = error.strerror or error
            raise NoRoom(N_("不能写入 {path}：{reason}。"), path=places.database, reason=reason) from error
        finally:
            draft.unlink(missing_ok=True)
            draft.with_name(draft.name + "-journal").unlink(missing_ok=True)
    with suppress(EnvironmentFault):  # what is done is done; `keeping.warning` tells of a backup that failed
        yield from keeping.back_up(places.database, places.backups, "rekeyed", places.evidence, key=key)
    return safety


def _export(connection: Any, draft: Path, key: Key | None) -> None:
    """Have SQLCipher write everything into a new file, outside of any transaction: nothing can be attached in one."""
    os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
    try:
        connection.execute("ATTACH ? AS anew KEY ?", (str(draft), key.pragma if key else ""))
        connection.execute("SELECT sqlcipher_export('anew')").fetchone()
        connection.execute(f"PRAGMA anew.application_id={header.APPLICATION_ID}")
        connection.execute(f"PRAGMA anew.user_version={header.SCHEMA_VERSION}")
        connection.execute("DETACH anew")
    except sqlite.Error as error:  # the export gives SQLite's words for a full disk, but not its code
        full = NoRoom(N_("不能写入 {path}：{reason}。"), path=draft, reason=error)
        raise environment_fault(error) or full from error
    with draft.open("rb+") as file:
        os.fsync(file.fileno())


def _hold_against(present: store.Store, draft: Path, key: Key | None) -> Generator[Progress, None, None]:
    report = yield from verify.verify(draft, key=key)
    anchor = present.anchor()
    if not report.ok or (report.entries, report.head) != (anchor.entries, anchor.head):
        reason = report.problems[0].text() if report.problems else ""
        raise Damaged(N_("改写后的数据库与原来的不一致，没有采用：{reason}"), reason=reason)
