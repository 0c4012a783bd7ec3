"""The dialog of a move: which stage, on which day, and what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from fashiontracker.models.candidacies import REASON_ASKED, TERMS, Step
from fashiontracker.text import _
from fashiontracker.ui.fields import DateField, Field
from fashiontracker.ui.forms import FormDialog
from fashiontracker.ui.pages.cultivation import wording
from fashiontracker.ui.style import give_role

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.models.facts import Subject

SHOWN = 4
"""How many subjects the dialog names."""


class MoveDialog(FormDialog):
    """Asks for what a stage needs: a reason on 未通过 and 撤回, the term on 认定 and 复核通过."""

    def __init__(
        self,
        app: App,
        whom: Sequence[tuple[Subject, str, str]],
        stages: Sequence[str],
        as_of: date,
        today: date,
        latest: date | None,
        parent: QWidget | None = None,
    ) -> None:
        """``whom``: subject, name and designation of each; ``latest`` is the day of the last event on record."""
        super().__init__(_("变更阶段"), _("记录"), parent, columns=2)
        self._app, self._whom, self._as_of, self._latest = app, whom, as_of, latest
        self.stage = QComboBox()
        for key in stages:
            self.stage.addItem(wording.stage(app, key), key)
        self.day = DateField(required=True)
        self.reason, self.note = Field(required=True), Field()
        self.until = DateField()
        self.number, self.batch = Field(), Field()
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        give_role(self.hint, "muted")
        self.add(_("对象"), _who(app, whom), wide=True)
        self.add(_("阶段"), self.stage)
        self.add(_("日期"), self.day)
        self.add(_("文号或证书编号"), self.number)
        self.add(_("批次"), self.batch)
        self.add(_("有效期至（批文写明时填写）"), self.until, wide=True)
        self.add(_("备注"), self.note, wide=True)
        self.add(_("原因（必填）"), self.reason, wide=True)
        self.add("", self.hint, wide=True)
        self.stage.currentIndexChanged.connect(self._fit)
        self.day.textChanged.connect(self._tell)
        self.day.set_value(today)
        self._fit()

    @property
    def chosen(self) -> str:
        """The stage that is chosen."""
        return str(self.stage.currentData())

    def steps(self) -> list[Step]:
        """What is to be recorded, once the dialog was accepted."""
        day = self.day.value
        assert day is not None
        words = self.reason.typed() if self.chosen in REASON_ASKED else self.note.typed()
        until = self.until.value if self.chosen in TERMS else None
        more = (words, until, self.number.typed() or None, self.batch.typed() or None)
        return [Step(subject, title, self.chosen, day, *more) for subject, _name, title in self._whom]

    def wrong(self) -> list[Field]:
        """Only what is asked for this stage can be wrong."""
        shown = [field for field in self._fields if field.isVisibleTo(self)]
        wrong = [field for field in shown if not field.judge()]
        day, until = self.day.value, self.until.value
        if not wrong and self.until in shown and day and until and until < day:
            self.hint.setText(_("有效期至早于认定日期，请核对。"))
            give_role(self.hint, "problem")
            wrong = [self.until]
        return wrong

    def _fit(self) -> None:
        for field, asked in (
            (self.reason, self.chosen in REASON_ASKED),
            (self.note, self.chosen not in REASON_ASKED),
            (self.until, self.chosen in TERMS),
        ):
            if (labelled := field.parentWidget()) is not None:
                labelled.setVisible(asked)
        self._tell()

    def _tell(self) -> None:
        """Why the board may not show the move at once."""
        day, words = self.day.value, ""
        if day is not None and day > self._as_of:
            words = wording.not_yet_shown(self._as_of)
        elif day is not None and self._latest is not None and day < self._latest:
            words = _("这一天早于已有的最近一次记录（{latest}）：会补记为较早的一步，当前阶段不变。").format(
                latest=self._latest
            )
        give_role(self.hint, "muted")
        self.hint.setText(words)


def _who(app: App, whom: Sequence[tuple[Subject, str, str]]) -> QLabel:
    lines = [f"{name} · {wording.title(app, title)}" for _subject, name, title in whom[:SHOWN]]
    if len(whom) > SHOWN:
        lines.append(_("……共 {count} 项").format(count=len(whom)))
    label = QLabel("\n".join(lines))
    label.setWordWrap(True)
    return label
