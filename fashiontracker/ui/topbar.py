"""The top bar: whose data, search, the as-of date, the way back and forth, and whether everything is saved."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from fashiontracker.text import _
from fashiontracker.ui.actions import Actions, tip
from fashiontracker.ui.as_of import AsOfControl
from fashiontracker.ui.elided import ElidedButton
from fashiontracker.ui.pictures import Picture, put_icon
from fashiontracker.ui.style import give_role, look

NARROWEST, ROOM_FOR_STATE, ROOM_FOR_NAME = 500, 680, 860
"""Widths of the bar: the least, and from which on there is room for 已保存 in words and for the product's name."""


class TopBar(QFrame):
    """The bar above everything; the window connects what its parts say."""

    def __init__(self, actions: Actions, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self._actions = actions
        self.product = QLabel(_("深圳时尚产业培育"))
        give_role(self.product, "product")
        self.database = self._menu_button("database", "muted")
        self.database_menu = QMenu(self.database)
        self.database.setMenu(self.database_menu)
        self.search = ElidedButton(_("搜索企业、品牌、命令") + "    Ctrl+K")
        put_icon(self.search, "search", "muted")
        give_role(self.search, "search")
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.search.setMaximumWidth(look().px(440))
        self.search.setMinimumWidth(look().px(48))
        self.search.clicked.connect(actions["find"].trigger)
        self.as_of = AsOfControl(day)
        self.as_of.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.undo = self._tool("undo")
        self.redo = self._tool("redo")
        self.saved = QLabel()
        self.saved_icon = Picture("")
        self.more = self._menu_button("more", "text")
        self.more.setAccessibleName(_("更多"))
        self.more.setToolTip(_("更多"))
        self.more_menu = QMenu(self.more)
        self.more.setMenu(self.more_menu)
        self._lay_out()
        self.setMinimumWidth(look().px(NARROWEST))
        self.show_database("", read_only=False)
        self.show_undo("", "")

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(look().px(16), look().px(8), look().px(12), look().px(8))
        row.setSpacing(look().px(12))
        for widget in (self.product, self.database):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.search, 4)
        row.addStretch(1)
        row.addWidget(self.as_of)
        pair = QHBoxLayout()
        pair.setSpacing(0)
        pair.addWidget(self.undo)
        pair.addWidget(self.redo)
        row.addLayout(pair)
        state = QHBoxLayout()
        state.setSpacing(look().px(4))
        state.addWidget(self.saved_icon)
        state.addWidget(self.saved)
        row.addLayout(state)
        row.addWidget(self.more)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.product.setVisible(self.width() >= look().px(ROOM_FOR_NAME))
        self.saved.setVisible(self.width() >= look().px(ROOM_FOR_STATE))

    def show_database(self, name: str, *, read_only: bool) -> None:
        """Whose data is open, and whether it is safe."""
        self.database.setText((name or _("未打开数据库")) + " ▾")
        self.database.setAccessibleName(_("数据库：{name}").format(name=name or _("未打开数据库")))
        if not name:
            words, glyph, ink = "", "", "muted"
        elif read_only:
            words, glyph, ink = _("只读"), "lock", "warn"
        else:
            words, glyph, ink = _("已保存"), "done", "good_mark"
        self.saved.setText(words)
        self.saved_icon.show_icon(glyph, ink)
        self.saved_icon.setToolTip(words)
        self.saved.setToolTip(_("每一次修改都已立即写入数据库") if name and not read_only else "")

    def show_undo(self, undo: str, redo: str) -> None:
        """What undo and redo would do, in their tooltips."""
        for key, label, words in (("undo", undo, _("撤销：{what}")), ("redo", redo, _("重做：{what}"))):
            action = self._actions[key]
            action.setEnabled(bool(label))
            action.setToolTip(tip(words.format(what=label) if label else action.text(), action.shortcut().toString()))

    def _tool(self, key: str) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(self._actions[key])
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setIconSize(QSize(look().px(18), look().px(18)))
        button.setAccessibleName(self._actions[key].text())
        return button

    def _menu_button(self, glyph: str, ink: str) -> QToolButton:
        button = QToolButton()
        put_icon(button, glyph, ink)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button
