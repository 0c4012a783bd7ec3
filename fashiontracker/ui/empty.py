"""Empty states that teach: what belongs here, and the ways to bring it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fashiontracker.text import _
from fashiontracker.ui.pictures import Picture, put_icon
from fashiontracker.ui.style import give_role, look


@dataclass(frozen=True, slots=True)
class Way:
    """One way on: its words, its icon, what it does; one of them is the ``main`` one."""

    words: str
    glyph: str
    act: Callable[[], None]
    main: bool = False


class Empty(QWidget):
    """Icon, heading, explanation, and buttons for the ways on, in the middle of what would be empty."""

    def __init__(
        self, glyph: str, heading: str, lesson: str, ways: Sequence[Way] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        picture = Picture(glyph, "quiet_mark", 48)
        title = QLabel(heading)
        give_role(title, "heading")
        text = QLabel(lesson)
        text.setWordWrap(True)
        text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        text.setFixedWidth(look().px(460))
        give_role(text, "muted")
        text.setMinimumHeight(text.heightForWidth(look().px(460)))
        self.buttons = [self._button(way) for way in ways]
        row = QHBoxLayout()
        row.setSpacing(look().px(8))
        for button in self.buttons:
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setSpacing(look().px(12))
        column.addStretch(2)
        for widget in (picture, title, text):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        holder = QWidget()
        holder.setLayout(row)
        column.addWidget(holder, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def _button(self, way: Way) -> QPushButton:
        button = QPushButton(way.words)
        put_icon(button, way.glyph, "on_accent" if way.main else "text")
        if way.main:
            give_role(button, "primary")
        button.clicked.connect(way.act)
        return button


def no_database(
    new: Callable[[], None],
    encrypted: Callable[[], None],
    open_: Callable[[], None],
    import_: Callable[[], None],
    sample: Callable[[], None],
) -> Empty:
    """What stands in the window before there is a database."""
    return Empty(
        "database",
        _("从这里开始"),
        _(
            "一个数据库文件保存本协会的企业、品牌、称号、指标与全部变更记录。"
            "可以新建空库，打开已有的库，直接导入手头的 Excel 名录，或先看看示例。"
        ),
        [
            Way(_("新建"), "new", new, main=True),
            Way(_("新建加密库"), "lock", encrypted),
            Way(_("打开"), "open", open_),
            Way(_("导入 Excel"), "import", import_),
            Way(_("看示例"), "sample", sample),
        ],
    )
