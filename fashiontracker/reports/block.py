"""What the page is filled with: blocks that know their height, may be split, and draw themselves."""

from __future__ import annotations

from typing import Protocol

from fashiontracker.reports.pen import Pen

TOO_HIGH = float("inf")


class Block(Protocol):
    """A piece of a document between two spaces; lengths are points."""

    before: float
    after: float
    keeps_next: bool  # never the last block on its page
    clings: bool  # never first on its page: lines of the block before come along
    pinned: bool  # stands at the foot of its page
    on_even_page: bool  # and that page has an even number

    def prepare(self, width: float) -> None:
        """Lay out to a width; called before anything else, again when the width changes."""

    def height(self, room: float) -> float:
        """The height, or `TOO_HIGH` where it is more than the room."""

    def split(self, room: float) -> tuple[Block, Block] | None:
        """A part that fits the room and the rest, or None where no decent part fits."""

    def force(self, room: float) -> tuple[Block, Block]:
        """A part for an empty page that the block is too high for, decent or not."""

    def draw(self, pen: Pen, top: float) -> None:
        """Draw with the upper edge at ``top`` and the left edge at 0."""


class Whole:
    """A block that is never split."""

    before = 0.0
    after = 0.0
    keeps_next = False
    clings = False
    pinned = False
    on_even_page = False

    def prepare(self, width: float) -> None:
        """Remember the width."""
        self.width = width

    def own_height(self) -> float:
        """The height in points."""
        raise NotImplementedError

    def height(self, room: float) -> float:
        """The height, or `TOO_HIGH` where it is more than the room."""
        own = self.own_height()
        return own if own <= room + 0.01 else TOO_HIGH

    def split(self, room: float) -> tuple[Block, Block] | None:
        """Never."""
        return None

    def force(self, room: float) -> tuple[Block, Block]:
        """Drawn past the edge rather than lost; then nothing is left."""
        return self, Space(0)

    def draw(self, pen: Pen, top: float) -> None:
        """Draw with the upper edge at ``top``."""
        raise NotImplementedError


class Space(Whole):
    """Blank room."""

    def __init__(self, height: float, clings: bool = False) -> None:
        self._height = height
        self.clings = clings

    def own_height(self) -> float:
        """The blank."""
        return self._height

    def draw(self, pen: Pen, top: float) -> None:
        """Nothing."""
