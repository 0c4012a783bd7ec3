"""The inspector of a candidacy: who it is, where it stands, and the chain of its events and terms as a line of time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fashiontracker.tally.terms import NEXT_DAY, standing
from fashiontracker.text import _
from fashiontracker.ui import icons
from fashiontracker.ui.chips import FlowLayout
from fashiontracker.ui.labels import wrapped
from fashiontracker.ui.pages.cultivation import wording
from fashiontracker.ui.pictures import icon_button, put_icon
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.models.candidacies import ChainEvent
    from fashiontracker.models.facts import Chain
    from fashiontracker.tally.pipeline import Candidacy
    from fashiontracker.ui.pages.cultivation.papers import Papers


@dataclass(frozen=True, slots=True)
class Stop:
    """One place on the line: how it is marked, what it says, whether the title is held before and after it."""

    shape: str
    ink: str
    heading: str
    lines: tuple[str, ...]
    held_before: bool
    held_after: bool
    event: int | None = None


def stops(app: App, events: Sequence[ChainEvent], as_of: date) -> Iterator[Stop]:
    """The events up to the day with every end of a term that came or will come; then those after the day."""
    chain: Chain = tuple((one.on, one.stage, one.valid_until, one.id) for one in events)
    past = sum(one.on <= as_of for one in events)
    held = False
    for place, one in enumerate(events[:past]):
        if held and not _held(chain[:place], one.on - NEXT_DAY):
            yield _ran_out(chain[:place], one.on)
            held = False
        now = _held(chain[: place + 1], one.on)
        yield _stop(app, one, held, now)
        held = now
    stands = standing(chain[:past], as_of)
    if stands is not None and stands.held and stands.valid_until is not None:
        words = _("还有 {days} 天；复核通过会另记一段有效期").format(days=(stands.valid_until - as_of).days)
        heading = _("{day}  有效期届满").format(day=stands.valid_until)
        yield Stop("calendar", "info", heading, (words,), True, False)
    elif held:
        yield _ran_out(chain[:past], as_of)
    for one in events[past:]:
        later = _stop(app, one, False, False)
        yield replace(later, ink="quiet", lines=(*later.lines, _("晚于截至日期，尚未计入")))


def _stop(app: App, one: ChainEvent, before: bool, after: bool) -> Stop:
    shape, ink = wording.STAGE_LOOKS.get(one.stage, wording.UNDER_WAY)
    lines = [
        *([_("有效期至 {day}").format(day=one.valid_until)] if one.valid_until else []),
        *([_("文号 {number}").format(number=one.certificate_no)] if one.certificate_no else []),
        *([_("批次 {batch}").format(batch=one.batch)] if one.batch else []),
        *([one.note] if one.note else []),
    ]
    return Stop(shape, ink, f"{one.on}  {wording.stage(app, one.stage)}", tuple(lines), before, after, one.id)


def _ran_out(chain: Chain, day: date) -> Stop:
    """The end of a term that was not renewed in time."""
    stands = standing(chain, day)
    heading = _("{day}  有效期已满").format(day=stands.valid_until if stands else day)
    return Stop("late", "warn", heading, (_("未见复核通过，次日起不再计入"),), True, False)


def _held(chain: Chain, day: date) -> bool:
    stands = standing(chain, day)
    return stands is not None and stands.held


class Rail(QWidget):
    """The piece of the line beside one stop: thick where the title is held."""

    def __init__(self, stop: Stop, *, first: bool, last: bool) -> None:
        super().__init__()
        self._stop, self._first, self._last = stop, first, last
        self.setFixedWidth(look().px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter = look(), QPainter(self)
        side = now.px(16)
        x, y = self.width() / 2, now.px(10)
        for begin, end, held, there in (
            (0.0, y - side / 2, self._stop.held_before, not self._first),
            (y + side / 2, float(self.height()), self._stop.held_after, not self._last),
        ):
            if there:
                painter.setPen(QPen(now.colour("good_mark" if held else "border"), now.px(4 if held else 1)))
                painter.drawLine(QPointF(x, begin), QPointF(x, end))
        icons.draw(painter, QRectF(x - side / 2, y - side / 2, side, side), self._stop.shape, self._stop.ink)


class Timeline(QWidget):
    """Stops from the oldest down to the newest, files to be attached to each."""

    attach = Signal(int)
    """Files shall be attached to this event."""

    def __init__(self, found: Sequence[Stop], files: Callable[[int], Sequence[str]]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for place, stop in enumerate(found):
            row = QHBoxLayout()
            row.setSpacing(look().px(6))
            row.addWidget(Rail(stop, first=place == 0, last=place == len(found) - 1))
            row.addLayout(self._words(stop, files), 1)
            column.addLayout(row)

    def _words(self, stop: Stop, files: Callable[[int], Sequence[str]]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, look().px(10))
        column.setSpacing(look().px(2))
        head = QHBoxLayout()
        heading = QLabel(stop.heading)
        give_role(heading, "lane-head")
        head.addWidget(heading, 1)
        lines = [*stop.lines]
        if stop.event is not None:
            event = stop.event
            lines.extend(files(event))
            head.addWidget(icon_button("evidence", _("为这一步附佐证文件"), lambda: self.attach.emit(event)))
        column.addLayout(head)
        for line in lines:
            column.addWidget(wrapped(line, "muted"))
        return column


class ChainPanel(QWidget):
    """A candidacy in the inspector."""

    moving = Signal()
    examine = Signal()
    record = Signal()
    attach = Signal(int)

    def __init__(
        self,
        app: App,
        one: Candidacy,
        events: Sequence[ChainEvent],
        former: Sequence[str],
        files: Callable[[int], Sequence[str]],
        papers: Papers,
        as_of: date,
    ) -> None:
        super().__init__()
        self.papers = papers
        self.stops = list(stops(app, events, as_of))
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(16), look().px(4), look().px(16), look().px(16))
        column.setSpacing(look().px(8))
        column.addWidget(wrapped(one.name, "heading", selectable=True))
        if former:
            column.addWidget(wrapped(_("曾用名：{names}").format(names=_("、").join(former)), "muted", selectable=True))
        column.addWidget(wrapped(wording.title(app, one.designation), "", selectable=True))
        stage = _("复核：{stage}") if one.renewal else "{stage}"
        said = stage.format(stage=wording.stage(app, one.stage))
        column.addWidget(wrapped(f"{said} · {wording.waiting(app, one)}", "muted", selectable=True))
        if one.renewal and one.held:
            column.addWidget(wrapped(wording.term(one), "muted", selectable=True))
        column.addWidget(self._deeds())
        column.addWidget(papers)
        column.addWidget(wrapped(_("称号链"), "heading", selectable=True))
        self.timeline = Timeline(self.stops, files)
        self.timeline.attach.connect(self.attach)
        column.addWidget(self.timeline)
        column.addStretch(1)
        self.setAccessibleName(f"{one.name} · {wording.title(app, one.designation)}")

    def _deeds(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, look().px(6))
        for words, glyph, signal in (
            (_("变更阶段…"), "forward", self.moving),
            (_("体检"), "check", self.examine),
            (_("打开档案"), "inspector", self.record),
        ):
            button = QPushButton(words)
            put_icon(button, glyph)
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit())
            flow.addWidget(button)
        return holder
