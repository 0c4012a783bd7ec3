"""How the columns of one sheet map onto ours: what was recognised and why, and the user's own word on each."""

from __future__ import annotations

from collections.abc import Mapping as Readable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from fashiontracker.exchange.cells import is_empty, letters, shown
from fashiontracker.exchange.columns import Column, SheetLayout, Value, yearly_name
from fashiontracker.exchange.headers import Match, Names
from fashiontracker.exchange.layout import LAYOUTS
from fashiontracker.exchange.mapping import Mapping
from fashiontracker.text import _
from fashiontracker.ui.scrolled import ScrolledBox
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.exchange.outcome import SheetOutcome
    from fashiontracker.plan.types import Plan

DEEPEST = 30
"""A header is looked for in so many rows."""
SAMPLES, SHOWN = 3, 18


class MappingEditor(QWidget):
    """A line a column: theirs, some of its values, ours, and why; `applied` carries the mapping that was made."""

    applied = Signal(object)
    reset = Signal()

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._years = range(plan.baseline_year, plan.end.year + 1)
        self._sheet: SheetOutcome | None = None
        self._texts: tuple[str, ...] = ()
        self._combos: list[QComboBox] = []
        self._keeps: list[QLineEdit] = []
        self._constants: dict[str, QLineEdit] = {}
        self.kind = QComboBox()
        self.kind.addItem(_("请选择"), "")
        for kind in LAYOUTS:
            self.kind.addItem(kind, kind)
        self.kind.setAccessibleName(_("这张表是"))
        self.header_row = QSpinBox()
        self.header_row.setAccessibleName(_("表头在第几行"))
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        give_role(self.problem, "problem")
        self.apply = QPushButton(_("按这样读入"))
        give_role(self.apply, "primary")
        self.apply.clicked.connect(self._apply)
        self.back = QPushButton(_("恢复自动识别"))
        self.back.clicked.connect(self.reset)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._rebuild)
        self.header_row.valueChanged.connect(self._another_row)

    def show_sheet(self, sheet: SheetOutcome) -> None:
        """Show the columns of a sheet as they are mapped now."""
        self._sheet = sheet
        table, mapping = sheet.table, sheet.mapping
        rows = sheet.source.rows if sheet.source else []
        for box in (self.kind, self.header_row):
            box.blockSignals(True)
        self.header_row.setRange(1, max(1, min(DEEPEST, len(rows))))
        self.header_row.setValue(table.header.below if table else _fullest(rows) + 1)
        self.header_row.setEnabled(table is None)
        kind = table.kind if table else mapping.kind if mapping else ""
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
        for box in (self.kind, self.header_row):
            box.blockSignals(False)
        self.back.setVisible(mapping is not None)
        self._rebuild()

    def mapping(self) -> Mapping | None:
        """The mapping as it stands; None where it will not do, with the reason shown."""
        layout = self._layout()
        if layout is None:
            return self._refuse(_("请先选择这张表是哪一类。"))
        columns: dict[str, str] = {}
        for text, combo in zip(self._texts, self._combos, strict=True):
            ours = str(combo.currentData() or "")
            if not ours:
                continue
            if ours in columns.values():
                return self._refuse(_("有两列都对应“{column}”，请只留一列。").format(column=ours))
            columns[text] = ours
        if not columns:
            return self._refuse(_("至少要对应一列。"))
        constants = {name: line.text().strip() for name, line in self._constants.items() if line.text().strip()}
        keep = {
            text: line.text().strip()
            for text, line in zip(self._texts, self._keeps, strict=True)
            if line.text().strip()
        }
        self.problem.clear()
        return Mapping(layout, columns, {k: v for k, v in constants.items() if k not in columns.values()}, keep)

    # ---- how it is made ----

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(look().px(8))
        for words, widget in ((_("这张表是"), self.kind), (_("表头在第几行"), self.header_row)):
            head.addWidget(QLabel(words))
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.back)
        head.addWidget(self.apply)
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(12), look().px(12), look().px(12), look().px(8))
        column.setSpacing(look().px(8))
        column.addLayout(head)
        column.addWidget(self.problem)
        column.addWidget(self._scroll, 1)

    def _layout(self) -> SheetLayout | None:
        return LAYOUTS.get(str(self.kind.currentData() or ""))

    def _another_row(self) -> None:
        self._rebuild()

    def _rebuild(self) -> None:
        sheet, layout = self._sheet, self._layout()
        if sheet is None or sheet.source is None:
            return
        table = sheet.table
        at = self.header_row.value() - 1
        row = sheet.source.rows[at] if at < len(sheet.source.rows) else []
        texts = table.header.texts if table else tuple(shown(cell).strip() for cell in row)
        columns = {index: text for index, text in enumerate(texts) if text}
        self._texts = tuple(columns.values())
        matches = self._matches(layout, columns)
        below = table.header.below if table else at + 1
        self._combos, self._keeps, self._constants = [], [], {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(look().px(12))
        grid.setVerticalSpacing(look().px(6))
        grid.setColumnStretch(5, 1)
        for place, words in enumerate((_("文件里的列"), _("前几个值"), _("对应到"), _("依据"), _("只取等于"))):
            grid.addWidget(_muted(words), 0, place)
        for line, (index, text) in enumerate(columns.items(), 1):
            self._line(grid, line, (index, text), matches.get(index), layout, below)
        self._constant_lines(grid, layout, {match.name for match in matches.values()})
        grid.setRowStretch(grid.rowCount(), 1)
        body = QWidget()
        body.setLayout(grid)
        self._scroll.setWidget(body)
        self.problem.clear()

    def _matches(self, layout: SheetLayout | None, columns: Readable[int, str]) -> dict[int, Match]:
        """What is recognised: by the table as it was found, or by the names of the chosen sheet of ours."""
        table = self._sheet.table if self._sheet else None
        if layout is None:
            return {}
        if table is not None and table.layout is layout:
            return {match.index: match for match in table.matches}
        names = Names(layout)
        found: dict[str, Match] = {}
        for index, text in columns.items():
            if (match := names.match(index, (text,))) and match.name not in found:
                found[match.name] = match
        return {match.index: match for match in found.values()}

    def _line(
        self,
        grid: QGridLayout,
        line: int,
        theirs: tuple[int, str],
        match: Match | None,
        layout: SheetLayout | None,
        below: int,
    ) -> None:
        index, text = theirs
        name = QLabel(f"{letters(index)}  {text if len(text) <= SHOWN else text[:SHOWN] + '…'}")
        name.setToolTip(text)
        combo = ScrolledBox()
        combo.setAccessibleName(_("“{column}”对应到").format(column=text))
        combo.addItem(_("不对应（记入备注）"), "")
        for ours in self._offers(layout):
            combo.addItem(ours, ours)
        combo.setCurrentIndex(max(0, combo.findData(match.name)) if match else 0)
        combo.setFixedWidth(look().px(208))
        kept = QLineEdit()
        kept.setAccessibleName(_("“{column}”只取等于").format(column=text))
        kept.setPlaceholderText(_("全部"))
        kept.setFixedWidth(look().px(96))
        mapping = self._sheet.mapping if self._sheet else None
        kept.setText(mapping.keep.get(text, "") if mapping else "")
        for place, widget in enumerate((name, self._samples(index, below), combo, _muted(why(match)), kept)):
            grid.addWidget(widget, line, place, Qt.AlignmentFlag.AlignVCenter)
        self._combos.append(combo)
        self._keeps.append(kept)

    def _samples(self, index: int, below: int) -> QLabel:
        assert self._sheet is not None
        assert self._sheet.source is not None
        found: list[str] = []
        for row in self._sheet.source.rows[below:]:
            if index < len(row) and not is_empty(row[index]):
                found.append(" ".join(shown(row[index]).split()))
            if len(found) == SAMPLES:
                break
        words = " / ".join(found)
        label = _muted(words if len(words) <= SHOWN else words[:SHOWN] + "…")
        label.setToolTip("\n".join(found))
        return label

    def _offers(self, layout: SheetLayout | None) -> list[str]:
        if layout is None:
            return []
        offered: list[str] = []
        for column in layout.columns:
            if column.value == Value.YEARLY_REVENUE:
                offered += [yearly_name(year) for year in self._years]
            else:
                offered.append(column.name)
        table = self._sheet.table if self._sheet else None
        years = [match.name for match in table.matches if match.year] if table and table.layout is layout else []
        return [*offered, *(name for name in years if name not in offered)]

    def _constant_lines(self, grid: QGridLayout, layout: SheetLayout | None, there: set[str]) -> None:
        """A line for each starred column that the sheet lacks: the value that every row shall have."""
        mapping = self._sheet.mapping if self._sheet else None
        for column in layout.required if layout else ():
            given = mapping.constants.get(column.name, "") if mapping else ""
            if column.name in there and not given:
                continue
            line = grid.rowCount()
            name = QLabel(_("（表里没有）{column}").format(column=column.name))
            field = QLineEdit(given)
            field.setPlaceholderText(_("每一行都是……"))
            field.setAccessibleName(_("每一行的{column}").format(column=column.name))
            words = _muted(_("必填；写一个值，每一行都用它。{words}").format(words=_choices(column)))
            grid.addWidget(name, line, 0)
            grid.addWidget(field, line, 2)
            grid.addWidget(words, line, 3, 1, 2)
            self._constants[column.name] = field

    def _refuse(self, reason: str) -> Mapping | None:
        self.problem.setText(reason)
        return None

    def _apply(self) -> None:
        made = self.mapping()
        if made is not None:
            self.applied.emit(made)


def why(match: Match | None) -> str:
    """By what a column was recognised, and the unit in which its numbers are read."""
    if match is None:
        return _("没有认出")
    known = {
        "name": _("列名相同"),
        "alias": _("“{header}”是它的别名").format(header=match.header),
        "year": _("认出 {year} 年").format(year=match.year),
        "mapping": _("按给定的对应"),
    }[match.how]
    return known if not match.unit else known + _("；单位 {unit}").format(unit=match.unit)


def _choices(column: Column) -> str:
    return (
        _("可填：{words}").format(words=_("、").join(word for word, _key in column.choices)) if column.choices else ""
    )


def _fullest(rows: list[list[object]] | object) -> int:
    """The row among the first that holds the most texts: the likeliest header."""
    assert isinstance(rows, list)
    counted = [sum(1 for cell in row if isinstance(cell, str) and cell.strip()) for row in rows[:DEEPEST]]
    return counted.index(max(counted)) if counted else 0


def _muted(words: str) -> QLabel:
    label = QLabel(words)
    give_role(label, "muted")
    return label
