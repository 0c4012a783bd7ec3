"""The titles of a record: how each stands on the day, and its chain 认定 → 复核 → 到期 as dated steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fashiontracker.models.facts import in_order
from fashiontracker.tally.terms import Standing, standing
from fashiontracker.text import _, pick
from fashiontracker.ui.pages.registry.section import Section, words
from fashiontracker.ui.pictures import Picture
from fashiontracker.ui.style import look

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.models.facts import Subject
    from fashiontracker.models.tables import StageEvent


class Titles(Section):
    """One block for each designation; those of brands and carriers say whose they are."""

    def __init__(self, app: App, events: Sequence[StageEvent], names: Mapping[Subject, str], day: date) -> None:
        super().__init__(_("称号与申报"))
        self._app = app
        self._order = {stage.key: stage.order for stage in app.plan.stages}
        chains: dict[tuple[Subject, str], list[StageEvent]] = {}
        for event in events:
            chains.setdefault(((event.subject_kind, event.subject_id), event.designation), []).append(event)
        if not events:
            self.say(_("还没有登记。在“培育认定”新增培育对象，或用“公示比对”把公布的名单记入。"))
        for (subject, designation), chain in chains.items():
            self.body.addWidget(self._block(designation, names.get(subject, ""), chain, day))

    def _block(self, key: str, bearer: str, chain: Sequence[StageEvent], day: date) -> QWidget:
        found = self._app.catalogue.designations.get(key)
        title = pick(found.zh, found.en) if found else key
        plain = [(one.happened_on, one.stage, one.valid_until, one.id) for one in chain]
        stands = standing(in_order(plain, self._order), day)
        shape, ink, said = self._said(stands)
        row = QHBoxLayout()
        row.setSpacing(look().px(6))
        row.addWidget(Picture(shape, ink, 16))
        row.addWidget(words(_("{value}（{where}）").format(value=title, where=bearer) if bearer else title, "text"), 1)
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, look().px(2), 0, look().px(6))
        column.setSpacing(look().px(2))
        column.addLayout(row)
        inner = words(said, "muted")
        inner.setIndent(look().px(22))
        column.addWidget(inner)
        for event in sorted(chain, key=lambda one: (one.happened_on, self._order.get(one.stage, 0)), reverse=True):
            step = words(self._step(event, day), "small")
            step.setIndent(look().px(22))
            column.addWidget(step)
        return block

    @staticmethod
    def _said(stands: Standing | None) -> tuple[str, str, str]:
        """Icon, ink and words of a standing."""
        if stands is None:
            return "not_started", "quiet", _("截至当日尚未开始")
        if stands.held and stands.valid_until:
            return "done", "good", _("有效，至 {day}").format(day=stands.valid_until.isoformat())
        if stands.held:
            return "done", "good", _("有效，未填有效期")
        if stands.revoked:
            return "missed", "bad", _("已被撤销")
        if stands.once:
            return "late", "warn", _("已过有效期")
        return "in_progress", "info", _("申报中")

    def _step(self, event: StageEvent, day: date) -> str:
        stage = self._app.plan.stages.get(event.stage)
        parts = [event.happened_on.isoformat(), pick(stage.zh, stage.en) if stage else event.stage]
        if event.valid_until:
            parts.append(_("至 {day}").format(day=event.valid_until.isoformat()))
        parts += [one for one in (event.certificate_no, event.batch) if one]
        if event.happened_on > day:
            parts.append(_("截至日期之后"))
        return " · ".join(parts)
