"""The form of one entry in a task's log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from fashiontracker.text import _, pick
from fashiontracker.ui.fields import DateField
from fashiontracker.ui.forms import FormDialog
from fashiontracker.ui.style import look

if TYPE_CHECKING:
    from fashiontracker.plan.types import Plan


@dataclass(frozen=True, slots=True)
class Progress:
    """What is noted of a task: the day, the state's key, the words."""

    day: date
    state: str
    text: str


class ProgressForm(FormDialog):
    """Notes how far a task is, or corrects what was noted."""

    def __init__(self, plan: Plan, title: str, accept: str, shown: Progress, parent: QWidget | None = None) -> None:
        super().__init__(title, accept, parent)
        self.day = DateField(required=True)
        self.day.set_value(shown.day)
        self.state = QComboBox()
        for state in plan.task_states:
            self.state.addItem(pick(state.zh, state.en), state.key)
        self.state.setCurrentIndex(max(self.state.findData(shown.state), 0))
        self.text = QPlainTextEdit(shown.text)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(look().px(120))
        self.text.setPlaceholderText(_("做了什么、到了哪一步、下一步是什么"))
        self.add(_("日期"), self.day)
        self.add(_("状态"), self.state)
        self.add(_("进展说明"), self.text)
        self.text.setFocus()

    def wanted(self) -> Progress:
        """The entry as the form says it."""
        day = self.day.value
        assert day is not None
        return Progress(day, self.state.currentData(), self.text.toPlainText().strip())
