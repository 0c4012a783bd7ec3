"""Entries that files may name: found by key, or by any spelling of a name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Protocol, TypeVar

DROPPED = "“”\"‘’'「」『』〝〞＂＇`"
BRACKETS = str.maketrans({"〔": "(", "〕": ")", "[": "(", "]": ")", "【": "(", "】": ")", **dict.fromkeys(DROPPED)})


def name_key(text: str) -> str:
    """How names are compared: NFKC, no quotes, no spaces, one kind of bracket, case folded."""
    folded = unicodedata.normalize("NFKC", text.translate(BRACKETS)).translate(BRACKETS)
    return "".join(folded.split()).casefold()


class Entry(Protocol):
    """What stands in a vocabulary. ``names`` are all spellings; the first is the one written out."""

    @property
    def key(self) -> str:
        """The key that the tables hold."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every spelling that files may use."""


T = TypeVar("T", bound=Entry)


class Words(tuple[T, ...]):
    """The entries of one vocabulary, in the file's order; a tuple that can be asked by key and by name."""

    by_key: Mapping[str, T]
    _by_name: Mapping[str, T]

    def __new__(cls, entries: Iterable[T] = ()) -> Words[T]:
        """Of two entries with one key or one name the first is found; the readers refuse such files."""
        words = super().__new__(cls, entries)
        by_key: dict[str, T] = {}
        by_name: dict[str, T] = {}
        for entry in words:
            by_key.setdefault(entry.key, entry)
            for name in entry.names:
                by_name.setdefault(name_key(name), entry)
        for key, entry in by_key.items():
            by_name.setdefault(name_key(key), entry)
        words.by_key = MappingProxyType(by_key)
        words._by_name = MappingProxyType(by_name)
        return words

    def get(self, key: str) -> T | None:
        """The entry of this key, or nothing."""
        return self.by_key.get(key)

    def named(self, text: str) -> T | None:
        """The entry that the text names in any of its spellings (or by its key), or nothing: never a guess."""
        return self._by_name.get(name_key(text))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys in the file's order."""
        return tuple(self.by_key)
