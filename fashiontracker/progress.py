"""Work is a generator of progress: the window drives it off-thread and may cancel, the command line draws a bar."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` steps (total 0 = unknown), and what is being done in words."""

    done: int
    total: int
    label: str = ""


def finish(work: Generator[Progress, None, T]) -> T:
    """Run work to its end without looking at its progress."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: T = end.value
            return result
