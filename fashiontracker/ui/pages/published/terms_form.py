"""What the list is: the designation, 公示 or 认定, the day, the document number."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from fashiontracker.exchange.published.reading import PUBLICITY, STAGES
from fashiontracker.exchange.published.settling import Terms
from fashiontracker.text import _, pick
from fashiontracker.ui.fields import ChoiceField, DateField, Field, Labelled
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.exchange.published.reading import Notice

HELD_BY = frozenset({"enterprise", "brand", "carrier"})


class TermsForm(QWidget):
    """``changed`` tells that it says something else now; `terms` is None while something is missing or wrong."""

    changed = Signal()

    def __init__(self, app: App) -> None:
        super().__init__()
        self._notice: Notice | None = None
        self._titles = {
            pick(one.zh, one.en): one.key for one in app.catalogue.designations if HELD_BY & set(one.holders)
        }
        self._words = {key: words for words, key in self._titles.items()}
        self.title = ChoiceField(list(self._titles), required=True)
        self.stage = QComboBox()
        for key in STAGES:
            stage = app.plan.stages.by_key[key]
            self.stage.addItem(pick(stage.zh, stage.en), key)
        self.day, self.until = DateField(required=True), DateField()
        self.number, self.batch = Field(), Field()
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look().px(12))
        grid.setVerticalSpacing(look().px(4))
        parts = (
            (Labelled(_("称号"), self.title), 5),
            (self._stage_box(_("名单性质")), 2),
            (Labelled(_("日期"), self.day), 2),
            (Labelled(_("有效期至"), self.until), 2),
            (Labelled(_("文号"), self.number), 3),
            (Labelled(_("批次"), self.batch), 2),
        )
        for column, (part, share) in enumerate(parts):
            grid.setColumnStretch(column, share)
            grid.addWidget(part, 0, column, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.hint, 1, 0, 1, 6)
        for field in (self.title, self.day, self.until, self.number, self.batch):
            field.textChanged.connect(self._tell)
        self.stage.currentIndexChanged.connect(self._tell)

    def show_notice(self, notice: Notice) -> None:
        """Take what the notice says of itself; the user may say otherwise."""
        self._notice = notice
        self.blockSignals(True)
        self.title.setText(self._words.get(notice.designation or "", ""))
        self.stage.setCurrentIndex(self.stage.findData(notice.stage or PUBLICITY))
        self.day.set_value(notice.day)
        self.number.setText(notice.number)
        self.batch.setText(notice.batch)
        self.until.clear()
        for field in (self.title, self.number):
            field.setCursorPosition(0)
        self.blockSignals(False)
        self._tell()

    @property
    def designation(self) -> str | None:
        """The designation, where it is one of the catalogue's."""
        return self._titles.get(self.title.typed())

    def terms(self, day: date | None = None) -> Terms | None:
        """What the form says; ``day`` stands in for a missing date, for looking only."""
        on, until = self.day.value or day, self.until.value
        if self.designation is None or on is None or (until is not None and until < on):
            return None
        stage = str(self.stage.currentData())
        return Terms(self.designation, stage, on, self.number.typed(), self.batch.typed(), until)

    def complete(self) -> bool:
        """Whether all that is needed is there; what is not is shown in red."""
        wrong = [field for field in (self.title, self.day, self.until) if not field.judge()]
        return not wrong and self.terms() is not None

    def _tell(self) -> None:
        stage = str(self.stage.currentData())
        notice, day = self._notice, self.day.value
        self.until.setEnabled(stage != PUBLICITY)
        words, role = "", "muted"
        if stage == PUBLICITY:
            words = _("公示不是认定：只记一步“公示”，不计入任何目标；认定名单公布后再比对一次。")
        elif notice is not None and notice.stage == PUBLICITY:
            words, role = _("名单自己写的是公示。只有正式公布的认定名单才应按认定记录，请核对。"), "problem"
        if day is not None and self.until.value is not None and self.until.value < day:
            words, role = _("有效期至早于名单日期，请核对。"), "problem"
        give_role(self.hint, role)
        self.hint.setText(words)
        self.hint.setVisible(bool(words))
        self.changed.emit()

    def _stage_box(self, words: str) -> QWidget:
        box, column, name = QWidget(), QVBoxLayout(), QLabel(words)
        name.setBuddy(self.stage)
        self.stage.setAccessibleName(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(name)
        column.addWidget(self.stage)
        box.setLayout(column)
        return box
