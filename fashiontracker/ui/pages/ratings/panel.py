"""One exhibition's rating explained: from each measure to its points, to the grade; UFI's rule; all its editions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fashiontracker.tally.ufi import international
from fashiontracker.text import _, pick
from fashiontracker.ui.marks import Mark
from fashiontracker.ui.pages.ratings import wording
from fashiontracker.ui.pages.ratings.wording import number
from fashiontracker.ui.pictures import Picture
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.plan.types import Plan
    from fashiontracker.tally.rating import Edition, Rated
    from fashiontracker.tally.ufi import Judged


class RatingPanel(QWidget):
    """For the inspector. ``opened`` leads to the exhibition's editions in the registry."""

    def __init__(
        self,
        plan: Plan,
        rated: Rated,
        editions: Sequence[Edition],
        judged: Sequence[Judged],
        opened: Callable[[], None],
    ) -> None:
        super().__init__()
        self.lines: list[tuple[str, ...]] = []
        edition = rated.edition
        title = _text(_("{value}（{where}）").format(value=edition.name, where=edition.year))
        give_role(title, "heading")
        link = QPushButton(_("在展会页查看各届"))
        give_role(link, "link")
        link.clicked.connect(opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(16), look().px(4), look().px(16), look().px(16))
        column.setSpacing(look().px(8))
        column.addWidget(title)
        column.addLayout(_marked(wording.grades(plan)[wording.grade_of(plan, rated)], _score(rated)))
        column.addWidget(_text(_why(plan, rated), "muted"))
        column.addWidget(_heading(_("得分怎样算出")))
        column.addLayout(self._points(plan, rated))
        column.addWidget(_text(_formula(), "muted"))
        if judged:
            column.addWidget(_heading(_("UFI 国际展会的条件")))
            column.addLayout(self._ufi(judged))
            together = wording.ANSWERS[international(judged)].word
            column.addWidget(_text(_("境外参与（两项满足一项即可）：{answer}").format(answer=together), "muted"))
            column.addWidget(_text(_("登记的 UFI 认证：{ufi}").format(ufi=wording.yes(edition.ufi)), "muted"))
        column.addWidget(_heading(_("历届（{count}）").format(count=len(editions))))
        column.addLayout(self._editions(editions))
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _points(self, plan: Plan, rated: Rated) -> QGridLayout:
        rows = [(_("因素"), _("数值"), _("得分"), _("计入"))]
        for factor, points in zip(plan.exhibition_rating, rated.points, strict=True):
            counted = "—" if points.points is None else number(points.points * points.weight)
            rows.append(
                (
                    pick(factor.zh, factor.en),
                    number(points.value),
                    number(points.points),
                    counted,
                )
            )
        rows.append((_("合计"), "", "", number(rated.score)))
        notes = (
            _("{measure}，满分 {full}，权重 {weight}").format(
                measure=pick(factor.measure, factor.measure_en), full=number(factor.full), weight=f"{factor.weight:.0%}"
            )
            for factor in plan.exhibition_rating
        )
        return self._grid(rows, dict(enumerate(notes, 1)))

    def _ufi(self, judged: Sequence[Judged]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(look().px(4))
        for one in judged:
            mark = wording.ANSWERS[one.answer]
            value = _("登记簿没有这一项") if one.value is None else f"{number(one.value)} %"
            words = pick(one.criterion.zh, one.criterion.en)
            self.lines.append((words, value, mark.word))
            column.addLayout(_marked(mark, _("{title}：{count}").format(title=words, count=value)))
        return column

    def _editions(self, editions: Sequence[Edition]) -> QGridLayout:
        rows = [(_("年度"), _("面积（平方米）"), _("较上届"), _("境外展商"))]
        for place, one in reversed(list(enumerate(editions))):
            growth = _("首届") if place == 0 else _percent(one.growth, sign=True)
            rows.append((str(one.year), number(one.area, 0), growth, _percent(one.foreign_share)))
        return self._grid(rows)

    def _grid(self, rows: Sequence[tuple[str, ...]], notes: Mapping[int, str] | None = None) -> QGridLayout:
        """The first row is the heading; ``notes`` stand under their rows."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(look().px(10))
        grid.setVerticalSpacing(look().px(4))
        grid.setColumnStretch(0, 1)
        for row, cells in enumerate(rows):
            self.lines.append(cells)
            for column, cell in enumerate(cells):
                label = QLabel(cell)
                label.setTextFormat(Qt.TextFormat.PlainText)
                give_role(label, "muted" if row == 0 else "")
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                label.setAlignment(side | Qt.AlignmentFlag.AlignBottom)
                label.setWordWrap(row == 0)
                grid.addWidget(label, 2 * row, column)
            if notes and row in notes:
                grid.addWidget(_text(notes[row], "muted"), 2 * row + 1, 0, 1, len(cells))
        return grid


def _why(plan: Plan, rated: Rated) -> str:
    """Why it has the grade that it has, or why none can be given yet."""
    names = {factor.key: pick(factor.zh, factor.en) for factor in plan.exhibition_rating}
    unknown = [names[one.factor] for one in rated.points if one.points is None]
    floors = _("、").join(
        _("{grade}从 {least} 分起").format(grade=pick(one.zh, one.en), least=number(one.least))
        for one in plan.exhibition_grades
    )
    said = _("等级：{floors}。").format(floors=floors) if floors else ""
    if unknown:
        said += _("{factors}未知，不得分；都得满分时为 {most} 分。").format(
            factors=_("、").join(unknown), most=number(rated.most)
        )
    if rated.undecided:
        said += _("补齐之前等级可能改变，故为待定。")
    return said


def _formula() -> str:
    return _(
        "得分 = 100 × 数值 ÷ 满分值，最低 0 分，最高 100 分；计入 = 得分 × 权重。"
        "五项因素出自计划四（五）2；权重、满分值和等级起点由计划文件给出，可以修改。"
    )


def _score(rated: Rated) -> str:
    return _("{score} 分").format(score=number(rated.score))


def _percent(value: float | None, *, sign: bool = False) -> str:
    return number(value) if value is None else f"{'+' if sign and value > 0 else ''}{number(value)} %"


def _marked(mark: Mark, words: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(look().px(6))
    row.addWidget(Picture(mark.shape, mark.ink), 0, Qt.AlignmentFlag.AlignTop)
    label = _text(f"{mark.word}　{words}")
    row.addWidget(label, 1)
    return row


def _heading(words: str) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, look().px(6), 0, 0)
    column.setSpacing(look().px(6))
    rule = QFrame()
    give_role(rule, "rule")
    label = QLabel(words)
    label.setFont(look().font(bold=True))
    column.addWidget(rule)
    column.addWidget(label)
    return box


def _text(words: str, role: str = "") -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    give_role(label, role)
    return label
