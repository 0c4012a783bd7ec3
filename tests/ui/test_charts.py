from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fashiontracker.ui.charts.bars import BarChart
from fashiontracker.ui.charts.frame import Chart, Numbers
from fashiontracker.ui.charts.lines import LineChart, Series
from fashiontracker.ui.charts.spread import FunnelChart, SpreadChart
from fashiontracker.ui.charts.tiles import TileChart
from fashiontracker.ui.style import Style, look


def lines() -> Chart:
    chart = LineChart("历史")
    chart.show_series(["2023", "2024", "2025"], [Series("实际", (1, None, 3.5))], band=(2, 4))
    return chart


def bars() -> Chart:
    chart = BarChart("营收")
    chart.show_series(["2023", "2024"], [Series("服装", (1200, None)), Series("钟表", (900, 950))])
    return chart


def tiles() -> Chart:
    chart = TileChart("行业 × 区")
    chart.show_tiles(["服装", "钟表"], ["南山", "福田"], [[3, 0], [None, 12]])
    return chart


def spread() -> Chart:
    chart = SpreadChart("期末预测")
    chart.show_spread(5, (0.2, 0.5, 0.3), low=6)
    return chart


def funnel() -> Chart:
    chart = FunnelChart("培育管线")
    chart.show_stages([("摸底", 40), ("公示", 3)])
    return chart


TABLES = {
    lines: Numbers(("", "实际"), (("2023", "1"), ("2024", "—"), ("2025", "3.50"))),
    bars: Numbers(("", "服装", "钟表"), (("2023", "1,200", "900"), ("2024", "—", "950"))),
    tiles: Numbers(("", "南山", "福田"), (("服装", "3", "0"), ("钟表", "—", "12"))),
    spread: Numbers(("期末数量", "概率"), (("5", "20.0%"), ("6", "50.0%"), ("7", "30.0%"))),
    funnel: Numbers(("阶段", "数量"), (("摸底", "40"), ("公示", "3"))),
}


@pytest.mark.parametrize("make", TABLES, ids=lambda make: make.__name__)
def test_a_chart_can_be_read_as_a_table_and_copied_as_a_picture(style: Style, qtbot: QtBot, make: object) -> None:
    chart = make()  # type: ignore[operator]
    qtbot.addWidget(chart)
    chart.resize(480, 320)
    chart.show()
    qtbot.waitUntil(lambda: chart._plot is not None)
    assert chart.numbers() == TABLES[make]
    chart.copy_button.click()
    picture = QGuiApplication.clipboard().image()
    colours = {picture.pixelColor(x, picture.height() // 2).name() for x in range(picture.width())}
    assert len(colours) > 1
    chart.table_button.click()
    assert chart._stack.currentIndex() == 1
    chart.table_button.click()
    assert chart._stack.currentIndex() == 0


def test_a_chart_further_down_a_page_waits_until_it_comes_into_sight(style: Style, qtbot: QtBot) -> None:
    page, chart = QScrollArea(), bars()
    content = QWidget()
    column = QVBoxLayout(content)
    column.addSpacing(2000)
    column.addWidget(chart)
    page.setWidget(content)
    page.resize(480, 320)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    QApplication.processEvents()
    assert chart._plot is None
    page.ensureWidgetVisible(chart)
    qtbot.waitUntil(lambda: chart._plot is not None)


def test_a_chart_follows_theme_and_data(style: Style, qtbot: QtBot) -> None:
    chart = bars()
    qtbot.addWidget(chart)
    chart.show()
    qtbot.waitUntil(lambda: chart._plot is not None)
    style.apply("dark", 100)
    assert chart._plot.backgroundBrush().color() == look().colour("surface")
    chart.show_series(["2025"], [Series("眼镜", (1,))])
    assert chart.numbers().rows == (("2025", "1"),)
