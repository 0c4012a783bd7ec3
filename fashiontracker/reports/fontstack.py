"""A role's row of fonts as one font: every character is set in the first that has it.

The stack serves reportlab's own call sites (drawString, Paragraph, Table, charts) by the dynamic-font protocol and
the project's blocks by `FontStack.glyphs`. A character no font has is set as 〓 and remembered with its place.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from types import SimpleNamespace
from typing import Any, NamedTuple

from fashiontracker.errors import Problem
from fashiontracker.reports.cidfont import CIDFont, escaped
from fashiontracker.reports.faces import FaceRows, Role
from fashiontracker.text import N_

GETA = "〓"
_LATIN_END = 0x250
_FULL_FROM, _FULL_AFTER = 0.9, 0x2000
_AS_SPACE = dict.fromkeys("\t\r\n\v\f\x85\u00a0\u2028\u2029", " ")
_WITHOUT_WIDTH = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")


class Glyph(NamedTuple):
    """One character as it is set: the font, what is shown, its escaped code, its width for type of 1 pt.

    ``full``: it fills a square of the grid, so lines may break beside it (a wide Latin M doesn't). ``light``: its face
    is one for running text in a row of bold ones, so that it takes a stroke around it.
    """

    font: CIDFont
    char: str
    code: str
    advance: float
    full: bool = False
    light: bool = False


class MissingCharacters:
    """The characters that no font has, each with the place where it was met first."""

    def __init__(self) -> None:
        self._fresh: list[str] = []
        self._places: dict[str, str] = {}

    def add(self, char: str) -> None:
        """Remember a character until its place is told."""
        self._fresh.append(char)

    def at(self, place: str) -> None:
        """Say where the characters stood that were met since the last call."""
        if self._fresh:
            for char in self._fresh:
                self._places.setdefault(char, place)
            self._fresh.clear()

    def problems(self) -> tuple[Problem, ...]:
        """One problem for each missing character, in the order of the document."""
        message = N_("字库中没有“{value}”（{codepoint}），已印作〓")
        return tuple(
            Problem("glyph.missing", message, place, _printable(char), {"codepoint": f"U+{ord(char):04X}"})
            for char, place in self._places.items()
        )


def _printable(char: str) -> str:
    return char if char.isprintable() else GETA


class _Glyphs(dict[str, Glyph]):
    def __init__(
        self, fonts: Sequence[CIDFont], latin: CIDFont | None, missing: MissingCharacters, light: Collection[CIDFont]
    ) -> None:
        super().__init__()
        self._fonts, self._latin, self._missing, self._light = fonts, latin, missing, light

    def __missing__(self, char: str) -> Glyph:
        glyph = self[char] = self._set(char)
        return glyph

    def _set(self, char: str) -> Glyph:
        shown = _AS_SPACE.get(char, char)
        fonts = (self._latin, *self._fonts) if self._latin and ord(shown) < _LATIN_END else self._fonts
        for font in fonts:
            if font.has(shown):
                advance = font.advance(shown) / 1000
                full = advance >= _FULL_FROM and ord(shown) >= _FULL_AFTER
                return Glyph(font, shown, escaped(font.code(shown)), advance, full, font in self._light)
        if char in _WITHOUT_WIDTH:
            return Glyph(self._fonts[0], "", "", 0.0)
        self._missing.add(char)
        return self[GETA]


class FontStack:
    """The fonts of one role, first to last; ``latin`` sets letters and digits where it has them.

    ``light`` are those of them that are too thin beside the first.
    """

    # What reportlab reads of a font.
    _multiByte = 1
    _dynamicFont = 1
    shapable = False
    isVertical = False

    def __init__(
        self,
        name: str,
        fonts: Sequence[CIDFont],
        missing: MissingCharacters,
        latin: CIDFont | None = None,
        light: Collection[CIDFont] = (),
    ) -> None:
        self.fontName = self.name = name
        self.fonts = list(dict.fromkeys([*fonts, *([latin] if latin else [])]))
        self.glyphs = _Glyphs(fonts, latin, missing, light)
        self.ascent, self.descent = fonts[0].ascent, fonts[0].descent
        self.face = self  # reportlab reads ascent and descent from ``font.face``
        self.encoding = SimpleNamespace(name="UTF-8")

    def width(self, text: str, size: float) -> float:
        """Width of a text in points."""
        glyphs = self.glyphs
        return size * sum([glyphs[char][3] for char in text])

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802 - reportlab's name
        """Width of a text in points."""
        return self.width(text, size)

    def splitString(self, text: str, doc: Any, encoding: str = "utf8") -> list[tuple[int, bytes]]:  # noqa: N802
        """The text as runs of (number of the font in the stack, codes)."""
        runs: list[tuple[int, bytes]] = []
        for char in text:
            glyph = self.glyphs[char]
            number = self.fonts.index(glyph.font)
            code = glyph.font.code(glyph.char) if glyph.char else b""
            if runs and runs[-1][0] == number:
                runs[-1] = (number, runs[-1][1] + code)
            else:
                runs.append((number, code))
        return runs

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:  # noqa: N802 - reportlab's name
        """The name content streams call a font of the stack by."""
        return self.fonts[subset].getSubsetInternalName(0, doc)

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        """Nothing of its own: the fonts of the stack add themselves."""


class TypeCase:
    """The type of one document: a stack for every role, each face embedded once."""

    def __init__(self, rows: FaceRows) -> None:
        self.missing = MissingCharacters()
        files = dict.fromkeys(file for row in rows.values() for file in row)
        fonts = {file: CIDFont(f"face{number}", file) for number, file in enumerate(files)}
        figures = fonts[rows[Role.FIGURES][0]]
        text = {fonts[file] for file in rows[Role.FIGURES]}
        self._stacks = {
            role: FontStack(
                f"role-{role.name.lower()}",
                [fonts[file] for file in row],
                self.missing,
                latin=figures if role in (Role.BODY, Role.SUBHEADING) else None,
                light=text if role is Role.TITLE else (),
            )
            for role, row in rows.items()
        }

    def register(self) -> None:
        """Let reportlab find the stacks by their names, in place of those of an earlier document."""
        from reportlab.pdfbase import pdfmetrics

        for stack in self._stacks.values():
            # registerFont would keep the first font that ever had the name
            pdfmetrics._fonts[stack.fontName] = stack
            pdfmetrics.registerFontFamily(stack.fontName)

    def __getitem__(self, role: Role) -> FontStack:
        return self._stacks[role]
