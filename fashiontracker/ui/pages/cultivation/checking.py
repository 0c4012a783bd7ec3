"""The tab 体检: one subject against one designation, criterion by criterion."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fashiontracker.text import _
from fashiontracker.ui.drafting import Slot
from fashiontracker.ui.empty import Empty
from fashiontracker.ui.pages.cultivation import wording
from fashiontracker.ui.pages.cultivation.findings import Findings, asked_by
from fashiontracker.ui.pages.cultivation.judging import JudgeDialog
from fashiontracker.ui.pages.cultivation.subjects import SubjectField
from fashiontracker.ui.pictures import Picture, put_icon
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.models.facts import Subject
    from fashiontracker.plan.designations import Ruleset
    from fashiontracker.tally.eligibility import Check
    from fashiontracker.ui.desk import Desk

VERDICTS: Final = {"eligible": ("done", "good"), "not_eligible": ("missed", "bad"), "unknown": ("question", "warn")}
PAGE: Final = "cultivation"
JUDGE: Final = "judge"
"""What a draft of the form is kept as."""
LACKING: Final = 2
"""So many gaps are named of a version that is not the one asked for."""


class Checking(QWidget):
    """Asks whom and for what, and shows the verdict; judgements are recorded from here."""

    judged = Signal()

    def __init__(self, desk: Desk, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._desk, self._today = desk, today
        self._as_of = today()
        self.check: Check | None = None
        self.subject = SubjectField(desk)
        self.subject.setMinimumWidth(look().px(150))
        self.subject.picked.connect(lambda _subject: self._choose_title())
        self._make_boxes()
        self.findings = Findings(desk.app)
        self.findings.itemSelectionChanged.connect(self._enable)
        self.findings.itemDoubleClicked.connect(lambda _item: self.ask_judgement())
        self.judge_button = QPushButton(_("记录判断…"))
        put_icon(self.judge_button, "edit")
        self.judge_button.clicked.connect(self.ask_judgement)
        self._mark = Picture("question", "warn", 20)
        self.verdict = QLabel()
        give_role(self.verdict, "heading")
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        give_role(self.summary, "muted")
        self._stack = QStackedWidget()
        lesson = _("选一家企业、一个品牌或载体，再选要申报的称号：逐条列出符合、不符合、未知，差多少、依据哪一条。")
        self._stack.addWidget(Empty("check", _("给谁体检？"), lesson))
        self._stack.addWidget(self._result())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look().px(10), 0, 0)
        column.setSpacing(look().px(10))
        column.addLayout(self._form())
        column.addWidget(self._stack, 1)
        self._fill_versions()

    def _make_boxes(self) -> None:
        self.title, self.purpose, self.version = QComboBox(), QComboBox(), QComboBox()
        for box, letters in ((self.title, 10), (self.version, 8)):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(letters)
        self.title.setMaxVisibleItems(24)
        for one in self._desk.app.catalogue.designations:
            if set(one.holders) & wording.KINDS.keys():
                self.title.addItem(wording.title(self._desk.app, one.key), one.key)
        self.purpose.addItem(_("首次申报"), "new")
        self.purpose.addItem(_("复核"), "renewal")
        self.title.currentIndexChanged.connect(self._fill_versions)
        self.purpose.currentIndexChanged.connect(self.refresh)
        self.version.currentIndexChanged.connect(self.refresh)

    def show_subject(self, subject: Subject, designation: str | None) -> None:
        """Check a subject, against a designation or the first that it can hold."""
        from fashiontracker.models import candidacies

        with self._desk.app.store.reading() as session:
            name = candidacies.name_of(session, subject)
        self.subject.show_subject(subject, name)
        place = self.title.findData(designation) if designation else -1
        if place >= 0:
            self.title.setCurrentIndex(place)
        else:
            self._choose_title()
        self.refresh()

    def look_at(self, day: date) -> None:
        """Check on this day, with what is recorded now."""
        self._as_of = day
        self.refresh()

    def refresh(self) -> None:
        """Check anew."""
        subject, title = self.subject.subject, self.title.currentData()
        if subject is None or title is None:
            self._stack.setCurrentIndex(0)
            return
        self.check = self._checked(subject, str(title))
        self._stack.setCurrentIndex(1)
        self._show(self.check)

    def ask_judgement(self) -> None:
        """Ask for a person's answer to the selected criterion, then record it."""
        finding, check = self.findings.chosen(), self.check
        if self._desk.read_only or check is None or finding is None:
            return
        asked = asked_by(check, finding)
        if asked is None:
            return
        dialog = JudgeDialog(asked, check.name, self._today(), self)
        about = f"{check.subject[0]} {check.subject[1]} {check.designation.key} {finding.criterion.key}"
        dialog.keep_draft(Slot(self._desk.app.drafts, PAGE, JUDGE, about))
        if dialog.run(lambda: self._record(check.subject, dialog)):
            self.refresh()
            self.judged.emit()

    def resume(self, criterion: str) -> None:
        """Ask again for the answer to a criterion, by its key."""
        if self.findings.choose(criterion):
            self.ask_judgement()

    def _record(self, subject: Subject, dialog: JudgeDialog) -> None:
        from fashiontracker.models import judgements

        day = dialog.day.value
        assert day is not None
        journal = self._desk.app.store.journal
        judgements.record_judgement(journal, subject, dialog.place(), dialog.answer, day, dialog.note.typed())

    # ---- inside ----

    def _checked(self, subject: Subject, title: str) -> Check:
        from fashiontracker.tally import eligibility

        app, version = self._desk.app, self.version.currentData()
        with app.store.reading() as session:
            if version is None:
                purpose = self.purpose.currentData()
                return eligibility.of_subject(session, app.plan, app.catalogue, subject, title, self._as_of, purpose)
            every = eligibility.versions(session, app.plan, app.catalogue, subject, title, self._as_of)
        return next(one for one in every if one.ruleset is not None and one.ruleset.key == version)

    def _show(self, check: Check) -> None:
        from fashiontracker.tally import gaps

        self.findings.show_check(check)
        shape, ink = VERDICTS[check.verdict]
        self._mark.show_icon(shape, ink)
        verdict = gaps.verdict(check.verdict)
        if check.held:
            until = _("，有效期至 {day}").format(day=check.valid_until) if check.valid_until else ""
            verdict = _("{verdict}（已持有{until}）").format(verdict=verdict, until=until)
        self.verdict.setText(verdict)
        met = sum(one.verdict == "met" for one in check.findings)
        rules = check.ruleset
        doc = _("没有施行中的公布条件") if rules is None else " · ".join(filter(None, (rules.doc, rules.variant)))
        counts = _("{total} 条中 {met} 条符合；还缺 {unmet} 条不符合、{unknown} 条未知").format(
            total=len(check.findings), met=met, unmet=check.outcome.unmet, unknown=check.outcome.unknown
        )
        self.summary.setText("\n".join([counts, doc, *self._otherwise(check)]))
        self._enable()

    def _otherwise(self, check: Check) -> Iterator[str]:
        """What the other versions of the rules say of the same subject on the same day, and what they find lacking."""
        from fashiontracker.tally import eligibility, gaps

        app, key = self._desk.app, check.designation.key
        if len(check.designation.rulesets) < 2:
            return
        with app.store.reading() as session:
            every = eligibility.versions(session, app.plan, app.catalogue, check.subject, key, self._as_of)
        for one in every:
            if one.ruleset is not None and one.ruleset != check.ruleset:
                lacking = _("；").join(filter(None, map(one.gap, one.lacking[:LACKING])))
                said = gaps.verdict(one.verdict) + (_("（{lacking}）").format(lacking=lacking) if lacking else "")
                yield _("若按{version}：{said}").format(version=_version(one.ruleset), said=said)

    def _enable(self) -> None:
        finding = self.findings.chosen()
        can = self.check is not None and finding is not None and asked_by(self.check, finding) is not None
        self.judge_button.setEnabled(can and not self._desk.read_only)

    def _choose_title(self) -> None:
        """The designation shown, where a record of this kind can hold it; else the first that it can."""
        subject = self.subject.subject
        if subject is None:
            return
        titles = self._desk.app.catalogue.designations.by_key
        if subject[0] not in titles[str(self.title.currentData())].holders:
            places = range(self.title.count())
            fitting = (n for n in places if subject[0] in titles[str(self.title.itemData(n))].holders)
            self.title.setCurrentIndex(next(fitting, self.title.currentIndex()))
        self.refresh()

    def _fill_versions(self) -> None:
        title = self._desk.app.catalogue.designations.by_key[str(self.title.currentData())]
        self.version.blockSignals(True)
        self.version.clear()
        self.version.addItem(_("截至日施行的条件"), None)
        for one in title.rulesets:
            self.version.addItem(_version(one), one.key)
        self.version.blockSignals(False)
        self.refresh()

    def _form(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look().px(8))
        for words, widget in (
            (_("对象"), self.subject),
            (_("称号"), self.title),
            (_("用途"), self.purpose),
            (_("条件版本"), self.version),
        ):
            label = QLabel(words)
            label.setBuddy(widget)
            widget.setAccessibleName(words)
            row.addWidget(label)
            row.addWidget(widget, 1 if widget in (self.subject, self.title) else 0)
        self.version.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.version.setMinimumContentsLength(10)
        return row

    def _result(self) -> QWidget:
        result = QWidget()
        head = QHBoxLayout()
        head.setSpacing(look().px(8))
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(look().px(2))
        words.addWidget(self.verdict)
        words.addWidget(self.summary)
        head.addLayout(words, 1)
        head.addWidget(self.judge_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(result)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(8))
        column.addLayout(head)
        column.addWidget(self.findings, 1)
        return result


def _version(rules: Ruleset) -> str:
    """Which version of the rules it is: since when in force, and for whom or by which document."""
    since = _("{day} 起施行的条件").format(day=rules.effective_from) if rules.effective_from else _("施行日不详的条件")
    return _("{value}（{where}）").format(value=since, where=rules.variant or rules.doc)
