"""The small form for a condition whose value is typed: how, and what."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from fashiontracker.models.views import Filter, Operator, ViewColumn
from fashiontracker.text import _
from fashiontracker.ui.fields import DateField, Field, NumberField
from fashiontracker.ui.forms import FormDialog
from fashiontracker.ui.pages.registry.conditions import NAMES, bare, operators

NUMBERS = ("year", "count", "money", "percent")


class FilterForm(FormDialog):
    """One condition on one column."""

    def __init__(self, column: ViewColumn, parent: QWidget | None = None) -> None:
        super().__init__(_("筛选：{column}").format(column=bare(_(column.title))), _("添加筛选"), parent)
        self._column = column
        self.operator = QComboBox()
        for operator in operators(column):
            self.operator.addItem(_(NAMES[operator]), operator)
        self.value = self._field()
        self.add(_("条件"), self.operator)
        self.add(_("值"), self.value)
        self.operator.currentIndexChanged.connect(self._changed)
        self.value.setFocus()

    @classmethod
    def ask(cls, column: ViewColumn, parent: QWidget | None = None) -> Filter | None:
        """Let the user say the condition; None where they think better of it."""
        dialog = cls(column, parent)
        return dialog.wanted() if dialog.exec() == cls.DialogCode.Accepted else None

    def wanted(self) -> Filter:
        """The condition as the form says it."""
        operator: Operator = self.operator.currentData()
        if operator in ("empty", "filled"):
            return Filter(self._column.key, operator)
        if isinstance(self.value, NumberField):
            return Filter(self._column.key, operator, self.value.value)
        if isinstance(self.value, DateField):
            return Filter(self._column.key, operator, self.value.value.isoformat() if self.value.value else None)
        return Filter(self._column.key, operator, self.value.typed())

    def wrong(self) -> list[Field]:
        return super().wrong() if self.value.isEnabled() else []

    def _field(self) -> Field:
        if self._column.kind == "date":
            return DateField(required=True)
        return NumberField(required=True) if self._column.kind in NUMBERS else Field(required=True)

    def _changed(self) -> None:
        self.value.setEnabled(self.operator.currentData() not in ("empty", "filled"))
