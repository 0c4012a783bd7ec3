"""Who sends a document, to whom, under which number: the letterhead, and what is otherwise for this one document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from fashiontracker.reports.stamp import RECIPIENT
from fashiontracker.text import N_, _
from fashiontracker.ui.fields import DateField
from fashiontracker.ui.pictures import icon_button
from fashiontracker.ui.scrolled import ScrolledBox
from fashiontracker.ui.style import look

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.models.letterheads import Letterhead
    from fashiontracker.reports.shelf import Kind

LETTER_ONLY: Final = {
    "number": N_("发文字号"),
    "recipient": N_("主送机关"),
    "signer": N_("签发人"),
    "copy_to": N_("抄送"),
}


class LetterFields(QWidget):
    """The lower half of the form. What is left empty comes from the letterhead, which stands there in grey."""

    changed = Signal()
    letterheads_wanted = Signal()
    """The user wants to change what the letterheads say."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self._letter = False
        self._day: date | None = None
        self._known: Sequence[Letterhead] = ()
        self._wanted = ""
        self._boxes: dict[str, QWidget] = {}
        self.letterhead = ScrolledBox()
        self.letterhead.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.letterhead.setMinimumContentsLength(8)
        self.edit = icon_button("edit", _("修改版头和发文单位…"), self.letterheads_wanted.emit)
        self.lines: dict[str, QLineEdit] = {name: QLineEdit() for name in LETTER_ONLY}
        self.next = icon_button("forward", _("填入下一个文号"), self._take_next)
        self.dated = DateField()
        self._lay_out()
        self.letterhead.activated.connect(self._choose)
        for line in (*self.lines.values(), self.dated):
            line.textChanged.connect(self.changed)

    def show_kind(self, kind: Kind, kept: Mapping[str, Any]) -> None:
        """Offer what a document takes, with what was chosen for it last."""
        self._letter = kind.letter
        self.blockSignals(True)
        self._wanted = str(kept.get("letterhead", ""))
        self.letterhead.setCurrentIndex(max(0, self.letterhead.findText(self._wanted)))
        for name, line in self.lines.items():
            line.setText(str(kept.get(name, "")))
            self._boxes[name].setVisible(kind.letter)
        self.dated.setText(str(kept.get("dated", "")))
        self.blockSignals(False)
        self._hint()

    def show_day(self, day: date) -> None:
        """Read the letterheads and the ledger anew; ``day`` is the as-of date, of which a number takes the year."""
        from fashiontracker.models import letterheads

        self._day = day
        self._known = letterheads.read(self._app.store.settings())
        self.letterhead.clear()
        self.letterhead.addItems([one.name for one in self._known] or [_("（还没有版头）")])
        self.letterhead.setCurrentIndex(max(0, self.letterhead.findText(self._wanted)))
        self._hint()

    def kept(self) -> dict[str, str]:
        """What is chosen, to be remembered for this document."""
        lines = {name: line.text().strip() for name, line in self.lines.items()}
        return {**lines, "letterhead": self._wanted, "dated": self.dated.typed()}

    def options(self) -> dict[str, Any]:
        """What is chosen, as fields of `Options`."""
        lines = {name: (line.text().strip() if self._letter else "") or None for name, line in self.lines.items()}
        return {**lines, "letterhead": head.name if (head := self.head()) else None, "dated": self.dated.value}

    def head(self) -> Letterhead | None:
        """The chosen letterhead; None where the database has none yet."""
        place = self.letterhead.currentIndex()
        return self._known[place] if 0 <= place < len(self._known) else None

    def forget_number(self) -> None:
        """The number is used up: the next document has another one."""
        self.lines["number"].clear()

    # ---- what stands there in grey ----

    def _choose(self) -> None:
        self._wanted = self.letterhead.currentText() if self.head() else ""
        self._hint()
        self.changed.emit()

    def _hint(self) -> None:
        head, suggested = self.head(), self._next_number()
        number = _("下一号：{number}").format(number=suggested) if suggested else _("例如：示例协〔2025〕1号")
        self.lines["number"].setPlaceholderText(number)
        self.next.setEnabled(bool(suggested))
        for name in ("recipient", "signer", "copy_to"):
            self.lines[name].setPlaceholderText(getattr(head, name) if head else "")
        if not self.lines["recipient"].placeholderText():
            self.lines["recipient"].setPlaceholderText(RECIPIENT)

    def _next_number(self) -> str:
        from fashiontracker.models import letterheads

        head, day = self.head(), self.dated.value or self._day
        if head is None or not head.code or day is None:
            return ""
        with self._app.store.reading() as session:
            return head.number(day.year, letterheads.next_place(session, head, day.year))

    def _take_next(self) -> None:
        self.lines["number"].setText(self._next_number())

    # ---- how it is made ----

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(10))
        column.addWidget(titled(_("版头（发文单位）"), self.letterhead, self.edit))
        for name, words in LETTER_ONLY.items():
            box = titled(_(words), self.lines[name], *((self.next,) if name == "number" else ()))
            self._boxes[name] = box
            column.addWidget(box)
        column.addWidget(titled(_("成文日期"), self.dated))


def titled(words: str, widget: QWidget, *beside: QWidget) -> QWidget:
    """A widget under its name, with buttons beside it."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look().px(3))
    label = QLabel(words)
    label.setBuddy(widget)
    widget.setAccessibleName(words)
    row = QHBoxLayout()
    row.setSpacing(look().px(4))
    row.addWidget(widget, 1)
    for button in beside:
        row.addWidget(button)
    column.addWidget(label)
    column.addLayout(row)
    return box
