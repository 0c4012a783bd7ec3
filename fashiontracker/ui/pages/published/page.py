"""The page 公示比对."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from fashiontracker.progress import Progress
from fashiontracker.text import N_, _
from fashiontracker.ui.counting import WATCHED
from fashiontracker.ui.fate_bar import FateBar
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.page import EVERYTHING, Page, Touched
from fashiontracker.ui.pages.published.fates import MARKS
from fashiontracker.ui.pages.published.listing import Listing
from fashiontracker.ui.pages.published.newcomers_bar import NewcomersBar, name_of
from fashiontracker.ui.pages.published.panel import LinePanel
from fashiontracker.ui.pages.published.start import Start
from fashiontracker.ui.pages.published.terms_form import HELD_BY, TermsForm
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.style import give_role, look
from fashiontracker.ui.wishes import PAGE_OF, Rows

if TYPE_CHECKING:
    from fashiontracker.exchange.published.matching import Match
    from fashiontracker.exchange.published.reading import Notice, Read
    from fashiontracker.exchange.published.settling import Settled
    from fashiontracker.models.facts import Subject
    from fashiontracker.ui.desk import Desk

NAMES: Touched = frozenset({"enterprise", "former_name", "brand", "carrier"})
"""Tables whose names and codes a list is compared with."""


class Published(Page):
    """A list is given, matched in the background, looked through, and accepted as one entry."""

    key = "published"
    title = N_("公示比对")
    watches: ClassVar[Touched] = WATCHED | {"former_name"}
    follows_date = False
    inspects = True
    chooses = False

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        desk.counting.arrived.connect(self.reload)
        self.paper: Notice | None = None
        self.matches: list[Match] = []
        self.settled: list[Settled] = []
        self._kind = ""
        self._renamed = False
        self._picked: dict[int, Subject] = {}
        self.start = Start()
        self.start.file.connect(self.read_file)
        self.start.text.connect(self.read_text)
        self.form = TermsForm(desk.app)
        self.form.changed.connect(self._said_otherwise)
        self.bar = FateBar(MARKS)
        self.list = Listing(desk.app, self)
        self.bar.chosen.connect(self.list.lines.keep)
        self.list.current_changed.connect(self._show_line)
        self.list.taken.connect(self.take)
        self.list.lines.ticked.connect(self._tell_chosen)
        self.chosen = QLabel()
        give_role(self.chosen, "muted")
        self.accept_button = QPushButton(_("记入所选"))
        put_icon(self.accept_button, "check", "on_accent")
        give_role(self.accept_button, "primary")
        self.accept_button.clicked.connect(self.accept)
        self.newcomers = NewcomersBar(desk, self.work.emit, self.form)
        self.newcomers.added.connect(lambda count: self.counted.emit(_("已新增 {count} 家企业").format(count=count)))
        self.again_button = QPushButton(_("换一份名单"))
        put_icon(self.again_button, "back")
        self.again_button.clicked.connect(self.begin_again)
        self.tools.addWidget(self.again_button)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start)
        self._stack.addWidget(self._result())
        self.body.addWidget(self._stack, 1)
        self.begin_again()

    def notice(self, touched: Touched) -> None:
        self._renamed |= touched == EVERYTHING or bool(touched & NAMES)
        super().notice(touched)

    def refresh(self) -> None:
        if self._renamed:
            self._match(self._asked())
        else:
            self._settle_lines()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {**super().commands(), "new": self.begin_again}

    # ---- a list comes in ----

    def read_file(self, path: Path) -> None:
        """Read a list from a file, in the background."""
        from fashiontracker.exchange.published import reading

        catalogue = self._desk.app.catalogue
        work = Job(_("读取 {name}").format(name=path.name), lambda: reading.reading(path, catalogue), self._take_in)
        self.work.emit(work)

    def read_text(self, text: str) -> None:
        """Read a list from a text."""
        from fashiontracker.exchange.published import reading

        self._take_in(reading.read_text(text, self._desk.app.catalogue))

    def begin_again(self) -> None:
        """Forget the list, for another one."""
        self.paper, self.matches, self.settled = None, [], []
        self._picked.clear()
        self.list.lines.left_out.clear()
        self._stack.setCurrentIndex(0)
        self.again_button.hide()
        self.count.clear()
        self.inspect.emit(None)

    # ---- what is done with it ----

    def take(self, place: int, number: int) -> None:
        """Take a line for one of its candidates (from 0), or for none (-1)."""
        candidates = self.settled[place].match.candidates
        if number < 0:
            self._picked.pop(place, None)
        elif number < len(candidates) and self.settled[place].fate in ("near", "matched", "known"):
            self._picked[place] = candidates[number].subject
        else:
            return
        self._settle_lines()
        self._show_line(place)

    def accept(self) -> None:
        """Write what is ticked as one entry, the list itself as its evidence."""
        from fashiontracker import paths
        from fashiontracker.exchange.published import accepting

        terms, notice = self.form.terms(), self.paper
        chosen = self.list.lines.chosen()
        if not self.form.complete() or terms is None or notice is None or not chosen or self._desk.read_only:
            return
        app, folder = self._desk.app, paths.evidence_folder(self._desk.path)

        def write() -> Generator[Progress, None, int]:
            yield Progress(0, len(chosen), _("正在存入名单"))
            kept = accepting.keep(folder, notice, terms.day)
            yield Progress(0, len(chosen), _("正在记录"))
            return accepting.accept(app.store.journal, app.plan, app.catalogue, chosen, terms, kept)

        self.accept_button.setEnabled(False)
        self.work.emit(Job(_("记入名单"), write, self._written))

    def _written(self, count: int) -> None:
        self._picked.clear()
        self.counted.emit(_("已记入 {count} 项").format(count=count))

    # ---- inside ----

    def _take_in(self, read: Read) -> None:
        notice, problems = read
        self.start.refuse(problems)
        if notice is None:
            return
        self.paper = notice
        self._picked.clear()
        self.list.lines.left_out.clear()
        self.again_button.show()
        self._kind = ""
        self._stack.setCurrentIndex(1)
        self.form.show_notice(notice)
        if self.form.designation is None:  # without a title the names are looked for among the firms
            self._match("enterprise")

    def _said_otherwise(self) -> None:
        if self.paper is None:
            return
        if self._asked() != self._kind:
            self._match(self._asked())
        else:
            self._settle_lines()

    def _asked(self) -> str:
        """The kind of records that bear the title; while there is no title it stays what it was."""
        designation = self._desk.app.catalogue.designations.get(self.form.designation or "")
        kinds = [holder for holder in designation.holders if holder in HELD_BY] if designation else []
        return kinds[0] if kinds else self._kind or "enterprise"

    def _match(self, kind: str) -> None:
        """Look in the registry, as it is now, for every name of the list."""
        notice, app = self.paper, self._desk.app
        if notice is None:
            return
        if kind != self._kind:
            self._picked.clear()
        self._kind, self._renamed = kind, False

        def match() -> Generator[Progress, None, list[Match]]:
            from fashiontracker.exchange.published import matching

            with app.store.reading() as session:
                return (yield from matching.match(session, app.plan, notice.listed, kind))

        self.work.emit(Job(_("比对名单"), match, lambda found: self._matched(notice, kind, found)))

    def _matched(self, notice: Notice, kind: str, found: list[Match]) -> None:
        if notice is self.paper and kind == self._kind:
            self.matches = found
            self._settle_lines()

    def _settle_lines(self) -> None:
        """Every line's end, by what the form says and what is on record now."""
        from fashiontracker.exchange.published import settling

        known = self._desk.counting.ask(self.work.emit)
        if self.paper is None or known is None or not self.matches:
            return
        terms = self.form.terms(self.as_of)
        if terms is None:
            terms = settling.Terms("", str(self.form.stage.currentData()), self.as_of)
        self.settled = settling.settle(self.matches, terms, known.facts, self._desk.app.catalogue, self._picked)
        counts = settling.counts(self.settled)
        self.list.show_settled(self.settled, terms)
        self.bar.show_counts(counts)
        self.count.setText(_("{name} · {count} 个名称").format(name=name_of(self.paper), count=len(self.settled)))
        self.newcomers.show_list(self.settled if self._kind == "enterprise" else (), self.paper)
        self.counted.emit(
            _("{count} 个名称 · 匹配 {matched} · 待选 {near} · 跳过 {skipped} 行").format(
                count=len(self.settled), matched=counts["matched"], near=counts["near"], skipped=self.paper.skipped
            )
        )
        self._tell_chosen()

    def _tell_chosen(self) -> None:
        count = len(self.list.lines.chosen())
        stage = self.form.stage.currentText()
        ready = self.form.designation is not None and count > 0 and not self._desk.read_only
        self.accept_button.setEnabled(ready)
        self.accept_button.setText(_("记入所选 {count} 项").format(count=count))
        words = _("将各记一步“{stage}”，名单留作佐证；可一步撤销").format(stage=stage)
        self.chosen.setText(words if ready else _("请先选定称号") if self.form.designation is None else "")

    def _show_line(self, place: int | None) -> None:
        if place is None or place >= len(self.settled):
            self.inspect.emit(None)
            return
        terms = self.list.lines.terms
        panel = LinePanel(self._desk.app, self.settled[place], terms)
        panel.taken.connect(lambda number: self.take(place, number))
        panel.opened.connect(lambda subject: self.go.emit(PAGE_OF[subject[0]], Rows(record=subject[1])))
        self.inspect.emit(panel)

    def _result(self) -> QWidget:
        result = QWidget()
        foot = QHBoxLayout()
        foot.setSpacing(look().px(12))
        foot.addWidget(self.newcomers)
        foot.addStretch(1)
        foot.addWidget(self.chosen)
        foot.addWidget(self.accept_button)
        column = QVBoxLayout(result)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(10))
        column.addWidget(self.form)
        column.addWidget(self.bar)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        return result
