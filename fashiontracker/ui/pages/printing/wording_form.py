"""The paragraphs of a document that may be worded anew: what is generated, the user's own words, what to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QListWidget, QPlainTextEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from fashiontracker.text import _
from fashiontracker.ui.forms import FormDialog
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.models.wordings import Wording
    from fashiontracker.reports.wording import Passage


class WordingDialog(FormDialog):
    """Edits a copy of the wordings; `wanted` is what is to be kept."""

    def __init__(self, title: str, passages: Sequence[Passage], parent: QWidget | None = None) -> None:
        super().__init__(_("修改文字：{title}").format(title=title), _("保存文字"), parent)
        self.passages = list(passages)
        self.list = QListWidget()
        self.list.setAccessibleName(_("段落"))
        self.generated = QPlainTextEdit()
        self.generated.setTabChangesFocus(True)
        self.generated.setReadOnly(True)
        self.own = QPlainTextEdit()
        self.own.setTabChangesFocus(True)
        self.own.setPlaceholderText(_("不填则不印这一段；一行是一段"))
        self.notices = QLabel()
        self.notices.setWordWrap(True)
        give_role(self.notices, "problem")
        self.reset = QPushButton(_("恢复自动文字"))
        put_icon(self.reset, "undo")
        self.add("", self._panes(), wide=True)
        self.list.addItems([self._title(one) for one in self.passages])
        self.list.currentRowChanged.connect(self._show)
        self.own.textChanged.connect(self._write)
        self.reset.clicked.connect(self._reset)
        first = next((place for place, one in enumerate(self.passages) if one.wording), 0)
        self.list.setCurrentRow(first)
        self.resize(self.screen().availableSize().boundedTo(QSize(look().px(900), look().px(600))))

    def wanted(self) -> tuple[Wording, ...]:
        """The paragraphs that are not as they are generated; kept again, they are held against today's numbers."""
        return tuple(replace(one.wording, generated=one.generated) for one in self.passages if one.wording is not None)

    def held(self) -> tuple[Any, ...]:
        return tuple((one.key, one.text) for one in self.wanted())

    def hold(self, held: Sequence[Any]) -> bool:
        texts = dict(held)
        for place, one in enumerate(self.passages):
            self.passages[place] = self._worded(one, texts.get(one.key, one.generated))
            self.list.item(place).setText(self._title(self.passages[place]))
        self._show(self.list.currentRow())
        return True

    @staticmethod
    def _worded(one: Passage, text: str) -> Passage:
        """The passage with these words."""
        from fashiontracker.models.wordings import Wording

        return replace(one, wording=None if text == one.generated else Wording(one.key, text, one.generated))

    def _title(self, one: Passage) -> str:
        return _("{name}（人工修改）").format(name=one.name) if one.wording else one.name

    def _show(self, place: int) -> None:
        one = self.passages[place]
        self.generated.setPlainText(one.generated or _("（这一段没有自动文字，写了才印）"))
        self.own.blockSignals(True)
        self.own.setPlainText(one.text)
        self.own.blockSignals(False)
        self._judge()

    def _write(self) -> None:
        place = self.list.currentRow()
        self.passages[place] = self._worded(self.passages[place], self.own.toPlainText())
        self._judge()

    def _reset(self) -> None:
        self.own.setPlainText(self.passages[self.list.currentRow()].generated)
        self._write()

    def _judge(self) -> None:
        place = self.list.currentRow()
        one = self.passages[place]
        self.list.item(place).setText(self._title(one))
        self.notices.setText("\n".join(notice.text() for notice in one.notices()))
        self.reset.setEnabled(one.wording is not None)

    # ---- how it is made ----

    def _panes(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        for words, widget in ((_("自动生成"), self.generated), (_("印出的文字"), self.own)):
            label = QLabel(words)
            label.setBuddy(widget)
            widget.setAccessibleName(words)
            column.addWidget(label)
            column.addWidget(widget, 1)
        column.addWidget(self.notices)
        column.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignLeft)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(look().px(12))
        split.addWidget(self.list)
        split.addWidget(right)
        split.setSizes([look().px(250), look().px(560)])
        split.setMinimumHeight(look().px(360))
        return split
