"""The tools of a registry page: quick filter, views, columns, the other deeds, and the note over the trash."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from fashiontracker.text import _
from fashiontracker.ui.composing import Composing
from fashiontracker.ui.pictures import Picture, put_icon
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.ui.pages.registry.deeds import Deeds
    from fashiontracker.ui.table import Table


class Tools(QWidget):
    """At the right of the title. Menus fill when they open."""

    def __init__(self, deeds: Deeds, table: Table, *, read_only: bool) -> None:
        super().__init__()
        self.quick = QLineEdit()
        self.quick.setPlaceholderText(_("快速筛选") + "  Ctrl+F")
        self.quick.setAccessibleName(_("快速筛选"))
        self.quick.setClearButtonEnabled(True)
        Composing(self.quick)
        self.quick.setMinimumWidth(look().px(150))
        self.quick.setMaximumWidth(look().px(220))
        self.filter_menu = QMenu(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(8))
        row.addWidget(self.quick, 1)
        self.views = self._tool(_("视图"), "bookmark", words=True)
        _hang(self.views, deeds.fill_views)
        self.columns = self._tool(_("显示的列"), "columns")
        self.columns.clicked.connect(lambda: _pop(table.column_menu(), self.columns))
        self.more = self._tool(_("更多"), "more")
        _hang(self.more, deeds.fill_more)
        for button in (self.views, self.columns, self.more):
            row.addWidget(button)
        self.new = QPushButton(_("新建"))
        put_icon(self.new, "new", "on_accent")
        give_role(self.new, "primary")
        self.new.setToolTip(_("新建记录") + "  (Ctrl+N)")
        self.new.clicked.connect(lambda _checked=False: deeds.new())
        row.addWidget(self.new)
        self.new.setVisible(not read_only)

    @staticmethod
    def _tool(name: str, glyph: str, *, words: bool = False) -> QToolButton:
        button = QToolButton()
        put_icon(button, glyph, "muted")
        if words:
            button.setText(name)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        give_role(button, "field")
        return button


class TrashNotice(QFrame):
    """Says that one looks at the trash, and what can be done with the selected rows of it."""

    def __init__(self, deeds: Deeds) -> None:
        super().__init__()
        give_role(self, "warning")
        row = QHBoxLayout(self)
        row.setContentsMargins(look().px(12), look().px(6), look().px(8), look().px(6))
        row.setSpacing(look().px(8))
        row.addWidget(Picture("trash", "warn"))
        row.addWidget(QLabel(_("这里是回收站：这些记录不在名录里，也不参加统计。")), 1)
        self.restore = _button(_("恢复所选"), deeds.restore)
        self.purge = _button(_("彻底删除所选…"), deeds.purge)
        for button in (self.restore, self.purge, _button(_("返回名录"), deeds.leave_trash)):
            row.addWidget(button)
        self.hide()


def _button(words: str, act: Callable[[], None]) -> QPushButton:
    button = QPushButton(words)
    button.clicked.connect(lambda _checked=False: act())
    return button


def _hang(button: QToolButton, fill: Callable[[QMenu], None]) -> None:
    """Give a button a menu that is filled whenever it opens."""
    menu = QMenu(button)
    menu.aboutToShow.connect(lambda: fill(menu))
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setMenu(menu)


def _pop(menu: QMenu, under: QToolButton) -> None:
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(under.mapToGlobal(under.rect().bottomLeft()))
