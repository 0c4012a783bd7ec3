"""Where lines of Chinese text may end and how they are fitted to their measure (GB/T 15834 section 5).

Works on one hard line at a time: characters and their widths in points. Punctuation that must not start a line is
first squeezed into the line before; only then are characters pushed to the next line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

OPENING = frozenset("（《〈「『【〔〖［｛“‘([{")
CLOSING = frozenset("），。、；：？！》〉」』】〕〗］｝”’")
NO_START = CLOSING | frozenset(",.;:?!)]}％‰%℃°·•・…—～~々〃／/‧ー")
NO_END = OPENING | frozenset("￥¥＄$£€№#＃@§±≥≤／")
BLANK_RIGHT = CLOSING
BLANK_LEFT = frozenset("（《〈「『【〔〖［｛“‘")
_PAIRS = frozenset(("——", "……", "⋯⋯"))

SQUEEZE = 0.46  # of the em: what a full-width punctuation mark can give without touching its ink
END_SQUEEZE = 0.5  # of the em: what a closing mark can give at the end of a line
_PUSH_IN_SHARE = 0.6  # of what the line's punctuation can give, to keep some blank after every mark
_WIDEST_GAP = 3.2  # em that may be shared out over a line; a line with less text stays ragged
_TOLERANCE = 0.01


@dataclass(frozen=True, slots=True)
class Strip:
    """One hard line: ``advance`` is the width of a character with the grid's share, before pairs are squeezed."""

    chars: str
    advance: Sequence[float]
    size: Sequence[float]
    wide: Sequence[bool]
    grid: float = 0.0  # what the grid adds after a full-width character (negative where it is tighter than the type)


class Breaker:
    """Breaks a strip into lines and fits each line to its measure."""

    def __init__(self, strip: Strip) -> None:
        self._strip = strip
        self._step = _squeeze_pairs(strip)
        self._edge = [0.0, *accumulate(self._step)]
        self._give: list[float] | None = None

    def lines(self, first: float, rest: float) -> list[tuple[int, int]]:
        """(start, stop) of every line; ``first`` and ``rest`` are the measures of the first and the other lines."""
        lines, start, count, measure = [], 0, len(self._strip.chars), first
        while start < count:
            stop = self._line_end(start, measure)
            lines.append((start, stop))
            start, measure = stop, rest
        return lines or [(0, 0)]

    def _line_end(self, start: int, measure: float) -> int:
        chars, count, edge = self._strip.chars, len(self._strip.chars), self._edge
        limit = edge[start] + measure + _TOLERANCE
        stop = max(start, bisect_right(edge, limit, start) - 1)
        while stop < count and edge[stop + 1] - self._end_allowance(stop) <= limit:
            stop += 1
        while stop < count and chars[stop] == " ":
            stop += 1
        if stop >= count or (self.may_break(stop) and stop > start):
            return stop
        return self._pushed_in(start, stop, measure) or self._pushed_out(start, stop)

    def _end_allowance(self, at: int) -> float:
        strip = self._strip
        if not strip.wide[at]:
            return 0.0
        return END_SQUEEZE * strip.size[at] if strip.chars[at] in BLANK_RIGHT else max(strip.grid, 0.0)

    def _pushed_in(self, start: int, stop: int, measure: float) -> int:
        """The end of the line with the closing marks after ``stop`` squeezed in; 0 where they don't fit."""
        strip, end = self._strip, stop
        count = len(strip.chars)
        while end < count and not self.may_break(end) and strip.wide[end] and strip.chars[end] in BLANK_RIGHT:
            end += 1
        if end == stop or not (end == count or self.may_break(end)):
            return 0
        needed = self._edge[end] - self._edge[start] - END_SQUEEZE * strip.size[end - 1] - measure
        give = self._squeezable()
        return end if needed <= (give[end - 1] - give[start]) * _PUSH_IN_SHARE else 0

    def _pushed_out(self, start: int, stop: int) -> int:
        end = stop
        while end > start and not self.may_break(end):
            end -= 1
        return end if end > start else max(stop, start + 1)  # no lawful break at all: a word longer than the line

    def may_break(self, at: int) -> bool:
        """Whether a line may end before character ``at``."""
        chars, wide = self._strip.chars, self._strip.wide
        before, after = chars[at - 1], chars[at]
        if after in NO_START or before in NO_END or before + after in _PAIRS or after == " ":
            return False
        if before == " " or wide[at - 1] or wide[at]:
            return True
        return before == "-" and after.isalpha()

    def _squeezable(self) -> list[float]:
        """Running sum of what the punctuation before each place can still give."""
        if self._give is None:
            strip, step = self._strip, self._step
            give = [
                SQUEEZE * strip.size[n] if wide and char in BLANK_RIGHT and step[n] == strip.advance[n] else 0.0
                for n, (char, wide) in enumerate(zip(strip.chars, strip.wide, strict=True))
            ]
            self._give = [0.0, *accumulate(give)]
        return self._give

    def fitted(self, start: int, stop: int, measure: float, justify: bool) -> list[float]:
        """The widths of a line's characters (trailing spaces cut off), squeezed or spread to the measure."""
        strip = self._strip
        while stop > start and strip.chars[stop - 1] == " ":
            stop -= 1
        if stop == start:
            return []
        widths = self._step[start:stop]
        last = stop - 1
        widths[-1] = strip.advance[last] - (strip.grid if strip.wide[last] else 0.0)
        room = measure - sum(widths)
        if room < -_TOLERANCE:
            room = self._squeeze(start, stop, widths, room)
        if room < -_TOLERANCE or justify:
            self._spread(start, stop, widths, room)
        return widths

    def _squeeze(self, start: int, stop: int, widths: list[float], room: float) -> float:
        """Take the missing room first from the closing mark at the end, then from all marks alike."""
        strip, last = self._strip, stop - 1
        if strip.wide[last] and strip.chars[last] in BLANK_RIGHT:
            taken = min(-room, END_SQUEEZE * strip.size[last])
            widths[-1] -= taken
            room += taken
        if room >= -_TOLERANCE:
            return room
        marks = [
            n
            for n in range(start, last)
            if self._step[n] == strip.advance[n]
            and (
                (strip.wide[n] and strip.chars[n] in BLANK_RIGHT)
                or (strip.wide[n + 1] and strip.chars[n + 1] in BLANK_LEFT)
            )
        ]
        if marks:
            share = min(-room / len(marks), SQUEEZE * min(strip.size[n] for n in marks))
            for n in marks:
                widths[n - start] -= share
            room += share * len(marks)
        return room

    def _spread(self, start: int, stop: int, widths: list[float], room: float) -> None:
        """Share the room among the gaps that touch a full-width character or a space."""
        strip = self._strip
        gaps = [
            n for n in range(start, stop - 1) if strip.wide[n] or strip.wide[n + 1] or strip.chars[n] == " "
        ]  # fmt: skip
        if gaps and abs(room) > 0.001 and room < _WIDEST_GAP * strip.size[start]:
            share = room / len(gaps)
            for n in gaps:
                widths[n - start] += share


def _squeeze_pairs(strip: Strip) -> list[float]:
    """Widths after the blank between two neighbouring marks is taken out once."""
    step = list(strip.advance)
    chars, wide, size = strip.chars, strip.wide, strip.size
    for n in range(len(chars) - 1):
        char = chars[n]
        if (char not in BLANK_RIGHT and char not in BLANK_LEFT) or not (wide[n] and wide[n + 1]):
            continue
        after = chars[n + 1]
        if char in BLANK_RIGHT and (after in BLANK_RIGHT or after in BLANK_LEFT):
            step[n] -= SQUEEZE * size[n]
        elif char in BLANK_LEFT and after in BLANK_LEFT:
            step[n] -= SQUEEZE * size[n + 1]
    return step
