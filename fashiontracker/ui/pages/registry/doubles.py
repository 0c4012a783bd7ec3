"""The records of a table that may be one: each pair is merged, or declared distinct and not offered again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fashiontracker.models import duplicates, views
from fashiontracker.text import N_, _
from fashiontracker.ui.pages.registry.joining import MergeDialog
from fashiontracker.ui.pages.registry.section import words
from fashiontracker.ui.pages.registry.writing import short
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.models.duplicates import Pair, Why
    from fashiontracker.ui.pages.registry.wording import Wording

WHY: Final[dict[Why, str]] = {
    "same_number": N_("编号相同"),
    "same_name": N_("名称相同"),
    "former_name": N_("一个是另一个的曾用名"),
    "alike": N_("名称只差一处"),
}


class DuplicatesDialog(QDialog):
    """Enter merges the current pair; it closes when there is none left."""

    def __init__(self, app: App, wording: Wording, pairs: Sequence[Pair], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app, self._wording = app, wording
        self.pairs = list(pairs)
        self.setWindowTitle(_("查找重复"))
        self.heading = QLabel()
        give_role(self.heading, "heading")
        self.list = self._table()
        self.merge = QPushButton(_("合并…"))
        give_role(self.merge, "primary")
        self.distinct = QPushButton(_("不是重复"))
        close = QPushButton(_("关闭"))
        self.merge.clicked.connect(lambda _checked=False: self._merge())
        self.distinct.clicked.connect(lambda _checked=False: self._declare())
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(look().px(8))
        row.addStretch(1)
        for button in (self.merge, self.distinct, close):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(24), look().px(20), look().px(24), look().px(16))
        column.setSpacing(look().px(12))
        column.addWidget(self.heading)
        lesson = _("程序只提示，不会自己合并。声明“不是重复”的一对以后不再提示。")
        column.addWidget(words(lesson, "muted"))
        column.addWidget(self.list, 1)
        column.addLayout(row)
        self.resize(look().px(900), look().px(480))
        self.fill()

    def fill(self) -> None:
        """List the pairs that are left."""
        keys = [key for pair in self.pairs for key in (pair.left, pair.right)]
        view = self._wording.view
        beside = next(key for key in ("uscc", "owner", "year", "kind") if any(one.key == key for one in view.columns))
        with self._app.store.reading() as session:
            found = views.by_id(session, view, keys, ("name", beside))
        self.pairs = [pair for pair in self.pairs if pair.left in found and pair.right in found]
        self.heading.setText(_("可能重复的 {count} 对").format(count=len(self.pairs)))
        self.list.setRowCount(len(self.pairs))
        for row, pair in enumerate(self.pairs):
            texts = [*(self._called(*found[key]) for key in (pair.left, pair.right)), _(WHY[pair.why])]
            for number, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.list.setItem(row, number, item)
        for button in (self.merge, self.distinct):
            button.setEnabled(bool(self.pairs))
        if self.pairs:
            self.list.setCurrentCell(0, 0)

    @staticmethod
    def _called(name: str, beside: object) -> str:
        return _("{value}（{where}）").format(value=name, where=beside) if beside else name

    def _table(self) -> QTableWidget:
        shown = QTableWidget(0, 3)
        shown.setHorizontalHeaderLabels([_("记录"), _("另一条记录"), _("为什么")])
        shown.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        shown.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        shown.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        shown.verticalHeader().hide()
        shown.setWordWrap(False)
        shown.setTabKeyNavigation(False)
        shown.setAccessibleName(_("可能重复的记录"))
        header = shown.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        shown.setColumnWidth(2, look().px(150))
        shown.doubleClicked.connect(lambda _index: self._merge())
        return shown

    def _current(self) -> Pair | None:
        row = self.list.currentRow()
        return self.pairs[row] if 0 <= row < len(self.pairs) else None

    def _merge(self) -> None:
        pair = self._current()
        if pair is None:
            return
        dialog = MergeDialog(self._app, self._wording, pair.left, pair.right, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            dialog.write()
            self._without(pair)

    def _declare(self) -> None:
        pair = self._current()
        if pair is None:
            return
        with self._app.store.reading() as session:
            names = views.by_id(session, self._wording.view, (pair.left, pair.right), ("name",))
        label = _("不是重复：“{one}”与“{other}”").format(
            one=short(names[pair.left][0]), other=short(names[pair.right][0])
        )
        with self._app.store.journal.entry(label) as session:
            duplicates.declare_distinct(session, self._wording.view.record, pair.left, pair.right)
        self._without(pair)

    def _without(self, pair: Pair) -> None:
        self.pairs.remove(pair)
        self.fill()
