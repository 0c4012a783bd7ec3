"""The rhythm of every dialog with fields: a heading, labelled fields, buttons; one check of all.

A form that writes is shown by `FormDialog.run`: it stays open, with all that was typed, until it is saved or given up.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fashiontracker.errors import EnvironmentFault, Problem, Refused
from fashiontracker.text import _
from fashiontracker.ui import drafting
from fashiontracker.ui.drafting import Drafting, Slot
from fashiontracker.ui.fields import Field, Labelled
from fashiontracker.ui.moments import shown
from fashiontracker.ui.style import give_role, look

Save = Callable[[], Problem | None]
"""Writes what a form says; what it finds wrong it returns, what stands in its way it raises as `EnvironmentFault`."""

log = logging.getLogger(__name__)


class FormDialog(QDialog):
    """A dialog of fields; it cannot be accepted while one of them will not do.

    Fill it with `add`; show it with `run` where it writes, with ``exec`` where it only asks.
    """

    def __init__(self, title: str, accept: str, parent: QWidget | None = None, *, columns: int = 1) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._columns = columns
        self._fields: list[Field] = []
        self._added: list[QWidget] = []
        self._places = 0
        self._save: Save | None = None
        self.drafting: Drafting | None = None
        """What keeps its draft, where `keep_draft` was asked for."""
        self.filled_in: FilledIn | None = None
        heading = QLabel(title)
        give_role(heading, "heading")
        heading.setMinimumWidth(look().px(352 if columns == 1 else 592))  # the dialog's own would overrule the fields'
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look().px(16))
        self._grid.setVerticalSpacing(look().px(12))
        self._buttons = QDialogButtonBox()
        self._buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        self.deed = self._buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
        give_role(self.deed, "primary")
        self._buttons.accepted.connect(self._try)
        self._buttons.rejected.connect(self.reject)
        self._body = column = QVBoxLayout(self)
        column.setContentsMargins(look().px(24), look().px(20), look().px(24), look().px(16))
        column.setSpacing(look().px(16))
        column.addWidget(heading)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.failure = QLabel()
        self.failure.setTextFormat(Qt.TextFormat.PlainText)
        self.failure.setWordWrap(True)
        give_role(self.failure, "problem")
        self.failure.hide()
        column.addWidget(self.failure)
        column.addWidget(self._buttons)

    def add(self, label: str, widget: QWidget, *, wide: bool = False) -> None:
        """Put the next field under its label; ``wide`` takes a whole row."""
        shown = Labelled(label, widget) if isinstance(widget, Field) else _titled(label, widget)
        self._added.append(widget)
        if isinstance(widget, Field):
            self._fields.append(widget)
        row, column = divmod(self._places, self._columns)
        if wide:
            row += column > 0
            self._grid.addWidget(shown, row, 0, 1, self._columns)
            self._places = (row + 1) * self._columns
        else:
            self._grid.addWidget(shown, row, column, Qt.AlignmentFlag.AlignTop)
            self._places += 1

    def wrong(self) -> list[Field]:
        """The fields that will not do, after asking each."""
        return [field for field in self._fields if not field.judge()]

    def inputs(self) -> list[QWidget]:
        """What one types into or chooses from."""
        return [one for widget in self._added for one in drafting.inputs_of(widget)]

    def held(self) -> tuple[Any, ...]:
        """What a draft keeps of the form, as JSON has it: all that `hold` needs to show it again."""
        return tuple(drafting.value(one) for one in self.inputs())

    def hold(self, held: Sequence[Any]) -> bool:
        """Show what a draft kept; False for that of a form with other fields, of an older program."""
        shown = self.inputs()
        if len(held) != len(shown):
            return False
        for one, value in zip(shown, held, strict=True):
            drafting.show(one, value)
        return True

    def keep_draft(self, slot: Slot) -> None:
        """Keep what is typed from now on, through a crash; what was kept there before is filled in, and said to be."""
        self.drafting = Drafting(self, slot)
        if self.drafting.found is not None:
            self.filled_in = FilledIn(self.drafting)
            self._body.insertWidget(1, self.filled_in)

    def run(self, save: Save) -> bool:
        """Show the form until what it says is saved (True) or given up.

        ``save`` is called once no field is wrong. Where it fails the form says why and stays as it is, to try again.
        """
        self._save = save
        return self.exec() == self.DialogCode.Accepted

    def done(self, result: int) -> None:
        if self.drafting is not None:
            self.drafting.end()
        super().done(result)

    def _try(self) -> None:
        wrong = self.wrong()
        if wrong:
            wrong[0].setFocus()
        elif self._saved():
            self.accept()

    def _saved(self) -> bool:
        reason = ""
        try:
            problem = self._save() if self._save is not None else None
            reason = problem.text() if problem is not None else ""
        except EnvironmentFault as fault:
            log.warning("a form was not saved", exc_info=fault)
            problems = fault.problems if isinstance(fault, Refused) else ()
            reason = "\n".join([str(fault), *(one.line() for one in problems)])
        self.failure.setText(_("没有保存，填写的内容都还在：{reason}").format(reason=reason) if reason else "")
        self.failure.setVisible(bool(reason))
        self._grow()
        return not reason

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._grow()
        self._begin()

    def _begin(self) -> None:
        """Give the keyboard to the first input, unless something has it: Qt would give it to the button at the end."""
        first = next((one for one in self.inputs() if one.isEnabled()), None)
        if first is not None and self.focusWidget() is None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _grow(self) -> None:
        """Be as high as the wrapped words ask for: a window takes no account of them by itself."""
        wanted = self._body.totalHeightForWidth(self.width())
        if wanted > self.height():
            self.resize(self.width(), wanted)


class FilledIn(QFrame):
    """Says in a form that a draft was filled in, and takes it out again on request."""

    def __init__(self, drafting: Drafting) -> None:
        super().__init__()
        assert drafting.found is not None
        give_role(self, "warning")
        self._drafting = drafting
        words = QLabel(_("已填回 {at} 没有保存的内容。").format(at=shown(drafting.found.at)))
        words.setWordWrap(True)
        self.discard = QPushButton(_("丢弃"))
        self.discard.clicked.connect(self._discard)
        row = QHBoxLayout(self)
        row.setContentsMargins(look().px(12), look().px(4), look().px(8), look().px(4))
        row.addWidget(words, 1)
        row.addWidget(self.discard)

    def _discard(self) -> None:
        self._drafting.revert()
        self.hide()


def _titled(label: str, widget: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look().px(4))
    if label:
        name = QLabel(label)
        name.setBuddy(widget)
        widget.setAccessibleName(label)
        column.addWidget(name)
    column.addWidget(widget)
    return box
