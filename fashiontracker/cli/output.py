"""What the command line prints: tables whose columns line up in Chinese, JSON, and a progress bar on stderr."""

from __future__ import annotations

import json
import sys
import time
import unicodedata
from collections.abc import Generator, Sequence
from typing import TypeVar

from fashiontracker.progress import Progress
from fashiontracker.text import _

T = TypeVar("T")

PATIENCE = 1.0
"""Seconds of silent work before progress is shown."""
TELLING = 0.1
"""The share of the work that must be done before the time left is guessed from it."""


def width(text: str) -> int:
    """How many columns of a terminal the text takes: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def pad(text: str, columns: int, right: bool = False) -> str:
    """The text filled with blanks to so many columns."""
    blanks = " " * max(0, columns - width(text))
    return blanks + text if right else text + blanks


def table(head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Lines of a table with aligned columns; ``right`` names the columns of numbers."""
    widths = [max(width(row[k]) for row in [head, *rows]) for k in range(len(head))]
    lines = [head, ["─" * columns for columns in widths], *rows]
    return "\n".join(
        "  ".join(pad(cell, widths[k], k in right) for k, cell in enumerate(line)).rstrip() for line in lines
    )


def print_json(document: object) -> None:
    """One JSON document on stdout."""
    print(json.dumps(document, ensure_ascii=False, indent=2))


def watch(work: Generator[Progress, None, T]) -> T:
    """Run work to its end, with a bar on stderr once it has taken over a second."""
    started = time.monotonic()
    shown, wide = 0.0, 0
    live = sys.stderr.isatty()
    while True:
        try:
            step = next(work)
        except StopIteration as end:
            if shown and live:
                print(file=sys.stderr)
            result: T = end.value
            return result
        now = time.monotonic()
        if now - started >= PATIENCE and now - shown >= (0.1 if live else 2.0):
            bar = _bar(step, now - started)
            print(pad(bar, wide if live else 0), end="\r" if live else "\n", file=sys.stderr, flush=True)
            shown, wide = now, width(bar)


def _bar(step: Progress, elapsed: float) -> str:
    if not step.total:
        return f"{step.label} {elapsed:.0f} s"
    share = min(step.done / step.total, 1.0)
    left = ""
    if TELLING <= share < 1:
        left = _("剩余约 {count} 秒").format(count=max(1, round(elapsed / share - elapsed)))
    return f"{'█' * round(share * 20):░<20} {share:4.0%}  {step.label}  {left}".rstrip()
