"""What an application for a designation takes: the catalogue's list, or the association's own in its place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fashiontracker.errors import Problem
from fashiontracker.models import properties
from fashiontracker.text import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from fashiontracker.models.recorder import Recorder
    from fashiontracker.plan.designations import Catalogue

KEY: Final = "checklist:{designation}"
LONGEST: Final = 60
"""Characters of an item's name."""
MOST: Final = 60
"""Items of a list."""


class Item(NamedTuple):
    """A document that is asked for; ``en`` equals ``zh`` where the association named it."""

    key: str
    zh: str
    en: str
    required: bool

    @classmethod
    def named(cls, name: str, taken: Sequence[Item]) -> Item:
        """A new item. Its key is its name, so that who adds it again after a removal finds its files again."""
        keys, key, number = {one.key for one in taken}, name, 1
        while key in keys:
            number += 1
            key = f"{name} {number}"
        return cls(key, name, name, required=True)


def usual(catalogue: Catalogue, designation: str) -> tuple[Item, ...]:
    """The catalogue's list: what was published for the designation, else what most applications take."""
    known = catalogue.designations.get(designation)
    materials = (known.materials if known else ()) or catalogue.materials
    return tuple(Item(one.key, one.zh, one.en, one.required) for one in materials)


def items(session: Session, catalogue: Catalogue, designation: str) -> tuple[Item, ...]:
    """The list in force; one of the association's that makes no sense (mended by hand) gives way to the catalogue's."""
    own = _read(properties.value_of(session, KEY.format(designation=designation)))
    return own or usual(catalogue, designation)


def keep(session: Recorder, catalogue: Catalogue, designation: str, wanted: Sequence[Item]) -> None:
    """Keep a list; one that is the catalogue's own is not kept, so that it follows the catalogue."""
    own = tuple(wanted) != usual(catalogue, designation)
    text = json.dumps([one._asdict() for one in wanted], ensure_ascii=False) if own else ""
    properties.put(session, KEY.format(designation=designation), text)


def problems(wanted: Sequence[Item]) -> list[Problem]:
    """Why a list will not do; nothing where it will."""
    found = [] if wanted else [Problem("empty", N_("清单至少要有一项"))]
    if len(wanted) > MOST:
        found.append(Problem("too_many", N_("清单最多 {most} 项"), params={"most": MOST}))
    seen: set[str] = set()
    for number, one in enumerate(wanted, 1):
        place = str(number)
        if not one.zh.strip():
            found.append(Problem("missing", N_("名称不能为空"), place))
        elif len(one.zh) > LONGEST:
            found.append(Problem("too_long", N_("名称最多 {most} 个字"), place, one.zh, {"most": LONGEST}))
        elif one.zh in seen:
            found.append(Problem("duplicate", N_("“{value}”重复"), place, one.zh))
        seen.add(one.zh)
    return found


def _read(text: str) -> tuple[Item, ...]:
    try:
        stored: Any = json.loads(text) if text else []
        found = tuple(Item(str(one["key"]), str(one["zh"]), str(one["en"]), one["required"] is True) for one in stored)
    except (ValueError, TypeError, KeyError):
        return ()
    return () if problems(found) else found
