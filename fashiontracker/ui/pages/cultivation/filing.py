"""Files: evidence for a step of a chain, papers of an application, and reminders as a calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from fashiontracker import paths
from fashiontracker.errors import EnvironmentFault
from fashiontracker.models.attaching import Kept
from fashiontracker.text import N_, _
from fashiontracker.ui import evidence_files, messages, saving
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.pages.cultivation.checklist_form import ChecklistDialog
from fashiontracker.ui.pages.cultivation.looking import PaperDialog, pages
from fashiontracker.ui.pages.cultivation.papers import Papers

if TYPE_CHECKING:
    from fashiontracker.models.attaching import Attached
    from fashiontracker.models.facts import Facts, Subject
    from fashiontracker.models.recorder import Recorder
    from fashiontracker.tally.materials import Application
    from fashiontracker.tally.pipeline import Candidacy
    from fashiontracker.ui.desk import Desk

Link = Callable[["Recorder", Sequence[Kept]], None]
"""Links files that were taken in, within an entry of the journal."""


class Filing:
    """Does with files what is asked on the page 培育认定; each deed is one entry of the journal."""

    def __init__(self, near: QWidget, desk: Desk, work: Callable[[Job[Any]], object]) -> None:
        self._near, self._desk, self._work = near, desk, work

    # ---- the steps of a chain ----

    def ask_for_event(self, event: int) -> None:
        """Ask for files and link them to an event."""
        from fashiontracker.models import attaching

        if not self._desk.read_only:
            files = evidence_files.choose_files(self._near)
            self._take_in(
                files, N_("附佐证文件"), lambda session, kept: attaching.attach(session, ("stage_event", event), kept)
            )

    # ---- the papers of an application ----

    def readiness(self, found: Iterable[Candidacy], as_of: date) -> dict[tuple[Subject, str], tuple[int, int]]:
        """How many required papers are at hand, of how many, of those on their way."""
        from fashiontracker.tally.materials import readiness

        app = self._desk.app
        begun = {(one.subject, one.designation): one.begun for one in found if one.begun is not None}
        with app.store.reading() as session:
            return readiness(session, app.catalogue, begun, as_of)

    def papers(self, subject: Subject, designation: str, as_of: date) -> Papers:
        """The checklist of an application with everything connected."""
        from fashiontracker.tally.materials import application

        app = self._desk.app
        with app.store.reading() as session:
            found = application(session, app.plan, app.catalogue, subject, designation, as_of)
        shown = Papers(found, read_only=self._desk.read_only)
        on = min(as_of, date.today())
        shown.dropped.connect(lambda item, files: self.put(found, item, files, on))
        shown.asked.connect(lambda item: self.put(found, item, evidence_files.choose_files(self._near), on))
        shown.used.connect(lambda item, file: self.use(found, item, file, on))
        shown.removed.connect(self.take_off)
        shown.shown.connect(self.look_at)
        shown.adjusted.connect(lambda: self.adjust(designation))
        return shown

    def put(self, application: Application, item: str, files: Sequence[Path], on: date) -> None:
        """Take files in and put them under an item."""
        self._take_in(files, N_("附申报材料"), lambda session, kept: _put(session, application, item, kept, on))

    def use(self, application: Application, item: str, file: Attached, on: date) -> None:
        """Put a file that is on record already under an item too."""
        kept = [Kept(file.name, file.sha256, file.size)]
        self._write(N_("附申报材料"), lambda session: _put(session, application, item, kept, on))

    def take_off(self, file: Attached) -> None:
        """Take a file off its item; it stays in the evidence folder."""
        from fashiontracker.models import materials

        label = _("移除申报材料：{name}").format(name=file.name)
        self._write(label, lambda session: materials.take_off(session, file.link))

    def look_at(self, file: Attached) -> None:
        """Show a file's pages."""
        from fashiontracker.models import evidence

        folder = paths.evidence_folder(self._desk.path)

        def show(content: bytes | str) -> None:
            outside = partial(evidence_files.open_copy, self._near, folder, file.name, file.sha256)
            PaperDialog(file.name, content, outside, self._near).show()

        kept = evidence.file_of(folder, file.sha256)
        self._work(Job(_("正在打开 {name}").format(name=file.name), lambda: pages(kept), show))

    def adjust(self, designation: str) -> None:
        """Ask for another checklist of a designation, and keep it."""
        from fashiontracker.models import checklists

        app = self._desk.app
        with app.store.reading() as session:
            items = checklists.items(session, app.catalogue, designation)
        dialog = ChecklistDialog(app.catalogue, designation, items, self._near)

        def save() -> None:
            with app.store.journal.entry(N_("调整申报材料清单")) as session:
                checklists.keep(session, app.catalogue, designation, dialog.items)

        dialog.run(save)

    # ---- reminders ----

    def export_reminders(self, facts: Facts, as_of: date) -> None:
        """Ask where, and write windows and ends of terms as a calendar."""
        from fashiontracker.exchange import calendar
        from fashiontracker.models import windows

        desk, near = self._desk, self._near
        path = saving.ask_save(near, _("导出提醒"), f"{desk.name} {_('提醒')}.ics", _("日历文件 (*.ics)"))
        if path is None:
            return
        with desk.app.store.reading() as session:
            known = windows.windows(session, desk.app.catalogue)
        try:
            count = calendar.write(path, calendar.reminders(facts, desk.app.catalogue, known, as_of), as_of)
        except EnvironmentFault as fault:
            messages.fail(near, fault)
            return
        messages.toast(near, _("已导出 {count} 条提醒：{name}").format(count=count, name=path.name))

    # ---- inside ----

    def _take_in(self, files: Sequence[Path], label: str, link: Link) -> None:
        """Copy files off the window's thread, then link them as one entry."""
        from fashiontracker.models import attaching

        if not files or self._desk.read_only:
            return
        folder = paths.evidence_folder(self._desk.path)

        def record(kept: list[Kept]) -> None:
            self._write(label, lambda session: link(session, kept))

        self._work(Job(_("正在存入佐证文件"), lambda: attaching.take_in(folder, files), record))

    def _write(self, label: str, act: Callable[[Recorder], None]) -> None:
        """Write an entry of the journal; what stands in the way is said."""
        try:
            with self._desk.app.store.journal.entry(label) as session:
                act(session)
        except EnvironmentFault as fault:
            messages.fail(self._near, fault)


def _put(session: Recorder, application: Application, item: str, kept: Sequence[Kept], on: date) -> None:
    from fashiontracker.models import materials

    materials.put(session, application.subject, application.designation, item, application.begun, on, kept)
