from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.measuring import SENTENCES, measuring_document, rows, table
from fashiontracker.reports import grid
from fashiontracker.reports.block import Block, Space
from fashiontracker.reports.charts import ChartBlock
from fashiontracker.reports.columns import lay_out, measure
from fashiontracker.reports.document import (
    Annex,
    Attachments,
    Column,
    GroupRow,
    Heading,
    Imprint,
    Lines,
    PageBreak,
    Paragraph,
    RangeBar,
    RangeBars,
    Signature,
    Table,
    Title,
    filled,
)
from fashiontracker.reports.faces import Role, builtin_faces
from fashiontracker.reports.flow import Flow
from fashiontracker.reports.fontstack import TypeCase
from fashiontracker.reports.letter import SignatureBlock
from fashiontracker.reports.outline import chinese_number
from fashiontracker.reports.paragraph import ParagraphBlock
from fashiontracker.reports.plot import legend_rows
from fashiontracker.reports.press import PressResult
from fashiontracker.reports.setting import BODY, HEADINGS
from fashiontracker.reports.table import TableBlock
from fashiontracker.reports.tablerows import wrapped

Print = Callable[..., tuple[Path, PressResult]]
Read = Callable[[Path], list[str]]
PAGE = (grid.TEXT_WIDTH, grid.TEXT_HEIGHT)


@pytest.fixture(scope="module")
def case() -> TypeCase:
    return TypeCase(builtin_faces())


def pages(blocks: list[Block]) -> list[list[Block]]:
    return [[block for block, _ in filled.blocks] for filled in Flow(blocks, *PAGE).pages()]


def lines(case: TypeCase, count: int) -> ParagraphBlock:
    block = ParagraphBlock("永" * (28 * count - 2), BODY, case)
    block.prepare(grid.TEXT_WIDTH)
    assert block.line_count == count
    return block


@pytest.mark.parametrize("above", range(15, 22))
def test_no_line_of_a_paragraph_stands_alone(case: TypeCase, above: int) -> None:
    first, second = pages([Space(above * grid.LEADING), lines(case, 5)]) if above > 17 else ([], [])
    if above > 17:
        parts = [block for block in (*first, *second) if isinstance(block, ParagraphBlock)]
        assert all(part.line_count >= 2 for part in parts)
        assert sum(part.line_count for part in parts) == 5


@pytest.mark.parametrize("above", range(17, 22))
def test_a_heading_never_stands_at_the_foot_of_a_page(case: TypeCase, above: int) -> None:
    heading = ParagraphBlock("一、概况", HEADINGS[0], case)
    for page in pages([Space(above * grid.LEADING), heading, lines(case, 6)]):
        assert page[-1] is not heading


@pytest.mark.parametrize("count", range(14, 23))
def test_a_signature_never_stands_alone(case: TypeCase, count: int) -> None:
    signature = SignatureBlock(Signature("示例协会", "2026年1月5日"), case)
    last = pages([lines(case, count), signature])[-1]
    assert signature in last
    assert isinstance(last[0], ParagraphBlock)
    assert last[0].line_count >= 2


@pytest.mark.parametrize("above", range(12, 22, 3))
def test_attachments_stay_with_the_signature_and_some_text(print_parts: Print, read_back: Read, above: int) -> None:
    path, _ = print_parts(
        [
            Paragraph("永" * (28 * above - 2)),
            Attachments(("甲表", "乙表")),
            Signature("示例协会", "2026年1月5日"),
        ]
    )
    last = read_back(path)[-1]
    assert all(wanted in last for wanted in ("永永", "甲表", "乙表", "2026年1月5日"))


def test_the_imprint_closes_an_even_page(print_parts: Print, read_back: Read) -> None:
    for parts in ([Paragraph("短。")], [Paragraph("永" * 28 * 30)], [Paragraph("永" * 28 * 50)]):
        path, result = print_parts([*parts, Imprint("各单位。", "秘书处", "2026年1月5日")])
        assert result.pages % 2 == 0
        assert "印发" in read_back(path)[-1]


def test_headings_are_numbered_by_level_and_start_again_in_an_annex(print_parts: Print, read_back: Read) -> None:
    path, _ = print_parts(
        [
            Title("示例"),
            Heading(1, "甲"),
            Heading(2, "乙"),
            Heading(2, "丙"),
            Heading(1, "丁"),
            Heading(2, "戊"),
            Heading(3, "己"),
            Heading(4, "庚"),
            Annex("附表", (Heading(1, "辛"),)),
        ]
    )
    text = "".join(read_back(path))
    for wanted in ("一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊", "1.己", "（1）庚", "一、辛"):
        assert wanted in text


@pytest.mark.parametrize(("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五")])
def test_numbers_in_chinese(number: int, text: str) -> None:
    assert chinese_number(number) == text


# -- tables ----------------------------------------------------------------------------------------------------------


def test_no_cell_of_a_long_table_is_lost_and_the_head_is_repeated(measured: Path, read_back: Read) -> None:
    annex = [page for page in read_back(measured) if "统一社会信用代码" in page]
    text = "".join("".join(annex).split())
    for row in rows(150):
        assert all(cell in text for cell in row)
    assert len(annex) >= 6
    assert all("（续）" in page for page in annex[1:])
    assert "（续）" not in annex[0]


def test_rows_are_not_split_unless_they_are_longer_than_a_page(print_parts: Print, read_back: Read) -> None:
    tall = "字" * 400
    path, _ = print_parts([Table((Column("号"), Column("文")), [(f"第{n}号", tall) for n in range(12)], title="表")])
    for page in read_back(path):
        whole = "".join(page.split())
        assert whole.count("字") % 400 == 0
        assert whole.count("字") // 400 == len(re.findall(r"第\d+号", whole))


def test_a_cell_of_200_000_characters_goes_on_over_pages_without_loss(print_parts: Print, read_back: Read) -> None:
    path, result = print_parts([Table((Column("号"), Column("文")), [("甲", "x" * 200_000), ("乙", "y")], title="表")])
    text = "".join(read_back(path))
    assert text.count("x") == 200_000
    assert text.count("y") == 1
    assert result.pages > 10


def test_a_paragraph_of_200_000_characters_is_printed_whole(print_parts: Print, read_back: Read) -> None:
    path, _ = print_parts([Paragraph("永" * 200_000)])
    assert "".join(read_back(path)).count("永") == 200_000


def test_a_group_heading_goes_over_with_its_first_row(case: TypeCase) -> None:
    grouped = Table((Column("名"),), [*(("行",) for _ in range(30)), GroupRow("组"), ("末",)])
    for room in range(60, 700, 7):
        block = TableBlock(grouped, case)
        block.prepare(grid.TEXT_WIDTH)
        parts = block.split(room)
        if parts:
            rows_here = parts[0]._rows
            assert rows_here
            assert not rows_here[-1].group


def test_columns_take_the_width_and_figures_are_never_wrapped(case: TypeCase) -> None:
    wide = Table((Column("名称"), Column("金额", "decimal")), [("长" * 200, "123,456,789.00"), ("短", "1.5")])
    measured = measure(wide, "", case[Role.FIGURES], case[Role.HEADING], case.missing)
    layout = lay_out(wide, measured, 300)
    assert sum(layout.widths) == pytest.approx(300)
    assert layout.widths[1] >= case[Role.FIGURES].width("123,456,789.00", layout.size)


def test_a_table_too_wide_for_its_words_still_fits_the_page(case: TypeCase) -> None:
    crowded = Table(tuple(Column(f"列{n}") for n in range(12)), [tuple("w" * 60 for _ in range(12))])
    measured = measure(crowded, "", case[Role.FIGURES], case[Role.HEADING], case.missing)
    assert sum(lay_out(crowded, measured, 300).widths) == pytest.approx(300)


def test_memory_does_not_hold_the_pages_of_a_table(case: TypeCase) -> None:
    block: Block = TableBlock(table(400), case)
    block.prepare(grid.TEXT_HEIGHT)
    head, tail = block.split(grid.TEXT_WIDTH) or (block, block)
    assert len(head._rows) < 40
    assert tail._rows is None


def test_a_chart_of_31_quotas_goes_on_over_pages_whole(print_parts: Print, read_back: Read) -> None:
    bars = tuple(RangeBar(f"指标{n:02d}号", n, 10, 30, 5, n + 2, "个") for n in range(31))
    path, _ = print_parts([RangeBars("完成情况", bars)])
    text = "".join(read_back(path))
    assert all(text.count(bar.label) == 1 for bar in bars)
    assert text.count("完成情况（续）") == 2


# -- hostile text ----------------------------------------------------------------------------------------------------

HOSTILE = "<b>甲</b>&amp;<para><font color=red>[](x)\\(乙)\t{%}\x00\x07\u202e尾"


def test_markup_prints_as_it_stands_everywhere(print_parts: Print, read_back: Read) -> None:
    path, _ = print_parts(
        [
            Title(HOSTILE),
            Heading(1, HOSTILE),
            Paragraph(HOSTILE, lead=HOSTILE),
            Table((Column(HOSTILE), Column("乙")), ((HOSTILE, "1"), GroupRow(HOSTILE)), title=HOSTILE, unit=HOSTILE),
            Signature(HOSTILE, HOSTILE),
            Annex(HOSTILE, ()),
        ]
    )
    text = "".join("".join(read_back(path)).split())
    assert text.count("<b>甲</b>&amp;<para>") >= 8
    assert text.count("\\(乙)") >= 8


def test_empty_texts_and_tables_print(print_parts: Print) -> None:
    _, result = print_parts(
        [
            Title(""),
            Paragraph(""),
            Paragraph("\n\n"),
            Table((Column(""),), ()),
            Table((Column("甲"), Column("乙", "decimal")), (("", ""), ("\n", "-"))),
        ]
    )
    assert result.pages == 1


def test_the_measuring_document_has_its_measure() -> None:
    document = measuring_document(0)
    assert sum(isinstance(part, Heading) for part in document.parts) == 12
    assert sum(isinstance(part, Paragraph) and bool(part.indent) for part in document.parts) == 109
    assert sum(len(sentence) for sentence in SENTENCES) > 600


def test_a_page_can_be_turned_and_turned_back(print_parts: Print) -> None:
    import pikepdf

    path, _ = print_parts(
        [
            PageBreak(landscape=True),
            Paragraph("横。"),
            PageBreak(),
            Paragraph("仍横。"),
            PageBreak(False),
            Paragraph("竖。"),
        ]
    )
    with pikepdf.open(path) as pdf:
        assert [int(page.get("/Rotate", 0)) for page in pdf.pages] == [90, 90, 0]


def test_a_group_that_goes_on_is_named_again_on_the_next_page(print_parts: Print, read_back: Read) -> None:
    rows = [GroupRow("甲组"), *([str(n)] for n in range(60)), GroupRow("乙组"), ["末"]]
    pages_read = read_back(print_parts([Table((Column("号"),), rows, title="表")])[0])
    assert "甲组（续）" not in pages_read[0]
    assert "甲组（续）" in pages_read[1]
    assert "乙组（续）" not in "".join(pages_read)
    assert sum(page.count("甲组") for page in pages_read) == len(pages_read)


@pytest.mark.parametrize("count", range(36, 48))
def test_no_row_of_a_table_goes_over_alone(print_parts: Print, read_back: Read, count: int) -> None:
    rows = [[f"第{n}行"] for n in range(count)]
    for page in read_back(print_parts([Table((Column("号"),), rows, title="表")])[0]):
        assert len(re.findall(r"第\d+行", page)) >= 3


def test_a_comparison_stays_with_its_number(case: TypeCase) -> None:
    lines_read = wrapped("目标≥1,100万平方米", case[Role.FIGURES], 9.0, 40.0)
    assert any("≥1,100" in "".join(glyph.char for glyph in line.glyphs) for line in lines_read)


@pytest.mark.parametrize("count", [1, 2, 4, 7])
def test_a_legend_never_leaves_its_chart(case: TypeCase, count: int) -> None:
    names = [f"W-{n:02d} 新增省级以上“单项冠军”、“小巨人”、“独角兽”企业" for n in range(count)]
    chart = Lines("走势", ("一", "二"), [(name, (1.0, 2.0)) for name in names], unit="%")
    legend = legend_rows(case[Role.FIGURES], chart, grid.TEXT_WIDTH)
    assert [name for row in legend for name in row] == (names if count > 1 else [])
    for row in legend:
        assert sum(case[Role.FIGURES].width(name, 8.5) + 42 for name in row) <= grid.TEXT_WIDTH + 14
    block = ChartBlock(chart, case)
    block.prepare(grid.TEXT_WIDTH)
    single = ChartBlock(Lines("走势", ("一",), [("甲", (1.0,))]), case)
    single.prepare(grid.TEXT_WIDTH)
    assert (block.own_height() > single.own_height()) is (len(legend) > 1)


def test_a_share_says_which_column_may_grow(case: TypeCase) -> None:
    text = "这是一段很长的文字" * 12
    table = Table((Column("甲", share=1), Column("乙", share=3)), [(text, text)])
    measured = measure(table, "", case[Role.FIGURES], case[Role.HEADING], case.missing)
    narrow, wide = lay_out(table, measured, 400).widths
    assert wide > 2 * narrow
    assert narrow + wide == pytest.approx(400)


def test_columns_in_which_nothing_stands_are_left_out() -> None:
    columns = [Column("甲"), Column("乙"), Column("丙")]
    kept, fewer = filled(columns, [GroupRow("组"), ("a", "", "c"), ("", "", "d")])
    assert [column.head for column in kept] == ["甲", "丙"]
    assert [row if isinstance(row, GroupRow) else tuple(row) for row in fewer] == [
        GroupRow("组"),
        ("a", "c"),
        ("", "d"),
    ]
