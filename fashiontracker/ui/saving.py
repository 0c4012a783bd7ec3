"""Asking where a file shall be written, and opening it with the system's own program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from fashiontracker.text import _

SEALED = "sealed"


def ask_save(near: QWidget, title: str, suggested: str, kinds: str, *, protected: bool = False) -> Path | None:
    """Where a file shall be written; ``suggested`` is its name, ``kinds`` as Qt spells them: ``Excel (*.xlsx)``.

    The file ends as suggested, so that it never takes the place of one of another kind, a database above all. What
    leaves an encrypted database is said to be plain, unless it is ``protected`` by a passphrase of its own.
    """
    if is_sealed(near) and not protected:
        title = _("{title}（文件不加密）").format(title=title)
    name, _filter = QFileDialog.getSaveFileName(near.window(), title, suggested, kinds)
    if not name:
        return None
    path, ending = Path(name), Path(suggested).suffix
    return path if path.suffix.lower() == ending.lower() else path.with_name(path.name + ending)


def is_sealed(near: QWidget) -> bool:
    """Whether the window that this belongs to is on an encrypted database: `mark_sealed` says so of it."""
    top = near.window()
    while (above := top.parentWidget()) is not None:
        top = above.window()
    return bool(top.property(SEALED))


def mark_sealed(window: QWidget, sealed: bool) -> None:
    """Note on a window whether its database is encrypted."""
    window.setProperty(SEALED, sealed)


def excel() -> str:
    """The kinds of a workbook to write."""
    return _("Excel 工作簿 (*.xlsx)")


def pdf() -> str:
    """The kinds of a document to write."""
    return _("PDF 文件 (*.pdf)")


def open_outside(path: Path) -> bool:
    """Open a file or a folder with the system's own program; False where there is none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
