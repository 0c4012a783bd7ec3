"""Papers for the sample to show as evidence: a page of outlines that needs no font and is the same on every machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from fashiontracker import paths

if TYPE_CHECKING:
    import uharfbuzz as hb

WIDTH, HEIGHT = 595, 842
FACE: Final = "FandolFang-Regular.otf"
UNKNOWN: Final = "〓"
FRAME: Final = f"0.6 0.1 0.1 RG 3 w 40 40 {WIDTH - 80} {HEIGHT - 80} re S 0.8 w 46 46 {WIDTH - 92} {HEIGHT - 92} re S"


class Line(NamedTuple):
    """One line of a page: its size in points, and how far its baseline lies below the one before it."""

    text: str
    size: float
    drop: float


class Printer:
    """Sets pages in the typeface of the official documents; opened once for all of them."""

    @cached_property
    def _font(self) -> hb.Font:
        import uharfbuzz as hb

        return hb.Font(hb.Face(hb.Blob.from_file_path(str(paths.resources() / "fonts" / FACE))))

    @cached_property
    def _pen(self) -> hb.DrawFuncs:
        """Writes an outline down as operators of a PDF; the curves of this typeface are all cubic."""
        import uharfbuzz as hb

        pen = hb.DrawFuncs()
        pen.set_move_to_func(lambda x, y, out: out.append(f"{x:.0f} {y:.0f} m"))
        pen.set_line_to_func(lambda x, y, out: out.append(f"{x:.0f} {y:.0f} l"))
        pen.set_cubic_to_func(lambda *ends: ends[-1].append(" ".join([*(f"{end:.0f}" for end in ends[:-1]), "c"])))
        pen.set_close_path_func(lambda out: out.append("h"))
        return pen

    def page(self, lines: Sequence[Line]) -> bytes:
        """A PDF of one framed page with these lines, each in the middle."""
        drawn = [FRAME, "0 g"]
        used: dict[int, str] = {}
        baseline = float(HEIGHT)
        for line in lines:
            baseline -= line.drop
            glyphs = [self._glyph(char) for char in line.text]
            scale = line.size / self._font.face.upem
            x = (WIDTH - sum(map(self._advance, glyphs)) * scale) / 2
            for glyph in glyphs:
                name = used.setdefault(glyph, f"/G{len(used)}")
                drawn.append(f"q {scale:.5f} 0 0 {scale:.5f} {x:.2f} {baseline:.2f} cm {name} Do Q")
                x += self._advance(glyph) * scale
        return _pdf("\n".join(drawn), {name: self._outline(glyph) for glyph, name in used.items()})

    def _glyph(self, char: str) -> int:
        glyph: int | None = self._font.get_nominal_glyph(ord(char)) or self._font.get_nominal_glyph(ord(UNKNOWN))
        return glyph or 0

    def _advance(self, glyph: int) -> int:
        advance: int = self._font.get_glyph_h_advance(glyph)
        return advance

    def _outline(self, glyph: int) -> str:
        operators: list[str] = []
        self._font.draw_glyph(glyph, self._pen, operators)
        return "\n".join([*operators, "f"])


def _pdf(content: str, outlines: dict[str, str]) -> bytes:
    """The file as it is written by hand: not compressed, since compressors differ from machine to machine."""
    parts = list(_objects(content, outlines))
    written = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{part}\nendobj\n".encode("ascii")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"trailer\n<< /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    return written + f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}{end}".encode("ascii")


def _objects(content: str, outlines: dict[str, str]) -> Iterator[str]:
    """Catalogue, pages, page, content, then the outlines from object 5 on."""
    named = " ".join(f"{name} {number} 0 R" for number, name in enumerate(outlines, 5))
    yield "<< /Type /Catalog /Pages 2 0 R >>"
    yield "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    yield (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 4 0 R "
        f"/Resources << /XObject << {named} >> >> >>"
    )
    yield _stream("", content)
    for outline in outlines.values():
        yield _stream("/Type /XObject /Subtype /Form /BBox [-1000 -1000 2000 2000] ", outline)


def _stream(entries: str, data: str) -> str:
    return f"<< {entries}/Length {len(data)} >>\nstream\n{data}\nendstream"
