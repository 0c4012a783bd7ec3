"""The state of a database in numbers and codes, for those who help from afar: no row, no name, no path."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any

from fashiontracker.errors import EnvironmentFault, Problem, Refused
from fashiontracker.models import backup, header, keeping, leftovers, manifest, medium, raw, verify
from fashiontracker.models.engine import make_engine
from fashiontracker.models.places import Places
from fashiontracker.models.sealing import Key, Sealed, unlock
from fashiontracker.progress import Progress


def condition(places: Places) -> Generator[Progress, None, dict[str, Any]]:
    """What can be said of a database as it lies there, whole or damaged. Raises Refused where there is none."""
    path = places.database
    said: dict[str, Any] = {"shared_by": medium.shared_by(path), "backups": _backups(places.backups)}
    try:
        key = unlock(path, places.secret)
        said["encrypted"] = key is not None
        said["schema"] = header.read_header(path, key=key).user_version
        said["bytes"] = path.stat().st_size
        said["unfinished_write"] = leftovers.is_unfinished(path)
        said["rows"] = _rows(path, key)
        report = yield from verify.verify(path, places.lock, [places.backups], places.evidence, key)
    except Sealed:  # who helps may not know the passphrase
        return {**said, "encrypted": True, "fault": "Sealed"}
    except Refused:
        raise
    except EnvironmentFault as fault:
        return {**said, "fault": type(fault).__name__}
    said["verify"] = {
        "ok": report.ok,
        "entries": report.entries,
        "changes": report.changes,
        "rows": report.rows,
        "problems": _counted(report.problems),
        "warnings": _counted(report.warnings),
    }
    return said


def _rows(path: Path, key: Key | None) -> dict[str, int]:
    """How many rows each table of ours holds; a table that is not ours is told by number alone."""
    engine = make_engine(path, read_only=True, key=key)
    try:
        with engine.connect() as connection, connection.begin():
            counts = backup.count_rows(connection)
    finally:
        engine.dispose()
    ours = {*raw.JOURNALED, "journal_entry", "journal_change"}
    foreign = len(counts.keys() - ours)
    return {**{table: counts[table] for table in sorted(counts.keys() & ours)}, **({"?": foreign} if foreign else {})}


def _counted(problems: Iterable[Problem]) -> dict[str, int]:
    """Problems by their code and, where it is one of ours, the table that they are in."""
    places = ((problem.code, problem.place.partition(" ")[0]) for problem in problems)
    return dict(Counter(f"{code} {place}" if place in raw.JOURNALED else code for code, place in places))


def _backups(folder: Path) -> dict[str, Any]:
    found = [made for _, made in manifest.in_folder(folder)]
    warning = keeping.warning(folder)
    return {
        "count": len(found),
        "newest": found[0].made_at if found else None,
        "reasons": dict(Counter(made.reason for made in found)),
        "warning": warning.code if warning else None,
    }
