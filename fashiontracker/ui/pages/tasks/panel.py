"""One task whole: what the plan says, who has to do with it, how it stands, and its log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fashiontracker.text import _
from fashiontracker.ui.marks import Mark
from fashiontracker.ui.pages.tasks import wording
from fashiontracker.ui.pictures import Picture
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.plan.types import Plan, Task
    from fashiontracker.tally.tasks import TaskStanding
    from fashiontracker.ui.pages.tasks.log import Log


class TaskPanel(QWidget):
    """For the inspector."""

    def __init__(self, plan: Plan, task: Task, stands: TaskStanding, log: Log) -> None:
        super().__init__()
        self.log = log
        title = _text(f"{task.key}　{wording.title(task)}")
        give_role(title, "heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(16), look().px(4), look().px(16), look().px(16))
        column.setSpacing(look().px(10))
        column.addWidget(title)
        column.addLayout(_marks(wording.states(plan).get(stands.state), wording.WARNINGS.get(stands.warning or "")))
        column.addWidget(_section(_("政策原文　{place}").format(place=task.clause_ref)))
        clause = _text(task.text)
        clause.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        clause.setAccessibleName(_("政策原文"))
        column.addWidget(clause)
        column.addLayout(_departments(plan, task))
        column.addWidget(log)
        column.addStretch(1)


def _marks(*marks: Mark | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(look().px(6))
    for mark in marks:
        if mark is not None:
            row.addWidget(Picture(mark.shape, mark.ink))
            row.addWidget(QLabel(mark.word))
            row.addSpacing(look().px(10))
    row.addStretch(1)
    return row


def _departments(plan: Plan, task: Task) -> QFormLayout:
    form = QFormLayout()
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(look().px(12))
    form.setVerticalSpacing(look().px(4))
    for words, names in ((_("牵头"), task.leads), (_("按职责分工"), task.responsible)):
        if names:
            form.addRow(_section(words), _text(_("、").join(wording.departments(plan, names))))
    return form


def _section(words: str) -> QLabel:
    label = QLabel(words)
    give_role(label, "muted")
    return label


def _text(words: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
