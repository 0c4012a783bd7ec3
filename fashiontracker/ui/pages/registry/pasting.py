"""A block of cells from a spreadsheet: what each would change, what will not do, and the preview of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fashiontracker.errors import Problem
from fashiontracker.models import editing
from fashiontracker.text import N_, _
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from fashiontracker.exchange.typed import Fields, Typist
    from fashiontracker.models.store import Store
    from fashiontracker.ui.table import Block, Table

SHOWN = 500
"""How many lines the preview lists; the refused ones first."""


class Line(NamedTuple):
    """One pasted cell: the record's name, the column's title, what stands there, what would, and why it will not."""

    name: str
    title: str
    before: str
    after: str
    why: str = ""


@dataclass(slots=True)
class Plan:
    """What a paste would do. ``changes`` are the accepted cells by record."""

    changes: dict[int, dict[str, Any]] = field(default_factory=dict)
    accepted: list[Line] = field(default_factory=list)
    refused: list[Line] = field(default_factory=list)


def plan(block: Block, table: Table, store: Store, typist: Typist) -> Plan:
    """Judge every cell of a block as an import would; cells that change nothing are neither accepted nor refused."""
    header = table.horizontalHeader()
    first = header.visualIndex(block.column)
    places = [header.logicalIndex(place) for place in range(first, header.count())]
    columns = [place for place in places if not header.isSectionHidden(place)]
    made = Plan()
    codes: dict[str, int] = {}
    for row, cells in _rows(block, table):
        for place, text in zip(columns, cells, strict=False):
            _judge(made, codes, table, store, typist, row, place, text)
        for text in cells[len(columns) :]:
            if text:
                made.refused.append(Line("", "", "", text, _("右边没有列了")))
    beyond = block.row + len(block.cells) - table.model_.rowCount()
    if beyond > 0 and len(block.cells) > 1:
        made.refused.append(Line("", "", "", "", _("超出表格末尾的 {count} 行").format(count=beyond)))
    return made


def _rows(block: Block, table: Table) -> list[tuple[int, Sequence[str]]]:
    """The table's rows with their cells; a single cell fills every selected row."""
    count = table.model_.rowCount()
    selected = [row for id_ in table.selected_ids() if (row := table.model_.row_of(id_)) is not None]
    if len(block.cells) == 1 and len(block.cells[0]) == 1 and len(selected) > 1:
        return [(row, block.cells[0]) for row in selected]
    return [(block.row + at, cells) for at, cells in enumerate(block.cells) if block.row + at < count]


def _judge(
    made: Plan, codes: dict[str, int], table: Table, store: Store, typist: Typist, row: int, place: int, text: str
) -> None:
    model = table.model_
    id_, column = model.id_of(row), model.columns[place]
    before = str(model.index(row, place).data() or "")
    name = str(model.index(row, 0).data() or "")
    if text.strip() in ("", before):
        return  # an empty cell changes nothing, as in an import
    line = Line(name, _(column.title), before, text)
    read = _read(codes, store, typist, id_, column.key, text)
    if isinstance(read, Problem):
        made.refused.append(line._replace(why=read.text()))
        return
    with store.reading() as session:
        stored = editing.stored(session, typist.view.record, id_, read)
    if stored and any(stored[field_] != value for field_, value in read.items()):
        made.changes.setdefault(id_, {}).update(read)
        made.accepted.append(line)


def _read(codes: dict[str, int], store: Store, typist: Typist, id_: int, key: str, text: str) -> Fields | Problem:
    """The fields that a pasted cell sets, or why it will not do."""
    read = typist.read(key, text)
    if isinstance(read, Problem):
        return read
    with store.reading() as session:
        resolved = typist.resolve(session, read)
        code = read.get("uscc")
        holder = editing.holder_of_code(session, code, [id_]) if code else None
    if code and (holder is not None or codes.setdefault(code, id_) != id_):
        other = holder[1] if holder else _("粘贴的另一行")
        return Problem("code_taken", N_("信用代码 {value} 已属于“{other}”"), value=code, params={"other": other})
    return resolved


class PastePreview(QDialog):
    """Shows what a paste would do; accepted, the good cells are to be written."""

    def __init__(self, made: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("粘贴预览"))
        heading = QLabel(
            _("将修改 {count} 格（{records} 条记录）").format(
                count=f"{len(made.accepted):,}", records=f"{len(made.changes):,}"
            )
        )
        give_role(heading, "heading")
        refused = QLabel(_("{count} 格不能粘贴，原值不变；原因见下。").format(count=len(made.refused)))
        give_role(refused, "problem")
        refused.setVisible(bool(made.refused))
        buttons = QDialogButtonBox()
        cancel = buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        words = _("粘贴可以接受的 {count} 格") if made.refused else _("粘贴 {count} 格")
        self.deed = buttons.addButton(words.format(count=len(made.accepted)), QDialogButtonBox.ButtonRole.AcceptRole)
        self.deed.setEnabled(bool(made.accepted))
        give_role(self.deed, "primary")
        (self.deed if made.accepted else cancel).setFocus()
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(24), look().px(20), look().px(24), look().px(16))
        column.setSpacing(look().px(12))
        for widget in (heading, refused):
            column.addWidget(widget)
        self._list = _lines([*made.refused, *made.accepted][:SHOWN])
        column.addWidget(self._list, 1)
        column.addWidget(buttons)
        self.resize(look().px(980), look().px(520))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._list.resizeRowsToContents()  # reasons are read in full; only now is it known how wide they may be


def _lines(lines: Sequence[Line]) -> QTableWidget:
    titles = (_("记录"), _("列"), _("原值"), _("粘贴的值"), _("不能粘贴的原因"))
    shown = QTableWidget(len(lines), len(titles))
    shown.setHorizontalHeaderLabels(list(titles))
    shown.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    shown.setAccessibleName(_("粘贴预览"))
    shown.verticalHeader().hide()
    header = shown.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    header.setStretchLastSection(True)
    for number, width in enumerate((220, 130, 150, 150)):
        shown.setColumnWidth(number, look().px(width))
    for row, line in enumerate(lines):
        for number, text in enumerate(line):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if number == 4:
                item.setForeground(look().colour("bad"))
            shown.setItem(row, number, item)
    return shown
