"""Draws text, rules and marks on a reportlab canvas: operators directly, every piece tagged or marked as artifact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from fashiontracker.reports.cidfont import CIDFont
from fashiontracker.reports.faces import Role
from fashiontracker.reports.fontstack import FontStack, Glyph, TypeCase
from fashiontracker.reports.tags import Structure, Tag

RED = (0.8, 0.0, 0.0)
_SQUEEZED = 0.2  # of the em: closer than this, an extractor may take two marks for two lines
_BOLD_STROKE = 0.03  # of the em
_UNDERLINE_DEPTH, _UNDERLINE_WIDTH = 0.14, 0.6

Segment = tuple[float, float, float, float]


class Pen:
    """Writes the content of the current page; lengths are points in the page's present coordinates."""

    def __init__(self, canvas: Any, case: TypeCase, structure: Structure) -> None:
        self.canvas = canvas
        self.case = case
        self.structure = structure
        self.places: dict[str, int] = {}  # page of every bookmark
        self.late_pages: dict[int, dict[str, tuple[float, float, float]]] = {}
        self._in_text = False
        self._font: tuple[CIDFont, float] | None = None
        self._outline_level = -1
        self._names: dict[CIDFont, str] = {}

    @property
    def page(self) -> int:
        """The number of the page being drawn, from 1."""
        return int(self.canvas.getPageNumber())

    # -- content ------------------------------------------------------------------------------------------------

    def write(self, code: str) -> None:
        """Append operators that are not text."""
        self.leave_text()
        self.canvas._code.append(code)

    def leave_text(self) -> None:
        """Close the text object, if one is open."""
        if self._in_text:
            self.canvas._code.append("ET")
            self._in_text = False
            self._font = None

    def forget_font(self) -> None:
        """The next text selects its font anew: it stands in another content stream."""
        self._font = None

    def _enter_text(self) -> None:
        if not self._in_text:
            self.canvas._code.append("BT")
            self._in_text = True

    def font_operator(self, font: CIDFont, size: float) -> str:
        """The operator that selects a font, empty where it is selected already."""
        if self._font == (font, size):
            return ""
        self._font = (font, size)
        name = self._names.get(font)
        if name is None:
            name = self._names[font] = font.getSubsetInternalName(0, self.canvas._doc)
        return f"{name} {size:.2f} Tf "

    # -- text ---------------------------------------------------------------------------------------------------

    def text(self, x: float, y: float, text: str, stack: FontStack, size: float) -> None:
        """One line of text from its left end, not justified."""
        self._enter_text()
        self.canvas._code.append(self.text_operators(x, y, text, stack, size))

    def cell(self, element: int, kind: str, x: float, y: float, text: str, stack: FontStack, size: float) -> None:
        """One line of text as the marked content of an element."""
        self._enter_text()
        mark = self.structure.mark(element)
        inner = self.text_operators(x, y, text, stack, size)
        self.canvas._code.append(f"/{kind} <</MCID {mark}>>BDC {inner} EMC")

    @contextmanager
    def cell_lines(self, element: int, kind: str) -> Iterator[None]:
        """Everything inside, text only, is the marked content of an element."""
        self._enter_text()
        self.canvas._code.append(f"/{kind} <</MCID {self.structure.mark(element)}>>BDC")
        yield
        self.canvas._code.append("EMC")

    def text_operators(self, x: float, y: float, text: str, stack: FontStack, size: float) -> str:
        """The operators of one line of text from its left end, for a text object that is open."""
        operators = [f"1 0 0 1 {x:.2f} {y:.2f} Tm"]
        for font, code in _font_runs([stack.glyphs[char] for char in text]):
            operators.append(f"{self.font_operator(font, size)}({code})Tj")
        return " ".join(operators)

    def text_centred(self, x: float, y: float, text: str, stack: FontStack, size: float) -> None:
        """One line of text about its middle."""
        self.text(x - stack.width(text, size) / 2, y, text, stack, size)

    def text_right(self, x: float, y: float, text: str, stack: FontStack, size: float) -> None:
        """One line of text to its right end."""
        self.text(x - stack.width(text, size), y, text, stack, size)

    def fitted(
        self, x: float, y: float, glyphs: Sequence[Glyph], size: float, widths: Sequence[float], bold: bool = False
    ) -> None:
        """A run of one size whose characters have been given their widths."""
        self._enter_text()
        code = [f"1 0 0 1 {x:.2f} {y:.2f} Tm"]
        if bold:
            code.append(f"2 Tr {size * _BOLD_STROKE:.2f} w")
        start = 0
        while start < len(glyphs):
            font, stop = glyphs[start].font, start + 1
            while stop < len(glyphs) and glyphs[stop].font is font:
                stop += 1
            run = self._font_run(glyphs[start:stop], size, widths[start:stop])
            stroked = glyphs[start].light and not bold
            code.append(f"2 Tr {size * _BOLD_STROKE:.2f} w {run} 0 Tr" if stroked else run)
            start = stop
        if bold:
            code.append("0 Tr")
        code.append("0 Tc")
        self.canvas._code.append(" ".join(code))

    def _font_run(self, glyphs: Sequence[Glyph], size: float, widths: Sequence[float]) -> str:
        """The operators of characters of one font: character spacing for most, adjustments for the others."""
        extra = [round(width - glyph.advance * size, 3) for glyph, width in zip(glyphs, widths, strict=True)]
        spacing = max(set(extra), key=extra.count) if len(extra) > 1 else extra[0]
        code = [f"{self.font_operator(glyphs[0].font, size)}{spacing:.3f} Tc"]
        start, count = 0, len(glyphs)
        while start < count:
            stop = start + 1
            squeezed = extra[start] < -_SQUEEZED * size and stop < count
            if squeezed:
                while stop < count and extra[stop] < -_SQUEEZED * size:
                    stop += 1
                stop = min(stop + 1, count)
            else:
                while stop < count and not (extra[stop] < -_SQUEEZED * size and stop + 1 < count):
                    stop += 1
            shown = _adjusted(glyphs[start:stop], extra[start:stop], spacing, size)
            if squeezed:
                actual = "".join(glyph.char for glyph in glyphs[start:stop]).encode("utf-16-be").hex().upper()
                shown = f"/Span <</ActualText <FEFF{actual}>>>BDC {shown} EMC"
            code.append(shown)
            start = stop
        return " ".join(code)

    # -- lines and areas ----------------------------------------------------------------------------------------

    def rules(self, segments: Iterable[Segment], width: float = 0.5, grey: float = 0.0) -> None:
        """Straight lines."""
        path = " ".join(f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l" for a, b, c, d in segments)
        if path:
            self.write(f"{grey:g} G {width:g} w {path} S" if grey else f"0 G {width:g} w {path} S")

    def dotted(self, x1: float, x2: float, y: float) -> None:
        """A row of dots that leads the eye from a title to its page."""
        if x2 - x1 > 4:
            self.write(f"q 0 G 1 J 0.9 w [0 4] 0 d {x2:.2f} {y:.2f} m {x1:.2f} {y:.2f} l S Q")

    def box(
        self, x: float, y: float, width: float, height: float, fill: float | None = None, stroke: float = 0.0
    ) -> None:
        """A rectangle: ``fill`` is a grey from 0 to 1, ``stroke`` the width of its outline (0 for none)."""
        paint = "B" if fill is not None and stroke else "f" if fill is not None else "S"
        colour = f"{fill:g} g " if fill is not None else ""
        line = f"0 G {stroke:g} w " if stroke else ""
        self.write(f"q {colour}{line}{x:.2f} {y:.2f} {width:.2f} {height:.2f} re {paint} Q")

    def hatched(self, x: float, y: float, width: float, height: float, step: float, slope: int = 1) -> None:
        """A rectangle filled with slanting lines and outlined."""
        count = int((width + height) / step) + 1
        lines = []
        for n in range(count):
            at = x + n * step - (height if slope > 0 else 0)
            lines.append(f"{at:.2f} {y:.2f} m {at + slope * height:.2f} {y + height:.2f} l")
        area = f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re"
        self.write(f"q {area} W n 0 G 0.4 w {' '.join(lines)} S Q 0 G 0.6 w {area} S")

    @contextmanager
    def ink(self, red: float, green: float, blue: float) -> Iterator[None]:
        """Everything inside is drawn in this colour."""
        self.write(f"q {red:g} {green:g} {blue:g} rg {red:g} {green:g} {blue:g} RG")
        yield
        self.write("Q")

    # -- marks --------------------------------------------------------------------------------------------------

    @contextmanager
    def tagged(self, tag: Tag) -> Iterator[int]:
        """Everything inside is content of the tag's element; gives its number."""
        element = self.structure.element(tag)
        self.write(f"/{tag.kind} <</MCID {self.structure.mark(element)}>>BDC")
        yield element
        self.write("EMC")

    @contextmanager
    def artifact(self, kind: str = "") -> Iterator[None]:
        """Everything inside is not part of the text: rules, page numbers, a watermark."""
        self.write(f"/Artifact <</Type /{kind}>>BDC" if kind else "/Artifact BMC")
        yield
        self.write("EMC")

    def bookmark(self, key: str, title: str, level: int, top: float) -> None:
        """A place that contents and outline lead to; levels deeper than the outline allows are drawn in."""
        self.leave_text()
        self._outline_level = min(level, self._outline_level + 1)
        self.canvas.bookmarkHorizontal(key, 0, top)
        self.canvas.addOutlineEntry(title, key, self._outline_level, closed=self._outline_level >= 1)
        self.places[key] = self.page

    def link(self, x: float, y: float, width: float, height: float, key: str, title: str, element: int) -> None:
        """An area that leads to a bookmark."""
        self.canvas.linkRect(title, key, (x, y, x + width, y + height), relative=1, F=4, H="/N")
        self.structure.link(element)

    def page_number_later(self, key: str, right: float, y: float, size: float) -> None:
        """Leave a place for the page number of a bookmark that may still be to come."""
        self._enter_text()
        self.canvas._code.append(_late_mark(key))
        self._font = None
        self.late_pages.setdefault(self.page, {})[key] = (right, y, size)

    def late_numbers(self, page: int) -> dict[str, str]:
        """For the marks that stand in the content of a page: the operators of the page numbers left for later."""
        stack = self.case[Role.FIGURES]
        numbers = {}
        for key, (right, y, size) in self.late_pages[page].items():
            text = str(self.places[key])
            self.forget_font()
            numbers[_late_mark(key)] = self.text_operators(right - stack.width(text, size), y, text, stack, size)
        return numbers


def _late_mark(key: str) -> str:
    """The comment that stands in a page's content where a page number will be."""
    return f"%late {key}\n"


def _font_runs(glyphs: Sequence[Glyph]) -> Iterator[tuple[CIDFont, str]]:
    """Neighbouring characters of one font together: the font and the escaped codes."""
    if not glyphs:
        return
    first = glyphs[0].font
    if all([glyph[0] is first for glyph in glyphs]):  # noqa: C419 - a list is faster here, and this is the inner loop
        yield first, "".join([glyph[2] for glyph in glyphs])
        return
    codes: list[str] = []
    for glyph in glyphs:
        if glyph.font is not first:
            yield first, "".join(codes)
            first, codes = glyph.font, []
        codes.append(glyph.code)
    yield first, "".join(codes)


def _adjusted(glyphs: Sequence[Glyph], extra: Sequence[float], spacing: float, size: float) -> str:
    """The characters in one operator, with an adjustment after those whose room differs from the spacing."""
    parts: list[str] = []
    codes: list[str] = []
    for glyph, own in zip(glyphs, extra, strict=True):
        codes.append(glyph.code)
        if abs(own - spacing) > 0.004:
            parts.append(f"({''.join(codes)}){(spacing - own) * 1000 / size:.1f}")
            codes = []
    if codes:
        parts.append(f"({''.join(codes)})")
    return f"[{''.join(parts)}]TJ" if len(parts) > 1 or not codes else f"{parts[0]}Tj"
