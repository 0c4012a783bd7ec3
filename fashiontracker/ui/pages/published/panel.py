"""The inspector of a line: who may be meant, how alike, and the buttons that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from fashiontracker.text import _
from fashiontracker.ui.labels import wrapped
from fashiontracker.ui.pages.published import fates
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.exchange.published.matching import Candidate
    from fashiontracker.exchange.published.settling import Settled, Terms


class LinePanel(QWidget):
    """``taken`` tells which candidate was taken (from 0; -1 for none), ``opened`` whose record shall be shown."""

    taken = Signal(int)
    opened = Signal(object)

    def __init__(self, app: App, one: Settled, terms: Terms) -> None:
        super().__init__()
        listed = one.match.listed
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(16), look().px(4), look().px(16), look().px(16))
        column.setSpacing(look().px(8))
        column.addWidget(wrapped(listed.other or listed.name, "heading"))
        facts = (
            (_("信用代码"), listed.uscc),
            (_("所在地"), listed.city),
            (_("称号"), listed.title),
            (_("批次"), listed.batch),
        )
        for words, said in facts:
            if said:
                column.addWidget(wrapped(f"{words}  {said}", "muted"))
        column.addWidget(wrapped(f"{fates.MARKS[one.fate].word} · {fates.reason(app, one, terms)}", ""))
        if one.match.candidates:
            column.addWidget(wrapped(_("名录中的对象"), "heading"))
        self.buttons: list[QPushButton] = []
        for number, candidate in enumerate(one.match.candidates):
            column.addWidget(self._candidate(number, candidate, one))
        if one.subject is not None and one.subject.how == "near":
            back = QPushButton(_("都不是（0）"))
            back.clicked.connect(lambda: self.taken.emit(-1))
            column.addWidget(back)
        column.addStretch(1)

    def _candidate(self, number: int, candidate: Candidate, one: Settled) -> QFrame:
        frame = QFrame()
        give_role(frame, "card")
        column = QVBoxLayout(frame)
        column.setContentsMargins(look().px(10), look().px(8), look().px(10), look().px(8))
        column.setSpacing(look().px(4))
        column.addWidget(wrapped(candidate.name, "lane-head"))
        likeness = _("相似度 {share}").format(share=f"{candidate.likeness:.0%}")
        was = _("曾用名 {name}").format(name=candidate.was) if candidate.was else ""
        column.addWidget(wrapped("\n".join(filter(None, (candidate.uscc or "", was, likeness))), "muted"))
        chosen = one.subject is not None and one.subject.subject == candidate.subject
        if candidate.how == "near" or len(one.match.candidates) > 1:
            button = QPushButton(_("已选定") if chosen else _("就是这一家（{key}）").format(key=number + 1))
            put_icon(button, "check")
            button.setEnabled(not chosen)
            button.clicked.connect(lambda: self.taken.emit(number))
            self.buttons.append(button)
            column.addWidget(button)
        link = QPushButton(_("打开档案"))
        give_role(link, "link")
        link.clicked.connect(lambda: self.opened.emit(candidate.subject))
        column.addWidget(link)
        return frame
