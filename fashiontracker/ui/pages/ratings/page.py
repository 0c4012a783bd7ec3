"""The page 展会评级."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QPushButton

from fashiontracker.models.views import Filter
from fashiontracker.text import N_, _, pick
from fashiontracker.ui.charts.bars import BarChart
from fashiontracker.ui.charts.lines import Series
from fashiontracker.ui.empty import Empty, Way
from fashiontracker.ui.listed import Listed
from fashiontracker.ui.page import Page, Touched
from fashiontracker.ui.pages.ratings import wording
from fashiontracker.ui.pages.ratings.panel import RatingPanel
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.style import look
from fashiontracker.ui.table import Table
from fashiontracker.ui.wishes import Paper, Rows

if TYPE_CHECKING:
    from fashiontracker.tally.rating import Edition, Rated
    from fashiontracker.ui.desk import Desk

SQUARE_METRES = 10_000
"""平方米 in 万平方米."""


class Ratings(Page):
    """The latest edition of each exhibition with its grade; the inspector explains the chosen one."""

    key = "ratings"
    title = N_("展会评级")
    watches: ClassVar[Touched] = frozenset({"exhibition", "enterprise"})
    inspects = True

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._plan = desk.app.plan
        self.sector: str | None = None
        self.rated: list[Rated] = []
        self._series: Mapping[str, tuple[Edition, ...]] = {}
        self.panel: RatingPanel | None = None
        columns = wording.columns(self._plan)
        self.source = Listed(columns)
        self.table = Table(columns, self.source, _("展会评级"))
        self.table.setSelectionBehavior(Table.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.table.verticalHeader().hide()
        self.table.current_changed.connect(self._show_panel)
        self.table.opened.connect(self._open)
        self.areas = BarChart(_("历年登记展会面积合计（万平方米）"))
        self.areas.setFixedHeight(look().px(208))
        self.sectors = self._sector_box()
        printing = QPushButton(_("打印评级表"))
        put_icon(printing, "reports", "text")
        printing.clicked.connect(self.print)
        self.tools.addWidget(self.sectors)
        self.tools.addWidget(printing)
        self.empty = self._empty()
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.areas)
        self.body.addWidget(self.empty, 1)
        self.empty.hide()

    def arrive(self, wish: object) -> None:
        self.panel = None  # the inspector was cleared on the way here
        if self.rated:
            self._show_panel(self.table.current_id())

    def refresh(self) -> None:
        from fashiontracker.tally import rating
        from fashiontracker.tally.annual import year_in_force

        with self._desk.app.store.reading() as session:
            self._series = rating.editions(session, year_in_force(self.as_of))
        self._show()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {**super().commands(), "report": self.print, "filter": self.sectors.showPopup}

    def print(self) -> None:
        """Ask 报表与报送 for document 7 of the sector shown."""
        sector = self._plan.sectors.get(self.sector or "")
        where = (N_("行业={name}").format(name=sector.zh),) if sector else ()
        self.go.emit("reports", Paper("exhibitions", where=where))

    def show_sector(self, sector: str | None) -> None:
        """Show the exhibitions of one sector, or all (None)."""
        self.sector = sector
        self.sectors.setCurrentIndex(self.sectors.findData(sector))
        self._show()

    # ---- what is shown ----

    def _shown(self) -> list[tuple[Edition, ...]]:
        return [one for one in self._series.values() if self.sector is None or self.sector in one[-1].sectors]

    def _show(self) -> None:
        from fashiontracker.tally import rating, ufi

        catalogue = self._desk.app.catalogue
        shown = self._shown()
        self.rated = [rating.rate(self._plan, editions[-1]) for editions in shown]
        self.rated.sort(key=lambda one: (-one.score, -one.most, one.edition.name))
        rows = {}
        for rank, one in enumerate(self.rated, 1):
            international = ufi.international(ufi.judge(catalogue, one.edition))
            rows[rank] = wording.row(self._plan, rank, one, international)
        self.source.show(rows)
        with QSignalBlocker(self.table):
            self.table.reload()
            if self.table.current_id() is None and rows:
                self.table.go_to(1)
        self._show_panel(self.table.current_id())
        self._show_areas(shown)
        self.empty.setVisible(not self._series)
        self.table.setVisible(bool(self._series))
        self.areas.setVisible(bool(self._series))
        self._tell()

    def _show_areas(self, shown: list[tuple[Edition, ...]]) -> None:
        known: dict[int, list[float]] = {}
        for edition in (one for editions in shown for one in editions):
            known.setdefault(edition.year, []).extend([] if edition.area is None else [edition.area])
        years = sorted(known)
        totals = tuple(round(sum(known[year]) / SQUARE_METRES, 2) if known[year] else None for year in years)
        self.areas.show_series([str(year) for year in years], [Series(_("面积"), totals)])

    def _tell(self) -> None:
        marks = wording.grades(self._plan)
        counts = Counter(wording.grade_of(self._plan, one) for one in self.rated)
        said = [_("{count} 个展会").format(count=len(self.rated))]
        said += [
            _("{grade} {count}").format(grade=mark.word, count=counts[key])
            for key, mark in marks.items()
            if counts[key]
        ]
        self.count.setText(" · ".join(said))
        self.counted.emit(said[0])

    def _show_panel(self, rank: int | None) -> None:
        from fashiontracker.tally import ufi

        if rank is None or not 0 < rank <= len(self.rated):
            self.panel = None
            self.inspect.emit(None)
            return
        rated = self.rated[rank - 1]
        editions = next(one for one in self._shown() if one[-1] == rated.edition)
        judged = ufi.judge(self._desk.app.catalogue, rated.edition)
        self.panel = RatingPanel(self._plan, rated, editions, judged, lambda: self._open(rank))
        self.inspect.emit(self.panel)

    def _open(self, rank: int) -> None:
        name = self.rated[rank - 1].edition.name
        self.go.emit("exhibitions", Rows(filters=(Filter("name", "contains", name),)))

    # ---- layout ----

    def _sector_box(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(_("行业"))
        box.addItem(_("全部行业"), None)
        for sector in self._plan.sectors:
            box.addItem(pick(sector.zh, sector.en), sector.key)
        box.activated.connect(lambda place: self.show_sector(box.itemData(place)))
        return box

    def _empty(self) -> Empty:
        lesson = _(
            "登记了展会的年度、面积、展商、境外展商和观众之后，这里按行动计划的五项因素给出等级，并说明每一分从哪里来。"
        )
        ways = [
            Way(_("导入 Excel"), "import", lambda: self.go.emit("import", None), main=True),
            Way(_("手工录入展会"), "exhibitions", lambda: self.go.emit("exhibitions", None)),
        ]
        return Empty("ratings", _("还没有展会"), lesson, ways)
