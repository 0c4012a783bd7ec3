"""Editors that check as one types: a wrong value is shown in red with its reason, and never leaves the field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from fashiontracker.errors import Problem
from fashiontracker.text import _, pick
from fashiontracker.ui.icons import icon
from fashiontracker.ui.style import give_role

if TYPE_CHECKING:
    from fashiontracker.plan.types import Unit

Check = Callable[[str], str]
"""Takes what was typed, gives the reason why it will not do, or nothing."""


class Field(QLineEdit):
    """A line that knows whether it holds a value. Empty is fine unless ``required``."""

    judged = Signal(str)
    """The reason why the text will not do, or an empty string."""

    def __init__(self, check: Check | None = None, *, required: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check = check
        self._required = required
        self.problem = ""
        self.textChanged.connect(self._judge)

    def typed(self) -> str:
        """The text without the blanks around it."""
        return self.text().strip()

    def kept(self) -> Any:
        """What a draft keeps of the field, as JSON has it: all that `take` needs to show it again."""
        return self.text()

    def take(self, kept: Any) -> None:
        """Show what a draft kept."""
        self.setText(str(kept))

    def judge(self) -> bool:
        """Whether the field may be left as it is; unlike typing, this also asks for required values."""
        self._show(self._reason(finished=True))
        return not self.problem

    def _judge(self) -> None:
        self._show(self._reason(finished=False))

    def _reason(self, *, finished: bool) -> str:
        text = self.typed()
        if not text:
            return _("必填") if self._required and finished else ""
        return self._check(text) if self._check is not None else ""

    def _show(self, reason: str) -> None:
        if reason == self.problem:
            return
        self.problem = reason
        self.setProperty("problem", bool(reason))
        self.style().unpolish(self)
        self.style().polish(self)
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)
        self.judged.emit(reason)


class CodeField(Field):
    """统一社会信用代码 (GB 32100-2015): 18 characters, the last a check digit; typed small letters become capitals."""

    def __init__(self, *, required: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(check_code, required=required, parent=parent)
        self.setMaxLength(18)
        self.textEdited.connect(self._capitals)

    def _capitals(self, text: str) -> None:
        if text != text.upper():
            place = self.cursorPosition()
            self.setText(text.upper())
            self.setCursorPosition(place)


class DateField(Field):
    """A day, typed as 2024-06-30, 2024/6/30, 2024.6.30, 2024年6月30日 or 20240630; `value` is a date or None."""

    def __init__(self, *, required: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(
            lambda text: "" if read_date(text) else _("不是有效日期，例如 2024-06-30"), required=required, parent=parent
        )
        self.setPlaceholderText("2024-06-30")
        self.editingFinished.connect(self._tidy)

    @property
    def value(self) -> date | None:
        """The day typed, or None."""
        return read_date(self.typed())

    def set_value(self, day: date | None) -> None:
        """Show a day, or nothing."""
        self.setText(day.isoformat() if day else "")

    def _tidy(self) -> None:
        day = self.value
        if day is not None:
            self.set_value(day)


class NumberField(Field):
    """A number with its unit beside it; `value` is None where nothing (or nonsense) was typed.

    With a unit one may write another one behind the number, or 万 or 亿 alone: 12.5亿 is 125000 in a field of 万元.
    """

    def __init__(self, unit: Unit | None = None, *, least: float | None = None, required: bool = False) -> None:
        super().__init__(self._why, required=required)
        self._least = least
        self.unit = unit
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        if unit is not None:
            self._unit = QLabel(pick(unit.zh, unit.en))
            give_role(self._unit, "muted")
            row = QHBoxLayout(self)
            row.setContentsMargins(0, 0, 8, 0)
            row.addStretch(1)
            row.addWidget(self._unit)
            self.setTextMargins(0, 0, self._unit.sizeHint().width() + 4, 0)

    @property
    def value(self) -> float | None:
        """The number typed, in the field's unit, or None."""
        read = self._read(self.typed())
        return None if isinstance(read, str) else read

    def set_value(self, number: float | None) -> None:
        """Show a number, or nothing."""
        self.setText("" if number is None else f"{number:,.10g}" if number != int(number) else f"{number:,.0f}")

    def _why(self, text: str) -> str:
        read = self._read(text)
        if isinstance(read, str):
            return read
        if self._least is not None and read < self._least:
            return _("不能小于 {least}").format(least=f"{self._least:g}")
        return ""

    def _read(self, text: str) -> float | str:
        """The number written, or why it is none."""
        if self.unit is None:
            number = read_number(text)
            return _("不是数字") if number is None else number
        from fashiontracker.exchange import values  # as a workbook's cell is read; loaded when first typed into

        read = values.quantity(text, self.unit.zh, self.unit.zh)
        if isinstance(read, Problem):
            return read.text()
        return _("不是数字") if read is None else float(read)


class OfferingField(Field):
    """Offers the words of a list, by typing any part of one or by the arrow at its end; others may be typed as well."""

    def __init__(
        self,
        choices: Sequence[str],
        check: Check | None = None,
        *,
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(check, required=required, parent=parent)
        self.choices = tuple(choices)
        self._completer = QCompleter(list(choices), self)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(self._completer)
        self.all = self.addAction(icon("down", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self.all.setToolTip(_("从列表中选择"))
        self.all.triggered.connect(self._offer_all)

    def _offer_all(self) -> None:
        self._completer.setCompletionPrefix("")
        self._completer.complete()


class ChoiceField(OfferingField):
    """One of a list and nothing else."""

    def __init__(self, choices: Sequence[str], *, required: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(choices, self._listed, required=required, parent=parent)

    def _listed(self, text: str) -> str:
        return "" if text in self.choices else _("请从列表中选择")


class Offer(NamedTuple):
    """What may be meant: the text that goes into the field, and how it is shown in the list."""

    text: str
    shown: str


Find = Callable[[str], Sequence[Offer]]
"""Takes what was typed, gives what answers to it."""


class FindingField(Field):
    """Offers what is found by what was typed; what is chosen or written is judged as ever."""

    def __init__(
        self, find: Find, check: Check | None = None, *, required: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(check, required=required, parent=parent)
        self._find = find
        self.offers = QStandardItemModel(self)
        completer = QCompleter(self.offers, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCompletionRole(Qt.ItemDataRole.UserRole)
        self.setCompleter(completer)
        self.textEdited.connect(self._offer)

    def _offer(self, typed: str) -> None:
        self.offers.clear()
        for text, shown in self._find(typed):
            item = QStandardItem(shown)
            item.setData(text, Qt.ItemDataRole.UserRole)
            self.offers.appendRow(item)


class Labelled(QWidget):
    """A field under its label, with the reason why it will not do beneath."""

    def __init__(self, label: str, field: QLineEdit) -> None:
        super().__init__()
        self.field = field
        name = QLabel(label)
        name.setBuddy(field)
        field.setAccessibleName(label)
        self.reason = QLabel()
        give_role(self.reason, "problem")
        self.reason.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (name, field, self.reason) if label else (field, self.reason):
            column.addWidget(widget)
        if isinstance(field, Field):
            field.judged.connect(self._say)

    def _say(self, reason: str) -> None:
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))


def check_code(text: str) -> str:
    """Why this is no 统一社会信用代码, or nothing. Loads the checking library on first use."""
    if len(text) != 18:
        return _("应为 18 位，现为 {count} 位").format(count=len(text))
    from stdnum.cn import uscc

    return "" if uscc.is_valid(text) else _("校验位不符，请核对")


def read_date(text: str) -> date | None:
    """A day as people write it, or None."""
    for mark in "年月/.":
        text = text.replace(mark, "-")
    parts = text.removesuffix("日").strip("-").split("-")
    if len(parts) == 1 and len(text) == 8:
        parts = [text[:4], text[4:6], text[6:]]
    try:
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
    except ValueError:
        return None


def read_number(text: str) -> float | None:
    """A number as people write it (thousands separated or not), or None."""
    try:
        number = float(text.replace(",", "").replace("，", "").replace(" ", ""))
    except ValueError:
        return None
    return number if abs(number) < 1e15 else None
