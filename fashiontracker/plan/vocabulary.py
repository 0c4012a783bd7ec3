"""Lists of words in a file: keys once, names once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from fashiontracker.plan.table import Table
from fashiontracker.plan.types import Kind
from fashiontracker.plan.words import Entry, Words, name_key
from fashiontracker.text import N_

E = TypeVar("E", bound=Entry)


class Name(NamedTuple):
    """The fields that every word has, in the order of `types.Kind`."""

    key: str
    zh: str
    en: str
    names: tuple[str, ...]


def name_of(table: Table) -> Name:
    """Key and names of a table; ``zh`` is the first of the names."""
    zh = table.text("zh")
    return Name(table.text("key"), zh, table.text("en"), (zh, *table.texts("names")))


def kind(table: Table, _order: int) -> Kind:
    """A plain word."""
    return Kind(*name_of(table))


def stored_word(table: Table, _order: int) -> Kind:
    """A word that the records hold as it is written, among others that nobody listed: its key is its Chinese."""
    zh = table.text("zh")
    return Kind(zh, zh, table.text("en"), (zh,))


def words(tables: Sequence[Table], build: Callable[[Table, int], E]) -> Words[E]:
    """The vocabulary of a list of tables; a key given twice is a problem of the second, a name of both."""
    entries = []
    keys: set[str] = set()
    owners: dict[str, tuple[str, Table]] = {}
    for order, table in enumerate(tables):
        entry = build(table, order)
        table.close()
        if entry.key in keys and entry.key:
            table.fault("duplicate", N_("“{value}”重复"), "key", entry.key)
        keys.add(entry.key)
        for folded, name in {name_key(name): name for name in entry.names if name}.items():
            owner, owned = owners.setdefault(folded, (entry.key, table))
            if owner != entry.key:
                for one, other in ((table, owner), (owned, entry.key)):
                    one.fault("duplicate", N_("名称“{value}”也属于 {other}"), "names", name, other=other)
        entries.append(entry)
    return Words(entries)
