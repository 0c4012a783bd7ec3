"""One cell to one value. Every function gives the value, None for an empty cell, or a `Problem` without a place.

Exact or flagged: nothing is rounded, guessed or read as 0.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Final

from fashiontracker.errors import Problem
from fashiontracker.exchange.cells import Cell, Flaw, Percent, is_empty, plain_number, shown
from fashiontracker.exchange.units import MULTIPLES, UNITS, base_of
from fashiontracker.text import N_

LONGEST_TEXT: Final = 32_767
"""As much as a cell of Excel holds."""
_UNSEEN: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_SEPARATORS: Final = re.compile(r"[、，,；;\n\r]+")
_NUMBER: Final = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_GUESS: Final = re.compile(r"[约超近逾余多至]|突破|以上|以下|左右|大约|不足|不少于|[~≈≥≤><+]|\d\s*[-—–]\s*\d")
_FOREIGN: Final = re.compile(r"港[元币]|美[元金]|欧元|日元|英镑|台币|韩元|USD|HKD|EUR|JPY|GBP|[$€£]", re.IGNORECASE)
_PLACEHOLDER: Final = re.compile(r"[-—–/\\]+|无|暂无|空|未知|不详|未披露|N/?A|null|none|nil", re.IGNORECASE)
_BROKEN: Final = {
    "=": "cell_no_value",
    **dict.fromkeys(("#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!"), "cell_error"),
}
"""What a formula without a value leaves behind where only text is kept: in a .csv, in a workbook of rejects."""
_YES: Final = frozenset({"是", "有", "已通过", "通过", "已认证", "yes", "y", "true", "√", "✓", "1"})
_NO: Final = frozenset({"否", "无", "未通过", "未认证", "没有", "不是", "no", "n", "false", "×", "✗", "x", "0"})
_SAME: Final = str.maketrans({"−": "-", "萬": "万", "億": "亿"})
_DIGITS: Final = 15


def clean(raw: str) -> str:
    """The text without control, direction and zero-width characters and without spaces around it.

    Where the result differs from ``raw.strip()`` the user is told. Rare characters and line breaks stay.
    """
    return raw.strip() if raw.isprintable() else _UNSEEN.sub("", raw).strip()


def has_unseen(raw: str) -> bool:
    """Whether `clean` takes characters out of it that nobody sees."""
    return not raw.isprintable() and _UNSEEN.search(raw.strip()) is not None


def text(cell: Cell) -> str | Problem | None:
    """Text; numbers with the digits that their sheet shows, dates as YYYY-MM-DD."""
    if isinstance(cell, str):
        if too_long := overlong(cell):
            return too_long
        if cell in _BROKEN:
            return problem(_BROKEN[cell], cell)
        return clean(cell) or None
    if isinstance(cell, Flaw) and cell.kind != "time":
        return flawed(cell)
    if isinstance(cell, float | int) and not isinstance(cell, bool) and abs(cell) >= 10**_DIGITS:
        return problem("digits_lost", plain_number(cell))
    return shown(cell)


def overlong(said: str) -> Problem | None:
    """What is wrong with a text that no cell of Excel could hold when it is written out; it counts in UTF-16 units."""
    if len(said) * 2 <= LONGEST_TEXT or (length := len(said.encode("utf-16-le", "replace")) // 2) <= LONGEST_TEXT:
        return None
    return problem("text_too_long", said[:40] + "…", limit=LONGEST_TEXT, length=length)


def flawed(cell: Flaw) -> Problem:
    """What is wrong with a cell that holds no value."""
    return problem(f"cell_{cell.kind}", cell.text)


def parts(cell: Cell) -> tuple[str, ...] | Problem | None:
    """Several values in a cell, split by 、，,；; or line breaks; doubled ones once."""
    whole = text(cell)
    if whole is None or isinstance(whole, Problem):
        return whole
    found = (part.strip() for part in _SEPARATORS.split(whole))
    return tuple(dict.fromkeys(part for part in found if part)) or None


def quantity(cell: Cell, unit: str, wanted: str) -> Decimal | Problem | None:
    """A quantity of the column's ``unit`` in the ``wanted`` one; the cell's own unit, or its 万 or 亿, goes first.

    ``unit`` may be empty: then only a cell that says its unit can be read. ``wanted`` must be a known unit, else it is
    taken for one that converts into nothing but itself.
    """
    if isinstance(cell, str) and is_empty(cell):
        return None
    read = measured(cell)
    if isinstance(read, Problem):
        return read
    value, suffix = read
    if suffix in MULTIPLES:
        return _converted(value, suffix + base_of(wanted), wanted, shown(cell))
    if suffix == "%" and wanted != "%":
        return problem("number_percent", shown(cell))
    return _converted(value, suffix or unit, wanted, shown(cell))


def measured(cell: Cell) -> tuple[Decimal, str] | Problem:
    """A number and the unit or 万, 亿 behind it, empty where the cell names none."""
    if isinstance(cell, str):
        return _written(cell)
    plain = _plain(cell)
    return plain if isinstance(plain, Problem) else (plain, "")


def number(cell: Cell) -> Decimal | Problem | None:
    """A number without a unit."""
    if isinstance(cell, str) and is_empty(cell):
        return None
    read = measured(cell)
    if isinstance(read, Problem):
        return read
    value, suffix = read
    if suffix in MULTIPLES:
        return value * MULTIPLES[suffix]
    return problem("number_unit", shown(cell), unit=suffix) if suffix else value


def count(cell: Cell) -> int | Problem | None:
    """A whole number that is not negative; a counting unit behind it (家, 人次) is left off."""
    amount = quantity(cell, "个", "个")
    if amount is None or isinstance(amount, Problem):
        return amount
    if amount < 0 or amount != amount.to_integral_value():
        return problem("number_whole", shown(cell))
    if amount >= 10**_DIGITS:
        return problem("number_large", shown(cell))
    return int(amount)


def percent(cell: Cell) -> Decimal | Problem | None:
    """A share of 100, from 0 to 100. A bare number up to 1 could be meant either way and is flagged."""
    if isinstance(cell, Percent):
        value = Decimal(f"{cell.value:.15g}") * 100
    else:
        said = isinstance(cell, str) and clean(cell).endswith(("%", "％"))
        amount = quantity(cell, "%", "%")
        if amount is None or isinstance(amount, Problem):
            return amount
        value = amount
        if not said and 0 < value <= 1:
            return problem("percent_or_share", shown(cell))
    return value if 0 <= value <= 100 else problem("percent_range", shown(cell))


def yes_no(cell: Cell) -> bool | Problem | None:
    """是 or 否 in any of their spellings."""
    if isinstance(cell, bool):
        return cell
    word = text(cell)
    if word is None or isinstance(word, Problem):
        return word
    folded = unicodedata.normalize("NFKC", word).casefold()
    return True if folded in _YES else False if folded in _NO else problem("yes_no", word)


def year(cell: Cell) -> int | Problem | None:
    """A year from 1800 to 2100, as a number or as text (2021年, 2021年度)."""
    if isinstance(cell, date):
        return problem("year_is_date", shown(cell))
    said = text(cell)
    if said is None or isinstance(said, Problem):
        return said
    found = re.fullmatch(r"((?:18|19|20)\d\d|2100)\s*(?:年度?|度)?", unicodedata.normalize("NFKC", said))
    return int(found[1]) if found else problem("year", said)


def _written(raw: str) -> tuple[Decimal, str] | Problem:
    """A number and the unit behind it, from text."""
    said = clean(raw)
    folded = "".join(unicodedata.normalize("NFKC", said).translate(_SAME).split())
    folded = re.sub(r"^(?:人民币|RMB|CNY|¥|￥)", "", folded, flags=re.IGNORECASE)
    found = _NUMBER.match(folded)
    suffix = folded[found.end() :] if found else ""
    if found and (not suffix or suffix in UNITS or suffix in MULTIPLES):
        return Decimal(found[0].replace(",", "")), suffix
    for pattern, code in (
        (_FOREIGN, "number_foreign"),
        (_PLACEHOLDER, "number_placeholder"),
        (_GUESS, "number_inexact"),
    ):
        if pattern.search(folded) if pattern is not _PLACEHOLDER else pattern.fullmatch(folded):
            return problem(code, said)
    return problem("number", said)


def _plain(cell: Cell) -> Decimal | Problem:
    if isinstance(cell, Flaw):
        return flawed(cell)
    if isinstance(cell, bool | date):
        return problem("number_other", shown(cell))
    if isinstance(cell, Percent):
        return problem("number_percent", shown(cell))
    value = Decimal(f"{cell:.15g}")
    return value if value.is_finite() else problem("number", shown(cell))


def _converted(value: Decimal, unit: str, wanted: str, said: str) -> Decimal | Problem:
    if unit == wanted:
        return value
    if not unit:
        return problem("unit_missing", said, unit=wanted)
    given, asked = UNITS.get(unit), UNITS.get(wanted)
    if given is None:
        return problem("unit_unknown", said, unit=unit)
    if asked is None or given.dimension != asked.dimension:
        return problem("unit_other", said, unit=unit, wanted=wanted)
    return value * given.factor / asked.factor


MESSAGES: Final = {
    "text_too_long": N_("这一格有 {length} 个字符，超过 {limit}"),
    "digits_lost": N_("这一格是数字格式，超过 15 位的部分已被表格软件改成 0，请改为文本格式重新填写"),
    "cell_error": N_("单元格的公式出错"),
    "cell_no_value": N_("单元格的公式还没有计算结果，请用 Excel 或 WPS 打开、保存后再导入"),
    "cell_nul": N_("单元格含有 NUL 字节，内容已损坏"),
    "cell_time": N_("这是时间，不是日期或数字；也可能是表格软件无法表示的日期"),
    "number": N_("不是数字"),
    "number_other": N_("这里应为数字"),
    "number_inexact": N_("不是确切的数字（约、超过、以上、区间等不能当作数字）"),
    "number_foreign": N_("外币金额不能直接与人民币相比，请换算后填写"),
    "number_placeholder": N_("没有数据时请留空，不要填符号或文字"),
    "number_percent": N_("这里应为数量，不是百分数"),
    "number_unit": N_("这里应为不带单位的数字，却带有“{unit}”"),
    "number_whole": N_("应为不小于 0 的整数"),
    "number_large": N_("这个数大得不像是真的"),
    "percent_or_share": N_("分不清是 {value}% 还是比例，请写明百分号"),
    "percent_range": N_("应在 0% 到 100% 之间"),
    "unit_missing": N_("没有写明单位（例如 {unit}），请在表头或单元格中注明"),
    "unit_unknown": N_("不认识的单位“{unit}”"),
    "unit_other": N_("单位“{unit}”不能换算成“{wanted}”"),
    "yes_no": N_("应为“是”或“否”"),
    "year": N_("不是年份"),
    "year_is_date": N_("这里应为年份，不是日期"),
}


def problem(code: str, value: str, **params: object) -> Problem:
    """A problem of a cell, without its place."""
    return Problem(code, MESSAGES[code], value=value, params=params)
