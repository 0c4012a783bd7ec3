"""Letters as GB/T 9704-2012 wants them, with the particulars of a letterhead, and with names that hardly fit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from fashiontracker.models import letterheads
from fashiontracker.models.letterheads import Letterhead
from fashiontracker.models.store import Store
from fashiontracker.reports import grid
from fashiontracker.reports.document import Annex, Imprint, LetterHead, Paragraph, Part, Signature, Title
from fashiontracker.reports.faces import builtin_faces
from fashiontracker.reports.fontstack import TypeCase
from fashiontracker.reports.letter import balanced
from fashiontracker.reports.press import PressResult
from tests.reports.conftest import Collect, Print
from tests.reports.test_conformance import PROFILES, failures

Read = Callable[[Path], list[str]]
Press = Callable[..., tuple[Path, PressResult]]
LONG = "深圳市喆堃淼燚时尚创意设计产业促进联合会（深圳市服装家具黄金珠宝钟表皮革眼镜化妆品工艺美术行业协会联盟）"
HEAD = Letterhead(
    "公文", "示例协会", "示例协会文件", "示协", "示例局", "林　喆", "各会员单位", "示例秘书处", "示例员，0000"
)


def joined(text: str) -> str:
    return "".join(text.split())


def edges(path: Path, page: int) -> tuple[float, float]:
    """How far left and right the characters of a page reach, in points."""
    with pypdfium2.PdfDocument(path) as pdf:
        text = pdf[page].get_textpage()
        boxes = [text.get_charbox(place) for place in range(text.count_chars())]
        text.close()
    boxes = [box for box in boxes if box[2] > box[0]]
    return min(box[0] for box in boxes), max(box[2] for box in boxes)


def test_what_the_letterhead_says_stands_on_the_letter(empty: Store, print_document: Print, read_back: Read) -> None:
    letterheads.keep(empty.journal, [HEAD])
    pages = [joined(page) for page in read_back(print_document(empty, "targets", number="示协〔2026〕1号"))]
    assert pages[0].startswith("示例协会文件示协〔2026〕1号签发人：林喆")
    assert "示例局：" in pages[0]
    letter = "".join(pages[:3])
    assert "示例协会2025年12月31日（联系人：示例员，0000）" in letter
    assert "抄送：各会员单位示例秘书处2025年12月31日印发" in pages[-1]
    assert "印发" not in "".join(pages[:-1])


def test_the_imprint_comes_after_the_annexes_on_an_even_page(
    empty: Store, print_document: Print, read_back: Read
) -> None:
    letterheads.keep(empty.journal, [HEAD])
    pages = read_back(print_document(empty, "targets"))
    assert len(pages) % 2 == 0
    assert "计算口径" in "".join(pages[-4:-1])


@pytest.mark.parametrize("lines", [10, 22, 30, 44])
def test_a_blank_page_before_the_imprint_has_no_number_nor_has_the_imprint(
    print_parts: Press, read_back: Read, lines: int
) -> None:
    annex = Annex("表", [Paragraph("永" * 20)], landscape=True)
    parts: list[Part] = [Title("题"), Paragraph("永" * (28 * lines - 2)), *([annex] if lines == 22 else [])]
    path, result = print_parts([*parts, Imprint("", "示例秘书处", "2026年1月5日")])
    pages = read_back(path)
    assert result.pages % 2 == 0
    blank = [number for number, text in enumerate(pages, 1) if "永" not in text and "印发" not in text]
    for number, text in enumerate(pages, 1):
        assert (f"— {number} —" in text) is not (bool(blank) and number >= blank[0])
    assert failures(path, PROFILES[1]) == []


def test_what_is_typed_goes_before_the_letterhead(empty: Store, collect: Collect) -> None:
    letterheads.keep(empty.journal, [HEAD, Letterhead("函", "示例商会")])
    stamp = collect(empty, "targets", recipient="别的局").stamp
    assert (stamp.recipient, stamp.issuer, stamp.mark) == ("别的局", "示例协会", "示例协会文件")
    other = collect(empty, "targets", issuer="另一协会").stamp
    assert (other.issuer, other.mark, other.office, other.contact) == ("另一协会", "另一协会", "", "")
    assert collect(empty, "targets", letterhead="函").stamp.mark == "示例商会"


@pytest.mark.parametrize("name", ["示例协会文件", "示例市时尚创意设计产业促进联合会文件", LONG])
def test_a_long_name_stays_inside_the_text_area(print_parts: Press, read_back: Read, name: str) -> None:
    parts: list[Part] = [
        LetterHead(name, "示协〔2026〕1号", "欧阳喆堃"),
        Title("关于示例的报告"),
        Paragraph("正文。" * 20),
        Signature(name, "2026年1月5日", f"（联系人：{name}）"),
        Imprint(f"{name}，{name}。", name, "2026年1月5日"),
    ]
    path, _ = print_parts(parts)
    pages = read_back(path)
    assert joined(pages[0]).startswith(name)
    assert "".join(joined(page) for page in pages).count(name) == 6
    left, right = 28 * grid.MM, (28 + 156) * grid.MM
    for page in range(len(pages)):
        first, last = edges(path, page)
        assert first > left - 3
        assert last < right + 3


def test_a_long_office_does_not_run_into_its_date(print_parts: Press, read_back: Read) -> None:
    path, _ = print_parts([Paragraph("正文。"), Imprint("", LONG, "2026年1月5日")])
    lines = [line.strip() for line in read_back(path)[-1].splitlines() if line.strip()]
    assert not any(LONG[:10] in line and "印发" in line for line in lines)
    assert LONG in joined(read_back(path)[-1])


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_name_is_divided_without_loss_into_lines_of_about_one_width(count: int) -> None:
    stack = TypeCase(builtin_faces())[next(iter(builtin_faces()))]
    lines = balanced(LONG, stack, count)
    assert "".join(lines) == LONG
    assert len(lines) == count
    widths = [stack.width(line, 1) for line in lines]
    assert max(widths) - min(widths[:-1] or widths) <= 1.01
    assert balanced("", stack, count) == [""]


def test_a_character_that_the_title_face_lacks_is_made_bold(print_parts: Press) -> None:
    path, _ = print_parts([Title("喆堃")])
    with pikepdf.open(path) as pdf:
        stroked = [op for op in pikepdf.parse_content_stream(pdf.pages[0]) if str(op.operator) == "Tr"]
    assert [int(op.operands[0]) for op in stroked] == [2, 0]
    path, _ = print_parts([Title("示例")], name="plain.pdf")
    with pikepdf.open(path) as pdf:
        assert not [op for op in pikepdf.parse_content_stream(pdf.pages[0]) if str(op.operator) == "Tr"]
