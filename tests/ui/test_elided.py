"""Words that give way, and the room a page asks for."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fashiontracker.ui.elided import ElidedButton, ElidedLabel
from fashiontracker.ui.frame import Stack
from fashiontracker.ui.style import Style

LONG = "认定证书（示例・某某品牌・二〇二五年度全国知名品牌）.pdf"


def test_a_long_line_ends_in_an_ellipsis_and_the_tooltip_has_it_whole(style: Style, qtbot: QtBot) -> None:
    label = ElidedLabel(LONG)
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.text() == LONG
    assert label.toolTip() == LONG
    assert super(ElidedLabel, label).text().endswith("…")


def test_a_line_that_fits_needs_no_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("短")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.toolTip() == ""


def test_a_button_with_a_long_name_can_be_narrow(style: Style, qtbot: QtBot) -> None:
    button = ElidedButton(LONG)
    qtbot.addWidget(button)
    assert button.minimumSizeHint().width() < button.sizeHint().width() / 3


def test_a_wide_page_that_is_not_shown_takes_no_room(qtbot: QtBot) -> None:
    stack = Stack()
    qtbot.addWidget(stack)
    for width in (900, 100):
        page = QWidget()
        inner = QWidget(page)
        inner.setMinimumWidth(width)
        QVBoxLayout(page).addWidget(inner)
        stack.addWidget(page)
    assert stack.minimumSizeHint().width() > 900
    stack.setCurrentIndex(1)
    assert stack.minimumSizeHint().width() < 200
