"""Backups that are made by themselves: when one is due, which are kept, and a failure that is not forgotten."""

from __future__ import annotations

import json
import shutil
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from fashiontracker.errors import EnvironmentFault, NoRoom, Problem
from fashiontracker.models import backup, evidence, manifest
from fashiontracker.models.journal import utc_now
from fashiontracker.models.lock import Anchor
from fashiontracker.models.manifest import Manifest
from fashiontracker.models.sealing import Key
from fashiontracker.progress import Progress
from fashiontracker.text import N_

STALE: Final = timedelta(hours=12)
RECENT: Final = timedelta(hours=24)
KEPT: Final = (("%Y-%m-%d", 7), ("%G-%V", 4), ("%Y-%m", 12))
"""The newest backup of each day, week and month, for so many days, weeks and months that have one."""


def is_due(folder: Path, reason: str, anchor: Anchor, now: str | None = None) -> bool:
    """Whether a backup should be made: at start when the last is stale, later when anything changed since."""
    newest = next((made for _, made in manifest.in_folder(folder) if made.identity == anchor.identity), None)
    if newest is None:
        return anchor.entries > 0
    if reason == "start":
        return _time(now or utc_now()) - _time(newest.made_at) > STALE
    if reason in ("exit", "interval"):
        return (newest.entries, newest.head) != (anchor.entries, anchor.head)
    return True


def back_up(
    path: Path,
    folder: Path,
    reason: str,
    evidence_folder: Path | None = None,
    second: Path | None = None,
    key: Key | None = None,
) -> Generator[Progress, None, Path]:
    """Make a backup in the folder of backups, copy it to the second folder, and let go of what is not kept any more.

    A failure is raised, and remembered in the folder until a backup succeeds: see `warning`.
    """
    with _remembered(folder):
        target = backup.name_in(folder, path, reason)
        made = yield from backup.back_up_file(path, target, reason, evidence_folder, folder / "files", key)
        prune(folder)
        if second is not None:
            yield from _catch_up(folder, second)
    return made


def is_behind(folder: Path, second: Path) -> bool:
    """Whether the second folder is there (again) and lacks backups: its disk was away meanwhile."""
    return second.is_dir() and bool(_lacking(folder, second))


def catch_up(folder: Path, second: Path) -> Generator[Progress, None, None]:
    """Copy to the second folder what it lacks. A failure is raised, and remembered as that of a backup is."""
    with _remembered(folder):
        yield from _catch_up(folder, second)


@contextmanager
def _remembered(folder: Path) -> Iterator[None]:
    """Keep a failure in mind until what is done here succeeds."""
    try:
        yield
    except EnvironmentFault as fault:
        with suppress(OSError):
            _note(folder).write_text(json.dumps({"at": utc_now(), "reason": str(fault)}, ensure_ascii=False), "utf-8")
        raise
    _note(folder).unlink(missing_ok=True)


def _catch_up(folder: Path, second: Path) -> Generator[Progress, None, None]:
    """Copy what the second folder lacks, the newest first. It is never made: where it is gone its disk is not there."""
    if not second.is_dir():
        raise NoRoom(N_("找不到第二备份文件夹 {folder}：请接上它所在的磁盘。"), folder=second)
    lacking = _lacking(folder, second)
    for done, made in enumerate(lacking):
        yield Progress(done, len(lacking), N_("复制到第二个备份文件夹"))
        _copy_to(made, folder, second)
    prune(second)


def _lacking(folder: Path, second: Path) -> list[Path]:
    there = {path.name for path, _ in manifest.in_folder(second)}
    return [path for path, _ in manifest.in_folder(folder) if path.name not in there]


def warning(folder: Path) -> Problem | None:
    """What is wrong with the backups, until it is mended: the last one failed, or the folder is gone or unreadable."""
    try:
        said = json.loads(_note(folder).read_text("utf-8"))
        return Problem(
            "backup_failed",
            N_("自 {at} 起备份没有成功：{reason}"),
            place=str(folder),
            params={"at": said["at"], "reason": said["reason"]},
        )
    except FileNotFoundError:
        return (
            None
            if folder.is_dir()
            else Problem("backup_none", N_("还没有备份，或备份文件夹不见了。"), place=str(folder))
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Problem("backup_unreadable", N_("备份文件夹无法读取。"), place=str(folder))


def _note(folder: Path) -> Path:
    return folder / "failed.json"


def _copy_to(made: Path, folder: Path, second: Path) -> None:
    """Put a backup with its evidence into the second folder and read it back."""
    target = second / made.name
    draft = target.with_name(target.name + ".draft")
    try:
        known = backup.check(made)
        assert known is not None
        for sha256 in known.evidence:
            evidence.place(second / "files", evidence.file_of(folder / "files", sha256), sha256)
        shutil.copyfile(made, draft)
        if manifest.sha256_of(draft) != known.sha256:
            raise OSError("read back differently")
        manifest.write(target, known)
        draft.replace(target)
        manifest.sync_folder(second)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise NoRoom(
            N_("备份不能复制到 {folder}：{reason}。"), folder=second, reason=error.strerror or error
        ) from error


def kept(found: list[tuple[Path, Manifest]]) -> set[Path]:
    """Which of these backups, newest first, are to be kept: `KEPT`, and all that a migration made.

    Of the last day only the half-hourly ones are thinned: the one before an import must not give way to that at exit.
    """
    keep = {path for path, made in found if made.reason == "migration"}
    for path, made in found:
        if made.reason != "interval" and _time(found[0][1].made_at) - _time(made.made_at) < RECENT:
            keep.add(path)
    for period, number in KEPT:
        newest: dict[str, Path] = {}
        for path, made in found:
            newest.setdefault(_time(made.made_at).astimezone().strftime(period), path)
        keep.update(list(newest.values())[:number])
    return keep


def prune(folder: Path) -> None:
    """Delete the backups that are not kept, and evidence that none of the kept ones holds."""
    found = manifest.in_folder(folder)
    keep = kept(found)
    for path, _ in found:
        if path not in keep:
            path.unlink(missing_ok=True)
            manifest.path_of(path).unlink(missing_ok=True)
    used = {sha256 for path, made in found if path in keep for sha256 in made.evidence}
    for file in (folder / "files").glob("*"):
        if file.name not in used:
            file.unlink(missing_ok=True)


def discard(backups: Iterable[Path]) -> None:
    """Delete backups for good. Raises NoRoom where one can't be deleted."""
    for path in backups:
        try:
            path.unlink(missing_ok=True)
            manifest.path_of(path).unlink(missing_ok=True)
        except OSError as error:
            raise NoRoom(N_("不能删除 {path}：{reason}。"), path=path, reason=error.strerror or error) from error


def _time(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
