"""Is everything there and as it was written? The file, the journal's chain, the rows, the evidence, the anchors."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from fashiontracker.errors import Damaged, Problem
from fashiontracker.models import chain, evidence, header, leftovers, manifest, replay, schema, store
from fashiontracker.models.engine import make_engine
from fashiontracker.models.journal import FIRST_HASH
from fashiontracker.models.library import sqlite
from fashiontracker.models.lock import Anchor, is_held_here, read_anchor
from fashiontracker.models.sealing import Key
from fashiontracker.progress import Progress
from fashiontracker.text import N_

T = TypeVar("T")
_UNREADABLE = (Damaged, DatabaseError, sqlite.Error, ValueError, TypeError)
"""What reading a damaged file may raise."""


@dataclass(slots=True)
class Report:
    """What a check found. ``problems`` make the file damaged, ``warnings`` don't."""

    path: Path
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    entries: int = 0
    changes: int = 0
    rows: int = 0
    head: str = FIRST_HASH

    @property
    def ok(self) -> bool:
        """Whether the file can be relied on."""
        return not self.problems

    def as_json(self) -> dict[str, Any]:
        """The report for ``verify --json``."""
        return {
            "file": str(self.path),
            "ok": self.ok,
            "entries": self.entries,
            "changes": self.changes,
            "rows": self.rows,
            "head": self.head,
            "problems": [_as_json(problem) for problem in self.problems],
            "warnings": [_as_json(problem) for problem in self.warnings],
        }


def _as_json(problem: Problem) -> dict[str, str]:
    return {"code": problem.code, "place": problem.place, "message": problem.text()}


def verify(
    path: Path,
    lock_path: Path | None = None,
    backups: Iterable[Path] = (),
    evidence_folder: Path | None = None,
    key: Key | None = None,
) -> Generator[Progress, None, Report]:
    """Check a database that someone may be writing to, without changing it; only a write that was cut off is undone.

    The anchors are the manifests in the ``backups`` folders and what the last writer left in the sidecar. Raises
    Refused (no such file), NoRoom and Newer; whatever else is wrong is in the report. A file that is not ours, or has
    lost its header, is a problem of its own.
    """
    report = Report(path)
    try:
        header.read_header(path, key=key, live=lock_path is not None and is_held_here(lock_path))
        leftovers.refuse_stray_wal(path)
        if lock_path is not None and leftovers.is_unfinished(path):
            store.mend(path, lock_path, key=key)
    except Damaged as fault:
        report.problems.append(_unreadable(fault))
        return report
    anchors = [anchor for folder in backups for anchor in manifest.anchors(folder)]
    if lock_path is not None and (left := read_anchor(lock_path)):
        anchors.append(left)
    engine = make_engine(path, read_only=True, key=key)
    try:
        with engine.connect() as connection, connection.begin():
            yield from _check(connection, report, anchors)
            if evidence_folder is not None:
                yield from _evidence(connection, report, evidence_folder)
    except Damaged as fault:
        report.problems.append(_unreadable(fault))
    finally:
        engine.dispose()
    return report


def _check(connection: Connection, report: Report, anchors: Sequence[Anchor]) -> Generator[Progress, None, None]:
    yield Progress(0, 0, N_("检查文件结构"))
    _attempt(report, lambda: report.problems.extend(schema.problems(connection)))
    if any(problem.code == "schema_foreign" for problem in report.problems):
        return  # no query may run what is not ours
    yield Progress(0, 0, N_("检查每一页和每个索引"))
    _attempt(report, lambda: report.problems.extend(_integrity(connection)))
    read = yield from _attempt_work(report, chain.read(connection, N_("核对变更记录")))
    if read is not None:
        report.entries, report.changes = len(read.hashes), read.changes
        report.head = read.hashes[-1] if read.hashes else FIRST_HASH
        report.problems += [*read.problems, *_anchored(connection, read.hashes, anchors)]
        report.warnings += read.clock_set_back
        _attempt(report, lambda: report.warnings.extend(_submissions(connection, read.hashes)))
    compared = yield from _attempt_work(report, replay.compare(connection, N_("核对每一行")))
    if compared is not None:
        report.problems += compared[0]
        report.rows = compared[1]


def _attempt(report: Report, check: Callable[[], None]) -> None:
    """Run one check; a page it can't read is a finding, and the next check still runs."""
    try:
        check()
    except _UNREADABLE as fault:
        report.problems.append(_unreadable(fault))


def _attempt_work(report: Report, work: Generator[Progress, None, T]) -> Generator[Progress, None, T | None]:
    try:
        return (yield from work)
    except _UNREADABLE as fault:
        report.problems.append(_unreadable(fault))
        return None


def _unreadable(fault: Exception) -> Problem:
    if isinstance(fault, Damaged):
        return Problem("unreadable", fault.message, params=fault.params)
    return Problem(
        "unreadable", N_("数据库内容无法读取：{reason}。"), params={"reason": getattr(fault, "orig", None) or fault}
    )


def _integrity(connection: Connection) -> list[Problem]:
    found = [
        str(line).splitlines()[-1] for (line,) in connection.exec_driver_sql("PRAGMA integrity_check(100)").fetchall()
    ]
    problems = [
        Problem("integrity", N_("SQLite 完整性检查：{reason}"), params={"reason": line})
        for line in found
        if line != "ok"
    ]
    for table, key, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(100):
        message = N_("{table} 第 {key} 行指向不存在的 {parent}。")
        problems.append(
            Problem("foreign_key", message, f"{table} {key}", params={"table": table, "key": key, "parent": parent})
        )
    return problems


def _anchored(connection: Connection, hashes: Sequence[str], anchors: Sequence[Anchor]) -> list[Problem]:
    """Anchors of this database that the journal does not lead through: its end was cut off, or it was written anew."""
    identity = connection.exec_driver_sql("SELECT value FROM setting WHERE key='identity'").scalar()
    problems = []
    for anchor in anchors:
        if anchor.identity != identity or anchor.entries == 0:
            continue
        if anchor.entries > len(hashes):
            message = N_("变更记录只有 {entries} 条，而“{source}”记得有 {anchored} 条：末尾被删，或这是较旧的文件。")
        elif hashes[anchor.entries - 1] != anchor.head:
            message = N_("变更记录第 {anchored} 条与“{source}”记下的不同：变更记录被重写过。")
        else:
            continue
        params = {"entries": len(hashes), "anchored": anchor.entries, "source": anchor.source}
        problems.append(Problem("anchor_differs", message, place=anchor.source, params=params))
    return problems


def _submissions(connection: Connection, hashes: Sequence[str]) -> list[Problem]:
    """Documents handed in that name a state of the journal which it does not know."""
    known = {FIRST_HASH, *hashes}
    found = connection.exec_driver_sql("SELECT id, number, journal_head FROM submission").fetchall()
    return [
        Problem(
            "submission_unanchored",
            N_("报送件 {number} 上印的变更记录校验值不在变更记录里。"),
            f"submission {key}",
            params={"number": number},
        )
        for key, number, head in found
        if head not in known
    ]


def _evidence(connection: Connection, report: Report, folder: Path) -> Generator[Progress, None, None]:
    if any(problem.place == "evidence" for problem in report.problems):
        return
    rows = connection.exec_driver_sql("SELECT sha256, name FROM evidence")
    names: dict[str, str] = {row[0]: row[1] for row in rows}
    messages = {
        "missing": N_("佐证文件“{name}”不见了（{sha256}）。"),
        "changed": N_("佐证文件“{name}”的内容被改动过（{sha256}）。"),
    }
    for done, (sha256, name) in enumerate(sorted(names.items())):
        yield Progress(done, len(names), N_("核对佐证文件"))
        for _, how in evidence.wrong(folder, [sha256]):
            params = {"name": name, "sha256": sha256}
            report.problems.append(Problem(f"evidence_{how}", messages[how], f"evidence {sha256[:12]}", params=params))
