"""Rows of a table that are no records: section headings, sums, repeated headers, notes at the foot, instructions."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from fashiontracker.exchange.cells import Row, shown
from fashiontracker.exchange.headers import Header, header_key
from fashiontracker.exchange.sheets import Sheet
from fashiontracker.text import N_, _

_SUM: Final = re.compile(r"(?:本页|全市|全部|总|以上|各区|全区)?(?:合计|小计|总计|共计|累计|平均)(?:数|值)?(?:[(:].*)?")
_NOTE: Final = re.compile(
    r"(?:数据|资料|信息)?来源[:(]|资料来源|(?:备?注|说明|填表说明|填报说明|附注|注意|提示)(?:\d*[:.、]|$)"
    r"|(?:填表|填报|制表|审核|复核|经办|联系|负责|单位负责)人(?:签字)?[:]|(?:填报|制表|打印|导出)(?:日期|时间|单位)[:]|※|\*"
)
_COUNTED: Final = re.compile(r".*\((?:共|计|合计)?\d+(?:家|所|个|户|项|名|位|人|条|场)?\)")
_NUMBERED: Final = re.compile(
    r"(?:第?[一二三四五六七八九十]+[、.批类部章节]|\([一二三四五六七八九十]+\)|[IVX]+[、.]).*"
)
_AREA: Final = re.compile(r".{1,8}(?:省|市|区|县|新区|自治区|合作区)")
_METADATA: Final = frozenset(
    header_key(word)
    for word in ("指标名称", "指标ID", "频率", "单位", "发布方", "计量单位", "数据类型", "字段类型", "来源")
)
_INSTRUCTION: Final = re.compile(
    r"(?:必填|选填|可填|非必填|必选|可选|请填|请选|填写|例如|例[:]|如[:]|示例[:]|格式|下拉|文本格式|日期格式|数字格式).*"
)
_BELOW_HEADER, _NUMBERS_BELOW = 6, 3


def reason_to_pass(sheet: Sheet, row: int, header: Header, name_at: int | None) -> str:
    """Why this row (counted from 0) is no record, in words; the empty string where it is one.

    ``name_at`` is the column in which the records' names stand.
    """
    cells = sheet.rows[row]
    filled = [index for index, cell in enumerate(cells) if not isinstance(cell, str) or cell.strip()]
    if not filled:
        return ""
    first = _folded(shown(cells[filled[0]]))
    named = _folded(shown(cells[name_at])) if name_at is not None and name_at in filled else ""
    if _SUM.fullmatch(first) or (named != first and _SUM.fullmatch(named)):
        return _(SUM)
    if row - header.below < _BELOW_HEADER and (words := _about_the_columns(cells, filled, row - header.below)):
        return words
    if _repeats(header, cells, filled):
        return _(REPEATED)
    if len(filled) <= 2 and _NOTE.match(first):
        return _(NOTE)
    if len(filled) == 1 and header.width > 1 and _is_section(sheet, header, row, filled[0], first, name_at):
        return _(SECTION)
    return ""


def _about_the_columns(cells: Row, filled: list[int], below: int) -> str:
    """Metadata, instructions or column numbers just under the header."""
    texts = [_folded(shown(cells[index])) for index in filled]
    if header_key(texts[0]) in _METADATA and len(filled) > 1:
        return _(METADATA)
    if sum(1 for text in texts if _INSTRUCTION.fullmatch(text)) * 2 >= len(texts):
        return _(INSTRUCTION)
    if below < _NUMBERS_BELOW and len(texts) > 2:
        numbers = [text.strip("()") for text in texts]
        if numbers == [str(number) for number in range(1, len(numbers) + 1)]:
            return _(NUMBERS)
    return ""


def _repeats(header: Header, cells: Row, filled: list[int]) -> bool:
    return len(filled) > 1 and all(header_key(shown(cells[index])) in header.keys for index in filled)


def _is_section(sheet: Sheet, header: Header, row: int, at: int, text: str, name_at: int | None) -> bool:
    """A lone cell is a heading where it is merged, where headings stand, or by its words; else a record cut short."""
    if any(
        top == row == bottom and left <= at <= right and right - left > 1 for top, left, bottom, right in sheet.merged
    ):
        return True
    unnamed = all(match.index != at for match in header.matches)
    before_the_name = name_at is not None and at < name_at
    return bool(
        unnamed or before_the_name or _COUNTED.fullmatch(text) or _NUMBERED.fullmatch(text) or _AREA.fullmatch(text)
    )


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


ABOVE: Final = N_("表头上方的标题或说明")
SUM: Final = N_("合计行")
REPEATED: Final = N_("重复的表头")
NOTE: Final = N_("表尾的来源或说明")
SECTION: Final = N_("分组标题")
METADATA: Final = N_("表头下方的说明（单位、频率、来源等）")
INSTRUCTION: Final = N_("填写说明")
NUMBERS: Final = N_("栏次编号")
EXCLUDED: Final = N_("按对应关系只取“{column}”为“{wanted}”的行，此处为“{value}”")
