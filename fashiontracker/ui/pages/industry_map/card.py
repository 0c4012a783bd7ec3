"""The chosen place: the plan's sentence on it, its numbers with their share of the city, and the way to the rows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fashiontracker.tally.atlas import MEASURES, UNKNOWN, Atlas, Measure
from fashiontracker.text import _
from fashiontracker.ui.pages.industry_map import wording
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.plan.types import Plan

LEADING = 3
"""So many sectors of a place are named."""


class PlaceCard(QFrame):
    """``wanted`` tells the measure whose rows are asked for."""

    wanted = Signal(str)

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        give_role(self, "card")
        self._plan = plan
        self.name = QLabel()
        give_role(self.name, "heading")
        self.role_title = QLabel(_("行动计划的定位"))
        give_role(self.role_title, "muted")
        self.role = _text()
        self.note = _text("muted")
        self.leading = _text("muted")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look().px(12))
        self._grid.setVerticalSpacing(look().px(4))
        self._grid.setColumnStretch(0, 1)
        share = _text("muted")
        share.setText(_("占全市"))
        share.setWordWrap(False)
        self._grid.addWidget(share, 0, 2, Qt.AlignmentFlag.AlignRight)
        self.buttons = {measure: self._line(row, measure) for row, measure in enumerate(MEASURES, 1)}
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(16), look().px(12), look().px(16), look().px(12))
        column.setSpacing(look().px(8))
        for widget in (self.name, self.role_title, self.role):
            column.addWidget(widget)
        column.addLayout(self._grid)
        column.addWidget(self.leading)
        column.addWidget(self.note)
        column.addStretch(1)

    def show_place(self, atlas: Atlas, place: str, sector: str | None) -> None:
        """Show a district, an overlay, or what has no district."""
        plan = self._plan
        district = plan.districts.get(place)
        said = wording.place_name(plan, place)
        self.name.setText(said if sector is None else f"{said} · {wording.sector_name(plan, sector)}")
        role = district.role if district else ""
        self.role.setText(role or _("计划没有单独写到这里。"))
        give_role(self.role, "" if role else "muted")
        for widget in (self.role, self.role_title):
            widget.setVisible(place != UNKNOWN and place not in plan.overlays.by_key)
        for row, measure in enumerate(MEASURES, 1):
            value, total = atlas.amount(measure, place, sector), atlas.amount(measure, None, sector)
            button = self.buttons[measure]
            button.setText(wording.figure(measure, value))
            button.setEnabled(bool(value))
            share = self._label(row, 2)
            share.setText(f"{value / total:.1%}" if value and total else "—")
        self._label(1 + MEASURES.index("revenue"), 0).setText(
            _("营收（亿元，{year} 年）").format(year=atlas.year) if atlas.year else _("营收（亿元）")
        )
        self._show_leading(atlas, place, sector)
        overlay = plan.overlays.get(place)
        over = _("、").join(wording.place_name(plan, key) for key in overlay.districts) if overlay else ""
        self.note.setText(
            _("与{districts}重叠：这里的数已计入所在区，不另计。").format(districts=over) if overlay else ""
        )
        self.note.setVisible(bool(overlay))

    def _show_leading(self, atlas: Atlas, place: str, sector: str | None) -> None:
        counts = [(atlas.amount("enterprises", place, one.key) or 0.0, one.key) for one in self._plan.sectors]
        counts = sorted((one for one in counts if one[0]), key=lambda one: -one[0])[:LEADING]
        names = [f"{wording.sector_name(self._plan, key)} {count:.0f}" for count, key in counts]
        self.leading.setText(_("企业较多的行业：{sectors}").format(sectors=_("、").join(names)))
        self.leading.setVisible(bool(names) and sector is None)

    def _line(self, row: int, measure: Measure) -> QPushButton:
        name = QLabel(_("建成载体") if measure == "carriers" else _(wording.NAMES[measure]))
        button = QPushButton()
        give_role(button, "link")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setToolTip(_("查看这些记录"))
        button.setAccessibleName(name.text())
        button.clicked.connect(partial(self.wanted.emit, measure))
        share = QLabel()
        share.setToolTip(_("占全市"))
        share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        give_role(share, "muted")
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(button, row, 1, Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(share, row, 2)
        return button

    def _label(self, row: int, column: int) -> QLabel:
        item = self._grid.itemAtPosition(row, column)
        label: QWidget | None = item.widget() if item else None
        assert isinstance(label, QLabel)
        return label


def _text(role: str = "") -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    give_role(label, role)
    return label
