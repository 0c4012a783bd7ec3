"""What is done from the page but not with the preview: letterheads, the user's own words, a quarter's documents."""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fashiontracker import paths
from fashiontracker.progress import Progress
from fashiontracker.text import _
from fashiontracker.ui import messages
from fashiontracker.ui.drafting import Slot
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.pages.printing import making
from fashiontracker.ui.pages.printing.batch_end import BatchEnd
from fashiontracker.ui.pages.printing.batch_form import BatchDialog, Wish
from fashiontracker.ui.pages.printing.handing_in import HandInDialog
from fashiontracker.ui.pages.printing.letterhead_form import LetterheadDialog
from fashiontracker.ui.pages.printing.wording_form import WordingDialog

if TYPE_CHECKING:
    from fashiontracker.models.letterheads import Letterhead
    from fashiontracker.reports.batch import Outcome
    from fashiontracker.ui.desk import Desk
    from fashiontracker.ui.page import Page
    from fashiontracker.ui.pages.printing.making import Made

OLD_ISSUER = "issuer"
"""Where the name lies that an older version kept among this user's settings: it is offered for the first letterhead."""


class Deeds:
    """Of one page, on one database."""

    def __init__(self, page: Page, desk: Desk) -> None:
        self._page, self._desk = page, desk
        self._note = ""

    def edit_letterheads(self) -> None:
        """Let the letterheads be changed; the page hears of it from the journal."""
        from fashiontracker.models import letterheads

        remembered, known = self._desk.remembered(self._page.key), self._letterheads()
        issuer = str(remembered.get(OLD_ISSUER, ""))
        if not known and issuer:
            known = (letterheads.Letterhead(issuer, issuer),)
        dialog = LetterheadDialog(known, self._page.window())
        if dialog.run(lambda: letterheads.keep(self._desk.app.store.journal, dialog.wanted())):
            remembered.pop(OLD_ISSUER, None)

    def edit_wording(self, made: Made) -> None:
        """Let the paragraphs of a document be worded anew."""
        from fashiontracker.models import wordings
        from fashiontracker.reports import shelf

        passages = shelf.passages(made.kind, made.sheet)
        dialog = WordingDialog(_(made.kind.title), passages, self._page.window())
        dialog.keep_draft(Slot(self._desk.app.drafts, self._page.key, made.kind.name))
        draft, day = shelf.draft_of(made.kind, made.options), made.options.as_of
        dialog.run(lambda: wordings.keep(self._desk.app.store.journal, draft, day, dialog.wanted()))

    def hand_in(self, made: Made, folder: Path, done: Callable[[], None]) -> None:
        """Freeze a document in the ledger once the user has agreed; ``folder`` is for files that go again."""
        app, page = self._desk.app, self._page
        note, accepted = HandInDialog.ask(made, self._note, page)
        if not accepted:
            return
        self._note = note  # there again where it fails
        files = paths.evidence_folder(self._desk.path)

        def told(fingerprint: str) -> None:
            self._note = ""
            messages.toast(page, _("已存入报送台账，数据指纹 {fingerprint}").format(fingerprint=fingerprint))
            done()

        page.work.emit(Job(_("正在存入报送台账"), lambda: making.hand_in(app, files, made, folder, note), told))

    def make_all(self) -> None:
        """Ask for a quarter and make its documents; the job area shows how far it is, and cancels."""
        desk, page = self._desk, self._page
        last = min(date.today(), max(page.as_of, desk.period[0]))
        remembered = desk.remembered(page.key)
        dialog = BatchDialog(desk, last, remembered, page.window())
        if dialog.exec() != dialog.DialogCode.Accepted:
            return
        wish = dialog.wish()
        remembered["folder"] = str(wish.folder)
        page.work.emit(Job(_("正在整套生成文件"), lambda: self._work(wish), lambda found: self._told(found, wish)))

    def _work(self, wish: Wish) -> Generator[Progress, None, tuple[Outcome, ...]]:
        from fashiontracker.exchange import annex
        from fashiontracker.reports import batch

        app = self._desk.app
        order = batch.Order(
            batch.numbered(app.store, wish.wanted) if wish.numbered else wish.wanted,
            wish.folder,
            annex.write_annex if wish.annexes else None,
            paths.evidence_folder(self._desk.path),
            date.today() if wish.handed_in else None,
        )
        return (yield from batch.print_all(app.store, app.plan, app.catalogue, order))

    def _told(self, outcomes: tuple[Outcome, ...], wish: Wish) -> None:
        BatchEnd(outcomes, wish.folder, self._page.window()).exec()

    def _letterheads(self) -> tuple[Letterhead, ...]:
        from fashiontracker.models import letterheads

        return letterheads.read(self._desk.app.store.settings())
