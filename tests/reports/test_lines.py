from __future__ import annotations

import ctypes
import itertools
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.measuring import measuring_document
from fashiontracker.reports import grid
from fashiontracker.reports.document import Paragraph, Run
from fashiontracker.reports.faces import Role, builtin_faces
from fashiontracker.reports.fontstack import TypeCase
from fashiontracker.reports.linebreak import NO_END, NO_START, Breaker, Strip
from fashiontracker.reports.paragraph import ParagraphBlock
from fashiontracker.reports.setting import BODY

FORBIDDEN_STARTS = set("，。、；：？！》〉」』】〕〗］｝”’）,.;:?!)]}％%‰℃·…—～")
FORBIDDEN_ENDS = set("（《〈「『【〔〖［｛“‘([{￥$")


class Letter(NamedTuple):
    char: str
    left: float
    right: float


def lines_of(path: Path, first: int, last: int) -> list[list[list[Letter]]]:
    """Page by page, the lines of body type as pdfium sees them."""
    pages = []
    with pypdfium2.PdfDocument(path) as pdf:
        for number in range(first, last):
            sheet = pdf[number]
            text = sheet.get_textpage()
            rows: dict[int, list[Letter]] = defaultdict(list)
            for index in range(text.count_chars()):
                if abs(pdfium.FPDFText_GetFontSize(text, index) - grid.BODY_SIZE) > 0.01:
                    continue
                char = chr(pdfium.FPDFText_GetUnicode(text, index))
                if char in "\r\n" or pdfium.FPDFText_IsGenerated(text, index):
                    continue
                box = pdfium.FS_RECTF()
                pdfium.FPDFText_GetLooseCharBox(text, index, box)
                x, y = ctypes.c_double(), ctypes.c_double()
                pdfium.FPDFText_GetCharOrigin(text, index, x, y)
                rows[round(y.value)].append(Letter(char, box.left, box.right))
            pages.append([sorted(row, key=lambda letter: letter.left) for _, row in sorted(rows.items(), reverse=True)])
            text.close()
            sheet.close()
    return pages


@pytest.fixture(scope="module")
def body_pages(measured: Path) -> list[list[list[Letter]]]:
    return lines_of(measured, 1, 20)


def test_no_line_starts_or_ends_with_what_must_not_stand_there(body_pages: list[list[list[Letter]]]) -> None:
    lines = [line for page in body_pages for line in page]
    assert len(lines) > 300
    assert [line for line in lines if line[0].char in FORBIDDEN_STARTS] == []
    assert [line for line in lines if line[-1].char in FORBIDDEN_ENDS] == []


def test_numbers_words_and_double_marks_are_never_cut(body_pages: list[list[list[Letter]]]) -> None:
    lines = [line for page in body_pages for line in page]
    for above, below in itertools.pairwise(lines):
        cut = above[-1].char + below[0].char
        assert not (cut.isascii() and cut.isalnum())
        assert cut not in ("——", "……")


def test_full_lines_end_on_the_right_edge(body_pages: list[list[list[Letter]]]) -> None:
    edge = grid.LEFT + grid.TEXT_WIDTH
    full = [
        line[-1].right
        for page in body_pages
        for line, below in itertools.pairwise(page)
        if "一" <= line[-1].char <= "鿿" and below[0].left < grid.LEFT + 1
    ]
    assert len(full) > 100
    assert max(abs(right - edge) for right in full) <= 0.1


def test_a_page_has_22_lines_and_a_line_28_characters() -> None:
    block = ParagraphBlock("永" * (28 * 22 * 2), BODY, TypeCase(builtin_faces()))
    block.prepare(grid.TEXT_WIDTH)
    assert block.line_count == 45  # the first line starts two characters in
    parts = block.split(grid.TEXT_HEIGHT)
    assert parts is not None
    head, _ = parts
    assert round(head.height(float("inf")) / grid.LEADING) == 22


def test_pages_are_filled_to_the_last_line(body_pages: list[list[list[Letter]]]) -> None:
    assert Counter(len(page) for page in body_pages).most_common(1)[0][0] == 22


def test_every_source_character_is_read_back_in_its_order(measured: Path) -> None:
    pages = lines_of(measured, 0, 22)
    text = "".join(letter.char for page in pages for line in page for letter in line)
    text = basic(text)
    at = 0
    for part in measuring_document(0).parts:
        if isinstance(part, Paragraph) and isinstance(part.text, str):
            wanted = basic(part.lead + part.text)
            found = text.find(wanted, at)
            assert found >= 0, wanted
            at = found + len(wanted)


def basic(text: str) -> str:
    """The text without blanks and without what pdfium counts as two characters."""
    return "".join(char for char in text if not char.isspace() and (char < "\ud800" or "\ue000" <= char <= "\uffff"))


# -- properties of the breaker ---------------------------------------------------------------------------------------

WRITING = st.text(st.sampled_from("中文字，。、；：？！（）《》“”—…Ab12,.% -/￥"), min_size=1, max_size=120)


def strip_of(text: str) -> Strip:
    wide = [ord(char) > 0x2000 or char == "￥" for char in text]
    return Strip(text, [10.0 if full else 5.0 for full in wide], [10.0] * len(text), wide)


@given(WRITING, st.integers(60, 200))
def test_lines_hold_all_characters_in_order(text: str, measure: int) -> None:
    lines = Breaker(strip_of(text)).lines(measure - 20, measure)
    assert [start for start, _ in lines] == [0, *(stop for _, stop in lines[:-1])]
    assert lines[-1][1] == len(text)


@given(WRITING, st.integers(100, 200))
def test_a_fitted_line_is_no_wider_than_its_measure(text: str, measure: int) -> None:
    breaker = Breaker(strip_of(text))
    for start, stop in breaker.lines(measure, measure):
        assert sum(breaker.fitted(start, stop, measure, justify=True)) <= measure + 0.05


@given(WRITING, st.integers(100, 200))
def test_forbidden_places_are_kept_wherever_a_lawful_break_exists(text: str, measure: int) -> None:
    strip = strip_of(text)
    breaker = Breaker(strip)
    for start, stop in breaker.lines(measure, measure):
        if stop < len(text) and any(breaker.may_break(at) for at in range(start + 1, stop)):
            assert text[stop] not in NO_START
            assert text[stop - 1] not in NO_END


def test_a_closing_mark_is_squeezed_in_before_a_character_is_pushed_out() -> None:
    lines = Breaker(strip_of("中文，中文，中文中。中文")).lines(90, 90)
    assert lines[0] == (0, 10)


def test_a_text_of_200_000_letters_without_a_break_is_set_letter_by_letter() -> None:
    lines = Breaker(strip_of("x" * 200_000)).lines(100, 100)
    assert len(lines) == 10_000


def test_bold_underlined_and_larger_runs_share_a_line() -> None:
    runs = [Run("甲"), Run("乙", bold=True), Run("丙", size=20), Run("丁", underline=True)]
    block = ParagraphBlock(runs, BODY, TypeCase(builtin_faces()))
    block.prepare(grid.TEXT_WIDTH)
    assert block.line_count == 1


def test_a_word_with_a_wide_letter_is_not_cut_beside_it() -> None:
    case = TypeCase(builtin_faces())
    m = case[Role.FIGURES].glyphs["m"]
    assert m.advance > 0.8
    assert not m.full
    assert case[Role.BODY].glyphs["“"].full
