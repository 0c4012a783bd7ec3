"""The course of a milestone: every dated change with its note."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from fashiontracker.models import logbook
from fashiontracker.text import _
from fashiontracker.ui.marks import STATUS
from fashiontracker.ui.pictures import Picture
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.plan.types import Milestone


class Steps(QFrame):
    """The changes until the day, the newest first."""

    def __init__(self, app: App) -> None:
        super().__init__()
        give_role(self, "card")
        self._app = app
        self.texts: list[str] = []
        heading = QLabel(_("进展"))
        give_role(heading, "heading")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look().px(12))
        self._grid.setVerticalSpacing(look().px(8))
        self._grid.setColumnStretch(3, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(16), look().px(12), look().px(16), look().px(12))
        column.setSpacing(look().px(10))
        column.addWidget(heading)
        column.addLayout(self._grid)
        column.addStretch(1)

    def show_milestone(self, milestone: Milestone, day: date) -> None:
        """Show what was noted of a milestone."""
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        with self._app.store.reading() as session:
            notes = logbook.of_milestones(session, day).get(milestone.key, ())
        self.texts = []
        for place, note in enumerate(reversed(notes)):
            mark = STATUS[note.state]
            self._grid.addWidget(Picture(mark.shape, mark.ink), place, 0)
            for column, text in enumerate((note.day.isoformat(), mark.word, note.text), start=1):
                label = QLabel(text)
                label.setWordWrap(column == 3)
                self._grid.addWidget(label, place, column)
            self.texts.append(f"{note.day.isoformat()} {mark.word} {note.text}")
        if not notes:
            lesson = QLabel(_("截至这一天没有登记过进展。里程碑的状态、日期和说明可以用 Excel 的“目标进展”表导入。"))
            lesson.setWordWrap(True)
            give_role(lesson, "muted")
            self._grid.addWidget(lesson, 0, 0, 1, 4)
