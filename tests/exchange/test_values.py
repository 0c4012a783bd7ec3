"""Cells to values: exact, or flagged with a reason, never guessed and never 0."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc as reference

from fashiontracker.errors import Problem
from fashiontracker.exchange import codes, dates, values
from fashiontracker.exchange.cells import Cell, Flaw, Percent, plain_number
from fashiontracker.models.names import name_key


def flagged(found: object) -> str:
    assert isinstance(found, Problem), found
    assert "{" not in found.text()
    return found.code


@pytest.mark.parametrize(
    ("cell", "unit", "wanted", "value"),
    [
        (1234.5, "万元", "万元", "1234.5"),
        ("1,234,567.89", "元", "万元", "123.456789"),
        ("１，２３４．５", "万元", "万元", "1234.5"),
        ("6,912,301", "千元", "万元", "691230.1"),
        ("1.2亿", "万元", "万元", "12000"),
        ("5万", "亿元", "万元", "5"),
        ("5000元", "万元", "万元", "0.5"),
        ("￥3亿元", "", "万元", "30000"),
        ("11.5万平方米", "", "平方米", "115000"),
        ("50000平方米", "平方米", "万平方米", "5"),
        ("8 万 ㎡", "平方米", "平方米", "80000"),
        (0, "亿元", "万元", "0"),
        (0.1 + 0.2, "万元", "万元", "0.3"),
        ("-3.5", "亿元", "万元", "-35000"),
    ],
)
def test_quantities_convert_exactly(cell: Cell, unit: str, wanted: str, value: str) -> None:
    assert values.quantity(cell, unit, wanted) == Decimal(value)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        *(
            (word, "number_inexact")
            for word in ("约500", "超过400", "突破50", "500以上", "超2500", "100-200", "近三百", ">5")
        ),
        *((word, "number_placeholder") for word in ("-", "—", "/", "无", "N/A", "未披露")),
        *((word, "number_foreign") for word in ("205.57亿港元", "5美元", "$5")),
        *((word, "number") for word in ("1,23", "12 3a", "1.2.3", "1e5", "(500)", "五百")),
        (True, "number_other"),
        (date(2023, 1, 1), "number_other"),
        (Percent(0.5), "number_percent"),
        ("35%", "number_percent"),
        (float("inf"), "number"),
        (Flaw("error", "#REF!"), "cell_error"),
        (Flaw("no_value", "="), "cell_no_value"),
        ("5平方米", "unit_other"),
    ],
)
def test_what_is_no_exact_number_is_flagged(cell: Cell, code: str) -> None:
    assert flagged(values.quantity(cell, "万元", "万元")) == code


def test_an_amount_without_any_unit_is_asked_about() -> None:
    assert flagged(values.quantity(500, "", "万元")) == "unit_missing"


def test_empty_cells_are_nothing_for_every_kind_of_value() -> None:
    readers = (values.text, values.number, values.count, values.percent, values.yes_no, values.year, values.parts)
    for read in (*readers, dates.day, dates.until, codes.uscc):
        assert read("") is None
        assert read("  　 ") is None


@given(st.decimals(-(10**12), 10**12, allow_nan=False, places=4), st.sampled_from(["元", "千元", "万元", "亿元"]))
def test_a_number_written_with_separators_reads_back(number: Decimal, unit: str) -> None:
    assert values.quantity(f"{number:,}{unit}", "", unit) == number


@given(st.floats(min_value=-1e14, max_value=1e14))
def test_a_number_cell_is_the_number_that_its_sheet_shows(number: float) -> None:
    read = values.number(number)
    assert isinstance(read, Decimal)
    assert float(read) == float(f"{number:.15g}")


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_a_whole_number_in_a_text_column_keeps_its_digits(number: int) -> None:
    assert values.text(float(number)) == str(number)
    assert plain_number(number) == str(number)


def test_numbers_with_lost_digits_are_flagged_in_text_columns() -> None:
    assert flagged(values.text(1.38e17)) == "digits_lost"


def test_percentages_are_told_from_shares() -> None:
    assert values.percent(Percent(0.35)) == 35
    assert values.percent("35%") == 35
    assert values.percent("0.5%") == Decimal("0.5")
    assert values.percent(35) == 35
    assert values.percent(0) == 0
    assert flagged(values.percent(0.35)) == "percent_or_share"
    assert flagged(values.percent(1)) == "percent_or_share"
    assert flagged(values.percent(135)) == "percent_range"


def test_counts_are_whole() -> None:
    assert values.count("3,500家") == 3500
    assert values.count("1.2万人次") == 12000
    assert flagged(values.count(3.5)) == "number_whole"
    assert flagged(values.count(-1)) == "number_whole"
    assert flagged(values.count("3500多个")) == "number_inexact"


def test_yes_and_no_in_their_spellings() -> None:
    assert [values.yes_no(word) for word in ("是", "√", "Ｙ", True)] == [True] * 4
    assert [values.yes_no(word) for word in ("否", "无", "no", False)] == [False] * 4
    assert flagged(values.yes_no("申请中")) == "yes_no"


def test_lists_are_split_and_doubles_go() -> None:
    assert values.parts("服装、家具，黄金珠宝；钟表;眼镜\n服装,皮革") == (
        "服装",
        "家具",
        "黄金珠宝",
        "钟表",
        "眼镜",
        "皮革",
    )


def test_unseen_characters_are_cleaned_and_rare_ones_stay() -> None:
    assert values.clean(" 示\u200b例\u202e有限\x07公司\ufeff ") == "示例有限公司"
    assert values.clean("𠮷䶮堃\n（示例）") == "𠮷䶮堃\n（示例）"


def test_text_longer_than_a_cell_is_flagged() -> None:
    assert flagged(values.text("长" * 32_768)) == "text_too_long"


def test_years() -> None:
    assert [values.year(cell) for cell in (2021, 2021.0, "2021", "2021年", "２０２１年度")] == [2021] * 5
    assert flagged(values.year("2021年末")) == "year"
    assert flagged(values.year(date(2021, 1, 1))) == "year_is_date"


# ---- dates -----------------------------------------------------------------------------------------------------

FORMS = ("{y}-{m}-{d}", "{y}-{m:02}-{d:02}", "{y}/{m}/{d}", "{y}.{m}.{d}", "{y}年{m}月{d}日", "{y} 年 {m} 月 {d} 日")
FORMS += ("{y}{m:02}{d:02}", "{y}-{m:02}-{d:02} 00:00:00", "{y}/{m}/{d} 0:00", "{y}-{m:02}-{d:02}T00:00:00")


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)), st.sampled_from(FORMS), st.booleans())
def test_a_day_in_any_usual_spelling_is_that_day(day: date, form: str, wide: bool) -> None:
    said = form.format(y=day.year, m=day.month, d=day.day)
    if wide:
        said = said.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789/."})
    assert dates.day(said) == day
    assert dates.until(said) == day


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("2023/5", date(2023, 5, 1), date(2023, 5, 31)),
        ("2024年2月", date(2024, 2, 1), date(2024, 2, 29)),
        ("202305", date(2023, 5, 1), date(2023, 5, 31)),
        (202305, date(2023, 5, 1), date(2023, 5, 31)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023年", date(2023, 1, 1), date(2023, 12, 31)),
        (2023.0, date(2023, 1, 1), date(2023, 12, 31)),
        (20230501, date(2023, 5, 1), date(2023, 5, 1)),
        (datetime(2023, 5, 1, 8), date(2023, 5, 1), date(2023, 5, 1)),
    ],
)
def test_a_date_without_its_day_begins_or_ends_the_month(cell: Cell, first: date, last: date) -> None:
    assert dates.day(cell) == first
    assert dates.until(cell) == last


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        *((said, "date_impossible") for said in ("2023-02-30", "2023-13-01", "20230230", "2023/0/1", "2023年2月29日")),
        *((said, "date_serial") for said in ("45047", 45047, 45047.0)),
        *((said, "date") for said in ("23-5-1", "05/01/2023", "2023年末", "2015-05-14至2015-05-18", 2023.5, True)),
        ("长期有效", "date_endless"),
        (date(1900, 2, 28), "date_1900"),
        (Flaw("time", "0:00"), "cell_time"),
        (Flaw("error", "#VALUE!"), "cell_error"),
    ],
)
def test_doubtful_dates_are_flagged(cell: Cell, code: str) -> None:
    assert flagged(dates.day(cell)) == code


# ---- codes -----------------------------------------------------------------------------------------------------

GOOD = "91500109203226384B"


def test_codes_are_normalised_before_they_are_checked() -> None:
    for said in (
        GOOD,
        GOOD.lower(),
        f" {GOOD[:8]} {GOOD[8:]}\u200b",
        GOOD.translate({c: c + 0xFEE0 for c in range(48, 91)}),
    ):
        assert codes.uscc(said) == GOOD


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=9, max_size=9))
def test_the_check_character_agrees_with_the_standard(body: str) -> None:
    number = "91440300" + body
    right = number + reference.calc_check_digit(number)
    assert codes.uscc(right) == right == reference.validate(right)
    wrong = number + ("0" if right[-1] != "0" else "1")
    assert flagged(codes.uscc(wrong)) == "uscc_check"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (9.15001092032e17, "uscc_number"),
        (GOOD[:-1], "uscc_length"),
        ("0" * 18, "uscc_zeros"),
        (GOOD[:-1] + "O", "uscc_characters"),
        (GOOD[:-1] + "C", "uscc_check"),
        (Flaw("error", "#N/A"), "cell_error"),
    ],
)
def test_wrong_codes_say_what_is_wrong(cell: Cell, code: str) -> None:
    assert flagged(codes.uscc(cell)) == code


def test_names_are_one_whatever_the_width_and_the_spaces() -> None:
    assert name_key("示例（深圳）有限公司") == name_key(" 示例 (深圳)\u3000有限\u200b公司")
    assert name_key("ＡＢＣ时尚") == name_key("abc时尚")
    assert name_key("示例有限公司") != name_key("示例有限责任公司")
