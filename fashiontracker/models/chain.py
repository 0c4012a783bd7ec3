"""The journal read from its beginning: is every entry what its hash says, and does each lead to the next?"""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection

from fashiontracker.errors import Problem
from fashiontracker.models import raw
from fashiontracker.models.journal import FIRST_HASH, change_lines, entry_start
from fashiontracker.progress import Progress
from fashiontracker.text import N_

_HEAD = ("id", "at", "who", "label", "origin", "kind", "target", "changes")


@dataclass(slots=True)
class Chain:
    """What the chain holds: the hash of every entry in order, and what is wrong with it."""

    hashes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    changes: int = 0
    clock_set_back: list[Problem] = field(default_factory=list)


def read(connection: Connection, label: str) -> Generator[Progress, None, Chain]:
    """Follow the chain. After the first break each later entry is still held against its own predecessor."""
    chain = Chain()
    total = connection.exec_driver_sql("SELECT count(*) FROM journal_change").scalar_one()
    by_entry = groupby(_changes(connection), key=itemgetter(0))
    pending = next(by_entry, None)
    previous, before = FIRST_HASH, ""
    entries = connection.exec_driver_sql(f"SELECT {','.join(_HEAD)}, previous, hash FROM journal_entry ORDER BY id")
    for number, (*values, said_previous, said_hash) in enumerate(entries, 1):
        head = dict(zip(_HEAD, values, strict=True))
        while pending is not None and pending[0] < head["id"]:
            chain.problems.append(_orphan(pending[0]))
            pending = next(by_entry, None)
        digest, count = hashlib.sha256(entry_start(said_previous, head)), 0
        if pending is not None and pending[0] == head["id"]:
            for part in raw.chunks(pending[1], 20000):
                digest.update(change_lines(change[1:5] for change in part))
                count += len(part)
                yield Progress(chain.changes + count, total, label)
            pending = next(by_entry, None)
        chain.changes += count
        broken = head["id"] != number or said_previous != previous
        if broken or count != head["changes"] or digest.hexdigest() != said_hash:
            chain.problems.append(_broken(head, broken))
        if head["at"] < before:
            chain.clock_set_back.append(_set_back(head, before))
        chain.hashes.append(said_hash)
        previous, before = said_hash, head["at"]
    while pending is not None:
        chain.problems.append(_orphan(pending[0]))
        pending = next(by_entry, None)
    yield Progress(total, total, label)
    return chain


def _changes(connection: Connection) -> Iterator[raw.Values]:
    """Every change in the order in which it was written, a few thousand at a time."""
    last = -(1 << 63)
    columns = "entry_id, record_table, record_id, before, after, id"
    sql = f"SELECT {columns} FROM journal_change WHERE id>? ORDER BY id LIMIT 5000"
    while part := raw.read(connection, sql, (last,)):
        yield from part
        last = part[-1][5]


def _broken(head: dict[str, object], link: bool) -> Problem:
    return Problem(
        "chain_broken",
        N_("变更记录第 {entry} 条“{label}”与前一条接不上：有记录被删除或改写。")
        if link
        else N_("变更记录第 {entry} 条“{label}”被改动过：内容与它的校验值不符。"),
        place=f"journal_entry {head['id']}",
        params={"entry": head["id"], "label": head["label"]},
    )


def _orphan(entry: int) -> Problem:
    return Problem(
        "chain_orphan",
        N_("有改动属于不存在的变更记录第 {entry} 条。"),
        place=f"journal_change, entry {entry}",
        params={"entry": entry},
    )


def _set_back(head: dict[str, object], before: str) -> Problem:
    return Problem(
        "clock_set_back",
        N_("变更记录第 {entry} 条的时间 {at} 早于前一条的 {before}：电脑时钟被调回过；次序以编号为准。"),
        place=f"journal_entry {head['id']}",
        params={"entry": head["id"], "at": head["at"], "before": before},
    )
