"""The yearly figures of an enterprise: a small chart of its revenue, every value with its source, each editable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QWidget

from fashiontracker.errors import EnvironmentFault, Problem
from fashiontracker.models import editing, tables
from fashiontracker.text import N_, _, pick
from fashiontracker.ui.charts.bars import BarChart
from fashiontracker.ui.charts.lines import Series
from fashiontracker.ui.columns import Column, Kind
from fashiontracker.ui.drafting import Slot
from fashiontracker.ui.fields import ChoiceField, Field, NumberField
from fashiontracker.ui.forms import FormDialog
from fashiontracker.ui.pages.registry.fact import Fact
from fashiontracker.ui.pages.registry.section import Section
from fashiontracker.ui.pages.registry.writing import short
from fashiontracker.ui.style import look

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.models.tables import Enterprise, Figure
    from fashiontracker.plan.designations import Metric

REVENUE = "revenue"
FIGURE = "figure"
"""What a draft of the form is kept as."""
HUNDRED_MILLION = 10_000
"""Of these 万元 are one 亿元."""
VALUE = Column("value", N_("数值"), Kind.NUMBER, editable=True)


class Figures(Section):
    """Grouped by indicator, the newest year first. Of one year's two entries 年度指标 counts (rule 8)."""

    def __init__(self, app: App, firm: Enterprise, figures: Sequence[Figure]) -> None:
        super().__init__(_("年度数据"), "" if app.store.read_only else _("添加"), self._add)
        self._app, self._firm = app, firm
        revenue = {one.year: one for one in reversed(figures) if one.indicator == REVENUE}
        if len(revenue) > 1:
            self.body.addWidget(self._chart(revenue))
        if not figures:
            self.say(_("还没有年度数据。"))
        found = dict.fromkeys(one.indicator for one in figures)
        for indicator in sorted(found, key=lambda key: key != REVENUE):  # revenue stands under its chart
            self._list(sorted((one for one in figures if one.indicator == indicator), key=lambda one: -one.year))

    def _chart(self, revenue: Mapping[int, Figure]) -> BarChart:
        """Large firms in 亿元, so that the axis has no long numbers."""
        years, unit = sorted(revenue), next(iter(revenue.values())).unit
        large = unit == N_("万元") and max(one.value for one in revenue.values()) >= HUNDRED_MILLION
        divisor, unit = (HUNDRED_MILLION, N_("亿元")) if large else (1, unit)
        name = self._indicator(REVENUE)
        chart = BarChart(_("{name}（{unit}）").format(name=name, unit=self._unit(unit)))
        values = tuple(round(revenue[year].value / divisor, 4) for year in years)
        chart.show_series([str(year) for year in years], [Series(name, values)])
        chart.setFixedHeight(look().px(200))
        return chart

    def _unit(self, name: str) -> str:
        unit = self._app.plan.units.named(name)
        return pick(unit.zh, unit.en) if unit else name

    def _list(self, figures: Sequence[Figure]) -> None:
        """One indicator; a source that all its figures have is said once, in the heading."""
        sources = {_source(one) for one in figures}
        common = sources.pop() if len(sources) == 1 else ""
        heading = [self._indicator(figures[0].indicator), *([common] if common else [])]
        self.say(" · ".join(heading), "small").setContentsMargins(0, look().px(6), 0, 0)
        for one in figures:
            self.body.addWidget(self._fact(one, "" if common else _source(one)))

    def _fact(self, one: Figure, source: str) -> Fact:
        shown = " · ".join([f"{one.value:,.10g} {self._unit(one.unit)}", *([source] if source else [])])
        write = None if self._app.store.read_only else lambda value: self._correct(one, value)
        column = replace(VALUE, unit=self._app.plan.units.named(one.unit))
        return Fact(_("{year} 年").format(year=one.year), one.value, shown, column, write)

    def _correct(self, one: Figure, value: object) -> Problem | None:
        if not isinstance(value, float | int):
            return Problem("required", N_("请填一个数字"))
        with self._app.store.reading() as session:
            if editing.stored(session, tables.Figure, one.id, ["value"]).get("value") != one.value:
                return Problem("changed_meanwhile", N_("这一项刚刚被改过，没有覆盖；请看过后再改"))
        try:
            _write(self._app, self._firm.name, (one.indicator, one.year), one.id, {"value": float(value)})
        except EnvironmentFault as fault:
            return Problem("fault", N_("{reason}"), params={"reason": str(fault)})
        return None

    def _add(self) -> None:
        ask_figure(self._app, self._firm.id, self._firm.name, self)

    def _indicator(self, key: str) -> str:
        return _named(self._app, key)


def ask_figure(app: App, firm: int, name: str, near: QWidget) -> None:
    """Ask for one year's value of an indicator of an enterprise (by id and name), and write it into 年度指标."""
    form = FigureForm(app, near)
    form.keep_draft(Slot(app.drafts, "enterprises", FIGURE, str(firm)))

    def save() -> None:
        asked = form.fields()
        cell = asked["indicator"], asked["year"]
        with app.store.reading() as session:
            known = editing.figure_cell(session, firm, *cell)
        fields = asked if known else {**asked, "subject_kind": "enterprise", "enterprise_id": firm}
        _write(app, name, cell, known, {**fields, "entered_in": "indicators"})

    form.run(save)


def _write(app: App, firm: str, cell: tuple[str, int], number: int | None, fields: dict[str, Any]) -> None:
    """Write the figure of an indicator and year as one entry: the one with this number, or a new one."""
    words = _("更正“{name}”{year} 年{indicator}") if number else _("添加“{name}”{year} 年{indicator}")
    label = words.format(name=short(firm), year=cell[1], indicator=_named(app, cell[0]))
    with app.store.journal.entry(label) as session:
        if number is None:
            editing.add(session, tables.Figure, fields)
        else:
            editing.change(session, tables.Figure, {number: fields})


def _named(app: App, indicator: str) -> str:
    found = app.plan.indicators.get(indicator) or app.catalogue.metrics.get(indicator)
    return pick(found.zh, found.en) if found else indicator


class FigureForm(FormDialog):
    """One year's value of an indicator, entered by hand into 年度指标."""

    def __init__(self, app: App, parent: QWidget | None = None) -> None:
        super().__init__(_("添加年度数据"), _("添加"), parent)
        self._plan = app.plan
        self._kinds = {pick(one.zh, one.en): (one.key, one.unit) for one in app.plan.indicators}
        for metric in filter(_by_hand, app.catalogue.metrics):
            self._kinds.setdefault(pick(metric.zh, metric.en), (metric.key, metric.unit or ""))
        self.indicator = ChoiceField(list(self._kinds), required=True)
        self.year = Field(_year, required=True)
        self.value = NumberField(required=True)
        self.unit = QComboBox()
        self.source = Field()
        self.source.setPlaceholderText(_("例如：2024 年年度报告"))
        self.add(_("指标"), self.indicator)
        self.add(_("年度"), self.year)
        self.add(_("数值"), self.value)
        self.add(_("单位"), self.unit)
        self.add(_("来源"), self.source)
        self.indicator.textChanged.connect(self._offer_units)
        self.indicator.setText(self.indicator.choices[0])

    def fields(self) -> dict[str, Any]:
        """The figure as the form says it, in its indicator's unit."""
        key, unit = self._kinds[self.indicator.typed()]
        value = self.value.value or 0.0
        converted = self._plan.converted(value, self.unit.currentData() or unit, unit)
        return {
            "indicator": key,
            "year": int(self.year.typed()),
            "value": value if converted is None else converted,
            "unit": unit,
            "source": self.source.typed() or None,
        }

    def _offer_units(self, text: str) -> None:
        self.unit.clear()
        own = self._kinds.get(text, ("", ""))[1]
        known = self._plan.units.named(own)
        if known is None:
            self.unit.addItem(own, own)
            return
        for one in self._plan.units:
            if one.dimension == known.dimension:
                self.unit.addItem(pick(one.zh, one.en), one.zh)
        self.unit.setCurrentIndex(self.unit.findData(known.zh))


def _source(one: Figure) -> str:
    """Where a figure comes from, as far as it is recorded."""
    return one.source or (_("来自名录") if one.entered_in == "roster" else "")


def _year(text: str) -> str:
    return "" if text.isdecimal() and 1978 <= int(text) <= 2100 else _("应为四位年份")


def _by_hand(metric: Metric) -> bool:
    """Whether a metric is a number of its own, not read off a figure of the plan."""
    return metric.type == "number" and metric.indicator is None and metric.derive is None
