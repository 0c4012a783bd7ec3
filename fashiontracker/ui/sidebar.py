"""The sidebar: every page in its group; it folds to icons where the window is narrow or the user likes it so."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from fashiontracker.text import _
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.places import GROUPS, Place
from fashiontracker.ui.style import give_role, look

WIDE, NARROW = 188, 56


class Sidebar(QFrame):
    """One checked button: the page that is shown."""

    chosen = Signal(str)
    folded = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.is_folded = False
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        self._labels: list[QLabel] = []
        list_ = QWidget()
        column = QVBoxLayout(list_)
        column.setContentsMargins(0, look().px(4), 0, look().px(8))
        column.setSpacing(look().px(1))
        for title, places in GROUPS:
            label = QLabel(_(title))
            give_role(label, "group")
            self._labels.append(label)
            column.addWidget(label)
            for place in places:
                column.addWidget(self._button(place))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(list_)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._fold = QToolButton()
        self._fold.clicked.connect(lambda: self.fold(not self.is_folded))
        self._fold.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, look().px(8))
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addWidget(self._fold)
        self.fold(False)

    def show_chosen(self, key: str) -> None:
        """Mark the page that is shown; Tab comes to its button, the arrow keys go on from there."""
        self._buttons[key].setChecked(True)
        for other, button in self._buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other == key else Qt.FocusPolicy.ClickFocus)

    def fold(self, folded: bool) -> None:
        """Show icons only, or icons with names."""
        changed, self.is_folded = folded != self.is_folded, folded
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if folded else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in [*self._buttons.values(), self._fold]:
            button.setToolButtonStyle(style)
        for label in self._labels:
            label.setVisible(not folded)
        words = _("展开导航栏") if folded else _("收起导航栏")
        self._fold.setText(f"\u2002{words}")
        self._fold.setToolTip(words + "  (Ctrl+B)")
        self._fold.setAccessibleName(words)
        put_icon(self._fold, "expand" if folded else "collapse", "muted")
        self.setFixedWidth(look().px(NARROW if folded else WIDE))
        if changed:
            self.folded.emit(folded)

    def _button(self, place: Place) -> QToolButton:
        button = QToolButton()
        button.setText(f"\u2002{place.title}")  # the style leaves too little room after the icon
        put_icon(button, place.key, size=18)
        button.setCheckable(True)
        button.setToolTip(place.title)
        button.setAccessibleName(place.title)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.chosen.emit(place.key))
        self._group.addButton(button)
        self._buttons[place.key] = button
        return button
