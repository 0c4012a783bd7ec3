"""What a file of ours is made of: its tables, indexes and triggers, and what differs from that."""

from __future__ import annotations

import re

from sqlalchemy import Connection, Engine, create_engine

from fashiontracker.errors import Damaged, Problem
from fashiontracker.models import header, log, raw
from fashiontracker.models.base import Base
from fashiontracker.models.engine import damaged
from fashiontracker.models.library import sqlite
from fashiontracker.text import N_

Objects = dict[tuple[str, str], str]
"""The SQL of each object by its type and name."""


def lay_tables(engine: Engine) -> None:
    """Lay every table of the present schema into an empty file and mark it as ours, all at once or not at all."""
    with engine.connect() as connection, connection.execution_options(writes=True).begin():
        create_all(connection)
        connection.exec_driver_sql(f"PRAGMA application_id={header.APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={header.SCHEMA_VERSION}")


def create_all(connection: Connection) -> None:
    """Every table of ours with its indexes and triggers."""
    ours = [*raw.JOURNALED.values(), log.JournalEntry.__table__, log.JournalChange.__table__]
    Base.metadata.create_all(connection, tables=ours, checkfirst=False)  # type: ignore[arg-type]


def objects(connection: Connection) -> Objects:
    """What the file is made of, without what SQLite keeps for itself; blanks and quotes in the SQL do not count."""
    found = connection.exec_driver_sql(
        "SELECT type, name, sql FROM sqlite_master WHERE substr(name, 1, 7) <> 'sqlite_'"
    )
    return {(kind, name): re.sub(r'[\s"]+', " ", sql or "").strip() for kind, name, sql in found.fetchall()}


def expected() -> Objects:
    """What a new file is made of."""
    engine = create_engine("sqlite://", module=sqlite, creator=lambda: sqlite.connect(":memory:"))
    with engine.connect() as connection:
        create_all(connection)
        return objects(connection)


def names() -> set[tuple[str, str]]:
    """The types and names of our objects, without asking SQLite for them."""
    tables = [*raw.JOURNALED.values(), log.JournalEntry.__table__, log.JournalChange.__table__]
    return {
        *(("table", table.name) for table in tables),  # type: ignore[attr-defined]
        *(("index", str(index.name)) for table in tables for index in table.indexes),  # type: ignore[attr-defined]
        *(("trigger", name) for name in log.guards()),
    }


def refuse_foreign(connection: Connection) -> None:
    """Raise Damaged where the file lacks a table or holds a view, trigger or table that is not ours.

    Whatever runs by itself or stands in for a table is refused before the first query that would run it. A missing
    index or trigger harms no query: `problems` names it.
    """
    found, ours, guards = objects(connection), names(), log.guards()
    wrong = [name for kind, name in found if (kind, name) not in ours]
    wrong += [name for kind, name in ours if kind == "table" and (kind, name) not in found]
    wrong += [name for name, sql in guards.items() if found.get(("trigger", name), sql) != sql]
    if any(name.startswith("_alembic_tmp_") for name in wrong):
        raise Damaged(
            N_("数据库停在一次未完成的格式升级中间（{names}）。请用 restore 恢复升级前的备份。"), names=_list(wrong)
        )
    if wrong:
        raise Damaged(N_("数据库的结构与本程序不符（{names}），没有打开它。请用 verify 检查。"), names=_list(wrong))


def quick_check(connection: Connection) -> None:
    """Raise Damaged where SQLite finds a page that is not what it should be; indexes are left to `verify`."""
    found = [line for (line,) in connection.exec_driver_sql("PRAGMA quick_check(1)").fetchall()]
    if found != ["ok"]:
        raise damaged(found[0].splitlines()[-1])


def problems(connection: Connection) -> list[Problem]:
    """Every object that is missing, foreign, or not as this program makes it."""
    found, ours = objects(connection), expected()
    kinds = {"table": N_("表"), "index": N_("索引"), "trigger": N_("触发器"), "view": N_("视图")}
    lines = (
        (ours.keys() - found.keys(), "schema_missing", N_("缺少本程序的{kind}")),
        (found.keys() - ours.keys(), "schema_foreign", N_("不是本程序建立的{kind}")),
        (
            {key for key in ours.keys() & found.keys() if ours[key] != found[key]},
            "schema_changed",
            N_("{kind}的定义被改过"),
        ),
    )
    return [
        Problem(code, message, place=name, params={"kind": kinds.get(kind, kind)})
        for keys, code, message in lines
        for kind, name in sorted(keys, key=lambda key: (key[0] != "table", key))
    ]


def _list(found: list[str]) -> str:
    return "、".join(sorted(found)[:5])
