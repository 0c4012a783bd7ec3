"""All documents of a quarter in one go: which, for which day, under which letterhead, into which folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from fashiontracker import paths
from fashiontracker.text import _, pick
from fashiontracker.ui.forms import FormDialog
from fashiontracker.ui.pages.printing.choices import taken
from fashiontracker.ui.style import look

if TYPE_CHECKING:
    from fashiontracker.models.letterheads import Letterhead
    from fashiontracker.reports.shelf import Kind
    from fashiontracker.reports.stamp import Options
    from fashiontracker.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user wants made. ``numbered`` gives the letters the next numbers of their letterhead."""

    wanted: Sequence[tuple[Kind, Options]]
    folder: Path
    annexes: bool
    numbered: bool
    handed_in: bool


class BatchDialog(FormDialog):
    """Ticks every document that can be made, with what was chosen for it last; the others say what they lack."""

    def __init__(self, desk: Desk, last: date, remembered: dict[str, Any], parent: QWidget | None = None) -> None:
        from fashiontracker.models import letterheads

        super().__init__(_("整套生成"), _("开始生成"), parent, columns=2)
        self._desk, self._remembered = desk, remembered
        self._heads = letterheads.read(desk.app.store.settings())
        self.day = QComboBox()
        for day in quarter_ends(desk.period[0], last):
            words = _("{year} 年第 {quarter} 季度（截至 {day}）")
            self.day.addItem(words.format(year=day.year, quarter=day.month // 3, day=day), day)
        self.letterhead = QComboBox()
        self.letterhead.addItems([one.name for one in self._heads] or [_("（还没有版头）")])
        self.boxes: dict[str, QCheckBox] = {}
        self.annexes = QCheckBox(_("每份文件另存一个 Excel 工作簿"))
        self.numbered = QCheckBox(_("公函依次编下一个发文字号"))
        self.handed_in = QCheckBox(_("全部存入报送台账（冻结数据和 PDF）"))
        self.handed_in.setEnabled(not desk.read_only)
        self.folder = QLineEdit(str(remembered.get("folder", "")))
        self.folder.setPlaceholderText(_("选择一个文件夹"))
        self.add(_("季度"), self.day)
        self.add(_("版头（发文单位）"), self.letterhead)
        self.add(_("要生成的文件"), self._documents(), wide=True)
        self.add(_("存放到（同名文件会被替换）"), self._place(), wide=True)
        self.add(_("另外"), _boxes(self.annexes, self.numbered, self.handed_in), wide=True)
        self.folder.textChanged.connect(self._judge)
        self.letterhead.currentIndexChanged.connect(self._judge)
        self._judge()

    def wish(self) -> Wish:
        """What the dialog says."""
        return Wish(
            [(kind, self._options(kind)) for kind in _kinds() if self.boxes[kind.name].isChecked()],
            Path(self.folder.text().strip()),
            self.annexes.isChecked(),
            self.numbered.isEnabled() and self.numbered.isChecked(),
            self.handed_in.isChecked(),
        )

    def _options(self, kind: Kind) -> Options:
        """The quarter and the letterhead, and what was chosen last for this document."""
        from fashiontracker.reports.stamp import Options

        head = self._head()
        return Options(
            as_of=self.day.currentData(),
            letterhead=head.name if head else None,
            files=paths.evidence_folder(self._desk.path),
            **self._chosen(kind),
        )

    def _chosen(self, kind: Kind) -> dict[str, Any]:
        kept = self._remembered.get(kind.name, {})
        return taken(kind, kept if isinstance(kept, dict) else {})

    def _head(self) -> Letterhead | None:
        place = self.letterhead.currentIndex()
        return self._heads[place] if place < len(self._heads) else None

    def _judge(self) -> None:
        head = self._head()
        self.numbered.setEnabled(head is not None and bool(head.code))
        self.deed.setEnabled(bool(self.folder.text().strip()) and any(box.isChecked() for box in self.boxes.values()))

    # ---- how it is made ----

    def _documents(self) -> QWidget:
        from fashiontracker.reports import batch

        for kind in _kinds():
            fault = batch.lacking(kind, self._options(kind))
            said = self._said(kind) if fault is None else str(fault)
            title = _(kind.title)
            tick = QCheckBox(_("{value}（{where}）").format(value=title, where=said) if said else title)
            tick.setChecked(fault is None)
            tick.setEnabled(fault is None)
            tick.toggled.connect(self._judge)
            self.boxes[kind.name] = tick
        return _boxes(*self.boxes.values())

    def _said(self, kind: Kind) -> str:
        """What was chosen for a document last, in words."""
        from fashiontracker.reports.roster_choice import ROSTERS

        designations, stages = self._desk.app.catalogue.designations, self._desk.app.plan.stages
        words: list[str] = []
        for name, value in self._chosen(kind).items():
            match name, value:
                case "kind", str() if value in ROSTERS:
                    words.append(ROSTERS[value].title)
                case "designation", str():
                    words += [pick(one.zh, one.en) for one in designations if one.key == value]
                case "stages", _values:
                    words += [pick(one.zh, one.en) for one in stages if one.key in value]
                case "where" | "enterprises", _values:
                    words += value
                case _, str():
                    words.append(value)
        return _("、").join(words)

    def _place(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.folder, 1)
        choose = QPushButton(_("选择…"))
        choose.clicked.connect(self._choose)
        row.addWidget(choose)
        return box

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("存放到哪个文件夹"), self.folder.text())
        if name:
            self.folder.setText(name)


def _kinds() -> Sequence[Kind]:
    from fashiontracker.reports import shelf

    return shelf.DOCUMENTS


def _boxes(*boxes: QCheckBox) -> QWidget:
    """Boxes in two columns, read downwards: a small screen has no room for all under each other."""
    sheet = QWidget()
    grid = QGridLayout(sheet)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(look().px(16))
    grid.setVerticalSpacing(look().px(4))
    rows = (len(boxes) + 1) // 2
    for place, box in enumerate(boxes):
        grid.addWidget(box, place % rows, place // rows)
    return sheet


def quarter_ends(first: date, last: date) -> list[date]:
    """The last days of the quarters from one day to another, the newest first; of none, the quarter of ``last``."""
    ends = [
        date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        for year in range(first.year, last.year + 1)
        for month in (3, 6, 9, 12)
    ]
    within = sorted((day for day in ends if first <= day <= last), reverse=True)
    return within or [min(day for day in ends if day >= last)]
