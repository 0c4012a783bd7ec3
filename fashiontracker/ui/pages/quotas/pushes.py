"""What may still change a row's number: candidacies and renewals, with a box each for what-if."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from fashiontracker.tally import words
from fashiontracker.text import N_, _
from fashiontracker.ui.pages.quotas import wording

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.models.facts import Subject
    from fashiontracker.tally.forecast import Basis, Forecast, TitleKey

_Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
ALIGN: Final = int(Qt.ItemDataRole.TextAlignmentRole)
CHECK: Final = int(Qt.ItemDataRole.CheckStateRole)
TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
SPOKEN: Final = int(Qt.ItemDataRole.AccessibleTextRole)
SUCCEEDS, FAILS, CHANCE = 0, 1, 4
HEADS = (N_("成功"), N_("落空"), N_("对象"), N_("阶段"), N_("概率"), N_("提升"), N_("依据"), N_("称号"), N_("自"))
WIDTHS = (48, 48, 128, 84, 56, 60, 150, 190, 100)
RIGHT = (CHANCE, 5)
TIPS = {
    SUCCEEDS: N_("假设它期内获得认定或复核通过；只重算预测，不改任何记录"),
    FAILS: N_("假设它期内落空；只重算预测，不改任何记录"),
    5: N_("若它确定成功，达成概率提升多少个百分点"),
    6: N_("一般有多大把握，以及本会已了结的同类申报（或已期满的称号）成了几件；两者合成概率"),
}


@dataclass(frozen=True, slots=True)
class Push:
    """One candidacy or renewal as the table shows it; ``raises`` is a probability, None for a renewal."""

    key: TitleKey
    subject: Subject
    name: str
    title: str
    stage: str
    since: date
    chance: float
    raises: float | None
    basis: Basis


def pushes(app: App, found: Forecast) -> list[Push]:
    """The candidacies, what raises the probability most first, then the renewals."""
    rows = []
    for one in found.candidates:
        stage = wording.stage(app, one.stage)
        if not one.in_time:
            stage = _("{stage}（期内来不及）").format(stage=stage)
        rows.append(
            Push(
                *(one.key, one.subject, one.name, wording.title(app, one.designation)),
                *(stage, one.since, one.chance, one.raises),
                basis=one.basis,
            )
        )
    for renewal in found.renewals:
        title = wording.title(app, renewal.designation)
        stage = _("待复核")
        rows.append(
            Push(
                *(renewal.key, renewal.subject, renewal.name, title, stage, renewal.valid_until),
                *(renewal.chance, None),
                basis=renewal.basis,
            )
        )
    return rows


def said(basis: Basis) -> str:
    """What a probability rests on, with the counts."""
    usual = _("一般 {chance}").format(chance=words.chance(basis.usual))
    if not basis.cases:
        return usual
    return _("{usual}，本会 {won}/{cases}").format(usual=usual, won=basis.won, cases=basis.cases)


class PushModel(QAbstractTableModel):
    """The table's rows and the assumptions ticked in it."""

    assumed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Push] = ()
        self.assumptions: dict[TitleKey, bool] = {}

    def show_rows(self, rows: Sequence[Push]) -> None:
        """Show others; what was assumed of those still there stays assumed."""
        self.beginResetModel()
        self.rows = rows
        keys = {row.key for row in rows}
        self.assumptions = {key: value for key, value in self.assumptions.items() if key in keys}
        self.endResetModel()

    def clear(self) -> None:
        """Assume nothing."""
        self.beginResetModel()
        self.assumptions = {}
        self.endResetModel()
        self.assumed.emit()

    def rowCount(self, parent: _Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: _Index, role: int = DISPLAY) -> Any:
        row, column = self.rows[index.row()], index.column()
        if column in (SUCCEEDS, FAILS):
            return self._box(row, column, role)
        if role == TIP and column == CHANCE:
            return said(row.basis)
        if role in (DISPLAY, TIP):
            return self._text(row, column)
        if role == ALIGN and column in RIGHT:
            return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        return None

    def _box(self, row: Push, column: int, role: int) -> Any:
        if role == CHECK:
            ticked = self.assumptions.get(row.key) is (column == SUCCEEDS)
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == TIP:
            return _(TIPS[column])
        if role == SPOKEN:
            return _("假设{what}：{name}").format(what=_(HEADS[column]), name=row.name)
        return None

    def _text(self, row: Push, column: int) -> str:
        raised = "—" if row.raises is None else f"+{row.raises * 100:.1f}"
        texts = (
            *(row.name, row.stage, words.chance(row.chance), raised),
            *(said(row.basis), row.title, row.since.isoformat()),
        )
        return texts[column - 2]

    def setData(self, index: _Index, value: Any, role: int = CHECK) -> bool:
        if role != CHECK or index.column() not in (SUCCEEDS, FAILS):
            return False
        key, succeeds = self.rows[index.row()].key, index.column() == SUCCEEDS
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self.assumptions[key] = succeeds
        elif self.assumptions.get(key) is succeeds:
            del self.assumptions[key]
        self.dataChanged.emit(self.index(index.row(), SUCCEEDS), self.index(index.row(), FAILS))
        self.assumed.emit()
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == DISPLAY:
            return _(HEADS[section])
        if role == TIP:
            return _(TIPS.get(section, HEADS[section]))
        if role == ALIGN:
            side = Qt.AlignmentFlag.AlignRight if section in RIGHT else Qt.AlignmentFlag.AlignLeft
            return Qt.AlignmentFlag.AlignVCenter | side
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain | Qt.ItemFlag.ItemIsUserCheckable if index.column() in (SUCCEEDS, FAILS) else plain
