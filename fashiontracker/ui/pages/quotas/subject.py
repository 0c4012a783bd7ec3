"""The inspector of a counted or nearly counted subject: why, since when, by which records, and the way to its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fashiontracker.plan.types import ByDesignation
from fashiontracker.tally import words
from fashiontracker.text import _, pick
from fashiontracker.ui.pages.quotas import wording
from fashiontracker.ui.pictures import Picture, put_icon
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from datetime import date

    from fashiontracker.app import App
    from fashiontracker.models.facts import Event
    from fashiontracker.plan.types import Quota
    from fashiontracker.tally.board import Counted
    from fashiontracker.ui.counting import Known


class SubjectPanel(QWidget):
    """Shows one subject under one row on one day; ``open_record`` is missing where it has no page."""

    def __init__(
        self,
        app: App,
        known: Known,
        quota: Quota,
        one: Counted,
        day: date,
        open_record: Callable[[], object] | None,
    ) -> None:
        super().__init__()
        self._app, self._known, self._quota, self._one, self._day = app, known, quota, one, day
        name = _wrapped(one.subject, "heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(16), look().px(4), look().px(16), look().px(16))
        column.setSpacing(look().px(8))
        column.addWidget(name)
        column.addLayout(self._verdict())
        if open_record is not None:
            self.button = QPushButton(_("打开档案"))
            put_icon(self.button, "forward", "text")
            self.button.clicked.connect(lambda _checked=False: open_record())
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._facts())
        events = list(self._events())
        if events:
            column.addWidget(_wrapped(_("称号记录"), "heading"))
        for designation, event in events:
            column.addWidget(self._event(designation, event))
        files = wording.evidence(known, one)
        column.addWidget(_wrapped(_("佐证"), "heading"))
        column.addWidget(_wrapped("\n".join(files) if files else _("还没有佐证文件"), "" if files else "muted"))
        column.addStretch(1)
        self.setAccessibleName(one.subject)

    def _verdict(self) -> QHBoxLayout:
        one = self._one
        said = wording.why(self._app, one) or _("计入：{basis}").format(
            basis=wording.basis(self._app, self._known, self._quota, one)
        )
        row = QHBoxLayout()
        row.setSpacing(look().px(6))
        shape, ink = ("done", "good") if one.reason is None else ("missed", "warn")
        row.addWidget(Picture(shape, ink), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(_wrapped(said, ""), 1)
        return row

    def _facts(self) -> QFormLayout:
        one, facts = self._one, self._known.facts
        sectors = (self._app.plan.sectors.get(key) for key in facts.sectors.get((one.subject_kind, one.subject_id), ()))
        pairs = (
            (_("信用代码"), one.uscc or ""),
            (_("所属企业"), wording.owner(facts, one)),
            (_("行业"), _("、").join(pick(sector.zh, sector.en) for sector in sectors if sector)),
            (_("日期"), words.day(one.recognised_on or one.day)),
            (_("有效期至"), words.day(one.valid_until)),
        )
        form = QFormLayout()
        form.setHorizontalSpacing(look().px(12))
        form.setVerticalSpacing(look().px(4))
        for caption, text in pairs:
            if text:
                form.addRow(_wrapped(caption, "muted", wrap=False), _wrapped(text, ""))
        return form

    def _events(self) -> Iterator[tuple[str, Event]]:
        """The subject's events for titles that this row counts, until the day, the newest first."""
        rule = self._quota.rule
        if not isinstance(rule, ByDesignation):
            return
        subject, chains = (self._one.subject_kind, self._one.subject_id), self._known.facts.chains
        deciding = {key for table, key in self._one.records if table == "stage_event"}
        for designation in rule.keys:
            for bearer, chain in chains.get(designation, {}).items():
                if bearer == subject or deciding & {event[3] for event in chain}:
                    yield from ((designation, event) for event in reversed(chain) if event[0] <= self._day)

    def _event(self, designation: str, event: Event) -> QLabel:
        day, stage, until, number = event
        said = f"{words.day(day)}  {wording.stage(self._app, stage)}"
        if until is not None:
            said += _("，有效期至 {until}").format(until=words.day(until))
        lines = [said, wording.title(self._app, designation)]
        document = self._known.numbers.get(number)
        if document:
            lines.append(_("文号或证书：{number}").format(number=document))
        lines += [file.name for file in self._known.files.get(("stage_event", number), ())]
        return _wrapped("\n".join(lines), "")


def _wrapped(text: str, role: str, *, wrap: bool = True) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(wrap)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        give_role(label, role)
    return label
