"""The rows of one sheet with their fates, cell by cell: what the file says, and old → new where it changes something.

Ten thousand rows are a list of indices: a cell's words are made when it is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from fashiontracker.exchange.cells import shown
from fashiontracker.exchange.columns import Column, Value
from fashiontracker.exchange.verdicts import Verdict
from fashiontracker.text import _
from fashiontracker.ui.pages.importing.session import SKIPPED
from fashiontracker.ui.record_words import REFERENCES
from fashiontracker.ui.style import look
from fashiontracker.ui.table_model import ALIGN, DISPLAY, HORIZONTAL, LEFT, SPOKEN, TIP, VALUE

if TYPE_CHECKING:
    from fashiontracker.exchange.headers import Match
    from fashiontracker.exchange.outcome import SheetOutcome
    from fashiontracker.exchange.tables import Skipped
    from fashiontracker.exchange.verdicts import Change
    from fashiontracker.ui.record_words import RecordWords

_Index = QModelIndex | QPersistentModelIndex
GROUND = int(Qt.ItemDataRole.BackgroundRole)
INK = int(Qt.ItemDataRole.ForegroundRole)
OUTCOME, REASON = 0, 1
FIXED = 2
"""The columns before those of the file."""
_WIDTHS: Final = {
    **dict.fromkeys((Value.NAME, Value.OWNER, Value.SUBJECT), 210),
    **dict.fromkeys((Value.USCC, Value.OWNER_CODE, Value.SUBJECT_CODE), 176),
}


class RowsModel(QAbstractTableModel):
    """Fate, reason, then the file's own columns in the file's order."""

    def __init__(self, words: RecordWords) -> None:
        super().__init__()
        self._words = words
        self._sheet: SheetOutcome | None = None
        self._items: list[Verdict | Skipped] = []
        self._shown: Sequence[int] = ()
        self._columns: list[tuple[int, str, Match | None]] = []

    def show_sheet(self, sheet: SheetOutcome | None) -> None:
        """Show another sheet, or the same one settled anew."""
        self.beginResetModel()
        self._sheet = sheet
        self._items, self._columns = [], []
        if sheet is not None and sheet.table is not None:
            self._items = sorted([*sheet.verdicts, *sheet.skipped], key=row_of)
            ours = [(match.index, title_of(match), match) for match in sheet.table.matches]
            others = [(index, _("{name}（记入备注）").format(name=name), None) for index, name in sheet.table.unknown]
            self._columns = sorted([*ours, *others], key=lambda column: column[0])
        self._shown = range(len(self._items))
        self.endResetModel()

    def keep(self, fate: str) -> None:
        """Keep the rows of one fate; all of them for an empty word."""
        self.beginResetModel()
        self._shown = [n for n, item in enumerate(self._items) if not fate or fate_of(item) == fate]
        self.endResetModel()

    def item(self, row: int) -> Verdict | Skipped:
        """What became of the row shown here."""
        return self._items[self._shown[row]]

    def place_of(self, number: int) -> int | None:
        """Where a row of the file is shown, by its number there."""
        return next((place for place, n in enumerate(self._shown) if row_of(self._items[n]) == number), None)

    def changes(self, item: Verdict | Skipped) -> str:
        """What a row changes, old → new, in words."""
        table = self._sheet.table if self._sheet else None
        if table is None or not isinstance(item, Verdict):
            return ""
        found = ((match.name, change_of(item, match), match) for match in table.matches)
        return _("；").join(
            _("{column}：{old} → {new}").format(
                column=name,
                old=self.said(match.column, change.old) or _("空"),
                new=self.said(match.column, change.new) or _("空"),
            )
            for name, change, match in found
            if change is not None
        )

    def first(self) -> int | None:
        """The row to begin with, by its number in the file: the first at fault, else the first that is a record."""
        shown = [self._items[n] for n in self._shown]
        wanted = [one for one in shown if isinstance(one, Verdict) and not one.good] or [
            one for one in shown if isinstance(one, Verdict)
        ]
        return row_of(wanted[0]) if wanted else None

    def width(self, column: int) -> int:
        """The width of a column in the 100 % design."""
        if column < FIXED:
            return (100, 250)[column]
        match = self._columns[column - FIXED][2]
        return _WIDTHS.get(match.column.value, 124) if match else 124

    # ---- Qt ----

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else FIXED + len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation != HORIZONTAL:
            return str(row_of(self.item(section))) if role == DISPLAY else None
        if role == ALIGN:
            return LEFT
        if role not in (DISPLAY, TIP):
            return None
        return (_("结果"), _("说明"))[section] if section < FIXED else self._columns[section - FIXED][1]

    def data(self, index: _Index, role: int = DISPLAY) -> Any:
        item, column = self.item(index.row()), index.column()
        if role == ALIGN:
            return LEFT
        if role == INK and fate_of(item) in (SKIPPED, "unchanged"):
            return look().colour("muted")
        if column == OUTCOME:
            return fate_of(item) if role in (VALUE, DISPLAY) else None
        if column == REASON:
            return reason_of(item) if role in (DISPLAY, TIP, SPOKEN) else None
        return self._cell(item, column - FIXED, role)

    def _cell(self, item: Verdict | Skipped, column: int, role: int) -> Any:
        at, _title, match = self._columns[column]
        change = change_of(item, match)
        if role == GROUND:
            if fault_of(item, match):
                return look().colour("bad_ground")
            return look().colour("info_ground") if change is not None else None
        if role == TIP and (fault := fault_of(item, match)):
            return fault
        if role not in (DISPLAY, TIP, SPOKEN):
            return None
        if change is None or match is None:
            return self._raw(item, at)
        old, new = (self.said(match.column, value) for value in (change.old, change.new))
        return f"{old or _('空')} → {new or _('空')}"

    def _raw(self, item: Verdict | Skipped, at: int) -> str:
        assert self._sheet is not None
        source = self._sheet.source
        return "" if source is None else " ".join(shown(source.cell(row_of(item) - 1, at)).split())

    def said(self, column: Column, value: Any) -> str:
        """A value of one of our columns in words."""
        assert self._sheet is not None
        assert self._sheet.table is not None
        if column.value == Value.YEARLY_REVENUE or column.field in REFERENCES or column.field == "subject_id":
            return f"{value:,.10g}" if isinstance(value, float) else str(value or "")
        return self._words.value(self._sheet.table.layout.table, column.field, value)


def row_of(item: Verdict | Skipped) -> int:
    """The row's number as Excel shows it."""
    return item.place.row if isinstance(item, Verdict) else item.row


def fate_of(item: Verdict | Skipped) -> str:
    """The row's fate, ``skipped`` for what is no record."""
    return str(item.fate) if isinstance(item, Verdict) else SKIPPED


def reason_of(item: Verdict | Skipped) -> str:
    """Why a row may not be taken, or what it changes; empty where there is nothing to say."""
    if not isinstance(item, Verdict):
        return item.reason
    if item.faults:
        return _("；").join(
            _("{title}：{count}").format(title=fault.column, count=fault.problem.text())
            if fault.column
            else fault.problem.text()
            for fault in item.faults
        )
    if item.changes:
        columns = (
            _("{year} 年营收").format(year=one.column) if one.column.isdigit() else one.column for one in item.changes
        )
        return _("更新 {columns}").format(columns=_("、").join(columns))
    return _("补充品牌、称号或年度数据") if item.fate == "updated" else ""


def change_of(item: Verdict | Skipped, match: Match | None) -> Change | None:
    """What a row changes in one of our columns."""
    if not isinstance(item, Verdict) or match is None:
        return None
    names = (match.name, match.column.name, *((str(match.year),) if match.year else ()))
    return next((change for change in item.changes if change.column in names), None)


def fault_of(item: Verdict | Skipped, match: Match | None) -> str:
    """What is wrong with a cell, in words."""
    if not isinstance(item, Verdict) or match is None:
        return ""
    return _("；").join(fault.problem.text() for fault in item.faults if fault.column == match.name)


def title_of(match: Match) -> str:
    """Our column's name with the unit in which the file's numbers were read."""
    bare = match.name.replace(f"({match.column.unit})", "") if match.column.unit else match.name
    return (
        _("{value}（{where}）").format(value=bare, where=match.unit or match.column.unit) if match.column.unit else bare
    )
