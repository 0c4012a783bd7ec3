"""How grades and answers look, and how the numbers of exhibitions are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from fashiontracker.text import N_, _, pick
from fashiontracker.ui.columns import Column, Kind
from fashiontracker.ui.marks import Mark

if TYPE_CHECKING:
    from fashiontracker.plan.types import Plan
    from fashiontracker.tally.rating import Rated

UNDECIDED: Final = "undecided"
BELOW: Final = "below"
GRADE_LOOKS: Final = (("exceeded", "good"), ("done", "good"), ("on_track", "info"))
"""The grades from the best down; further ones look like the last."""

ANSWERS: Final[Mapping[str, Mark]] = {
    "met": Mark("done", "good", N_("达到")),
    "not_met": Mark("missed", "bad", N_("未达到")),
    "unknown": Mark("question", "quiet", N_("未知")),
}


def grades(plan: Plan) -> Mapping[str, Mark]:
    """The plan's grades, and those of exhibitions that have none."""
    found = {}
    for place, grade in enumerate(plan.exhibition_grades):
        shape, ink = GRADE_LOOKS[min(place, len(GRADE_LOOKS) - 1)]
        found[grade.key] = Mark(shape, ink, pick(grade.zh, grade.en))
    return {
        **found,
        BELOW: Mark("not_started", "quiet", N_("未达等级")),
        UNDECIDED: Mark("no_data", "warn", N_("待定")),
    }


def grade_of(plan: Plan, rated: Rated) -> str:
    """The key of an exhibition's mark."""
    if rated.undecided:
        return UNDECIDED
    grade = plan.exhibition_grades.named(rated.grade or "")
    return grade.key if grade else BELOW


def number(value: float | None, digits: int = 1) -> str:
    """A number with at most so many decimals; what is not known says so."""
    if value is None:
        return _("未知")
    text = f"{round(value, digits):,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def yes(value: bool | None) -> str:
    """What is recorded of UFI's approval."""
    return _("未知") if value is None else _("是") if value else _("否")


def columns(plan: Plan) -> tuple[Column, ...]:
    """What the table shows."""
    factors = [
        Column(
            factor.key,
            pick(factor.zh, factor.en),
            Kind.NUMBER,
            100,
            hint=pick(factor.measure, factor.measure_en),
            digits=1,
        )
        for factor in plan.exhibition_rating
    ]
    return (
        Column("rank", N_("名次"), Kind.NUMBER, 60),
        Column("name", N_("展会名称"), width=220),
        Column("year", N_("届次年度"), width=84),
        Column("grade", N_("等级"), Kind.STATUS, 96, marks=grades(plan)),
        Column("score", N_("得分"), Kind.NUMBER, 68, hint=N_("各因素得分乘以权重之和，未知因素不得分"), digits=1),
        Column("most", N_("最高可能"), Kind.NUMBER, 88, hint=N_("未知因素都得满分时的得分"), digits=1),
        *factors,
        Column("area", N_("面积（平方米）"), Kind.NUMBER, 116),
        Column("growth", N_("较上届（%）"), Kind.NUMBER, 112, digits=1),
        Column("foreign", N_("境外展商（%）"), Kind.NUMBER, 128, digits=1),
        Column(
            "international", N_("境外参与"), Kind.STATUS, 90, marks=ANSWERS, hint=N_("UFI 国际展会对境外参与的要求")
        ),
        Column("ufi", N_("UFI认证"), width=80),
        Column("owner", N_("主办单位"), width=200),
    )


def rounded(value: float | None) -> float | None:
    """A number for a cell; what is not known stays empty."""
    return None if value is None else round(value, 1)


def row(plan: Plan, rank: int, rated: Rated, international: str) -> Sequence[object]:
    """The cells of one exhibition in the order of `columns`."""
    edition = rated.edition
    return (
        *(rank, edition.name, str(edition.year), grade_of(plan, rated), rated.score, rated.most),
        *(rounded(one.points) for one in rated.points),
        *(rounded(edition.area), rounded(edition.growth), rounded(edition.foreign_share)),
        *(international, yes(edition.ufi), edition.owner),
    )
