"""One field set in many records at once, with how many would change said before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from fashiontracker.errors import Problem
from fashiontracker.exchange.typed import typed_cell
from fashiontracker.models import editing
from fashiontracker.text import _
from fashiontracker.ui.cells import edited, editor_for
from fashiontracker.ui.fields import Field, Labelled
from fashiontracker.ui.forms import FormDialog
from fashiontracker.ui.pages.registry.picking import WordsField
from fashiontracker.ui.pages.registry.wording import table_column
from fashiontracker.ui.style import give_role

if TYPE_CHECKING:
    from fashiontracker.exchange.typed import Fields, Typist
    from fashiontracker.models.store import Store
    from fashiontracker.models.views import ViewColumn
    from fashiontracker.ui.pages.registry.wording import Wording

ONE_EACH = frozenset(("name", "uscc", "number", "trademark_no"))
"""Columns in which two records never have the same value."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Some records, and how they are called (选中的 12 家企业)."""

    words: str
    ids: Sequence[int]


class BulkForm(FormDialog):
    """Choose whose, which field, which value. An empty value clears the field."""

    def __init__(
        self, store: Store, wording: Wording, typist: Typist, scopes: Sequence[Scope], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("批量修改"), _("修改"), parent)
        self._store, self._wording, self._typist, self._scopes = store, wording, typist, scopes
        self._choosable = [one for one in wording.view.columns if one.field and one.key not in ONE_EACH]
        self.scope = QComboBox()
        for scope in scopes:
            self.scope.addItem(scope.words)
        self.column = QComboBox()
        for column in self._choosable:
            self.column.addItem(_(column.title))
        self._holder = QWidget()
        self._inside = QVBoxLayout(self._holder)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self.value = Field()
        self.preview = QLabel()
        give_role(self.preview, "muted")
        self.add(_("范围"), self.scope)
        self.add(_("字段"), self.column)
        self.add(_("新值"), self._holder)
        self.add("", self.preview)
        self.scope.currentIndexChanged.connect(self._tell)
        self.column.currentIndexChanged.connect(self._choose)
        self._choose()

    def label(self) -> str:
        """What the journal says of it."""
        kind, value = _(self._wording.view.title), self.value.typed() or _("空")
        return _("批量修改 {count} 条{kind}：{column} → {value}").format(
            count=len(self.changes()), kind=kind, column=_(self._chosen().title), value=value
        )

    def changes(self) -> Mapping[int, Fields]:
        """The fields by record, of those that are not so already."""
        fields = self._read()
        if isinstance(fields, Problem):
            return {}
        with self._store.reading() as session:
            return dict.fromkeys(editing.differing(session, self._wording.view.record, self._ids(), fields), fields)

    def wrong(self) -> list[Field]:
        return [] if self.value.judge() and not isinstance(self._read(), Problem) else [self.value]

    def _ids(self) -> Sequence[int]:
        return self._scopes[self.scope.currentIndex()].ids

    def _chosen(self) -> ViewColumn:
        return self._choosable[self.column.currentIndex()]

    def _read(self) -> Fields | Problem:
        read = self._typist.read(self._chosen().key, typed_cell(edited(self.value)))
        if isinstance(read, Problem):
            return read
        with self._store.reading() as session:
            return self._typist.resolve(session, read)

    def _choose(self) -> None:
        """Another field: another editor."""
        while (item := self._inside.takeAt(0)) is not None:
            old: Any = item.widget()
            old.deleteLater()
        column = self._chosen()
        if column.kind == "keys":
            words = [word for _key, word in self._wording.words(column)]
            self.value = WordsField(words, lambda text: self._typist.check(column.key, text))
        else:
            self.value = editor_for(table_column(self._wording, self._typist, column))
        self.value.setPlaceholderText(_("留空表示清除"))
        self._inside.addWidget(Labelled("", self.value))
        self.value.setAccessibleName(_("新值"))
        self.value.textChanged.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        count = len(self.changes()) if not self.value.problem else 0
        self.deed.setEnabled(count > 0)
        if count:
            self.preview.setText(_("将修改 {what}").format(what=self._wording.counted(count)))
        else:
            self.preview.setText(_("没有记录会改变。"))
