from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import page
import pikepdf
import pytest

from bench.measuring import SENTENCES
from fashiontracker.models.store import Store
from fashiontracker.reports.document import (
    Annex,
    Attachments,
    Bars,
    Column,
    Contents,
    Cover,
    GroupRow,
    Heading,
    Histogram,
    Imprint,
    LetterHead,
    Lines,
    MapTile,
    Note,
    Paragraph,
    Part,
    RangeBar,
    RangeBars,
    Signature,
    Table,
    TileMap,
    Title,
)
from fashiontracker.reports.press import PressResult

GROUPED = Table(
    (Column("序号", "center"), Column("名称"), Column("最低", "right", "目标"), Column("最高", "right", "目标")),
    (GroupRow("W-03-2　示例品牌"), *((str(n), SENTENCES[n % 8], "1", "2") for n in range(60))),
    title="目标表",
    unit="单位：个",
    note="注：示例。",
)
EVERYTHING: list[Part] = [
    Cover("示例报告\n第二行", "示例协会", "2026年1月", "副题", ("报告编号 1",)),
    Contents(),
    LetterHead("示例协会文件", "示协〔2026〕1号", "林　喆"),
    Title("关于示例的报告"),
    Heading(1, "概况"),
    Heading(2, "数量"),
    Heading(3, "企业"),
    Heading(4, "其一"),
    Paragraph(SENTENCES[0], lead="总体向好。"),
    RangeBars("完成情况", (RangeBar("品牌", 18, 20, 30, 16, 26, "个"), RangeBar("企业", 0, 1, None))),
    Bars("分领域", ("甲", "乙"), (("去年", (1, -2)), ("今年", (3, 4.5))), "家"),
    Lines("历年", ("2023", "2024"), (("企业", (1, None)), ("品牌", (2, 3)))),
    Histogram("分布", ("0～1", "1～2"), (3, 0)),
    TileMap(
        "各区", (MapTile("南山区", 3, 0, 0, 1, 1, False), MapTile("前海", 1, 0.5, 0.5, 0.7, 0.36, True)), "家", "示意图"
    ),
    GROUPED,
    Note("小字说明。"),
    Attachments(("目标表", "名录")),
    Signature("示例协会", "2026年1月5日"),
    Annex("目标表", (GROUPED,), landscape=True),
    Annex("名录", (Heading(1, "说明"), Paragraph(SENTENCES[1]))),
    Imprint("各会员单位。", "示例协会秘书处", "2026年1月5日"),
]


def failures(path: Path, profile: page.ValidationProfile) -> list[str]:
    report = page.validate_pdf(str(path), profile=profile, limits=page.SafetyLimits.unlimited())
    assert report.rules.total > 50
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


PROFILES = [page.ValidationProfile.PDF_A_2B, page.ValidationProfile.PDF_UA_1]


@pytest.mark.parametrize("profile", PROFILES, ids=["PDF/A-2b", "PDF/UA-1"])
def test_the_measuring_document_conforms(measured: Path, profile: page.ValidationProfile) -> None:
    assert failures(measured, profile) == []


@pytest.mark.parametrize("profile", PROFILES, ids=["PDF/A-2b", "PDF/UA-1"])
def test_every_kind_of_part_conforms_in_a_demo_document(
    print_parts: Callable[..., tuple[Path, PressResult]], profile: page.ValidationProfile
) -> None:
    path, _ = print_parts(EVERYTHING, demo=True)
    assert failures(path, profile) == []


def test_the_file_says_what_the_record_says(measured: Path) -> None:
    with pikepdf.open(measured) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260718090000+08'00'"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == str(pdf.docinfo["/Title"])
            assert metadata["xmp:CreateDate"] == "2026-07-18T09:00:00+08:00"
        assert str(pdf.Root.Lang) == "zh-CN"


def test_other_programs_find_nothing_to_repair(measured: Path) -> None:
    with pikepdf.open(measured) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_every_cell_of_a_table_belongs_to_its_row(measured: Path) -> None:
    with pikepdf.open(measured) as pdf:
        document = pdf.Root.StructTreeRoot.K
        tables = [element for element in document.K if element.S == "/Table"]
        rows = [element for element in tables[0].K if element.S == "/TR"]
        assert len(rows) == 151
        assert {len(row.K) for row in rows} == {10}
        assert all(row == cell.P for row in rows for cell in row.K)


def test_headings_and_annexes_are_bookmarks_that_lead_to_their_pages(
    print_parts: Callable[..., tuple[Path, PressResult]], read_back: Callable[[Path], list[str]]
) -> None:
    import pypdfium2

    path, _ = print_parts(EVERYTHING)
    pages = read_back(path)
    with pypdfium2.PdfDocument(path) as pdf:
        marks = {mark.get_title(): mark.get_dest().get_index() for mark in pdf.get_toc()}
    assert list(marks)[:4] == ["一、概况", "（一）数量", "1.企业", "（1）其一"]
    for title, number in marks.items():
        assert title.split("　")[-1] in pages[number]


def test_contents_name_the_page_of_every_entry_and_link_to_it(
    print_parts: Callable[..., tuple[Path, PressResult]], read_back: Callable[[Path], list[str]]
) -> None:
    path, _ = print_parts(EVERYTHING)
    pages = read_back(path)
    entries = [line for line in pages[1].splitlines() if line.startswith(("一、", "（一）", "附件"))]
    assert len(entries) == 5
    for entry in entries:
        title = entry.rstrip("0123456789")
        assert title.strip().split("　")[-1] in pages[int(entry[len(title) :]) - 1]
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages[1].Annots) == 5


def test_every_page_of_a_demo_says_so_and_no_other(
    print_parts: Callable[..., tuple[Path, PressResult]], read_back: Callable[[Path], list[str]]
) -> None:
    demo, _ = print_parts(EVERYTHING, demo=True)
    assert all("示例数据" in "".join(page.split()) for page in read_back(demo))
    real, _ = print_parts(EVERYTHING, name="real.pdf")
    assert not any("示例数据" in page for page in read_back(real))


def test_pages_are_counted_and_carry_the_number_of_the_report(
    measured: Path, read_back: Callable[[Path], list[str]]
) -> None:
    pages = read_back(measured)
    for number, page_text in enumerate(pages, 1):
        assert f"— {number} —" in page_text
        assert f"第 {number} / {len(pages)} 页" in page_text
        assert "SL-2026-018" in page_text
        assert "0123456789abcdef" in page_text


def test_landscape_annexes_stand_on_upright_paper_turned_to_be_read(measured: Path) -> None:
    with pikepdf.open(measured) as pdf:
        last = pdf.pages[-1]
        assert [float(side) for side in last.MediaBox] == pytest.approx([0, 0, 595.28, 841.89], abs=0.01)
        assert int(last.Rotate) == 90


CHOSEN = [
    ("roster", {"kind": "brands"}),
    ("dossier", {"enterprises": ("919900000000000860",)}),
    ("tasks", {}),
    ("exhibitions", {}),
]


@pytest.mark.parametrize("profile", PROFILES, ids=["PDF/A-2b", "PDF/UA-1"])
@pytest.mark.parametrize(("name", "options"), CHOSEN, ids=[name for name, _ in CHOSEN])
def test_documents_of_the_sample_conform_and_lose_no_character(
    sample: Store,
    print_document: Callable[..., Path],
    read_back: Callable[[Path], list[str]],
    name: str,
    options: dict[str, object],
    profile: page.ValidationProfile,
) -> None:
    path = print_document(sample, name, **options)
    assert failures(path, profile) == []
    text = "".join(read_back(path))
    assert "〓" not in text
    assert "\ufffd" not in text


@pytest.mark.parametrize("profile", PROFILES, ids=["PDF/A-2b", "PDF/UA-1"])
def test_what_changed_since_a_submission_conforms(
    submitted: Store,
    print_document: Callable[..., Path],
    read_back: Callable[[Path], list[str]],
    profile: page.ValidationProfile,
) -> None:
    path = print_document(submitted, "changes")
    assert failures(path, profile) == []
    assert "更正" in "".join(read_back(path))
