"""The papers of an application in the inspector: each item of the checklist with its files, dropped or chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from fashiontracker.text import _, pick
from fashiontracker.ui.elided import ElidedButton
from fashiontracker.ui.labels import wrapped
from fashiontracker.ui.pictures import Picture, icon_button
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.models.attaching import Attached
    from fashiontracker.models.checklists import Item
    from fashiontracker.tally.materials import Application

OFFERED = 20
"""So many files that are on record elsewhere are offered for an item."""


class Papers(QWidget):
    """Says what the user wants done with a file; the page does it."""

    dropped = Signal(str, object)
    """An item's key, and the files (`Path`) that shall be put under it."""
    asked = Signal(str)
    """Files for this item shall be chosen."""
    used = Signal(str, object)
    """An item's key, and the `Attached` that shall stand under it too."""
    removed = Signal(object)
    """The `Attached` that shall be taken off."""
    shown = Signal(object)
    """The `Attached` that shall be looked at."""
    adjusted = Signal()
    """The checklist itself shall be changed."""
    bound = Signal()
    """The papers shall be bound into one file."""

    def __init__(self, application: Application, *, read_only: bool) -> None:
        super().__init__()
        self.application, self._read_only = application, read_only
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(4))
        column.addWidget(wrapped(_("申报材料"), "heading"))
        self.state = wrapped(said(application), "muted")
        column.addWidget(self.state)
        deeds = QHBoxLayout()
        deeds.addWidget(_link(_("装订…"), self.bound.emit))
        if not read_only:
            deeds.addWidget(_link(_("调整清单…"), self.adjusted.emit))
        deeds.addStretch(1)
        column.addLayout(deeds)
        self.rows = {item.key: ItemRow(self, item) for item in application.items}
        for row in self.rows.values():
            column.addWidget(row)
        if application.others:
            column.addWidget(wrapped(_("不在清单中的文件"), "muted"))
            for file in application.others:
                column.addWidget(self.line(file))

    def line(self, file: Attached) -> QWidget:
        """A file with the ways to look at it and to take it off."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(4))
        row.addWidget(Picture("evidence", "muted", 14))
        name = _link(file.name, lambda: self.shown.emit(file))
        name.setAccessibleName(_("预览 {name}").format(name=file.name))
        row.addWidget(name)
        row.addStretch(1)
        if not self._read_only:
            off = _("移除 {name}").format(name=file.name)
            row.addWidget(icon_button("close", off, lambda: self.removed.emit(file)))
        return line

    def offer(self, item: Item) -> QMenu:
        """The ways to put a file under an item: choose one, or take one that is on record already."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("选择文件…"), lambda: self.asked.emit(item.key))
        known = self.application.offered[:OFFERED]
        if known:
            menu.addSection(_("已登记的佐证"))
        for file in known:
            menu.addAction(file.name.replace("&", "&&"), partial(self.used.emit, item.key, file))
        return menu

    @property
    def read_only(self) -> bool:
        """Whether nothing may be changed."""
        return self._read_only


class ItemRow(QFrame):
    """One item; files are dropped onto it."""

    def __init__(self, papers: Papers, item: Item) -> None:
        super().__init__()
        self._papers, self.item = papers, item
        self.files = papers.application.files.get(item.key, ())
        self.setAcceptDrops(not papers.read_only)
        give_role(self, "item")
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(4), look().px(3), look().px(4), look().px(3))
        column.setSpacing(look().px(1))
        head = QHBoxLayout()
        head.setSpacing(look().px(6))
        shape, ink, word = self._look()
        head.addWidget(Picture(shape, ink, 15))
        name = pick(item.zh, item.en)
        label = wrapped(name if item.required else _("{name}（选交）").format(name=name), "")
        label.setAccessibleName(f"{name} {word}")
        label.setToolTip(word)
        head.addWidget(label, 1)
        if not papers.read_only:
            self.add_button = icon_button("new", _("为“{name}”附文件").format(name=name), self._offer)
            head.addWidget(self.add_button)
        column.addLayout(head)
        for file in self.files:
            column.addWidget(papers.line(file))

    def _look(self) -> tuple[str, str, str]:
        if self.files:
            return "done", "good", _("已附 {count} 份").format(count=len(self.files))
        return ("no_data", "warn", _("缺")) if self.item.required else ("not_started", "quiet", _("未附"))

    def _offer(self) -> None:
        self._papers.offer(self.item).popup(self.add_button.mapToGlobal(self.add_button.rect().bottomLeft()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            self._mark(waiting=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(waiting=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(waiting=False)
        event.acceptProposedAction()
        self._papers.dropped.emit(self.item.key, dropped_files(event))

    def _mark(self, *, waiting: bool) -> None:
        give_role(self, "item-waiting" if waiting else "item")


def said(application: Application) -> str:
    """How complete it is, and what is missing by name."""
    if not application.items:
        return ""
    count = _("{ready}/{wanted} 齐备").format(ready=application.ready, wanted=len(application.wanted))
    if not application.missing:
        return _("{count}，可以装订").format(count=count)
    names = _("、").join(pick(item.zh, item.en) for item in application.missing)
    return _("{count}，还缺：{names}").format(count=count, names=names)


def dropped_files(event: QDropEvent) -> list[Path]:
    """The files of a drag; folders and what lies elsewhere are left aside."""
    paths: Iterable[Path] = (Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
    return [path for path in paths if path.is_file()]


def _link(text: str, act: Callable[[], object]) -> ElidedButton:
    button = ElidedButton(text.replace("&", "&&"))
    give_role(button, "link")
    button.setToolTip(text)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(lambda _checked=False: act())
    return button
