"""One paper of the ledger: whether it is kept as it was, and what is otherwise today."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from fashiontracker import paths
from fashiontracker.progress import Progress
from fashiontracker.text import _
from fashiontracker.ui.heads import size_columns
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.pictures import Picture, put_icon
from fashiontracker.ui.style import give_role, look

if TYPE_CHECKING:
    from collections.abc import Callable

    from fashiontracker.app import App
    from fashiontracker.models.submissions import HandedIn
    from fashiontracker.reports.comparison import RowChange, SubjectChange
    from fashiontracker.reports.ledger import Verified


class PaperCard(QFrame):
    """The chosen submission; it is verified as soon as it is shown."""

    work = Signal(object)
    opened = Signal(object)
    """A submission (`HandedIn`) whose pages are to be shown."""

    def __init__(self, app: App) -> None:
        super().__init__()
        give_role(self, "card")
        self._app = app
        self._one: HandedIn | None = None
        self._asked = 0
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
        self.open.clicked.connect(self.open_paper)
        self.against = QComboBox()
        self.against.setAccessibleName(_("与什么相比"))
        self.against.activated.connect(self._compare)
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels([_("目标"), _("报送数"), _("今日数"), _("说明")])
        self.tree.setAccessibleName(_("与报送时不同的数字"))
        size_columns(self.tree.header(), (200, 64, 64))
        state = QHBoxLayout()
        state.setSpacing(look().px(8))
        state.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self.state, 1)
        deeds = QHBoxLayout()
        deeds.setSpacing(look().px(8))
        deeds.addWidget(self.open)
        deeds.addWidget(QLabel(_("对比")))
        deeds.addWidget(self.against, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(16), look().px(14), look().px(16), look().px(12))
        column.setSpacing(look().px(10))
        column.addWidget(self.heading)
        column.addWidget(self.facts)
        column.addLayout(state)
        column.addLayout(deeds)
        column.addWidget(self.tree, 1)

    def show_submission(self, one: HandedIn | None, others: Sequence[HandedIn]) -> None:
        """Show a paper, with the others that it can be compared with, and check it."""
        self._one = one
        self.setVisible(one is not None)
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
        for other in others:
            if other.id != one.id and other.particulars.document == given.document:
                words = _("与 {day} 报送的相比").format(day=other.particulars.handed_in_on)
                shown = _("{value}（{where}）").format(value=words, where=other.particulars.number)
                self.against.addItem(shown, other.fingerprint)
        self._verify(one)

    def open_paper(self) -> None:
        """Show the pages as they were handed in."""
        if self._one is not None:
            self.opened.emit(self._one)

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
        if found.wordings:
            lines.append(_("有 {count} 段文字是人工修改的，自动文字一并冻结。").format(count=len(found.wordings)))
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
        one, other = self._one, str(self.against.currentData() or "")
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
            caused = _("变更记录第 {numbers} 条").format(numbers=_("、").join(map(str, entries))) if entries else ""
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


def title_of(document: str) -> str:
    """A document's title by its name on the shelf."""
    from fashiontracker.reports import shelf

    return next((_(kind.title) for kind in shelf.DOCUMENTS if kind.name == document), document)


def _subject(change: SubjectChange) -> str:
    return {"came": _("＋ {name}"), "went": _("－ {name}"), "changed": _("改 {name}")}[change.what].format(
        name=change.subject
    )
