"""The contents page: titles with dots, page numbers and links, drawn before the pages it names are known."""

from __future__ import annotations

from collections.abc import Sequence

from fashiontracker.reports.block import TOO_HIGH, Block
from fashiontracker.reports.faces import Role
from fashiontracker.reports.fontstack import TypeCase
from fashiontracker.reports.grid import BODY_SIZE, LEADING
from fashiontracker.reports.outline import Entry
from fashiontracker.reports.paragraph import ParagraphBlock, ParagraphStyle
from fashiontracker.reports.pen import Pen
from fashiontracker.reports.tags import Tag

_NUMBER_ROOM = 44.0  # for the page number and some dots before it
_INDENT = 2 * BODY_SIZE
_ROLES = (Role.HEADING, Role.BODY, Role.BODY, Role.BODY)


class ContentsBlock:
    """The entries of the contents, or those that a page holds; an entry is never split."""

    before = after = 0.0
    keeps_next = clings = pinned = on_even_page = False

    def __init__(self, entries: Sequence[Entry], case: TypeCase) -> None:
        self._entries = entries
        self._case = case
        self._lines: list[ParagraphBlock] = []
        self._tag = Tag("TOC")
        self._width = -1.0

    def prepare(self, width: float) -> None:
        """Break long titles short of the page number."""
        if width == self._width:
            return
        self._width = width
        self._lines = []
        for entry in self._entries:
            style = ParagraphStyle(_ROLES[min(entry.level, 3)], BODY_SIZE, LEADING, rest=2, align="left")
            line = ParagraphBlock(entry.text, style, self._case)
            line.prepare(width - _INDENT * entry.level - _NUMBER_ROOM)
            self._lines.append(line)

    def height(self, room: float) -> float:
        """All entries."""
        own = sum(line.line_count for line in self._lines) * LEADING
        return own if own <= room + 0.01 else TOO_HIGH

    def split(self, room: float) -> tuple[Block, Block] | None:
        """The entries that fit."""
        count, left = 0, room + 0.01
        for line in self._lines:
            left -= line.line_count * LEADING
            if left < 0:
                break
            count += 1
        return self._cut(count) if 0 < count < len(self._entries) else None

    def force(self, room: float) -> tuple[Block, Block]:
        """The first entry, however long."""
        return self._cut(1)

    def _cut(self, count: int) -> tuple[Block, Block]:
        parts = []
        for part in (slice(None, count), slice(count, None)):
            block = ContentsBlock(self._entries[part], self._case)
            block._lines, block._width, block._tag = self._lines[part], self._width, self._tag
            parts.append(block)
        return parts[0], parts[1]

    def draw(self, pen: Pen, top: float) -> None:
        """Every entry with its dots, the place of its page number, and its link."""
        for entry, line in zip(self._entries, self._lines, strict=True):
            left = _INDENT * entry.level
            height = line.line_count * LEADING
            y = top - height + (LEADING - BODY_SIZE) / 2 + 0.14 * BODY_SIZE
            with pen.tagged(Tag("Link", Tag("TOCI", self._tag))) as link:
                line.draw_plain(pen, left, top)
                pen.page_number_later(entry.key, self._width, y, BODY_SIZE)
            pen.link(0, top - height, self._width, height, entry.key, entry.text, link)
            with pen.artifact():
                pen.dotted(left + line.last_width() + 8, self._width - 30, y + 3)
            top -= height
