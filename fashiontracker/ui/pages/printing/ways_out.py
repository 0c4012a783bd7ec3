"""Where a document goes from the preview: into a file, into the system's reader, into a window of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fashiontracker.errors import EnvironmentFault
from fashiontracker.text import _
from fashiontracker.ui import messages, saving
from fashiontracker.ui.jobs import Job
from fashiontracker.ui.pages.printing.paper_window import PaperWindow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fashiontracker.models.submissions import HandedIn
    from fashiontracker.ui.page import Page
    from fashiontracker.ui.pages.printing.making import Made, Write


def save(page: Page, made: Made, title: str, ending: str, kinds: str, write: Write) -> None:
    """Ask where, and let ``write`` put it there."""
    path = saving.ask_save(page, title, suggested(made, ending), kinds)
    if path is None:
        return

    def done(_nothing: None) -> None:
        messages.toast(page, _("已写出 {name}").format(name=path.name))

    page.work.emit(Job(_("正在写出 {name}").format(name=path.name), lambda: write(made, path), done))


def suggested(made: Made, ending: str) -> str:
    """The name of a document's file."""
    return f"{made.kind.title}（{made.options.as_of}）{ending}"


def open_outside(near: QWidget, folder: Path, data: bytes, name: str) -> None:
    """Show a document in the system's own reader; the file goes with the folder."""
    path = folder / f"{name}.pdf"
    path.write_bytes(data)
    if not saving.open_outside(path):
        messages.warn(near, _("这台计算机上没有能打开 PDF 的程序。"))


def open_submission(near: QWidget, files: Path, folder: Path, one: HandedIn) -> None:
    """Show a paper as it was handed in; what is wrong with it is said."""
    from fashiontracker.models import submissions

    try:
        data = submissions.pages_of(files, one)
    except EnvironmentFault as fault:
        messages.fail(near, fault)
        return
    name = one.fingerprint
    PaperWindow(data, f"{name}.pdf", lambda: open_outside(near, folder, data, name), near).show()
