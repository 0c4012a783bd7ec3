"""The rhythm of every dialog with fields: a heading, labelled fields, buttons; one check of all."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from fashiontracker.text import _
from fashiontracker.ui.fields import Field, Labelled
from fashiontracker.ui.style import give_role, look


class FormDialog(QDialog):
    """A dialog of fields; it cannot be accepted while one of them will not do.

    Fill it with `add`; a subclass gives a classmethod that returns ``(value, accepted)``.
    """

    def __init__(self, title: str, accept: str, parent: QWidget | None = None, *, columns: int = 1) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._columns = columns
        self._fields: list[Field] = []
        self._places = 0
        heading = QLabel(title)
        give_role(heading, "heading")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look().px(16))
        self._grid.setVerticalSpacing(look().px(12))
        self._buttons = QDialogButtonBox()
        self._buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        self.deed = self._buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
        give_role(self.deed, "primary")
        self._buttons.accepted.connect(self._try)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(24), look().px(20), look().px(24), look().px(16))
        column.setSpacing(look().px(16))
        column.addWidget(heading)
        column.addLayout(self._grid)
        column.addStretch(1)
        column.addWidget(self._buttons)
        self.setMinimumWidth(look().px(400 if columns == 1 else 640))

    def add(self, label: str, widget: QWidget, *, wide: bool = False) -> None:
        """Put the next field under its label; ``wide`` takes a whole row."""
        shown = Labelled(label, widget) if isinstance(widget, Field) else _titled(label, widget)
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

    def _try(self) -> None:
        wrong = self.wrong()
        if wrong:
            wrong[0].setFocus()
        else:
            self.accept()


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
