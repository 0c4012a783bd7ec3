"""Two records side by side, field by field: which value the one record shall have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fashiontracker.models import merge, particulars
from fashiontracker.text import _, pick
from fashiontracker.ui.pages.registry.section import words
from fashiontracker.ui.pages.registry.writing import short
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.models.particulars import Particulars
    from fashiontracker.models.views import ViewColumn
    from fashiontracker.ui.pages.registry.wording import Wording

LEFT, RIGHT, BOTH = 0, 1, 2


class Contest(NamedTuple):
    """One thing on which the two differ; ``group`` knows what was chosen."""

    group: QButtonGroup
    field: str
    values: tuple[Any, Any]


class _Option(QWidget):
    """A value to choose, in full: a radio button's own text neither wraps nor ends."""

    def __init__(self, button: QRadioButton, text: str) -> None:
        super().__init__()
        self._button = button
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(8))
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        label = words(text, "text")
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._button.setChecked(True)
        event.accept()


class MergeDialog(QDialog):
    """The left record stays under its number, the right one moves into it and goes to the trash; nothing is lost."""

    def __init__(self, app: App, wording: Wording, left: int, right: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app, self._wording = app, wording
        with app.store.reading() as session:
            found = [particulars.read(session, wording.view.record, key) for key in (left, right)]
        self.left, self.right = (one for one in found if one is not None)
        self.contests: list[Contest] = []
        self.figures: list[tuple[QButtonGroup, int]] = []
        self.setWindowTitle(_("合并记录"))
        heading = QLabel(_("合并成一条{what}").format(what=_(wording.view.title)))
        give_role(heading, "heading")
        lesson = words(
            _(
                "逐项选择合并后的值。称号、年度数据、名下记录和佐证全部并入；没选的值和名称会记在备注与曾用名里，可一步撤销。"
            ),
            "muted",
        )
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._comparison())
        buttons = QDialogButtonBox()
        buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        self.deed = buttons.addButton(_("合并"), QDialogButtonBox.ButtonRole.AcceptRole)
        give_role(self.deed, "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(24), look().px(20), look().px(24), look().px(16))
        column.setSpacing(look().px(12))
        for widget in (heading, lesson):
            column.addWidget(widget)
        column.addWidget(scroll, 1)
        column.addWidget(words(self._moving(), "muted"))
        column.addWidget(buttons)
        self.resize(look().px(820), look().px(600))

    def write(self) -> None:
        """Merge as chosen: one entry of the journal."""
        kept, gone = self.left.record, self.right.record
        label = _("合并{kind}：“{gone}”并入“{kept}”").format(
            kind=_(self._wording.view.title), gone=short(gone.name), kept=short(kept.name)
        )
        preferred = [number for group, number in self.figures if group.checkedId() == RIGHT]
        with self._app.store.journal.entry(label) as session:
            merge.merge(session, self._wording.view.record, kept.id, gone.id, self.fields(), self._noted, preferred)

    def fields(self) -> dict[str, Any]:
        """The values of the merged record on which the two differed."""
        chosen: dict[str, Any] = {}
        for group, field, values in self.contests:
            which = group.checkedId()
            value = tuple(dict.fromkeys((*values[LEFT], *values[RIGHT]))) if which == BOTH else values[which]
            chosen[field] = value
            if field == "district":
                chosen["qianhai"] = (self.left, self.right)[which].record.qianhai
        return chosen

    def _noted(self, field: str, value: Any) -> str:
        """A value that was not chosen, as a line of the note."""
        if field == "value":
            return _("〔合并前{year}年{indicator}〕{value}{unit}").format(
                year=value.year,
                indicator=self._indicator(value.indicator),
                value=f"{value.value:.15g}",
                unit=value.unit,
            )
        column = next((one for one in self._wording.view.columns if one.field == field), None)
        if field == "owner_id":
            owners = [one.owner for one in (self.left, self.right) if one.owner and one.owner[0] == value]
            said = owners[0][1] if owners else str(value)
        else:
            said = self._wording.said(column, value) if column else str(value)
        return _("〔合并前{column}〕{value}").format(column=_(column.title) if column else field, value=said)

    # ---- the comparison ----

    def _comparison(self) -> QWidget:
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, look().px(8), 0)
        grid.setHorizontalSpacing(look().px(16))
        grid.setVerticalSpacing(look().px(6))
        grid.setColumnStretch(1, 4)
        grid.setColumnStretch(2, 4)
        grid.setColumnMinimumWidth(3, look().px(88))
        for side, title in ((1, _("保留的记录")), (2, _("并入的记录"))):
            head = QLabel(title)
            give_role(head, "section")
            grid.addWidget(head, 0, side)
        for column in self._wording.view.columns:
            if column.field and column.key not in ("note", "qianhai"):
                self._compare(grid, column)
        self._compare_figures(grid)
        grid.setRowStretch(grid.rowCount(), 1)
        return sheet

    def _compare(self, grid: QGridLayout, column: ViewColumn) -> None:
        field = column.field or ""
        values = (getattr(self.left.record, field), getattr(self.right.record, field))
        said = [self._said(column, one) for one in (self.left, self.right)]
        if not any(said):
            return
        if values[0] == values[1] or said[0] == said[1]:
            self._row(grid, _(column.title))
            grid.addWidget(words(said[0], "text"), grid.rowCount() - 1, 1, 1, 2)
            return
        chosen = LEFT if said[LEFT] else RIGHT
        options = [text or "—" for text in said]
        if column.kind == "keys" and all(said):
            options.append(_("都保留"))
            chosen = BOTH
        self.contests.append(Contest(self._choices(grid, _(column.title), options, chosen), field, values))

    def _said(self, column: ViewColumn, one: Particulars) -> str:
        value = getattr(one.record, column.field or "")
        if column.field == "owner_id":
            return one.owner[1] if one.owner else ""
        said = self._wording.said(column, value)
        return (
            _("{value}（{where}）").format(value=said, where=_("前海"))
            if column.key == "district" and said and one.record.qianhai
            else said
        )

    def _compare_figures(self, grid: QGridLayout) -> None:
        mine = {(one.indicator, one.year, one.entered_in): one for one in self.left.figures}
        for theirs in self.right.figures:
            ours = mine.get((theirs.indicator, theirs.year, theirs.entered_in))
            if ours is not None and ours.value != theirs.value:
                title = _("{year} 年{indicator}").format(year=theirs.year, indicator=self._indicator(theirs.indicator))
                options = [f"{one.value:,.10g} {one.unit}" for one in (ours, theirs)]
                self.figures.append((self._choices(grid, title, options, LEFT), theirs.id))

    def _choices(self, grid: QGridLayout, title: str, options: list[str], chosen: int) -> QButtonGroup:
        group = QButtonGroup(self)
        self._row(grid, title)
        row = grid.rowCount() - 1
        for which, text in enumerate(options):
            button = QRadioButton()
            button.setAccessibleName(f"{title} {text}")
            group.addButton(button, which)
            grid.addWidget(_Option(button, text), row, which + 1)
        group.button(chosen).setChecked(True)
        return group

    @staticmethod
    def _row(grid: QGridLayout, title: str) -> None:
        label = QLabel(title)
        give_role(label, "muted")
        label.setFixedWidth(look().px(120))
        label.setWordWrap(True)
        grid.addWidget(label, grid.rowCount(), 0, Qt.AlignmentFlag.AlignTop)

    def _moving(self) -> str:
        """What comes over with the right record."""
        counts = [(_("年度数据"), len(self.right.figures)), (_("称号与申报"), len(self.right.events))]
        counts += [(_("名下记录"), sum(len(rows) for rows in self.right.belongings.values()))]
        counts += [(_("佐证材料"), len(self.right.files)), (_("曾用名"), len(self.right.former_names))]
        parts = [f"{title} {count}" for title, count in counts if count]
        return _("一并移入：{what}").format(what=_("、").join(parts)) if parts else ""

    def _indicator(self, key: str) -> str:
        found = self._app.plan.indicators.get(key) or self._app.catalogue.metrics.get(key)
        return pick(found.zh, found.en) if found else key
