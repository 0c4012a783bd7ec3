"""One row of the plan on the board: name, bar, number, status and forecast, drawn in columns that line up."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QStyleOption

from fashiontracker.tally import words
from fashiontracker.text import _
from fashiontracker.ui import icons
from fashiontracker.ui.marks import STATUS, Mark
from fashiontracker.ui.range_bar import Reach, describe, paint_reach
from fashiontracker.ui.style import look

HEIGHT = 28
PAD, GAP = 10, 8
NUMBER, TARGET, STATE, CHANCE, CHEVRON = 44, 60, 76, 36, 14
FIXED = 2 * PAD + 6 * GAP + NUMBER + TARGET + STATE + CHANCE + CHEVRON
NAME_SHARE, NAME = 0.68, 320
"""Of what the fixed columns leave, the name takes this share, and no more than this; the bar takes the rest."""
WRAPPED = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextWordWrap.value


class BoardRow(QAbstractButton):
    """A button as wide as its card; Enter, Space or a click opens the row. Long names take a second line."""

    def __init__(self, name: str, rule: str) -> None:
        super().__init__()
        self._name, self._rule = name, rule
        self.setAccessibleName(name)
        self.reach = Reach(None, None)
        self.mark: Mark = STATUS["no_data"]
        self.number = self.target = self.chance = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_numbers(self, reach: Reach, unit: str, status: str, chance: str) -> None:
        """Show the row as it is on another day; ``chance`` is the forecast in words, empty where there is none."""
        self.reach, self.mark, self.chance = reach, STATUS[status], chance
        self.number = words.number(reach.actual)
        target = words.target(reach.low, reach.high, empty="")
        self.target = f"/ {target} {unit}" if target else unit
        self._tell()

    def foresee(self, expected: float) -> None:
        """Show the number expected on the period's last day as well."""
        self.reach = replace(self.reach, forecast=expected)
        self._tell()

    def _tell(self) -> None:
        chance = _("期末达成概率 {chance}").format(chance=self.chance) if self.chance else ""
        sentence = _("，").join(part for part in (describe(self.reach), self.mark.word, chance) if part)
        self.setAccessibleName(_("{name}：{said}").format(name=self._name, said=sentence))
        self.setToolTip(f"{self._name}\n{sentence}\n{self._rule}")
        self.update()

    # ---- size ----

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, self._name_width(width), 10_000)
        taken = QFontMetrics(look().font()).boundingRect(room, WRAPPED, self._name).height()
        return max(look().px(HEIGHT), taken + look().px(8))

    def sizeHint(self) -> QSize:
        return QSize(look().px(FIXED + 260), look().px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(FIXED + 120), look().px(HEIGHT))

    def _name_width(self, width: int) -> int:
        return min(round((width - look().px(FIXED)) * NAME_SHARE), look().px(NAME))

    # ---- drawing ----

    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter = look(), QPainter(self)
        self._paint_ground(painter)
        pad, gap = now.px(PAD), now.px(GAP)
        height = self.height()
        left = pad

        def column(width: int) -> QRect:
            nonlocal left
            box = QRect(left, 0, width, height)
            left += width + gap
            return box

        name = column(self._name_width(self.width()))
        bar = column(self.width() - now.px(FIXED) - name.width())
        painter.setFont(now.font())
        painter.setPen(now.colour("text"))
        painter.drawText(name, WRAPPED, self._name)
        if self.reach.low is not None:  # without a target there is nothing to be on the way to
            paint_reach(painter, QRectF(bar), self.reach, _bar_ink(self.mark))
        self._write(painter, column(now.px(NUMBER)), self.number, "text", right=True, bold=True)
        self._write(painter, column(now.px(TARGET)), self.target, "muted")
        self._paint_mark(painter, column(now.px(STATE)))
        self._write(painter, column(now.px(CHANCE)), self.chance, "muted", right=True)
        box = QRectF(column(now.px(CHEVRON)))
        icons.draw(painter, box, "right", "quiet_mark")

    def _paint_ground(self, painter: QPainter) -> None:
        now = look()
        option = QStyleOption()
        option.initFrom(self)
        if option.state & QStyle.StateFlag.State_MouseOver or self.isDown():
            painter.fillRect(self.rect(), now.colour("hover"))
        if self.hasFocus():
            painter.setPen(QPen(now.colour("focus"), now.px(2)))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _paint_mark(self, painter: QPainter, box: QRect) -> None:
        now = look()
        side = now.px(15)
        corner = QPoint(box.left(), box.center().y() - side // 2)
        icons.draw(painter, QRectF(QRect(corner, QSize(side, side))), self.mark.shape, self.mark.ink)
        self._write(painter, box.adjusted(side + now.px(5), 0, 0, 0), self.mark.word, self.mark.ink)

    def _write(
        self, painter: QPainter, box: QRect, text: str, ink: str, *, right: bool = False, bold: bool = False
    ) -> None:
        now = look()
        font = now.font(13 if bold else 12, bold=bold)
        painter.setFont(font)
        painter.setPen(now.colour(ink))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        fitting = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | side, fitting)

    # ---- keys ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


def _bar_ink(mark: Mark) -> str:
    """What is behind or missed is told by the bar's colour too; the word beside it says the same."""
    return {"warn": "warn_mark", "bad": "bad_mark", "good": "good_mark"}.get(mark.ink, "bar")
