"""Document 1 in sentences: what the letter and the sections say of the rows."""

from __future__ import annotations

from collections import Counter

from fashiontracker.reports.target_sheet import RowSheet, TargetSheet
from fashiontracker.tally import words


def overall(sheet: TargetSheet) -> str:
    """How many of the graded rows are reached, and how the others and the milestones stand."""
    graded = Counter(row.status for row in sheet.rows if row.graded)
    milestones = Counter(row.status for row in sheet.rows if row.kind == "milestone")
    sentences = []
    if graded:
        reached = sum(graded[status] for status in words.REACHED)
        among = "，".join(
            f"{words.STATUS[status]}{graded[status]}项" for status in ("exceeded", "late") if graded[status]
        )
        said = f"行动计划提出的{graded.total()}项定量目标中，已达成{reached}项{f'（其中{among}）' if among else ''}"
        sentences.append("，".join([said, *_counts(graded, ("on_track", "behind", "missed", "no_data"))]))
    if milestones:
        said = "，".join(_counts(milestones, ("achieved", "in_progress", "not_started")))
        sentences.append(f"{milestones.total()}项里程碑目标中，{said}")
    return "。".join(sentences) + "。" if sentences else "行动计划没有定量目标和里程碑目标。"


def _counts(counts: Counter[str], statuses: tuple[str, ...]) -> list[str]:
    return [f"{words.STATUS[status]}{counts[status]}项" for status in statuses if counts[status]]


def by_group(sheet: TargetSheet) -> str:
    """How many of each group's graded rows are reached."""
    said = []
    for group in sheet.groups:
        graded = [row for row in group.rows if row.graded]
        reached = sum(row.status in words.REACHED for row in graded)
        if graded:
            said.append(f"{group.name}领域{len(graded)}项中达成{reached}项")
    return "，".join(said) + "。" if said else ""


def progress_of(row: RowSheet) -> str:
    """The promise and what is there, in a few words."""
    if row.actual is None:
        return f"目标{target(row)}，暂无数据"
    return f"目标{target(row)}，实际{words.number(row.actual)}{row.unit}"


def target(row: RowSheet) -> str:
    """The range with its unit."""
    text = words.target(row.least, row.most, empty="")
    return f"{text}{row.unit}" if text else "未定数量"


def of_row(row: RowSheet, foreseen: bool) -> str:
    """A row of the plan: its words, its number, and where its subjects are listed; ``foreseen`` before the end."""
    said = [quoted(row)]
    if row.actual is None:
        said.append("截至报告日没有可用的数据。")
    elif row.graded:
        said.append(f"目标{target(row)}，{_actual(row)}，{words.STATUS[row.status]}。")
    else:
        said.append(f"计划未定数量，{_actual(row)}。")
    if row.status == "behind" and row.pace is not None:
        said.append(f"按序时进度应达到{words.number(round(row.pace, 1))}{row.unit}。")
    if foreseen and row.forecast is not None and row.status not in words.REACHED:
        said.append(f"按现有称号和在办申报推算，期末达到下限的概率为{words.chance(row.forecast)}。")
    if row.stale:
        said.append(f"计入对象中有{row.stale}个的数值已超过一年未更新。")
    if row.counted:
        last = f"至{row.counted[-1].ledger}" if len(row.counted) > 1 else ""
        said.append(f"明细见附件2，台账号{row.counted[0].ledger}{last}。")
    if row.near_misses:
        said.append(f"另有{len(row.near_misses)}个对象接近但未计入，见附件3。")
    return "".join(said)


def _actual(row: RowSheet) -> str:
    year = f"{row.year}年" if row.year else ""
    return f"{year}实际{words.number(row.actual)}{row.unit}"


def of_milestone(row: RowSheet) -> str:
    """A goal without a number: its words, its state, what was noted last."""
    noted = f"最近进展（{row.progress}）。" if row.progress else ""
    return f"{quoted(row)}截至报告日{words.STATUS[row.status]}。{noted}"


def quoted(row: RowSheet) -> str:
    """The plan's own words and where they stand in it; quotation marks inside them become single ones."""
    inner = row.clause.translate(str.maketrans("“”", "‘’"))
    return f"计划{clause_place(row.clause_ref)}要求“{inner}”。"


def clause_place(reference: str) -> str:
    """二（一） as 第二部分（一）."""
    return f"第{reference[:1]}部分{reference[1:]}"
