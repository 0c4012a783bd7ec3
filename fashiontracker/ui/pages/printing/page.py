"""The page 报表与报送."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTemporaryDir, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from fashiontracker import paths
from fashiontracker.errors import EnvironmentFault
from fashiontracker.text import N_, _
from fashiontracker.ui import saving
from fashiontracker.ui.counting import WATCHED
from fashiontracker.ui.elided import ElidedButton
from fashiontracker.ui.empty import Empty
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.page import Page, Touched
from fashiontracker.ui.pages.printing import making, ways_out
from fashiontracker.ui.pages.printing.choices import Choices, scrolled
from fashiontracker.ui.pages.printing.deeds import Deeds
from fashiontracker.ui.pages.printing.ledger import LedgerView
from fashiontracker.ui.pages.printing.paper_window import print_paper, save_protected
from fashiontracker.ui.pages.printing.preview import Preview
from fashiontracker.ui.pages.printing.words import about, refusal
from fashiontracker.ui.pdf import Pdf
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.style import give_role, look
from fashiontracker.ui.wishes import Paper

if TYPE_CHECKING:
    from fashiontracker.models.submissions import HandedIn
    from fashiontracker.reports.shelf import Kind
    from fashiontracker.ui.desk import Desk

TYPING = 700
"""Milliseconds after the last change of a choice before the preview is made anew."""
PAPER, REFUSED = range(2)


class Printing(Page):
    """Choose a document and its particulars; what is seen is what will be printed, saved or handed in."""

    key = "reports"
    title = N_("报表与报送")
    watches: ClassVar[Touched] = WATCHED | {
        *("project", "former_name", "task_progress", "judgement", "submission", "saved_view")
    }

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._folder = QTemporaryDir()
        self._open: list[Pdf] = []
        self.destroyed.connect(lambda _gone, shown=self._open: [pdf.close() for pdf in shown])
        self._job: Job[making.Made] | None = None
        self._again = False
        self.made: making.Made | None = None
        self.documents = QComboBox()
        self.documents.setAccessibleName(_("文件种类"))
        self.about = QLabel()
        self.about.setWordWrap(True)
        give_role(self.about, "muted")
        self.choices = Choices(desk.app)
        self.preview = Preview()
        self.state = QLabel()
        give_role(self.state, "muted")
        self.annex = ElidedButton(_("Excel 附表…"))
        put_icon(self.annex, "table")
        self.hand_in = QPushButton(_("存入报送台账…"))
        put_icon(self.hand_in, "hand_in", "on_accent")
        give_role(self.hand_in, "primary")
        self.words = ElidedButton(_("修改文字…"))
        put_icon(self.words, "edit")
        self.all = QPushButton(_("整套生成…"))
        put_icon(self.all, "reports")
        self.tools.addWidget(self.all)
        self.ledger = LedgerView(desk.app)
        self.deeds = Deeds(self, desk)
        self._pause = QTimer(self, interval=TYPING, singleShot=True)
        self._lay_out()
        self._fill()
        self._connect()

    # ---- the page ----

    def refresh(self) -> None:
        from fashiontracker.models import submissions

        with self._desk.app.store.reading() as session:
            found = submissions.handed_in(session)
        self.ledger.show_submissions(found)
        self.choices.show_day(self.as_of)
        self.tabs.setTabText(1, _("报送台账 {count}").format(count=len(found)) if found else _("报送台账"))
        self._make()

    def arrive(self, wish: object) -> None:
        if isinstance(wish, Paper):
            self.tabs.setCurrentIndex(0)
            self._choose(wish.document)
            self.choices.take(wish)
            self.reload()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        deeds = {"report": self.print_paper, "export": self.save_annex, "filter": self.preview.search.setFocus}
        return {**super().commands(), **deeds}

    def kind(self) -> Kind:
        """The chosen document."""
        from fashiontracker.reports import shelf

        return shelf.DOCUMENTS[max(0, self.documents.currentIndex())]

    # ---- deeds ----

    def print_paper(self) -> None:
        """Print what is previewed."""
        pdf = self.preview.viewer.pdf
        if pdf is not None:
            print_paper(self, pdf, self.kind().title)

    def save_pdf(self) -> None:
        """Write what is previewed into a file."""
        if self.made is not None and self.made.refused is None:
            ways_out.save(self, self.made, _("另存为 PDF"), ".pdf", saving.pdf(), making.save)

    def save_protected(self) -> None:
        """Write what is previewed into a file that a passphrase opens."""
        made = self.made
        if made is not None and made.refused is None:
            save_protected(self, made.data, ways_out.suggested(made, ".pdf"))

    def save_annex(self) -> None:
        """Write the same numbers into a workbook."""
        if self.made is not None and self.made.refused is None:
            ways_out.save(self, self.made, _("另存为 Excel"), ".xlsx", saving.excel(), making.save_annex)

    def open_outside(self) -> None:
        """Show the document in the system's own reader."""
        if self.made is not None and self.made.data:
            ways_out.open_outside(self, Path(self._folder.path()), self.made.data, self.made.fingerprint)

    def edit_words(self) -> None:
        """Word paragraphs of what is previewed anew."""
        if self.made is not None and self.made.wordable:
            self.deeds.edit_wording(self.made)

    def hand_in_paper(self) -> None:
        """Freeze what is previewed in the ledger."""
        if self.made is not None and self.made.refused is None:
            self.deeds.hand_in(self.made, Path(self._folder.path()), self._handed_in)

    def _handed_in(self) -> None:
        self.choices.letter.forget_number()
        self.tabs.setCurrentIndex(1)

    def _open_submission(self, one: HandedIn) -> None:
        ways_out.open_submission(self, paths.evidence_folder(self._desk.path), Path(self._folder.path()), one)

    # ---- making ----

    def _make(self) -> None:
        """Make the preview; of several wishes that come meanwhile only the last is served."""
        if self._job is not None:
            self._again = True
            return
        app, kind = self._desk.app, self.kind()
        options = self.choices.options(self.as_of, paths.evidence_folder(self._desk.path))
        folder = Path(self._folder.path())
        self.state.setText(_("正在生成预览……"))

        def work() -> making.Work:
            try:
                return (yield from making.make(app, kind, options, folder))
            finally:
                self._job = None

        self._job = Job(_("正在生成“{title}”").format(title=_(kind.title)), work, self._show, reads=True)
        self.work.emit(self._job)

    def _show(self, made: making.Made) -> None:
        if self._again:
            self._again = False
            self._make()
            return
        same = self.made is not None and self.made.kind == made.kind
        self.made = made
        fine = made.refused is None
        self.annex.setEnabled(fine)
        self.hand_in.setEnabled(fine and not self._desk.read_only)
        self.words.setEnabled(made.wordable and not self._desk.read_only)
        if made.refused is not None:
            self._refuse(made.refused)
            return
        pdf = Pdf(made.data)
        self.preview.show_pdf(pdf, (*made.missing, *made.notices), stay=same)
        for old in self._open:
            old.close()
        self._open[:] = [pdf]
        self.stack.setCurrentIndex(PAPER)
        words = _("共 {pages} 页 · 数据截至 {as_of} · 数据指纹 {fingerprint}")
        pages = len(pdf)
        self.state.setText(words.format(pages=pages, as_of=made.options.as_of, fingerprint=made.fingerprint))
        self.counted.emit(_("{title} · {pages} 页").format(title=_(made.kind.title), pages=pages))

    def _refuse(self, fault: EnvironmentFault) -> None:
        if (old := self.stack.widget(REFUSED)) is not None:
            self.stack.removeWidget(old)
            old.deleteLater()
        self.stack.addWidget(Empty("edit", _("还差一点才能生成"), refusal(fault)))
        self.stack.setCurrentIndex(REFUSED)
        self.state.clear()

    def _changed(self) -> None:
        self._desk.remembered(self.key)[self.kind().name] = self.choices.kept()
        self._pause.start()

    def _choose(self, document: str) -> None:
        from fashiontracker.models import submissions
        from fashiontracker.reports import shelf

        kind = shelf.named(document)
        self.documents.blockSignals(True)
        self.documents.setCurrentIndex(shelf.DOCUMENTS.index(kind))
        self.documents.blockSignals(False)
        kept = self._desk.remembered(self.key)
        kept["document"] = kind.name
        self.about.setText(about(kind))
        with self._desk.app.store.reading() as session:
            found = submissions.handed_in(session, "targets")
        chosen = kept.get(kind.name, {})
        self.choices.show_kind(kind, chosen if isinstance(chosen, dict) else {}, found)

    def _pick(self) -> None:
        self._choose(self.kind().name)
        self._pause.stop()
        self.reload()

    # ---- how it is made ----

    def _lay_out(self) -> None:
        self.documents.setMaxVisibleItems(12)
        left = QVBoxLayout()
        left.setSpacing(look().px(8))
        for widget, stretch in ((self.documents, 0), (self.about, 0), (scrolled(self.choices), 1)):
            left.addWidget(widget, stretch)
        beside = QHBoxLayout()
        beside.setSpacing(look().px(8))
        for button in (self.words, self.annex):
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            beside.addWidget(button, 1)
        left.addLayout(beside)
        left.addWidget(self.hand_in)
        column = QWidget()
        column.setFixedWidth(look().px(256))
        column.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.preview)
        right = QVBoxLayout()
        right.setSpacing(look().px(6))
        right.addWidget(self.stack, 1)
        right.addWidget(self.state)
        making_page = QWidget()
        row = QHBoxLayout(making_page)
        row.setContentsMargins(0, look().px(8), 0, 0)
        row.setSpacing(look().px(16))
        row.addWidget(column)
        row.addLayout(right, 1)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName(_(self.title))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(making_page, _("生成文件"))
        self.tabs.addTab(self.ledger, _("报送台账"))
        self.body.addWidget(self.tabs, 1)

    def _fill(self) -> None:
        from fashiontracker.reports import shelf

        for kind in shelf.DOCUMENTS:
            self.documents.addItem(_(kind.title))
            self.documents.setItemData(self.documents.count() - 1, about(kind), Qt.ItemDataRole.ToolTipRole)
        last = str(self._desk.remembered(self.key).get("document", ""))
        self._choose(last if last in {kind.name for kind in shelf.DOCUMENTS} else shelf.DOCUMENTS[0].name)

    def _connect(self) -> None:
        self.documents.activated.connect(self._pick)
        self.choices.changed.connect(self._changed)
        self._pause.timeout.connect(self.reload)
        self.preview.print_wanted.connect(self.print_paper)
        self.preview.save_wanted.connect(self.save_pdf)
        self.preview.open_wanted.connect(self.open_outside)
        self.preview.protect_wanted.connect(self.save_protected)
        self.annex.clicked.connect(self.save_annex)
        self.hand_in.clicked.connect(self.hand_in_paper)
        self.words.clicked.connect(self.edit_words)
        self.all.clicked.connect(self.deeds.make_all)
        self.choices.letter.letterheads_wanted.connect(self.deeds.edit_letterheads)
        self.choices.letter.edit.setEnabled(not self._desk.read_only)
        self.ledger.work.connect(self.work)
        self.ledger.opened.connect(self._open_submission)
