"""The ledger of what was handed in, looked up by the digits on the paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from fashiontracker.errors import EnvironmentFault, Problem
from fashiontracker.text import N_, _
from fashiontracker.ui import messages
from fashiontracker.ui.columns import Column, Kind, Sort
from fashiontracker.ui.empty import Empty
from fashiontracker.ui.pages.printing.ledger_card import PaperCard, title_of
from fashiontracker.ui.style import look
from fashiontracker.ui.table import Table

if TYPE_CHECKING:
    from fashiontracker.app import App
    from fashiontracker.models.submissions import HandedIn

COLUMNS: Final = (
    Column("handed_in_on", N_("报送日期"), Kind.DATE, width=96, sortable=False),
    Column("document", N_("文件"), width=176, sortable=False),
    Column("number", N_("发文字号"), width=124, sortable=False),
    Column("as_of", N_("数据截至"), Kind.DATE, width=96, sortable=False),
    Column("fingerprint", N_("数据指纹"), width=148, sortable=False),
    Column("recipient", N_("主送"), width=150, sortable=False),
)


class _Submissions:
    """The `Source` of the table: the newest first."""

    def __init__(self) -> None:
        self.found: Sequence[HandedIn] = ()

    def ids(self, sort: Sort | None) -> Sequence[int]:
        return [one.id for one in self.found]

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[object]]:
        return {
            one.id: (
                one.particulars.handed_in_on,
                title_of(one.particulars.document),
                one.particulars.number,
                one.particulars.as_of,
                one.fingerprint,
                one.particulars.recipient,
            )
            for one in self.found
            if one.id in ids
        }

    def write(self, id_: int, key: str, value: object) -> Problem | None:
        raise NotImplementedError(key)  # a submission never changes


class LedgerView(QWidget):
    """The table, and at the right what became of the chosen paper."""

    work = Signal(object)
    opened = Signal(object)
    """A submission (`HandedIn`) whose pages are to be shown."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self._source = _Submissions()
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("输入纸上页脚的 16 位数据指纹"))
        self.search.setAccessibleName(_("按数据指纹查找"))
        self.search.setClearButtonEnabled(True)
        self.search.returnPressed.connect(self._find)
        self.table = Table(COLUMNS, self._source, _("报送台账"))
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setSelectionBehavior(Table.SelectionBehavior.SelectRows)
        self.table.current_changed.connect(self._choose)
        self.card = PaperCard(app)
        self.card.work.connect(self.work)
        self.card.opened.connect(self.opened)
        self.table.opened.connect(lambda _key: self.card.open_paper())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(look().px(12))
        split.addWidget(self.table)
        split.addWidget(self.card)
        split.setSizes([look().px(640), look().px(500)])
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, look().px(8), 0, 0)
        column.setSpacing(look().px(8))
        column.addWidget(self.search)
        column.addWidget(split, 1)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(full)
        self._stack.addWidget(
            Empty(
                "hand_in",
                _("还没有报送过"),
                _("在“生成文件”中预览无误后，选“存入报送台账”：当时的数据和 PDF 一并冻结，日后可按纸上的指纹核对。"),
            )
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def show_submissions(self, found: Sequence[HandedIn]) -> None:
        """Show the ledger as it is now."""
        self._source.found = found
        self._stack.setCurrentIndex(0 if found else 1)
        self.table.reload()
        if found and self.table.current_id() is None:
            self.table.go_to(found[0].id)
        else:
            self._choose(self.table.current_id())

    def current(self) -> HandedIn | None:
        """The chosen submission."""
        chosen = self.table.current_id()
        return next((one for one in self._source.found if one.id == chosen), None)

    def _choose(self, _key: object) -> None:
        self.card.show_submission(self.current(), self._source.found)

    def _find(self) -> None:
        from fashiontracker.models import submissions

        try:
            with self._app.store.reading() as session:
                self.table.go_to(submissions.find(session, self.search.text()).id)
        except EnvironmentFault as fault:
            messages.fail(self, fault)
