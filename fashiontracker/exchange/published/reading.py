"""A published list as a notice: whom it lists, for what, at which stage, on which day, under which number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fashiontracker.errors import Problem
from fashiontracker.exchange import codes
from fashiontracker.exchange.cells import is_empty, shown
from fashiontracker.exchange.headers import header_key
from fashiontracker.exchange.published.lines import names_in
from fashiontracker.exchange.sheets import Sheet, Workbook, opening
from fashiontracker.progress import Progress
from fashiontracker.text import N_

if TYPE_CHECKING:
    from fashiontracker.plan.designations import Catalogue, Designation

PUBLICITY: Final = "publicity"
RECOGNISED: Final = "recognised"
RENEWED: Final = "renewed"
STAGES: Final = (PUBLICITY, RECOGNISED, RENEWED)
"""What a published list can say that its names have reached."""

_HEADERS: Final = {
    "name": (
        *("企业名称", "单位名称", "公司名称", "名称", "企业", "公司", "申报单位", "申报企业", "申报企业名称"),
        *("申报单位名称", "认定企业", "入选企业", "企业全称", "单位全称", "依托单位", "所属企业", "承担单位"),
    ),
    "brand": ("品牌名称", "品牌", "商标名称", "商标", "消费名品名称"),
    "carrier": ("中心名称", "平台名称", "工业设计中心名称", "载体名称", "机构名称"),
    "uscc": ("统一社会信用代码", "信用代码", "社会信用代码", "USCC", "统一信用代码"),
    "city": ("城市", "所在城市", "所属城市", "地市", "所在地市", "所属地市", "所在市", "市", "所在地", "地区",
             "所属地区", "所在地区", "属地", "区域", "推荐地区", "辖区", "所在区", "所属区", "区"),
    "title": ("称号", "称号名称", "荣誉", "荣誉称号", "认定类别", "认定类型", "类别", "类型"),
    "batch": ("批次", "认定批次"),
}  # fmt: skip
_ROLE: Final = tuple((header_key(word), role) for role, words in _HEADERS.items() for word in words)
_SEARCHED: Final = 30
SHORTEST_FIRM: Final = 4
SHORTEST_BRAND: Final = 2
"""Characters of a name; what is shorter is a unit, a number, a mark."""
_SUM: Final = re.compile(r"(?:本页|全市|总)?(?:合计|小计|总计|共计).*|(?:备?注|说明|数据来源|来源)[::].*|[\d\s.、/-]*")
_DOCUMENT: Final = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[(（]\s*(?:19|20)\d\d\s*[〕\])）]\s*(?:第)?\d{1,5}\s*号")
_DAY: Final = re.compile(r"((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_STATED: Final = re.compile(r"[(（]\s*(公示|拟认定|拟推荐|复核通过|认定)[^()（）]*[)）]|公示$")


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list. ``name`` is the firm's; ``other`` the brand's or carrier's where the list has one.

    ``city`` and ``title`` are as written; ``uscc`` is a valid code or empty.
    """

    row: int
    name: str
    other: str = ""
    uscc: str = ""
    city: str = ""
    title: str = ""
    batch: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What was read. ``designation``, ``stage``, ``day``, ``number`` are what the text says; the user decides.

    ``skipped`` are rows that are no names. ``file`` is the notice itself; None for a pasted text, kept as ``text``.
    """

    listed: tuple[Listed, ...]
    designation: str | None
    stage: str | None
    day: date | None
    number: str
    batch: str
    skipped: int
    file: Path | None
    text: str


Read = tuple[Notice | None, list[Problem]]


def reading(path: Path, catalogue: Catalogue) -> Generator[Progress, None, Read]:
    """The notice in a file (xlsx, xls, xlsb, ods, csv, txt, docx, PDF with text), or why it cannot be read."""
    workbook, problems = yield from opening(path, with_pages=True)
    if workbook is None:
        return None, problems
    prose, tables = _parts(workbook)
    lines = [shown(row[0]) for sheet in prose for row in sheet.rows if row]
    if workbook.type == "pdf" and not any(lines):
        return None, [
            Problem("scan", N_("这份 PDF 没有文字（多半是扫描件），请改用可复制文字的文件或粘贴名单"), path.name)
        ]
    texts = [path.stem, *lines, *(text for sheet in tables for text in _above(sheet))]
    listed = [one for sheet in tables for one in _from_sheet(sheet)] or list(_from_lines(lines))
    if not listed:
        return None, [Problem("no_names", N_("没有找到企业或品牌名称，请确认选对了文件"), path.name)]
    rows = sum(any(not is_empty(cell) for cell in row) for sheet in (*prose, *tables) for row in sheet.rows)
    return _notice(listed, texts, catalogue, rows, path, ""), []


def _parts(workbook: Workbook) -> tuple[Sequence[Sheet], Sequence[Sheet]]:
    """What is running text and what are tables; names beside a table are not looked for."""
    sheets = workbook.visible
    if workbook.type == "docx":
        return sheets[:1], sheets[1:]
    return (sheets, ()) if workbook.type == "pdf" else ((), sheets)


def read_text(text: str, catalogue: Catalogue) -> Read:
    """The notice in a pasted text: lines, or cells copied from a spreadsheet."""
    lines = text.splitlines()
    listed: Sequence[Listed] = ()
    if any("\t" in line for line in lines):
        listed = list(_from_sheet(Sheet("", rows=[list(line.split("\t")) for line in lines])))
    if not listed:
        listed = list(_from_lines(lines))
    if not listed:
        return None, [Problem("no_names", N_("粘贴的文字里没有找到企业名称"))]
    return _notice(listed, lines, catalogue, sum(1 for line in lines if line.strip()), None, text), []


# ---- rows ------------------------------------------------------------------------------------------------------


def _from_lines(lines: Sequence[str]) -> Iterator[Listed]:
    for line in names_in(lines):
        yield Listed(line.row, line.name, uscc=_code(line.uscc), city=line.city)


def _from_sheet(sheet: Sheet) -> Iterator[Listed]:
    head, places = _header(sheet)
    if not places:
        lines = ["\t".join(shown(cell) for cell in row) for row in sheet.rows]
        yield from _from_lines(lines)
        return
    for number, row in enumerate(sheet.rows[head + 1 :], start=head + 2):
        cells = ["" if is_empty(cell) else unicodedata.normalize("NFKC", shown(cell)).strip() for cell in row]
        for group in places:
            found = {role: cells[at] for role, at in group.items() if at < len(cells)}
            if listed := _listed(number, found, sheet.name):
                yield listed


def _listed(row: int, found: dict[str, str], sheet: str) -> Listed | None:
    name, other = found.get("name", ""), found.get("brand") or found.get("carrier", "")
    if _SUM.fullmatch(name or other) or (len(other) < SHORTEST_BRAND and len(name) < SHORTEST_FIRM):
        return None
    code = _code(found.get("uscc", ""))
    return Listed(
        row,
        " ".join(name.split()),
        " ".join(other.split()),
        code,
        found.get("city", ""),
        found.get("title", ""),
        found.get("batch", ""),
        sheet,
    )


def _header(sheet: Sheet) -> tuple[int, list[dict[str, int]]]:
    """The row that names the columns, and the columns of every table beside another; nothing where there is none."""
    roles = dict(_ROLE)
    best: tuple[int, int, list[dict[str, int]]] = (0, -1, [])
    for number, row in enumerate(sheet.rows[:_SEARCHED]):
        groups: list[dict[str, int]] = [{}]
        first = ""
        for at, cell in enumerate(row):
            key = header_key(shown(cell)) if isinstance(cell, str) else ""
            role = roles.get(key)
            if role == "name" and "name" in groups[-1] and key == first:
                groups.append({})  # the same table goes on beside this one
            if role is not None and role not in groups[-1]:
                groups[-1][role] = at
                first = key if role == "name" else first
        named = [group for group in groups if group.keys() & {"name", "brand", "carrier"}]
        size = sum(map(len, named))
        if size > best[0]:
            best = (size, number, named)
    return best[1], best[2]


def _above(sheet: Sheet) -> Iterator[str]:
    """The texts over the table and at its foot: what the notice says of itself."""
    head, places = _header(sheet)
    rows = sheet.rows if not places else [*sheet.rows[:head], *sheet.rows[-5:]]
    for row in rows:
        yield " ".join(shown(cell) for cell in row if not is_empty(cell))


def _code(text: str) -> str:
    found = codes.uscc(text)
    return found if isinstance(found, str) else ""


# ---- what the notice says of itself ------------------------------------------------------------------------------


def _notice(
    listed: Sequence[Listed],
    texts: Iterable[str],
    catalogue: Catalogue,
    rows: int,
    file: Path | None,
    text: str,
) -> Notice:
    whole = "\n".join(texts)
    titles = {one.title for one in listed if one.title}
    found = {title_named(catalogue, title) for title in titles}
    single = next(iter(found)) if len(found) == 1 else None
    designation = single or (None if titles and single is None and len(found) > 1 else _mentioned(catalogue, whole))
    days = [day for match in _DAY.finditer(whole) if (day := _day(match))]
    number = _DOCUMENT.search(whole)
    batches = {one.batch for one in listed if one.batch}
    stage = stage_of("".join(titles)) if titles and stage_of("".join(titles)) else stage_of(whole)
    return Notice(
        tuple(listed),
        designation.key if designation else None,
        stage,
        days[-1] if days else None,
        "".join(number[0].split()) if number else "",
        next(iter(batches)) if len(batches) == 1 else "",
        max(rows - len({(one.sheet, one.row) for one in listed}), 0),
        file,
        text,
    )


def title_named(catalogue: Catalogue, text: str) -> Designation | None:
    """The designation that a cell names, what it says of the stage in brackets left aside; never a guess."""
    return catalogue.by_name(text) or catalogue.by_name(_STATED.sub("", text).strip())


def stage_of(text: str) -> str | None:
    """What a title or a text says its names have reached. Whatever is still 公示 or 拟认定 is no recognition."""
    if "公示" in text or "拟认定" in text or "拟推荐" in text:
        return PUBLICITY
    if "复核通过" in text or "通过复核" in text:
        return RENEWED
    return RECOGNISED if re.search(r"认定|公布|确定|入选", text) else None


def _mentioned(catalogue: Catalogue, text: str) -> Designation | None:
    """The one designation with the longest name that the text mentions."""
    plain = _bare(text)
    best: tuple[int, Designation | None] = (0, None)
    for one in catalogue.designations:
        for name in one.names:
            bare = _bare(name)
            if len(bare) > max(best[0], 3) and bare in plain:
                best = (len(bare), one)
    return best[1]


def _bare(text: str) -> str:
    return re.sub(r"[\s“”\"'‘’「」]+", "", unicodedata.normalize("NFKC", text))


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
