"""Finding a record by name, code or initials: a field that offers what answers to what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from fashiontracker.text import _
from fashiontracker.ui.fields import FindingField, Offer
from fashiontracker.ui.pages.cultivation import wording

if TYPE_CHECKING:
    from fashiontracker.models.facts import Subject
    from fashiontracker.models.search import Hit
    from fashiontracker.ui.desk import Desk

OFFERED = 12


class SubjectField(FindingField):
    """An enterprise, brand or carrier; `subject` is None until one is chosen."""

    picked = Signal(object)
    """The subject chosen."""

    def __init__(self, desk: Desk, *, required: bool = False) -> None:
        super().__init__(self._answers, self._why, required=required)
        self._desk = desk
        self._hits: dict[str, Subject] = {}
        self.subject: Subject | None = None
        self.completer().activated.connect(self._choose)
        self.setPlaceholderText(_("名称、信用代码或拼音首字母"))
        self.returnPressed.connect(self._choose_first)

    def show_subject(self, subject: Subject, name: str) -> None:
        """Choose a subject without asking."""
        self.subject = subject
        self._hits = {name: subject}
        self.setText(name)
        self.setCursorPosition(0)  # a long name is read from its beginning

    def kept(self) -> Any:
        return [self.text(), *(self.subject or ())]

    def take(self, kept: Any) -> None:
        text, *subject = kept
        if subject:
            self.show_subject((subject[0], subject[1]), text)
        else:
            self.subject = None
            self.setText(text)

    def _why(self, text: str) -> str:
        return "" if self.subject is not None and text in self._hits else _("请从列表中选择名录里的对象")

    def _answers(self, typed: str) -> list[Offer]:
        from fashiontracker.models.tables import SUBJECTS

        self.subject = None
        finder = self._desk.finder
        hits = finder.hits(typed, OFFERED * 3) if finder is not None else ()
        found = [hit for hit in hits if hit.kind in SUBJECTS][:OFFERED]
        self._hits = {_said(hit): (hit.kind, hit.id) for hit in found}
        return [Offer(words, words) for words in self._hits]

    def _choose(self, words: str) -> None:
        if words in self._hits:
            self.subject = self._hits[words]
            self.judge()
            self.picked.emit(self.subject)

    def _choose_first(self) -> None:
        """Enter takes what is written where only one answers to it."""
        if self.subject is None and len(self._hits) == 1:
            words = next(iter(self._hits))
            self.setText(words)
            self._choose(words)


def _said(hit: Hit) -> str:
    more = hit.uscc or wording.kind((hit.kind, hit.id))
    was = _("（曾用名 {name}）").format(name=hit.was) if hit.was else ""
    return f"{hit.name}{was} · {more}"
