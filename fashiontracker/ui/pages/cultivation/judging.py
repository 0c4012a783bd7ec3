"""The dialog of a human judgement: the sentence as published, yes or no, on which day, why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QRadioButton, QWidget

from fashiontracker.models.judgements import place
from fashiontracker.text import _
from fashiontracker.ui.fields import DateField, Field
from fashiontracker.ui.forms import FormDialog
from fashiontracker.ui.style import look


@dataclass(frozen=True, slots=True)
class Asked:
    """What only people can answer: the sentence, where it is written, and under which key the answer is kept.

    ``choices`` are the classes of an item of a score, of which one applies; a plain criterion has none.
    """

    sentence: str
    clause: str
    designation: str
    ruleset: str
    criterion: str
    choices: Sequence[str] = ()


class JudgeDialog(FormDialog):
    """Cannot be accepted before an answer was given: nothing is presumed."""

    def __init__(self, asked: Asked, name: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(_("记录人工判断"), _("记录"), parent)
        self._asked = asked
        self.add(_("对象"), QLabel(name), wide=True)
        sentence = QLabel(f"{asked.sentence}\n{asked.clause}")
        sentence.setWordWrap(True)
        self.add(_("条件原文"), sentence, wide=True)
        self.yes, self.no = QRadioButton(_("是，情况如条件所述")), QRadioButton(_("否"))
        self.choice = QComboBox()
        self.choice.addItem(_("请选择"), None)
        for one in asked.choices:
            self.choice.addItem(one, one)
        if asked.choices:
            self.add(_("适用哪一档"), self.choice, wide=True)
        else:
            answers = QWidget()
            row = QHBoxLayout(answers)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(look().px(16))
            row.addWidget(self.yes)
            row.addWidget(self.no)
            row.addStretch(1)
            self.add(_("判断"), answers, wide=True)
        self.day = DateField(required=True)
        self.day.set_value(today)
        self.note = Field()
        self.add(_("判断日期"), self.day, wide=True)
        self.add(_("依据"), self.note, wide=True)
        for button in (self.yes, self.no):
            button.toggled.connect(self._enable)
        self.choice.currentIndexChanged.connect(self._enable)
        self._enable()

    @property
    def answer(self) -> bool:
        """Whether the sentence is so; a class that was chosen is."""
        return self.yes.isChecked() or bool(self._asked.choices)

    def place(self) -> str:
        """Where the answer is kept."""
        asked = self._asked
        choice = self.choice.currentData() if asked.choices else None
        return place(asked.designation, asked.ruleset, asked.criterion, choice)

    def _enable(self) -> None:
        given = self.choice.currentData() is not None or self.yes.isChecked() or self.no.isChecked()
        self.deed.setEnabled(given)
