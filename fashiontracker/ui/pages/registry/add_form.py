"""The form for a new record: what is required is starred, a code that another firm has is said as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from fashiontracker.errors import Problem
from fashiontracker.exchange.typed import typed_cell
from fashiontracker.models import editing
from fashiontracker.models.names import name_key
from fashiontracker.text import _
from fashiontracker.ui.cells import edited, editor_for
from fashiontracker.ui.fields import DateField, Field, FindingField
from fashiontracker.ui.forms import FormDialog
from fashiontracker.ui.pages.registry.picking import WordsField
from fashiontracker.ui.pages.registry.wording import table_column
from fashiontracker.ui.style import give_role

if TYPE_CHECKING:
    from fashiontracker.exchange.typed import Typist
    from fashiontracker.models.store import Store
    from fashiontracker.models.views import ViewColumn
    from fashiontracker.ui.pages.registry.wording import Wording


class AddForm(FormDialog):
    """One record of one table. ``fields`` are the checked values once it was accepted."""

    def __init__(self, store: Store, wording: Wording, typist: Typist, parent: QWidget | None = None) -> None:
        title = _("新建{what}").format(what=_(wording.view.title))
        super().__init__(title, _("新建"), parent, columns=2)
        self._store, self._wording, self._typist = store, wording, typist
        self.fields: dict[str, Any] = {}
        self.editors: dict[str, Field] = {}
        for column in wording.view.columns:
            if column.field is not None and column.key != "qianhai":
                self._add(column)
        self.warning = QLabel()
        self.warning.setWordWrap(True)
        self.warning.setTextFormat(Qt.TextFormat.PlainText)
        give_role(self.warning, "problem")
        self.add("", self.warning, wide=True)
        self.warning.hide()
        self.editors["name"].textChanged.connect(self._look_for_namesakes)
        self.editors["name"].setFocus()

    def wrong(self) -> list[Field]:
        wrong = super().wrong()
        self.fields = {}
        for key, editor in self.editors.items():
            if editor.typed() and editor not in wrong:
                read = self._typist.read(key, typed_cell(edited(editor)))
                if not isinstance(read, Problem):
                    self.fields.update(read)
        if not wrong:
            with self._store.reading() as session:
                resolved = self._typist.resolve(session, self.fields)
            if not isinstance(resolved, Problem):
                self.fields = dict(resolved)
        return wrong

    def _add(self, column: ViewColumn) -> None:
        required = self._typist.required(column.key)
        if column.kind == "keys":
            words = [word for _key, word in self._wording.words(column)]
            editor: Field = WordsField(words, lambda text: self._typist.check(column.key, text), required=required)
        elif column.key == "uscc":
            editor = Field(self._taken, required=required)
        elif column.key == "owner":
            editor = FindingField(self._wording.firms, self._unknown, required=required)
            editor.setPlaceholderText(_("名称、信用代码或拼音首字母"))
        else:
            editor = editor_for(table_column(self._wording, self._typist, column), required=required)
        if isinstance(editor, DateField):
            editor.setPlaceholderText("2024-06-30")
        self.editors[column.key] = editor
        self.add(f"{_(column.title)} *" if required else _(column.title), editor)

    def _taken(self, code: str) -> str:
        """Why a code will not do: wrong, or of another firm."""
        reason = self._typist.check("uscc", code)
        read = self._typist.read("uscc", code)
        if reason or isinstance(read, Problem):
            return reason
        with self._store.reading() as session:
            holder = editing.holder_of_code(session, read["uscc"])
        return _("“{name}”已使用这个代码").format(name=holder[1]) if holder else ""

    def _unknown(self, name: str) -> str:
        with self._store.reading() as session:
            found = self._typist.resolve(session, {"owner_id": name})
        return found.text() if isinstance(found, Problem) else ""

    def _look_for_namesakes(self, name: str) -> None:
        with self._store.reading() as session:
            same = editing.bearers_of_name(session, self._wording.view.record, name_key(name)) if name.strip() else []
        self.warning.setVisible(bool(same))
        self.warning.setText(_("名录里已有 {count} 条同名记录，请先确认不是同一个。").format(count=len(same)))
