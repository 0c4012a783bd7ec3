"""Bringing an older file up to the present schema: a backup first, then all of it in one transaction or nothing.

A migration is an Alembic script in ``migrations/versions`` whose revision is the number of the schema that it leads to.
The file's ``user_version`` alone says which schema it has, so it can be read before anything connects.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import coerce_resource_to_filename
from sqlalchemy import Connection

from fashiontracker.errors import Damaged
from fashiontracker.models import backup, header, manifest
from fashiontracker.models.engine import make_engine
from fashiontracker.models.sealing import Key
from fashiontracker.progress import Progress
from fashiontracker.text import N_

SCRIPTS = "fashiontracker.models:migrations"


def migrate(
    path: Path,
    backups: Path | None = None,
    scripts: str = SCRIPTS,
    target: int = header.SCHEMA_VERSION,
    key: Key | None = None,
) -> Generator[Progress, None, Path]:
    """Bring the file to the target schema; the backup made before. The caller holds the writer's lock.

    Foreign keys are off meanwhile: with them on, rebuilding a parent table deletes its children's rows. A kill at any
    moment leaves the old file or the new one. There is no way back but the backup. Raises Damaged where a row would get
    lost, NoRoom where the disk is full; the file is as it was then.
    """
    found = header.read_header(path, target, key)
    yield Progress(0, 2, N_("升级前备份"))
    folder = backups or path.parent
    safety = backup.name_in(folder, path, f"v{found.user_version}")
    made = yield from backup.back_up_file(path, safety, "migration", key=key)
    yield Progress(1, 2, N_("升级数据库格式"))
    engine = make_engine(path, read_only=False, key=key)
    try:
        with engine.connect() as connection:
            # Through the driver: any statement of SQLAlchemy's begins a transaction, where this pragma does nothing.
            connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
            with connection.execution_options(writes=True).begin():
                _upgrade(connection, scripts, found.user_version, target)
    finally:
        engine.dispose()
    manifest.sync_folder(path.parent)
    return made


def _upgrade(connection: Connection, scripts: str, present: int, target: int) -> None:
    counts = backup.count_rows(connection)
    context = MigrationContext.configure(connection, opts={"transactional_ddl": False})
    revisions = ScriptDirectory(str(coerce_resource_to_filename(scripts))).walk_revisions()
    due = sorted((int(script.revision), script) for script in revisions if present < int(script.revision) <= target)
    with Operations.context(context):
        for _, script in due:
            script.module.upgrade()
    _check(connection, counts)
    connection.exec_driver_sql(f"PRAGMA user_version={target}")


def _check(connection: Connection, counts: Mapping[str, int]) -> None:
    now = backup.count_rows(connection)
    lost = [table for table, rows in counts.items() if now.get(table) != rows]
    if lost:
        raise Damaged(N_("升级会丢失 {tables} 中的行，已放弃；数据库没有改动。"), tables="、".join(lost))
    if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchone() is not None:
        raise Damaged(N_("升级会使记录之间的联系断开，已放弃；数据库没有改动。"))
