"""A font on reportlab's dynamic-font protocol: TrueType, CFF, collections and variable fonts alike.

Characters get CIDs in the order of their first use; HarfBuzz subsets the face when the file is saved, and the font is
embedded as Type 0, Identity-H, with a ToUnicode map in UTF-16. One object serves one document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString, PDFZCompress

from fashiontracker.reports import cff
from fashiontracker.reports.faces import FaceFile

_UNUSED_TABLES = (
    "GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "name", "post", "OS/2", "cmap", "STAT", "DSIG", "gasp",
    "meta", "kern", "JSTF",
)  # fmt: skip
_ESCAPES = {0x28: "\\(", 0x29: "\\)", 0x5C: "\\\\", 0x0D: "\\r", 0x0A: "\\n"}


def escaped(code: bytes) -> str:
    """Bytes as they stand inside the parentheses of a PDF string, as latin-1 text."""
    return "".join(_ESCAPES.get(byte) or chr(byte) for byte in code)


class CIDFont:
    """One face embedded in one document; widths are in thousandths of the em."""

    # What reportlab reads of a font.
    _multiByte = 1
    _dynamicFont = 1
    shapable = False
    isVertical = False

    def __init__(self, name: str, file: FaceFile, axes: Mapping[str, float] | None = None) -> None:
        self.fontName = self.name = name
        self._axes = dict(axes or {})
        self._face = hb.Face(hb.Blob.from_file_path(str(file.path)), file.index)
        self._font = hb.Font(self._face)
        if self._axes:
            self._font.set_variations(self._axes)
        self._scale = 1000 / self._face.upem
        self._is_cff = "CFF " in self._face.table_tags
        extents = self._font.get_font_extents("ltr")
        self.ascent, self.descent = round(extents.ascender * self._scale), round(extents.descender * self._scale)
        self.face = self  # reportlab reads ascent and descent from ``font.face``
        self.encoding = SimpleNamespace(name="UTF-8")
        self._cids: dict[str, int] = {}
        self._glyphs: list[int] = []  # glyph of CID n + 1
        self._internal_name = ""

    def has(self, char: str) -> bool:
        """Whether the face draws this character."""
        return self._font.get_nominal_glyph(ord(char)) is not None

    def advance(self, char: str) -> float:
        """Width of a character in thousandths of the em."""
        return float(self._font.get_glyph_h_advance(self._font.get_nominal_glyph(ord(char)) or 0) * self._scale)

    @property
    def units_per_em(self) -> int:
        """The font's own units in an em."""
        return int(self._face.upem)

    def draw_outline(self, char: str, pen: object) -> None:
        """Draw a character's outline, in the font's own units, on a pen as fontTools knows them."""
        self._font.draw_glyph_with_pen(self._font.get_nominal_glyph(ord(char)) or 0, pen)

    def code(self, char: str) -> bytes:
        """The two bytes that print a character the face has."""
        cid = self._cids.get(char)
        if cid is None:
            self._glyphs.append(self._font.get_nominal_glyph(ord(char)) or 0)
            cid = self._cids[char] = len(self._glyphs)
        return cid.to_bytes(2, "big")

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802 - reportlab's name
        """Width of a text in points."""
        return size * sum(map(self.advance, text)) / 1000

    def splitString(self, text: str, doc: Any, encoding: str = "utf8") -> list[tuple[int, bytes]]:  # noqa: N802
        """The text as (subset number, codes); this font has one subset."""
        return [(0, b"".join(map(self.code, text)))]

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:  # noqa: N802 - reportlab's name
        """The name content streams call the font by; from then on it belongs to the document."""
        if not self._internal_name:
            self._internal_name = f"/F{len(doc.fontMapping) + 1}"
            doc.fontMapping[self.fontName] = self._internal_name
            doc.delayedFonts.append(self)
        return self._internal_name

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        """Subset the face and hand its objects to the document; called once, while saving."""
        name = f"{self._subset_tag()}+{self._postscript_name()}"
        font: dict[str, object] = {
            "Type": PDFName("Font"),
            "BaseFont": PDFName(name),
            "DW": 1000,
            "W": self._widths(),
            "CIDSystemInfo": PDFDictionary(
                {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
            ),
        }
        descriptor: dict[str, object] = {
            "Type": PDFName("FontDescriptor"), "FontName": PDFName(name), "Flags": 4, "ItalicAngle": 0, "StemV": 80,
            "FontBBox": PDFArray([-200, self.descent, 1200, self.ascent]),
            "Ascent": self.ascent, "Descent": self.descent, "CapHeight": 700,
        }  # fmt: skip
        subset, glyphs = self._subset()
        if self._is_cff:
            table = subset.reference_table("CFF ").data
            program = _stream(cff.rewrite(table, glyphs, self._face.upem, name))
            program.dictionary["Subtype"] = PDFName("CIDFontType0C")
            descriptor["FontFile3"] = doc.Reference(program)
            font["Subtype"] = PDFName("CIDFontType0")
        else:
            program = _stream(subset.blob.data)
            program.dictionary["Length1"] = len(subset.blob.data)
            descriptor["FontFile2"] = doc.Reference(program)
            font["Subtype"] = PDFName("CIDFontType2")
            glyph_map = b"\0\0" + b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)
            font["CIDToGIDMap"] = doc.Reference(_stream(glyph_map))
        font["FontDescriptor"] = doc.Reference(PDFDictionary(descriptor))
        composite = {
            "Type": PDFName("Font"), "Subtype": PDFName("Type0"), "BaseFont": PDFName(name),
            "Encoding": PDFName("Identity-H"), "DescendantFonts": PDFArray([doc.Reference(PDFDictionary(font))]),
            "ToUnicode": doc.Reference(_stream(self._to_unicode())),
        }  # fmt: skip
        doc.idToObject["BasicFonts"].dict[self._internal_name[1:]] = doc.Reference(PDFDictionary(composite))

    def _subset(self) -> tuple[Any, list[int]]:
        """The subset face, and the glyph in it of every CID."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(set(self._glyphs))
        wanted.drop_table_tag_set.update(int.from_bytes(tag.ljust(4).encode(), "big") for tag in _UNUSED_TABLES)
        wanted.flags = (
            hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
            | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.DESUBROUTINIZE
        )  # fmt: skip
        for tag, value in self._axes.items():
            wanted.pin_axis_location(self._face, tag, value)
        plan = hb.SubsetPlan(self._face, wanted)
        numbers = plan.old_to_new_glyph_mapping
        return plan.execute(), [numbers[glyph] for glyph in self._glyphs]

    def _subset_tag(self) -> str:
        """Six capital letters that differ for subsets of different characters."""
        digest = hashlib.sha256("".join(self._cids).encode("utf-8", "surrogatepass")).digest()
        return "".join(chr(65 + byte % 26) for byte in digest[:6])

    def _postscript_name(self) -> str:
        name = (self._face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or self.fontName).replace(" ", "")
        return name + "".join(f"-{tag}{value:g}" for tag, value in sorted(self._axes.items()))

    def _widths(self) -> Any:
        """The W array: runs of CIDs that are not a full em wide."""
        widths: list[object] = []
        run: list[float] = []
        for cid, glyph in enumerate(self._glyphs, 1):
            width = round(self._font.get_glyph_h_advance(glyph) * self._scale, 2)
            if width == 1000:
                run = []
                continue
            if not run:
                run = []
                widths += [cid, run]
            run.append(width)
        return PDFArray([PDFArray(item) if isinstance(item, list) else item for item in widths])

    def _to_unicode(self) -> bytes:
        lines = [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
        ]
        chars = list(self._cids)
        for start in range(0, len(chars), 100):
            part = chars[start : start + 100]
            lines.append(f"{len(part)} beginbfchar")
            lines += [f"<{cid:04X}> <{c.encode('utf-16-be').hex().upper()}>" for cid, c in enumerate(part, start + 1)]
            lines.append("endbfchar")
        lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
        return "\n".join(lines).encode()


def _stream(content: bytes) -> Any:
    stream = PDFStream()
    stream.content = content
    stream.filters = [PDFZCompress]
    return stream
