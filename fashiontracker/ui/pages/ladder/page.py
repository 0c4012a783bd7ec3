"""The page 品牌梯队."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fashiontracker.models.views import Filter
from fashiontracker.progress import Progress
from fashiontracker.tally.ladder import NONE, Ladder
from fashiontracker.text import N_, _, pick
from fashiontracker.ui.charts.bars import BarChart
from fashiontracker.ui.charts.lines import Series
from fashiontracker.ui.chips import FlowLayout
from fashiontracker.ui.columns import Column
from fashiontracker.ui.empty import Empty, Way
from fashiontracker.ui.fetching import Fetch
from fashiontracker.ui.listed import Listed
from fashiontracker.ui.page import Page, Touched
from fashiontracker.ui.pages.ladder.lists import BRANDS, MOVES, brand_rows, move_rows, tier_name
from fashiontracker.ui.pages.ladder.stairs import Rung, Stairs
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.scrolled import scrolled
from fashiontracker.ui.style import give_role, look
from fashiontracker.ui.table import Table
from fashiontracker.ui.wishes import Paper, Rows

if TYPE_CHECKING:
    from datetime import date

    from fashiontracker.app import App
    from fashiontracker.models.ladder import LadderBrand
    from fashiontracker.ui.desk import Desk


class BrandLadder(Page):
    """Stairs of tiers and regional brands above; the brands of the chosen one and all moves below."""

    key = "ladder"
    title = N_("品牌梯队")
    watches: ClassVar[Touched] = frozenset({"brand", "enterprise", "stage_event"})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._app = desk.app
        self._plan = desk.app.plan
        self._fetch = Fetch(self._arrived)
        self.ladder: Ladder | None = None
        self.tier: str | None = self._plan.tiers.keys[0] if self._plan.tiers else NONE
        self.region: str | None = None
        self.stairs = Stairs()
        self.stairs.chosen.connect(self.choose_tier)
        self.regions: dict[str, QToolButton] = {}
        self.brands, self._brand_source = _table(BRANDS, _("品牌"))
        self.brands.opened.connect(lambda id_: self.go.emit("brands", Rows(record=id_)))
        self.moves, self._move_source = _table(MOVES, _("梯队变动"))
        self.moves.opened.connect(self._open_move)
        self.course = BarChart(_("历年各梯队品牌数"))
        self.said = QLabel()
        give_role(self.said, "heading")
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName(_(self.title))
        self._fill_tabs()
        self._add_tools()
        self.sheet = self._sheet()
        self.empty = self._empty()
        for widget in (self.sheet, self.empty):
            self.body.addWidget(widget, 1)
            widget.hide()

    def refresh(self) -> None:
        self._fetch.ask(_("正在整理梯队"), partial(read, self._app, self.as_of), self.work.emit)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {**super().commands(), "report": self.print}

    # ---- what is asked for ----

    def choose_tier(self, tier: str) -> None:
        """List the brands of a tier; `NONE` are those without one."""
        self.tier, self.region = tier, None
        self._show()

    def choose_region(self, region: str) -> None:
        """List the brands under a regional brand, whatever their tier."""
        self.tier, self.region = None, region
        self._show()

    def open_brands(self) -> None:
        """Go to the registry's brands under the same condition."""
        if self.region is not None:
            filters: tuple[Filter, ...] = (Filter("regional_brand", "is", self.region),)
        elif self.tier == NONE:
            filters = (Filter("tier", "empty"),)
        else:
            filters = (Filter("tier", "is", self.tier),)
        self.go.emit("brands", Rows(filters=filters))

    def print(self) -> None:
        """Ask 报表与报送 for the roster of brands by tier."""
        self.go.emit("reports", Paper("roster", kind="brands"))

    def _open_move(self, place: int) -> None:
        if self.ladder is not None:
            self.go.emit("brands", Rows(record=self.ladder.moves[-place].step.brand))

    # ---- what is shown ----

    def _arrived(self, ladder: Ladder) -> None:
        self.ladder = ladder
        self.sheet.setVisible(bool(ladder.brands))
        self.empty.setVisible(not ladder.brands)
        names = {one.id: one.name for one in ladder.brands}
        self._move_source.show(move_rows(self._plan, ladder.moves, names))
        self.moves.reload()
        self.tabs.setTabText(1, _("变动（{count}）").format(count=f"{len(ladder.moves):,}"))
        years = ladder.over_years()
        series = [
            Series(tier_name(self._plan, key), tuple(counts.get(key, 0) for _year, counts in years))
            for key in ladder.tiers
        ]
        self.course.show_series([str(year) for year, _counts in years], series)
        ranked = len(ladder.brands) - len(ladder.on(NONE))
        words = _("{count} 个品牌 · 已定梯队 {ranked}")
        self.count.setText(words.format(count=f"{len(ladder.brands):,}", ranked=f"{ranked:,}"))
        self._show()

    def _show(self) -> None:
        ladder = self.ladder
        if ladder is None:
            return
        rungs = [self._rung(ladder, key) for key in (NONE, *reversed(ladder.tiers))]
        self.stairs.show_rungs(rungs, self.tier)
        for key, button in self.regions.items():
            button.setText(f"{self._region_name(key)}  {len(ladder.of_region(key)):,}")
            button.setChecked(key == self.region)
        shown, name = self._chosen(ladder)
        self._brand_source.show(brand_rows(self._plan, self._app.catalogue, ladder, shown))
        self.brands.reload()
        titled = sum(one.id in ladder.titles for one in shown)
        count = f"{len(shown):,}"
        words = _("{name}　{count} 个品牌，其中 {titled} 个持有称号")
        self.said.setText(words.format(name=name, count=count, titled=f"{titled:,}"))
        self.tabs.setTabText(0, _("品牌（{count}）").format(count=count))
        self.counted.emit(_("{name} {count} 个品牌").format(name=name, count=count))

    def _chosen(self, ladder: Ladder) -> tuple[Sequence[LadderBrand], str]:
        if self.region is not None:
            return ladder.of_region(self.region), self._region_name(self.region)
        return ladder.on(self.tier), tier_name(self._plan, self.tier)

    def _rung(self, ladder: Ladder, key: str) -> Rung:
        brands = ladder.on(key)
        titled = sum(one.id in ladder.titles for one in brands)
        return Rung(key, tier_name(self._plan, key), len(brands), _("{count} 个持有称号").format(count=f"{titled:,}"))

    def _region_name(self, key: str) -> str:
        region = self._plan.regional_brands.by_key[key]
        return pick(region.zh, region.en)

    # ---- layout ----

    def _add_tools(self) -> None:
        for words, glyph, act in (
            (_("在品牌页查看"), "brands", self.open_brands),
            (_("打印梯队名录"), "reports", self.print),
        ):
            button = QPushButton(words)
            put_icon(button, glyph, "text")
            button.clicked.connect(act)
            self.tools.addWidget(button)

    def _region_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look().px(8))
        label = QLabel(_("区域品牌"))
        give_role(label, "muted")
        row.addWidget(label)
        holder = QWidget()
        flow = FlowLayout(holder, look().px(6))
        for key in self._plan.regional_brands.keys:
            button = QToolButton()
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            give_role(button, "segment")
            button.clicked.connect(partial(self.choose_region, key))
            flow.addWidget(button)
            self.regions[key] = button
        row.addWidget(holder, 1)
        return row

    def _fill_tabs(self) -> None:
        note = QLabel(_("梯队没有登记日期：变动按变更记录中写入的日期排列，包括导入和手工修改，已撤销的不列。"))
        note.setWordWrap(True)
        give_role(note, "muted")
        for widgets, name in (
            ((self.said, self.brands), _("品牌")),
            ((note, self.moves), _("变动")),
            ((self.course,), _("历年")),
        ):
            tab = QWidget()
            column = QVBoxLayout(tab)
            column.setContentsMargins(look().px(12), look().px(10), look().px(12), look().px(12))
            column.setSpacing(look().px(8))
            for place, widget in enumerate(widgets):
                column.addWidget(widget, int(place == len(widgets) - 1))
            self.tabs.addTab(tab, name)
        self.tabs.setAccessibleName(_("梯队明细"))

    def _sheet(self) -> QScrollArea:
        sheet = QWidget()
        sheet.setObjectName("page")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(12))
        column.addWidget(self.stairs)
        column.addLayout(self._region_row())
        column.addWidget(self.tabs, 1)
        return scrolled(sheet)

    def _empty(self) -> Empty:
        lesson = _("登记了品牌和它们的梯队之后，这里像台阶一样显示三级梯队与区域品牌，以及谁上升、谁下降。")
        ways = [Way(_("导入 Excel"), "import", lambda: self.go.emit("import", None), main=True)]
        return Empty("ladder", _("还没有品牌"), lesson, ways)


def read(app: App, day: date) -> Generator[Progress, None, Ladder]:
    """Read the ladder with the titles of a day."""
    from fashiontracker.tally.ladder import climb

    yield Progress(0, 1, _("正在读取品牌"))
    with app.store.reading() as session:
        return climb(session, app.plan, app.catalogue, day)


def _table(columns: Sequence[Column], name: str) -> tuple[Table, Listed]:
    source = Listed(columns)
    table = Table(columns, source, name)
    table.setSelectionBehavior(Table.SelectionBehavior.SelectRows)
    table.horizontalHeader().setStretchLastSection(True)
    return table, source
