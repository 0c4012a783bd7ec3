"""What can be wrong with a file as a whole. The worker sends a code and its facts; the sentence is made here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

from fashiontracker.errors import Problem
from fashiontracker.text import N_, _

MESSAGES: Final = {
    "not_found": N_("找不到这个文件"),
    "not_a_file": N_("这不是一个文件"),
    "no_permission": N_("没有读取这个文件的权限，或文件正被其他程序占用"),
    "empty_file": N_("文件是空的（0 字节）"),
    "file_too_big": N_("文件有 {size} MB，超过上限 {limit} MB，请拆分后再导入"),
    "renamed": N_("扩展名是 {claimed}，内容其实是 {actual}；请另存为 .xlsx 后再导入"),
    "not_a_table": N_("这是 {actual}，不是表格；请另存为 .xlsx 后再导入"),
    "unknown_type": N_("认不出这是什么文件；能读的是 .xlsx .xls .xlsb .ods .csv .tsv"),
    "password": N_("文件有密码保护，请在 Excel 或 WPS 中取消密码、另存后再导入"),
    "damaged": N_("文件已损坏或不完整，无法读取（{part}）"),
    "bomb": N_("文件展开后的大小异常（{size} MB），可能是恶意文件，已拒绝"),
    "too_many_parts": N_("文件内含 {count} 个部件，超过上限 {limit}，已拒绝"),
    "entities": N_("文件的 XML 中含有实体或 DTD 定义（{part}），可能是恶意文件，已拒绝"),
    "xml_encoding": N_("文件内部的 XML 不是 UTF-8 编码（{part}），请用 Excel 或 WPS 另存后再导入"),
    "far_cell": N_("{cell} 远离表格，按行列铺开有 {area} 格，超过上限 {limit} 格；请删去远处的单元格后再导入"),
    "too_many_rows": N_("超过 {limit} 行，请拆分后再导入"),
    "too_many_cells": N_("超过 {limit} 个单元格，请拆分后再导入"),
    "worker_died": N_(
        "读取这个文件超出了内存或时间的限度（{memory} MB、{seconds} 秒），或使解析程序中断，已停止；没有读入任何数据"
    ),
    "no_sheets": N_("文件里没有工作表"),
    "bad_encoding": N_("第 {line} 行的字符既不是 UTF-8 也不是 GB18030，无法准确读取；请另存为 UTF-8 后再导入"),
    "mixed_encoding": N_("文件混用了 UTF-8 和 GB18030 两种编码（见第 {line} 行），无法准确读取；请统一编码后再导入"),
    "unlikely_encoding": N_(
        "文件不是 UTF-8、UTF-16 或 GB18030 编码（也许是 Big5），无法准确读取；请另存为 UTF-8 后再导入"
    ),
    "open_quote": N_("第 {line} 行附近的引号没有配对，其后的内容会错位，已拒绝；请检查该行的双引号"),
    "field_too_long": N_("第 {line} 行附近有一格超过 {limit} 个字符，可能是引号没有配对，已拒绝"),
}
"""Every sentence takes its facts by name; a test holds codes and facts together."""


TYPE_NAMES: Final = {
    "xlsx": N_("Excel 工作簿（.xlsx）"),
    "xls": N_("Excel 97-2003 工作簿（.xls）"),
    "xlsb": N_("Excel 二进制工作簿（.xlsb）"),
    "ods": N_("OpenDocument 表格（.ods）"),
    "text": N_("文本表格（.csv/.tsv）"),
    "html": N_("网页（HTML）"),
    "mhtml": N_("网页归档（MHTML）"),
    "xml": N_("XML 文件（也许是“XML 电子表格 2003”）"),
    "pdf": N_("PDF 文档"),
    "docx": N_("Word 文档（.docx）"),
    "pptx": N_("演示文稿（.pptx）"),
    "odf": N_("OpenDocument 文档（不是表格）"),
    "zip": N_("ZIP 压缩包"),
    "doc": N_("Word 97-2003 文档（.doc）"),
    "ole": N_("旧版 Office 复合文档（不是工作簿）"),
    "old_excel": N_("Excel 4.0 或更早的工作簿"),
    "rar": N_("RAR 压缩包"),
    "7z": N_("7z 压缩包"),
    "gzip": N_("GZIP 压缩包"),
    "image": N_("图片"),
    "rtf": N_("RTF 文档"),
    "sqlite": N_("SQLite 数据库"),
}


CLAIMS: Final = {
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xltm"), "xlsx"),
    **dict.fromkeys((".xls", ".xlt"), "xls"),
    **dict.fromkeys((".csv", ".tsv", ".txt", ".tab"), "text"),
    ".xlsb": "xlsb",
    ".ods": "ods",
}
"""What an extension says that a file is."""


def misnamed(name: str, kind: str) -> str:
    """The extension of a table where it names another type of table, else ``""``: what counts is the content."""
    claimed = PurePath(name).suffix.lower()
    return claimed if CLAIMS.get(claimed, kind) != kind else ""


class Unreadable(Exception):
    """Raised inside the worker only: the file is refused for this reason."""

    def __init__(self, code: str, place: str = "", **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.place = place
        self.facts = facts


def file_problem(code: str, place: str = "", facts: Mapping[str, object] | None = None) -> Problem:
    """The problem of a whole file or sheet; ``place`` is the file's name, with the sheet's where it has one."""
    params = dict(facts or {})
    if "actual" in params:
        params["actual"] = _(TYPE_NAMES.get(str(params["actual"]), ""))
    return Problem(code=code, message=MESSAGES[code], place=place, params=params)
