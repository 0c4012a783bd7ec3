"""Problems as values, and the two families of exceptions.

Bad input is a value: a reader returns ``(result, [Problem])``. Exceptions are for the environment
(`EnvironmentFault` and its kinds: the user can do something about it) and for bugs (anything else).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from fashiontracker.text import _


class Exit(IntEnum):
    """Exit statuses of the command line; the contract stands in docs/cli."""

    DONE = 0
    BROKEN = 1
    USAGE = 2
    REFUSED = 3
    LOCKED = 4
    DAMAGED = 5
    NEWER = 6
    NO_ROOM = 7
    PARTLY = 8


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of some input.

    ``message`` is a gettext msgid (mark it with `text.N_`) whose ``{fields}`` come from ``params``, ``place``
    and ``value``. ``place`` says where (``企业!C12``, ``quota[3].min``), ``value`` is what stood there.
    """

    code: str
    message: str
    place: str = ""
    value: str = ""
    params: Mapping[str, object] = field(default_factory=dict)

    def text(self) -> str:
        """The sentence for the reader, in the current language, without the place."""
        return _(self.message).format(**{"place": self.place, "value": self.value, **self.params})

    def line(self) -> str:
        """One line: place, then what is wrong."""
        return f"{self.place}: {self.text()}" if self.place else self.text()


class EnvironmentFault(Exception):
    """Something outside the program stands in the way; shown as a plain sentence, never as a traceback."""

    exit: Exit = Exit.REFUSED

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message)
        self.message = message
        self.params = params

    def __str__(self) -> str:
        return _(self.message).format(**self.params)


class Refused(EnvironmentFault):
    """The request cannot be granted as it stands (wrong input, a conflict); carries problems where there are any."""

    exit = Exit.REFUSED

    def __init__(self, message: str, problems: tuple[Problem, ...] = (), **params: object) -> None:
        super().__init__(message, **params)
        self.problems = problems


class Locked(EnvironmentFault):
    """Another program has the database open for writing."""

    exit = Exit.LOCKED


class Damaged(EnvironmentFault):
    """The file is damaged, empty, or not ours."""

    exit = Exit.DAMAGED


class Newer(EnvironmentFault):
    """The file was written by a newer program."""

    exit = Exit.NEWER


class NoRoom(EnvironmentFault):
    """Disk full, read-only medium, no permission, or a folder shared in a way that damages what is written there."""

    exit = Exit.NO_ROOM
