from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from fashiontracker.reports.document import Bars, Column, Heading, Paragraph, Run, Table
from fashiontracker.reports.faces import FaceFile, Role, builtin_faces, with_installed
from fashiontracker.reports.fontstack import TypeCase
from fashiontracker.reports.installed import installed_faces, may_embed
from fashiontracker.reports.press import PressResult

RARE = "喆堃淼燚玥昇镕䶮𬭊"
DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
COLLECTION = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc")
Print = Callable[..., tuple[Path, PressResult]]
Read = Callable[[Path], list[str]]


def gb2312() -> str:
    """Every character of GB 2312 that has a form of its own."""
    cells = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return "".join(char for code in cells if (char := code.decode("gb2312", "ignore")).strip())


def test_every_font_is_embedded_subset_and_mapped(measured: Path) -> None:
    with pikepdf.open(measured) as pdf:
        fonts = {name: font for sheet in pdf.pages for name, font in sheet.Resources.Font.items()}
        assert len(fonts) == 5
        for font in fonts.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert font.Subtype == "/Type0"
            assert font.Encoding == "/Identity-H"
            assert str(font.BaseFont)[7:8] == "+"
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            assert "/ToUnicode" in font


def test_no_standard_font_gets_in(measured: Path) -> None:
    with pikepdf.open(measured) as pdf:
        kinds = {str(item.get("/Subtype")) for item in pdf.objects if isinstance(item, pikepdf.Dictionary)}
        names = {str(item.get("/BaseFont")) for item in pdf.objects if isinstance(item, pikepdf.Dictionary)}
    assert not kinds & {"/Type1", "/Type3", "/TrueType"}
    assert not any("Helvetica" in name for name in names)


@pytest.mark.parametrize("role", list(Role))
def test_all_of_gb2312_can_be_read_back_in_every_role(role: Role, print_parts: Print, read_back: Read) -> None:
    chars = gb2312()
    assert len(chars) > 7400
    path, result = print_parts([Paragraph([Run(chars + RARE, role=role)], indent=False)])
    assert result.missing == ()
    text = "".join("".join(read_back(path)).split())
    assert not Counter(chars + RARE) - Counter(text)


def test_every_han_character_of_the_widest_face_can_be_read_back(print_parts: Print, read_back: Read) -> None:
    """Among them are all 8,105 of 通用规范汉字表 (2013), whose list itself is not at hand."""
    known = TTFont(builtin_faces()[Role.FIGURES][0].path).getBestCmap()
    han = "".join(chr(code) for code in sorted(known) if 0x3400 <= code < 0xA000 or 0x20000 <= code < 0x32400)
    assert len(han) > 27_000
    assert set(RARE) <= set(han)
    path, result = print_parts([Paragraph([Run(han, role=Role.BODY)], indent=False)])
    assert result.missing == ()
    assert not Counter(han) - Counter("".join(read_back(path)))


def test_a_character_beyond_the_basic_plane_can_be_copied(print_parts: Print, read_back: Read) -> None:
    path, _ = print_parts([Paragraph("示例𬭊峰化妆品")])
    assert "示例𬭊峰化妆品" in read_back(path)[0]


def test_a_character_no_font_has_prints_as_geta_and_is_reported_with_its_place(
    print_parts: Print, read_back: Read
) -> None:
    path, result = print_parts(
        [
            Heading(1, "概况"),
            Paragraph("图标\U0001f3a8在此"),
            Table((Column("名称"),), (("甲",), ("乙\ue000",)), title="名录"),
            Bars("分布", ("一\U0001f4a1",), (("家", (1,)),)),
        ]
    )
    assert "图标〓在此" in "".join(read_back(path))
    places = {problem.params["codepoint"]: problem.place for problem in result.missing}
    assert places == {"U+1F3A8": "一、概况", "U+E000": "名录第2行", "U+1F4A1": "第1页"}


def test_invisible_characters_are_neither_printed_nor_reported(print_parts: Print, read_back: Read) -> None:
    path, result = print_parts([Paragraph("零\u200b宽\ufeff字")])
    assert result.missing == ()
    assert "零宽字" in "".join(read_back(path)[0].split())


def reportlab_page(draw: Callable[[object, TypeCase], None]) -> tuple[str, TypeCase]:
    from reportlab.pdfgen.canvas import Canvas

    case = TypeCase(builtin_faces())
    case.register()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, initialFontName=case[Role.BODY].fontName)
    draw(canvas, case)
    canvas.showPage()
    canvas.save()
    with pypdfium2.PdfDocument(buffer.getvalue()) as pdf:
        sheet = pdf[0]
        text = sheet.get_textpage()
        found = text.get_text_range()
        text.close()
        sheet.close()
    return found, case


def test_fallback_serves_reportlabs_own_call_sites() -> None:
    from reportlab.graphics.shapes import Drawing, String
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph as StockParagraph
    from reportlab.platypus import Table as StockTable

    def draw(canvas: object, case: TypeCase) -> None:
        name = case[Role.BODY].fontName
        canvas.setFont(name, 16)
        canvas.drawString(72, 700, f"字{RARE}一")
        paragraph = StockParagraph(f"段{RARE}二", ParagraphStyle("x", fontName=name, fontSize=12, leading=16))
        paragraph.wrapOn(canvas, 400, 100)
        paragraph.drawOn(canvas, 72, 600)
        table = StockTable([[f"表{RARE}三"]], style=[("FONTNAME", (0, 0), (-1, -1), name)])
        table.wrapOn(canvas, 400, 100)
        table.drawOn(canvas, 72, 500)
        drawing = Drawing(300, 30)
        drawing.add(String(0, 0, f"图{RARE}四", fontName=name))
        drawing.drawOn(canvas, 72, 400)

    text, case = reportlab_page(draw)
    for wanted in (f"字{RARE}一", f"段{RARE}二", f"表{RARE}三", f"图{RARE}四"):
        assert wanted in text
    assert case.missing.problems() == ()


@pytest.mark.parametrize("path", [DEJAVU, COLLECTION], ids=["TrueType", "collection"])
def test_other_kinds_of_font_files_embed_and_read_back(path: Path, tmp_path: Path, read_back: Read) -> None:
    if not path.exists():
        pytest.skip("this system has no such font")
    from bench.measuring import measuring_document
    from fashiontracker.progress import finish
    from fashiontracker.reports.press import press

    rows = with_installed(builtin_faces(), {role: FaceFile(path, 0) for role in Role})
    target = tmp_path / "m.pdf"
    result = finish(press(measuring_document(5), target, rows))
    assert result.missing == ()
    text = "".join("".join(read_back(target)).split())
    assert "同比增长12.7％" in text
    assert "𬭊峰化妆品" in text
    with pikepdf.open(target) as pdf:
        names = {str(font.BaseFont)[8:] for font in pdf.pages[0].Resources.Font.values()}
    assert any(name.startswith(("DejaVu", "NotoSerifCJK")) for name in names)


def test_installed_faces_are_found_by_name_in_order_of_preference(tmp_path: Path) -> None:
    font = builtin_faces()[Role.BODY][0].path
    for name in ("simfang.otf", "FZXBSK.otf", "FZXBSJW.otf", "unknown.otf"):
        (tmp_path / name).symlink_to(font)
    found = installed_faces([tmp_path])
    assert {role: face.path.name for role, face in found.items()} == {
        Role.TITLE: "FZXBSJW.otf",
        Role.BODY: "simfang.otf",
    }


@pytest.mark.parametrize(("bits", "allowed"), [(0, True), (4, True), (8, True), (2, False), (0x200, False)])
def test_a_face_whose_maker_forbids_embedding_is_passed_over(tmp_path: Path, bits: int, allowed: bool) -> None:
    from fontTools.ttLib import TTFont

    with TTFont(builtin_faces()[Role.BODY][0].path, lazy=True) as font:
        font["OS/2"].fsType = bits
        font.save(tmp_path / "simfang.otf")
    assert may_embed(tmp_path / "simfang.otf") is allowed
    assert (Role.BODY in installed_faces([tmp_path])) is allowed


def test_a_damaged_font_file_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "simkai.ttf").write_bytes(b"not a font")
    assert installed_faces([tmp_path]) == {}
