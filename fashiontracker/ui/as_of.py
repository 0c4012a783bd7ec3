"""The as-of date: one control that changes every number on every page."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QMenu, QToolButton, QVBoxLayout, QWidget, QWidgetAction

from fashiontracker import text
from fashiontracker.text import _
from fashiontracker.ui.icons import icon
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.style import give_role, look


class AsOfControl(QToolButton):
    """Shows the date; its menu has quick picks (today, month and year ends, the period's end) and a calendar."""

    changed = Signal(object)
    """The new date."""

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = day
        self._period = (day, day)
        give_role(self, "field")
        put_icon(self, "calendar", "muted")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.set_day(day)
        self.retranslate()

    def retranslate(self) -> None:
        """Say it again in the language in force."""
        self.setText(_("截至 {day}").format(day=self.day.isoformat()) + " ▾")
        self.setToolTip(_("所有页面的数字都以这一天为准") + "  (Ctrl+D)")
        self.setAccessibleName(_("截至日期 {day}").format(day=self.day.isoformat()))

    def set_period(self, start: date, end: date) -> None:
        """The plan's period, for the quick picks."""
        self._period = (start, end)

    def set_day(self, day: date) -> None:
        """Show a date, and tell if it is another one."""
        before, self.day = self.day, day
        self.retranslate()
        if day != before:
            self.changed.emit(day)

    def quick_picks(self, today: date) -> list[tuple[str, date]]:
        """The dates people ask for, by name, each once."""
        start, end = self._period
        picks = [
            (_("今天"), today),
            (_("上月末"), today.replace(day=1) - timedelta(days=1)),
            (_("规划期末"), end),
        ]
        picks += [
            (_("{year} 年末").format(year=year), date(year, 12, 31)) for year in range(end.year, start.year - 1, -1)
        ]
        names = {day: name for name, day in reversed(picks)}  # the first name of a day holds
        return [(name, day) for name, day in picks if names[day] == name]

    def _fill(self) -> None:
        self._menu.clear()
        for name, day in self.quick_picks(date.today()):
            action = self._menu.addAction(f"{name}\t{day.isoformat()}")
            if day == self.day:
                action.setIcon(icon("check", "accent_ink"))
            action.triggered.connect(lambda _checked, day=day: self.set_day(day))
        self._menu.addSeparator()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(look().px(8), 0, look().px(8), look().px(8))
        calendar = _calendar(self.day)
        calendar.activated.connect(self._picked)
        calendar.clicked.connect(self._picked)
        column.addWidget(calendar)
        action = QWidgetAction(self._menu)
        action.setDefaultWidget(holder)
        self._menu.addAction(action)

    def _picked(self, day: QDate) -> None:
        self._menu.close()
        self.set_day(date(day.year(), day.month(), day.day()))


def _calendar(day: date) -> QCalendarWidget:
    calendar = QCalendarWidget()
    calendar.setLocale(QLocale(QLocale.Language.Chinese if text.language() == "zh" else QLocale.Language.English))
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setSelectedDate(QDate(day.year, day.month, day.day))
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
    calendar.setAccessibleName(_("日历"))
    calendar.setMinimumSize(look().px(300), look().px(248))
    for name, glyph in (("qt_calendar_prevmonth", "back"), ("qt_calendar_nextmonth", "forward")):
        button = calendar.findChild(QToolButton, name)
        if button is not None:
            put_icon(button, glyph)
    quiet = QTextCharFormat()
    quiet.setForeground(look().colour("muted"))
    for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(weekend, quiet)
    return calendar
