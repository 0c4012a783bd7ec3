"""Chinese paragraphs on the grid: justified, squeezed, with runs of other size or weight, split with two lines kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from fashiontracker.reports import grid
from fashiontracker.reports.block import TOO_HIGH, Block
from fashiontracker.reports.document import Run, Text
from fashiontracker.reports.faces import Role
from fashiontracker.reports.fontstack import Glyph, TypeCase
from fashiontracker.reports.linebreak import Breaker, Strip
from fashiontracker.reports.pen import Pen
from fashiontracker.reports.tags import Tag

Align = Literal["justify", "left", "center", "right"]
KEPT_LINES = 2  # no fewer lines of a paragraph stand alone at the foot or the head of a page
_BASELINE = 0.14  # of the size: how far the baseline lies above the lower edge of the character's square
_HARD_BREAKS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """How a paragraph is set; indents are in characters of the grid, lengths in points."""

    role: Role = Role.BODY
    size: float = grid.BODY_SIZE
    leading: float = grid.LEADING
    pitch: float = 0.0  # 0: the type's own width
    first: float = 0.0
    rest: float = 0.0
    align: Align = "justify"
    tag: str = "P"
    before: float = 0.0
    after: float = 0.0
    keeps_next: bool = False
    clings: bool = False
    red: bool = False


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place of the contents and the outline; level 0 is the outermost."""

    key: str
    title: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class _SetRun:
    glyphs: Sequence[Glyph]
    widths: Sequence[float]
    run: Run


@dataclass(frozen=True, slots=True)
class _Line:
    x: float
    runs: Sequence[_SetRun]


class ParagraphBlock:
    """One paragraph, or the part of one that a page holds."""

    pinned = on_even_page = False

    def __init__(self, text: Text, style: ParagraphStyle, case: TypeCase, bookmark: Bookmark | None = None) -> None:
        self._runs = runs_of(text)
        self._style = style
        self._case = case
        self._bookmark = bookmark
        for run in self._runs:  # looked up now, while it is known what part of the document this is
            case[run.role or style.role].width(run.text, 1)
        self._tag = Tag(style.tag)
        self._lines: Sequence[_Line] = ()
        self._width = -1.0
        self.before, self.after = style.before, style.after
        self.keeps_next, self.clings = style.keeps_next, style.clings

    def prepare(self, width: float) -> None:
        """Break the lines for this width."""
        if width != self._width:
            self._width = width
            self._lines = _set_lines(self._runs, self._style, self._case, width)

    @property
    def line_count(self) -> int:
        """How many lines the paragraph has at its width."""
        return len(self._lines)

    def last_width(self) -> float:
        """How far the last line reaches."""
        line = self._lines[-1]
        return line.x + sum(sum(piece.widths) for piece in line.runs)

    def height(self, room: float) -> float:
        """Lines times leading."""
        own = len(self._lines) * self._style.leading
        return own if own <= room + 0.01 else TOO_HIGH

    def split(self, room: float) -> tuple[Block, Block] | None:
        """As many lines as fit, at least two here and at least two left."""
        count = min(self._lines_in(room), len(self._lines) - KEPT_LINES)
        return self._cut(count) if count >= KEPT_LINES else None

    def force(self, room: float) -> tuple[Block, Block]:
        """As many lines as the page holds."""
        return self._cut(max(1, self._lines_in(room)))

    def _lines_in(self, room: float) -> int:
        return int((room + 0.01) // self._style.leading)

    def _cut(self, count: int) -> tuple[Block, Block]:
        head, tail = self._part(self._lines[:count]), self._part(self._lines[count:])
        head.after, head.keeps_next, tail.before, tail._bookmark = 0.0, False, 0.0, None
        tail.keeps_next, tail.after = self.keeps_next, self.after
        return head, tail

    def _part(self, lines: Sequence[_Line]) -> ParagraphBlock:
        part = ParagraphBlock((), replace(self._style, before=self.before), self._case, self._bookmark)
        part._lines, part._width, part._tag = lines, self._width, self._tag
        return part

    def draw(self, pen: Pen, top: float) -> None:
        """Draw the lines from ``top`` downward."""
        style = self._style
        if self._bookmark:
            pen.bookmark(self._bookmark.key, self._bookmark.title, self._bookmark.level, top)
        with pen.tagged(self._tag):
            if style.red:
                with pen.ink(0.8, 0, 0):
                    self._draw_lines(pen, top)
            else:
                self._draw_lines(pen, top)

    def draw_plain(self, pen: Pen, left: float, top: float) -> None:
        """Draw the lines from a left edge, as part of what the caller has tagged."""
        self._draw_lines(pen, top, left)

    def _draw_lines(self, pen: Pen, top: float, left: float = 0.0) -> None:
        style = self._style
        baseline = top - style.leading + (style.leading - style.size) / 2 + _BASELINE * style.size
        underlines = []
        for number, line in enumerate(self._lines):
            x, y = left + line.x, baseline - number * style.leading
            for piece in line.runs:
                size, width = piece.run.size or style.size, sum(piece.widths)
                pen.fitted(x, y, piece.glyphs, size, piece.widths, piece.run.bold)
                if piece.run.underline:
                    underlines.append((x, y - 0.14 * size, x + width, y - 0.14 * size))
                x += width
        if underlines:
            pen.rules(underlines, 0.6)


def runs_of(text: Text) -> tuple[Run, ...]:
    """The text as runs."""
    return (Run(text),) if isinstance(text, str) else tuple(text)


def plain(text: Text) -> str:
    """The characters of the text alone."""
    return text if isinstance(text, str) else "".join(run.text for run in text)


def _hard_lines(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs cut at the line ends that the text itself has."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = _HARD_BREAKS.split(run.text)
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=part)] for part in others]
    return lines


def _set_lines(runs: Sequence[Run], style: ParagraphStyle, case: TypeCase, width: float) -> list[_Line]:
    em = style.pitch or style.size
    lines: list[_Line] = []
    for hard in _hard_lines(runs):
        glyphs, owners, strip = _strip(hard, style, case)
        breaker = Breaker(strip)
        first = width - (style.rest if lines else style.first) * em
        rest = width - style.rest * em
        for start, stop in breaker.lines(first, rest):
            measure = rest if lines else first
            last = stop == len(strip.chars)
            widths = breaker.fitted(start, stop, measure, style.align == "justify" and not last)
            indent = width - measure
            spare = measure - sum(widths)
            x = indent + {"center": spare / 2, "right": spare}.get(style.align, 0.0)
            lines.append(_Line(x, _line_runs(glyphs, owners, widths, start)))
    return lines


def _strip(runs: Sequence[Run], style: ParagraphStyle, case: TypeCase) -> tuple[list[Glyph], list[Run], Strip]:
    """The characters of one hard line, the run each belongs to, and their widths."""
    glyphs: list[Glyph] = []
    owners: list[Run] = []
    advance: list[float] = []
    sizes: list[float] = []
    wide: list[bool] = []
    grid_step = style.pitch - style.size if style.pitch else 0.0
    for run in runs:
        size = run.size or style.size
        lookup = case[run.role or style.role].glyphs
        extra = grid_step if size == style.size else 0.0
        for char in run.text:
            glyph = lookup[char]
            full = glyph[4]
            glyphs.append(glyph)
            advance.append(glyph[3] * size + extra if full else glyph[3] * size)
            wide.append(full)
        owners += [run] * len(run.text)
        sizes += [size] * len(run.text)
    chars = "".join([glyph[1] or " " for glyph in glyphs])
    return glyphs, owners, Strip(chars, advance, sizes, wide, grid_step)


def _line_runs(glyphs: Sequence[Glyph], owners: Sequence[Run], widths: Sequence[float], start: int) -> list[_SetRun]:
    """The pieces of one line, one for each run it touches."""
    pieces, at, stop = [], start, start + len(widths)
    while at < stop:
        end = at + 1
        while end < stop and owners[end] is owners[at]:
            end += 1
        pieces.append(_SetRun(glyphs[at:end], widths[at - start : end - start], owners[at]))
        at = end
    return pieces
