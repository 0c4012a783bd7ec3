"""The two lists behind a number: who counts, and who nearly does and why not. Both are seen at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fashiontracker.text import N_, _
from fashiontracker.ui.columns import Column, Kind, plain_text
from fashiontracker.ui.listed import Listed
from fashiontracker.ui.pages.quotas import wording
from fashiontracker.ui.pictures import icon_button
from fashiontracker.ui.style import give_role, look
from fashiontracker.ui.table import ROW_HEIGHT, Table

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.models.facts import Subject
    from fashiontracker.plan.types import Quota
    from fashiontracker.tally.board import Counted, RowResult
    from fashiontracker.ui.counting import Known

LEAST_COUNTED, LEAST_NEAR, MOST_NEAR = 2, 3, 6
"""So many rows of either list are seen in the smallest window, and of the near misses in the largest."""
LESSON_HEIGHT = 20

SUBJECT = Column("subject", N_("对象"), width=220)
OWNER = Column("owner", N_("所属企业"), width=200)
BASIS = Column("basis", N_("依据"), width=200)
REASON = Column("reason", N_("未计入的原因"), width=350)
SINCE = Column("since", N_("日期"), Kind.DATE, width=100, hint=N_("认定、建成、引进、发布的日期"))
UNTIL = Column("until", N_("有效期至"), Kind.DATE, width=100)
EVIDENCE = Column("evidence", N_("佐证"), width=140)
LEDGER = Column("ledger", N_("台账号"), width=84, hint=N_("报告附件里这一条的编号"))
CODE = Column("uscc", N_("统一社会信用代码"), Kind.CODE, width=176)

COUNTED = (SUBJECT, BASIS, SINCE, UNTIL, LEDGER, EVIDENCE, OWNER, CODE)
MAY_BE_BARE = ("since", "until", "owner", "uscc")
"""Columns that are left out where a row of the plan has nothing for them."""
NEAR = (SUBJECT, REASON, SINCE, UNTIL, BASIS, OWNER, CODE)


class SubjectList(QWidget):
    """A heading with a copy button over a table of subjects."""

    def __init__(self, columns: Sequence[Column], name: str) -> None:
        super().__init__()
        self.found: Sequence[Counted] = ()
        self._source = Listed(columns)
        self.heading = QLabel(name)
        give_role(self.heading, "heading")
        self.copy = icon_button("copy", _("复制全部（可粘贴到 Excel）"), self.copy_all)
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addWidget(self.copy)
        self.table = Table(columns, self._source, name)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setSelectionBehavior(Table.SelectionBehavior.SelectRows)
        self.lesson = QLabel()
        self.lesson.setWordWrap(True)
        self.lesson.setAlignment(Qt.AlignmentFlag.AlignTop)
        give_role(self.lesson, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(4))
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.lesson, 1)

    def show_subjects(
        self, heading: str, found: Sequence[Counted], rows: Sequence[Mapping[str, object]], hidden: Collection[str]
    ) -> None:
        """Show other subjects, without the ``hidden`` columns, which have nothing to say of them."""
        self.heading.setText(heading)
        self.found = found
        keys = [column.key for column in self.table.model_.columns]
        self._source.show({place: [row[key] for key in keys] for place, row in enumerate(rows)})
        self.table.reload()
        for place, column in enumerate(self.table.model_.columns):
            self.table.setColumnHidden(place, column.key in hidden)
        for widget in (self.table, self.copy):
            widget.setVisible(bool(found))
        self.lesson.setVisible(not found)

    def place_of(self, subject: Subject | None) -> int | None:
        """The row of a subject, or None."""
        found = (place for place, one in enumerate(self.found) if (one.subject_kind, one.subject_id) == subject)
        return next(found, None)

    def copy_all(self) -> str:
        """Put the whole table with its headings on the clipboard as TSV."""
        columns = self.table.model_.columns
        lines = [[_(column.title) for column in columns]]
        for place in self._source.ids(self.table.model_.order):
            values = self._source.rows([place])[place]
            lines.append([plain_text(column, value) for column, value in zip(columns, values, strict=True)])
        text = "\n".join("\t".join(line) for line in lines)
        QGuiApplication.clipboard().setText(text)
        return text


class Lists(QWidget):
    """Counted above, near misses below."""

    chosen = Signal(object)
    """The `Counted` to inspect, or None."""
    opened = Signal(object)
    """The `Counted` whose record is wanted."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self._chosen: Subject | None = None
        self._filling = False
        self.counted = SubjectList(COUNTED, _("计入"))
        self.near = SubjectList(NEAR, _("未计入"))
        self.near.heading.setToolTip(_("曾持有称号，或已建成、引进、发布，但因日期、有效期或行业未能计入"))
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(look().px(10), look().px(8), look().px(10), look().px(10))
        column.setSpacing(look().px(8))
        self.counted.table.setMinimumHeight(look().px(ROW_HEIGHT * (LEAST_COUNTED + 2)))
        column.addWidget(self.counted)
        column.addWidget(self.near, 1)
        column.addStretch()
        for one in (self.counted, self.near):
            one.table.current_changed.connect(lambda place, one=one: self._choose(one, place))
            one.table.opened.connect(lambda place, one=one: self.opened.emit(one.found[place]))

    def show_row(self, known: Known, quota: Quota, result: RowResult, ledger: str) -> None:
        """Show the lists of a row; ``ledger`` is what the report calls the row."""
        self._filling = True
        rows = [self._row(known, quota, one) for one in (*result.counted, *result.near_misses)]
        for place in range(len(result.counted)):
            rows[place]["ledger"] = f"{ledger}-{place + 1}"
        hidden = {key for key in MAY_BE_BARE if not any(row[key] for row in rows)}
        self._teach(quota)
        counted, near = len(result.counted), len(result.near_misses)
        self.counted.show_subjects(
            _("计入 {count}").format(count=f"{counted:,}"), result.counted, rows[:counted], hidden
        )
        heading = _("差一点，未计入 {count}").format(count=f"{near:,}")
        self.near.show_subjects(heading, result.near_misses, rows[counted:], hidden)
        self._fit_near(near)
        for place, share in enumerate((1, 1, 0) if counted else (0, 1, 1)):  # what there is none of takes no room
            self._column.setStretch(place, share)
        self._filling = False
        self._point()

    def tell(self) -> None:
        """Say again who is chosen."""
        for one in (self.near, self.counted):
            place = one.place_of(self._chosen)
            if place is not None:
                self.chosen.emit(one.found[place])

    def _point(self) -> None:
        """Stay with the chosen subject where it is still listed; else the first near miss, or the first that counts."""
        both = (self.near, self.counted)
        places = [(one, one.place_of(self._chosen)) for one in both]
        still = [(one, place) for one, place in places if place is not None]
        for one, place in still or [(one, 0) for one in both if one.found]:
            one.table.clearSelection()
            one.table.setCurrentIndex(one.table.model_.index(place, 0))
            self._choose(one, place)
            return
        self._chosen = None

    def _teach(self, quota: Quota) -> None:
        """Say where a list has nothing what would be in it, and how it comes there."""
        if quota.kind == "indicator":
            counted = _("还没有数据：在模板的“年度指标”表里填上这一项，再从“导入”页导入。")
            near = _("这一项是年度数，没有差一点的对象。")
        else:
            counted = _("截至这一天还没有计入的对象。")
            near = _(
                "没有差一点的对象：曾持有称号或已建成、已发布而未计入的，会连同原因列在这里。"
                "连这里也没有的，多半还没有登记。"
            )
        self.counted.lesson.setText(counted)
        self.near.lesson.setText(near)

    def _row(self, known: Known, quota: Quota, one: Counted) -> dict[str, object]:
        return {
            "subject": one.subject,
            "owner": wording.owner(known.facts, one),
            "basis": wording.basis(self._app, known, quota, one),
            "reason": wording.why(self._app, one),
            "since": one.recognised_on or one.day,
            "until": one.valid_until,
            "evidence": _("、").join(wording.evidence(known, one)),
            "ledger": "",
            "uscc": one.uscc or "",
        }

    def _fit_near(self, count: int) -> None:
        """No taller than its rows, so that the counted have the rest."""
        table, row = self.near.table, look().px(ROW_HEIGHT)
        frame = table.horizontalHeader().sizeHint().height() + look().px(14)
        most = frame + row * min(count, MOST_NEAR) if count else look().px(LESSON_HEIGHT)
        table.setMinimumHeight(frame + row * min(count, LEAST_NEAR))
        self.near.setMaximumHeight(most + self.near.copy.sizeHint().height() + look().px(4))

    def _choose(self, chosen: SubjectList, place: int | None) -> None:
        if place is None or self._filling:
            return
        other = self.near if chosen is self.counted else self.counted
        other.table.clearSelection()
        one = chosen.found[place]
        self._chosen = (one.subject_kind, one.subject_id)
        self.chosen.emit(one)
