"""What needs attention: one line of chips, each a count that leads to its records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from fashiontracker.text import _
from fashiontracker.ui.chips import FlowLayout
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.style import give_role, look
from fashiontracker.ui.wishes import Pipeline, Rows

WIDEST = 260
"""So wide a chip's words become at most: the name in them gives way where they would be longer."""


@dataclass(frozen=True, slots=True)
class Way:
    """Where an item's records are: in words, the page, and what it shall show there."""

    words: str
    page: str
    wish: Rows | Pipeline


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to see to: how it looks, its words with the count, and where its records are, page by page.

    ``name`` is what of the words may be shortened.
    """

    glyph: str
    ink: str
    words: str
    ways: tuple[Way, ...]
    name: str = ""


class Attention(QFrame):
    """The panel 待办."""

    def __init__(self, go: Callable[[str, object], object]) -> None:
        super().__init__()
        give_role(self, "card")
        self.setAccessibleName(_("待办"))
        self._go = go
        self.chips: list[QToolButton] = []
        heading = QLabel(_("待办"))
        give_role(heading, "heading")
        self._nothing = QLabel(_("没有临近到期的称号，也没有过期或缺失的数据。"))
        self._nothing.setWordWrap(True)
        give_role(self._nothing, "muted")
        self._holder = holder = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self._flow = FlowLayout(holder, look().px(6))
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(look().px(12), look().px(7), look().px(12), look().px(9))
        self._box.setSpacing(look().px(8))
        self._box.addWidget(heading, 0, Qt.AlignmentFlag.AlignTop)
        self._box.addSpacing(look().px(6))
        self._box.addWidget(self._nothing, 1)
        self._box.addWidget(holder, 1)

    def stand(self, *, upright: bool) -> None:
        """With the heading above the chips, or before them."""
        way = QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(way)

    def show_items(self, items: Sequence[Item]) -> None:
        """Show other things to see to."""
        for old in self.chips:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._nothing.setVisible(not items)
        self.chips = [self._chip(item) for item in items]
        for chip in self.chips:
            self._flow.addWidget(chip)
            chip.show()
        self._holder.updateGeometry()  # the layout around it remembers how tall it was

    def _chip(self, item: Item) -> QToolButton:
        chip = QToolButton(self)
        give_role(chip, "chip")
        put_icon(chip, item.glyph, item.ink, 14)
        shown = self._short(item)
        chip.setText(shown.replace("&", "&&"))
        chip.setAccessibleName(item.words)
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.setCursor(Qt.CursorShape.PointingHandCursor)
        chip.setToolTip(_("查看这些记录") if shown == item.words else item.words)
        if len(item.ways) == 1:
            chip.clicked.connect(lambda _checked=False: self._follow(item.ways[0]))
        else:
            menu = QMenu(chip)
            for way in item.ways:
                menu.addAction(way.words, partial(self._follow, way))
            chip.setMenu(menu)
            chip.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return chip

    def _short(self, item: Item) -> str:
        metrics = self.fontMetrics()
        lacking = metrics.horizontalAdvance(item.words) - look().px(WIDEST)
        if lacking <= 0 or not item.name:
            return item.words
        room = max(metrics.horizontalAdvance(item.name) - lacking, 0)
        short = metrics.elidedText(item.name, Qt.TextElideMode.ElideRight, room)
        return item.words.replace(item.name, short, 1)

    def _follow(self, way: Way) -> None:
        self._go(way.page, way.wish)
