"""The page 培育认定: the pipeline, the check of one subject, the matrix of candidates, the application windows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QStackedWidget, QTabWidget

from fashiontracker.tally import pipeline
from fashiontracker.text import N_, _
from fashiontracker.ui.counting import WATCHED
from fashiontracker.ui.drafting import Slot
from fashiontracker.ui.empty import Empty, Way
from fashiontracker.ui.page import Page, Touched
from fashiontracker.ui.pages.cultivation.adding import AddDialog
from fashiontracker.ui.pages.cultivation.chain import ChainPanel
from fashiontracker.ui.pages.cultivation.checking import JUDGE, Checking
from fashiontracker.ui.pages.cultivation.filing import Filing
from fashiontracker.ui.pages.cultivation.matrix import Matrix
from fashiontracker.ui.pages.cultivation.moving import MoveDialog
from fashiontracker.ui.pages.cultivation.progress import Progress
from fashiontracker.ui.pages.cultivation.windows import Windows
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.style import give_role
from fashiontracker.ui.wishes import PAGE_OF, Paper, Pipeline, Rows

if TYPE_CHECKING:
    from fashiontracker.models.candidacies import Step
    from fashiontracker.models.drafts import Draft
    from fashiontracker.models.facts import Subject
    from fashiontracker.tally.pipeline import Candidacy
    from fashiontracker.ui.desk import Desk

MOVE, NEW = "move", "new"
"""What drafts of the forms are kept as; that of a move names its candidacies, with `_LIST` between them."""
_LIST = "; "


class Cultivation(Page):
    """Four tabs: the candidacies, the check of one, all against all, and when applications are taken."""

    key = "cultivation"
    title = N_("培育认定")
    watches: ClassVar[Touched] = WATCHED | {"judgement", "former_name"}
    inspects = True
    chooses = False

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._resumed: Draft | None = None
        self.filing = Filing(self, desk, self.work.emit)
        desk.counting.arrived.connect(self.reload)
        self.progress = Progress(desk.app)
        self.progress.moved.connect(self.ask_move)
        self.progress.current_changed.connect(self._show_chain)
        self.progress.opened.connect(self._open_record)
        self.progress.filtered.connect(self._tell_count)
        self.checking = Checking(desk)
        self.matrix = Matrix(desk, self.work.emit)
        self.matrix.examined.connect(self.examine)
        self.windows = Windows(desk)
        self.windows.filtered.connect(lambda key: self.arrive(Pipeline(designation=key)))
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName(_(self.title))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for widget, words in (
            (self.progress, _("推进")),
            (self.checking, _("体检")),
            (self.matrix, _("条件矩阵")),
            (self.windows, _("申报窗口")),
        ):
            self.tabs.addTab(widget, words)
        self._put_tools()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.tabs)
        self._stack.addWidget(self._empty())
        self.body.addWidget(self._stack, 1)

    def _put_tools(self) -> None:
        self.add_button = QPushButton(_("新增培育对象…"))
        put_icon(self.add_button, "new", "on_accent")
        give_role(self.add_button, "primary")
        self.add_button.clicked.connect(self.ask_new)
        self.move_button = QPushButton(_("变更阶段…"))
        put_icon(self.move_button, "forward")
        self.move_button.clicked.connect(self.progress.ask)
        self.calendar_button = QPushButton(_("导出提醒…"))
        put_icon(self.calendar_button, "calendar")
        self.calendar_button.clicked.connect(self._export_reminders)
        for button in (self.calendar_button, self.move_button, self.add_button):
            self.tools.addWidget(button)

    def refresh(self) -> None:
        known = self._desk.counting.ask(self.work.emit)
        if known is None:
            return
        found = pipeline.candidacies(known.facts, self._desk.app.plan, self.as_of)
        self._stack.setCurrentIndex(int(not known.facts.chains and not known.census.enterprises))
        self.progress.show_entries(found, self.filing.readiness(found, self.as_of))
        self.checking.look_at(self.as_of)
        self.matrix.look_at(self.as_of, found)
        self.windows.look_at(self.as_of, found)
        for button in (self.add_button, self.move_button):
            button.setEnabled(not self._desk.read_only)
        self._tell_count()
        if self._resumed is not None:
            QTimer.singleShot(0, self, self._go_on)

    def arrive(self, wish: object) -> None:
        """Show what is at a standstill or lapses, one designation, or its application windows."""
        if not isinstance(wish, Pipeline):
            return
        if wish.windows:
            self.tabs.setCurrentWidget(self.windows)
            if wish.designation:
                self.windows.go_to(wish.designation)
            return
        self.tabs.setCurrentWidget(self.progress)
        self.progress.narrow_to(wish)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {**super().commands(), "new": self.ask_new, "report": lambda: self.go.emit("reports", None)}

    # ---- moves ----

    def ask_move(self, chosen: Sequence[Candidacy], lane: str) -> None:
        """Ask for day and reason of a move, then record it; an empty lane leaves the stage to be chosen."""
        if self._desk.read_only or not chosen:
            return
        plan = self._desk.app.plan
        stages = pipeline.stages_of(plan, lane) if lane else tuple(stage.key for stage in plan.stages)
        if lane == pipeline.HOLDING and all(one.held for one in chosen):
            stages = tuple(reversed(stages))  # who holds it already is renewed
        latest = max(one.since for one in chosen)
        whom = [(one.subject, one.name, one.designation) for one in chosen]
        dialog = MoveDialog(self._desk.app, whom, stages, self.as_of, date.today(), latest, self)
        if not lane:
            dialog.stage.setCurrentIndex(dialog.stage.findData(_next_stage(plan.stages.keys, chosen[0])))
        dialog.keep_draft(Slot(self._desk.app.drafts, self.key, MOVE, _LIST.join(map(_said, chosen))))
        only = chosen[0].name if len(chosen) == 1 else ""
        what = _("变更“{name}”的培育阶段").format(name=only) if only else N_("变更培育阶段")
        dialog.run(lambda: self._record(what, dialog.steps()))

    def ask_new(self) -> None:
        """Ask for a new candidacy, then record it."""
        if self._desk.read_only:
            return
        dialog = AddDialog(self._desk, self.as_of, date.today(), self.progress.designation, self)
        dialog.keep_draft(Slot(self._desk.app.drafts, self.key, NEW))
        dialog.run(lambda: self._record(N_("新增培育对象"), [dialog.step()]))

    def resume(self, draft: Draft) -> None:
        self._resumed = draft
        self._go_on()

    def _go_on(self) -> None:
        """Open the form again that a draft was typed into, once its candidacies are there."""
        draft, self._resumed = self._resumed, None
        if draft is None:
            return
        if draft.form == NEW:
            self.ask_new()
        elif draft.form == JUDGE:
            kind, key, title, criterion = draft.about.split(" ")
            self.examine((kind, int(key)), title)
            self.checking.resume(criterion)
        elif self.progress.shown:
            about = draft.about.split(_LIST)
            self.ask_move([one for one in self.progress.shown if _said(one) in about], "")
        else:
            self._resumed = draft

    def _record(self, what: str, steps: Sequence[Step]) -> None:
        """Record steps as one entry of the journal, which says what was done."""
        from fashiontracker.models import candidacies

        app = self._desk.app
        with app.store.journal.entry(what) as session:
            candidacies.move_all(session, app.plan, app.catalogue, steps)

    # ---- the inspector and the ways on ----

    def examine(self, subject: Subject, designation: str | None) -> None:
        """Show the check of a subject."""
        self.tabs.setCurrentWidget(self.checking)
        self.checking.show_subject(subject, designation)

    def _show_chain(self, one: Candidacy | None) -> None:
        if one is None:
            self.inspect.emit(None)
            return
        from fashiontracker.models import candidacies

        app = self._desk.app
        known = self._desk.counting.ask(self.work.emit)
        with app.store.reading() as session:
            events = candidacies.chain(session, app.plan, one.subject, one.designation)
            former = candidacies.former_names(session, one.subject[1]) if one.subject[0] == "enterprise" else []
        files = known.files if known else {}
        papers = self.filing.papers(one.subject, one.designation, self.as_of)
        wish = Paper("evidence", enterprises=(one.name,), designation=one.designation)
        papers.bound.connect(lambda: self.go.emit("reports", wish))
        panel = ChainPanel(
            app,
            one,
            events,
            [name for name, _until in former],
            lambda event: [file.name for file in files.get(("stage_event", event), ())],
            papers,
            self.as_of,
        )
        panel.moving.connect(lambda: self.ask_move([one], ""))
        panel.examine.connect(lambda: self.examine(one.subject, one.designation))
        panel.record.connect(lambda: self._open_record(one))
        panel.attach.connect(self.filing.ask_for_event)
        self.inspect.emit(panel)

    def _open_record(self, one: Candidacy | None) -> None:
        if one is not None:
            self.go.emit(PAGE_OF[one.subject[0]], Rows(record=one.subject[1]))

    def _export_reminders(self) -> None:
        known = self._desk.counting.ask(self.work.emit)
        if known is not None:
            self.filing.export_reminders(known.facts, self.as_of)

    def _tell_count(self) -> None:
        shown = self.progress.shown
        live = sum(one.lane not in (pipeline.HOLDING, pipeline.CLOSED) for one in shown)
        held = sum(one.lane == pipeline.HOLDING for one in shown)
        self.count.setText(_("在培育 {live} 项 · 持有 {held} 项").format(live=f"{live:,}", held=f"{held:,}"))
        stuck = sum(one.stagnant for one in shown)
        words = _("{count} 项称号进展 · 停滞 {stuck} 项")
        self.counted.emit(words.format(count=f"{len(shown):,}", stuck=f"{stuck:,}"))

    def _empty(self) -> Empty:
        lesson = _(
            "从摸底到认定的每一步都记在这里：拖动卡片就是记一条带日期的阶段变更，"
            "认定与复核各成一段有效期。先导入企业和“培育认定”表，或新增一个培育对象。"
        )
        return Empty(
            "cultivation",
            _("还没有培育对象"),
            lesson,
            [Way(_("导入 Excel"), "import", lambda: self.go.emit("import", None), main=True)],
        )


def _said(one: Candidacy) -> str:
    """A candidacy as a draft names it."""
    return f"{one.subject[0]} {one.subject[1]} {one.designation}"


def _next_stage(keys: Sequence[str], one: Candidacy) -> str:
    """The stage that usually follows."""
    order = ("survey", "library", "preparing", "applied", "nominated", "publicity", "recognised", "renewed")
    if one.held:
        return "renewed"
    known = [key for key in order if key in keys]
    place = known.index(one.stage) + 1 if one.stage in known[:-2] else 0
    return known[place]
