"""Reminders as an iCalendar file (RFC 5545): ends of terms, and application windows worked back to the documents.

The same data give the same bytes: the stamp is the as-of date, an event's identity is what it is about, so that a
calendar which takes the file again updates its entries instead of doubling them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from fashiontracker.errors import NoRoom
from fashiontracker.tally.attention import WARNINGS
from fashiontracker.tally.terms import standing
from fashiontracker.text import N_, _, pick

if TYPE_CHECKING:
    from fashiontracker.models.facts import Facts
    from fashiontracker.models.windows import Window
    from fashiontracker.plan.designations import Catalogue

WINDOW_WARNINGS: Final = (7, 30)
"""Days before a window opens or closes, or papers are due for it, on which that is called to mind."""
_LINE: Final = 75
"""Octets of a content line."""
_ESCAPES: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


class Reminder(NamedTuple):
    """A day (or several) to think of; ``identity`` is what it is about, ``alarms`` are days ahead."""

    identity: str
    first: date
    last: date
    summary: str
    detail: str
    alarms: tuple[int, ...]


def reminders(facts: Facts, catalogue: Catalogue, windows: Iterable[Window], as_of: date) -> list[Reminder]:
    """Everything from the day on, the nearest first. ``facts`` are loaded with ``every_title``."""
    found = (*_lapsing(facts, catalogue, as_of), *_windows(windows, catalogue, as_of))
    return sorted(found, key=lambda one: (one.first, one.identity))


def write(path: Path, found: Sequence[Reminder], as_of: date) -> int:
    """Write the calendar; the number of reminders. Raises NoRoom where the file can't be written."""
    draft = path.with_name(path.name + ".draft")
    try:
        draft.write_bytes(calendar(found, as_of).encode())
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise NoRoom(N_("{name} 不能写入：{reason}。"), name=path.name, reason=error.strerror or error) from error
    return len(found)


def calendar(found: Iterable[Reminder], as_of: date) -> str:
    """The text of the file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//fashiontracker//reminders//ZH", "CALSCALE:GREGORIAN"]
    for one in found:
        lines.extend(_event(one, as_of))
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _lapsing(facts: Facts, catalogue: Catalogue, as_of: date) -> Iterator[Reminder]:
    for designation, chains in facts.chains.items():
        known = catalogue.designations.get(designation)
        title = pick(known.zh, known.en) if known else designation
        for subject, chain in chains.items():
            stands = standing(chain, as_of)
            if stands is None or not stands.held or stands.valid_until is None:
                continue
            name = facts.bearers[subject].name
            yield Reminder(
                f"term/{subject[0]}/{subject[1]}/{designation}/{stands.valid_until}",
                stands.valid_until,
                stands.valid_until,
                _("{name}：{title}到期").format(name=name, title=title),
                _("有效期至 {day}；复核通过前请备齐材料。").format(day=stands.valid_until),
                WARNINGS,
            )


def _windows(windows: Iterable[Window], catalogue: Catalogue, as_of: date) -> Iterator[Reminder]:
    """Of each window its first day, what has to be prepared, worked back from its end, and its last day."""
    for one in windows:
        if one.closes < as_of:
            continue
        known = catalogue.designations.get(one.designation)
        title = pick(known.zh, known.en) if known else one.designation
        span = _("申报窗口 {first} 至 {last}").format(first=one.opens, last=one.closes)
        detail = "\n".join(filter(None, (span, one.source, one.note)))
        days = [("opens", one.opens, _("申报窗口开放"))]
        days += [
            (f"prepare/{task.key}", one.closes - timedelta(days=task.days), pick(task.zh, task.en))
            for task in catalogue.preparations
        ]
        days.append(("closes", one.closes, _("申报窗口关闭")))
        for what, day, words in days:
            if day >= as_of or what == "opens":
                summary = _("{title}：{what}").format(title=title, what=words)
                identity = f"{what}/{one.designation}/{one.opens}"
                yield Reminder(identity, day, day, summary, detail, WINDOW_WARNINGS)


def _event(one: Reminder, as_of: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(one.identity.encode()).hexdigest()[:32]}@fashiontracker"
    yield f"DTSTAMP:{as_of:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{one.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{one.summary.translate(_ESCAPES)}"
    yield f"DESCRIPTION:{one.detail.translate(_ESCAPES)}"
    yield "TRANSP:TRANSPARENT"
    for days in one.alarms:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{one.summary.translate(_ESCAPES)}")
        yield from (f"TRIGGER:-P{days}D", "END:VALARM")
    yield "END:VEVENT"


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets; what follows the first begins with a blank. No character is torn."""
    piece, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _LINE:
            yield piece
            piece, size = " ", 1
        piece += character
        size += width
    yield piece
