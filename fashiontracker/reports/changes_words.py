"""The sentences of document 8, and its words for what moved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Literal

from fashiontracker.reports.stamp import NUMBER_OPEN, chinese_date

if TYPE_CHECKING:
    from fashiontracker.reports.changes import ChangesSheet

Sort = Literal["correction", "since"]
SORTS: Final = {"correction": "更正", "since": "期间变化"}
WHAT: Final = {"came": "新计入", "went": "不再计入", "changed": "内容变化"}


def compared(sheet: ChangesSheet) -> str:
    """Which submission is compared with what."""
    before = sheet.before
    number = "" if before.number == NUMBER_OPEN else f"{before.number}，"
    return (
        f"上次报送为{chinese_date(before.handed_in_on)}报送{before.recipient}的“行动计划目标完成情况报告”"
        f"（{number}数据截至{chinese_date(before.as_of)}，数据指纹 {before.fingerprint}）。"
        f"本说明数据截至{chinese_date(sheet.stamp.as_of)}。"
    )


def overall(sheet: ChangesSheet) -> str:
    """How many rows differ, and how much of that is corrections."""
    if not sheet.rows:
        return f"全部{sheet.unchanged}项目标的数字、状态和计入对象与上次报送一致，没有变化。"
    moved = [(row, one) for row in sheet.rows for one in row.moved]
    counts = {
        (sort, what): sum(one.sort == sort and one.what == WHAT[what] for _, one in moved)
        for sort in SORTS
        for what in WHAT
    }
    said = f"{len(sheet.rows) + sheet.unchanged}项目标中，{len(sheet.rows)}项有变化，{sheet.unchanged}项没有变化。"
    since = _counted(counts, "since")
    said += f"上次截至日以来，{since}。" if since else "上次截至日以来没有新的变化。"
    corrected = _counted(counts, "correction")
    put_right = sum(row.printed != row.restated for row in sheet.rows)
    if corrected or put_right:
        said += f"对上次已报送内容的更正：{corrected or '不涉及计入对象'}，{put_right or '没有'}项报送数因此改变。"
    else:
        said += "上次已报送的内容没有更正。"
    return said


def _counted(counts: Mapping[tuple[str, str], int], sort: Sort) -> str:
    return "，".join(f"{WHAT[what]}{counts[sort, what]}个对象" for what in WHAT if counts[sort, what])


def method(sheet: ChangesSheet) -> str:
    """How the three numbers are to be read."""
    said = (
        "“上次报送”是上次文件上印出的数；“更正后”是用现在的数据、按同一截至日重新计算的数，二者之差是更正；"
        "“本期”与“更正后”之差是期间变化。变更记录是上次报送之后改动了有关记录的各条，编号可在变更记录中查到，"
        "日期为世界协调时；没有列出变更记录的，有关内容在上次报送前已经登记，随截至日期推移而计入或者不再计入。"
    )
    if not sheet.traced:
        said += "本数据库的变更记录中没有上次报送时的位置，不能列出相应的变更记录。"
    return said
