"""The tab 推进: the board, the table and the funnel of the same rows, narrowed by chips."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from fashiontracker.tally import pipeline
from fashiontracker.text import _
from fashiontracker.ui.charts.spread import FunnelChart
from fashiontracker.ui.chips import Chip, ChipBar
from fashiontracker.ui.pages.cultivation import wording
from fashiontracker.ui.pages.cultivation.board import Board
from fashiontracker.ui.pages.cultivation.rows import COLUMNS, CandidacySource
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.style import look
from fashiontracker.ui.table import Table

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.tally.pipeline import Candidacy
    from fashiontracker.ui.pages.cultivation.rows import Papers
    from fashiontracker.ui.wishes import Pipeline

Only = Callable[["Candidacy"], bool]
KINDS: Final[Mapping[str, Only]] = {"stagnant": lambda one: one.stagnant, "lapsing": lambda one: one.lapsing}


BOARD, TABLE, FUNNEL = range(3)


class Progress(QWidget):
    """Shows candidacies in one of three shapes; what is selected is the same for the board and the table."""

    moved = Signal(object, str)
    """Candidacies, and the lane they shall move to; an empty lane where that is still to be said."""
    current_changed = Signal(object)
    opened = Signal(object)
    filtered = Signal()

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self.designation: str | None = None
        self.sector: str | None = None
        self._only: tuple[str, Only] | None = None
        self._all: Sequence[Candidacy] = ()
        self.shown: list[Candidacy] = []
        self.bar = ChipBar()
        self.bar.removed.connect(self._remove)
        self.bar.cleared.connect(self._clear)
        self.board = Board(app)
        self.board.moved.connect(self.moved)
        self.board.current_changed.connect(self.current_changed)
        self.board.opened.connect(self.opened)
        self.board.asked.connect(self.ask)
        self.source = CandidacySource(app)
        self.table = Table(COLUMNS, self.source, _("培育认定"))
        self.table.model_.editable = False
        self.table.current_changed.connect(self._tell)
        self.table.opened.connect(lambda event: self.opened.emit(self.source.entry(event)))
        self.funnel = FunnelChart(_("各阶段的培育对象"))
        self.funnel.chosen.connect(self._show_step)
        self._steps: list[str] = []
        self._stack = QStackedWidget()
        for shape in (self.board, self.table, self.funnel):
            self._stack.addWidget(shape)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look().px(10), 0, 0)
        column.setSpacing(look().px(10))
        column.addLayout(self._head())
        column.addWidget(self._stack, 1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(look().px(8))
        head.addWidget(self.bar, 1)
        self.shapes = QButtonGroup(self)
        for number, (words, glyph) in enumerate(((_("看板"), "columns"), (_("表格"), "table"), (_("漏斗"), "filter"))):
            button = QPushButton(words)
            put_icon(button, glyph)
            button.setCheckable(True)
            self.shapes.addButton(button, number)
            head.addWidget(button)
        self.shapes.button(BOARD).setChecked(True)
        self.shapes.idClicked.connect(self.show_shape)
        return head

    # ---- what is shown ----

    def show_entries(self, entries: Sequence[Candidacy], papers: Papers) -> None:
        """Show others, keeping the cursor; ``papers`` says how complete the applications are."""
        self._all = entries
        self.source.papers = papers
        self.bar.set_menu(self._menu())
        self._narrow()

    def show_shape(self, number: int) -> None:
        """The board, the table (the cursor staying on its candidacy) or the funnel."""
        current = self.current()
        self.shapes.button(number).setChecked(True)
        self._stack.setCurrentIndex(number)
        if current is not None:
            self.go_to(current)

    def show_only(self, key: str) -> None:
        """Keep only those at a standstill (``stagnant``) or about to lapse (``lapsing``)."""
        self._only = (wording.STATES[key].word, KINDS[key])
        self._narrow()

    def narrow_to(self, wish: Pipeline) -> None:
        """Keep only what was wished for, whatever was kept before."""
        self.designation, self.sector, self._only = wish.designation, None, None
        if wish.within is not None:
            days = wish.within
            self._only = (_("{days} 天内到期").format(days=days), lambda one: one.within == days)
        elif wish.only is not None:
            self._only = (wording.STATES[wish.only].word, KINDS[wish.only])
        self._narrow()

    def filter_by(self, *, designation: str | None = None, sector: str | None = None) -> None:
        """Keep only those of a designation or a sector."""
        self.designation = designation or self.designation
        self.sector = sector or self.sector
        self._narrow()

    # ---- what is selected ----

    def current(self) -> Candidacy | None:
        """The candidacy at the cursor; the funnel has none."""
        if self._stack.currentIndex() != TABLE:
            return self.board.current() if self._stack.currentIndex() == BOARD else None
        event = self.table.current_id()
        return self.source.entry(event) if event is not None else None

    def chosen(self) -> list[Candidacy]:
        """The selected candidacies; on the funnel nothing is selected."""
        if self._stack.currentIndex() != TABLE:
            return self.board.chosen() if self._stack.currentIndex() == BOARD else []
        found = (self.source.entry(event) for event in self.table.selected_ids())
        return [one for one in found if one is not None]

    def go_to(self, one: Candidacy) -> None:
        """Put the cursor on a candidacy, whatever its latest event is now."""
        self.board.go_to(one.subject, one.designation)
        now = next((it for it in self.shown if (it.subject, it.designation) == (one.subject, one.designation)), None)
        if now is not None:
            self.table.go_to(now.event)

    def ask(self) -> None:
        """Ask for a change of the stage of what is selected."""
        chosen = self.chosen()
        if chosen:
            self.moved.emit(chosen, "")

    # ---- inside ----

    def _tell(self, event: int | None) -> None:
        if self._stack.currentIndex() == TABLE:
            self.current_changed.emit(self.source.entry(event) if event is not None else None)

    def _narrow(self) -> None:
        current = self.current()
        only = self._only[1] if self._only else None
        self.shown = list(pipeline.chosen(self._all, self.designation, self.sector, only))
        lanes = pipeline.by_lane(self._app.plan, self.shown)
        self.board.show_lanes(lanes)
        self._steps = [lane for lane in lanes if lane not in (pipeline.HOLDING, pipeline.CLOSED)]
        self.funnel.show_stages([(wording.lane(self._app, lane), len(lanes[lane])) for lane in self._steps])
        self.source.show_entries(self.shown)
        self.table.reload()
        self.bar.show_chips(self._chips())
        if current is not None:
            self.go_to(current)
        self.filtered.emit()

    def _show_step(self, place: int) -> None:
        """The candidacies behind a bar of the funnel, as a table."""
        step = self._steps[place]
        self._only = (wording.lane(self._app, step), lambda one: one.lane == step)
        self.show_shape(TABLE)
        self._narrow()

    def _chips(self) -> list[Chip]:
        chips = []
        if self.designation:
            chips.append(
                Chip("designation", _("称号 = {title}").format(title=wording.title(self._app, self.designation)))
            )
        if self.sector:
            chips.append(Chip("sector", _("行业 = {sector}").format(sector=wording.sector(self._app, self.sector))))
        if self._only:
            chips.append(Chip("only", self._only[0]))
        return chips

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        titles = menu.addMenu(_("称号"))
        for key in sorted({one.designation for one in self._all}, key=lambda key: wording.title(self._app, key)):
            action = titles.addAction(wording.title(self._app, key))
            action.triggered.connect(lambda _checked=False, key=key: self.filter_by(designation=key))
        sectors = menu.addMenu(_("行业"))
        for sector in self._app.plan.sectors:
            action = sectors.addAction(wording.sector(self._app, sector.key))
            action.triggered.connect(lambda _checked=False, key=sector.key: self.filter_by(sector=key))
        for key in KINDS:
            action = menu.addAction(wording.STATES[key].word)
            action.triggered.connect(lambda _checked=False, key=key: self.show_only(key))
        return menu

    def _remove(self, key: str) -> None:
        if key == "designation":
            self.designation = None
        elif key == "sector":
            self.sector = None
        else:
            self._only = None
        self._narrow()

    def _clear(self) -> None:
        self.designation = self.sector = self._only = None
        self._narrow()
