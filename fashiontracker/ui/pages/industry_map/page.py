"""The page 产业地图."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QComboBox, QGridLayout, QScrollArea, QToolButton, QWidget

from fashiontracker.plan.tilemap import tiles
from fashiontracker.progress import Progress
from fashiontracker.tally.atlas import MEASURES, UNKNOWN, Atlas, Measure
from fashiontracker.text import N_, _
from fashiontracker.ui.charts.tile_map import MapData, TileMap
from fashiontracker.ui.charts.tiles import TileChart
from fashiontracker.ui.empty import Empty, Way
from fashiontracker.ui.fetching import Fetch
from fashiontracker.ui.page import Page, Touched
from fashiontracker.ui.pages.industry_map import wording
from fashiontracker.ui.pages.industry_map.card import PlaceCard
from fashiontracker.ui.pages.industry_map.drill import rows_of
from fashiontracker.ui.scrolled import scrolled
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from datetime import date

    from fashiontracker.app import App
    from fashiontracker.models.panorama import Panorama
    from fashiontracker.ui.desk import Desk

SIDE = 300
MAP_HEIGHT = 320
ROW = 30


class Read(NamedTuple):
    """The registry as it was at one head of the journal."""

    head: str
    seen: Panorama


class IndustryMap(Page):
    """Measures on the map, by sector in the tiles below it; a click chooses a district, a number leads to its rows."""

    key = "map"
    title = N_("产业地图")
    watches: ClassVar[Touched] = frozenset({"enterprise", "brand", "carrier", "figure", "stage_event"})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._app = desk.app
        self._plan = desk.app.plan
        self._tiles = tiles(self._plan)
        self._read: Read | None = None
        self._fetch = Fetch(self._arrived)
        self.atlas: Atlas | None = None
        self.measure: Measure = "enterprises"
        self.sector: str | None = None
        self.place = ""
        self.map = TileMap(_("各区分布"))
        self.map.chosen.connect(self.choose)
        self.map.opened.connect(self.open_place)
        self.map.setFixedHeight(look().px(MAP_HEIGHT))
        self.card = PlaceCard(self._plan)
        self.card.wanted.connect(lambda measure: self._open(measure, self.place, self.sector))
        self.card.setFixedWidth(look().px(SIDE))
        self.heat = TileChart(_("行业 × 区"))
        self.heat.chosen.connect(self._open_cell)
        self.heat.setToolTip(_("点一个数字，查看这些记录"))
        self.heat.setFixedHeight(look().px(ROW * (len(self._plan.sectors) + 4)))
        self._measures = self._measure_buttons()
        self.sectors = self._sector_box()
        self.sheet = self._sheet()
        self.empty = self._empty()
        for widget in (self.sheet, self.empty):
            self.body.addWidget(widget, 1)
            widget.hide()

    def refresh(self) -> None:
        self._fetch.ask(_("正在统计分布"), partial(survey, self._app, self.as_of, self._read), self.work.emit)

    # ---- what is asked for ----

    def show_measure(self, measure: Measure) -> None:
        """Show another measure."""
        self.measure = measure
        self._measures[measure].setChecked(True)
        self._show()

    def show_sector(self, sector: str | None) -> None:
        """Show one sector, or all of them (None)."""
        self.sector = sector
        self.sectors.setCurrentIndex(self.sectors.findData(sector))
        self._show()

    def choose(self, place: str) -> None:
        """Show a place beside the map."""
        self.place = place
        self._show()

    def open_place(self, place: str) -> None:
        """Go to the rows of a place in the measure shown."""
        self._open(self.measure, place, self.sector)

    def _open_cell(self, row: int, column: int) -> None:
        sectors, places = self._sectors(), self._places()
        self._open(self.measure, places[column], sectors[row])

    def _open(self, measure: str, place: str, sector: str | None) -> None:
        if self.atlas is not None and measure in MEASURES:
            page, rows = rows_of(self._plan, self.atlas, MEASURES[MEASURES.index(measure)], place, sector)
            self.go.emit(page, rows)

    # ---- what is shown ----

    def _arrived(self, found: tuple[Read, Atlas]) -> None:
        self._read, self.atlas = found
        atlas = self.atlas
        something = any(atlas.things[measure] for measure in MEASURES)
        self.sheet.setVisible(something)
        self.empty.setVisible(not something)
        if self.place not in {*self._plan.districts.keys, *self._plan.overlays.keys}:
            counts = {key: atlas.amount("enterprises", key) or 0 for key in self._plan.districts.keys}
            self.place = max(counts, key=lambda key: counts[key], default="")
        self._show()

    def _show(self) -> None:
        atlas = self.atlas
        if atlas is None:
            return
        measure, sector = self.measure, self.sector
        values = {tile.key: atlas.amount(measure, tile.key, sector) for tile in self._tiles}
        names = {tile.key: wording.on_tile(self._plan, tile.key) for tile in self._tiles}
        caption = " · ".join((wording.caption(measure, atlas.year), wording.sector_name(self._plan, sector)))
        shown = partial(wording.figure, measure)
        self.map.show_map(MapData(self._tiles, names, values, caption, self._note(atlas), shown))
        self.map.choose(self.place)
        self.card.show_place(atlas, self.place, sector)
        self._show_heat(atlas)
        total = wording.figure(measure, atlas.amount(measure, None, sector))
        self.count.setText(_("截至 {day}　全市 {total}").format(day=atlas.day, total=total))
        self.counted.emit(f"{wording.caption(measure, atlas.year)} {total}")

    def _note(self, atlas: Atlas) -> str:
        unknown = atlas.amount(self.measure, UNKNOWN, self.sector)
        parts = []
        if unknown:
            parts.append(_("未填所属区 {count}，不在图上").format(count=wording.figure(self.measure, unknown)))
        parts += [
            _("{overlay}与所在区重叠，已计入").format(overlay=wording.place_name(self._plan, key))
            for key in self._plan.overlays.keys
        ]
        return _("；").join(parts)

    def _show_heat(self, atlas: Atlas) -> None:
        sectors, places = self._sectors(), self._places()
        scale = wording.TEN_THOUSANDS if self.measure == "revenue" else 1
        values = [[_scaled(atlas.amount(self.measure, place, one), scale) for place in places] for one in sectors]
        heads = [wording.short(one) for one in self._plan.districts] + [_("未填区")]
        names = [wording.sector_name(self._plan, one) for one in sectors]
        self.heat.show_tiles(names, heads, values)

    def _places(self) -> list[str]:
        return [*self._plan.districts.keys, UNKNOWN]

    def _sectors(self) -> list[str]:
        return [*self._plan.sectors.keys, UNKNOWN]

    # ---- layout ----

    def _measure_buttons(self) -> dict[Measure, QToolButton]:
        group = QButtonGroup(self)
        found: dict[Measure, QToolButton] = {}
        for measure in MEASURES:
            button = QToolButton()
            button.setText(_(wording.NAMES[measure]))
            button.setCheckable(True)
            button.setChecked(measure == self.measure)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setToolTip(wording.caption(measure, None))
            give_role(button, "segment")
            button.clicked.connect(partial(self.show_measure, measure))
            group.addButton(button)
            self.tools.addWidget(button)
            found[measure] = button
        return found

    def _sector_box(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(_("行业"))
        for key in (None, *self._plan.sectors.keys, UNKNOWN):
            box.addItem(wording.sector_name(self._plan, key), key)
        box.activated.connect(lambda place: self.show_sector(box.itemData(place)))
        self.tools.addWidget(box)
        return box

    def _sheet(self) -> QScrollArea:
        sheet = QWidget()
        sheet.setObjectName("page")
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, look().px(4), 0)
        grid.setSpacing(look().px(12))
        grid.addWidget(self.map, 0, 0)
        grid.addWidget(self.card, 0, 1)
        grid.addWidget(self.heat, 1, 0, 1, 2)
        grid.setRowStretch(2, 1)
        return scrolled(sheet)

    def _empty(self) -> Empty:
        lesson = _("登记了企业和它们的所属区、行业之后，这里按区和行业显示企业、品牌、称号、营收和载体的分布。")
        ways = [Way(_("导入 Excel"), "import", lambda: self.go.emit("import", None), main=True)]
        return Empty("map", _("还没有可以分布的记录"), lesson, ways)


def survey(app: App, day: date, before: Read | None) -> Generator[Progress, None, tuple[Read, Atlas]]:
    """Read the registry, where it was changed since, and draw up the atlas of a day."""
    from fashiontracker.models import panorama
    from fashiontracker.tally.atlas import draw_up

    yield Progress(0, 2, _("正在读取记录"))
    head = app.store.history.head()
    if before is None or before.head != head:
        with app.store.reading() as session:
            before = Read(head, panorama.survey(session, app.plan))
    yield Progress(1, 2, _("正在统计分布"))
    return before, draw_up(before.seen, app.plan, day)


def _scaled(value: float | None, scale: int) -> float | None:
    return None if value is None else round(value / scale, 1)
