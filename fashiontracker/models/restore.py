"""Going back to a backup: what would change is shown first, what is there now is backed up, and it can be undone.

Where the present database is whole, the differences are written as one journal entry: the chain goes on, nothing of
it is lost, and undo takes the restore back. Where it is damaged or gone, the backup takes its place and the damaged
file is set aside under another name.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from fashiontracker import scratch
from fashiontracker.errors import Damaged, EnvironmentFault, NoRoom, Refused
from fashiontracker.models import backup, evidence, header, leftovers, manifest, medium, raw, store, verify
from fashiontracker.models.differences import TableChange, count, differences, identity, make_equal, since
from fashiontracker.models.engine import make_engine
from fashiontracker.models.journal import this_user, utc_now
from fashiontracker.models.lock import Anchor, Holder, WriterLock, is_held_here
from fashiontracker.models.places import Places
from fashiontracker.models.sealing import Key, unlock
from fashiontracker.progress import Progress, finish
from fashiontracker.text import N_


@dataclass(frozen=True, slots=True)
class Preview:
    """What restoring a backup would do. ``made_at`` is empty for a file without a manifest; ``same`` = nothing to do.

    ``replaces`` says why the file itself must be replaced (it is missing or damaged); then ``tables`` counts the
    backup's rows as coming back.
    """

    backup: Path
    made_at: str
    entries: int
    head: str
    other_database: bool
    replaces: str
    tables: Mapping[str, TableChange]

    @property
    def same(self) -> bool:
        """Whether the database holds just what the backup holds."""
        return not self.replaces and not self.tables

    def as_json(self) -> dict[str, Any]:
        """The preview as a JSON document."""
        tables = {
            table: {"back": one.back, "changed": one.changed, "removed": one.removed}
            for table, one in self.tables.items()
        }
        return {
            "backup": str(self.backup),
            "made_at": self.made_at,
            "entries": self.entries,
            "head": self.head,
            "other_database": self.other_database,
            "replaces": self.replaces,
            "tables": tables,
        }


def sound(places: Places, source: Path) -> Generator[Progress, None, None]:
    """Raise Damaged where a backup can't be relied on, naming the next older one that can; Newer, Refused."""
    try:
        yield from _sound(places, source)
    except Damaged as fault:
        older = _older(places, source)
        if older is None:
            raise
        raise Damaged(N_("{reason} 较早的一份完好：{older}"), reason=str(fault), older=older) from fault


def _sound(places: Places, source: Path) -> Generator[Progress, None, None]:
    yield Progress(0, 0, N_("核对备份"))
    backup.check(source)
    report = yield from verify.verify(source, key=places.key_of(source))
    if not report.ok:
        raise Damaged(N_("备份 {path} 已损坏：{reason}"), path=source, reason=report.problems[0].text())


def _older(places: Places, source: Path) -> Path | None:
    """The newest backup made before this one that is whole."""
    found = [path for path, _ in manifest.in_folder(source.parent) or manifest.in_folder(places.backups)]
    for path in found[found.index(source) + 1 :] if source in found else found:
        with suppress(EnvironmentFault):
            finish(_sound(places, path))
            return path
    return None


def preview(places: Places, source: Path) -> Generator[Progress, None, Preview]:
    """What restoring would change; nothing is written. Raises as `sound` and, for a locked database, Locked."""
    yield from sound(places, source)
    known = manifest.read(source)
    with _present_schema(source, places.key_of(source)) as (ready, key), _reading(ready, key) as theirs:
        why = yield from _why_replace(places)
        if why:
            counts = backup.count_rows(theirs)
            other, tables = (
                False,
                {one: TableChange(n, 0, 0) for one, n in counts.items() if one in raw.JOURNALED and n},
            )
        else:
            yield Progress(0, 0, N_("比较数据库与备份"))
            with _reading(places.database, _key_of(places)) as mine:
                other, tables = identity(mine) != identity(theirs), _changes(mine, theirs)
        last = theirs.exec_driver_sql("SELECT id, hash FROM journal_entry ORDER BY id DESC LIMIT 1").one()
    return Preview(source, known.made_at if known else "", last[0], last[1], other, why, tables)


@contextmanager
def _reading(path: Path, key: Key | None) -> Iterator[Connection]:
    """One state of a database that was verified."""
    engine = make_engine(path, read_only=True, key=key)
    try:
        with engine.connect() as connection, connection.begin():
            yield connection
    finally:
        engine.dispose()


def _changes(mine: Connection, theirs: Connection) -> dict[str, TableChange]:
    """How many rows differ, by table."""
    touched = since(mine, theirs)
    counted = {table: count(differences(mine, theirs, table, touched)) for table in raw.JOURNALED}
    return {table: change for table, change in counted.items() if change != TableChange(0, 0, 0)}


def restore(places: Places, source: Path) -> Generator[Progress, None, Preview]:
    """Bring the database back to a backup, after backing it up as it is; what was changed.

    Raises as `sound`, Locked where someone is writing, NoRoom where the disk is full; the database is as it was then.
    """
    seen = yield from preview(places, source)
    if seen.replaces:
        yield from _replace(places, source)
    elif not seen.same:
        yield from _write_differences(places, source, seen)
    yield Progress(0, 0, N_("放回佐证文件"))
    _bring_evidence(places, source)
    return seen


def _why_replace(places: Places) -> Generator[Progress, None, str]:
    """Why the present file can't take a journal entry: empty where it can."""
    try:
        _bring_up_to_date(places)
    except Refused as fault:
        if not places.database.exists():
            return str(fault)
        raise
    except Damaged as fault:
        return str(fault)
    key = _key_of(places)
    report = yield from verify.verify(places.database, places.lock, [places.backups], key=key)
    return report.problems[0].text() if report.problems else ""


def _key_of(places: Places) -> Key | None:
    """What opens the database as it lies there. Where this process has it open, that is known and nothing is read."""
    if is_held_here(places.lock) and not isinstance(places.secret, str):
        return places.secret
    return unlock(places.database, places.secret)


def _bring_up_to_date(places: Places) -> None:
    """Bring an older file up to the present schema; what can't be opened says so."""
    key = _key_of(places)
    found = header.read_header(places.database, key=key, live=is_held_here(places.lock))
    if found.user_version != header.SCHEMA_VERSION:
        store.mend(places.database, places.lock, places.backups, key)


def _write_differences(places: Places, source: Path, seen: Preview) -> Generator[Progress, None, None]:
    key = _key_of(places)
    with store.open_store(places.database, places.lock, write=True, backups=places.backups, key=key) as present:
        # Nothing is let go of here: the backup that is being restored may be due to go.
        safety = backup.name_in(places.backups, places.database, "restore")
        pool = places.backups / "files"
        yield from backup.back_up_file(places.database, safety, "restore", places.evidence, pool, key)
        yield Progress(0, 0, N_("写回备份的内容"))
        label = f"{_LABEL} {seen.made_at or source.name}"
        with (
            _present_schema(source, places.key_of(source)) as (ready, theirs_key),
            present.journal.entry(label, origin="restore") as session,
            _reading(ready, theirs_key) as theirs,
        ):
            session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            touched = since(session.connection(), theirs)
            for table in raw.JOURNALED:
                make_equal(session, theirs, table, touched)


_LABEL = N_("恢复备份")


def _replace(places: Places, source: Path) -> Generator[Progress, None, None]:
    """Put the backup into the place of a database that is damaged or gone; the damaged one is kept beside it."""
    medium.refuse_to_write(places.database)
    places.database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = WriterLock(places.lock, Holder(this_user(), os.getpid(), utc_now()))
    draft = places.database.with_name(places.database.name + ".draft")
    anchor: Anchor | None = None
    try:
        yield Progress(0, 0, N_("写回备份"))
        with source.open("rb") as reader, open(draft, "wb", opener=manifest.private) as writer:
            shutil.copyfileobj(reader, writer, 1 << 20)
            writer.flush()
            os.fsync(writer.fileno())
        if manifest.sha256_of(draft) != manifest.sha256_of(source):
            raise OSError("read back differently")
        _set_aside(places.database)
        draft.replace(places.database)
        manifest.sync_folder(places.database.parent)
        key = places.key_of(source)
        with store.Store(places.database, make_engine(places.database, read_only=True, key=key), None) as restored:
            anchor = restored.anchor()
        _supersede(places.backups, anchor)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise NoRoom(N_("不能写入 {path}：{reason}。"), path=places.database, reason=error.strerror or error) from error
    finally:
        lock.release(anchor)


def _set_aside(database: Path) -> None:
    """Keep the damaged file under another name; its journal must not be applied to what takes its place."""
    if not database.exists():
        leftovers.journal_of(database).unlink(missing_ok=True)
        return
    stamp = utc_now().replace("-", "").replace(":", "")
    aside = database.with_name(f"{database.name}.damaged-{stamp}")
    journal = leftovers.journal_of(database)
    if journal.exists():
        journal.replace(leftovers.journal_of(aside))
    try:
        os.link(database, aside)
    except OSError:  # a medium without hard links: for a moment only the copy that is ready bears no name
        database.replace(aside)


def _supersede(backups: Path, anchor: Anchor | None) -> None:
    """Backups made after the restored state are no proof against its journal any more."""
    for path, made in manifest.in_folder(backups):
        if anchor is not None and made.identity == anchor.identity and made.entries > anchor.entries:
            manifest.write(path, replace(made, superseded=True))


@contextmanager
def _present_schema(source: Path, key: Key | None) -> Iterator[tuple[Path, Key | None]]:
    """The backup in the present schema, with its key: itself, or a migrated copy in a folder of its own."""
    if header.read_header(source, key=key).user_version == header.SCHEMA_VERSION:
        yield source, key
        return
    from fashiontracker.models.migrate import migrate

    with scratch.short_lived() as folder:
        copy = folder / "backup.db"
        shutil.copyfile(source, copy)
        finish(migrate(copy, key=key))
        yield copy, key


def _bring_evidence(places: Places, source: Path) -> None:
    """Bring back the evidence that went with the backup, where it is not there any more."""
    known = manifest.read(source)
    for sha256 in known.evidence if known else ():
        for folder in (backup.evidence_beside(source), source.parent / "files"):
            file = evidence.file_of(folder, sha256)
            if file.is_file():
                evidence.place(places.evidence, file, sha256)
                break
