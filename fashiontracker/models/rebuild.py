"""A new file out of salvaged parts: the proven part of the journal as it was, and one new entry for the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy import Connection

from fashiontracker.models import raw, schema, sealing
from fashiontracker.models.carve import CHANGE, ENTRY, Carved, Key
from fashiontracker.models.engine import make_engine
from fashiontracker.models.journal import Journal
from fashiontracker.models.raw import Row, Values
from fashiontracker.models.references import REFERENCES
from fashiontracker.models.replay import fold
from fashiontracker.text import N_

LABEL = N_("抢救损坏的数据库")


def rebuild(
    path: Path, carved: Carved, entries: int, rows: Mapping[Key, Row], source: str, sealed: sealing.Key | None = None
) -> list[Key]:
    """Write the first ``entries`` entries and the rows into an empty file, encrypted where there is a key for it; the
    rows that had to be left out.

    A row is left out where the row that it points at is lost, or another one holds its unique value: either would make
    the file one that no program of ours could have written.
    """
    engine = make_engine(path, read_only=False, key=sealed)
    try:
        schema.lay_tables(engine)
        chosen = dict(rows)
        left_out = [*_without_their_parents(chosen), *_twice(chosen)]
        for key in left_out:
            chosen.pop(key, None)
        left_out += _without_their_parents(chosen)
        with engine.connect() as connection, connection.execution_options(writes=True).begin():
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            before = _write_journal(connection, carved, entries)
            for table in raw.JOURNALED:
                raw.insert(connection, table, _stored(table, before))
            _keep_ids(connection, [*carved.rows, *carved.histories])
        _write_rest(Journal(engine), before, chosen, f"{LABEL} {source}", "do" if entries else "base")
    finally:
        engine.dispose()
    return sorted(set(left_out))


def _write_journal(connection: Connection, carved: Carved, entries: int) -> dict[Key, Row]:
    """Write the proven entries as they were; the rows as they were after them."""
    histories: dict[Key, list[tuple[str | None, str | None]]] = {}
    _insert(connection, ENTRY.name, ENTRY.columns.keys(), [carved.entries[number] for number in range(1, entries + 1)])
    changes = [
        {**change, "id": number} for number, change in sorted(carved.changes.items()) if change["entry_id"] <= entries
    ]
    _insert(connection, CHANGE.name, CHANGE.columns.keys(), changes)
    for change in changes:
        key = (change["record_table"], change["record_id"])
        histories.setdefault(key, []).append((change["before"], change["after"]))
    states = ((key, fold(history)) for key, history in histories.items())
    return {key: state for key, state in states if state is not None}


def _insert(connection: Connection, table: str, names: list[str], rows: list[Row]) -> None:
    sql = f"INSERT INTO {table} ({','.join(names)}) VALUES ({','.join('?' * len(names))})"
    for part in raw.chunks(rows, 5000):
        connection.exec_driver_sql(sql, [tuple(row[name] for name in names) for row in part])


def _write_rest(journal: Journal, before: Mapping[Key, Row], rows: Mapping[Key, Row], label: str, kind: str) -> None:
    """One entry that makes of the proven state the salvaged one; none where they are the same."""
    with journal.entry(label, origin="salvage", kind=kind) as session:
        session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for table in raw.JOURNALED:
            touched = {key: row for key, row in rows.items() if key[0] == table and before.get(key) != row}
            gone = [key for name, key in before if name == table and (name, key) not in rows]
            present = raw.fetch(session.connection(), table, [*gone, *(key for _, key in touched)])
            session.delete_stored(table, present)
            session.insert_stored(table, list(_stored(table, touched)))


def _stored(table: str, rows: Mapping[Key, Row]) -> Iterator[Values]:
    names = raw.columns(table)
    for (name, key), row in rows.items():
        if name == table:
            yield tuple(map({**row, "id": key}.get, names))


def _keep_ids(connection: Connection, keys: list[Key]) -> None:
    """No id that was ever used is given to another record."""
    for table in raw.JOURNALED:
        newest = max((key for name, key in keys if name == table), default=0)
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name=?", (table,))
        connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, newest))


def _without_their_parents(rows: dict[Key, Row]) -> list[Key]:
    """Take out the rows that point at rows that are not there, until none does."""
    taken: list[Key] = []
    while True:
        lost = [
            key
            for key, row in rows.items()
            for reference in REFERENCES
            if reference.table == key[0] and row.get(reference.column) is not None
            if (str(reference.parent or row.get(str(reference.kind))), row[reference.column]) not in rows
        ]
        if not lost:
            return taken
        for key in lost:
            rows.pop(key, None)
        taken += lost


def _twice(rows: Mapping[Key, Row]) -> list[Key]:
    """Rows whose unique value another row holds already."""
    seen: set[tuple[object, ...]] = set()
    twice = []
    for key, row in rows.items():
        value: tuple[object, ...] | None = None
        if key[0] == "setting":
            value = ("setting", row.get("key"))
        elif key[0] == "enterprise" and row.get("uscc") and not row.get("trashed_at"):
            value = ("enterprise", row["uscc"])
        elif key[0] == "figure" and not row.get("trashed_at"):
            names = ("subject_kind", "enterprise_id", "subject_key", "indicator", "year", "entered_in")
            value = ("figure", *map(row.get, names))
        if value is not None and value in seen:
            twice.append(key)
        elif value is not None:
            seen.add(value)
    return twice
