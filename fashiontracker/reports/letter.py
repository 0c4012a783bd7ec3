"""The fixed pieces of a letter: 版头, 署名 and 成文日期, 版记; and the cover of a report (GB/T 9704 section 7)."""

from __future__ import annotations

import math
from dataclasses import replace

from fashiontracker.reports import grid
from fashiontracker.reports.block import Block, Space, Whole
from fashiontracker.reports.document import Cover, Imprint, LetterHead, Signature
from fashiontracker.reports.faces import Role
from fashiontracker.reports.fontstack import FontStack, TypeCase
from fashiontracker.reports.grid import BODY_SIZE, LEADING, MM, NUMBER_SIZE, PITCH
from fashiontracker.reports.paragraph import ParagraphBlock, ParagraphStyle
from fashiontracker.reports.pen import RED, Pen
from fashiontracker.reports.tags import Tag

_MARK_SIZE, _MARK_LEAST = 52.0, 26.0
_MARK_LINES, _MARK_LEADING = 3, 1.25
_MARK_TOP = 35 * MM  # from the upper edge of the text area to the mark
_RULE_GAP = 4 * MM
_BASELINE = (LEADING - BODY_SIZE) / 2 + 0.14 * BODY_SIZE


class LetterHeadBlock(Whole):
    """版头: mark 35 mm down, document number two lines under it, red rule 4 mm under that."""

    def __init__(self, head: LetterHead, case: TypeCase) -> None:
        self._head, self._case = head, case

    def prepare(self, width: float) -> None:
        """Set the mark in as few lines as leave it legible."""
        super().prepare(width)
        stack = self._case[Role.TITLE]
        for count in range(1, _MARK_LINES + 1):
            self._mark = balanced(self._head.mark, stack, count)
            self._size = min(_MARK_SIZE, width / max(stack.width(line, 1) for line in self._mark))
            if self._size >= _MARK_LEAST:
                break

    def _mark_height(self) -> float:
        return _MARK_SIZE if len(self._mark) == 1 else len(self._mark) * self._size * _MARK_LEADING

    def own_height(self) -> float:
        """Down to the red rule."""
        return _MARK_TOP + self._mark_height() + 3 * LEADING + _RULE_GAP

    def draw(self, pen: Pen, top: float) -> None:
        """Mark, number, signer, rule."""
        bottom = top - self.own_height()
        with pen.tagged(Tag("P")), pen.ink(*RED):
            self._draw_mark(pen, top - _MARK_TOP)
        with pen.tagged(Tag("P")):
            self._draw_number(pen, bottom + _RULE_GAP + _BASELINE)
        with pen.artifact(), pen.ink(*RED):
            pen.write(f"1.5 w 0 {bottom:.2f} m {self.width:.2f} {bottom:.2f} l S")

    def _draw_mark(self, pen: Pen, top: float) -> None:
        stack, size = self._case[Role.TITLE], self._size
        first = (self._mark_height() if len(self._mark) == 1 else size) * 0.86
        for place, line in enumerate(self._mark):
            glyphs = [stack.glyphs[char] for char in line]
            y = top - first - place * size * _MARK_LEADING
            x = (self.width - stack.width(line, size)) / 2
            pen.fitted(x, y, glyphs, size, [glyph.advance * size for glyph in glyphs])

    def _draw_number(self, pen: Pen, y: float) -> None:
        head, body, kai = self._head, self._case[Role.BODY], self._case[Role.SUBHEADING]
        if not head.signer:
            pen.text_centred(self.width / 2, y, head.number, body, BODY_SIZE)
            return
        pen.text(PITCH, y, head.number, body, BODY_SIZE)
        right = self.width - PITCH
        signer = kai.width(head.signer, BODY_SIZE)
        pen.text_right(right - signer, y, "签发人：", body, BODY_SIZE)
        pen.text(right - signer, y, head.signer, kai, BODY_SIZE)


class SignatureBlock(Whole):
    """署名 over 成文日期, four characters from the right, with two lines above and one below for the seal."""

    clings = True

    def __init__(self, signature: Signature, case: TypeCase) -> None:
        self._signature, self._case = signature, case

    def prepare(self, width: float) -> None:
        """Set a long name in several lines."""
        super().prepare(width)
        body, issuer = self._case[Role.BODY], self._signature.issuer
        count = math.ceil(body.width(issuer, BODY_SIZE) / (width - 2 * PITCH)) or 1
        self._issuer = balanced(issuer, body, count)

    def own_height(self) -> float:
        """Five lines: two and one of them are the seal's; 附注 takes the last one's place."""
        return (3 + len(self._issuer) + (not self._signature.note)) * LEADING

    def draw(self, pen: Pen, top: float) -> None:
        """The lines, the shorter centred on the longest."""
        body, lines = self._case[Role.BODY], [*self._issuer, self._signature.date]
        widest = max(body.width(line, BODY_SIZE) for line in lines)
        middle = max(widest / 2, self.width - 4 * PITCH - body.width(lines[-1], BODY_SIZE) / 2)
        middle = min(middle, self.width - widest / 2)
        for place, line in enumerate(lines, 3):
            with pen.tagged(Tag("P")):
                pen.text_centred(middle, top - place * LEADING + _BASELINE, line, body, BODY_SIZE)


def balanced(text: str, stack: FontStack, count: int) -> list[str]:
    """A name in so many lines of about one width."""
    whole, lines, line = stack.width(text, 1), [""], 0.0
    for char in text:
        if line >= whole / count and len(lines) < count:
            lines.append("")
            line = 0.0
        lines[-1] += char
        line += stack.width(char, 1)
    return lines


class ImprintBlock(Whole):
    """版记: copies, printing office and date between rules, at the foot of the page."""

    pinned = True
    on_even_page = True
    before = LEADING

    def __init__(self, imprint: Imprint, case: TypeCase) -> None:
        self._case = case
        style = ParagraphStyle(Role.BODY, NUMBER_SIZE, LEADING * 0.85, rest=3)
        self._copies = ParagraphBlock(f"抄送：{imprint.copies}", style, case) if imprint.copies else None
        self._office = ParagraphBlock(imprint.office, replace(style, rest=0, align="left"), case)
        self._date = f"{imprint.date}印发"

    def prepare(self, width: float) -> None:
        """Break the list of recipients, and an office whose name is long."""
        super().prepare(width)
        if self._copies:
            self._copies.prepare(width - 2 * NUMBER_SIZE)
        self._office.prepare(width - 4 * NUMBER_SIZE - self._case[Role.BODY].width(self._date, NUMBER_SIZE))

    def _copies_height(self) -> float:
        return self._copies.height(float("inf")) + 4 if self._copies else 0.0

    def own_height(self) -> float:
        """The lines of the list, and those of the office."""
        return self._copies_height() + self._office.height(float("inf")) + 4

    def draw(self, pen: Pen, top: float) -> None:
        """Thick rules outside, a thin one between."""
        bottom, middle = top - self.own_height(), top - self._copies_height()
        with pen.artifact():
            pen.rules([(0, top, self.width, top), (0, bottom, self.width, bottom)], 0.35 * MM)
            if self._copies:
                pen.rules([(0, middle, self.width, middle)], 0.25 * MM)
        if self._copies:
            with pen.tagged(Tag("P")):
                self._copies.draw_plain(pen, NUMBER_SIZE, top - 2)
        with pen.tagged(Tag("P")):
            self._office.draw_plain(pen, NUMBER_SIZE, middle - 2)
            y = bottom + (LEADING * 0.85 - NUMBER_SIZE) / 2 + 0.14 * NUMBER_SIZE + 2
            pen.text_right(self.width - NUMBER_SIZE, y, self._date, self._case[Role.BODY], NUMBER_SIZE)


def cover_blocks(cover: Cover, case: TypeCase) -> list[Block]:
    """The cover from top to foot."""
    title = ParagraphStyle(Role.TITLE, 30, 46, align="center", tag="H1")
    small = ParagraphStyle(Role.FIGURES, grid.SMALL_SIZE, LEADING * 0.7, align="center")
    plain = ParagraphStyle(Role.SUBHEADING, BODY_SIZE, LEADING, align="center")
    blocks: list[Block] = [Space(4.5 * LEADING), ParagraphBlock(cover.title, title, case)]
    if cover.subtitle:
        blocks += [Space(LEADING / 2), ParagraphBlock(cover.subtitle, plain, case)]
    blocks.append(Space(LEADING))
    blocks += [ParagraphBlock(line, small, case) for line in cover.lines]
    blocks.append(
        Foot([ParagraphBlock(cover.issuer, plain, case), ParagraphBlock(cover.date, plain, case)], 2 * LEADING)
    )
    return blocks


class Foot(Whole):
    """Paragraphs at the foot of the page, some way above its edge."""

    pinned = True

    def __init__(self, paragraphs: list[ParagraphBlock], above_edge: float) -> None:
        self._paragraphs, self._above_edge = paragraphs, above_edge

    def prepare(self, width: float) -> None:
        """Break the paragraphs."""
        super().prepare(width)
        for paragraph in self._paragraphs:
            paragraph.prepare(width)

    def own_height(self) -> float:
        """The paragraphs and the room under them."""
        return sum(paragraph.height(float("inf")) for paragraph in self._paragraphs) + self._above_edge

    def draw(self, pen: Pen, top: float) -> None:
        """One under the other."""
        for paragraph in self._paragraphs:
            paragraph.draw(pen, top)
            top -= paragraph.height(float("inf"))
