"""One entry in full: every record it touched by name, every field old → new, and the ways back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from fashiontracker.text import _
from fashiontracker.ui.icons import icon
from fashiontracker.ui.moments import shown
from fashiontracker.ui.pages.history.entries import label, origin
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.record_words import COLUMNS, KINDS, RecordWords
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fashiontracker.app import App
    from fashiontracker.errors import Refused
    from fashiontracker.models.chronicle import Changed, Line

AT_ONCE: Final = 200
"""So many records are read at a time."""
CHANGE = int(Qt.ItemDataRole.UserRole)
GLYPHS: Final = {"new": ("new", "good_mark"), "gone": ("trash", "bad_mark"), "changed": ("edit", "info")}


class EntryDetail(QFrame):
    """The chosen entry. The page writes what it wants: `undo_wanted`, `value_wanted`."""

    undo_wanted = Signal(int)
    value_wanted = Signal(object, str)
    """The change (`Changed`) and the column whose former value is to be restored."""
    entry_wanted = Signal(int)

    def __init__(self, app: App) -> None:
        super().__init__()
        give_role(self, "card")
        self._app = app
        self._line: Line | None = None
        self._read, self._later = 0, 0
        self.heading = QLabel()
        self.heading.setWordWrap(True)
        give_role(self.heading, "heading")
        self.facts = QLabel()
        self.facts.setWordWrap(True)
        give_role(self.facts, "muted")
        self.undo = QPushButton()
        self.undo.clicked.connect(self._undo)
        self.restore = QPushButton(_("恢复这个值"))
        put_icon(self.restore, "undo")
        self.restore.clicked.connect(self._restore)
        self.warning = QFrame()
        give_role(self.warning, "warning")
        self.why = QLabel()
        self.why.setWordWrap(True)
        self.look_there = QPushButton()
        give_role(self.look_there, "link")
        self.look_there.clicked.connect(lambda: self.entry_wanted.emit(self._later))
        inside = QVBoxLayout(self.warning)
        inside.setContentsMargins(look().px(12), look().px(8), look().px(12), look().px(8))
        inside.addWidget(self.why)
        inside.addWidget(self.look_there, 0, Qt.AlignmentFlag.AlignLeft)
        self.tree = self._tree()
        self.more = QPushButton()
        give_role(self.more, "link")
        self.more.clicked.connect(self._read_more)
        self._lay_out()
        self.show_line(None)

    def show_line(self, line: Line | None) -> None:
        """Show another entry, or nothing."""
        self._line, self._read = line, 0
        self.setVisible(line is not None)
        self.warning.hide()
        self.tree.clear()
        if line is None:
            return
        self.heading.setText(label(line))
        parts = (_("第 {number} 条").format(number=line.id), shown(line.at), line.who, origin(line.origin))
        self.facts.setText(" · ".join(parts))
        self._show_undo(line)
        self._read_more()
        if line.changes == 1 and (only := self.tree.topLevelItem(0)) is not None:
            only.setExpanded(True)
        self._choose()

    def explain(self, fault: Refused) -> None:
        """Say why the entry can't be taken back: which records were changed since, and by what."""
        from fashiontracker.models import chronicle

        places = [_place(problem.place) for problem in fault.problems]
        with self._app.store.reading() as session:
            rows = chronicle.rows(session, [place for place in places if place])
            names = chronicle.names(session, [(table, row) for (table, _key), row in rows.items()])
        words = RecordWords(self._app.plan, self._app.catalogue, names)
        lines = [str(fault)]
        for problem, place in zip(fault.problems[:AT_ONCE], places, strict=False):
            row = rows.get(place) if place else None
            name = words.title(place[0], row) if place and row else problem.value
            lines.append(
                _("· “{name}”后来被第 {entry} 条“{label}”改过").format(
                    name=name, entry=problem.params.get("entry", "?"), label=_(str(problem.params.get("label", "")))
                )
            )
        self.why.setText("\n".join(lines[:8]) + ("" if len(lines) <= 8 else "\n……"))
        later = next((p.params["entry"] for p in fault.problems if isinstance(p.params.get("entry"), int)), None)
        self.look_there.setVisible(later is not None)
        if isinstance(later, int):
            self.look_there.setText(_("看第 {number} 条").format(number=later))
            self._later = later
        self.warning.show()

    # ---- how it is made ----

    def _tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setColumnCount(3)
        tree.setHeaderLabels([_("记录与字段"), _("原值"), _("新值")])
        tree.setAccessibleName(_("这条记录改动的内容"))
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.setAlternatingRowColors(True)
        tree.setUniformRowHeights(True)
        tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        tree.currentItemChanged.connect(lambda _now, _before: self._choose())
        return tree

    def _lay_out(self) -> None:
        deeds = QHBoxLayout()
        deeds.setSpacing(look().px(8))
        deeds.addWidget(self.undo)
        deeds.addWidget(self.restore)
        deeds.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(16), look().px(14), look().px(16), look().px(12))
        column.setSpacing(look().px(10))
        column.addWidget(self.heading)
        column.addWidget(self.facts)
        column.addLayout(deeds)
        column.addWidget(self.warning)
        column.addWidget(self.tree, 1)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_undo(self, line: Line) -> None:
        again = line.kind == "undo"
        self.undo.setText(_("重做") if again else _("撤销这一条"))
        put_icon(self.undo, "redo" if again else "undo")
        why = ""
        if self._app.store.read_only:
            why = _("数据库是以只读方式打开的")
        elif line.kind == "base":
            why = _("这一条是建立数据库本身，不能撤销")
        elif line.undone_by is not None:
            why = _("已被第 {number} 条撤销").format(number=line.undone_by)
        self.undo.setEnabled(not why)
        self.undo.setToolTip(why)
        if why:
            self.facts.setText(f"{self.facts.text()} · {why}")

    def _read_more(self) -> None:
        from fashiontracker.models import chronicle

        line = self._line
        assert line is not None
        with self._app.store.reading() as session:
            found = chronicle.changes(session, line.id, AT_ONCE, self._read)
            told = [(one.table, {**one.row, **(part or {})}) for one in found for part in (one.before, one.after)]
            names = chronicle.names(session, told)
        words = RecordWords(self._app.plan, self._app.catalogue, names)
        for one in found:
            item = _record(one, words)
            self.tree.addTopLevelItem(item)
            item.setFirstColumnSpanned(True)
        self._read += len(found)
        left = line.changes - self._read
        self.more.setVisible(left > 0)
        self.more.setText(_("再显示一些（另有 {count} 条）").format(count=f"{left:,}"))

    def _choose(self) -> None:
        item = self.tree.currentItem()
        held = item.data(0, CHANGE) if item is not None else None
        may = held is not None and not self._app.store.read_only
        self.restore.setEnabled(may)
        self.restore.setToolTip("" if may else _("先在下面选中一个改过的字段"))

    def _undo(self) -> None:
        if self._line is not None:
            self.undo_wanted.emit(self._line.id)

    def _restore(self) -> None:
        item = self.tree.currentItem()
        held = item.data(0, CHANGE) if item is not None else None
        if held is not None:
            self.value_wanted.emit(*held)


def _record(one: Changed, words: RecordWords) -> QTreeWidgetItem:
    what = "new" if one.before is None else "gone" if one.after is None else "changed"
    said = {"new": _("新增：{record}"), "gone": _("删除：{record}"), "changed": "{record}"}[what]
    record = f"{_(KINDS.get(one.table, one.table))} · {words.title(one.table, one.row)}"
    item = QTreeWidgetItem([said.format(record=record)])
    item.setIcon(0, icon(*GLYPHS[what]))
    item.setToolTip(0, item.text(0))
    for column in COLUMNS:
        if column not in (one.before or {}) and column not in (one.after or {}):
            continue
        old, new = (_said(words, one, column, part) for part in (one.before, one.after))
        if old == new:
            continue
        field = QTreeWidgetItem(item, [words.column(column), old, new])
        for place, text in enumerate((words.column(column), old, new)):
            field.setToolTip(place, text)
        if what == "changed":
            field.setData(0, CHANGE, (one, column))
    return item


def _said(words: RecordWords, one: Changed, column: str, part: Mapping[str, Any] | None) -> str:
    return "" if part is None else words.value(one.table, column, part.get(column), {**one.row, **part})


def _place(text: str) -> tuple[str, int] | None:
    """The table and id in a problem's place."""
    parts: Sequence[str] = text.split()
    return (parts[0], int(parts[1])) if len(parts) == 2 and parts[1].isdigit() else None
