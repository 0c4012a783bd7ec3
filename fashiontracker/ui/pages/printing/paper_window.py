"""A paper of the ledger in a window of its own, as it was handed in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QProgressDialog, QVBoxLayout, QWidget

from fashiontracker.errors import EnvironmentFault, NoRoom
from fashiontracker.text import _
from fashiontracker.ui import messages, saving
from fashiontracker.ui.pages.printing.preview import Preview
from fashiontracker.ui.passphrases import NewPassphraseDialog
from fashiontracker.ui.pdf import Pdf
from fashiontracker.ui.style import look


class PaperWindow(QDialog):
    """Shows bytes that are not made but kept."""

    def __init__(self, data: bytes, name: str, open_outside: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("报送文件 {name}").format(name=name))
        self._name = name
        self.pdf = Pdf(data)
        self.preview = Preview()
        self.preview.show_pdf(self.pdf)
        self.preview.print_wanted.connect(lambda: print_paper(self, self.pdf, name))
        self.preview.save_wanted.connect(self._save)
        self.preview.open_wanted.connect(open_outside)
        self.preview.protect_wanted.connect(lambda: save_protected(self, self.pdf.data, name))
        self.finished.connect(self._let_go)
        column = QVBoxLayout(self)
        column.addWidget(self.preview)
        self.resize(look().px(900), look().px(760))

    def _let_go(self) -> None:
        self.preview.show_pdf(None)
        self.pdf.close()

    def _save(self) -> None:
        path = saving.ask_save(self, _("另存为 PDF"), self._name, saving.pdf())
        if path is None:
            return
        from fashiontracker.models import submissions

        try:
            submissions.write_pages(path, self.pdf.data)
        except NoRoom as fault:
            messages.fail(self, fault)


def save_protected(near: QWidget, data: bytes, suggested: str) -> None:
    """Ask for a passphrase and a place, and write the PDF there encrypted."""
    from fashiontracker.reports import travel

    lesson = _("加密（AES-256）后，没有口令打不开这份 PDF。口令忘了无法找回，请另行告诉收件人。")
    secret, accepted = NewPassphraseDialog.ask(_("另存为加密 PDF"), _("下一步"), lesson, near)
    title = _("另存为加密 PDF")
    path = saving.ask_save(near, title, suggested, saving.pdf(), protected=True) if accepted else None
    if path is None:
        return
    try:
        travel.write_protected(path, data, secret)
    except EnvironmentFault as fault:
        messages.fail(near, fault)
    else:
        messages.toast(near, _("已写出 {name}").format(name=path.name))


def print_paper(near: QWidget, pdf: Pdf, title: str) -> None:
    """Ask for a printer and print, a page at a time, until done or cancelled."""
    from fashiontracker.ui import printer as printing

    chosen = printing.ask_printer(near, pdf, title)
    if chosen is None:
        return
    pages = printing.chosen_pages(chosen, pdf)
    waiting = QProgressDialog(_("正在打印 {title}").format(title=title), _("取消"), 0, len(pages), near.window())
    waiting.setWindowModality(Qt.WindowModality.WindowModal)
    steps = printing.print_pages(chosen, pdf)
    try:
        for progress in steps:
            waiting.setValue(progress.done)
            if waiting.wasCanceled():
                chosen.abort()
                break
    except EnvironmentFault as fault:
        messages.fail(near, fault)
    finally:
        steps.close()
        waiting.close()
