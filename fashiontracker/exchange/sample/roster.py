"""A roster as members send it: title rows, merged cells, section rows, sums, other people's headers, wrong codes."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from fashiontracker.exchange.book import Book, new_book
from fashiontracker.exchange.sample.firms import sample_code

HEADERS: Final = (
    *("序号", "单位名称", "社会信用代码", "所属行业", "所在区", "主要产品"),
    *("2023营收(亿元)", "2024营收(万元)", "荣誉资质", "认定时间", "联系方式", "展厅面积"),
)
NUMBERS: Final = range(5001, 5100)
"""Codes that no firm of the sample database bears."""


def write_messy_roster(path: Path) -> None:
    """Write it: rows 5–7 and 9–11 can be read as they stand; row 12 bears a wrong code, row 13 a cell in error.

    Raises what `book.new_book` raises.
    """
    with new_book(path, "示例：会员报来的企业名录") as book:
        sheet = book.workbook.add_worksheet("会员企业名录（2025年）")
        sheet.set_column(0, 0, 6)
        sheet.set_column(1, len(HEADERS) - 1, 18)
        sheet.merge_range(0, 0, 0, len(HEADERS) - 1, "示例行业协会会员企业名录（2025年，全部虚构）", book.head)
        sheet.write_row(1, 0, ("填报单位：示例行业协会", "", "", "", "", "", "", "", "", "", "填报人：示例·林岚"))
        sheet.write_row(2, 0, HEADERS, book.head)
        for row, cells in enumerate(_rows(), 3):
            _write(book, sheet, row, cells)


def _rows() -> list[tuple[Any, ...]]:
    good, wide, small = (sample_code(number) for number in NUMBERS[:3])
    wrong = good[:-1] + ("A" if good[-1] != "A" else "B")
    full = wide.translate({ord(char): ord(char) + 0xFEE0 for char in wide})
    return [
        ("福田区（3家）",),
        (
            1,
            "示例晨汐服饰有限公司",
            good,
            "服装",
            "福田",
            "女装",
            1.26,
            "1,350.5",
            "高新技术企业",
            "2023年5月",
            "0755-00000001",
        ),
        (2, "示例暮野时装（深圳）有限公司", full, None, "福田区", "男装", 0.42, "4500万", None, None, "0755-00000002"),
        (
            3,
            "示例初岚珠宝首饰有限公司",
            small.lower(),
            "珠宝、工艺品",
            "福田",
            "K金首饰",
            None,
            8200,
            None,
            "",
            "",
            320,
        ),
        ("罗湖区（5家）",),
        (
            4,
            "示例听笙珠宝有限公司",
            None,
            "黄金珠宝",
            "罗湖",
            "翡翠",
            2.5,
            "=8000+4000",
            "创新型中小企业",
            "2022/11",
            None,
        ),
        (5, "示例听笙珠宝有限责任公司", None, "黄金珠宝", "罗湖", "翡翠", None, None, None, None, None),
        (
            6,
            "示例R&D<智>能时计有限公司",
            sample_code(NUMBERS[3]),
            "钟表",
            "光明",
            "智能手表",
            "0.9亿",
            9800,
            None,
            None,
            None,
        ),
        (7, "示例错码皮具有限公司", wrong, "皮具", "龙岗", "箱包", 0.3, 2900, None, None, None),
        (8, "示例断链眼镜有限公司", sample_code(NUMBERS[4]), "眼镜", "龙岗", "镜架", 0.2, "#REF!", None, None, None),
        (None, "合计", None, None, None, None, 7.58, 38751),
        ("资料来源：示例行业协会会员填报",),
    ]


def _write(book: Book, sheet: Any, row: int, cells: tuple[Any, ...]) -> None:
    if len(cells) == 1 and str(cells[0]).endswith("）"):
        sheet.merge_range(row, 0, row, len(HEADERS) - 1, cells[0], book.head)
        return
    for column, cell in enumerate(cells):
        if cell == "#REF!":
            sheet.write_formula(row, column, "=会员企业名录!#REF!", None, "#REF!")
        elif isinstance(cell, str) and cell.startswith("="):
            sheet.write_formula(row, column, cell, None, 12000)
        elif isinstance(cell, str):
            sheet.write_string(row, column, cell)
        elif cell is not None:
            sheet.write_number(row, column, cell)
    if cells[0] == 1:  # one 行业 for two rows, the way people merge it
        sheet.merge_range(row, 3, row + 1, 3, cells[3])
