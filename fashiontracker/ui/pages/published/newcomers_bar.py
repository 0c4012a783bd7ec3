"""What can be done with the firms of a list that the registry lacks: written as a workbook, or added."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QWidget

from fashiontracker import paths
from fashiontracker.errors import EnvironmentFault
from fashiontracker.progress import Progress
from fashiontracker.text import _, pick
from fashiontracker.ui import messages, saving
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.pages.published.newcomers_form import NewcomersForm
from fashiontracker.ui.pages.published.terms_form import TermsForm
from fashiontracker.ui.pictures import put_icon
from fashiontracker.ui.style import look

if TYPE_CHECKING:
    from fashiontracker.exchange.published.reading import Notice
    from fashiontracker.exchange.published.settling import Settled
    from fashiontracker.ui.desk import Desk


class NewcomersBar(QWidget):
    """Two buttons; greyed where every firm is known."""

    added = Signal(int)
    """So many firms are in the registry now."""

    def __init__(self, desk: Desk, work: Callable[[Job[Any]], object], form: TermsForm) -> None:
        super().__init__()
        self._desk, self._work, self._form = desk, work, form
        self._paper: Notice | None = None
        self.found: list[Settled] = []
        self.export_button = QPushButton(_("导出未在名录的…"))
        put_icon(self.export_button, "export")
        self.export_button.clicked.connect(self.export)
        self.add_button = QPushButton(_("新增为企业…"))
        put_icon(self.add_button, "new")
        self.add_button.clicked.connect(self.add)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(8))
        row.addWidget(self.export_button)
        row.addWidget(self.add_button)

    def show_list(self, settled: Sequence[Settled], paper: Notice) -> None:
        """Look at another list, or at the same one compared anew; none of brands or carriers."""
        from fashiontracker.exchange.published import newcomers

        self._paper, self.found = paper, newcomers.newcomers(settled)
        self.export_button.setEnabled(bool(self.found))
        self.add_button.setEnabled(bool(self.found) and not self._desk.read_only)

    def export(self) -> None:
        """Write the firms as a workbook to be filled in and imported."""
        from fashiontracker.exchange.published import newcomers

        path = saving.ask_save(self, _("导出未在名录的企业"), _("名单中的新企业.xlsx"), saving.excel())
        if path is None or self._paper is None:
            return
        try:
            count = newcomers.write(path, self._desk.app.plan, self.found, name_of(self._paper))
        except EnvironmentFault as fault:
            messages.fail(self, fault)
            return
        messages.toast(self, _("已导出 {count} 家，补填后从“导入”页导入：{name}").format(count=count, name=path.name))

    def add(self) -> None:
        """Ask which of the firms are added, then add them as one entry."""
        if not self.found or self._desk.read_only:
            return
        dialog = NewcomersForm(self.found, self._said(), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._add(dialog.chosen, with_title=dialog.with_title)

    def _add(self, chosen: Sequence[Settled], *, with_title: bool) -> None:
        from fashiontracker.exchange.published import accepting, newcomers

        app, notice, folder = self._desk.app, self._paper, paths.evidence_folder(self._desk.path)
        terms = self._form.terms() if with_title else None

        def write() -> Generator[Progress, None, int]:
            yield Progress(0, len(chosen), _("正在新增企业"))
            kept = accepting.keep(folder, notice, terms.day) if terms is not None and notice is not None else None
            return newcomers.add(app.store.journal, app.plan, app.catalogue, chosen, terms, kept)

        self._work(Job(_("新增企业"), write, self.added.emit))

    def _said(self) -> str:
        """What the list says of each firm, in words; empty where that is not settled or no firm can bear it."""
        terms = self._form.terms()
        title = self._desk.app.catalogue.designations.get(terms.designation) if terms else None
        if terms is None or title is None or "enterprise" not in title.holders:
            return ""
        words = _("各记一步“{title}”{stage}（{day}），名单留作佐证；可一步撤销。")
        return words.format(title=pick(title.zh, title.en), stage=self._form.stage.currentText(), day=terms.day)


def name_of(paper: Notice) -> str:
    """What a list is called."""
    return paper.file.name if paper.file else _("粘贴的名单")
