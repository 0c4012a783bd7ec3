"""The recovery key of an encrypted database on one page, to be printed and locked away."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from fashiontracker.progress import Progress
from fashiontracker.reports.document import Blank, Document, Heading, Meta, Paragraph, Part, Run, Title
from fashiontracker.reports.faces import Role
from fashiontracker.reports.paper import chinese_date
from fashiontracker.reports.press import PressResult, press

GROUPS_PER_LINE = 4


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What the page says: whose key it is, the key in groups (`models.sealing.Key.recovery`), and since when."""

    database: str
    key: str = field(repr=False)
    dated: date


def print_page(path: Path, database: str, key: str, dated: date) -> Generator[Progress, None, PressResult]:
    """Press the page into a file that only its owner may read, also where another one lay there. Raises NoRoom."""
    with suppress(OSError):  # what lies there gives its permissions to the new file
        path.chmod(0o600)
    return (yield from press(compose(RecoverySheet(database, key, dated)), path))


def compose(sheet: RecoverySheet) -> Document:
    """The page: the key large, what it is for, what to do with it."""
    meta = Meta("数据库恢复密钥", "fashiontracker", datetime.combine(sheet.dated, time(9)))
    return Document(meta, tuple(_parts(sheet)), running_line=False)


def _parts(sheet: RecoverySheet) -> Iterator[Part]:
    yield Title("数据库恢复密钥")
    yield Paragraph([Run("数据库："), Run(sheet.database, bold=True)], indent=False)
    yield Paragraph(f"生成日期：{chinese_date(sheet.dated)}", indent=False)
    yield Blank(0.5)
    for line in key_lines(sheet.key):
        yield Paragraph([Run(line, role=Role.HEADING, size=20)], indent=False, align="center")
    yield Blank(0.5)
    yield Paragraph("密钥只由字母A至Z和数字2至7组成，没有0、1、8、9。输入时不分大小写，短横线和空格可以省略。")
    yield Heading(1, "用途", numbered=False)
    yield Paragraph(
        "忘记口令时，在打开数据库的窗口里输入恢复密钥，效果与口令相同。换过口令后，本页只能打开换口令之前的备份。"
    )
    yield Heading(1, "请这样保管", numbered=False)
    yield Paragraph("1．打印或抄下本页，锁进保险柜，不要与电脑放在一起，不要拍照或用聊天软件传送。")
    yield Paragraph("2．打印之后删除本页的电子文件。")
    yield Paragraph("3．得到本页的人就能打开数据库。口令和本页都丢失，数据无法恢复，任何人都帮不了。")


def key_lines(key: str) -> list[str]:
    """The key in lines of a few groups each, as it is read aloud and typed."""
    groups = key.split("-")
    starts = range(0, len(groups), GROUPS_PER_LINE)
    return ["-".join(groups[start : start + GROUPS_PER_LINE]) for start in starts]
