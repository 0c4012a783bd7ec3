"""The enterprises that answer to what is typed where an owner is wanted: part of the name, pinyin, or the code."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from fashiontracker.text import _
from fashiontracker.ui.fields import Offer

if TYPE_CHECKING:
    from fashiontracker.models.search import Hit
    from fashiontracker.ui.desk import Desk

OFFERED: Final = 12
LOOKED_AT: Final = 60
"""So many records of every kind are looked at for those enterprises."""


def find_firms(desk: Desk, typed: str) -> list[Offer]:
    """The best first. Of namesakes the code is taken, for their name would not say which one is meant."""
    hits = desk.finder.hits(typed, LOOKED_AT) if desk.finder is not None else ()
    firms = [hit for hit in hits if hit.kind == "enterprise"][:OFFERED]
    bearers = Counter(hit.name for hit in firms)
    return [Offer(hit.uscc if bearers[hit.name] > 1 and hit.uscc else hit.name, _said(hit)) for hit in firms]


def _said(hit: Hit) -> str:
    beside = _("曾用名：{names}").format(names=hit.was) if hit.was else hit.uscc
    return _("{value}（{where}）").format(value=hit.name, where=beside) if beside else hit.name
