"""The properties of a database in words: they are kept as JSON, and nobody is shown that."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple
from typing import Any, Final

from fashiontracker.text import _, pick


def said(key: str, text: str) -> str:
    """What a property holds, thing by thing; one of another kind stands for itself, and so does what makes no sense."""
    tell = _TELLERS.get(key.partition(":")[0])
    if tell is None:
        return text
    try:
        return _("；").join(tell(json.loads(text))) or text
    except (ValueError, TypeError, KeyError):
        return text


def _letterheads(stored: Any) -> Iterable[str]:
    from fashiontracker.models import letterheads

    for one in letterheads.read({letterheads.KEY: json.dumps(stored)}):
        yield _("，").join(dict.fromkeys(filter(None, astuple(one))))


def _paragraphs(stored: Any) -> Iterable[str]:
    from fashiontracker.models import wordings

    return (one.text for one in wordings.read(stored))


def _papers(stored: Any) -> Iterable[str]:
    for one in stored:
        name = pick(one["zh"], one["en"])
        yield name if one["required"] else _("{name}（选交）").format(name=name)


def _windows(stored: Any) -> Iterable[str]:
    for one in stored:
        yield _("，").join(filter(None, (f"{one['opens']} – {one['closes']}", one["source"], one["note"])))


_TELLERS: Final[Mapping[str, Callable[[Any], Iterable[str]]]] = {
    "letterheads": _letterheads,
    "wording": _paragraphs,
    "checklist": _papers,
    "windows": _windows,
}
