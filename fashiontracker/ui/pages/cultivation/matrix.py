"""The tab 条件矩阵: candidates × designations, who is ready now, who is one criterion away, what data are missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from fashiontracker.errors import EnvironmentFault
from fashiontracker.tally import pipeline
from fashiontracker.text import _
from fashiontracker.ui import messages, saving
from fashiontracker.ui.elided import ElidedButton, ElidedLabel
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.pages.cultivation import grid, wording
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from fashiontracker.models.facts import Subject
    from fashiontracker.progress import Progress
    from fashiontracker.tally.pipeline import Candidacy
    from fashiontracker.tally.readiness import Row
    from fashiontracker.ui.desk import Desk

MOST: Final = 8
"""So many designations are chosen at first."""


class Matrix(QWidget):
    """Counts when asked to, in the background; the answer stands until it is asked again."""

    examined = Signal(object, object)
    """A subject and a designation to be looked at closely."""

    def __init__(self, desk: Desk, work: Callable[[Job[Any]], object]) -> None:
        super().__init__()
        self._desk, self._work = desk, work
        self._day = date.today()
        self._candidacies: Sequence[Candidacy] = ()
        self._chosen: list[str] | None = None
        self.rows: list[Row] = []
        self.titles = QToolButton()
        self.titles.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        give_role(self.titles, "field")
        self.scope = QComboBox()
        self.scope.setAccessibleName(_("核对范围"))
        self.scope.addItem(_("在培育的对象"), "candidates")
        self.scope.addItem(_("名录里的全部对象"), "all")
        self.purpose = QComboBox()
        self.purpose.setAccessibleName(_("用途"))
        self.purpose.addItem(_("首次申报"), "new")
        self.purpose.addItem(_("复核"), "renewal")
        self.count_button = QPushButton(_("核对"))
        put_icon(self.count_button, "refresh", "on_accent")
        give_role(self.count_button, "primary")
        self.count_button.clicked.connect(self.count)
        self.export_button = ElidedButton(_("导出待补数据…"))
        put_icon(self.export_button, "export")
        self.export_button.clicked.connect(self._ask_export)
        self.said = ElidedLabel()
        give_role(self.said, "muted")
        self.filters: dict[str, QToolButton] = {}
        self.grid = grid.MatrixGrid(self)
        self.grid.examined.connect(self._examine)
        self._lay_out()
        self._show_said()

    def look_at(self, day: date, candidacies: Sequence[Candidacy]) -> None:
        """The day and who is a candidate on it; what was counted stays, and says of which day it is."""
        self._day, self._candidacies = day, candidacies
        if self._chosen is None:
            self._offer(self._usual())

    def designations(self) -> list[str]:
        """The designations that are counted, as the catalogue lists them."""
        return list(self._chosen or ())

    def choose(self, designations: Sequence[str]) -> None:
        """Count these next."""
        self._offer(list(designations))

    def count(self) -> None:
        """Judge everyone, in the background."""
        keys, within, day = self.designations(), self._within(), self._day
        purpose = self.purpose.currentData()
        if not keys:
            messages.say(self, _("请先选择要核对的称号。"))
            return
        app = self._desk.app

        def judge() -> Generator[Progress, None, list[Row]]:
            from fashiontracker.tally import readiness

            with app.store.reading() as session:
                return (yield from readiness.matrix(session, app.plan, app.catalogue, keys, day, within, purpose))

        self._work(Job(_("核对申报条件"), judge, lambda rows: self._show(rows, keys, day), reads=True))

    def export(self, path: Path) -> None:
        """Write what is missing to judge as a workbook to be filled in."""
        keys, within, day = self.designations(), self._within(), self._day
        purpose = self.purpose.currentData()
        app = self._desk.app

        def write() -> Generator[Progress, None, tuple[int, int]]:
            from fashiontracker.exchange import wanted
            from fashiontracker.tally import readiness

            with app.store.reading() as session:
                found = yield from readiness.worklist(session, app.plan, app.catalogue, keys, day, within, purpose)
            return wanted.write(path, found), len(found.questions)

        def tell(counts: tuple[int, int]) -> None:
            words = _("已导出 {figures} 个待补数据，另有 {questions} 条须人工判断；填好数值后直接导入 {name}")
            messages.toast(self, words.format(figures=counts[0], questions=counts[1], name=path.name))

        self._work(Job(_("导出待补数据"), write, tell))

    # ---- inside ----

    def _show(self, rows: list[Row], keys: Sequence[str], day: date) -> None:
        self.rows = rows
        self.grid.show_rows(rows, [wording.title(self._desk.app, key) for key in keys], keys)
        self._show_said(day)

    def _show_said(self, day: date | None = None) -> None:
        if day is None:
            self.said.setText(_("选好称号，点“核对”：谁现在就能报，谁只差一项，还缺哪些数据。"))
            return
        cells = [cell for row in self.rows for cell in row.cells if cell is not None]
        counts = {
            "ready": sum(one.ready for one in cells),
            "one_away": sum(one.one_away for one in cells),
            "unknown": sum(one.verdict == "unknown" for one in cells),
        }
        for key, words in grid.KEEPS.items():
            self.filters[key].setText(_(words).format(count=counts.get(key, len(self.rows))))
        self.said.setText(_("{count} 个对象，截至 {day}").format(count=f"{len(self.rows):,}", day=day))

    def _examine(self, subject: Subject, designation: str | None) -> None:
        self.examined.emit(subject, designation)

    def _within(self) -> list[Subject] | None:
        if self.scope.currentData() == "all":
            return None
        live = (one for one in self._candidacies if one.lane not in (pipeline.HOLDING, pipeline.CLOSED))
        return sorted({one.subject for one in live})

    def _usual(self) -> list[str]:
        """The designations that candidates are on their way to and that have criteria in force, the busiest first."""
        busy: dict[str, int] = {}
        for one in self._candidacies:
            if one.lane not in (pipeline.HOLDING, pipeline.CLOSED):
                busy[one.designation] = busy.get(one.designation, 0) + 1
        judged = [key for key in self._judged() if key in busy]
        return sorted(judged, key=lambda key: -busy[key])[:MOST] or self._judged()[:MOST]

    def _judged(self) -> list[str]:
        return [
            one.key
            for one in self._desk.app.catalogue.designations
            if set(one.holders) & wording.KINDS.keys() and any(rules.criteria for rules in one.rulesets_on(self._day))
        ]

    def _offer(self, chosen: Sequence[str]) -> None:
        self._chosen = list(chosen)
        menu = QMenu(self)
        for key in self._judged():
            action = menu.addAction(wording.title(self._desk.app, key))
            action.setCheckable(True)
            action.setChecked(key in chosen)
            action.toggled.connect(partial(self._toggle, key))
        self.titles.setMenu(menu)
        self._name_titles()

    def _toggle(self, key: str, chosen: bool) -> None:
        assert self._chosen is not None
        self._chosen = [*self._chosen, key] if chosen else [one for one in self._chosen if one != key]
        self._name_titles()

    def _name_titles(self) -> None:
        self.titles.setText(_("称号：已选 {count} 个 ▾").format(count=len(self.designations())))

    def _ask_export(self) -> None:
        path = saving.ask_save(self, _("导出待补数据"), _("待补数据") + ".xlsx", saving.excel())
        if path is None:
            return
        try:
            self.export(path)
        except EnvironmentFault as fault:
            messages.fail(self, fault)

    def _lay_out(self) -> None:
        head, below = QHBoxLayout(), QHBoxLayout()
        for row in (head, below):
            row.setSpacing(look().px(8))
        for widget in (self.titles, self.scope, self.purpose, self.count_button):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.export_button)
        below.addWidget(self.said)
        below.addStretch(1)
        for key, words in grid.KEEPS.items():
            button = QToolButton()
            button.setText(_(words).format(count=0))
            button.setCheckable(True)
            button.setChecked(key == "every")
            button.setAutoExclusive(True)
            give_role(button, "chip")
            button.clicked.connect(lambda _checked=False, key=key: self.grid.keep(key))
            self.filters[key] = button
            below.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look().px(10), 0, 0)
        column.setSpacing(look().px(8))
        column.addLayout(head)
        column.addLayout(below)
        column.addWidget(self.grid, 1)
