"""The dialog that begins a candidacy: whom, for which designation; the stage and day are asked as in any move."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from fashiontracker.models.candidacies import Step
from fashiontracker.text import _
from fashiontracker.ui.fields import ChoiceField, DateField, Field
from fashiontracker.ui.forms import FormDialog
from fashiontracker.ui.pages.cultivation import wording
from fashiontracker.ui.pages.cultivation.subjects import SubjectField
from fashiontracker.ui.style import give_role

if TYPE_CHECKING:
    from fashiontracker.ui.desk import Desk


class AddDialog(FormDialog):
    """A new subject × designation at a live stage."""

    def __init__(
        self, desk: Desk, as_of: date, today: date, designation: str | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("新增培育对象"), _("记录"), parent, columns=2)
        app = desk.app
        self._as_of = as_of
        self._titles = {
            wording.title(app, one.key): one.key
            for one in app.catalogue.designations
            if set(one.holders) & wording.KINDS.keys()
        }
        self.subject = SubjectField(desk, required=True)
        self.title = ChoiceField(list(self._titles), required=True)
        if designation:
            self.title.setText(wording.title(app, designation))
        self.stage = QComboBox()
        for one in app.plan.stages:
            if one.live:
                self.stage.addItem(wording.stage(app, one.key), one.key)
        self.day = DateField(required=True)
        self.note = Field()
        self.add(_("对象"), self.subject, wide=True)
        self.add(_("称号"), self.title, wide=True)
        self.add(_("阶段"), self.stage)
        self.add(_("日期"), self.day)
        self.add(_("备注"), self.note, wide=True)
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        give_role(self.hint, "muted")
        self.add("", self.hint, wide=True)
        self.day.textChanged.connect(self._tell)
        self.day.set_value(today)

    def step(self) -> Step:
        """What is to be recorded, once the dialog was accepted."""
        subject, day = self.subject.subject, self.day.value
        assert subject is not None
        assert day is not None
        return Step(subject, self._titles[self.title.typed()], str(self.stage.currentData()), day, self.note.typed())

    def _tell(self) -> None:
        day = self.day.value
        self.hint.setText(wording.not_yet_shown(self._as_of) if day is not None and day > self._as_of else "")
