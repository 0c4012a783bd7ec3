"""The ledger of what was handed in: looked up by the digits on the paper, opened as it was, held against today."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fashiontracker import paths
from fashiontracker.errors import EnvironmentFault, Problem
from fashiontracker.progress import Progress
from fashiontracker.text import N_, _
from fashiontracker.ui import messages
from fashiontracker.ui.columns import Column, Kind, Sort
from fashiontracker.ui.empty import Empty
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.pictures import Picture, put_icon
from fashiontracker.ui.style import give_role, look
from fashiontracker.ui.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from fashiontracker.app import App
    from fashiontracker.models.submissions import HandedIn
    from fashiontracker.reports.comparison import RowChange, SubjectChange
    from fashiontracker.reports.ledger import Verified

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
        self._asked = 0
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
        self.table.opened.connect(lambda _key: self._open())
        self.card = self._card()
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

    # ---- one paper ----

    def _card(self) -> QFrame:
        card = QFrame()
        give_role(card, "card")
        self.heading = QLabel()
        self.heading.setWordWrap(True)
        give_role(self.heading, "heading")
        self.facts = QLabel()
        self.facts.setWordWrap(True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        give_role(self.facts, "muted")
        self._picture = Picture("")
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.open = QPushButton(_("打开当时的 PDF"))
        put_icon(self.open, "pdf")
        self.open.clicked.connect(self._open)
        self.against = QComboBox()
        self.against.setAccessibleName(_("与什么相比"))
        self.against.activated.connect(self._compare)
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels([_("目标"), _("报送数"), _("今日数"), _("说明")])
        self.tree.setAccessibleName(_("与报送时不同的数字"))
        self.tree.setColumnWidth(0, look().px(200))
        self.tree.setColumnWidth(1, look().px(64))
        self.tree.setColumnWidth(2, look().px(64))
        state = QHBoxLayout()
        state.setSpacing(look().px(8))
        state.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self.state, 1)
        deeds = QHBoxLayout()
        deeds.setSpacing(look().px(8))
        deeds.addWidget(self.open)
        deeds.addWidget(QLabel(_("对比")))
        deeds.addWidget(self.against, 1)
        column = QVBoxLayout(card)
        column.setContentsMargins(look().px(16), look().px(14), look().px(16), look().px(12))
        column.setSpacing(look().px(10))
        column.addWidget(self.heading)
        column.addWidget(self.facts)
        column.addLayout(state)
        column.addLayout(deeds)
        column.addWidget(self.tree, 1)
        return card

    def _choose(self, _key: object) -> None:
        one = self.current()
        self.card.setVisible(one is not None)
        if one is None:
            return
        given = one.particulars
        self.heading.setText(title_of(given.document))
        self.facts.setText(
            _("{number} · {issuer} → {recipient}\n报送日期 {day} · 数据截至 {as_of} · 数据指纹 {fingerprint}").format(
                number=given.number,
                issuer=given.issuer,
                recipient=given.recipient,
                day=given.handed_in_on,
                as_of=given.as_of,
                fingerprint=one.fingerprint,
            )
            + (f"\n{given.note}" if given.note else "")
        )
        self.against.clear()
        self.against.addItem(_("与今日数据相比"), "")
        for other in self._source.found:
            if other.id != one.id and other.particulars.document == given.document:
                words = _("与 {day} 报送的相比").format(day=other.particulars.handed_in_on)
                self.against.addItem(f"{words}（{other.particulars.number}）", other.fingerprint)
        self._verify(one)

    def _verify(self, one: HandedIn) -> None:
        app = self._app
        files = paths.evidence_folder(app.store.path)
        self._say("busy", "muted", _("正在核对……"))
        self.tree.clear()

        def check() -> Generator[Progress, None, Verified]:
            from fashiontracker.reports import ledger

            yield Progress(0, 0)
            return ledger.verify(app.store, files, app.plan, app.catalogue, one.fingerprint)

        self._run(_("正在核对报送文件"), check, self._show_verified)

    def _show_verified(self, found: Verified) -> None:
        self.open.setEnabled(not found.pdf)
        if not found.whole:
            self._say("failed", "bad", "\n".join(filter(None, (found.pdf, found.sheet))))
            return
        lines = [_("PDF 与报送时逐字节一致，数据与指纹相符。")]
        if found.entries_since is None:
            lines.append(_("变更记录中没有报送时的位置（数据库可能已从别处恢复）。"))
        elif found.changes is None:
            lines.append(_("报送以来有 {count} 条变更记录。").format(count=found.entries_since))
        elif not found.changes:
            lines.append(_("报送以来有 {count} 条变更记录，各项数字一致。").format(count=found.entries_since))
        else:
            lines.append(
                _("报送以来有 {count} 条变更记录，{rows} 项数字与今日不同：").format(
                    count=found.entries_since, rows=len(found.changes)
                )
            )
        self._say("done", "good_mark", "\n".join(lines))
        told = [(one.change, [cause.entry for cause in one.entries]) for one in found.changes or ()]
        self._list(told, (_("报送数"), _("今日数")))

    def _compare(self) -> None:
        one, other = self.current(), str(self.against.currentData() or "")
        if one is None:
            return
        if not other:
            self._verify(one)
            return
        app = self._app

        def between() -> Generator[Progress, None, tuple[RowChange, ...]]:
            from fashiontracker.reports import ledger

            yield Progress(0, 0)
            with app.store.reading() as session:
                return ledger.between(session, other, one.fingerprint)

        def show(changes: tuple[RowChange, ...]) -> None:
            words = _("{count} 项数字不同。").format(count=len(changes)) if changes else _("各项数字一致。")
            self._say("compare", "info", words)
            self._list([(change, []) for change in changes], (_("那一次"), _("这一次")))

        self._run(_("正在对比两次报送"), between, show)

    def _list(self, changes: Sequence[tuple[RowChange, Sequence[int]]], names: tuple[str, str]) -> None:
        from fashiontracker.tally import words

        self.tree.clear()
        self.tree.setHeaderLabels([_("目标"), *names, _("说明")])
        for change, entries in changes:
            numbers = [
                words.status(status) if change.kind == "milestone" and status else words.number(value)
                for status, value in ((change.status_before, change.before), (change.status_after, change.after))
            ]
            caused = _("变更记录第 {numbers} 条").format(numbers="、".join(map(str, entries))) if entries else ""
            row = QTreeWidgetItem([f"{change.ledger} {change.name}", *numbers, caused])
            under = [QTreeWidgetItem([_subject(one), "", "", one.reason or one.detail]) for one in change.subjects]
            row.addChildren(under)
            for item in (row, *under):
                item.setToolTip(0, item.text(0))
                item.setToolTip(3, item.text(3))
            self.tree.addTopLevelItem(row)
            row.setExpanded(len(changes) <= 3)

    def _run(
        self, title: str, work: Callable[[], Generator[Progress, None, object]], show: Callable[..., None]
    ) -> None:
        """Run a comparison; what was asked for after it makes its answer worthless."""
        self._asked += 1
        mine = self._asked

        def done(found: object) -> None:
            if mine == self._asked:
                show(found)

        self.work.emit(Job(title, work, done))

    def _say(self, glyph: str, ink: str, words: str) -> None:
        self._picture.show_icon(glyph, ink)
        self.state.setText(words)

    def _find(self) -> None:
        from fashiontracker.models import submissions

        try:
            with self._app.store.reading() as session:
                self.table.go_to(submissions.find(session, self.search.text()).id)
        except EnvironmentFault as fault:
            messages.fail(self, fault)

    def _open(self) -> None:
        one = self.current()
        if one is not None:
            self.opened.emit(one)


def title_of(document: str) -> str:
    """A document's title by its name on the shelf."""
    from fashiontracker.reports import shelf

    return next((kind.title for kind in shelf.DOCUMENTS if kind.name == document), document)


def _subject(change: SubjectChange) -> str:
    return {"came": _("＋ {name}"), "went": _("－ {name}"), "changed": _("改 {name}")}[change.what].format(
        name=change.subject
    )
