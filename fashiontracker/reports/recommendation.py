"""Document 2, 推荐函 and 推荐汇总表: who is recommended for a designation, the criteria held against each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fashiontracker.errors import Refused
from fashiontracker.reports import correspondence
from fashiontracker.reports import document as doc
from fashiontracker.reports.candidates import VERDICTS, Candidate, at_stages, designation_named, named, stages_named
from fashiontracker.reports.stamp import Options, Stamp, chinese_date, fingerprint
from fashiontracker.tally import words
from fashiontracker.text import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fashiontracker.plan.designations import Catalogue
    from fashiontracker.plan.types import Plan

DEFAULT_STAGES: Final = ("preparing", "applied", "nominated")
ANNEXES: Final = ("推荐汇总表", "申报条件核对表")
NOUNS: Final = {"enterprise": ("企业", "家"), "brand": ("品牌", "个"), "carrier": ("载体平台", "个")}
IN_LETTER: Final = 10
"""So many candidates are named in the letter itself."""
TITLE_LINE: Final = 19
"""So many characters of a title stand on a line."""


@dataclass(frozen=True, slots=True)
class RecommendationSheet:
    """Everything that document 2 prints.

    ``stages`` in words; none where the candidates were chosen by name. ``cap``: at most so many of this city a
    batch, None where none is known; ``cap_note`` what else is known of the places. ``rulesets``: the documents whose
    criteria were held against the candidates.
    """

    stamp: Stamp
    designation: str
    awarding_body: str
    stages: tuple[str, ...]
    cap: int | None
    cap_note: str
    rulesets: tuple[str, ...]
    candidates: tuple[Candidate, ...]


def collect(session: Session, plan: Plan, catalogue: Catalogue, stamp: Stamp, options: Options) -> RecommendationSheet:
    """Those named, else those at the stages 申报准备, 已申报, 已推荐 (or the ones asked for) on the day.

    Raises Refused without a designation and where nobody is to be recommended.
    """
    designation = designation_named(catalogue, options.designation)
    chosen = options.stages or DEFAULT_STAGES
    stages = () if options.enterprises else tuple(stages_named(plan, chosen))
    if options.enterprises:
        found = named(session, plan, catalogue, designation, options.enterprises, stamp.as_of)
    else:
        keys = {stage.key for stage in stages}
        found = at_stages(session, plan, catalogue, designation, keys, stamp.as_of)
    if not found:
        raise Refused(
            N_("截至 {day} 没有处于{stages}阶段、申报{title}的对象。可用 --stage 另选阶段，或用 --enterprise 指定。"),
            day=stamp.as_of.isoformat(),
            stages="、".join(stage.zh for stage in stages),
            title=designation.zh,
        )
    return RecommendationSheet(
        stamp,
        designation.zh,
        designation.awarding_body,
        tuple(stage.zh for stage in stages),
        designation.nomination_cap,
        designation.nomination_note,
        tuple(dict.fromkeys(one.ruleset for one in found if one.ruleset)),
        found,
    )


# ---- compose ---------------------------------------------------------------------------------------------------


def compose(sheet: RecommendationSheet) -> doc.Document:
    """The letter, the table of those recommended, the criteria of each."""
    stamp, title = sheet.stamp, _title(sheet)
    parts: list[doc.Part] = [
        *_letter(sheet, title),
        doc.Annex(f"{sheet.designation}{ANNEXES[0]}", [_table(sheet)], landscape=True),
    ]
    if sheet.rulesets:
        parts.append(doc.Annex(ANNEXES[1], [_criteria(sheet)], landscape=True))
    parts.extend(correspondence.imprint(stamp))
    return doc.Document(
        meta=doc.Meta(title.replace("\n", ""), stamp.issuer, stamp.created, subject=f"截至{chinese_date(stamp.as_of)}"),
        parts=parts,
        number=f"FT-02-{stamp.as_of:%Y%m%d}",
        as_of=stamp.as_of,
        fingerprint=fingerprint(sheet),
        demo=stamp.demo,
    )


def _title(sheet: RecommendationSheet) -> str:
    """Two lines where each of them holds its half, as the layout of official letters wants it."""
    count, (noun, unit) = len(sheet.candidates), _noun(sheet)
    others = f"等{count}{unit}{noun}" if count > 1 else ""
    first = f"关于推荐{_quoted(sheet.candidates[0])}{others}"
    if len(first) > TITLE_LINE:
        first = f"关于推荐{count}{unit}{noun}"
    second = f"申报{sheet.designation}的函"
    return f"{first}{second}" if len(first + second) <= TITLE_LINE else f"{first}\n{second}"


def _quoted(one: Candidate) -> str:
    return f"“{one.name}”" if one.subject[0] == "brand" else one.name


def _noun(sheet: RecommendationSheet) -> tuple[str, str]:
    kinds = {one.subject[0] for one in sheet.candidates}
    return NOUNS[next(iter(kinds))] if len(kinds) == 1 else ("对象", "个")


def _letter(sheet: RecommendationSheet, title: str) -> Iterator[doc.Part]:
    stamp, (noun, unit) = sheet.stamp, _noun(sheet)
    yield from correspondence.opening(stamp, title)
    yield doc.Paragraph(_opening(sheet), key="letter.opening")
    yield doc.Paragraph(
        f"推荐下列{len(sheet.candidates)}{unit}{noun}申报{sheet.designation}：{_names(sheet)}",
        lead="推荐对象。",
        key="letter.names",
    )
    yield doc.Paragraph(_checked(sheet), lead="条件核对情况。", key="letter.checked")
    yield doc.Paragraph(_places(sheet), lead="推荐名额。", key="letter.places")
    yield doc.Paragraph("", lead="推荐理由。", key="letter.reasons")
    yield doc.Paragraph("特此函告，请予支持。")
    annexes = (f"{sheet.designation}{ANNEXES[0]}", ANNEXES[1])
    yield from correspondence.closing(stamp, annexes if sheet.rulesets else annexes[:1])


def _opening(sheet: RecommendationSheet) -> str:
    stages = f"处于{'、'.join(sheet.stages)}阶段的" if sheet.stages else "拟推荐的"
    return (
        f"为做好{sheet.designation}申报工作，我单位对截至{chinese_date(sheet.stamp.as_of)}{stages}申报对象进行了汇总"
        f"{'，并以登记的数据逐条核对了申报条件' if sheet.rulesets else ''}。现将推荐对象和核对情况函告如下。"
    )


def _names(sheet: RecommendationSheet) -> str:
    shown = "、".join(_quoted(one) for one in sheet.candidates[:IN_LETTER])
    return (
        f"{shown}。"
        if len(sheet.candidates) <= IN_LETTER
        else f"{shown}等，名单见附件{'1' if sheet.rulesets else ''}。"
    )


def _checked(sheet: RecommendationSheet) -> str:
    if not sheet.rulesets:
        return "目前没有施行中的公布条件，全部推荐对象需人工核对，见附件。"
    counts = Counter(one.verdict for one in sheet.candidates)
    unit = _noun(sheet)[1]
    said = "，".join(
        f"{VERDICTS[key]}的{counts[key]}{unit}" for key in ("eligible", "unknown", "not_eligible") if counts[key]
    )
    return (
        f"条件依据为{'、'.join(sheet.rulesets)}。推荐对象中，{said}。缺少数据或者须由人判断的条件一律列为“需人工核对”，"
        "不作为符合。逐条结果见附件2。"
    )


def _places(sheet: RecommendationSheet) -> str:
    said = []
    if sheet.cap is not None:
        count = len(sheet.candidates)
        more = f"，超出{count - sheet.cap}个，须择优确定" if count > sheet.cap else "，未超出名额"
        said.append(f"本市每批推荐名额为{sheet.cap}个，本次推荐{count}个{more}。")
    if sheet.cap_note:
        said.append(sheet.cap_note if sheet.cap_note.endswith("。") else f"{sheet.cap_note}。")
    return "".join(said)


# ---- annexes ---------------------------------------------------------------------------------------------------

CRITERIA: Final = (
    doc.Column("条件", share=3.0),
    doc.Column("结果", "center", share=0.8),
    doc.Column("数值", "right", share=0.9),
    doc.Column("年度", "right", share=0.6),
    doc.Column("差距或者说明", share=2.2),
    doc.Column("依据", share=1.6),
)


def _table(sheet: RecommendationSheet) -> doc.Table:
    owned = any(one.owner for one in sheet.candidates)
    columns = [
        doc.Column("序号", "center", share=0.4),
        doc.Column("推荐对象", share=2.0),
        *([doc.Column("所属单位", share=2.2)] if owned else []),
        doc.Column("统一社会信用代码", "center", share=1.4),
        doc.Column("行业", share=0.9),
        doc.Column("阶段", "center", share=0.8),
        doc.Column("阶段日期", "center", share=0.9),
        doc.Column("条件核对", "center", share=1.0),
        doc.Column("未达或者待核对事项", share=2.8),
    ]
    rows = [
        (
            *(str(number), one.name, *([one.owner] if owned else []), one.uscc, one.sectors, one.stage or "—"),
            *(words.day(one.since, "—"), VERDICTS[one.verdict], one.lacking or "—"),
        )
        for number, one in enumerate(sheet.candidates, 1)
    ]
    note = "未达或者待核对事项只列主要的，全部条件见附件2。" if sheet.rulesets else ""
    return doc.Table(columns, rows, note=note)


def _criteria(sheet: RecommendationSheet) -> doc.Table:
    rows: list[doc.Row] = []
    for number, one in enumerate(sheet.candidates, 1):
        by = f"，依据{one.ruleset}" if one.ruleset else ""
        rows.append(doc.GroupRow(f"{number}　{one.name}：{VERDICTS[one.verdict]}{by}"))
        rows.extend(
            (line.criterion, VERDICTS[line.verdict], line.value, line.year, line.gap or "—", line.clause)
            for line in one.criteria
        )
    return doc.Table(CRITERIA, rows, note="同一组条件中有几个可选项的，符合其中之一即可，其余可选项的差距仅供参考。")
