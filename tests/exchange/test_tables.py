"""Where a table begins, what its columns are, and which rows are records; what leaves a doubt is asked about."""

from __future__ import annotations

from pathlib import Path

import pytest

from fashiontracker.errors import Problem
from fashiontracker.exchange.cells import Cell
from fashiontracker.exchange.headers import header_key, unit_in
from fashiontracker.exchange.layout import LAYOUTS
from fashiontracker.exchange.mapping import Mapping, fingerprint, parse_mapping, write_mapping
from fashiontracker.exchange.sheets import Sheet, open_workbook
from fashiontracker.exchange.tables import Table, find_table, layout_named


def page(*rows: list[Cell], name: str = "企业", **more: object) -> Sheet:
    return Sheet(name, rows=list(rows), **more)  # type: ignore[arg-type]


def located(sheet: Sheet, mapping: Mapping | None = None) -> Table:
    table = find_table(sheet, mapping)
    assert isinstance(table, Table), table
    return table


def asked(sheet: Sheet, mapping: Mapping | None = None) -> str:
    problem = find_table(sheet, mapping)
    assert isinstance(problem, Problem)
    assert "{" not in problem.line()
    return problem.code


def rows_of(table: Table) -> list[int]:
    return [record.row for record in table.records()]


HEAD: list[Cell] = ["企业名称*", "统一社会信用代码", "行业*", "所属区"]


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("　企业 名称 * ", "企业名称"),
        ("总投资（万元）", "总投资"),
        ("ＵＦＩ认证", "ufi认证"),
        ("*行业", "行业"),
        ("进度(%)", "进度"),
    ],
)
def test_headers_are_compared_without_stars_spaces_and_units(said: str, key: str) -> None:
    assert header_key(said) == key


def test_the_unit_of_a_header_is_kept() -> None:
    assert [
        unit_in(said) for said in ("总投资（亿元）", "面积【万平方米】", "总投资(单位：万元)", "日期(必填)", "名称")
    ] == [*("亿元", "万平方米", "万元", "", "")]


def test_every_column_of_ours_is_recognised_by_its_name_and_its_aliases() -> None:
    for layout in LAYOUTS.values():
        for column in layout.columns:
            if column is layout.yearly:
                continue
            for said in (column.header, *column.aliases):
                found = located(page(
                    [said, *(other.name for other in layout.columns if other not in (column, layout.yearly))],
                    name=layout.kind,
                ))  # fmt: skip
                assert {match.name: match.index for match in found.matches}[column.name] == 0, (layout.kind, said)


def test_a_header_stands_anywhere_in_the_first_rows() -> None:
    table = located(page(["示例名录"], [], ["填表单位：示例协会"], ["行业", "名称", "区"], ["服装", "示例甲", "南山"]))
    assert table.header_row == 4
    assert [(match.index, match.name) for match in table.matches] == [(0, "行业"), (1, "企业名称"), (2, "所属区")]
    assert rows_of(table) == [5]
    assert [row for row, _ in table.skipped] == [1, 3]


def test_years_of_revenue_are_columns_of_their_own() -> None:
    head: list[Cell] = [
        *HEAD,
        "2021营收(万元)",
        "2022年营业收入（亿元）",
        "营业收入（2023年）（万元）",
        "2024年1-6月营业收入",
    ]
    table = located(page(head, ["示例甲", "", "服装", "", 1, 2, 3, 4]))
    years = [(match.name, match.year, match.unit) for match in table.matches if match.year]
    assert years == [
        ("2021年营业收入(万元)", 2021, "万元"),
        ("2022年营业收入(万元)", 2022, "亿元"),
        ("2023年营业收入(万元)", 2023, "万元"),
    ]
    assert table.unknown == ((7, "2024年1-6月营业收入"),)


def test_a_header_of_two_rows_is_read_through_its_merged_cells() -> None:
    rows: list[list[Cell]] = [
        ["企业名称", "行业", "营业收入（万元）", "", ""],
        ["企业名称", "行业", "2021年", "2022年", "2023年"],
        ["示例甲", "服装", 1, 2, 3],
    ]
    merged = ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 4))
    for sheet in (page(*rows, merged=merged), page(rows[0], ["", "", "2021年", "2022年", "2023年"], rows[2])):
        table = located(sheet)
        assert [match.year for match in table.matches] == [None, None, 2021, 2022, 2023]
        assert {match.unit for match in table.matches if match.year} == {"万元"}
        assert rows_of(table) == [3]


def test_a_unit_in_a_title_line_holds_for_the_columns_under_it() -> None:
    table = located(page(["示例名录", "", "金额单位：亿元"], [*HEAD, "2021年营业收入"], ["示例甲", "", "服装", "", 3]))
    assert table.matches[-1].unit == "亿元"


def test_rows_that_are_no_records_are_listed_with_the_reason() -> None:
    table = located(page(
        HEAD,
        ["必填", "选填，18位", "必填", "选填"],
        ["1", "2", "3", "4"],
        ["北京市（92所）", "", "", ""],
        ["示例甲", "", "服装", "南山"],
        ["小 计", "", "1家", ""],
        ["", "二、家具", "", ""],
        ["示例乙", "", "家具", "福田"],
        ["企业名称", "统一社会信用代码", "行业", "所属区"],
        ["示例丙", "", "皮革", ""],
        ["合计", "", 3, ""],
        [],
        ["来源：示例协会", "", "", ""],
        ["注：以上为示例", "", "", ""],
    ))  # fmt: skip
    assert rows_of(table) == [5, 8, 10]
    assert [row for row, _ in table.skipped] == [2, 3, 4, 6, 7, 9, 11, 13, 14]
    assert all(reason for _, reason in table.skipped)


def test_a_record_with_nothing_but_a_name_is_still_a_record() -> None:
    assert rows_of(located(page(HEAD, ["示例时尚有限公司", "", "", ""]))) == [2]


def test_a_record_that_lacks_its_name_is_still_a_record_where_a_heading_would_not_stand() -> None:
    table = located(
        page(["序号", *HEAD], ["", "", "", "服装", ""], ["", "", "", "", "南山区"], ["家具类", "", "", "", ""])
    )
    assert rows_of(table) == [2]
    assert [row for row, _ in table.skipped] == [3, 4]


def test_metadata_under_the_header_gives_units() -> None:
    table = located(page(
        ["企业名称", "行业", "2021年营业收入"], ["单位", "", "亿元"], ["示例甲", "服装", 3]
    ))  # fmt: skip
    assert rows_of(table) == [3]
    assert table.matches[-1].unit == "亿元"


def test_unknown_columns_are_kept_beside_the_record() -> None:
    table = located(page(["序号", *HEAD, "法人"], [1, "示例甲", "", "服装", "", "张三"]))
    assert table.unknown == ((5, "法人"),)
    assert next(table.records()).others == {"法人": "张三"}


def test_tables_side_by_side_are_asked_about() -> None:
    assert asked(page([*HEAD, "", *HEAD], ["示例甲", "", "服装", "", "", "示例乙", "", "家具", ""])) == "side_by_side"


def test_a_doubled_column_is_asked_about_and_our_own_name_goes_before_an_alias() -> None:
    assert asked(page([*HEAD, "行业"])) == "duplicate_column"
    assert asked(page(["单位名称", "公司名称", "行业"])) == "duplicate_column"
    table = located(page([*HEAD, "所属行业"], ["示例甲", "", "服装", "", "女装"]))
    assert next(table.records()).others == {"所属行业": "女装"}


def test_without_a_header_nothing_is_guessed() -> None:
    assert asked(page(["示例甲", "服装"], ["示例乙", "家具"])) == "no_header"
    assert asked(page(["示例甲", "服装"], ["示例乙", "家具"], name="Sheet1")) == "unknown_table"


def test_a_sheet_under_another_name_is_known_by_its_header_if_that_leaves_no_doubt() -> None:
    assert located(page(HEAD, ["示例甲", "", "服装", ""], name="Sheet1")).kind == "企业"
    assert asked(page(["名称", "类别", "备注"], name="Sheet1")) in {"unknown_table", "unclear_kind"}
    assert asked(page(["*设备名称", "*数量", "品牌", "厂家"], name="Sheet1")) == "unknown_table"


def test_a_table_with_several_rows_for_one_firm_is_not_taken_for_a_roster() -> None:
    head: list[Cell] = ["企业名称", "行业", "年份", "期间", "金额", "币种", "所属区", "出处甲"]
    rows: list[list[Cell]] = [["示例甲", "服装", year, "年度", 1, "人民币", "南山", ""] for year in (2021, 2022)]
    assert asked(page(head, *rows, name="Sheet1")) == "long_table"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("企业", "企业"),
        ("2025年企业名录", "企业"),
        ("企业.csv", "企业"),
        ("展会", "展会"),
        ("重点项目（2024）", "重点项目"),
    ],
)
def test_sheets_are_known_by_their_names(name: str, kind: str) -> None:
    layout = layout_named(name)
    assert layout is not None
    assert layout.kind == kind


def test_rows_of_a_csv_with_another_length_are_flagged_never_shifted() -> None:
    table = located(page(HEAD, ["示例甲", "", "服装"], ["示例乙", "", "服装", "", "多"], ["示例丙", "", "服装", "", ""],
                         delimited=True))  # fmt: skip
    assert sorted(table.faults) == [2, 3]
    assert rows_of(table) == [2, 3, 4]


def test_addresses_are_those_of_the_sheet() -> None:
    table = located(page(["示例名录"], HEAD, ["示例甲", "", "服装", ""]))
    assert table.address(3, "行业") == "企业!C3"
    assert table.address(3, "备注") == "企业!3"


# ---- mappings --------------------------------------------------------------------------------------------------

MAPPING = """
kind = "年度指标"
[columns]
"企业名称" = "对象名称"
"年份" = "年度"
"营业收入（原文）" = "数值"
"单位（原文）" = "单位"
"来源" = "来源"
[constants]
"对象类型" = "企业"
"指标" = "营业收入"
[keep]
"期间" = "年度"
"数值性质" = "exact"
"是否深圳" = "是"
"""


def mapping() -> Mapping:
    read, problems = parse_mapping(MAPPING, "m.toml")
    assert not problems
    assert read is not None
    return read


def test_a_mapping_reads_back_as_it_was_written() -> None:
    assert parse_mapping(write_mapping(mapping()), "m.toml") == (mapping(), [])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('kind = "公司"', "m.toml: kind"),
        ('kind = "企业"\n[columns]\n"a" = "行当"', "m.toml: columns.a"),
        ('kind = "企业"\n[columns]\n"a" = "行业"\n"b" = "行业"', "m.toml: columns.b"),
        ('kind = "企业"\n[columns]\n"a" = true', "m.toml: columns.a"),
        ('kind = "企业"', "m.toml: columns"),
        ('kind = "企业"\nkeeps = 1\n[columns]\n"a" = "行业"', "m.toml: keeps"),
        ("kind = ", "m.toml"),
    ],
)
def test_a_wrong_mapping_is_refused_with_the_place(text: str, place: str) -> None:
    read, problems = parse_mapping(text, "m.toml")
    assert read is None
    assert place in [problem.place for problem in problems]


def test_a_mapping_whose_columns_are_absent_is_asked_about() -> None:
    assert asked(page(["企业名称", "年份"], name="a"), mapping()) == "mapped_column_absent"
    assert asked(page(["甲", "乙"], name="a"), mapping()) == "no_mapped_header"


def test_the_fingerprint_knows_the_same_headers_in_any_order() -> None:
    assert fingerprint(["企业名称*", "行业"]) == fingerprint(["行业", " 企业名称", ""])
    assert fingerprint(["企业名称"]) != fingerprint(["行业"])


# ---- real files ------------------------------------------------------------------------------------------------


def real(shared: Path, name: str) -> Sheet:
    book, problems = open_workbook(shared / "data" / "real" / name)
    assert not problems
    assert book is not None
    return book.visible[0]


def test_the_revenue_of_listed_firms_is_read_through_its_mapping(shared: Path) -> None:
    table = located(real(shared, "shenzhen_fashion_listed_revenue.csv"), mapping())
    assert len(table.rows) == 30
    assert len(table.skipped) == 21
    assert all("“" in reason for _, reason in table.skipped)
    first = next(table.records())
    assert first.cells["数值"] == "23.6"
    assert first.cells["对象类型"] == "企业"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("shenzhen_fashion_listed_revenue.csv", "unknown_table"),
        ("facts_sourced.csv", "unknown_table"),
        ("published_list_foshan.csv", "unknown_table"),
        ("R05_chongqing_listed_uscc.xls", "unknown_table"),
        ("M02_retail_sales_multirow_header.xlsx", "no_header"),
        ("M07_import_template_instruction_row.xls", "unknown_table"),
        ("M09_70_merged_ranges.xlsx", "unknown_table"),
        ("M11_hidden_dictionary_sheet.xls", "unknown_table"),
    ],
)
def test_a_table_of_another_shape_is_asked_about(shared: Path, name: str, code: str) -> None:
    assert asked(real(shared, name)) == code


def test_exhibitions_are_read_with_what_their_header_says(shared: Path) -> None:
    table = located(real(shared, "exhibitions_sourced.csv"))
    assert table.kind == "展会"
    assert len(table.rows) == 10
    assert [name for _, name in table.unknown] == [*("届次", "起止日期", "城市", "展览面积_平方米", "来源", "原文摘录")]


def test_a_roster_of_codes_is_read_through_a_mapping(shared: Path) -> None:
    text = 'kind = "企业"\n[columns]\n"公司名称" = "企业名称"\n"信用代码" = "统一社会信用代码"\n'
    text += '[constants]\n"行业" = "服装"\n'
    read, _ = parse_mapping(text, "m.toml")
    table = located(real(shared, "R05_chongqing_listed_uscc.xls"), read)
    assert len(table.rows) == 55
    assert {name for _, name in table.unknown} >= {"工商注册号", "注册资本"}


def test_metadata_rows_and_the_source_line_of_a_statistical_table_are_no_records(shared: Path) -> None:
    text = 'kind = "年度指标"\n[columns]\n"日期" = "年度"\n"社会消费品零售总额:当月值" = "数值"\n[constants]\n'
    text += '"对象类型" = "全市"\n"对象名称" = "深圳市"\n"指标" = "增加值"\n"单位" = "亿元"\n'
    read, problems = parse_mapping(text, "m.toml")
    assert not problems
    table = located(real(shared, "M02_retail_sales_multirow_header.xlsx"), read)
    passed = [row for row, _ in table.skipped]
    assert {3, 4, 5, 6} <= set(passed)
    assert passed[-1] == 553
    assert table.rows[0] == 7


def test_hidden_sheets_of_a_real_file_are_named_only(shared: Path) -> None:
    book, _ = open_workbook(shared / "data" / "real" / "M11_hidden_dictionary_sheet.xls")
    assert book is not None
    assert book.hidden == ("systemCodeDataSheet",)


def test_real_merges_are_filled_down(shared: Path) -> None:
    sheet = real(shared, "M09_70_merged_ranges.xlsx")
    assert [row[0] for row in sheet.rows[1:9]] == [1.0] * 8
